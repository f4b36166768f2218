import { type AddressInfo, type Socket, createServer } from 'node:net';
import { systemClock } from '../../kit/clock.ts';
import type { Depth } from '../../model/depth.ts';
import type { TranscriptEntry } from '../../model/transcript.ts';
import { createBudget, TARGET_LIMITS, type BudgetLimits } from '../../wire/budget.ts';
import { createPeer, type ServicePeer } from '../../wire/peer.ts';
import type { AnyService, Service } from '../../wire/service.ts';

export interface TestPeer<Name extends string, Reply> {
  readonly peer: ServicePeer & Parameters<Service<Name, never, Reply>['identify']>[0];
  /** What went out, by the wire's own account. */
  readonly transcript: readonly TranscriptEntry[];
  /** Names of the commands that were asked, in order. */
  asked(): readonly string[];
}

/** A real peer, with a permit for loopback alone. */
export function testPeer<Name extends string, Send, Reply>(
  service: Service<Name, Send, Reply>,
  address: string,
  port: number,
  options: {
    readonly depth?: Depth;
    readonly answerMs?: number;
    readonly limits?: Partial<BudgetLimits>;
  } = {},
): TestPeer<Name, Reply> {
  const transcript: TranscriptEntry[] = [];
  const permit = {
    permits: (asked: string) =>
      asked.startsWith('127.')
        ? ({ ok: true, grant: { entry: 'L1', depth: options.depth ?? 'sample', accounts: [] } } as const)
        : ({ ok: false, refusal: { code: 'not-in-scope', because: 'tests stay on loopback' } } as const),
  };
  const context = {
    permit,
    rate: { take: () => Promise.resolve(), tryTake: () => true },
    perHost: { enter: () => () => undefined },
    record: (entry: TranscriptEntry) => void transcript.push(entry),
    clock: systemClock,
    signal: new AbortController().signal,
  };
  const peer = createPeer(
    context,
    service as unknown as AnyService,
    { address, port },
    createBudget({ ...TARGET_LIMITS, ...options.limits }, systemClock),
    {
      connectMs: 2_000,
      answerMs: options.answerMs ?? 2_000,
      tls: false,
      agent: 'sidelight/test (+https://probe.example/)',
    },
  );
  return {
    peer: peer as TestPeer<Name, Reply>['peer'],
    transcript,
    asked: () => transcript.flatMap((entry) => (entry.kind === 'ask' ? [entry.command] : [])),
  };
}

export interface TestServer {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** A TCP server on a loopback address; `serve` is called once a connection. */
export async function testServer(
  serve: (socket: Socket) => void,
  address = '127.43.0.1',
): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    serve(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address,
    port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
