import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inventory } from '../../model/inventory.ts';
import { openRaw } from '../../model/raw.ts';
import type { TranscriptEntry } from '../../model/transcript.ts';
import { LOOK_LIMITS } from '../../wire/service.ts';
import type { PgReply } from './reply.ts';
import { loopbackPeer } from './fixtures/peer.ts';
import { NO_POSTGRESQL, type RealPostgres, startPostgres } from './fixtures/real-server.ts';
import { postgresql } from './postgresql.ts';
import { pgAllow, type PgName } from './table.ts';

const why = NO_POSTGRESQL === undefined ? '' : ` (skipped: ${NO_POSTGRESQL})`;
const CANARY = 'canary-7b1e-value';
const NASTY = `we"ird'; DROP TABLE person; --\\`;

/** Statements for single-user mode: one line each. */
const SEED = [
  'CREATE TABLE person (id bigint PRIMARY KEY, name text, mail varchar(80), born date, photo bytea, extra jsonb, ok boolean, height numeric)',
  `INSERT INTO person SELECT i, 'Person ' || i, 'p' || i || '@example.org', date '1970-01-01' + i, decode('ffd8ffe0','hex'), jsonb_build_object('a', i), i % 2 = 0, 1.5 + i FROM generate_series(1, 250) i`,
  'CREATE TABLE sighting (seen timestamptz, person bigint, place point)',
  `INSERT INTO sighting SELECT timestamptz '2026-01-01 00:00:30Z' + i * interval '1 minute', i % 250, point(i, i) FROM generate_series(1, 20000) i`,
  'CREATE INDEX ON sighting (seen)',
  `CREATE TABLE "${NASTY.replaceAll('"', '""')}" ("co""l'; DROP TABLE person; --" text)`,
  `INSERT INTO "${NASTY.replaceAll('"', '""')}" VALUES ('${CANARY}')`,
  'CREATE TABLE part (at date, note text) PARTITION BY RANGE (at)',
  `CREATE TABLE part_a PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')`,
  `CREATE TABLE part_b PARTITION OF part FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')`,
  `INSERT INTO part SELECT date '2026-01-01' + (i % 58), 'n' FROM generate_series(1, 4000) i`,
  'CREATE SEQUENCE touched',
  `CREATE FUNCTION trap() RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE LOG 'trap was sprung'; RETURN 'x'; END$$`,
  'CREATE VIEW trapped AS SELECT trap()',
  'CREATE SCHEMA other',
  'CREATE TABLE other.secret (x text)',
  'CREATE ROLE reader LOGIN',
  'GRANT SELECT ON person TO reader',
  'CREATE DATABASE readme_to_recover',
  'ANALYZE',
].join(';\n\n');

interface Looked {
  readonly inventory: Inventory;
  readonly names: string[];
  readonly log: TranscriptEntry[];
}

async function look(
  server: RealPostgres,
  account: string,
  rateGap = 0,
): Promise<Looked & { peer: ReturnType<typeof loopbackPeer<PgName, PgReply>>['peer'] }> {
  const { peer, log } = loopbackPeer<PgName, PgReply>(postgresql, server, {
    accounts: [account],
    relation: 'own',
  });
  const identity = await postgresql.identify(peer);
  if (!identity.ok || identity.value.posture !== 'open') throw new Error(JSON.stringify(identity));
  const found = await postgresql.inventory(peer, { ...LOOK_LIMITS, rateGap });
  if (!found.ok) throw new Error(found.detail);
  const names = found.value.datasets.map((dataset) => Buffer.from(openRaw(dataset.name).bytes).toString());
  return { inventory: found.value, names, log, peer };
}

describe(`the inventory of a real PostgreSQL 15${why}`, () => {
  let server: RealPostgres;
  beforeAll(async () => {
    if (NO_POSTGRESQL !== undefined) return;
    server = await startPostgres({
      address: '127.44.0.14',
      hba: ['host all all 127.0.0.0/8 trust'],
      seed: `${SEED};\n\n`,
    });
  });
  afterAll(() => server?.stop());

  it.skipIf(NO_POSTGRESQL !== undefined)(
    'names tables, counts, sizes, columns, indexes and dates',
    async () => {
      const { inventory, names } = await look(server, 'postgres');
      expect(inventory.complete).toBe(true);
      expect(inventory.writable).toEqual({ value: true, because: 'the role is a superuser' });
      expect(inventory.startedAt).toMatch(/^\d{4}-/);
      expect(names).toEqual(
        expect.arrayContaining([
          'postgres.person',
          'postgres.sighting',
          `postgres.${NASTY}`,
          'postgres.part',
          'postgres.trapped',
          'postgres.other.secret',
          'readme_to_recover',
        ]),
      );
      expect(names).not.toContain('postgres.part_a');
      const person = inventory.datasets[names.indexOf('postgres.person')];
      expect(person?.rows).toEqual({ value: 250, method: 'exact' });
      expect(person?.bytes?.value).toBeGreaterThan(8_000);
      const fields = Object.fromEntries(
        (person?.fields ?? []).map((field) => [Buffer.from(openRaw(field.path).bytes).toString(), field]),
      );
      expect(fields['id']).toMatchObject({
        type: 'bigint',
        unique: true,
        indexed: true,
        distinct: { value: 250, method: 'exact' },
      });
      expect(fields['mail']).toMatchObject({ type: 'character varying', nullShare: 0 });
      const seen = inventory.datasets[names.indexOf('postgres.sighting')]?.fields[0];
      expect(seen?.span).toEqual({ from: '2026-01-01T00:01:00Z', to: '2026-01-14T21:20:00Z' });
      expect(inventory.datasets[names.indexOf('postgres.part')]?.rows?.value).toBe(4_000);
    },
  );

  it.skipIf(NO_POSTGRESQL !== undefined)(
    'draws rows from all of a table, from partitions, and from names that look like statements',
    async () => {
      const { inventory, names, peer } = await look(server, 'postgres');
      const drawn = await postgresql.sample?.(peer, LOOK_LIMITS, inventory);
      if (!drawn?.ok) throw new Error(drawn?.detail);
      const draw = (name: string) => drawn.value.draws.find((each) => each.dataset === names.indexOf(name));
      const records = (name: string) =>
        drawn.value.records
          .filter((record) => record.dataset === names.indexOf(name))
          .map((record) => ({
            stratum: record.stratum,
            row: JSON.parse(Buffer.from(openRaw(record.record).bytes).toString()) as Record<string, unknown>,
          }));
      expect(draw('postgres.person')).toMatchObject({ n: 250, whole: true, method: 'all rows' });
      expect(records('postgres.person')[0]?.row).toEqual({
        id: 1,
        name: 'Person 1',
        mail: 'p1@example.org',
        born: '1970-01-02',
        photo: '/9j/4A==',
        extra: { a: 1 },
        ok: false,
        height: 2.5,
      });
      const sighting = draw('postgres.sighting');
      expect(sighting).toMatchObject({ strata: 10, whole: false });
      expect(sighting?.n).toBeGreaterThan(280);
      const times = records('postgres.sighting').map(({ row }) =>
        Date.parse(String(row['seen']).replace(' ', 'T').replace('+00', 'Z')),
      );
      expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(10 * 86_400_000);
      expect(new Set(records('postgres.sighting').map(({ stratum }) => stratum)).size).toBe(10);
      expect(draw('postgres.part')?.method).toContain('2 partitions');
      expect(records(`postgres.${NASTY}`)[0]?.row).toEqual({ [`co"l'; DROP TABLE person; --`]: CANARY });
      expect(draw('postgres.trapped')).toBeUndefined();
      expect(server.log()).not.toContain('trap was sprung');
    },
  );

  it.skipIf(NO_POSTGRESQL !== undefined)('takes a second count for the rate of new rows', async () => {
    const { inventory, names } = await look(server, 'postgres', 30);
    expect(inventory.datasets[names.indexOf('postgres.sighting')]?.later).toMatchObject({ rows: 20_000 });
  });

  it.skipIf(NO_POSTGRESQL !== undefined)(
    'tells what a poor role may read, and that it may not write',
    async () => {
      const { inventory, names, peer } = await look(server, 'reader');
      expect(inventory.writable?.value).toBe(false);
      const drawn = await postgresql.sample?.(peer, LOOK_LIMITS, inventory);
      if (!drawn?.ok) throw new Error(drawn?.detail);
      expect(drawn.value.draws.map((draw) => names[draw.dataset])).toEqual(['postgres.person']);
    },
  );

  it.skipIf(NO_POSTGRESQL !== undefined)(
    'left in the log of the server no statement that is not in the table, and none that writes',
    async () => {
      const { log } = await look(server, 'postgres');
      const statements = server
        .log()
        .split('\n')
        .filter((line) => line.startsWith('sidelight') && line.includes('statement: '));
      expect(statements.length).toBeGreaterThan(50);
      for (const line of statements)
        expect(line).toMatch(/statement: (?:BEGIN READ ONLY$|ROLLBACK$|SELECT |WITH RECURSIVE tree)/);
      expect(statements.join('\n')).not.toMatch(/most_common|histogram/);
      for (const entry of log)
        if (entry.kind === 'ask') expect(Object.keys(pgAllow)).toContain(entry.command);
      expect(JSON.stringify(log)).not.toContain(CANARY);
    },
  );
});
