import type { Blueprint } from './blueprint.ts';

/** State numbers in the table. 0 means that the step has not been worked out yet; nothing leads out of DEAD. */
export const UNKNOWN = 0;
export const DEAD = 1;
export const START = 2;

/** So many states are kept; at more the table is emptied and filled again, which bounds memory at 16 MB and their members. */
const STATE_CEILING = 32_768;
/** So many members of all states together: 16 MB. */
const MEMBER_CEILING = 4_194_304;

/**
 * One anchored automaton over the bytes of a value, for all shapes and dictionaries at once. States are worked out when
 * first met and kept, so that compiling costs little whatever the catalogue's size, a product of unbounded shapes never
 * explodes, and the rows in use lie close together. Matching is linear: one table read a byte.
 *
 * Hot loops may walk `table` themselves: `s = table[(s << 8) | byte]`; where `s` is UNKNOWN they call `step` with the
 * previous state and read `table` again, for it may have moved.
 */
export class Automaton {
  table: Uint16Array = new Uint16Array(256 * 256);
  /** For each state the number of its accept set in `sets`; 0 is the empty set. */
  acceptOf: Uint16Array = new Uint16Array(256);
  /** Accept sets: sorted codes. Set 0 is empty. Numbers stay valid for the life of the automaton. */
  readonly sets: (readonly number[])[] = [[]];
  readonly blueprint: Blueprint;

  readonly #setIndex = new Map<string, number>([['', 0]]);
  readonly #start: Int32Array;
  /**
   * The states of the blueprint that each state stands for, one after another: `#from[s]` to `#from[s + 1]`. A negative one is
   * a node of the dictionary, `-1 - node`.
   */
  #members = new Int32Array(65_536);
  readonly #from = new Int32Array(STATE_CEILING + 2);
  #states = 0;
  /** States by the hash of their members; open addressing, 0 is free. */
  readonly #index = new Int32Array(STATE_CEILING * 4);
  /** What can be reached from a state of the blueprint without a byte, once worked out. */
  readonly #closures: (Int32Array | undefined)[];
  /** The last use of each state of the blueprint, and of each set, in a step. */
  readonly #seen: Int32Array;
  readonly #weighed: Int32Array;
  /** 256 bits: the bytes that lead where the one in question leads. */
  readonly #alike = new Int32Array(8);
  #reached = new Int32Array(4_096);
  #stamp = 0;

  constructor(blueprint: Blueprint) {
    this.blueprint = blueprint;
    const size = blueprint.set.length;
    this.#closures = Array.from({ length: size }, () => undefined);
    this.#seen = new Int32Array(size);
    this.#weighed = new Int32Array(blueprint.masks.length >> 3);
    this.#stamp++;
    let reached = 0;
    for (const entry of blueprint.start) reached = this.#reach(entry, reached);
    if (blueprint.words.child.length > 0) this.#reached[reached++] = -1;
    this.#start = this.#reached.slice(0, reached);
    this.#reset();
  }

  /** States worked out so far; for tests and measurements. */
  get states(): number {
    return this.#states;
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
    const { set, next, flags, masks } = this.blueprint;
    const members = this.#members;
    const alike = this.#alike;
    const weighed = this.#weighed;
    const stamp = ++this.#stamp;
    const stop = this.#from[from + 1] as number;
    let reached = 0;
    let alone = false;
    alike.fill(-1);
    for (let m = this.#from[from] as number; m < stop; m++) {
      const member = members[m] as number;
      if (member < 0) {
        const child = this.#word(-1 - member, byte);
        if (child >= 0) {
          alone = true;
          this.#reached[reached++] = -1 - child;
        }
        continue;
      }
      const number = set[member] as number;
      if (number < 0) continue;
      const passes = flags[(number << 8) | byte] as number;
      if (weighed[number] !== stamp) {
        weighed[number] = stamp;
        const at = number << 3;
        const flip = passes - 1;
        for (let i = 0; i < 8; i++) alike[i] = (alike[i] as number) & ((masks[at + i] as number) ^ flip);
      }
      if (passes === 1) reached = this.#reach(next[member] as number, reached);
    }
    if (alone) alike.fill(0)[byte >> 5] = 1 << (byte & 31);
    let to = DEAD;
    if (reached > 0) {
      if (this.#states >= STATE_CEILING || (this.#from[this.#states] as number) + reached > MEMBER_CEILING) {
        const kept = this.#reached.slice(0, reached);
        this.#reset();
        return this.#state(kept, reached);
      }
      to = this.#state(this.#reached, reached);
    }
    const row = from << 8;
    const table = this.table;
    for (let part = 0; part < 8; part++) {
      for (let rest = alike[part] as number; rest !== 0; rest &= rest - 1)
        table[row | (part << 5) | (31 - Math.clz32(rest & -rest))] = to;
    }
    return to;
  }

  /** The child of a word under `byte`, or -1; the bytes that lead on are no longer alike with it. */
  #word(node: number, byte: number): number {
    const { words } = this.blueprint;
    const stop = words.from[node + 1] as number;
    let found = -1;
    for (let i = words.from[node] as number; i < stop; i++) {
      const other = words.byte[i] as number;
      if (other === byte) found = words.child[i] as number;
      else this.#alike[other >> 5] = (this.#alike[other >> 5] as number) & ~(1 << (other & 31));
    }
    return found;
  }

  /** Adds what can be reached from `entry` without a byte to `#reached`, each state once; gives how many there are now. */
  #reach(entry: number, count: number): number {
    const closure = this.#closures[entry] ?? this.#close(entry);
    const seen = this.#seen;
    const stamp = this.#stamp;
    let size = count;
    if (size + closure.length + 64 > this.#reached.length) {
      const wider = new Int32Array((size + closure.length + 64) * 2);
      wider.set(this.#reached);
      this.#reached = wider;
    }
    const reached = this.#reached;
    for (let i = 0; i < closure.length; i++) {
      const at = closure[i] as number;
      if (seen[at] === stamp) continue;
      seen[at] = stamp;
      reached[size++] = at;
    }
    return size;
  }

  /** The states that read or accept among those reached from `entry` without a byte. */
  #close(entry: number): Int32Array {
    const { set, next, other, accept } = this.blueprint;
    const out: number[] = [];
    const pending = [entry];
    const met = new Set<number>();
    while (pending.length > 0) {
      const at = pending.pop() as number;
      if (met.has(at)) continue;
      met.add(at);
      if ((set[at] as number) >= 0 || (accept[at] as number) >= 0) out.push(at);
      else {
        if ((next[at] as number) >= 0) pending.push(next[at] as number);
        if ((other[at] as number) >= 0) pending.push(other[at] as number);
      }
    }
    const closure = Int32Array.from(out);
    this.#closures[entry] = closure;
    return closure;
  }

  #reset(): void {
    this.table.fill(0);
    this.#index.fill(0);
    // Two states without members: UNKNOWN and DEAD.
    this.#from.fill(0, 0, 3);
    this.#states = 2;
    this.table.fill(DEAD, DEAD << 8, (DEAD + 1) << 8);
    this.#state(this.#start, this.#start.length);
  }

  /** The number of the state that stands for the first `size` of `reached`. */
  #state(reached: Int32Array, size: number): number {
    let hash = size;
    for (let i = 0; i < size; i++)
      hash = Math.imul(hash ^ (reached[i] as number), 0x01000193) ^ (hash >>> 15);
    const mask = this.#index.length - 1;
    let slot = hash & mask;
    for (;;) {
      const known = this.#index[slot] as number;
      if (known === 0) break;
      if (this.#same(known, reached, size)) return known;
      slot = (slot + 1) & mask;
    }
    const number = this.#states++;
    this.#index[slot] = number;
    if ((number + 1) << 8 > this.table.length) {
      const wider = new Uint16Array(this.table.length * 2);
      wider.set(this.table);
      this.table = wider;
      const accepts = new Uint16Array(this.acceptOf.length * 2);
      accepts.set(this.acceptOf);
      this.acceptOf = accepts;
    }
    const from = this.#from[number] as number;
    if (from + size > this.#members.length) {
      const wider = new Int32Array(Math.max(from + size, this.#members.length * 2));
      wider.set(this.#members);
      this.#members = wider;
    }
    for (let i = 0; i < size; i++) this.#members[from + i] = reached[i] as number;
    this.#from[number + 1] = from + size;
    this.acceptOf[number] = this.#acceptSet(reached, size);
    return number;
  }

  #same(state: number, reached: Int32Array, size: number): boolean {
    const from = this.#from[state] as number;
    if ((this.#from[state + 1] as number) - from !== size) return false;
    const members = this.#members;
    for (let i = 0; i < size; i++) if (members[from + i] !== reached[i]) return false;
    return true;
  }

  #acceptSet(reached: Int32Array, size: number): number {
    const { accept, words } = this.blueprint;
    let codes: Set<number> | undefined;
    for (let i = 0; i < size; i++) {
      const member = reached[i] as number;
      if (member >= 0) {
        const code = accept[member] as number;
        if (code >= 0) (codes ??= new Set()).add(code);
        continue;
      }
      const stop = words.codesFrom[-member] as number;
      for (let at = words.codesFrom[-1 - member] as number; at < stop; at++)
        (codes ??= new Set()).add(words.codes[at] as number);
    }
    return codes === undefined ? 0 : this.setOf([...codes].sort((a, b) => a - b));
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
}
