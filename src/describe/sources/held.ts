import { LIMITS, Unreadable } from './limits.ts';
import { goOn, type Input, type RandomAccess, type Work } from './work.ts';

const BLOCK = 1024 * 1024;

/** Bytes in memory, in blocks, as a file that can be read anywhere. */
function inMemory(blocks: readonly Uint8Array[], size: number): RandomAccess {
  return {
    size,
    async read(offset, length) {
      if (!(offset >= 0) || !(length >= 0) || offset + length > size)
        throw new Unreadable('the file points beyond its end');
      const first = blocks[Math.floor(offset / BLOCK)];
      const from = offset % BLOCK;
      if (first !== undefined && from + length <= first.length) return first.subarray(from, from + length);
      const out = new Uint8Array(length);
      for (let at = 0; at < length; ) {
        const block = blocks[Math.floor((offset + at) / BLOCK)] as Uint8Array;
        const start = (offset + at) % BLOCK;
        const piece = block.subarray(start, Math.min(block.length, start + length - at));
        out.set(piece, at);
        at += piece.length;
      }
      return out;
    },
  };
}

/** The source as a file that can be read anywhere: the file itself, or, where it comes as a stream, all of it in memory. */
export async function anywhere(input: Input, work: Work, what: string): Promise<RandomAccess> {
  if (input.random !== undefined) return input.random;
  const blocks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    goOn(work);
    const chunk = await input.pull.chunk(BLOCK);
    if (chunk === undefined) break;
    if (size + chunk.length > LIMITS.held)
      throw new Unreadable(
        `${what} of more than ${Math.round(LIMITS.held / 1e6)} MB that comes packed or as a stream cannot be read in place: unpack it to a file first`,
      );
    for (let at = 0; at < chunk.length; ) {
      const filled = size % BLOCK;
      if (filled === 0) {
        work.held += BLOCK;
        if (work.held > LIMITS.heldTogether)
          throw new Unreadable(
            `${what} inside archives that are held already, more than ${Math.round(LIMITS.heldTogether / 1e6)} MB together: unpack them to files first`,
          );
        blocks.push(new Uint8Array(BLOCK));
      }
      const piece = chunk.subarray(at, at + BLOCK - filled);
      (blocks.at(-1) as Uint8Array).set(piece, filled);
      at += piece.length;
      size += piece.length;
    }
  }
  if (input.pull.failure) throw input.pull.failure;
  return inMemory(blocks, size);
}
