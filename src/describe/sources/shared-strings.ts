const encoder = new TextEncoder();
/** Characters of a cell, as Excel bounds them. */
const LONGEST = 32_767;

/** The texts of a workbook, held as UTF-8 in one buffer: a string object for each would take ten times the room. */
export class SharedStrings {
  #bytes = new Uint8Array(64 * 1024);
  #ends = new Uint32Array(1024);
  #size = 0;
  #count = 0;
  readonly #mostBytes: number;
  readonly #mostTexts: number;

  constructor(mostBytes: number, mostTexts: number) {
    this.#mostBytes = mostBytes;
    this.#mostTexts = mostTexts;
  }

  /** False where there is no room for it, or it is longer than a cell may be. */
  add(text: string): boolean {
    const kept = text.length > LONGEST ? text.slice(0, LONGEST) : text;
    const most = kept.length * 3;
    if (this.#size + most > this.#mostBytes || this.#count >= this.#mostTexts) return false;
    if (this.#size + most > this.#bytes.length) {
      const wider = new Uint8Array(
        Math.min(this.#mostBytes, Math.max(this.#bytes.length * 2, this.#size + most)),
      );
      wider.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = wider;
    }
    if (this.#count === this.#ends.length) {
      const wider = new Uint32Array(this.#ends.length * 2);
      wider.set(this.#ends);
      this.#ends = wider;
    }
    this.#size += encoder.encodeInto(kept, this.#bytes.subarray(this.#size)).written;
    this.#ends[this.#count++] = this.#size;
    return kept === text;
  }

  /** The bytes of a text; undefined where there is none of that number. */
  at(index: number): Uint8Array | undefined {
    if (!(index >= 0) || index >= this.#count) return undefined;
    const start = index === 0 ? 0 : (this.#ends[index - 1] as number);
    return this.#bytes.subarray(start, this.#ends[index]);
  }
}
