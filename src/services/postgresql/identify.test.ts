import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PgReply } from './reply.ts';
import { loopbackPeer } from './fixtures/peer.ts';
import { NO_POSTGRESQL, type RealPostgres, startPostgres } from './fixtures/real-server.ts';
import { postgresql } from './postgresql.ts';
import type { PgName } from './table.ts';

const why = NO_POSTGRESQL === undefined ? '' : ` (skipped: ${NO_POSTGRESQL})`;

function look(server: RealPostgres, accounts: readonly string[] = []) {
  const { peer, log } = loopbackPeer<PgName, PgReply>(postgresql, server, { accounts, relation: 'own' });
  return { log, outcome: postgresql.identify(peer) };
}

describe(`a real PostgreSQL 15 under several host rules${why}`, () => {
  let server: RealPostgres;
  beforeAll(async () => {
    if (NO_POSTGRESQL !== undefined) return;
    server = await startPostgres({
      address: '127.44.0.10',
      tls: true,
      hba: [
        'host all scrammed 127.0.0.0/8 scram-sha-256',
        'hostssl all tlsonly 127.0.0.0/8 trust',
        'host all tlsonly 127.0.0.0/8 reject',
        'host all all 127.0.0.0/8 trust',
      ],
      seed: "CREATE ROLE scrammed LOGIN PASSWORD 'x';\n\nCREATE ROLE tlsonly LOGIN;\n\n",
    });
  });
  afterAll(() => server?.stop());

  it.skipIf(NO_POSTGRESQL !== undefined)('says what trust proves where no role was granted', async () => {
    const { outcome } = look(server);
    const found = await outcome;
    if (!found.ok) throw new Error(found.detail);
    expect(found.value.posture).toBe('inconclusive');
    expect(found.value.reasons.at(-1)?.showed).toBe(
      'any role name gets in without a password; no role was granted to try',
    );
    expect(found.value.tls?.certificate.subject).toContain('Example Energy AG');
  });

  it.skipIf(NO_POSTGRESQL !== undefined)(
    'is open with a granted role, proven by two reads, with version and a hashed identity',
    async () => {
      const { outcome, log } = look(server, ['postgres']);
      const found = await outcome;
      if (!found.ok) throw new Error(found.detail);
      expect(found.value).toMatchObject({ posture: 'open', product: 'postgresql' });
      expect(found.value.version).toMatch(/^15\.\d+$/);
      expect(found.value.serverId).toMatch(/^[0-9a-f]{16}$/);
      const asked = log.flatMap((entry) => (entry.kind === 'ask' ? [entry.command] : []));
      expect(asked).toContain('databases');
      expect(asked).toContain('relations');
    },
  );

  it.skipIf(NO_POSTGRESQL !== undefined)('comes in over TLS where only that is trusted', async () => {
    const { outcome, log } = look(server, ['tlsonly']);
    const found = await outcome;
    expect(found.ok && found.value.posture).toBe('open');
    expect(log.filter((entry) => entry.kind === 'denied')).toEqual([]);
  });

  it.skipIf(NO_POSTGRESQL !== undefined)(
    'tries a granted role that needs a password without one, and stays inconclusive',
    async () => {
      const found = await look(server, ['scrammed']).outcome;
      expect(found.ok && found.value.posture).toBe('inconclusive');
    },
  );
});

describe(`a real PostgreSQL 15 that asks for a password${why}`, () => {
  let server: RealPostgres;
  beforeAll(async () => {
    if (NO_POSTGRESQL !== undefined) return;
    server = await startPostgres({ address: '127.44.0.11', hba: ['host all all 127.0.0.0/8 scram-sha-256'] });
  });
  afterAll(() => server?.stop());

  it.skipIf(NO_POSTGRESQL !== undefined)(
    'is auth-required, and no name beyond the stranger is sent without a grant',
    async () => {
      const found = await look(server).outcome;
      if (!found.ok) throw new Error(found.detail);
      expect(found.value.posture).toBe('auth-required');
      expect(found.value.reasons.at(-1)?.showed).toContain('SCRAM-SHA-256');
      expect(server.log()).not.toContain('user=postgres');
    },
  );
});

describe(`a real PostgreSQL 15 whose host rules refuse us${why}`, () => {
  let server: RealPostgres;
  beforeAll(async () => {
    if (NO_POSTGRESQL !== undefined) return;
    server = await startPostgres({
      address: '127.44.0.12',
      tls: true,
      hba: ['hostssl all all 127.0.0.0/8 scram-sha-256'],
    });
  });
  afterAll(() => server?.stop());

  it.skipIf(NO_POSTGRESQL !== undefined)('asks again over TLS where only plain text is refused', async () => {
    const found = await look(server).outcome;
    if (!found.ok) throw new Error(found.detail);
    expect(found.value.posture).toBe('auth-required');
    expect(found.value.reasons.map((reason) => reason.showed)).toContain(
      'its host rules refuse this address without TLS (SQLSTATE 28000)',
    );
  });
});

describe(`a real PostgreSQL 15 whose host rules know one role only${why}`, () => {
  let server: RealPostgres;
  beforeAll(async () => {
    if (NO_POSTGRESQL !== undefined) return;
    server = await startPostgres({ address: '127.44.0.13', hba: ['host all postgres 127.0.0.0/8 trust'] });
  });
  afterAll(() => server?.stop());

  it.skipIf(NO_POSTGRESQL !== undefined)('is blocked', async () => {
    const found = await look(server).outcome;
    expect(found.ok && found.value.posture).toBe('blocked');
  });

  it.skipIf(NO_POSTGRESQL !== undefined)('is open where the scope lists that role', async () => {
    const found = await look(server, ['nobody', 'postgres']).outcome;
    expect(found.ok && found.value.posture).toBe('open');
  });
});
