import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { LOOK_LIMITS } from '../../wire/service.ts';
import type { PgReply } from './reply.ts';
import { loopbackPeer } from './fixtures/peer.ts';
import { type Scripted, scripted } from './fixtures/scripted.ts';
import { productOf } from './identify.ts';
import { postgresql } from './postgresql.ts';
import type { PgName } from './table.ts';

function message(type: string, body: Buffer | string): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(4 + bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

function error(code: string, text: string, routine = ''): Buffer {
  return message('E', `SFATAL\0C${code}\0M${text}\0${routine === '' ? '' : `R${routine}\0`}\0`);
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): Buffer {
  const count = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
  const length = (value: number): Buffer => Buffer.from([0, 0, value >> 8, value & 255]);
  return Buffer.concat([
    message(
      'T',
      Buffer.concat([
        count(columns.length),
        ...columns.flatMap((name) => [Buffer.from(`${name}\0`), Buffer.alloc(18)]),
      ]),
    ),
    ...rows.map((row) =>
      message(
        'D',
        Buffer.concat([
          count(row.length),
          ...row.flatMap((cell) => [length(Buffer.byteLength(cell)), Buffer.from(cell)]),
        ]),
      ),
    ),
    message('C', `SELECT ${rows.length}\0`),
    message('Z', 'T'),
  ]);
}

const ADMITTED = message('R', Buffer.alloc(4));
const isTlsRequest = (chunk: Buffer): boolean => chunk.length === 8;
const fixture = (name: string): Buffer =>
  Buffer.from(
    readFileSync(new URL(`./fixtures/${name}.hex`, import.meta.url), 'utf8').replaceAll('\n', ''),
    'hex',
  );

let server: Scripted | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** A server without TLS that gives one answer to every startup. */
async function answering(startup: Buffer | ((chunk: Buffer) => Buffer), accounts: readonly string[] = []) {
  server = await scripted({
    answer: (chunk) =>
      isTlsRequest(chunk)
        ? { bytes: Buffer.from('N') }
        : { bytes: typeof startup === 'function' ? startup(chunk) : startup, end: chunk[0] === 0 },
  });
  const { peer } = loopbackPeer<PgName, PgReply>(postgresql, server, { accounts, relation: 'own' });
  const found = await postgresql.identify(peer);
  if (!found.ok) throw new Error(`${found.why}: ${found.detail}`);
  return found.value;
}

describe('the answer to a startup decides the posture', () => {
  it.each([
    ['postgresql-15-scram', 'auth-required'],
    ['postgresql-15-cleartext', 'auth-required'],
    ['postgresql-15-trust-no-such-role', 'inconclusive'],
    ['postgresql-15-rejected', 'blocked'],
    ['postgresql-15-no-hba-entry', 'blocked'],
  ])('%s, recorded, is %s', async (name, posture) => {
    expect((await answering(fixture(name))).posture).toBe(posture);
  });

  it.each([
    ['an MD5 request', message('R', Buffer.from([0, 0, 0, 5, 1, 2, 3, 4])), 'auth-required'],
    [
      'a failed ident',
      error('28000', 'Ident authentication failed for user "x"', 'auth_failed'),
      'auth-required',
    ],
    [
      'a wish for a client certificate',
      error('28000', 'connection requires a valid client certificate', 'ClientAuthentication'),
      'tls-required',
    ],
    [
      'a host rule in French',
      error('28000', 'aucune entrée dans pg_hba.conf pour l’hôte', 'ClientAuthentication'),
      'blocked',
    ],
    ['too many clients', error('53300', 'sorry, too many clients already', 'InitProcess'), 'inconclusive'],
    ['a server that starts up', error('57P03', 'the database system is starting up'), 'inconclusive'],
  ])('%s', async (_, bytes, posture) => {
    expect((await answering(bytes)).posture).toBe(posture);
  });

  it('names a pooler that refuses settings in the startup packet, and asks once more without', async () => {
    const found = await answering((chunk) =>
      chunk.includes('options\0')
        ? error('08P01', 'unsupported startup parameter: options')
        : message('R', Buffer.from([0, 0, 0, 3])),
    );
    expect(found).toMatchObject({ product: 'pgbouncer', posture: 'auth-required' });
  });

  it('is not this service where the answer is another protocol', async () => {
    server = await scripted({
      answer: () => ({ bytes: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), end: true }),
    });
    const { peer } = loopbackPeer<PgName, PgReply>(postgresql, server);
    expect(await postgresql.identify(peer)).toMatchObject({ ok: false, why: 'protocol' });
  });
});

describe('a look-alike that admits any name', () => {
  /** Answers as CockroachDB without security does: no role is looked up. */
  async function cockroach(refuse: RegExp): Promise<Scripted> {
    server = await scripted({
      answer(chunk) {
        if (isTlsRequest(chunk)) return { bytes: Buffer.from('N') };
        if (chunk[0] === 0) {
          return {
            bytes: Buffer.concat([
              ADMITTED,
              message('S', 'server_version\x0013.0.0\0'),
              message('S', 'crdb_version\0CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu)\0'),
              message('Z', 'I'),
            ]),
          };
        }
        if (chunk[0] === 0x58) return { end: true };
        const sql = chunk.toString('utf8', 5);
        if (sql.startsWith('BEGIN') || sql.startsWith('ROLLBACK'))
          return { bytes: Buffer.concat([message('C', 'BEGIN\0'), message('Z', 'T')]) };
        if (refuse.test(sql))
          return {
            bytes: Buffer.concat([message('E', 'SERROR\0C42883\0Munknown function\0\0'), message('Z', 'E')]),
          };
        if (sql.includes('version()'))
          return {
            bytes: table(['version'], [['CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023)']]),
          };
        if (sql.includes('pg_database d'))
          return {
            bytes: table(
              ['oid', 'datname', 'datallowconn', 'datistemplate'],
              [['100', 'postgres', 't', 'f']],
            ),
          };
        if (sql.startsWith('SELECT count')) return { bytes: table(['count'], [['1']]) };
        if (sql.includes('format_type'))
          return { bytes: table(['oid', 'name', 'type'], [['7', 'mail', 'text']]) };
        if (sql.includes('relkind'))
          return { bytes: table(['oid', 'schema', 'table', 'kind'], [['7', 'public', 'person', 'r']]) };
        return { bytes: table(['x'], []) };
      },
    });
    return server;
  }

  it('is open without any account, with its own name and version', async () => {
    const { peer } = loopbackPeer<PgName, PgReply>(postgresql, await cockroach(/pg_control_system/));
    expect(await postgresql.identify(peer)).toMatchObject({
      ok: true,
      value: { posture: 'open', product: 'cockroachdb', version: '23.1.11' },
    });
  });

  it('is described as far as it goes where it knows no sizes', async () => {
    const { peer } = loopbackPeer<PgName, PgReply>(
      postgresql,
      await cockroach(/pg_control_system|pg_total_relation_size|pg_stats|pg_database_size|pg_index/),
    );
    await postgresql.identify(peer);
    const found = await postgresql.inventory(peer, { ...LOOK_LIMITS, rateGap: 0 });
    if (!found.ok) throw new Error(found.detail);
    expect(found.value.datasets).toHaveLength(1);
    expect(found.value.datasets[0]?.fields).toHaveLength(1);
    expect(found.value.unlearned).toContain(
      'the sizes, row counts and privileges of some tables could not be had',
    );
  });

  it('is not open where one of the two reads fails', async () => {
    const { peer } = loopbackPeer<PgName, PgReply>(postgresql, await cockroach(/SELECT count/));
    expect(await postgresql.identify(peer)).toMatchObject({ ok: true, value: { posture: 'inconclusive' } });
  });
});

describe('a hostile catalogue', () => {
  it('cannot break the look, and nothing that it says is printed', async () => {
    const hostile = [
      '\x1b[31mred',
      'a\u202eb',
      `x${'y'.repeat(5_000)}`,
      '";DROP TABLE x;--',
      'canary-name-55',
    ];
    server = await scripted({
      answer(chunk) {
        if (isTlsRequest(chunk)) return { bytes: Buffer.from('N') };
        if (chunk[0] === 0)
          return {
            bytes: Buffer.concat([
              ADMITTED,
              message('S', 'server_version\x0016\x1b[31m canary-name-55\0'),
              message('Z', 'I'),
            ]),
          };
        if (chunk[0] === 0x58) return { end: true };
        const sql = chunk.toString('utf8', 5);
        if (sql.startsWith('BEGIN') || sql.startsWith('ROLLBACK'))
          return { bytes: Buffer.concat([message('C', 'BEGIN\0'), message('Z', 'T')]) };
        if (sql.includes('pg_database d'))
          return {
            bytes: table(
              ['oid', 'datname', 'datallowconn', 'datistemplate'],
              [
                ['-7', 'postgres', 't', 'f'],
                ['1e99', '\0', 't', 'f'],
                ['NaN', 'z', 't', 'f'],
              ],
            ),
          };
        if (sql.startsWith('SELECT count')) return { bytes: table(['count'], [['99999999999999999999999']]) };
        if (sql.includes('format_type'))
          return {
            bytes: table(
              ['oid', 'name', 'type', 'd', 'n'],
              hostile.map((name) => ['7', name, `int\x1b[31m${name}`, '-1e308', '7']),
            ),
          };
        if (sql.includes('relkind') && !sql.includes('tree'))
          return {
            bytes: table(
              ['1', '2', '3', '4', '5', '6', '7', '8'],
              hostile.map((name, index) => [String(7 + index), name, name, 'r', 't', 't', '-5', '-1']),
            ),
          };
        return {
          bytes: table(
            ['1', '2', '3', '4', '5', '6', '7'],
            [['7', 'canary-name-55', '\u001b', '-1', '1e400', '7', 'x']],
          ),
        };
      },
    });
    const { peer, log } = loopbackPeer<PgName, PgReply>(postgresql, server);
    const identity = await postgresql.identify(peer);
    const found = await postgresql.inventory(peer, { ...LOOK_LIMITS, rateGap: 0 });
    if (!found.ok) throw new Error(found.detail);
    const drawn = await postgresql.sample?.(peer, LOOK_LIMITS, found.value);
    expect(found.value.datasets.filter((dataset) => dataset.kind === 'table')).toHaveLength(5);
    expect(found.value.datasets[0]?.fields[0]?.type).toBe('other');
    expect(drawn?.ok).toBe(true);
    const printed = JSON.stringify([identity, found, drawn, log]);
    for (const bad of ['\u001b', 'canary', 'DROP', '\u202e']) expect(printed).not.toContain(bad);
  });
});

describe('names', () => {
  it.each([
    ['PostgreSQL 15.20 (Debian 15.20-0+deb12u1)', 'postgresql'],
    ['PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC, Redshift 1.0.49', 'redshift'],
    ['PostgreSQL 11.2-YB-2.20.1.0-b0 on x86_64', 'yugabytedb'],
    ['PostgreSQL 12.3, compiled by Visual C++ build 1914, 64-bit, QuestDB', 'questdb'],
    ['PostgreSQL 8.1.4  server protocol using H2 2.1.214 (2022-06-13)', 'h2'],
  ])('%s is %s', (said, product) => {
    expect(productOf(said)).toBe(product);
  });
});
