import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabServer, RunningServer } from './server.ts';

const BLOCKS = 200;
/** A port that no service here uses: whoever holds it on `127.46.N.255` owns the addresses of that block. */
const CLAIM_PORT = 46_046;

/** A /24 of loopback addresses that no other process of the lab uses. */
export interface Block {
  address(): string;
  release(): void;
}

/** Claims a free block, so that several labs on one machine stand on default ports and never meet. */
export async function claimBlock(): Promise<Block> {
  for (let block = 0; block < BLOCKS; block += 1) {
    const holder = createServer();
    const held = await new Promise<boolean>((resolve) => {
      holder.once('error', () => resolve(false));
      holder.listen(CLAIM_PORT, `127.46.${block}.255`, () => resolve(true));
    });
    if (!held) continue;
    holder.unref();
    let next = 1;
    return {
      address() {
        if (next > 250) throw new Error('all addresses of this block are given away');
        return `127.46.${block}.${next++}`;
      },
      release: () => holder.close(),
    };
  }
  throw new Error(`all ${BLOCKS} blocks of 127.46.0.0/16 are in use`);
}

/** Starts one server in a directory of its own, which goes when the server is closed or cannot be started. */
export async function startServer(server: LabServer, block: Block): Promise<RunningServer> {
  const directory = mkdtempSync(join(tmpdir(), 'sidelight-lab-'));
  chmodSync(directory, 0o755);
  const remove = (): void => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  try {
    const running = await server.start({ directory, address: block.address() });
    return {
      ...running,
      async close() {
        await running.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
