/**
 * The words of all dictionaries as one tree over bytes, in flat lists: the children of node `i` are `from[i]` to `from[i + 1]`
 * of `byte` and `child`, ascending by byte; its codes are `codesFrom[i]` to `codesFrom[i + 1]` of `codes`. Node 0 is the root.
 */
export interface Dictionary {
  readonly from: Int32Array;
  readonly byte: Uint8Array;
  readonly child: Int32Array;
  readonly codesFrom: Int32Array;
  readonly codes: Int32Array;
}

/** Gathers words, then `done` lays them out. */
export class DictionaryBuilder {
  /** The child of a node under a byte: by `node * 256 + byte`. */
  readonly #children = new Map<number, number>();
  readonly #codes: (number[] | undefined)[] = [undefined];
  #bytes = new Uint8Array(256);
  readonly #encoder = new TextEncoder();

  /** Adds a word as given, capitalised, with each word capitalised, and in capitals. */
  add(word: string, code: number): void {
    this.#put(word, code);
    const upper = word.toUpperCase();
    // Scripts without capitals.
    if (upper === word && word.toLowerCase() === word) return;
    this.#put(upper, code);
    const capital = String.fromCodePoint(upper.codePointAt(0) ?? 0);
    this.#put(capital + word.slice(capital.length), code);
    if (!/[\s-]/.test(word)) return;
    this.#put(
      word.replace(
        /(^|[\s-])(\S)/gu,
        (_whole, before: string, letter: string) => before + letter.toUpperCase(),
      ),
      code,
    );
  }

  #put(word: string, code: number): void {
    if (word.length * 3 > this.#bytes.length) this.#bytes = new Uint8Array(word.length * 3);
    const size = this.#encoder.encodeInto(word, this.#bytes).written;
    let at = 0;
    for (let i = 0; i < size; i++) {
      const key = at * 256 + (this.#bytes[i] as number);
      let child = this.#children.get(key);
      if (child === undefined) {
        child = this.#codes.length;
        this.#codes.push(undefined);
        this.#children.set(key, child);
      }
      at = child;
    }
    if (at === 0) return;
    const codes = (this.#codes[at] ??= []);
    if (!codes.includes(code)) codes.push(code);
  }

  done(): Dictionary {
    const size = this.#codes.length;
    const keys = Float64Array.from(this.#children.keys()).sort();
    const from = new Int32Array(size + 1);
    const byte = new Uint8Array(keys.length);
    const child = new Int32Array(keys.length);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      const node = Math.floor(key / 256);
      from[node + 1] = i + 1;
      byte[i] = key % 256;
      child[i] = this.#children.get(key) as number;
    }
    const codesFrom = new Int32Array(size + 1);
    const codes: number[] = [];
    for (let node = 0; node < size; node++) {
      from[node + 1] = Math.max(from[node + 1] as number, from[node] as number);
      codes.push(...(this.#codes[node] ?? []));
      codesFrom[node + 1] = codes.length;
    }
    return { from, byte, child, codesFrom, codes: Int32Array.from(codes) };
  }
}
