import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Block, claimBlock, startServer } from '../../lab/block.ts';
import { labServers } from '../../lab/index.ts';
import { journey, ofType } from '../../lab/journey.ts';
import { startRelay } from '../../lab/relay.ts';
import type { LabServer, RunningServer } from '../../lab/server.ts';
import {
  HELLO,
  type TestAnswer,
  testMongod,
  UNAUTHORIZED,
} from '../../src/services/mongodb/fixtures/mongod.ts';

/** Faults that were found in other tools of this kind: each is a test here, on a real server where there is one. */

let block: Block;
beforeAll(async () => {
  block = await claimBlock();
});
afterAll(() => block.release());

function lab(name: string): LabServer {
  const found = labServers.find((server) => server.name === name);
  if (!found) throw new Error(`there is no ${name} in the lab`);
  return found;
}

async function using(name: string, body: (server: RunningServer) => Promise<void>): Promise<void> {
  const server = await startServer(lab(name), block);
  try {
    await body(server);
  } finally {
    await server.close();
  }
}

function onReal(name: string, title: string, body: (server: RunningServer) => Promise<void>): void {
  const reason = lab(name).needs();
  test.skipIf(reason !== undefined)(
    reason === undefined ? title : `${title} (skipped: ${reason})`,
    () => using(name, body),
    60_000,
  );
}

describe('faults of other tools', () => {
  test('an empty list of databases with ok:1 is no open MongoDB', async () => {
    const empty = { databases: [], totalSize: 0, ok: 1 };
    const answers: Readonly<Record<string, TestAnswer>> = { hello: HELLO, listDatabases: empty };
    const mongod = await testMongod(({ name }) => answers[name] ?? UNAUTHORIZED);
    const at = { address: block.address(), port: 27_017 };
    const relay = await startRelay(at, mongod);
    try {
      const [posture] = ofType(await journey([at], { depth: 'shape' }), 'posture');
      expect(posture).toMatchObject({ service: 'mongodb', posture: 'auth-required' });
    } finally {
      await relay.close();
      await mongod.close();
    }
  });

  onReal('mongodb-congodb', 'a MongoDB of the wire since 6.0 is asked by OP_MSG alone', async (server) => {
    await journey([server.endpoint], { depth: 'shape' });
    const seen = await server.commandsSeen();
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.filter(({ request }) => (request as { op?: string } | undefined)?.op !== 'msg')).toEqual([]);
  });

  onReal(
    'couchdb-pouchdb-server',
    'CouchDB is judged without asking for its configuration',
    async (server) => {
      await journey([server.endpoint], { depth: 'shape' });
      const seen = await server.commandsSeen();
      expect(seen.length).toBeGreaterThan(3);
      expect(seen.filter(({ text }) => /_config|^(?!GET|HEAD)/.test(text))).toEqual([]);
    },
  );

  onReal(
    'redis-open',
    'a Redis on an odd port is found, though it hangs up on what looks like HTTP',
    async (server) => {
      const odd = { address: block.address(), port: 31_337 };
      const relay = await startRelay(odd, server.endpoint);
      try {
        const [posture] = ofType(await journey([odd], { depth: 'touch' }), 'posture');
        expect(posture).toMatchObject({ service: 'redis', posture: 'open' });
      } finally {
        await relay.close();
      }
    },
  );

  onReal('mariadb-root', 'a MariaDB on an odd port is found by what it says first', async (server) => {
    const odd = { address: block.address(), port: 31_338 };
    const relay = await startRelay(odd, server.endpoint);
    try {
      const events = await journey([odd], { depth: 'touch', accounts: ['root'] });
      expect(ofType(events, 'posture')).toMatchObject([{ service: 'mysql', posture: 'open' }]);
      expect(relay.received().some((bytes) => bytes.toString('latin1').includes('HTTP/1.1'))).toBe(false);
    } finally {
      await relay.close();
    }
  });

  onReal('redis-password', 'a locked Redis is told nothing but the question', async (server) => {
    const events = await journey([server.endpoint], { depth: 'sample' });
    expect(ofType(events, 'posture')).toMatchObject([{ posture: 'auth-required' }]);
    expect((await server.commandsSeen()).map(({ word }) => word)).toEqual(['ping']);
    expect(ofType(events, 'receipt')[0]?.receipt).toMatchObject({ commands: 1, recordsInMemory: 0 });
  });

  test('hosts that hang up first give their places back: no look waits for one that is gone', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.end('220 go away\r\n'));
    });
    const address = block.address();
    server.listen(0, address);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const twice = [
        await journey([{ address, port }], { depth: 'touch' }),
        await journey([{ address, port }], { depth: 'touch' }),
      ];
      for (const events of twice) {
        expect(ofType(events, 'posture')).toEqual([]);
        expect(ofType(events, 'run.finished')).toHaveLength(1);
      }
    } finally {
      server.close();
    }
  });
});
