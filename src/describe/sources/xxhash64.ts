/** Halves of the five primes of XXH64 (xxHash specification, revision 0.1.1), low and high. */
const P1 = [0x85ebca87 | 0, 0x9e3779b1 | 0] as const;
const P2 = [0x27d4eb4f | 0, 0xc2b2ae3d | 0] as const;
const P3 = [0x9e3779f9 | 0, 0x165667b1 | 0] as const;
const P4 = [0xc2b2ae63 | 0, 0x85ebca77 | 0] as const;
const P5 = [0x165667c5 | 0, 0x27d4eb2f | 0] as const;

type Half = readonly [number, number];

/** The upper 32 bits of a product of two unsigned numbers of 32 bits. */
function mulHigh(a: number, b: number): number {
  const al = a & 0xffff;
  const ah = a >>> 16;
  const bl = b & 0xffff;
  const bh = b >>> 16;
  const low = al * bl;
  const middle = ah * bl + (low >>> 16);
  const other = al * bh + (middle & 0xffff);
  return (ah * bh + Math.floor(middle / 65_536) + Math.floor(other / 65_536)) | 0;
}

/** XXH64 with seed 0, as the end of a zstd frame has it. Numbers of 64 bits are held in halves: BigInt is 50 times slower. */
export class XxHash64 {
  /** Low and high halves of the four lanes. */
  readonly #lanes = Int32Array.of(...add(P1, P2), ...P2, ...[0, 0], ...negated(P1));
  readonly #held = new Uint8Array(32);
  #size = 0;
  #total = 0;

  update(bytes: Uint8Array): void {
    this.#total += bytes.length;
    let at = 0;
    if (this.#size > 0) {
      at = Math.min(32 - this.#size, bytes.length);
      this.#held.set(bytes.subarray(0, at), this.#size);
      this.#size += at;
      if (this.#size < 32) return;
      this.#stripes(this.#held, 0, 32);
      this.#size = 0;
    }
    const stop = at + Math.floor((bytes.length - at) / 32) * 32;
    this.#stripes(bytes, at, stop);
    this.#held.set(bytes.subarray(stop));
    this.#size = bytes.length - stop;
  }

  #stripes(bytes: Uint8Array, start: number, end: number): void {
    const lanes = this.#lanes;
    for (let at = start; at < end; at += 8) {
      const lane = ((at - start) & 24) >>> 2;
      const low =
        (bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24);
      const high =
        (bytes[at + 4] as number) |
        ((bytes[at + 5] as number) << 8) |
        ((bytes[at + 6] as number) << 16) |
        ((bytes[at + 7] as number) << 24);
      // lane += input * P2; lane = rotate(lane, 31) * P1
      const productLow = Math.imul(low, P2[0]);
      const productHigh = (mulHigh(low, P2[0]) + Math.imul(low, P2[1]) + Math.imul(high, P2[0])) | 0;
      const sumLow = ((lanes[lane] as number) + productLow) | 0;
      const carry = sumLow >>> 0 < productLow >>> 0 ? 1 : 0;
      const sumHigh = ((lanes[lane + 1] as number) + productHigh + carry) | 0;
      const turnedLow = (sumLow << 31) | (sumHigh >>> 1);
      const turnedHigh = (sumHigh << 31) | (sumLow >>> 1);
      lanes[lane] = Math.imul(turnedLow, P1[0]);
      lanes[lane + 1] =
        (mulHigh(turnedLow, P1[0]) + Math.imul(turnedLow, P1[1]) + Math.imul(turnedHigh, P1[0])) | 0;
    }
  }

  /** The lower half of the sum: what a zstd frame keeps. */
  low(): number {
    const lane = (index: number): Half => [
      this.#lanes[index * 2] as number,
      this.#lanes[index * 2 + 1] as number,
    ];
    let hash: Half;
    if (this.#total >= 32) {
      hash = add(add(rotate(lane(0), 1), rotate(lane(1), 7)), add(rotate(lane(2), 12), rotate(lane(3), 18)));
      for (let i = 0; i < 4; i++) hash = add(multiply(xor(hash, round([0, 0], lane(i))), P1), P4);
    } else hash = P5;
    hash = add(hash, [this.#total | 0, Math.floor(this.#total / 2 ** 32)]);
    const view = new DataView(this.#held.buffer);
    let at = 0;
    for (; at + 8 <= this.#size; at += 8) {
      const word: Half = [view.getInt32(at, true), view.getInt32(at + 4, true)];
      hash = add(multiply(rotate(xor(hash, round([0, 0], word)), 27), P1), P4);
    }
    if (at + 4 <= this.#size) {
      hash = add(multiply(rotate(xor(hash, multiply([view.getInt32(at, true), 0], P1)), 23), P2), P3);
      at += 4;
    }
    for (; at < this.#size; at++)
      hash = multiply(rotate(xor(hash, multiply([this.#held[at] as number, 0], P5)), 11), P1);
    hash = multiply(xor(hash, shiftRight(hash, 33)), P2);
    hash = multiply(xor(hash, shiftRight(hash, 29)), P3);
    return xor(hash, shiftRight(hash, 32))[0] >>> 0;
  }
}

function add(a: Half, b: Half): Half {
  const low = (a[0] + b[0]) | 0;
  return [low, (a[1] + b[1] + (low >>> 0 < a[0] >>> 0 ? 1 : 0)) | 0];
}

function negated(a: Half): Half {
  return add([~a[0], ~a[1]], [1, 0]);
}

function multiply(a: Half, b: Half): Half {
  return [Math.imul(a[0], b[0]), (mulHigh(a[0], b[0]) + Math.imul(a[0], b[1]) + Math.imul(a[1], b[0])) | 0];
}

function xor(a: Half, b: Half): Half {
  return [a[0] ^ b[0], a[1] ^ b[1]];
}

function rotate(a: Half, by: number): Half {
  return by === 0 ? a : [(a[0] << by) | (a[1] >>> (32 - by)), (a[1] << by) | (a[0] >>> (32 - by))];
}

/** Logical, by 29 to 63. */
function shiftRight(a: Half, by: number): Half {
  return by >= 32
    ? [by === 32 ? a[1] : a[1] >>> (by - 32), 0]
    : [(a[0] >>> by) | (a[1] << (32 - by)), a[1] >>> by];
}

function round(lane: Half, word: Half): Half {
  return multiply(rotate(add(lane, multiply(word, P2)), 31), P1);
}
