import { DEAD, START } from './automaton.ts';
import type { Dataset } from './dataset.ts';
import type { PathNode } from './paths.ts';

/** MongoDB's own ceiling is 16 MB a document; some room for oplog entries. */
const LARGEST = 17 * 1024 * 1024;
const MOST_FRAMES = 200;

/**
 * Walks BSON documents one after another (`mongodump` files, wire replies), in chunks cut anywhere. Every length is checked
 * against the document before it is used; a document whose own length lies ends the stream, for nothing tells where the next
 * one begins, while one that is wrong inside is counted and passed over. Values are read in place. See bsonspec.org 1.1.
 */
export class BsonWalk {
  readonly #data: Dataset;
  /** A document that began in an earlier chunk: its first `filled` bytes. */
  #held: Uint8Array = new Uint8Array(64);
  #filled = 0;
  #broken = false;
  #bytes: Uint8Array = this.#held;
  #words: DataView = new DataView(new ArrayBuffer(8));

  constructor(data: Dataset) {
    this.#data = data;
  }

  /** True where a lying length ended the stream. */
  get broken(): boolean {
    return this.#broken;
  }

  feed(chunk: Uint8Array): void {
    if (this.#broken) return;
    let bytes = chunk;
    if (this.#filled > 0) {
      if (this.#filled < 4) {
        const taken = Math.min(4 - this.#filled, chunk.length);
        this.#held.set(chunk.subarray(0, taken), this.#filled);
        this.#filled += taken;
        bytes = chunk.subarray(taken);
        if (this.#filled < 4) return;
      }
      const size = length32(this.#held, 0);
      if (size < 5 || size > LARGEST) {
        this.#documents(this.#held.subarray(0, 4));
        return;
      }
      if (this.#held.length < size) {
        const wider = new Uint8Array(size);
        wider.set(this.#held.subarray(0, this.#filled));
        this.#held = wider;
      }
      const taken = Math.min(size - this.#filled, bytes.length);
      this.#held.set(bytes.subarray(0, taken), this.#filled);
      this.#filled += taken;
      if (this.#filled < size) return;
      this.#documents(this.#held.subarray(0, size));
      this.#filled = 0;
      bytes = bytes.subarray(taken);
    }
    const rest = this.#documents(bytes);
    if (rest < bytes.length && !this.#broken) this.#hold(bytes.subarray(rest));
  }

  finish(): void {
    if (this.#filled > 0) this.#data.skip('truncated record');
    this.#filled = 0;
  }

  #hold(rest: Uint8Array): void {
    if (this.#held.length < Math.max(64, rest.length)) this.#held = new Uint8Array(Math.max(64, rest.length));
    this.#held.set(rest);
    this.#filled = rest.length;
  }

  #documents(bytes: Uint8Array): number {
    this.#bytes = bytes;
    this.#words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (at + 4 <= bytes.length) {
      const size = length32(bytes, at);
      if (size < 5 || size > LARGEST) {
        this.#data.skip('lying length');
        this.#broken = true;
        return bytes.length;
      }
      if (at + size > bytes.length) return at;
      this.#data.beginRecord();
      const end = this.#document(this.#data.root, at, at + size, 0);
      if (end < 0) this.#data.skip('malformed record');
      this.#data.endRecord();
      at += size;
    }
    return at;
  }

  /** Walks one document that lies in `[at, end)`; gives its end, or -1 where it is not BSON. */
  #document(node: PathNode, at: number, end: number, depth: number): number {
    const bytes = this.#bytes;
    const data = this.#data;
    const tree = data.tree;
    if (at + 5 > end) return -1;
    const size = length32(bytes, at);
    if (size < 5 || at + size > end || bytes[at + size - 1] !== 0) return -1;
    if (depth > MOST_FRAMES) {
      data.skip('nested too deeply');
      return at + size;
    }
    const stop = at + size - 1;
    node.objects++;
    let guess = 0;
    let i = at + 4;
    while (i < stop) {
      const type = bytes[i++] as number;
      const likely = node.children[guess];
      let child: PathNode | undefined;
      if (likely !== undefined) {
        const key = likely.key;
        const length = key.length;
        let k = 0;
        while (k < length && key[k] === bytes[i + k]) k++;
        if (k === length && bytes[i + k] === 0 && i + k < stop) {
          likely.count++;
          child = likely;
          i += k + 1;
        }
      }
      if (child === undefined) {
        let j = i;
        while (j < stop && bytes[j] !== 0) j++;
        if (j >= stop) return -1;
        child = tree.find(node, bytes, i, j);
        i = j + 1;
      }
      guess = child.index + 1;
      i = this.#value(child, type, i, stop, depth);
      if (i < 0) return -1;
    }
    return i === stop ? stop + 1 : -1;
  }

  #array(node: PathNode, at: number, end: number, depth: number): number {
    const bytes = this.#bytes;
    const data = this.#data;
    if (at + 5 > end) return -1;
    const size = length32(bytes, at);
    if (size < 5 || at + size > end || bytes[at + size - 1] !== 0) return -1;
    if (depth > MOST_FRAMES) {
      data.skip('nested too deeply');
      return at + size;
    }
    const stop = at + size - 1;
    const element = data.element(node);
    const summed = data.wantsArray(node);
    let length = 0;
    let numbers = 0;
    let first = Number.NaN;
    let second = Number.NaN;
    let sumOfSquares = 0;
    let small = 0;
    let negative = 0;
    let i = at + 4;
    while (i < stop) {
      const type = bytes[i++] as number;
      while (i < stop && bytes[i] !== 0) i++;
      if (++i > stop) return -1;
      length++;
      if (summed && (type === 1 || type === 16) && i + (type === 1 ? 8 : 4) <= stop) {
        const value = type === 1 ? this.#words.getFloat64(i, true) : this.#words.getInt32(i, true);
        numbers++;
        if (numbers === 1) first = value;
        else if (numbers === 2) second = value;
        sumOfSquares += value * value;
        if (value >= -8 && value <= 8) small++;
        if (value < 0) negative++;
      }
      i = this.#value(element, type, i, stop, depth);
      if (i < 0) return -1;
    }
    if (i !== stop) return -1;
    if (summed) data.array(node, length, { numbers, first, second, sumOfSquares, small, negative });
    else data.array(node, length);
    return stop + 1;
  }

  /** Reads one value at `i`; gives the position behind it, or -1. */
  #value(node: PathNode, type: number, i: number, stop: number, depth: number): number {
    const bytes = this.#bytes;
    const data = this.#data;
    switch (type) {
      case 1: {
        if (i + 8 > stop) return -1;
        const column = data.columnOf(node);
        if (column.numberGap <= 0) data.number(node, this.#words.getFloat64(i, true));
        else column.countNumber();
        return i + 8;
      }
      case 2:
      case 13:
      case 14:
        return this.#text(node, i, stop);
      case 3:
        return this.#document(node, i, stop, depth + 1);
      case 4:
        return this.#array(node, i, stop, depth + 1);
      case 5: {
        if (i + 5 > stop) return -1;
        const length = length32(bytes, i);
        if (length < 0 || i + 5 + length > stop) return -1;
        const old = bytes[i + 4] === 2 && length >= 4 ? 4 : 0;
        data.binary(node, bytes, i + 5 + old, i + 5 + length);
        return i + 5 + length;
      }
      case 6:
      case 10:
      case 127:
      case 255:
        data.nil(node);
        return i;
      case 7:
        if (i + 12 > stop) return -1;
        data.objectId(node, bytes, i);
        return i + 12;
      case 8:
        if (i + 1 > stop) return -1;
        data.boolean(node);
        return i + 1;
      case 9: {
        if (i + 8 > stop) return -1;
        data.date(node, this.#words.getInt32(i + 4, true) * 4_294_967_296 + this.#words.getUint32(i, true));
        return i + 8;
      }
      case 11: {
        const pattern = bytes.indexOf(0, i);
        const options = pattern < 0 || pattern >= stop ? -1 : bytes.indexOf(0, pattern + 1);
        return options < 0 || options >= stop ? -1 : options + 1;
      }
      case 12: {
        if (i + 4 > stop) return -1;
        const length = length32(bytes, i);
        return length < 1 || i + 4 + length + 12 > stop ? -1 : i + 16 + length;
      }
      case 15: {
        if (i + 4 > stop) return -1;
        const length = length32(bytes, i);
        return length < 14 || i + length > stop ? -1 : i + length;
      }
      case 16: {
        if (i + 4 > stop) return -1;
        const column = data.columnOf(node);
        if (column.numberGap <= 0) data.number(node, this.#words.getInt32(i, true));
        else column.countNumber();
        return i + 4;
      }
      case 17:
        if (i + 8 > stop) return -1;
        data.date(node, this.#words.getUint32(i + 4, true) * 1000);
        return i + 8;
      case 18: {
        if (i + 8 > stop) return -1;
        const column = data.columnOf(node);
        if (column.numberGap > 0) column.countNumber();
        else {
          const value = this.#words.getBigInt64(i, true);
          const plain = Number(value);
          if (Number.isSafeInteger(plain)) data.number(node, plain);
          else data.bigint(node, value);
        }
        return i + 8;
      }
      case 19: {
        if (i + 16 > stop) return -1;
        this.#decimal(node, i);
        return i + 16;
      }
      default:
        data.skip('unknown value type');
        return -1;
    }
  }

  #text(node: PathNode, i: number, stop: number): number {
    const bytes = this.#bytes;
    if (i + 5 > stop) return -1;
    const length = length32(bytes, i);
    const end = i + 4 + length;
    if (length < 1 || end > stop || bytes[end - 1] !== 0) return -1;
    if (node.column !== undefined && node.column.textGap > 0) {
      this.#data.counted(node, length - 1);
      return end;
    }
    const automaton = this.#data.automaton;
    let table = automaton.table;
    let s = START;
    for (let j = i + 4; j < end - 1; j++) {
      const c = bytes[j] as number;
      let t = table[(s << 8) | c] as number;
      if (t <= DEAD) {
        if (t === DEAD) {
          s = DEAD;
          break;
        }
        t = automaton.step(s, c);
        table = automaton.table;
        if (t === DEAD) {
          s = DEAD;
          break;
        }
      }
      s = t;
    }
    this.#data.matched(node, bytes, i + 4, end - 1, s === DEAD ? 0 : (automaton.acceptOf[s] as number));
    return end;
  }

  /** Decimal128, IEEE 754-2008 binary integer decimal: 1 sign, 14 exponent and 113 coefficient bits. */
  #decimal(node: PathNode, i: number): void {
    const low = this.#words.getBigUint64(i, true);
    const high = this.#words.getBigUint64(i + 8, true);
    const column = this.#data.columnOf(node);
    if (((high >> 58n) & 0x1fn) >= 0x1en) {
      this.#data.nil(node);
      return;
    }
    if (((high >> 61n) & 3n) === 3n || column.numberGap > 0) {
      column.countNumber();
      return;
    }
    const exponent = Number((high >> 49n) & 0x3fffn) - 6176;
    let coefficient = ((high & 0x1_ffff_ffff_ffffn) << 64n) | low;
    if (high >> 63n) coefficient = -coefficient;
    if (exponent >= 0 && exponent <= 20) {
      const whole = coefficient * 10n ** BigInt(exponent);
      if (whole < 10n ** 36n && whole > -(10n ** 36n)) this.#data.bigint(node, whole);
      else column.countNumber();
      return;
    }
    const unit = exponent < 0 && exponent >= -34 ? 10n ** BigInt(-exponent) : 0n;
    if (unit !== 0n && coefficient % unit === 0n && coefficient < 10n ** 36n)
      this.#data.bigint(node, coefficient / unit);
    else this.#data.number(node, Number(coefficient) * 10 ** exponent);
  }
}

function length32(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}
