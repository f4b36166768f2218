import { Unreadable } from './limits.ts';

const TOP = 0x1000000;
const HALF = 1024;

function fresh(size: number): Uint16Array {
  return new Uint16Array(size).fill(HALF);
}

interface Lengths {
  readonly choice: Uint16Array;
  readonly low: Uint16Array;
  readonly middle: Uint16Array;
  readonly high: Uint16Array;
}

function lengths(): Lengths {
  return { choice: fresh(2), low: fresh(16 * 8), middle: fresh(16 * 8), high: fresh(256) };
}

/** Where each state goes after a literal (LZMA specification by Igor Pavlov, in the public domain). */
const AFTER_LITERAL = [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 4, 5];

/** Decodes the chunks of LZMA2. Memory: the dictionary. */
export class Lzma2 {
  readonly #window: Uint8Array;
  #at = 0;
  #seen = 0;
  #lc = 0;
  #lp = 0;
  #pb = 0;
  #ready = false;
  #state = 0;
  #reps = [0, 0, 0, 0];
  #isMatch = fresh(0);
  #isRep = fresh(0);
  #isRep0 = fresh(0);
  #isRep1 = fresh(0);
  #isRep2 = fresh(0);
  #isLong = fresh(0);
  #slots = fresh(0);
  #special = fresh(0);
  #align = fresh(0);
  #match = lengths();
  #repeat = lengths();
  #literals = fresh(0);
  #in: Uint8Array = new Uint8Array(0);
  #next = 0;
  #range = 0;
  #code = 0;

  constructor(dictionary: number) {
    this.#window = new Uint8Array(Math.max(4096, dictionary));
  }

  resetDictionary(): void {
    this.#at = 0;
    this.#seen = 0;
  }

  setProperties(byte: number): void {
    if (byte >= 225) throw new Unreadable('properties');
    this.#lc = byte % 9;
    this.#lp = Math.floor(byte / 9) % 5;
    this.#pb = Math.floor(byte / 45);
    if (this.#lc + this.#lp > 4) throw new Unreadable('properties');
    this.resetState();
  }

  resetState(): void {
    this.#state = 0;
    this.#reps = [0, 0, 0, 0];
    this.#isMatch = fresh(12 * 16);
    this.#isRep = fresh(12);
    this.#isRep0 = fresh(12);
    this.#isRep1 = fresh(12);
    this.#isRep2 = fresh(12);
    this.#isLong = fresh(12 * 16);
    this.#slots = fresh(4 * 64);
    this.#special = fresh(128);
    this.#align = fresh(16);
    this.#match = lengths();
    this.#repeat = lengths();
    this.#literals = fresh(0x300 << (this.#lc + this.#lp));
    this.#ready = true;
  }

  /** A chunk that is stored as it is. */
  store(bytes: Uint8Array): void {
    for (const byte of bytes) this.#put(byte);
  }

  #put(byte: number): void {
    this.#window[this.#at++] = byte;
    if (this.#at === this.#window.length) this.#at = 0;
    this.#seen++;
  }

  #back(distance: number): number {
    const at = this.#at - distance - 1;
    return this.#window[at < 0 ? at + this.#window.length : at] as number;
  }

  #normal(): void {
    if (this.#range < TOP) {
      this.#range = (this.#range << 8) >>> 0;
      this.#code = ((this.#code << 8) | (this.#in[this.#next++] ?? 0)) >>> 0;
    }
  }

  #bit(probabilities: Uint16Array, index: number): number {
    const p = probabilities[index] as number;
    const bound = (this.#range >>> 11) * p;
    if (this.#code < bound) {
      this.#range = bound;
      probabilities[index] = p + ((2048 - p) >> 5);
      if (bound < TOP) this.#normal();
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    probabilities[index] = p - (p >> 5);
    if (this.#range < TOP) this.#normal();
    return 1;
  }

  #tree(probabilities: Uint16Array, base: number, bits: number): number {
    let node = 1;
    for (let i = 0; i < bits; i++) node = (node << 1) | this.#bit(probabilities, base + node);
    return node - (1 << bits);
  }

  #reverse(probabilities: Uint16Array, base: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.#bit(probabilities, base + node);
      node = (node << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  #direct(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i++) {
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      value = value * 2 + bit;
      this.#normal();
    }
    return value;
  }

  #length(coder: Lengths, position: number): number {
    if (this.#bit(coder.choice, 0) === 0) return 2 + this.#tree(coder.low, position * 8, 3);
    if (this.#bit(coder.choice, 1) === 0) return 10 + this.#tree(coder.middle, position * 8, 3);
    return 18 + this.#tree(coder.high, 0, 8);
  }

  #distance(length: number): number {
    const slot = this.#tree(this.#slots, Math.min(length - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return base + this.#reverse(this.#special, base - slot, bits);
    return base + this.#direct(bits - 4) * 16 + this.#reverse(this.#align, 0, 4);
  }

  #literal(): void {
    const before = this.#seen > 0 ? this.#back(0) : 0;
    const lowMask = (1 << this.#lp) - 1;
    const base = 0x300 * (((this.#seen & lowMask) << this.#lc) + (before >> (8 - this.#lc)));
    let symbol = 1;
    if (this.#state >= 7) {
      let match = this.#back(this.#reps[0] as number);
      do {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const bit = this.#bit(this.#literals, base + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (matchBit !== bit) break;
      } while (symbol < 0x100);
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(this.#literals, base + symbol);
    this.#put(symbol & 0xff);
    this.#state = AFTER_LITERAL[this.#state] as number;
  }

  /** A packed chunk that comes to `size` bytes. */
  unpack(packed: Uint8Array, size: number): void {
    if (!this.#ready || packed.length < 5) throw new Unreadable('chunk');
    this.#in = packed;
    this.#next = 5;
    this.#range = 0xffffffff;
    this.#code = new DataView(packed.buffer, packed.byteOffset + 1, 4).getUint32(0);
    const mask = (1 << this.#pb) - 1;
    const end = this.#seen + size;
    const reps = this.#reps;
    while (this.#seen < end) {
      const position = this.#seen & mask;
      const state = this.#state;
      if (this.#bit(this.#isMatch, state * 16 + position) === 0) {
        this.#literal();
        continue;
      }
      let length: number;
      if (this.#bit(this.#isRep, state) === 0) {
        reps[3] = reps[2] as number;
        reps[2] = reps[1] as number;
        reps[1] = reps[0] as number;
        length = this.#length(this.#match, position);
        reps[0] = this.#distance(length);
        this.#state = state < 7 ? 7 : 10;
      } else {
        if (this.#bit(this.#isRep0, state) === 0) {
          if (this.#bit(this.#isLong, state * 16 + position) === 0) {
            if ((reps[0] as number) >= this.#seen) throw new Unreadable('distance');
            this.#state = state < 7 ? 9 : 11;
            this.#put(this.#back(reps[0] as number));
            continue;
          }
        } else {
          const index =
            this.#bit(this.#isRep1, state) === 0 ? 1 : this.#bit(this.#isRep2, state) === 0 ? 2 : 3;
          const distance = reps[index] as number;
          for (let i = index; i > 0; i--) reps[i] = reps[i - 1] as number;
          reps[0] = distance;
        }
        length = this.#length(this.#repeat, position);
        this.#state = state < 7 ? 8 : 11;
      }
      const distance = reps[0] as number;
      if (distance >= this.#seen || distance >= this.#window.length || this.#seen + length > end)
        throw new Unreadable('distance');
      for (let i = 0; i < length; i++) this.#put(this.#back(distance));
    }
    if (this.#next > packed.length + 4) throw new Unreadable('chunk');
  }

  /** The last so many bytes that came out; no more than the dictionary holds. */
  last(size: number): Uint8Array {
    const out = new Uint8Array(size);
    const from = this.#at - size;
    if (from >= 0) out.set(this.#window.subarray(from, this.#at));
    else {
      out.set(this.#window.subarray(this.#window.length + from));
      out.set(this.#window.subarray(0, this.#at), -from);
    }
    return out;
  }
}
