import type { Path, Sink } from '../columns/sink.ts';

const BACKSLASH = 0x5c;
/** What stands for what behind a backslash in MySQL's string literals. */
const MYSQL = new Map<number, number>([
  [0x30, 0],
  [0x62, 8],
  [0x6e, 10],
  [0x72, 13],
  [0x74, 9],
  [0x5a, 26],
]);
const COPY = new Map<number, number>([
  [0x62, 8],
  [0x66, 12],
  [0x6e, 10],
  [0x72, 13],
  [0x74, 9],
  [0x76, 11],
]);

let scratch = new Uint8Array(4096);

function room(size: number): Uint8Array {
  if (scratch.length < size) scratch = new Uint8Array(size * 2);
  return scratch;
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const low = byte | 32;
  return low >= 97 && low <= 102 ? low - 87 : -1;
}

/** Hex digits as the bytes they stand for; false where they are none. */
function putHex(sink: Sink, path: Path, bytes: Uint8Array, start: number, end: number): boolean {
  if ((end - start) % 2 !== 0) return false;
  const out = room((end - start) / 2);
  let size = 0;
  for (let i = start; i < end; i += 2) {
    const high = hexDigit(bytes[i] as number);
    const low = hexDigit(bytes[i + 1] as number);
    if (high < 0 || low < 0) return false;
    out[size++] = high * 16 + low;
  }
  sink.binary(path, out, 0, size);
  return true;
}

/** Text, or bytes where PostgreSQL writes them as `\x…`. */
function putText(sink: Sink, path: Path, bytes: Uint8Array, start: number, end: number): void {
  if (
    bytes[start] === BACKSLASH &&
    bytes[start + 1] === 0x78 &&
    end - start > 4 &&
    putHex(sink, path, bytes, start + 2, end)
  )
    return;
  sink.text(path, bytes, start, end);
}

/** A quoted literal without its quotes, its doublings and escapes resolved. */
export function putQuoted(
  sink: Sink,
  path: Path,
  bytes: Uint8Array,
  start: number,
  end: number,
  escaped: boolean,
  backslash: boolean,
): void {
  if (!escaped) {
    putText(sink, path, bytes, start, end);
    return;
  }
  const out = room(end - start);
  const quote = bytes[start - 1];
  let size = 0;
  for (let i = start; i < end; i++) {
    const c = bytes[i] as number;
    if (c === quote) i++;
    else if (c === BACKSLASH && backslash && i + 1 < end) {
      i++;
      const next = bytes[i] as number;
      out[size++] = MYSQL.get(next) ?? next;
      continue;
    }
    out[size++] = c;
  }
  putText(sink, path, out, 0, size);
}

const CAST = Buffer.from('cast(');

/** Where the value of `CAST(12.5 AS Decimal(9, 2))` stands; the whole where it is none. */
function insideCast(bytes: Uint8Array, start: number, end: number): readonly [number, number] {
  for (let i = 0; i < CAST.length; i++)
    if (((bytes[start + i] as number) | (i < 4 ? 32 : 0)) !== CAST[i]) return [start, end];
  for (let i = start + CAST.length; i + 4 <= end; i++)
    if (
      bytes[i] === 0x20 &&
      ((bytes[i + 1] as number) | 32) === 0x61 &&
      ((bytes[i + 2] as number) | 32) === 0x73
    )
      return [start + CAST.length, i];
  return [start, end];
}

/** A literal without quotes: a number, NULL, TRUE, 0x…, or an expression. */
export function putBare(sink: Sink, path: Path, bytes: Uint8Array, from: number, to: number): void {
  const [start, end] = insideCast(bytes, from, to);
  const length = end - start;
  const first = (bytes[start] as number) | 32;
  if (length === 4 && first === 0x6e && ((bytes[start + 1] as number) | 32) === 0x75) sink.nil(path);
  else if (length === 7 && first === 0x64) sink.nil(path);
  else if ((length === 4 && first === 0x74) || (length === 5 && first === 0x66)) sink.boolean(path);
  else if (
    length > 2 &&
    bytes[start] === 0x30 &&
    ((bytes[start + 1] as number) | 32) === 0x78 &&
    putHex(sink, path, bytes, start + 2, end)
  )
    return;
  else sink.text(path, bytes, start, end);
}

/** `X'…'` (and SQLite's, MySQL's hex dumps of bytes). */
export function putHexLiteral(sink: Sink, path: Path, bytes: Uint8Array, start: number, end: number): void {
  if (!putHex(sink, path, bytes, start, end)) sink.text(path, bytes, start, end);
}

/** One field of PostgreSQL's COPY text format. */
export function putCopy(
  sink: Sink,
  path: Path,
  bytes: Uint8Array,
  start: number,
  end: number,
  escaped: boolean,
): void {
  if (end - start === 2 && bytes[start] === BACKSLASH && bytes[start + 1] === 0x4e) {
    sink.nil(path);
    return;
  }
  if (!escaped) {
    sink.text(path, bytes, start, end);
    return;
  }
  const out = room(end - start);
  let size = 0;
  for (let i = start; i < end; i++) {
    let c = bytes[i] as number;
    if (c === BACKSLASH && i + 1 < end) {
      i++;
      c = COPY.get(bytes[i] as number) ?? (bytes[i] as number);
    }
    out[size++] = c;
  }
  if (size > 4 && out[0] === BACKSLASH && out[1] === 0x78) {
    // The same scratch is written from its start and read ahead of that, so the bytes may lie over each other.
    if (putHex(sink, path, out, 2, size)) return;
  }
  sink.text(path, out, 0, size);
}
