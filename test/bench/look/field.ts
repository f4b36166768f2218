import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { addressOf } from './kinds.ts';

/** Endpoints that one responder process holds: half of them listen, and descriptors end at 20,000 on many machines. */
const EACH = 16_384;

export interface Field {
  readonly count: number;
  readonly port: number;
  addresses(): readonly string[];
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.60.0.0', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');
  return address.port;
}

/** The usual port of MongoDB where it is free on these addresses, as peers expect it; another one else. */
async function choosePort(): Promise<number> {
  const probe = createServer();
  const free = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(27017, '127.60.0.0', () => resolve(true));
  });
  if (free) await new Promise((resolve) => probe.close(resolve));
  return free ? 27017 : freePort();
}

/** Starts so many loopback endpoints, in as many processes as descriptors ask for. */
export async function startField(count: number): Promise<Field> {
  const port = await choosePort();
  const program = join(import.meta.dirname, 'responder.js');
  const children = Array.from({ length: Math.ceil(count / EACH) }, (_, at) =>
    spawn(
      process.execPath,
      [program, String(port), String(at * EACH), String(Math.min(count, (at + 1) * EACH))],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    ),
  );
  const gone = children.map((child) => new Promise<void>((resolve) => child.once('exit', () => resolve())));
  const stop = async (): Promise<void> => {
    for (const child of children) child.stdin.end();
    await Promise.all(gone);
  };
  try {
    await Promise.all(
      children.map(
        (child) =>
          new Promise<void>((resolve, reject) => {
            child.stdout.once('data', () => resolve());
            child.once('exit', (code) => reject(new Error(`a responder ended with ${code}`)));
          }),
      ),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { count, port, addresses: () => Array.from({ length: count }, (_, at) => addressOf(at)), stop };
}
