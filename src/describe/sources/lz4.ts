import { Unreadable } from './limits.ts';

/** One LZ4 block (lz4_Block_format.md): literals and back references by turns. Throws where it is not of the stated length. */
export function lz4Block(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  let to = 0;
  const wrong = (): Unreadable => new Unreadable('a packed part is damaged');
  const more = (start: number): number => {
    let length = start;
    if (start < 15) return length;
    for (;;) {
      const byte = packed[at++];
      if (byte === undefined) throw wrong();
      length += byte;
      if (byte !== 255) return length;
    }
  };
  while (at < packed.length) {
    const token = packed[at++] as number;
    const literals = more(token >> 4);
    if (at + literals > packed.length || to + literals > size) throw wrong();
    out.set(packed.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at >= packed.length) break;
    const distance = (packed[at] as number) | ((packed[at + 1] ?? 0) << 8);
    at += 2;
    const length = more(token & 15) + 4;
    if (distance === 0 || distance > to || to + length > size) throw wrong();
    for (let i = 0; i < length; i++, to++) out[to] = out[to - distance] as number;
  }
  if (to !== size) throw wrong();
  return out;
}
