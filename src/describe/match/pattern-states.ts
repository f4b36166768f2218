import type { Blueprint } from './blueprint.ts';
import { type SavedSets, StateSets, widened } from './state-sets.ts';

/** The lists of `PatternStates`, as far as they are filled. */
export interface SavedPatternStates {
  readonly sets: SavedSets;
  readonly pattern: Int32Array<ArrayBuffer>;
  readonly accept: Int32Array<ArrayBuffer>;
  readonly targetsAt: Int32Array<ArrayBuffer>;
  readonly targets: Int32Array<ArrayBuffer>;
  readonly maskAt: Int32Array<ArrayBuffer>;
  readonly masks: Int32Array<ArrayBuffer>;
  readonly filled: number;
  readonly filledMasks: number;
}

/**
 * Each pattern of a blueprint as a small deterministic automaton of its own, whose states are worked out when first met.
 * State 0 is dead. A pattern tells few bytes apart: those that it treats alike are one class, and a state has one target for
 * each class.
 *
 * Where `targetsAt[state]` is 0, call `expand(state)` first. A hot loop reads `at = targetsAt[state] + classOf[(pattern[state] << 8) | byte]`, then `targets[at]` and, from
 * `masks[maskAt[at]]` on, the 256 bits of all bytes that lead to the same target.
 */
export class PatternStates {
  /** The class of each byte, 256 a pattern. */
  readonly classOf: Uint8Array;
  pattern: Int32Array<ArrayBuffer> = new Int32Array(1_024);
  /** The code that a state accepts with, or -1. */
  accept: Int32Array<ArrayBuffer> = new Int32Array(1_024);
  /** Where the targets of a state begin; 0 where they are not known yet. */
  targetsAt: Int32Array<ArrayBuffer> = new Int32Array(1_024);
  targets: Int32Array<ArrayBuffer> = new Int32Array(8_192);
  maskAt: Int32Array<ArrayBuffer> = new Int32Array(8_192);
  masks: Int32Array<ArrayBuffer> = new Int32Array(8_192);
  /** The first states of all patterns. */
  readonly starts: Int32Array;

  readonly #blueprint: Blueprint;
  readonly #sets = new StateSets();
  /** For each pattern a byte of each class, and the class's bits. */
  readonly #classes: (readonly number[] | undefined)[] = [];
  readonly #classMasks: Int32Array[] = [];
  #targets = 1;
  #masks = 0;
  /** What can be reached from a state of the blueprint without a byte, once worked out. */
  readonly #closures: (Int32Array | undefined)[];
  readonly #seen: Int32Array;
  #stamp = 0;
  #reached = new Int32Array(256);

  /** `saved`: what another thread worked out from the same blueprint. */
  constructor(blueprint: Blueprint, saved?: SavedPatternStates) {
    this.#blueprint = blueprint;
    const patterns = blueprint.startFrom.length - 1;
    this.classOf = new Uint8Array(patterns * 256);
    this.#closures = Array.from({ length: blueprint.set.length }, () => undefined);
    this.#seen = new Int32Array(blueprint.set.length);
    for (let pattern = 0; pattern < patterns; pattern++) this.#classify(pattern);
    this.starts = new Int32Array(patterns);
    this.reset();
    if (saved !== undefined) {
      this.#sets.load(saved.sets);
      this.pattern = saved.pattern;
      this.accept = saved.accept;
      this.targetsAt = saved.targetsAt;
      this.targets = saved.targets;
      this.maskAt = saved.maskAt;
      this.masks = saved.masks;
      this.#targets = saved.filled;
      this.#masks = saved.filledMasks;
    }
  }

  save(): SavedPatternStates {
    const { pattern, accept, targetsAt, targets, maskAt, masks } = this;
    return {
      sets: this.#sets.save(),
      ...{ pattern, accept, targetsAt, targets, maskAt, masks },
      filled: this.#targets,
      filledMasks: this.#masks,
    };
  }

  get size(): number {
    return this.#sets.size;
  }

  /** Forgets all states but the first ones and the first `count` of `kept`, which get new numbers in place. */
  reset(kept = NONE, count = 0): void {
    const sets = this.#sets;
    const saved = Array.from({ length: count }, (_one, i) => {
      const state = kept[i] as number;
      return state <= 0
        ? undefined
        : {
            pattern: this.pattern[state] as number,
            members: sets.members.slice(sets.from[state], sets.from[state + 1]),
          };
    });
    sets.reset();
    this.#targets = 1;
    this.#masks = 0;
    const { start, startFrom } = this.#blueprint;
    for (let pattern = 0; pattern < this.starts.length; pattern++) {
      this.#stamp++;
      let reached = 0;
      for (let i = startFrom[pattern] as number; i < (startFrom[pattern + 1] as number); i++)
        reached = this.#reach(start[i] as number, reached);
      this.starts[pattern] = this.#state(pattern, reached);
    }
    for (const [i, state] of saved.entries()) {
      if (state === undefined) continue;
      this.#reached.set(state.members);
      kept[i] = this.#state(state.pattern, state.members.length);
    }
  }

  /** Works out the targets of a state. The lists may be others then. */
  expand(state: number): void {
    const { set, next, flags } = this.#blueprint;
    const pattern = this.pattern[state] as number;
    const classes = this.#classes[pattern] as readonly number[];
    const classMasks = this.#classMasks[pattern] as Int32Array;
    const at = this.#targets;
    const maskFrom = this.#masks;
    this.#targets += classes.length;
    this.#masks += classes.length * 8;
    if (this.#targets > this.targets.length) {
      this.targets = widened(this.targets, this.#targets * 2);
      this.maskAt = widened(this.maskAt, this.#targets * 2);
    }
    if (this.#masks > this.masks.length) this.masks = widened(this.masks, this.#masks * 2);
    const masks = this.masks.fill(0, maskFrom, this.#masks);
    const from = this.#sets.from[state] as number;
    const to = this.#sets.from[state + 1] as number;
    for (let number = 0; number < classes.length; number++) {
      const byte = classes[number] as number;
      this.#stamp++;
      let reached = 0;
      for (let m = from; m < to; m++) {
        const member = this.#sets.members[m] as number;
        const bytes = set[member] as number;
        if (bytes >= 0 && flags[(bytes << 8) | byte] === 1)
          reached = this.#reach(next[member] as number, reached);
      }
      const target = this.#state(pattern, reached);
      this.targets[at + number] = target;
      // Classes with one target share the bits of all of them.
      let same = 0;
      while (this.targets[at + same] !== target) same++;
      const mask = maskFrom + same * 8;
      this.maskAt[at + number] = mask;
      for (let i = 0; i < 8; i++)
        masks[mask + i] = (masks[mask + i] as number) | (classMasks[number * 8 + i] as number);
    }
    this.targetsAt[state] = at;
  }

  #state(pattern: number, count: number): number {
    const known = this.#sets.size;
    const state = this.#sets.of(this.#reached, count);
    if (state < known) return state;
    if (state >= this.pattern.length) {
      this.pattern = widened(this.pattern, state * 2);
      this.accept = widened(this.accept, state * 2);
      this.targetsAt = widened(this.targetsAt, state * 2);
    }
    this.pattern[state] = pattern;
    this.targetsAt[state] = 0;
    let code = -1;
    for (let i = 0; i < count; i++)
      code = Math.max(code, this.#blueprint.accept[this.#reached[i] as number] as number);
    this.accept[state] = code;
    return state;
  }

  /** Adds what can be reached from `entry` without a byte to `#reached`, each state once; gives how many there are now. */
  #reach(entry: number, count: number): number {
    const closure = this.#closures[entry] ?? this.#close(entry);
    let size = count;
    if (size + closure.length > this.#reached.length)
      this.#reached = widened(this.#reached, (size + closure.length) * 2);
    for (let i = 0; i < closure.length; i++) {
      const at = closure[i] as number;
      if (this.#seen[at] === this.#stamp) continue;
      this.#seen[at] = this.#stamp;
      this.#reached[size++] = at;
    }
    return size;
  }

  /** The states that read or accept among those reached from `entry` without a byte. */
  #close(entry: number): Int32Array {
    const { set, next, other, accept } = this.#blueprint;
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

  /** Parts the bytes into those that no set of the pattern tells apart. */
  #classify(pattern: number): void {
    const { set, flags, statesFrom } = this.#blueprint;
    const classOf = this.classOf.subarray(pattern * 256, pattern * 256 + 256);
    const met = new Set<number>();
    let count = 1;
    for (let i = statesFrom[pattern] as number; i < (statesFrom[pattern + 1] as number); i++) {
      const number = set[i] as number;
      if (number < 0 || met.has(number)) continue;
      met.add(number);
      count = split(classOf, count, flags, number << 8);
    }
    const classes: number[] = [];
    const masks = new Int32Array(count * 8);
    for (let byte = 0; byte < 256; byte++) {
      const number = classOf[byte] as number;
      classes[number] ??= byte;
      const at = number * 8 + (byte >> 5);
      masks[at] = (masks[at] as number) | (1 << (byte & 31));
    }
    this.#classes[pattern] = classes;
    this.#classMasks[pattern] = masks;
  }
}

const NONE = new Int32Array(0);
const FIRST = new Int8Array(256);
const OTHERS = new Uint8Array(256);

/** Parts each class that has bytes inside and outside of a set; gives how many classes there are then. */
function split(classOf: Uint8Array, count: number, flags: Uint8Array, set: number): number {
  // Of each class: what holds for its first byte (-1: none was met), and where the bytes go that differ (0: none was met).
  FIRST.fill(-1, 0, count);
  OTHERS.fill(0, 0, count);
  let classes = count;
  for (let byte = 0; byte < 256; byte++) {
    const number = classOf[byte] as number;
    const flag = flags[set | byte] as number;
    if (FIRST[number] === -1) FIRST[number] = flag;
    else if (FIRST[number] !== flag) {
      if (OTHERS[number] === 0) OTHERS[number] = classes++;
      classOf[byte] = OTHERS[number] as number;
    }
  }
  return classes;
}
