import type { Blueprint } from './blueprint.ts';
import { PatternStates, type SavedPatternStates } from './pattern-states.ts';
import { type SavedSets, StateSets, widened } from './state-sets.ts';

/** State numbers in the table. 0 means that the step has not been worked out yet; nothing leads out of DEAD. */
export const UNKNOWN = 0;
export const DEAD = 1;
export const START = 2;

/** So many states are kept; at more the table is emptied and filled again, which bounds memory at 16 MB and their members. */
const STATE_CEILING = 32_768;
/** So many states of all patterns by themselves. */
const PATTERN_STATE_CEILING = 131_072;
/** So many members of all states together: 16 MB. */
const MEMBER_CEILING = 4_194_304;

/** An automaton as it is by now, for another thread: a start with all the states that this one has met. */
export interface SavedAutomaton {
  readonly blueprint: Blueprint;
  readonly table: Uint16Array<ArrayBuffer>;
  readonly acceptOf: Uint16Array<ArrayBuffer>;
  readonly sets: readonly (readonly number[])[];
  readonly members: SavedSets;
  readonly patterns: SavedPatternStates;
}

/**
 * One anchored automaton over the bytes of a value, for all shapes and dictionaries at once: the product of one small
 * automaton a pattern and of the tree of words. States are worked out when first met and kept, so that compiling costs little
 * whatever the catalogue's size, a product of unbounded shapes never explodes, and the rows in use lie close together.
 * Matching is linear: one table read a byte.
 *
 * Hot loops may walk `table` themselves: `s = table[(s << 8) | byte]`; where `s` is UNKNOWN they call `step` with the
 * previous state and read `table` again, for it may have moved.
 */
export class Automaton {
  table: Uint16Array<ArrayBuffer> = new Uint16Array(256 * 256);
  /** For each state the number of its accept set in `sets`; 0 is the empty set. */
  acceptOf: Uint16Array<ArrayBuffer> = new Uint16Array(256);
  /** Accept sets: sorted codes. Set 0 is empty. Numbers stay valid for the life of the automaton. */
  readonly sets: (readonly number[])[] = [[]];
  readonly blueprint: Blueprint;

  readonly #setIndex = new Map<string, number>([['', 0]]);
  readonly #patterns: PatternStates;
  /**
   * The states of the patterns that each state stands for; a negative one is a node of the dictionary, `-1 - node`. The number
   * of a set is the state's, less one.
   */
  readonly #members = new StateSets();
  /** 256 bits: the bytes that lead where the one in question leads. */
  readonly #alike = new Int32Array(8);
  #reached = new Int32Array(1_024);

  constructor(blueprint: Blueprint, saved?: SavedAutomaton) {
    this.blueprint = blueprint;
    this.#patterns = new PatternStates(blueprint, saved?.patterns);
    this.#reached = widened(this.#reached, this.#patterns.starts.length + 1_024);
    if (saved === undefined) {
      this.#reset();
      return;
    }
    this.table = saved.table;
    this.acceptOf = saved.acceptOf;
    this.#members.load(saved.members);
    for (const codes of saved.sets) this.setOf(codes);
  }

  save(): SavedAutomaton {
    const { blueprint, table, acceptOf, sets } = this;
    return {
      blueprint,
      table,
      acceptOf,
      sets,
      members: this.#members.save(),
      patterns: this.#patterns.save(),
    };
  }

  /** States worked out so far; for tests and measurements. */
  get states(): number {
    return this.#members.size + 1;
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
    const patterns = this.#patterns;
    const { classOf } = patterns;
    let { targetsAt, pattern, targets, maskAt, masks } = patterns;
    const members = this.#members.members;
    const reached = this.#reached;
    const stop = this.#members.from[from] as number;
    let count = 0;
    // 256 bits: the bytes that lead where this one leads. Variables, for this loop is what a cold start waits for.
    let a = -1;
    let b = -1;
    let c = -1;
    let d = -1;
    let e = -1;
    let f = -1;
    let g = -1;
    let h = -1;
    let word = -1;
    for (let m = this.#members.from[from - 1] as number; m < stop; m++) {
      const member = members[m] as number;
      if (member < 0) {
        word = -1 - member;
        continue;
      }
      if (targetsAt[member] === 0) {
        patterns.expand(member);
        ({ targetsAt, pattern, targets, maskAt, masks } = patterns);
      }
      const at =
        (targetsAt[member] as number) + (classOf[((pattern[member] as number) << 8) | byte] as number);
      const mask = maskAt[at] as number;
      a &= masks[mask] as number;
      b &= masks[mask + 1] as number;
      c &= masks[mask + 2] as number;
      d &= masks[mask + 3] as number;
      e &= masks[mask + 4] as number;
      f &= masks[mask + 5] as number;
      g &= masks[mask + 6] as number;
      h &= masks[mask + 7] as number;
      const target = targets[at] as number;
      if (target !== 0) reached[count++] = target;
    }
    const alike = this.#alike;
    alike[0] = a;
    alike[1] = b;
    alike[2] = c;
    alike[3] = d;
    alike[4] = e;
    alike[5] = f;
    alike[6] = g;
    alike[7] = h;
    if (word >= 0) {
      const child = this.#word(word, byte);
      if (child >= 0) reached[count++] = -1 - child;
    }
    let to = DEAD;
    if (count > 0) {
      // An emptied table has no row of `from` any more.
      if (this.#full(count)) return this.#again(count);
      to = this.#state(count);
    }
    this.#fillRow(from << 8, to);
    return to;
  }

  #fillRow(row: number, to: number): void {
    const alike = this.#alike;
    const table = this.table;
    for (let part = 0; part < 8; part++) {
      const bits = alike[part] as number;
      const at = row | (part << 5);
      if (bits === -1) table.fill(to, at, at + 32);
      else
        for (let rest = bits; rest !== 0; rest &= rest - 1) table[at | (31 - Math.clz32(rest & -rest))] = to;
    }
  }

  #full(more: number): boolean {
    const { size, from } = this.#members;
    return (
      size >= STATE_CEILING - 2 ||
      this.#patterns.size >= PATTERN_STATE_CEILING ||
      (from[size] as number) + more > MEMBER_CEILING
    );
  }

  /** Empties what is full and takes the step that was under way from there. */
  #again(count: number): number {
    if (this.#patterns.size >= PATTERN_STATE_CEILING) this.#patterns.reset(this.#reached, count);
    const kept = this.#reached.slice(0, count);
    this.#reset();
    this.#reached.set(kept);
    return this.#state(count);
  }

  /** The child of a word under `byte`, or -1. Bytes that lead elsewhere are no longer alike with it. */
  #word(node: number, byte: number): number {
    const { words } = this.blueprint;
    const alike = this.#alike;
    const stop = words.from[node + 1] as number;
    for (let i = words.from[node] as number; i < stop; i++) {
      const other = words.byte[i] as number;
      if (other === byte) {
        alike.fill(0)[byte >> 5] = 1 << (byte & 31);
        return words.child[i] as number;
      }
      alike[other >> 5] = (alike[other >> 5] as number) & ~(1 << (other & 31));
    }
    return -1;
  }

  #reset(): void {
    const { starts } = this.#patterns;
    this.#members.reset();
    this.table.fill(0);
    this.table.fill(DEAD, DEAD << 8, (DEAD + 1) << 8);
    this.#reached.set(starts);
    let count = starts.length;
    if (this.blueprint.words.child.length > 0) this.#reached[count++] = -1;
    // Without a pattern there is a first state all the same, which leads nowhere.
    if (count === 0) this.#reached[count++] = -1;
    this.#state(count);
  }

  /** The number of the state that stands for the first `count` of `reached`. */
  #state(count: number): number {
    const known = this.#members.size;
    const state = this.#members.of(this.#reached, count) + 1;
    if (state <= known) return state;
    if ((state + 1) << 8 > this.table.length) {
      const wider = new Uint16Array(this.table.length * 2);
      wider.set(this.table);
      this.table = wider;
      const accepts = new Uint16Array(this.acceptOf.length * 2);
      accepts.set(this.acceptOf);
      this.acceptOf = accepts;
    }
    this.acceptOf[state] = this.#acceptSet(count);
    return state;
  }

  #acceptSet(count: number): number {
    const { words } = this.blueprint;
    const accept = this.#patterns.accept;
    let codes: Set<number> | undefined;
    for (let i = 0; i < count; i++) {
      const member = this.#reached[i] as number;
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
