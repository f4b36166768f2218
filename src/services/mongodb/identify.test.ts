import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from 'bson';
import { afterEach, describe, expect, it } from 'vitest';
import type { Identity } from '../../model/identity.ts';
import type { Outcome } from '../../model/outcome.ts';
import { mongodb } from './mongodb.ts';
import {
  HELLO,
  type TestAnswer,
  type TestCommand,
  UNAUTHORIZED,
  UNKNOWN,
  testMongod,
} from './fixtures/mongod.ts';
import { type TestServer, testPeer, testServer } from './fixtures/peer.ts';
import { storeAnswers } from './fixtures/store.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const BUILD: Document = { version: '8.0.4', gitVersion: 'bc35ab4305d9920d9d0491c1c9ef9b72383d31f9', ok: 1 };
const DATABASES: Document = {
  databases: [
    { name: 'admin', sizeOnDisk: 40_960, empty: false },
    { name: 'shop', sizeOnDisk: 9_000_000, empty: false },
  ],
  totalSize: 9_040_960,
  ok: 1,
};
const COLLECTIONS: Document = {
  cursor: { id: 0, ns: 'shop.$cmd.listCollections', firstBatch: [{ name: 'people', type: 'collection' }] },
  ok: 1,
};
const LOG: Document = { totalLinesWritten: 3, log: [], ok: 1 };

type Script = Readonly<Record<string, TestAnswer | ((command: TestCommand) => TestAnswer)>>;

const OPEN: Script = {
  hello: HELLO,
  buildInfo: BUILD,
  listDatabases: DATABASES,
  listCollections: COLLECTIONS,
  getLog: LOG,
};

async function look(
  script: Script,
  answerMs = 2_000,
): Promise<{ outcome: Outcome<Identity>; commands: TestCommand[]; asked: readonly string[] }> {
  const commands: TestCommand[] = [];
  server = await testMongod((command) => {
    commands.push(command);
    const answer = script[command.name] ?? UNKNOWN;
    return typeof answer === 'function' ? answer(command) : answer;
  });
  const { peer, asked } = testPeer(mongodb, server.address, server.port, { depth: 'touch', answerMs });
  const outcome = await mongodb.identify(peer);
  peer.hangUp();
  return { outcome, commands, asked: asked() };
}

async function verdict(script: Script): Promise<Identity> {
  const { outcome } = await look(script);
  if (!outcome.ok) throw new Error(`${outcome.why}: ${outcome.detail}`);
  return outcome.value;
}

describe('MongoDB that is open', () => {
  it('is open by two different reads, and hears who asks', async () => {
    const { outcome, commands, asked } = await look(OPEN);
    expect(outcome).toMatchObject({
      ok: true,
      value: { product: 'mongodb', version: '8.0.4', posture: 'open' },
    });
    expect(asked).toEqual(['hello', 'buildInfo', 'listDatabases', 'collectionNames']);
    expect(commands[0]?.body['client'].application.name).toBe('sidelight/test (+https://probe.example/)');
    expect(commands.every((command) => command.op === 'msg')).toBe(true);
  });

  it('is open where only the log confirms it', async () => {
    const systemOnly = { databases: [{ name: 'admin', sizeOnDisk: 1, empty: false }], ok: 1 };
    expect((await verdict({ ...OPEN, listDatabases: systemOnly })).posture).toBe('open');
    await server?.close();
    expect((await verdict({ ...OPEN, listDatabases: { databases: [], ok: 1 } })).posture).toBe('open');
  });

  it('is asked by isMaster where it does not know hello', async () => {
    const { outcome, asked } = await look({
      ...OPEN,
      hello: UNKNOWN,
      isMaster: { ...HELLO, maxWireVersion: 8, ismaster: true },
    });
    expect(outcome).toMatchObject({ ok: true, value: { posture: 'open' } });
    expect(asked.slice(0, 2)).toEqual(['hello', 'isMaster']);
  });

  it('is asked over OP_QUERY alone where it hangs up on OP_MSG', async () => {
    const old: Script = {
      hello: 'close',
      isMaster: (command) =>
        command.op === 'query'
          ? { ismaster: true, maxBsonObjectSize: 16_777_216, maxWireVersion: 5, ok: 1 }
          : 'close',
      buildInfo: (command) => (command.op === 'query' ? { version: '3.4.24', ok: 1 } : 'close'),
      listDatabases: (command) => (command.op === 'query' ? DATABASES : 'close'),
      listCollections: (command) => (command.op === 'query' ? COLLECTIONS : 'close'),
    };
    const { outcome, asked, commands } = await look(old);
    expect(outcome).toMatchObject({ ok: true, value: { version: '3.4.24', posture: 'open' } });
    expect(asked).toEqual(['hello', 'isMasterOld', 'buildInfoOld', 'listDatabasesOld', 'collectionNamesOld']);
    expect(commands.slice(1).every((command) => !('$db' in command.body))).toBe(true);
  });

  it('is asked over OP_QUERY where it ignores OP_MSG, on a usual port alone', async () => {
    const answers = storeAnswers({ shop: [] });
    const old = (command: TestCommand): TestAnswer =>
      command.op === 'msg'
        ? 'silence'
        : command.name === 'isMaster'
          ? { ismaster: true, maxWireVersion: 0, ok: 1 }
          : answers(command);
    server = await testMongod(old, 27017);
    const usual = testPeer(mongodb, server.address, server.port, { answerMs: 150 });
    expect(await mongodb.identify(usual.peer)).toMatchObject({ ok: true });
    expect(usual.asked().slice(0, 3)).toEqual(['hello', 'isMasterOld', 'buildInfoOld']);
    await server.close();
    server = await testMongod(old);
    const odd = testPeer(mongodb, server.address, server.port, { answerMs: 150 });
    expect(await mongodb.identify(odd.peer)).toMatchObject({ ok: false, why: 'timeout' });
    expect(odd.asked()).toEqual(['hello']);
  });

  it('names its replica set without being asked again, and keeps its identity when it moves', async () => {
    const set = {
      ...HELLO,
      setName: 'rs0',
      me: 'a.example.org:27017',
      hosts: ['a.example.org:27017', 'b.example.org:27017', 'bad host\u001b[2J'],
    };
    const first = await verdict({ ...OPEN, hello: set });
    expect(first.referrals).toEqual(['b.example.org:27017']);
    await server?.close();
    const second = await verdict({ ...OPEN, hello: { ...set, me: 'b.example.org:27017' } });
    expect(second.serverId).toBe(first.serverId);
    expect(first.serverId).toMatch(/^[0-9a-f]{16}$/);
    await server?.close();
    const lonely = await verdict({ ...OPEN, hello: { ...set, hosts: ['localhost:27017'] } });
    expect(lonely.serverId).toBeUndefined();
  });

  it.each([
    ['ferretdb', { version: '7.0.42', ferretdb: { version: 'v1.24.0' }, ok: 1 }, HELLO],
    ['percona-server-mongodb', { version: '6.0.9-7', psmdbVersion: '6.0.9-7', ok: 1 }, HELLO],
    ['documentdb', BUILD, { ...HELLO, setName: 'rs0', hosts: ['x.y.eu-west-1.docdb.amazonaws.com:27017'] }],
    ['cosmosdb', BUILD, { ...HELLO, hosts: ['x-westeurope.mongo.cosmos.azure.com:10255'] }],
  ])('is recognised as %s', async (product, buildInfo, hello) => {
    expect((await verdict({ ...OPEN, buildInfo, hello })).product).toBe(product);
  });
});

describe('MongoDB that is not open', () => {
  it.each([
    ['code 13', UNAUTHORIZED],
    ['code 18', { ok: 0, errmsg: 'Authentication failed.', code: 18 }],
    ['the words of 2.4', { ok: 0, errmsg: 'need to login' }],
    [
      'the words of 2.6',
      { ok: 0, errmsg: 'not authorized on admin to execute command { listDatabases: 1.0 }' },
    ],
  ])('asks for credentials with %s', async (_name, refusal) => {
    const identity = await verdict({
      ...OPEN,
      listDatabases: refusal,
      listCollections: UNAUTHORIZED,
      getLog: UNAUTHORIZED,
    });
    expect(identity).toMatchObject({ posture: 'auth-required', version: '8.0.4' });
  });

  it('is not called open for ok:1 with an empty list', async () => {
    const empty = { databases: [], totalSize: 0, ok: 1 };
    expect((await verdict({ ...OPEN, listDatabases: empty, getLog: UNAUTHORIZED })).posture).toBe(
      'auth-required',
    );
    await server?.close();
    expect((await verdict({ ...OPEN, listDatabases: empty, getLog: UNKNOWN })).posture).toBe('inconclusive');
    await server?.close();
    expect((await verdict({ ...OPEN, listDatabases: empty, getLog: { ok: 1 } })).posture).toBe(
      'inconclusive',
    );
  });

  it('is restricted where names can be read and what is behind them cannot', async () => {
    expect((await verdict({ ...OPEN, listCollections: UNAUTHORIZED, getLog: UNAUTHORIZED })).posture).toBe(
      'restricted',
    );
    await server?.close();
    expect((await verdict({ ...OPEN, listCollections: UNAUTHORIZED })).posture).toBe('restricted');
  });

  it('stays inconclusive where the second read fails', async () => {
    expect((await verdict({ ...OPEN, listCollections: 'close', getLog: 'close' })).posture).toBe(
      'inconclusive',
    );
    await server?.close();
    expect((await verdict({ ...OPEN, listDatabases: 'close' })).posture).toBe('inconclusive');
    await server?.close();
    expect(
      (await verdict({ ...OPEN, listDatabases: { ok: 0, code: 6, errmsg: 'host unreachable' } })).posture,
    ).toBe('inconclusive');
  });

  it('is told apart where it wants the Stable API, TLS, or credentials for hello', async () => {
    const api = { ok: 0, code: 322, errmsg: 'The apiVersion parameter is required' };
    expect((await verdict({ ...OPEN, hello: api, isMaster: api })).posture).toBe('restricted');
    await server?.close();
    expect((await verdict({ hello: UNAUTHORIZED, isMaster: UNAUTHORIZED })).posture).toBe('auth-required');
    await server?.close();
    const tls = { ok: 0, errmsg: 'SSL is required for this command' };
    expect((await verdict({ ...OPEN, listDatabases: tls })).posture).toBe('tls-required');
    await server?.close();
    expect((await verdict({ ...OPEN, hello: { ...HELLO, arbiterOnly: true } })).posture).toBe('restricted');
  });

  it('never shows words of the server in its reasons', async () => {
    const evil = { ok: 0, code: 13, codeName: 'CANARY', errmsg: 'CANARY \u001b[31m' };
    const identity = await verdict({
      ...OPEN,
      buildInfo: { version: '8.0\u001b[31m<b>CAN', ok: 1 },
      listDatabases: evil,
    });
    expect(JSON.stringify(identity)).not.toMatch(/CANARY|\u001b|<b>/);
  });
});

describe('recorded answers', () => {
  it.each([
    [
      'mongo-java-server-1.47.0.jsonl',
      '5.0.0',
      ['hello', 'isMaster', 'buildInfo', 'listDatabases', 'collectionNames'],
    ],
    ['congodb-2.2.0.jsonl', '7.0.0', ['hello', 'buildInfo', 'listDatabases', 'collectionNames']],
  ])('of %s are open', async (name, version, order) => {
    const lines = readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')
      .trim()
      .split('\n');
    const recorded = new Map(
      lines
        .map((line) => JSON.parse(line) as { command: string; answer: string })
        .map((item) => [item.command, Buffer.from(item.answer, 'hex')]),
    );
    const names: Readonly<Record<string, string>> = {
      listCollections: 'collectionNames',
      getLog: 'startupWarnings',
    };
    const script = (command: TestCommand): TestAnswer =>
      recorded.get(names[command.name] ?? command.name) ?? 'close';
    const { outcome, asked } = await look(new Proxy({}, { get: () => script }));
    expect(outcome).toMatchObject({ ok: true, value: { version, posture: 'open' } });
    expect(asked).toEqual(order);
  });
});

describe('what is no MongoDB', () => {
  it('is said to be none, and a closed port stays a closed port', async () => {
    server = await testServer((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    const { peer } = testPeer(mongodb, server.address, server.port);
    expect(await mongodb.identify(peer)).toMatchObject({ ok: false, why: 'protocol' });
    await server.close();
    server = undefined;
    expect(await mongodb.identify(testPeer(mongodb, '127.43.0.1', peer.endpoint.port).peer)).toMatchObject({
      ok: false,
      why: 'refused',
    });
  });

  it('hands on the first failure where a port hangs up on everything, as one that wants TLS does', async () => {
    const { outcome, asked } = await look({ hello: 'close', isMaster: 'close' });
    expect(outcome).toMatchObject({ ok: false, why: 'closed' });
    expect(asked).toEqual(['hello', 'isMasterOld']);
  });

  it('gives up on an answer without a wire version', async () => {
    const { outcome } = await look({ hello: { ok: 1 } });
    expect(outcome).toMatchObject({ ok: false, why: 'protocol' });
  });

  it('is recognised by the first bytes of other probes', () => {
    expect(
      mongodb.recognises(
        Buffer.from(
          'HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nIt looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n',
        ),
      ),
    ).toBe('yes');
    expect(mongodb.recognises(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'))).toBe('no');
    expect(mongodb.recognises(Buffer.alloc(0))).toBe('no');
  });
});
