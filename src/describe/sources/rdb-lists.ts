import { Unreadable } from './limits.ts';

/** One element of a compact list: bytes in place, or a number as its digits. */
export type Element = (bytes: Uint8Array, start: number, end: number) => void;

const digits = new Uint8Array(24);
const encoder = new TextEncoder();

/** A number as the text that it is to a client. */
export function giveNumber(value: number | bigint, take: Element): void {
  take(digits, 0, encoder.encodeInto(String(value), digits).written);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function int24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getInt8(at + 2) << 16);
}

/** `listpack.c`: six bytes of header, elements with their length behind them, 0xff. */
export function listpack(bytes: Uint8Array, take: Element): void {
  const view = viewOf(bytes);
  const text = (head: number, size: number, at: number): number => {
    if (at + head + size > bytes.length) throw new Unreadable('an element of a list is longer than the list');
    take(bytes, at + head, at + head + size);
    return head + size;
  };
  for (let at = 6; ; ) {
    const c = bytes[at];
    if (c === undefined) throw new Unreadable('a list has no end');
    if (c === 0xff) return;
    let size: number;
    if (at + 9 > bytes.length && c >= 0xc0) {
      // The last bytes of a list cannot hold the longest numbers; reading them checks the bounds by itself.
      const padded = new Uint8Array(9);
      padded.set(bytes.subarray(at));
      size = number(padded, viewOf(padded), 0, c, take);
    } else size = number(bytes, view, at, c, take);
    if (size === 0) {
      if (c < 0xc0) size = text(1, c & 0x3f, at);
      else if (c < 0xf0) size = text(2, ((c & 0x0f) << 8) | (bytes[at + 1] as number), at);
      else if (c === 0xf0 && at + 5 <= bytes.length) size = text(5, view.getUint32(at + 1, true), at);
      else throw new Unreadable('an element of a list is of an unknown kind');
    }
    at += size + (size < 128 ? 1 : size < 16_384 ? 2 : size < 2_097_152 ? 3 : size < 268_435_456 ? 4 : 5);
  }
}

/** Numbers of a listpack; gives how long the element is, 0 where it is no number. */
function number(bytes: Uint8Array, view: DataView, at: number, c: number, take: Element): number {
  if (c < 0x80) return (giveNumber(c, take), 1);
  if (c >= 0xc0 && c < 0xe0) {
    const value = ((c & 0x1f) << 8) | (bytes[at + 1] as number);
    giveNumber(value >= 0x1000 ? value - 0x2000 : value, take);
    return 2;
  }
  if (c === 0xf1) return (giveNumber(view.getInt16(at + 1, true), take), 3);
  if (c === 0xf2) return (giveNumber(int24(view, at + 1), take), 4);
  if (c === 0xf3) return (giveNumber(view.getInt32(at + 1, true), take), 5);
  if (c === 0xf4) return (giveNumber(view.getBigInt64(at + 1, true), take), 9);
  return 0;
}

/** `ziplist.c`, of Redis before 7. */
export function ziplist(bytes: Uint8Array, take: Element): void {
  const view = viewOf(bytes);
  for (let at = 10; ; ) {
    const before = bytes[at];
    if (before === undefined) throw new Unreadable('a list has no end');
    if (before === 0xff) return;
    at += before === 0xfe ? 5 : 1;
    const c = bytes[at];
    if (c === undefined) throw new Unreadable('a list has no end');
    let head = 1;
    let size = -1;
    if (c < 0x40) size = c;
    else if (c < 0x80) {
      head = 2;
      size = ((c & 0x3f) << 8) | (bytes[at + 1] ?? 0);
    } else if (c < 0xc0) {
      head = 5;
      size = at + 5 <= bytes.length ? view.getUint32(at + 1) : bytes.length;
    }
    if (size >= 0) {
      if (at + head + size > bytes.length)
        throw new Unreadable('an element of a list is longer than the list');
      take(bytes, at + head, at + head + size);
      at += head + size;
      continue;
    }
    const width = c === 0xc0 ? 2 : c === 0xd0 ? 4 : c === 0xe0 ? 8 : c === 0xf0 ? 3 : c === 0xfe ? 1 : 0;
    if (at + 1 + width > bytes.length) throw new Unreadable('a list has no end');
    if (width === 0) giveNumber((c & 0x0f) - 1, take);
    else if (width === 1) giveNumber(view.getInt8(at + 1), take);
    else if (width === 2) giveNumber(view.getInt16(at + 1, true), take);
    else if (width === 3) giveNumber(int24(view, at + 1), take);
    else if (width === 4) giveNumber(view.getInt32(at + 1, true), take);
    else giveNumber(view.getBigInt64(at + 1, true), take);
    at += 1 + width;
  }
}

/** `intset.c`. */
export function intset(bytes: Uint8Array, take: Element): void {
  const view = viewOf(bytes);
  const width = bytes.length >= 8 ? view.getUint32(0, true) : 0;
  const count = bytes.length >= 8 ? view.getUint32(4, true) : 0;
  if (![2, 4, 8].includes(width) || 8 + count * width > bytes.length)
    throw new Unreadable('a set of numbers has a length that cannot be');
  for (let i = 0, at = 8; i < count; i++, at += width) {
    giveNumber(
      width === 2
        ? view.getInt16(at, true)
        : width === 4
          ? view.getInt32(at, true)
          : view.getBigInt64(at, true),
      take,
    );
  }
}

/** LZF (Marc Lehmann): runs of literals and back references. Throws where the result is not of the stated length. */
export function lzf(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  let to = 0;
  const wrong = () => new Unreadable('a packed value is damaged');
  while (at < packed.length) {
    const c = packed[at++] as number;
    if (c < 32) {
      if (to + c + 1 > size || at + c + 1 > packed.length) throw wrong();
      out.set(packed.subarray(at, at + c + 1), to);
      at += c + 1;
      to += c + 1;
      continue;
    }
    let length = c >> 5;
    if (length === 7) length += packed[at++] ?? 0;
    let from = to - ((c & 0x1f) << 8) - (packed[at++] ?? 0) - 1;
    if (from < 0 || to + length + 2 > size) throw wrong();
    for (let i = 0; i < length + 2; i++) out[to++] = out[from++] as number;
  }
  if (to !== size) throw wrong();
  return out;
}
