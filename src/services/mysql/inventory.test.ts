import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRaw } from '../../model/raw.ts';
import { LOOK_LIMITS } from '../../wire/service.ts';
import { loopbackPeer } from '../postgresql/fixtures/peer.ts';
import type { MyReply } from './reply.ts';
import { NO_MARIADB, type RealMaria, startMaria } from './fixtures/real-server.ts';
import { mysql } from './mysql.ts';
import { quoteIdentifier } from './quote.ts';
import { myAllow, type MyName } from './table.ts';

const why = NO_MARIADB === undefined ? '' : ` (skipped: ${NO_MARIADB})`;
const CANARY = 'canary-91d0-value';
const NASTY = "we`ird'; DROP TABLE person; --\\";

const SEED = [
  'CREATE DATABASE shop CHARACTER SET utf8mb4',
  'CREATE TABLE shop.person (id bigint PRIMARY KEY AUTO_INCREMENT, name varchar(80), born date, photo blob, extra json, height decimal(5,2), mail varchar(80), UNIQUE (mail))',
  "INSERT INTO shop.person SELECT seq, CONCAT('Person ', seq), DATE_ADD('1970-01-01', INTERVAL seq DAY), x'ffd8ffe0', JSON_OBJECT('a', seq), seq + 0.5, CONCAT('p', seq, '@example.org') FROM shop.seq_1_to_250",
  'CREATE TABLE shop.sighting (id int PRIMARY KEY AUTO_INCREMENT, seen datetime, place point, KEY (seen))',
  "INSERT INTO shop.sighting SELECT seq * 7, DATE_ADD('2026-01-01 00:00:30', INTERVAL seq MINUTE), POINT(seq, seq) FROM shop.seq_1_to_20000",
  'CREATE TABLE shop.keyless (word varchar(40))',
  "INSERT INTO shop.keyless SELECT CONCAT('w', seq) FROM shop.seq_1_to_5000",
  `CREATE TABLE shop.${quoteIdentifier(NASTY)} (${quoteIdentifier("co`l'; DROP TABLE person; --")} text)`,
  `INSERT INTO shop.${quoteIdentifier(NASTY)} VALUES ('${CANARY}')`,
  'CREATE VIEW shop.trapped AS SELECT SLEEP(60)',
  'CREATE DATABASE PLEASE_READ_ME_VVV',
  'CREATE TABLE PLEASE_READ_ME_VVV.WARNING (id int, warning text, Bitcoin_Address text, Email text)',
  'CREATE DATABASE hollow',
  "CREATE USER reader@'%'",
  "CREATE USER reader@'localhost'",
  "GRANT SELECT ON shop.person TO reader@'localhost'",
  'ANALYZE TABLE shop.person, shop.sighting, shop.keyless',
];

async function look(server: RealMaria, account: string, rateGap = 0) {
  const { peer, log } = loopbackPeer<MyName, MyReply>(mysql, server, {
    accounts: [account],
    relation: 'own',
  });
  const identity = await mysql.identify(peer);
  if (!identity.ok || identity.value.posture !== 'open') throw new Error(JSON.stringify(identity));
  const found = await mysql.inventory(peer, { ...LOOK_LIMITS, rateGap });
  if (!found.ok) throw new Error(found.detail);
  const names = found.value.datasets.map((dataset) => Buffer.from(openRaw(dataset.name).bytes).toString());
  return { inventory: found.value, names, log, peer };
}

describe(`the inventory of a real MariaDB${why}`, () => {
  let server: RealMaria;
  beforeAll(async () => {
    if (NO_MARIADB !== undefined) return;
    server = await startMaria({ address: '127.44.0.23', seed: `${SEED.join(';\n')};\n` });
  });
  afterAll(() => server?.stop());

  it.skipIf(NO_MARIADB !== undefined)('names tables, counts, sizes, columns, indexes and dates', async () => {
    const { inventory, names } = await look(server, 'root');
    expect(inventory.complete).toBe(true);
    expect(inventory.writable).toEqual({ value: true, because: 'the account holds privileges to write' });
    expect(inventory.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/);
    expect(names).toEqual(
      expect.arrayContaining([
        'shop.person',
        'shop.sighting',
        `shop.${NASTY}`,
        'shop.trapped',
        'PLEASE_READ_ME_VVV.WARNING',
        'hollow',
        'mysql',
      ]),
    );
    const warning = inventory.datasets[names.indexOf('PLEASE_READ_ME_VVV.WARNING')];
    expect(warning?.created?.method).toBe('CREATE_TIME');
    expect(Math.abs(Date.parse(warning?.created?.at ?? '') - Date.now())).toBeLessThan(600_000);
    const person = inventory.datasets[names.indexOf('shop.person')];
    expect(person?.rows).toEqual({ value: 250, method: 'exact' });
    const fields = Object.fromEntries(
      (person?.fields ?? []).map((field) => [Buffer.from(openRaw(field.path).bytes).toString(), field]),
    );
    expect(fields['id']).toMatchObject({
      type: 'bigint',
      unique: true,
      distinct: { value: 250, method: 'exact' },
    });
    expect(fields['mail']).toMatchObject({ type: 'varchar', unique: true });
    const seen = inventory.datasets[names.indexOf('shop.sighting')]?.fields[1];
    expect(seen?.span).toEqual({ from: '2026-01-01T00:01:00Z', to: '2026-01-14T21:20:00Z' });
    expect(inventory.datasets[names.indexOf('mysql')]?.internal).toBe(true);
  });

  it.skipIf(NO_MARIADB !== undefined)(
    'draws rows from all of a table and from names that look like statements',
    async () => {
      const { inventory, names, peer } = await look(server, 'root');
      const drawn = await mysql.sample?.(peer, LOOK_LIMITS, inventory);
      if (!drawn?.ok) throw new Error(drawn?.detail);
      const draw = (name: string) => drawn.value.draws.find((each) => each.dataset === names.indexOf(name));
      const records = (name: string) =>
        drawn.value.records
          .filter((record) => record.dataset === names.indexOf(name))
          .map((record) => ({
            stratum: record.stratum,
            row: JSON.parse(Buffer.from(openRaw(record.record).bytes).toString()) as Record<string, unknown>,
          }));
      expect(draw('shop.person')).toMatchObject({ n: 250, whole: true });
      expect(records('shop.person')[0]?.row).toEqual({
        id: 1,
        name: 'Person 1',
        born: '1970-01-02',
        photo: '/9j/4A==',
        extra: { a: 1 },
        height: 1.5,
        mail: 'p1@example.org',
      });
      expect(draw('shop.sighting')).toMatchObject({ strata: 10, n: 300, whole: false });
      const ids = records('shop.sighting').map(({ row }) => Number(row['id']));
      expect(Math.max(...ids) - Math.min(...ids)).toBeGreaterThan(100_000);
      expect(draw('shop.keyless')?.method).toBe('a random share of all rows');
      const words = records('shop.keyless').map(({ row }) => Number(String(row['word']).slice(1)));
      expect(Math.max(...words) - Math.min(...words)).toBeGreaterThan(3_500);
      expect(records(`shop.${NASTY}`)[0]?.row).toEqual({ ["co`l'; DROP TABLE person; --"]: CANARY });
      expect(draw('shop.trapped')).toBeUndefined();
    },
  );

  it.skipIf(NO_MARIADB !== undefined)('takes a second count for the rate of new rows', async () => {
    const { inventory, names } = await look(server, 'root', 30);
    expect(inventory.datasets[names.indexOf('shop.sighting')]?.later).toMatchObject({ rows: 20_000 });
  });

  it.skipIf(NO_MARIADB !== undefined)('tells that a poor account may not write', async () => {
    const { inventory } = await look(server, 'reader');
    expect(inventory.writable).toEqual({ value: false, because: 'the account holds no privilege to write' });
  });

  it.skipIf(NO_MARIADB !== undefined)(
    'left in the log of the server no statement that is not in the table, and none that writes',
    async () => {
      const { log } = await look(server, 'root');
      const text = server.log();
      const queries = text
        .slice(text.indexOf('Connect'))
        .split('\n')
        .flatMap((line) => /\tQuery\t|\s\d+ Query\t(.*)/.exec(line)?.[1] ?? [])
        .filter((line) => !SEED.some((seed) => line.startsWith(seed.slice(0, 20))));
      expect(queries.length).toBeGreaterThan(40);
      for (const line of queries) {
        expect(line).toMatch(
          /^(?:\/\*M!100102 SET STATEMENT max_statement_time=5 FOR \*\/ SELECT \/\*\+ MAX_EXECUTION_TIME\(5000\) \*\/ |SELECT @@|SHOW (?:GRANTS|TABLES|STATUS|GLOBAL STATUS)|START TRANSACTION READ ONLY$)/,
        );
      }
      for (const entry of log)
        if (entry.kind === 'ask') expect(Object.keys(myAllow)).toContain(entry.command);
      expect(JSON.stringify(log)).not.toContain(CANARY);
    },
  );
});
