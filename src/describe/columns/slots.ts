import type { Automaton } from '../match/automaton.ts';
import { type Catalogue, codeType, isWordCode } from '../match/catalogue.ts';

/** So many hits of one accept set have their checksums worked out; beyond, each 2nd, 4th, 8th, each time they double, and 16th. */
const CHECKS = 1_024;

/** How often one accept set came, and how its types' checks went. */
export interface Slot {
  readonly codes: readonly number[];
  /** Whether one of the types has a check. */
  readonly check: boolean;
  /** Values that were met; the rest are weights: how many values of the column these stand for. */
  looks: number;
  hits: number;
  /** The weight of those that were not checked since the last that was: the next one stands for them. */
  waiting: number;
  checked: number;
  checkedSquares: number;
  /** For each code: how many of `checked` passed. */
  readonly held: number[];
}

/** The accept sets that the values of one column had. */
export class Slots {
  readonly #bySet = new Map<number, Slot>();
  readonly #catalogue: Catalogue;
  readonly #automaton: Automaton;
  #lastSet = -1;
  #last: Slot | undefined = undefined;

  constructor(catalogue: Catalogue, automaton: Automaton) {
    this.#catalogue = catalogue;
    this.#automaton = automaton;
  }

  values(): IterableIterator<Slot> {
    return this.#bySet.values();
  }

  get size(): number {
    return this.#bySet.size;
  }

  /** A value with the accept set number `set`, which stands for `weight` values. */
  hit(set: number, bytes: Uint8Array, start: number, end: number, weight: number): void {
    let slot = this.#last as Slot;
    if (set !== this.#lastSet) {
      slot = this.#slot(set);
      this.#lastSet = set;
      this.#last = slot;
    }
    slot.hits += weight;
    const looks = ++slot.looks;
    if (!slot.check) return;
    slot.waiting += weight;
    if (
      looks > CHECKS &&
      (looks & (looks > 8 * CHECKS ? 15 : looks > 4 * CHECKS ? 7 : looks > 2 * CHECKS ? 3 : 1)) !== 0
    )
      return;
    const stands = slot.waiting;
    slot.waiting = 0;
    slot.checked += stands;
    slot.checkedSquares += stands * stands;
    const types = this.#catalogue.types;
    const longest = this.#catalogue.longest;
    for (let i = 0; i < slot.codes.length; i++) {
      const code = slot.codes[i] as number;
      const index = codeType(code);
      const holds = isWordCode(code) ? undefined : types[index]?.holds;
      if (end - start <= (longest[index] as number) && (holds === undefined || holds(bytes, start, end)))
        slot.held[i] = (slot.held[i] as number) + stands;
    }
  }

  #slot(set: number): Slot {
    const known = this.#bySet.get(set);
    if (known !== undefined) return known;
    const codes = this.#automaton.sets[set] ?? [];
    const { types, longest } = this.#catalogue;
    const check = codes.some((code) => {
      const index = codeType(code);
      if (isWordCode(code)) return false;
      return types[index]?.holds !== undefined || longest[index] !== Number.POSITIVE_INFINITY;
    });
    const slot: Slot = {
      codes,
      check,
      looks: 0,
      hits: 0,
      waiting: 0,
      checked: 0,
      checkedSquares: 0,
      held: codes.map(() => 0),
    };
    this.#bySet.set(set, slot);
    return slot;
  }

  /** Adds counts for an accept set that another automaton of the same catalogue may have numbered otherwise. */
  add(
    codes: readonly number[],
    other: Pick<Slot, 'hits' | 'checked' | 'checkedSquares'>,
    held: readonly number[],
  ): void {
    const own = this.#slot(this.#automaton.setOf(codes));
    own.hits += other.hits;
    own.checked += other.checked;
    own.checkedSquares += other.checkedSquares;
    for (let i = 0; i < own.held.length; i++) own.held[i] = (own.held[i] as number) + (held[i] ?? 0);
  }

  merge(other: Slots): void {
    for (const slot of other.values()) this.add(slot.codes, slot, slot.held);
  }

  /** In place of weights, counts among so many evenly drawn values as tell as much; `factor` is that of the column. */
  settle(factor: number): void {
    for (const slot of this.#bySet.values()) {
      slot.hits *= factor;
      if (slot.checked === 0) continue;
      const share = slot.checked / slot.checkedSquares;
      slot.checked *= share;
      for (let i = 0; i < slot.held.length; i++) slot.held[i] = (slot.held[i] as number) * share;
    }
  }
}
