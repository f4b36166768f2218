import { DEAD, START } from '../match/automaton.ts';
import type { Dataset } from '../columns/dataset.ts';
import { decimal128, NO_NUMBER } from './decimal128.ts';
import type { PathNode } from '../columns/paths.ts';

const MOST_FRAMES = 200;

/** Reads whole BSON documents in place. Every length is checked against the document before it is used. */
export class BsonDocuments {
  readonly #data: Dataset;
  #bytes: Uint8Array = new Uint8Array(0);
  #words: DataView = new DataView(new ArrayBuffer(8));

  constructor(data: Dataset) {
    this.#data = data;
  }

  /** Where the documents of the next calls lie. */
  take(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Walks one document that lies in `[at, end)`; gives its end, or -1 where it is not BSON. */
  document(node: PathNode, at: number, end: number, depth: number): number {
    const bytes = this.#bytes;
    const words = this.#words;
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
      if (likely !== undefined && i + likely.span <= stop) {
        const keyWords = likely.words;
        const last = keyWords.length - 1;
        let k = 0;
        while (k < last && keyWords[k] === words.getInt32(i + 4 * k, true)) k++;
        if (k === last && keyWords[k] === (words.getInt32(i + 4 * k, true) & likely.wordMask)) {
          const zero = i + likely.key.length;
          if (bytes[zero] === 0) {
            likely.count++;
            child = likely;
            i = zero + 1;
          }
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
        return this.document(node, i, stop, depth + 1);
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

  #decimal(node: PathNode, i: number): void {
    const column = this.#data.columnOf(node);
    const value = decimal128(this.#words.getBigUint64(i, true), this.#words.getBigUint64(i + 8, true));
    if (value === NO_NUMBER) this.#data.nil(node);
    else if (value === undefined || column.numberGap > 0) column.countNumber();
    else if (typeof value === 'bigint') this.#data.bigint(node, value);
    else this.#data.number(node, value);
  }
}

export function length32(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}
