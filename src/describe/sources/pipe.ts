import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { setImmediate, setTimeout } from 'node:timers/promises';

const PIECE = 256 * 1024;
/** Looked at so often at once before it is waited between two looks. */
const AT_ONCE = 200;
const PAUSE = 5;
/** A pipe that nobody has opened for writing yet looks as one that has ended: it is waited for so long. */
const FIRST_WRITER = 10_000;

/**
 * The bytes of a named pipe or device. It is never waited for inside the system, where a read cannot be taken back: a stop
 * would have to wait for the writer.
 */
export async function* pipeChunks(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const started = performance.now();
    let seen = false;
    for (let idle = 0; !signal.aborted; ) {
      const bytes = new Uint8Array(PIECE);
      const count = await handle.read(bytes, 0, PIECE, null).then(
        ({ bytesRead }) => bytesRead,
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EAGAIN') throw error;
          return -1;
        },
      );
      if (count > 0) {
        seen = true;
        idle = 0;
        yield bytes.subarray(0, count);
        continue;
      }
      if (count === 0 && (seen || performance.now() - started > FIRST_WRITER)) return;
      if (count < 0) seen = true;
      if (++idle < AT_ONCE) await setImmediate();
      else await setTimeout(PAUSE);
    }
  } finally {
    await handle.close();
  }
}
