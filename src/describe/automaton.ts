import { addShape, emptyNfa } from './nfa.ts';
import { parseShape, type ShapeNode } from './shape-syntax.ts';

/** State numbers in the table. 0 means that the step has not been worked out yet; nothing leads out of DEAD. */
export const UNKNOWN = 0;
export const DEAD = 1;
export const START = 2;

/** So many states are kept; at more the table is emptied and filled again, which bounds memory at 16 MB. */
const STATE_CEILING = 32_768;

/** What the automaton looks for. Codes are chosen by the caller; one code may have many shapes and words. */
export interface Pattern {
  readonly code: number;
  readonly shapes: readonly (string | ShapeNode)[];
  /** Whole values; matched as given, capitalised, with each word capitalised, and in capitals. */
  readonly words?: Iterable<string>;
}

interface WordNode {
  readonly next: Map<number, number>;
  codes: number[];
}

/**
 * One anchored automaton over the bytes of a value, for all shapes and dictionaries at once. States are worked out when
 * first met and kept, so that compiling costs little whatever the catalogue's size, a product of unbounded shapes never
 * explodes, and the rows in use lie close together. Matching is linear: one table read a byte.
 *
 * Hot loops may walk `table` themselves: `s = table[(s << 8) | byte]`; where `s` is UNKNOWN they call `step` with the
 * previous state and read `table` again, for it may have moved.
 */
export class Automaton {
  table: Uint16Array;
  /** For each state the number of its accept set in `sets`; 0 is the empty set. */
  acceptOf: Uint16Array;
  /** Accept sets: sorted codes. Set 0 is empty. Numbers stay valid for the life of the automaton. */
  readonly sets: (readonly number[])[] = [[]];

  readonly #nfa = emptyNfa();
  readonly #words: WordNode[] = [{ next: new Map(), codes: [] }];
  readonly #setIndex = new Map<string, number>([['', 0]]);
  readonly #start: Int32Array;
  #members: Int32Array[] = [];
  #index = new Map<string, number>();
  #seen: Int32Array;
  /** As `#seen`, for the byte sets that one step has weighed. */
  readonly #setSeen: Int32Array;
  /** 256 bits: the bytes that lead where the one in question leads. */
  readonly #alike = new Int32Array(8);
  #stamp = 0;

  constructor(patterns: readonly Pattern[]) {
    const starts: number[] = [];
    for (const pattern of patterns) {
      for (const shape of pattern.shapes)
        starts.push(addShape(this.#nfa, typeof shape === 'string' ? parseShape(shape) : shape, pattern.code));
      for (const word of pattern.words ?? []) this.#addWord(word, pattern.code);
    }
    this.#seen = new Int32Array(this.#nfa.set.length);
    this.#setSeen = new Int32Array(this.#nfa.sets.length);
    const start: number[] = [];
    this.#stamp++;
    for (const entry of starts) this.#close(entry, start);
    start.push(-1);
    this.#start = Int32Array.from(start);
    this.table = new Uint16Array(256 * 256);
    this.acceptOf = new Uint16Array(256);
    this.#reset();
  }

  /** States worked out so far; for tests and measurements. */
  get states(): number {
    return this.#members.length;
  }

  /** The accept set of the whole of `[start, end)`. */
  match(bytes: Uint8Array, start: number, end: number): number {
    let table = this.table;
    let s = START;
    for (let i = start; i < end; i++) {
      const c = bytes[i] as number;
      const t = table[(s << 8) | c] as number;
      if (t > DEAD) s = t;
      else if (t === DEAD) return 0;
      else {
        s = this.step(s, c);
        if (s === DEAD) return 0;
        table = this.table;
      }
    }
    return this.acceptOf[s] as number;
  }

  /** One step from a state of the current table. */
  next(from: number, byte: number): number {
    const to = this.table[(from << 8) | byte] as number;
    return to === UNKNOWN ? this.step(from, byte) : to;
  }

  /**
   * Works out one step, for all bytes that lead to the same state at once. `from` must be a state number of the current
   * table.
   */
  step(from: number, byte: number): number {
    const reached: number[] = [];
    const nfa = this.#nfa;
    const alike = this.#alike.fill(-1);
    let alone = false;
    this.#stamp++;
    for (const member of this.#members[from] as Int32Array) {
      if (member < 0) {
        const next = (this.#words[-member - 1] as WordNode).next;
        const child = next.get(byte);
        if (child !== undefined) {
          reached.push(-child - 1);
          alone = true;
        } else if (!alone)
          for (const other of next.keys())
            alike[other >> 5] = (alike[other >> 5] as number) & ~(1 << (other & 31));
        continue;
      }
      const set = nfa.set[member] as number;
      if (set < 0) continue;
      const flags = nfa.sets[set] as Uint8Array;
      const passes = flags[byte] as number;
      if (!alone && this.#setSeen[set] !== this.#stamp) {
        this.#setSeen[set] = this.#stamp;
        const mask = nfa.masks[set] as Int32Array;
        for (let i = 0; i < 8; i++)
          alike[i] = (alike[i] as number) & (passes === 1 ? (mask[i] as number) : ~(mask[i] as number));
      }
      if (passes === 1) this.#close(nfa.next[member] as number, reached);
    }
    if (alone) alike.fill(0)[byte >> 5] = 1 << (byte & 31);
    let to = DEAD;
    if (reached.length > 0) {
      const members = Int32Array.from(reached);
      if (this.#members.length >= STATE_CEILING) {
        this.#reset();
        return this.#state(members);
      }
      to = this.#state(members);
    }
    const row = from << 8;
    for (let part = 0; part < 8; part++) {
      for (let rest = alike[part] as number; rest !== 0; rest &= rest - 1)
        this.table[row | (part << 5) | (31 - Math.clz32(rest & -rest))] = to;
    }
    return to;
  }

  #reset(): void {
    this.table.fill(0);
    this.#index.clear();
    this.#members = [new Int32Array(0), new Int32Array(0)];
    this.table.fill(DEAD, DEAD << 8, (DEAD + 1) << 8);
    this.#state(this.#start);
  }

  #state(members: Int32Array): number {
    const key = Buffer.from(members.buffer, members.byteOffset, members.byteLength).toString('latin1');
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    const number = this.#members.length;
    if ((number + 1) << 8 > this.table.length) {
      const wider = new Uint16Array(this.table.length * 2);
      wider.set(this.table);
      this.table = wider;
      const accepts = new Uint16Array(this.acceptOf.length * 2);
      accepts.set(this.acceptOf);
      this.acceptOf = accepts;
    }
    this.#members.push(members);
    this.#index.set(key, number);
    this.acceptOf[number] = this.#acceptSet(members);
    return number;
  }

  #acceptSet(members: Int32Array): number {
    const codes = new Set<number>();
    for (const member of members) {
      if (member < 0) for (const code of (this.#words[-member - 1] as WordNode).codes) codes.add(code);
      else if ((this.#nfa.accept[member] as number) >= 0) codes.add(this.#nfa.accept[member] as number);
    }
    return this.setOf([...codes].sort((a, b) => a - b));
  }

  /** The number of an accept set by its sorted codes. */
  setOf(sorted: readonly number[]): number {
    const key = sorted.join(',');
    const known = this.#setIndex.get(key);
    if (known !== undefined) return known;
    this.sets.push(sorted);
    this.#setIndex.set(key, this.sets.length - 1);
    return this.sets.length - 1;
  }

  /** Adds what can be reached from `entry` without reading a byte; keeps only states that read or accept. */
  #close(entry: number, out: number[]): void {
    const pending = [entry];
    const nfa = this.#nfa;
    while (pending.length > 0) {
      const at = pending.pop() as number;
      if (this.#seen[at] === this.#stamp) continue;
      this.#seen[at] = this.#stamp;
      if ((nfa.set[at] as number) >= 0 || (nfa.accept[at] as number) >= 0) out.push(at);
      else {
        if ((nfa.next[at] as number) >= 0) pending.push(nfa.next[at] as number);
        if ((nfa.other[at] as number) >= 0) pending.push(nfa.other[at] as number);
      }
    }
  }

  #addWord(word: string, code: number): void {
    const upper = word.toUpperCase();
    const capital = [...upper][0] ?? '';
    const first = capital + word.slice(capital.length);
    const each = word.replace(
      /(^|[\s-])(\S)/gu,
      (_whole, before: string, letter: string) => before + letter.toUpperCase(),
    );
    for (const form of new Set([word, upper, first, each])) {
      let at = 0;
      for (const byte of Buffer.from(form, 'utf8')) {
        const node = this.#words[at] as WordNode;
        let child = node.next.get(byte);
        if (child === undefined) {
          child = this.#words.length;
          this.#words.push({ next: new Map(), codes: [] });
          node.next.set(byte, child);
        }
        at = child;
      }
      const end = this.#words[at] as WordNode;
      if (at !== 0 && !end.codes.includes(code)) end.codes = [...end.codes, code];
    }
  }
}
