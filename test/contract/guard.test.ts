import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Grant } from '../../src/model/scope.ts';
import { services } from '../../src/services/index.ts';
import { guard } from '../../src/wire/guard.ts';
import { type Hole, holesOf, type HoleValues } from '../../src/wire/template.ts';

const grant: Grant = { entry: 'L1', depth: 'sample', relation: 'own', accounts: ['postgres'] };

/** Values that some hole of some service takes; each hole must take one of them, or the test says which does not. */
const CANDIDATES: readonly unknown[] = [
  'postgres',
  '127.0.0.1:1234',
  'sidelight/0.1',
  'a',
  'persons',
  'public',
  'db0',
  'server',
  'keyspace',
  1,
  -1,
  0,
  10,
  100,
  300,
  1_700_000_000,
  '1',
  '10',
  '0',
  1n,
  { $oid: '0123456789abcdef01234567' },
  '2026-01-01',
  ['a'],
  ['name'],
  [['a']],
  '(0,1)',
  ['(0,1)'],
  [1],
  true,
  'abc123',
  'true',
  '*',
  '"1"',
  Buffer.from('a'),
  '',
  'dir',
  [{ name: 'a', as: 'text' }],
  [{ kind: 'distinct', column: 'a' }],
  [{ kind: 'distinct', field: 'a' }],
  [[0, 1]],
  ['1'],
  [1n],
];

function fitting(hole: Hole): unknown {
  const found = CANDIDATES.find((candidate) => {
    try {
      return hole.test(candidate);
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`no candidate fits the hole "${hole.hole}" (${hole.allows})`);
  return found;
}

const rows = services.flatMap((service) =>
  Object.entries(service.allow).map(([name, row]) => ({ service, name, row })),
);

/** Words that change something on a server of any kind. None may be the verb of a request. */
const SQL_WRITES =
  /\b(insert|update|delete|drop|create|alter|truncate|grant|revoke|copy|call|do|exec|execute|merge|replace|rename|attach|detach|kill|optimize|load|lock|vacuum|analyze|reset|set|into outfile|into dumpfile|for update|nextval|pg_sleep|sleep|benchmark|pg_read_file|lo_export|dblink)\b/i;
const MONGO_READS = new Set([
  'hello',
  'isMaster',
  'buildInfo',
  'listDatabases',
  'listCollections',
  'getLog',
  'connectionStatus',
  'aggregate',
  'collStats',
  'dbStats',
  'count',
  'listIndexes',
  'find',
]);
const MONGO_WRITING_STAGES = /\$out|\$merge|\$function|\$where|\$accumulator|mapReduce/;
const REDIS_READS = new Set([
  'PING',
  'INFO',
  'DBSIZE',
  'LASTSAVE',
  'CONFIG',
  'SCAN',
  'TYPE',
  'MEMORY',
  'TTL',
  'PTTL',
  'ACL',
  'GETRANGE',
  'STRLEN',
  'HSCAN',
  'HLEN',
  'LRANGE',
  'LLEN',
  'SRANDMEMBER',
  'SSCAN',
  'SCARD',
  'ZRANGE',
  'ZCARD',
  'ZSCAN',
  'XRANGE',
  'XLEN',
  'MODULE',
  'HELLO',
  'COMMAND',
  'OBJECT',
  'ROLE',
  'CLUSTER',
  'SENTINEL',
  'JSON.GET',
  'JSON.TYPE',
  'HRANDFIELD',
  'DUMP',
]);

describe('every row of every table', () => {
  test('there are services and rows to hold', () => {
    expect(services.length).toBeGreaterThanOrEqual(8);
    expect(rows.length).toBeGreaterThan(60);
    expect(new Set(services.map((service) => service.name)).size).toBe(services.length);
  });

  test.each(rows.map((entry) => [`${entry.service.name}.${entry.name}`, entry] as const))(
    '%s encodes to one request that decodes to itself',
    (_title, { service, name, row }) => {
      const holes: HoleValues = Object.fromEntries(
        holesOf(row.send).map((hole) => [hole.hole, fitting(hole)]),
      );
      const outcome = guard(
        service,
        name,
        { ...holes, ...(row.account === true ? { account: 'postgres' } : {}) },
        grant,
      );
      expect(outcome).toMatchObject({ ok: true });
      expect(row.why.length).toBeGreaterThan(10);
    },
  );

  test.each(
    rows
      .filter(({ row }) => holesOf(row.send).length > 0)
      .map((entry) => [`${entry.service.name}.${entry.name}`, entry] as const),
  )('%s: no text in a hole makes another request of it', (_title, { service, name, row }) => {
    const holes = holesOf(row.send);
    const good: HoleValues = Object.fromEntries(holes.map((hole) => [hole.hole, fitting(hole)]));
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        'a\r\nFLUSHALL\r\n',
        "a'; DROP TABLE x; --",
        'a" OR 1=1',
        '`; drop',
        'a b',
        '../../_all',
        '%0d%0a',
        '$where',
        '\0',
        "\\'; DELETE",
        'x`) UNION SELECT',
        '*/ DROP',
        'a?b=c',
        'a#b',
        'a/_delete_by_query',
      ),
    );
    fc.assert(
      fc.property(nasty, fc.nat(holes.length - 1), (text, at) => {
        const hole = holes[at] as Hole;
        const outcome = guard(service, name, { ...good, [hole.hole]: text }, grant);
        if (!outcome.ok) expect(outcome.why).toBe('denied-by-guard');
        else {
          const again = service.codec.decode(outcome.value.bytes);
          expect(shape(again)).toEqual(shape(outcome.value.send));
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** The structure of a request without its leaves. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shape(item)]));
  }
  return typeof value;
}

describe('read-only by the words themselves', () => {
  const text = (value: unknown): string =>
    JSON.stringify(value, (_key, item: unknown) => {
      if (typeof item === 'bigint') return String(item);
      if (typeof item === 'object' && item !== null && 'joined' in item) {
        return (item as { joined: readonly (string | Hole)[] }).joined
          .map((part) => (typeof part === 'string' ? part : 'HOLE'))
          .join('');
      }
      return item;
    }) ?? '';

  test.each(['postgresql', 'mysql', 'clickhouse', 'clickhouseNative'])(
    '%s sends no statement that writes',
    (name) => {
      const mine = rows.filter(({ service }) => service.name === name);
      expect(mine.length).toBeGreaterThan(0);
      for (const { row, name: command } of mine) {
        const words = text(row.send);
        const statements = [...words.matchAll(/(?:SELECT|SHOW|BEGIN|START|WITH|DESCRIBE|EXPLAIN)[^"]*/g)].map(
          (match) => match[0],
        );
        for (const statement of statements) {
          const unquoted = statement.replaceAll(/'[^']*'/g, '').replaceAll(/\\"[^"]*\\"/g, '');
          expect(SQL_WRITES.exec(unquoted)?.[0], `${command}: ${statement}`).toBeUndefined();
        }
      }
    },
  );

  test('HTTP rows are GET or HEAD', () => {
    for (const { service, row, name } of rows) {
      if (service.codec.name !== 'http') continue;
      expect(['GET', 'HEAD'], `${service.name}.${name}`).toContain((row.send as { method: string }).method);
    }
  });

  test('MongoDB commands are reads, without writing stages or scripts', () => {
    for (const { service, row, name } of rows) {
      if (service.name !== 'mongodb') continue;
      const body = (row.send as { body: Record<string, unknown> }).body;
      expect(MONGO_READS, name).toContain(Object.keys(body)[0]);
      expect(text(row.send)).not.toMatch(MONGO_WRITING_STAGES);
    }
  });

  test('Redis commands are reads', () => {
    for (const { service, row, name } of rows) {
      if (service.name !== 'redis') continue;
      const [command, second] = row.send as readonly unknown[];
      expect(REDIS_READS, name).toContain(command);
      if (command === 'CONFIG') expect(second).toBe('GET');
    }
  });
});
