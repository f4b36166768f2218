/** One way to write a range of code points in UTF-8: for each byte the lowest and the highest value. */
export type ByteRange = readonly (readonly [number, number])[];

const LIMITS = [0x7f, 0x7ff, 0xffff, 0x10ffff] as const;

function encode(point: number): number[] {
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 63)];
  if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
  return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
}

/** Splits a range of code points into sequences of byte ranges, each a full product. Surrogates are left out. */
export function utf8Ranges(from: number, to: number): ByteRange[] {
  const out: ByteRange[] = [];
  const pending: [number, number][] = [[from, to]];
  while (pending.length > 0) {
    const [low, high] = pending.pop() as [number, number];
    if (low > high) continue;
    if (low < 0xe000 && high > 0xd7ff) {
      pending.push([low, Math.min(high, 0xd7ff)], [Math.max(low, 0xe000), high]);
      continue;
    }
    const limit = LIMITS.find((most) => low <= most && high > most);
    if (limit !== undefined) {
      pending.push([low, limit], [limit + 1, high]);
      continue;
    }
    if (high < 0x80) {
      out.push([[low, high]]);
      continue;
    }
    let split = false;
    for (let bits = 6; bits <= 18; bits += 6) {
      const mask = (1 << bits) - 1;
      if ((low & ~mask) === (high & ~mask)) continue;
      if ((low & mask) !== 0) {
        pending.push([low, low | mask], [(low | mask) + 1, high]);
        split = true;
        break;
      }
      if ((high & mask) !== mask) {
        pending.push([low, (high & ~mask) - 1], [high & ~mask, high]);
        split = true;
        break;
      }
    }
    if (split) continue;
    const first = encode(low);
    const last = encode(high);
    out.push(first.map((byte, index) => [byte, last[index] as number] as const));
  }
  return out;
}
