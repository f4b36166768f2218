import fc from 'fast-check';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '@clickhouse/client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loopbackPermit, testContext } from '../../../test/kit/context.ts';
import { systemClock } from '../../kit/clock.ts';
import type { Depth } from '../../model/depth.ts';
import type { Inventory } from '../../model/inventory.ts';
import { Raw } from '../../model/raw.ts';
import { createBudget, TARGET_LIMITS } from '../../wire/budget.ts';
import { createPeer } from '../../wire/peer.ts';
import { LOOK_LIMITS } from '../../wire/service.ts';
import { fill } from '../../wire/template.ts';
import { clickhouse } from './clickhouse.ts';
import type { HttpPeer } from './http-session.ts';
import { isQuotable, quoteIdentifier, quoteText } from './quote.ts';
import { statements } from './statements.ts';
import { clickhouseServer, startClickHouse } from './fixtures/server.ts';
import type { RealClickHouse } from './fixtures/server.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const FAST = { ...LOOK_LIMITS, rateGap: 0 };

function peerTo(at: { readonly address: string; readonly port: number }, depth: Depth = 'sample'): HttpPeer {
  const options = { connectMs: 1_000, answerMs: 5_000, tls: false, agent: 'sidelight/0.1' };
  const peer = createPeer(
    testContext(loopbackPermit({ depth })),
    clickhouse,
    at,
    createBudget(TARGET_LIMITS, systemClock),
    options,
  );
  closers.push(async () => peer.hangUp());
  return peer as unknown as HttpPeer;
}

function open(raw: Raw): string {
  return Buffer.from(Raw.open(raw).bytes).toString();
}

const real = clickhouseServer();

describe.skipIf(real === undefined)(
  `a real server${real ? '' : ' (clickhouse-server is not installed)'}`,
  () => {
    let server: RealClickHouse;
    let at: { address: string; port: number };

    beforeAll(async () => {
      server = await startClickHouse({ address: '127.45.0.2' });
      at = { address: server.address, port: server.http };
    });
    afterAll(() => server.stop());

    async function inventory(rateGap = 0): Promise<Inventory> {
      const outcome = await clickhouse.inventory(peerTo(at, 'shape'), { ...FAST, rateGap });
      if (!outcome.ok) throw new Error(outcome.detail);
      return outcome.value;
    }

    it('that is empty is open with nothing inside', async () => {
      expect(await clickhouse.identify(peerTo(at))).toMatchObject({
        ok: true,
        value: { posture: 'open', version: expect.stringMatching(/^\d+\.\d+/) },
      });
    });

    it('with a table is open, and tells rows, sizes, dates and distinct values without a row', async () => {
      await server.run(
        "CREATE TABLE chats(id UInt64, at DateTime, d Date, who Nullable(String), e Enum8('CANARY' = 1), tags Array(String), `we\\`ird \\\\col` String) ENGINE = MergeTree PARTITION BY toYYYYMM(d) ORDER BY (id, at)",
      );
      await server.run(
        "INSERT INTO chats SELECT number, toDateTime(1700000000 + number), toDate(1700000000 + number), if(number % 4 = 0, NULL, concat('CANARY', toString(number % 100))), 'CANARY', ['x'], 'q' FROM numbers(1000)",
      );
      expect(await clickhouse.identify(peerTo(at))).toMatchObject({ value: { posture: 'open' } });
      const got = await inventory();
      const chats = got.datasets.find((dataset) => open(dataset.name) === 'default.chats');
      expect(chats?.rows).toEqual({ value: 1_000, method: 'exact' });
      expect(chats?.bytes?.value).toBeGreaterThan(1_000);
      expect(Date.parse(chats?.created?.at ?? '')).toBeGreaterThan(Date.now() - 3_600_000);
      const fields = new Map(chats?.fields.map((field) => [open(field.path), field]));
      expect([...fields.keys()]).toEqual(['id', 'at', 'd', 'who', 'e', 'tags[]', 'we`ird \\col']);
      expect(fields.get('id')).toMatchObject({ type: 'uint64', distinct: { value: 1_000 }, indexed: true });
      expect(fields.get('who')).toMatchObject({ type: 'string', nullShare: 0.25 });
      expect(fields.get('we`ird \\col')?.distinct?.value).toBe(1);
      expect(fields.get('at')?.span).toEqual({
        from: '2023-11-14T22:13:00.000Z',
        to: '2023-11-14T22:29:00.000Z',
      });
      expect(fields.get('d')?.span?.from).toBe('2023-11-14T00:00:00.000Z');
      expect(fields.get('e')?.type).toBe('enum8');
      expect(got.complete).toBe(true);
      expect(got.writable?.value).toBe(true);
      expect(Date.parse(got.startedAt ?? '')).toBeGreaterThan(Date.now() - 600_000);
      expect(JSON.stringify([got, [...fields.keys()], chats?.fields.map(({ type }) => type)])).not.toContain(
        'CANARY',
      );
    });

    it('with odd names is described under those names', async () => {
      const names = ['sel`ect', "quo'te", 'back\\slash', 'ünï', 'a; DROP TABLE chats', 'x -- y', 'new\nline'];
      for (const name of names)
        await server.run(
          `CREATE TABLE ${quoteIdentifier(name)} (${quoteIdentifier(name)} String) ENGINE = Memory`,
        );
      const got = await inventory();
      expect(got.datasets.map((dataset) => open(dataset.name))).toEqual(
        expect.arrayContaining(names.map((name) => `default.${name}`)),
      );
      const odd = got.datasets.find((dataset) => open(dataset.name) === 'default.a; DROP TABLE chats');
      expect(odd?.rows).toEqual({ value: 0, method: 'exact' });
      for (const name of names) await server.run(`DROP TABLE ${quoteIdentifier(name)}`);
    });

    it('reads a quoted identifier as the very name, and a quoted text as the very text, whatever they are', async () => {
      const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(isQuotable);
      const nasty = fc.array(
        fc.constantFrom(
          '`',
          '\\',
          "'",
          '"',
          ';',
          '--',
          '/*',
          '*/',
          '\n',
          '\t',
          ' ',
          '$',
          '{',
          '}',
          'é',
          '\\`',
          '#',
          '\u0001',
        ),
        { minLength: 1, maxLength: 8 },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            word,
            nasty.map((parts) => parts.join('')),
          ),
          async (name) => {
            const query = `SELECT ${quoteText(name)} AS ${quoteIdentifier(name)}, 1 AS ${quoteIdentifier(`${name}2`)} FORMAT JSON`;
            const reply = await fetch(
              `http://${server.address}:${server.http}/?query=${encodeURIComponent(query)}`,
            );
            const body = (await reply.json()) as { data: Record<string, unknown>[] };
            expect(body.data).toEqual([{ [name]: name, [`${name}2`]: 1 }]);
          },
        ),
        { numRuns: 150 },
      );
    });

    it('takes a second count', async () => {
      await server.run('CREATE TABLE live (n UInt64) ENGINE = Memory');
      await server.run('INSERT INTO live SELECT number FROM numbers(10)');
      // An insert that is under way when the table goes has nothing more to prove.
      const insert = (): void =>
        void server.run('INSERT INTO live SELECT number FROM numbers(10)').catch(() => undefined);
      const timer = setInterval(insert, 10);
      const got = await inventory(100);
      clearInterval(timer);
      const live = got.datasets.find((dataset) => open(dataset.name) === 'default.live');
      expect(live?.later?.rows).toBeGreaterThan(live?.rows?.value ?? Number.NaN);
      await server.run('DROP TABLE live');
    });

    it('gives a sample into memory only, and no row below that depth', async () => {
      const peer = peerTo(at);
      const made = await clickhouse.inventory(peer, FAST);
      if (!made.ok) throw new Error(made.detail);
      const drawn = await clickhouse.sample?.(peer, FAST, made.value);
      if (!drawn?.ok) throw new Error('no sample');
      expect(drawn.value.records.length).toBeGreaterThan(100);
      expect(drawn.value.records.length).toBeLessThanOrEqual(300);
      const [first] = drawn.value.records;
      expect(Object.keys(JSON.parse(first ? open(first.record) : '{}') as object)).toContain('we`ird \\col');
      expect(JSON.stringify(drawn.value)).not.toContain('CANARY');
      const shallow = await peerTo(at, 'shape').ask('draw', {
        database: 'default',
        table: 'chats',
        columns: ['id'],
        every: 1,
        size: 1,
        caps: '',
      });
      expect(shallow).toMatchObject({ ok: false, why: 'denied-by-guard' });
    });

    it('does not read views, queues and links', async () => {
      await server
        .run("CREATE VIEW peek AS SELECT * FROM remote('127.45.0.99:1', system, one)")
        .catch(() => undefined);
      await server.run('CREATE VIEW plain AS SELECT id FROM chats');
      const got = await inventory();
      const view = got.datasets.find((dataset) => open(dataset.name) === 'default.plain');
      expect(view).toMatchObject({ kind: 'view' });
      expect(view?.rows).toBeUndefined();
      expect(got.unlearned.join()).toMatch(/views, queues and links were not counted/);
      await server.run('DROP TABLE plain');
    });

    it('answers the statements to the official client as to us', async () => {
      const client = createClient({ url: `http://${server.address}:${server.http}` });
      closers.push(() => client.close());
      const query = String(fill(statements.tablesOld.sql, { databases: ['default'], caps: '' }));
      const { data } = await (await client.query({ query, format: 'JSONCompact' })).json<unknown[]>();
      expect(data.map((row) => row.slice(0, 3))).toContainEqual(['default', 'chats', 'MergeTree']);
    });

    it('cannot be written through a GET, whatever the statement', async () => {
      const reply = await fetch(
        `http://${server.address}:${server.http}/?query=${encodeURIComponent('DROP TABLE chats')}`,
      );
      expect(await reply.text()).toContain('Code: 164');
    });
  },
);

describe.skipIf(real === undefined)(
  `real servers that are locked${real ? '' : ' (clickhouse-server is not installed)'}`,
  () => {
    it('asks for the password of default', async () => {
      const server = await startClickHouse({ address: '127.45.0.3', password: 's3cret' });
      closers.push(() => server.stop());
      const outcome = await clickhouse.identify(peerTo({ address: server.address, port: server.http }));
      expect(outcome).toMatchObject({ ok: true, value: { posture: 'auth-required', product: 'clickhouse' } });
    });

    it('with a read-only profile is open all the same, and not writable', async () => {
      const server = await startClickHouse({ address: '127.45.0.4', readonly: true });
      closers.push(() => server.stop());
      await server.run('CREATE TABLE t (n UInt64) ENGINE = Memory');
      await server.run('INSERT INTO t SELECT number FROM numbers(10)');
      const peer = peerTo({ address: server.address, port: server.http });
      expect(await clickhouse.identify(peer)).toMatchObject({ ok: true, value: { posture: 'open' } });
      expect(await clickhouse.inventory(peer, FAST)).toMatchObject({
        ok: true,
        value: { writable: { value: false } },
      });
    });
  },
);

describe('answers of other versions', () => {
  async function answering(
    handle: (sql: string, reply: ServerResponse) => unknown,
  ): Promise<{ address: string; port: number }> {
    const server = createServer((asked: IncomingMessage, reply) => {
      handle(new URL(asked.url ?? '/', 'http://x/').searchParams.get('query') ?? '', reply);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
    return { address: '127.0.0.1', port: (server.address() as AddressInfo).port };
  }
  const rows = (reply: ServerResponse, width: number, data: unknown[][]): unknown =>
    reply.end(
      JSON.stringify({
        meta: Array.from({ length: width }, () => ({ name: 'c', type: 'String' })),
        data,
        rows: data.length,
      }),
    );
  const refuse = (reply: ServerResponse, status: number, code: number): unknown =>
    reply
      .writeHead(status, { 'x-clickhouse-exception-code': String(code) })
      .end(`Code: ${code}. DB::Exception: no. (NO) (version 24.3.1)\n`);

  it.each([
    [401, 194, 'auth-required'],
    [403, 516, 'auth-required'],
    [401, 193, 'auth-required'],
    [500, 194, 'auth-required'],
    [403, 195, 'blocked'],
    [500, 497, 'restricted'],
    [500, 241, 'inconclusive'],
  ])('status %i with code %i is %s', async (status, code, posture) => {
    const outcome = await clickhouse.identify(
      peerTo(await answering((_, reply) => refuse(reply, status, code))),
    );
    expect(outcome).toMatchObject({ ok: true, value: { posture } });
  });

  it('a newer one without a grant beyond its own books is inconclusive, with all grants and no table open', async () => {
    const newer = (grant: string) => (sql: string, reply: ServerResponse) => {
      if (sql.startsWith('SELECT version')) return rows(reply, 2, [['24.3.1.1', 100]]);
      if (sql.startsWith('SHOW GRANTS')) return rows(reply, 1, [[grant]]);
      return rows(
        reply,
        1,
        sql.includes('system.databases')
          ? [
              ['default', 'Atomic'],
              ['system', 'Atomic'],
            ]
          : [],
      );
    };
    const few = await clickhouse.identify(peerTo(await answering(newer('GRANT SELECT ON a.b TO default'))));
    expect(few).toMatchObject({ value: { posture: 'inconclusive' } });
    const all = await clickhouse.identify(
      peerTo(await answering(newer('GRANT ALL ON *.* TO default WITH GRANT OPTION'))),
    );
    expect(all).toMatchObject({ value: { posture: 'open', version: '24.3.1.1' } });
  });

  it('a list of tables that may not be read is restricted', async () => {
    const at = await answering((sql, reply) => {
      if (sql.startsWith('SELECT version')) return rows(reply, 2, [['24.3.1.1', 100]]);
      if (sql.startsWith('SELECT count()')) return refuse(reply, 500, 497);
      if (sql.includes('system.databases'))
        return rows(reply, 2, [
          ['shop', 'Atomic'],
          ['theirs', 'MySQL'],
        ]);
      if (sql.includes('system.tables'))
        return rows(reply, 6, [['shop', 'people', 'MergeTree', '1700000000', '5', '100']]);
      return rows(reply, 1, []);
    });
    expect(await clickhouse.identify(peerTo(at))).toMatchObject({ value: { posture: 'restricted' } });
  });

  it('an error behind the first rows of an answer is an error', async () => {
    const at = await answering((_, reply) =>
      reply.end('{"meta":[{"name":"a"}],"data":[[1],\nCode: 159. DB::Exception: Timeout exceeded\n'),
    );
    expect(await clickhouse.identify(peerTo(at))).toMatchObject({
      ok: true,
      value: { posture: 'inconclusive' },
    });
  });

  it.each<[string, (reply: ServerResponse) => unknown]>([
    ['/ping of another server', (reply) => reply.end('Ok.\n')],
    ['a web page', (reply) => reply.end('<html>')],
    ['Elasticsearch', (reply) => reply.end('{"version":{"number":"8"},"tagline":"You Know, for Search"}')],
    [
      'a page that quotes an error',
      (reply) => reply.writeHead(404).end('<p>Code: 194 is an error of ClickHouse</p>'),
    ],
  ])('%s is not ClickHouse', async (_name, handle) => {
    const outcome = await clickhouse.identify(peerTo(await answering((_sql, reply) => handle(reply))));
    expect(outcome).toMatchObject({ ok: false, why: 'protocol' });
  });

  it('links to other servers are never listed', async () => {
    const asked: string[] = [];
    const at = await answering((sql, reply) => {
      asked.push(sql);
      if (sql.startsWith('SELECT version')) return rows(reply, 2, [['24.3.1.1', 100]]);
      if (sql.includes('system.databases'))
        return rows(reply, 2, [
          ['theirs', 'MySQL'],
          ['lake', 'DataLakeCatalog'],
          ['ours', 'Atomic'],
        ]);
      if (sql.includes('system.tables')) {
        return rows(reply, 6, [
          ['ours', 'queue', 'Kafka', '0', null, null],
          ['ours', 'far', 'Distributed', '0', '5', '5'],
          ['ours', 't', 'ReplicatedMergeTree', '0', '7', '9'],
        ] as unknown[][]);
      }
      if (sql.startsWith('SELECT count()')) return rows(reply, 1, [['7']]);
      return rows(reply, 1, []);
    });
    const peer = peerTo(at);
    expect(await clickhouse.identify(peer)).toMatchObject({ value: { posture: 'open' } });
    await clickhouse.inventory(peer, FAST);
    expect(asked.some((sql) => /theirs|lake/.test(sql))).toBe(false);
    expect(asked.some((sql) => /FROM `ours`\.`(?:queue|far)`/.test(sql))).toBe(false);
    expect(asked.some((sql) => /FROM `ours`\.`t`/.test(sql))).toBe(true);
  });
});
