import { afterEach, describe, expect, test } from 'vitest';
import { loopbackPermit, testContext } from '../../test/kit/context.ts';
import { anyLineService } from '../../test/kit/line-service.ts';
import { type TestServer, tcpServer } from '../../test/kit/server.ts';
import { systemClock } from '../kit/clock.ts';
import { createBudget, TARGET_LIMITS } from './budget.ts';
import { createPeer } from './peer.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function peerTo(onSocket: Parameters<typeof tcpServer>[0], limits = {}, context = testContext()) {
  const server = await tcpServer(onSocket);
  servers.push(server);
  const budget = createBudget({ ...TARGET_LIMITS, ...limits }, systemClock);
  const options = { connectMs: 1000, answerMs: 150, tls: false, agent: 'test' };
  return { server, context, peer: createPeer(context, anyLineService, server, budget, options) };
}

describe('peer', () => {
  test('asks on one connection, keeps what came after an answer for the next, and tells sizes and hashes', async () => {
    const { peer, server, context } = await peerTo((socket) => {
      socket.once('data', () => socket.write('LINE one\nLINE two\n'));
    });
    expect(await peer.ask('hello')).toEqual({ ok: true, value: 'LINE one' });
    expect(await peer.ask('hello')).toEqual({ ok: true, value: 'LINE two' });
    expect(server.connections()).toBe(1);
    peer.hangUp();
    const asks = context.entries.filter((entry) => entry.kind === 'ask');
    expect(asks).toHaveLength(2);
    expect(asks[0]).toMatchObject({ command: 'hello', bytesOut: 6, bytesIn: 9, outcome: 'ok' });
    expect(JSON.stringify(context.entries)).not.toContain('LINE');
  });

  test('what came in time while this process was busy is an answer, not a timeout', async () => {
    const { peer } = await peerTo((socket) => {
      socket.once('data', () => {
        socket.write('LINE one\n');
        const until = performance.now() + 400;
        while (performance.now() < until);
      });
    });
    expect(await peer.ask('hello')).toEqual({ ok: true, value: 'LINE one' });
    peer.hangUp();
  });

  test('a request that servers do not answer has its answer before anything is read', async () => {
    const { server, context } = await peerTo(() => undefined);
    const codec = {
      ...anyLineService.codec,
      reader: () => ({ push: () => undefined, unanswered: () => 'sent' }),
    };
    const options = { connectMs: 1000, answerMs: 150, tls: false, agent: 'test' };
    const budget = createBudget(TARGET_LIMITS, systemClock);
    const peer = createPeer(context, { ...anyLineService, codec }, server, budget, options);
    expect(await peer.ask('hello')).toEqual({ ok: true, value: 'sent' });
    await expect.poll(() => server.received().length).toBeGreaterThan(0);
    peer.hangUp();
  });

  test('a command that the guard refuses opens no connection', async () => {
    const { peer, server, context } = await peerTo(() => undefined);
    expect(await peer.ask('flushall')).toMatchObject({ ok: false, why: 'denied-by-guard' });
    expect(server.connections()).toBe(0);
    expect(context.entries).toMatchObject([{ kind: 'denied', code: 'guard' }]);
  });

  test('an address outside the permit gets no packet', async () => {
    const context = testContext({
      permits: () => ({ ok: false, refusal: { code: 'denied', because: 'deny list' } }),
    });
    const { peer, server } = await peerTo(() => undefined, {}, context);
    expect((await peer.ask('hello')).ok).toBe(false);
    expect(server.connections()).toBe(0);
  });

  test('an opt-out that comes during a run counts for the next connection', async () => {
    let out = false;
    const inner = loopbackPermit();
    const context = testContext({
      permits: (address) =>
        out ? { ok: false, refusal: { code: 'opted-out', because: 'list' } } : inner.permits(address),
    });
    const { peer, server } = await peerTo(
      (socket) => socket.on('data', () => socket.end('LINE\n')),
      {},
      context,
    );
    expect((await peer.ask('hello')).ok).toBe(true);
    out = true;
    peer.hangUp();
    expect(await peer.ask('hello')).toMatchObject({ ok: false });
    expect(server.connections()).toBe(1);
  });

  test('silence is a timeout, an early end is closed, a reset is reset', async () => {
    const silent = await peerTo(() => undefined);
    expect(await silent.peer.ask('hello')).toMatchObject({ why: 'timeout' });
    const early = await peerTo((socket) => socket.end('LI'));
    expect(await early.peer.ask('hello')).toMatchObject({ why: 'closed' });
    const reset = await peerTo((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await reset.peer.ask('hello')).toMatchObject({ why: 'reset' });
  });

  test('a refused port is refused', async () => {
    const { peer, server } = await peerTo(() => undefined);
    await server.close();
    servers.length = 0;
    expect(await peer.ask('hello')).toMatchObject({ ok: false, why: 'refused' });
  });

  test('a drip ends by the clock, not by the server', async () => {
    const { peer } = await peerTo((socket) => {
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    expect(await peer.ask('hello')).toMatchObject({ ok: false, why: 'timeout' });
  });

  test('an endless answer costs no more than its ceiling', async () => {
    const { peer } = await peerTo(
      (socket) => {
        const block = Buffer.alloc(65_536, 0x78);
        const more = (): void => {
          while (socket.writable && socket.write(block)) continue;
        };
        socket.on('drain', more);
        more();
      },
      { bytes: 1 << 20 },
    );
    expect(await peer.ask('hello')).toMatchObject({ ok: false, why: 'over-budget' });
    expect(peer.left().bytes).toBe(0);
  });

  test('a row may have a lower ceiling of its own', async () => {
    const { peer } = await peerTo((socket) => socket.write(`${'y'.repeat(200)}\n`));
    expect(await peer.ask('big')).toMatchObject({ ok: false, why: 'over-budget' });
  });

  test('connections and records have ceilings', async () => {
    const { peer } = await peerTo((socket) => socket.once('data', () => socket.end('LINE\n')), {
      connections: 2,
      records: 10,
    });
    for (let time = 0; time < 2; time += 1) {
      expect((await peer.ask('hello')).ok).toBe(true);
      peer.hangUp();
    }
    expect(await peer.ask('hello')).toMatchObject({ why: 'over-budget' });
    expect(peer.takeRecords(10)).toBe(true);
    expect(peer.takeRecords(1)).toBe(false);
  });

  test('never more connections to one host at a time than the gate allows', async () => {
    const held: (() => void)[] = [];
    const server = await tcpServer((socket) => {
      socket.once('data', () => held.push(() => socket.write('LINE\n')));
    });
    servers.push(server);
    const context = testContext(loopbackPermit(), { perHost: 2 });
    const options = { connectMs: 2000, answerMs: 2000, tls: false, agent: 't' };
    const asks = Array.from({ length: 6 }, async () => {
      const peer = createPeer(
        context,
        anyLineService,
        server,
        createBudget(TARGET_LIMITS, systemClock),
        options,
      );
      expect((await peer.ask('hello')).ok).toBe(true);
      peer.hangUp();
    });
    for (let released = 0; released < 6; released += 2) {
      await expect.poll(() => held.length).toBe(2);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(server.connections()).toBe(released + 2);
      for (const answer of held.splice(0)) answer();
    }
    await Promise.all(asks);
  });
});
