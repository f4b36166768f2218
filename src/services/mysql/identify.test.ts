import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loopbackPeer } from '../postgresql/fixtures/peer.ts';
import type { MyReply } from './reply.ts';
import { NO_MARIADB, type RealMaria, startMaria } from './fixtures/real-server.ts';
import { productOf, versionOf } from './identify.ts';
import { mysql } from './mysql.ts';
import type { MyName } from './table.ts';

const why = NO_MARIADB === undefined ? '' : ` (skipped: ${NO_MARIADB})`;

async function look(server: RealMaria, accounts: readonly string[] = []) {
  const { peer, log } = loopbackPeer<MyName, MyReply>(mysql, server, { accounts, relation: 'own' });
  const found = await mysql.identify(peer);
  if (!found.ok) throw new Error(`${found.why}: ${found.detail}`);
  return { identity: found.value, log };
}

describe(`a real MariaDB with root without a password, behind TLS${why}`, () => {
  let server: RealMaria;
  beforeAll(async () => {
    if (NO_MARIADB !== undefined) return;
    server = await startMaria({
      address: '127.44.0.20',
      tls: true,
      seed: "CREATE DATABASE shop;\nCREATE TABLE shop.t (a int);\nCREATE USER locked@'%' IDENTIFIED BY 'x';\n",
      settings: ['--require-secure-transport=ON'],
    });
  });
  afterAll(() => server?.stop());

  it.skipIf(NO_MARIADB !== undefined)('is auth-required to the anonymous user, asked over TLS', async () => {
    const { identity } = await look(server);
    expect(identity).toMatchObject({ posture: 'auth-required', product: 'mariadb' });
    expect(identity.version).toMatch(/^10\.\d+\.\d+-MariaDB/);
    expect(identity.reasons[0]).toEqual({
      command: 'login as the anonymous user, without a password, over TLS',
      showed: 'it refused the login (error 1045)',
    });
    expect(identity.tls?.certificate.subject).toContain('Example Energy AG');
    expect(server.log()).not.toMatch(/Connect\s+root@/);
  });

  it.skipIf(NO_MARIADB !== undefined)('is open where the scope lists root, proven by two reads', async () => {
    const { identity, log } = await look(server, ['locked', 'root']);
    expect(identity.posture).toBe('open');
    const asked = log.flatMap((entry) => (entry.kind === 'ask' ? [entry.command] : []));
    expect(asked).toEqual(expect.arrayContaining(['tls', 'begin', 'databases', 'relations', 'quit']));
  });
});

describe(`a real MariaDB with an anonymous user, plain${why}`, () => {
  let server: RealMaria;
  beforeAll(async () => {
    if (NO_MARIADB !== undefined) return;
    server = await startMaria({
      address: '127.44.0.21',
      seed: "CREATE USER ''@'%';\nCREATE USER ''@'localhost';\n",
    });
  });
  afterAll(() => server?.stop());

  it.skipIf(NO_MARIADB !== undefined)(
    'is restricted: the anonymous user gets in and sees no data',
    async () => {
      const { identity } = await look(server);
      expect(identity.posture).toBe('restricted');
    },
  );
});

describe(`a real MariaDB without grant tables${why}`, () => {
  let server: RealMaria;
  beforeAll(async () => {
    if (NO_MARIADB !== undefined) return;
    server = await startMaria({ address: '127.44.0.22', settings: ['--skip-grant-tables'] });
  });
  afterAll(() => server?.stop());

  it.skipIf(NO_MARIADB !== undefined)('is open to the anonymous user', async () => {
    const { identity } = await look(server);
    expect(identity.posture).toBe('open');
  });
});

describe('names', () => {
  it.each([
    ['5.5.5-10.6.16-MariaDB-1:10.6.16+maria~ubu2004', 'mariadb', '10.6.16-MariaDB-1:10.6.16+maria~ubu2004'],
    ['11.4.2-MariaDB', 'mariadb', '11.4.2-MariaDB'],
    ['8.0.36', 'mysql', '8.0.36'],
    ['8.0.35-27', 'percona', '8.0.35-27'],
    ['8.0.11-TiDB-v7.5.0', 'tidb', '8.0.11-TiDB-v7.5.0'],
    ['2.2.11-id64-release (95ae9a6)', 'sphinx', '2.2.11-id64-release'],
    ['8.0.30-Vitess', 'vitess', '8.0.30-Vitess'],
    ['5.7.25-OceanBase-v4.2.1.0', 'oceanbase', '5.7.25-OceanBase-v4.2.1.0'],
    ['5.1.73', 'mysql', '5.1.73'],
  ])('%s is %s', (greeting, product, version) => {
    expect(productOf(greeting)).toBe(product);
    expect(versionOf(greeting)).toBe(version);
  });
});
