import type { Automaton } from './automaton.ts';
import { type Catalogue, codeType, isWordCode } from './catalogue.ts';

/** So many hits of one accept set have their checksums worked out; beyond, each 16th. */
const CHECKS = 1_024;

/** How often one accept set came, and how its types' checks went. */
export interface Slot {
  readonly codes: readonly number[];
  /** Whether one of the types has a check. */
  readonly check: boolean;
  hits: number;
  checked: number;
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

  /** A value with the accept set number `set`. */
  hit(set: number, bytes: Uint8Array, start: number, end: number): void {
    let slot = this.#last as Slot;
    if (set !== this.#lastSet) {
      slot = this.#slot(set);
      this.#lastSet = set;
      this.#last = slot;
    }
    const hits = ++slot.hits;
    if (!slot.check || (hits > CHECKS && (hits & 15) !== 0)) return;
    slot.checked++;
    const types = this.#catalogue.types;
    const longest = this.#catalogue.longest;
    for (let i = 0; i < slot.codes.length; i++) {
      const code = slot.codes[i] as number;
      const index = codeType(code);
      const holds = isWordCode(code) ? undefined : types[index]?.holds;
      if (end - start <= (longest[index] as number) && (holds === undefined || holds(bytes, start, end)))
        slot.held[i] = (slot.held[i] as number) + 1;
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
    const slot: Slot = { codes, check, hits: 0, checked: 0, held: codes.map(() => 0) };
    this.#bySet.set(set, slot);
    return slot;
  }

  /** Adds counts for an accept set that another automaton of the same catalogue may have numbered otherwise. */
  add(codes: readonly number[], hits: number, checked: number, held: readonly number[]): void {
    const own = this.#slot(this.#automaton.setOf(codes));
    own.hits += hits;
    own.checked += checked;
    for (let i = 0; i < own.held.length; i++) own.held[i] = (own.held[i] as number) + (held[i] ?? 0);
  }

  merge(other: Slots): void {
    for (const slot of other.values()) this.add(slot.codes, slot.hits, slot.checked, slot.held);
  }
}
