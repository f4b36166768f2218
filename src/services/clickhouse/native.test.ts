import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loopbackPermit, testContext } from '../../../test/kit/context.ts';
import { tcpServer } from '../../../test/kit/server.ts';
import { systemClock } from '../../kit/clock.ts';
import type { Grant } from '../../model/scope.ts';
import { Raw } from '../../model/raw.ts';
import { createBudget, TARGET_LIMITS } from '../../wire/budget.ts';
import { createPeer } from '../../wire/peer.ts';
import { LOOK_LIMITS } from '../../wire/service.ts';
import type { AnyService } from '../../wire/service.ts';
import { clickhouse } from './clickhouse.ts';
import { clickhouseNative } from './native.ts';
import type { NativeReply } from './native-codec.ts';
import { clickhouseServer, startClickHouse } from './fixtures/server.ts';
import type { RealClickHouse } from './fixtures/server.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A scope of the owner's that lists the account which other clients say where the user gives no name. */
const OWN: Partial<Grant> = { relation: 'own', accounts: ['default'] };
const FAST = { ...LOOK_LIMITS, rateGap: 0 };

function peerTo<S>(
  service: S,
  at: { readonly address: string; readonly port: number },
  grant: Partial<Grant> = {},
) {
  const options = { connectMs: 1_000, answerMs: 2_000, tls: false, agent: 'sidelight/0.1' };
  const context = testContext(loopbackPermit(grant));
  const peer = createPeer(
    context,
    service as unknown as AnyService,
    at,
    createBudget(TARGET_LIMITS, systemClock),
    options,
  );
  closers.push(async () => peer.hangUp());
  return peer as never;
}

function plain(value: unknown): unknown {
  if (value instanceof Raw) return Buffer.from(Raw.open(value).bytes).toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return value;
}

const real = clickhouseServer();

describe.skipIf(real === undefined)(
  `a real server${real ? '' : ' (clickhouse-server is not installed)'}`,
  () => {
    let server: RealClickHouse;
    let native: { address: string; port: number };

    beforeAll(async () => {
      server = await startClickHouse({ address: '127.45.0.5' });
      native = { address: server.address, port: server.native };
      await server.run(
        'CREATE TABLE people (id UInt64, at DateTime, who Nullable(String), tags Array(String)) ENGINE = MergeTree PARTITION BY toYYYYMM(at) ORDER BY id',
      );
      await server.run(
        "INSERT INTO people SELECT number, toDateTime(1700000000 + number), if(number % 2 = 0, NULL, 'CANARY'), ['a'] FROM numbers(500)",
      );
      await server.run('CREATE TABLE `o\\`dd\\\\` (`o\\`dd\\\\` String) ENGINE = Memory');
    });
    afterAll(() => server.stop());

    /** A peer that has been identified, as `look/` goes on with one. */
    async function signedIn(): Promise<never> {
      const peer = peerTo(clickhouseNative, native, OWN);
      await clickhouseNative.identify(peer);
      return peer;
    }

    it('is open where the listed account `default` has no password', async () => {
      const outcome = await clickhouseNative.identify(peerTo(clickhouseNative, native, OWN));
      expect(outcome).toMatchObject({
        ok: true,
        value: { service: 'clickhouseNative', product: 'clickhouse', posture: 'open' },
      });
    });

    it('tells the same through both interfaces', async () => {
      const overNative = await clickhouseNative.inventory(await signedIn(), FAST);
      const overHttp = await clickhouse.inventory(
        peerTo(clickhouse, { address: server.address, port: server.http }),
        FAST,
      );
      if (!overNative.ok || !overHttp.ok) throw new Error('no inventory');
      expect(overNative.value.datasets.length).toBe(2);
      expect(plain(overNative.value.datasets)).toEqual(plain(overHttp.value.datasets));
    });

    it('gives a sample into memory only', async () => {
      const peer = await signedIn();
      const made = await clickhouseNative.inventory(peer, FAST);
      if (!made.ok) throw new Error(made.detail);
      const drawn = await clickhouseNative.sample?.(peer, FAST, made.value);
      if (!drawn?.ok) throw new Error('no sample');
      expect(drawn.value.records.length).toBeGreaterThan(100);
      expect(JSON.stringify(plain(drawn.value.records))).toContain('CANARY');
      expect(JSON.stringify(drawn.value)).not.toContain('CANARY');
    });

    it('cannot be written, whatever the statement, because every query is sent as read-only', async () => {
      const writing = {
        ...clickhouseNative,
        allow: {
          helloAccount: clickhouseNative.allow.helloAccount,
          drop: {
            send: { packet: 'query', agent: 'x', query: 'DROP TABLE people', seconds: 5 },
            why: '',
            depth: 'touch',
          },
        },
      };
      const peer = peerTo(writing, native, OWN) as {
        ask(name: string, holes?: object): Promise<{ ok: boolean; value?: NativeReply }>;
      };
      await peer.ask('helloAccount', { account: 'default' });
      expect(await peer.ask('drop')).toMatchObject({ ok: true, value: { kind: 'error', code: 164 } });
    });

    it('is found again after the connection was lost', async () => {
      const peer: { hangUp(): void } = await signedIn();
      peer.hangUp();
      expect(await clickhouseNative.inventory(peer as never, FAST)).toMatchObject({ ok: true });
    });

    it('says on its native port to HTTP what it is', async () => {
      const { connect } = await import('node:net');
      const bytes = await new Promise<Buffer>((resolve) => {
        const socket = connect(server.native, server.address, () => socket.write('GET / HTTP/1.1\r\n\r\n'));
        socket.once('data', (chunk: Buffer) => {
          socket.destroy();
          resolve(chunk);
        });
      });
      expect(clickhouseNative.recognises(bytes)).toBe('yes');
      expect(clickhouse.recognises(bytes)).not.toBe('yes');
    });
  },
);

describe.skipIf(real === undefined)(
  `real servers that are locked${real ? '' : ' (clickhouse-server is not installed)'}`,
  () => {
    it('refuse a visitor without a name; the account `default` is tried only where the scope lists it', async () => {
      const server = await startClickHouse({ address: '127.45.0.6', password: 's3cret' });
      closers.push(() => server.stop());
      const at = { address: server.address, port: server.native };
      const unlisted = await clickhouseNative.identify(peerTo(clickhouseNative, at));
      expect(unlisted).toMatchObject({ ok: true, value: { posture: 'inconclusive' } });
      const others = await clickhouseNative.identify(
        peerTo(clickhouseNative, at, { relation: 'constituency', accounts: ['default'] }),
      );
      expect(others).toMatchObject({ ok: true, value: { posture: 'inconclusive' } });
      const listed = await clickhouseNative.identify(peerTo(clickhouseNative, at, OWN));
      expect(listed).toMatchObject({ ok: true, value: { posture: 'auth-required' } });
    });

    it('with a read-only profile are open all the same', async () => {
      const server = await startClickHouse({ address: '127.45.0.7', readonly: true });
      closers.push(() => server.stop());
      await server.run('CREATE TABLE t (n UInt64) ENGINE = Memory');
      await server.run('INSERT INTO t SELECT number FROM numbers(10)');
      const outcome = await clickhouseNative.identify(
        peerTo(clickhouseNative, { address: server.address, port: server.native }, OWN),
      );
      expect(outcome).toMatchObject({ ok: true, value: { posture: 'open' } });
    });
  },
);

describe('other servers on the port', () => {
  it.each(['HTTP/1.1 400 Bad Request\r\n\r\n', '-ERR\r\n', '\x00'.repeat(64), ''])(
    'that say %j are not ClickHouse',
    async (text) => {
      const server = await tcpServer((socket) => socket.once('data', () => socket.end(text)));
      closers.push(() => server.close());
      const outcome = await clickhouseNative.identify(peerTo(clickhouseNative, server));
      expect(outcome.ok).toBe(false);
    },
  );
});
