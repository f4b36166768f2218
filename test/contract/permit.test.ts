import type { Socket } from 'node:net';
import { serialize } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/kit/clock.ts';
import { lookAtEndpoint } from '../../src/look/endpoint.ts';
import type { Permit } from '../../src/model/scope.ts';
import { parseScope } from '../../src/scope/parse.ts';
import { compilePermit } from '../../src/scope/permit.ts';
import { services } from '../../src/services/index.ts';
import { TARGET_LIMITS } from '../../src/wire/budget.ts';
import { dial } from '../../src/wire/dial.ts';
import { LOOK_LIMITS } from '../../src/wire/service.ts';
import { testContext } from '../kit/context.ts';
import { type TestServer, tcpServer } from '../kit/server.ts';

/**
 * A small world of real listeners in which every server names all the others: a replica set lists its members, a web server
 * redirects, a cluster refers. Whatever is asked for in whatever order, no listener outside the permit may see a connection.
 */
const SIZE = 8;
const address = (at: number): string => `127.61.7.${at + 1}`;
const world: TestServer[] = [];
let port = 0;

function mongo(socket: Socket): void {
  const members = Array.from({ length: SIZE }, (_, at) => `${address(at)}:${port}`);
  const hello = {
    isWritablePrimary: true,
    setName: 'rs',
    me: members[0],
    primary: members[1],
    hosts: members,
    passives: ['elsewhere.invalid:27017', 'localhost:27017'],
    maxWireVersion: 21,
    maxBsonObjectSize: 16_777_216,
    ok: 1,
  };
  const databases = { databases: [{ name: 'app', sizeOnDisk: 4096, empty: false }], ok: 1 };
  const collections = {
    cursor: { id: 0n, ns: 'app.c', firstBatch: [{ name: 'c', type: 'collection' }] },
    ok: 1,
  };
  socket.on('data', (bytes) => {
    if (bytes.length < 30 || bytes.readInt32LE(12) !== 2013) return void socket.destroy();
    const name = bytes.toString('latin1', 26, bytes.indexOf(0, 26));
    const answer = name === 'listDatabases' ? databases : name === 'listCollections' ? collections : hello;
    const document = serialize(answer);
    const head = Buffer.alloc(21);
    head.writeInt32LE(21 + document.length, 0);
    head.writeInt32LE(bytes.readInt32LE(4), 8);
    head.writeInt32LE(2013, 12);
    socket.write(Buffer.concat([head, document]));
  });
}

function web(at: number): (socket: Socket) => void {
  const to = `http://${address((at + 3) % SIZE)}:${port}/`;
  const page = `HTTP/1.1 302 Found\r\nX-elastic-product: Elasticsearch\r\nLocation: ${to}\r\nContent-Length: 0\r\n\r\n`;
  return (socket) => socket.on('data', () => socket.write(page));
}

function cluster(at: number): (socket: Socket) => void {
  const moved = `-MOVED 1 ${address((at + 5) % SIZE)}:${port}\r\n`;
  return (socket) => socket.on('data', () => socket.write(moved));
}

beforeAll(async () => {
  for (let at = 0; at < SIZE; at += 1) {
    const speak = at % 3 === 0 ? mongo : at % 3 === 1 ? web(at) : cluster(at);
    const server = await tcpServer(speak, address(at), port);
    port = server.port;
    world.push(server);
  }
});

afterAll(async () => {
  for (const server of world) await server.close();
});

function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

/** The real permit of a scope that allows and denies by the bit, with opt-outs that come while it runs. */
function permitOf(allow: readonly number[], deny: readonly number[], optedOut: ReadonlySet<string>): Permit {
  const scope = parseScope(
    `sidelight: 1
authority: { who: "a test", basis: "its own servers", contact: "test@example.org" }
valid: { from: ${day(-1)}, until: ${day(30)} }
allow: [${allow.map((at) => `{ range: ${address(at)}/32, depth: sample, relation: own }`).join(', ')}]
deny: [${deny.map((at) => address(at)).join(', ')}]
`,
    'test.yaml',
    Date.now(),
  );
  const compiled = compilePermit(scope, { clock: systemClock });
  return {
    permits: (text) =>
      optedOut.has(text)
        ? { ok: false, refusal: { code: 'opted-out', because: 'asked to be left alone' } }
        : compiled.permits(text),
  };
}

const member = fc.integer({ min: 0, max: SIZE - 1 });
/** Other ways to write an address of the world: whoever takes them for one must find the permit in the way. */
const spelling = fc.tuple(member, fc.integer({ min: 0, max: 9 })).map(([at, way]) => {
  const last = at + 1;
  const ways = [
    `127.61.7.${last}`,
    `127.61.07.0${last}`,
    `0177.61.7.${last}`,
    `127.61.${7 * 256 + last}`,
    String(((127 * 256 + 61) * 256 + 7) * 256 + last),
    `::ffff:127.61.7.${last}`,
    `::127.61.7.${last}`,
    `127.61.7.${last}\0`,
    ` 127.61.7.${last}`,
    'localhost',
  ];
  return ways[way] ?? '';
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('look' as const), at: member }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('opt-out' as const), at: member }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('dial' as const), text: spelling }) },
);
const bits = fc.uniqueArray(member, { minLength: 1, maxLength: SIZE });

describe('no way leads around the permit', () => {
  test('ranges, names, redirects, referrals and members open no socket outside it', async () => {
    let connected = 0;
    await fc.assert(
      fc.asyncProperty(
        bits,
        fc.uniqueArray(member, { maxLength: 3 }),
        fc.array(step, { minLength: 1, maxLength: 6 }),
        async (allow, deny, steps) => {
          const optedOut = new Set<string>();
          const permit = permitOf(allow, deny, optedOut);
          const before = world.map((server) => server.connections());
          const context = testContext(permit);
          const may = (at: number): boolean =>
            allow.includes(at) && !deny.includes(at) && !optedOut.has(address(at));
          const expectQuiet = (): void => {
            for (let at = 0; at < SIZE; at += 1) {
              const seen = world[at]?.connections() ?? 0;
              if (may(at)) connected += seen - (before[at] ?? 0);
              else expect(seen, `${address(at)} is outside the permit`).toBe(before[at]);
              before[at] = seen;
            }
          };
          for (const one of steps) {
            if (one.kind === 'opt-out') {
              expectQuiet();
              optedOut.add(address(one.at));
              continue;
            }
            if (one.kind === 'look') {
              await lookAtEndpoint(
                context,
                { address: address(one.at), port, why: 'list' },
                {
                  services,
                  connectMs: 300,
                  answerMs: 60,
                  bannerMs: 5,
                  agent: 'sidelight/test',
                  limits: { ...LOOK_LIMITS, rateGap: 0 },
                  budget: TARGET_LIMITS,
                },
                systemClock,
              );
            } else {
              const opened = await dial(
                context,
                { address: one.text, port },
                { connectMs: 300, tls: false, upgradable: false },
              );
              if (opened.ok) opened.value.connection.close();
              const at = Array.from({ length: SIZE }, (_, index) => index).find(
                (index) => address(index) === one.text,
              );
              expect(opened.ok, one.text).toBe(at !== undefined && may(at));
            }
            // Accepting is the listener's own turn.
            await new Promise((resolve) => setImmediate(resolve));
            expectQuiet();
          }
          await new Promise((resolve) => setTimeout(resolve, 5));
          expectQuiet();
        },
      ),
      { numRuns: 25 },
    );
    expect(
      connected,
      'what is permitted is reached, so that the silence of the rest says something',
    ).toBeGreaterThan(10);
  }, 60_000);

  test('a socket is only opened where the permit was asked last, after every wait', async () => {
    const optedOut = new Set<string>();
    const permit = permitOf([0], [], optedOut);
    const context = testContext(permit, { perSecond: 20 });
    while (context.rate.tryTake());
    const before = world[0]?.connections();
    const waiting = dial(
      context,
      { address: address(0), port },
      { connectMs: 300, tls: false, upgradable: false },
    );
    optedOut.add(address(0));
    expect(await waiting).toMatchObject({ ok: false, why: 'out-of-scope' });
    expect(world[0]?.connections()).toBe(before);
    expect(context.entries).toMatchObject([{ kind: 'denied', code: 'opted-out' }]);
  });
});
