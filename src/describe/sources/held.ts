import { LIMITS, Unreadable } from './limits.ts';
import { goOn, type Input, type RandomAccess, type Work } from './work.ts';

/** Bytes in memory as a file that can be read anywhere. */
export function inMemory(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    async read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > bytes.length)
        throw new Unreadable('the file points beyond its end');
      return bytes.subarray(offset, offset + length);
    },
  };
}

/** The source as a file that can be read anywhere: the file itself, or, where it comes as a stream, all of it in memory. */
export async function anywhere(input: Input, work: Work, what: string): Promise<RandomAccess> {
  if (input.random !== undefined) return input.random;
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    goOn(work);
    const chunk = await input.pull.chunk();
    if (chunk === undefined) break;
    size += chunk.length;
    if (size > LIMITS.held)
      throw new Unreadable(
        `${what} of more than ${Math.round(LIMITS.held / 1e6)} MB that comes packed or as a stream cannot be read in place: unpack it to a file first`,
      );
    parts.push(chunk.slice());
  }
  if (input.pull.failure) throw input.pull.failure;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return inMemory(bytes);
}
