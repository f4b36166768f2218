const SIMPLE = new Uint8Array(128);
for (const [char, byte] of [
  ['"', 0x22],
  ['\\', 0x5c],
  ['/', 0x2f],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
] as const)
  SIMPLE[char.charCodeAt(0)] = byte;

function hex4(bytes: Uint8Array, at: number, end: number): number {
  if (at + 4 > end) return -1;
  let value = 0;
  for (let i = at; i < at + 4; i++) {
    const c = bytes[i] as number;
    const digit = c >= 48 && c <= 57 ? c - 48 : (c | 32) >= 97 && (c | 32) <= 102 ? (c | 32) - 87 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/**
 * Writes the text between the quotes of a JSON string as UTF-8 into `out`, which must be at least as long; gives the number
 * of bytes. Unknown escapes stand for themselves, a lone surrogate becomes U+FFFD.
 */
export function unescapeJson(bytes: Uint8Array, start: number, end: number, out: Uint8Array): number {
  let size = 0;
  let i = start;
  while (i < end) {
    const c = bytes[i] as number;
    if (c !== 0x5c) {
      out[size++] = c;
      i++;
      continue;
    }
    const kind = i + 1 < end ? (bytes[i + 1] as number) : 0;
    if (kind !== 0x75) {
      out[size++] = kind < 128 && SIMPLE[kind] !== 0 ? (SIMPLE[kind] as number) : kind;
      i += 2;
      continue;
    }
    let point = hex4(bytes, i + 2, end);
    if (point < 0) {
      out[size++] = 0x75;
      i += 2;
      continue;
    }
    i += 6;
    if (point >= 0xd800 && point <= 0xdbff && bytes[i] === 0x5c && bytes[i + 1] === 0x75) {
      const low = hex4(bytes, i + 2, end);
      if (low >= 0xdc00 && low <= 0xdfff) {
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        i += 6;
      }
    }
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) out[size++] = point;
    else if (point < 0x800) {
      out[size++] = 0xc0 | (point >> 6);
      out[size++] = 0x80 | (point & 63);
    } else if (point < 0x10000) {
      out[size++] = 0xe0 | (point >> 12);
      out[size++] = 0x80 | ((point >> 6) & 63);
      out[size++] = 0x80 | (point & 63);
    } else {
      out[size++] = 0xf0 | (point >> 18);
      out[size++] = 0x80 | ((point >> 12) & 63);
      out[size++] = 0x80 | ((point >> 6) & 63);
      out[size++] = 0x80 | (point & 63);
    }
  }
  return size;
}
