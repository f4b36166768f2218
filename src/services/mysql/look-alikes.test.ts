import mysql2, { type Connection } from 'mysql2';
import { afterEach, describe, expect, it } from 'vitest';
import { LOOK_LIMITS } from '../../wire/service.ts';
import { loopbackPeer } from '../postgresql/fixtures/peer.ts';
import { type Scripted, scripted } from '../postgresql/fixtures/scripted.ts';
import type { MyReply } from './reply.ts';
import { mysql } from './mysql.ts';
import type { MyName } from './table.ts';

function packet(number: number, body: string): Buffer {
  const bytes = Buffer.from(body, 'latin1');
  const head = Buffer.alloc(4);
  head.writeUIntLE(bytes.length, 0, 3);
  head[3] = number;
  return Buffer.concat([head, bytes]);
}

/** A greeting with PROTOCOL_41, SECURE_CONNECTION and PLUGIN_AUTH, and TLS where it is wanted. */
function greeting(version: string, tls: boolean): Buffer {
  const low = tls ? '\x00\x8a' : '\x00\x82';
  return packet(
    0,
    `\x0a${version}\0\x01\0\0\0abcdefgh\0${low}\x2d\x02\0\x08\0\x15${'\0'.repeat(10)}ijklmnopqrst\0caching_sha2_password\0`,
  );
}

function error(number: number, code: number): Buffer {
  return packet(number, `\xff${String.fromCharCode(code & 255, code >> 8)}#28000someone's text\x1b[31m`);
}

let server: Scripted | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function look(first: Buffer, answers: readonly Buffer[], accounts: readonly string[] = []) {
  let next = 0;
  server = await scripted({
    first,
    answer: () => (next < answers.length ? { bytes: answers[next++] as Buffer } : { end: true }),
  });
  const { peer } = loopbackPeer<MyName, MyReply>(mysql, server, { accounts, relation: 'own' });
  return mysql.identify(peer);
}

describe('the answers before and to a login decide the posture', () => {
  it.each([
    ['host not allowed', 1130, 'blocked'],
    ['host blocked after errors', 1129, 'blocked'],
    ['too many connections', 1040, 'inconclusive'],
  ])('%s', async (_, code, posture) => {
    expect(
      await look(packet(0, `\xff${String.fromCharCode(code & 255, code >> 8)}Host '192.0.2.1' …`), []),
    ).toMatchObject({ ok: true, value: { posture, product: 'mysql' } });
  });

  it.each([
    ['access denied', error(2, 1045), 'auth-required'],
    ['TLS demanded', error(2, 3159), 'tls-required'],
    ['a method that wants a password', packet(2, '\xfemysql_clear_password\0'), 'auth-required'],
    ['full authentication', packet(2, '\x01\x04'), 'auth-required'],
    ['the method from before 4.1', packet(2, '\xfe'), 'auth-required'],
  ])('%s', async (_, bytes, posture) => {
    const found = await look(greeting('8.0.36', false), [bytes]);
    expect(found).toMatchObject({ ok: true, value: { posture, version: '8.0.36' } });
    expect(JSON.stringify(found)).not.toContain('someone');
  });

  it('answers a switch to a method for which empty means none, and believes the OK after 01 03 only when data came', async () => {
    const found = await look(greeting('8.0.36', false), [
      packet(2, '\xfecaching_sha2_password\0ijklmnopqrstijklmnop\0'),
      Buffer.concat([packet(4, '\x01\x03'), packet(5, '\0\0\0\x02\0\0\0')]),
      packet(1, '\0\0\0\x02\0\0\0'),
    ]);
    expect(server?.received[1]).toEqual(Buffer.from('00000003', 'hex'));
    expect(found).toMatchObject({ ok: true, value: { posture: 'inconclusive' } });
  });

  it('does not take a refusal in plain text for an answer where TLS is offered and broken', async () => {
    server = await scripted({
      first: greeting('10.11.6-MariaDB', true),
      answer: (chunk) =>
        chunk.length > 60 && chunk[3] === 1
          ? { bytes: error(2, 1045) }
          : chunk.length === 36
            ? {}
            : { end: true },
    });
    const { peer } = loopbackPeer<MyName, MyReply>(mysql, server);
    expect(await mysql.identify(peer)).toMatchObject({
      ok: true,
      value: { posture: 'inconclusive', product: 'mariadb' },
    });
  });

  it('tries no login in the protocol from before 4.1', async () => {
    expect(await look(packet(0, '\x093.23.58\0\x01\0\0\0abcdefgh\0'), [])).toMatchObject({
      ok: true,
      value: { posture: 'inconclusive', version: '3.23.58' },
    });
    expect(server?.received).toHaveLength(0);
  });

  it('is not this service where another speaks first', async () => {
    expect(await look(Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'), [])).toMatchObject({
      ok: false,
      why: 'protocol',
    });
  });
});

describe('the server of mysql2, which others wrote', () => {
  interface Seen {
    readonly users: string[];
    readonly queries: string[];
    stop(): Promise<void>;
    readonly port: number;
  }

  async function theirs(version: string, comment: string): Promise<Seen> {
    const users: string[] = [];
    const queries: string[] = [];
    const column = (name: string) => ({
      catalog: 'def',
      schema: '',
      name,
      orgName: name,
      table: '',
      orgTable: '',
      characterSet: 45,
      columnLength: 255,
      columnType: 253,
      type: 253,
      flags: 0,
      decimals: 0,
    });
    const one = mysql2.createServer((raw: Connection) => {
      const connection = raw as Connection & Record<string, (...parts: unknown[]) => void>;
      // Their server does not count a new command's packets from zero by itself, and warns of it.
      const again = (): void => {
        (raw as unknown as { sequenceId: number }).sequenceId = 0;
      };
      connection['serverHandshake']?.({
        protocolVersion: 10,
        serverVersion: version,
        connectionId: 1,
        statusFlags: 2,
        characterSet: 45,
        capabilityFlags: 0x0008_a20d,
        authCallback: (given: { user: string }, done: (none: null, error?: unknown) => void) => {
          users.push(given.user);
          done(null);
          again();
        },
      });
      connection.on('error', () => undefined);
      connection.on('query', (sql: string) => {
        queries.push(sql);
        const result = (names: string[], rows: (string | null)[][]): void =>
          connection['writeTextResult']?.(
            rows.map((row) => Object.fromEntries(row.map((cell, index) => [names[index], cell]))),
            names.map(column),
          );
        if (version.includes('id64') && !sql.startsWith('SHOW'))
          connection['writeError']?.({ message: 'syntax error', code: 1064 });
        else if (sql.startsWith('START')) connection['writeOk']?.();
        else if (sql.includes('@@version_comment')) result(['a', 'b'], [[version, comment]]);
        else if (sql.includes('SCHEMATA')) result(['a'], [['information_schema'], ['shop']]);
        else if (sql.includes('COUNT(*) FROM information_schema')) result(['a'], [['1']]);
        else if (sql.includes('FROM information_schema.TABLES') && sql.includes('ENGINE'))
          result(
            ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
            [['shop', 'person', 'BASE TABLE', 'InnoDB', '7', '16384', '2026-01-01T00:00:00Z', null]],
          );
        else if (sql.includes('information_schema.COLUMNS'))
          result(['a', 'b', 'c', 'd'], [['person', 'mail', 'varchar', '']]);
        else if (sql === 'SHOW TABLES' && version.includes('id64'))
          result(['Index', 'Type'], [['persons', 'rt']]);
        else if (sql === 'SHOW STATUS' && version.includes('id64'))
          result(['Counter', 'Value'], [['uptime', '5']]);
        else connection['writeError']?.({ message: 'unknown', code: 1193 });
        again();
      });
    });
    const port = await new Promise<number>((resolve) => {
      const open = one as unknown as {
        listen(port: number, host: string, ready: () => void): void;
        _server: { address(): { port: number } };
      };
      open.listen(0, '127.0.0.1', () => resolve(open._server.address().port));
    });
    return { users, queries, port, stop: () => new Promise((resolve) => one.close(() => resolve())) };
  }

  it('is read from greeting to inventory, and named by its comment', async () => {
    const seen = await theirs('8.0.33', 'Dolt');
    try {
      const { peer } = loopbackPeer<MyName, MyReply>(mysql, { address: '127.0.0.1', port: seen.port });
      const found = await mysql.identify(peer);
      expect(found).toMatchObject({
        ok: true,
        value: { posture: 'open', product: 'dolt', version: '8.0.33' },
      });
      const inventory = await mysql.inventory(peer, { ...LOOK_LIMITS, rateGap: 0 });
      if (!inventory.ok) throw new Error(inventory.detail);
      expect(inventory.value.datasets[0]).toMatchObject({
        rows: { value: 7 },
        created: { at: '2026-01-01T00:00:00Z', method: 'CREATE_TIME' },
      });
      expect(inventory.value.datasets[0]?.fields).toHaveLength(1);
      expect(new Set(seen.users)).toEqual(new Set(['']));
      expect(seen.queries[0]).toBe('START TRANSACTION READ ONLY');
    } finally {
      await seen.stop();
    }
  });

  it('is a search engine where it says so: indexes by name, and what it cannot tell', async () => {
    const seen = await theirs('2.2.11-id64-release (95ae9a6)', '');
    try {
      const { peer } = loopbackPeer<MyName, MyReply>(mysql, { address: '127.0.0.1', port: seen.port });
      expect(await mysql.identify(peer)).toMatchObject({
        ok: true,
        value: { posture: 'open', product: 'sphinx', version: '2.2.11-id64-release' },
      });
      const inventory = await mysql.inventory(peer, { ...LOOK_LIMITS, rateGap: 0 });
      expect(inventory).toMatchObject({
        ok: true,
        value: {
          complete: false,
          datasets: [{ kind: 'index' }],
          unlearned: ['this search engine tells neither rows, sizes nor columns at this depth'],
        },
      });
    } finally {
      await seen.stop();
    }
  });
});
