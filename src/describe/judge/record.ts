import { type Catalogue, codeType, isWordCode } from '../match/catalogue.ts';
import type { Column } from '../columns/column.ts';

/** One field of a data set as the model sees it: merged over all places whose templated path is the same. */
export interface Field {
  /** Templated path. */
  readonly path: string;
  /** The path's elements as they are, for hints only: never returned. */
  readonly elements: readonly string[];
  /** Undefined where only the schema is known. */
  readonly column: Column | undefined;
  /** The engine's type word, where only the schema is known or where it says more. */
  readonly engineType: string;
  /** The keys themselves, where keys are data. */
  readonly isKeys: boolean;
}

/** How the values of one field go with one data type. */
export interface ValueEvidence {
  /** Values that were looked at. */
  readonly n: number;
  /** Values with the shape, and how many of them pass the check (all, where there is none). */
  readonly shaped: number;
  readonly passed: number;
  /** Values that are words of the dictionary. */
  readonly words: number;
  /** Values that `passed` and `words` rest on: fewer than `n` where only some of those with the shape had it checked. */
  readonly looked: number;
}

interface Adding {
  n: number;
  shaped: number;
  passed: number;
  words: number;
  looked: number;
  /** Hits, scaled to all that were matched, and how many of them were read in full. */
  seen: number;
  read: number;
}

/** Adds up the accept sets of a column by type. */
export function valueEvidence(column: Column, catalogue: Catalogue): Map<number, ValueEvidence> {
  const out = new Map<number, Adding>();
  const at = (index: number): Adding => {
    let entry = out.get(index);
    if (entry === undefined) {
      entry = { n: column.tested, shaped: 0, passed: 0, words: 0, looked: column.tested, seen: 0, read: 0 };
      out.set(index, entry);
    }
    return entry;
  };
  const texts = (column.tested * column.texts) / Math.max(1, column.texts + column.numbers);
  const scale = column.wildOf > 0 ? texts / column.wildOf : 0;
  for (const [slots, factor] of [
    [column.slots, 1],
    [column.wildSlots, scale],
  ] as const) {
    for (const slot of slots.values()) {
      for (const [i, code] of slot.codes.entries()) {
        const entry = at(codeType(code));
        const hits = slot.hits * factor;
        entry.seen += hits;
        entry.read += slot.check ? slot.checked : slot.hits;
        if (isWordCode(code)) {
          entry.words += hits;
          continue;
        }
        entry.shaped += hits;
        entry.passed += slot.checked > 0 ? (hits * (slot.held[i] as number)) / slot.checked : hits;
      }
    }
  }
  for (const entry of out.values())
    if (entry.read < entry.seen) entry.looked = Math.max(1, Math.round((entry.n * entry.read) / entry.seen));
  if (column.judgedOf > 0) {
    // Words among numbers (`n/a`) are values without the type, and not a reason to look at the words alone.
    const numeric = column.numbers > column.texts;
    const n = column.judgedOf * ((column.numbers + column.texts) / Math.max(1, column.numbers));
    for (const [index, count] of column.judged) {
      const entry = at(index);
      if (numeric) Object.assign(entry, { n, shaped: column.judgedOf, passed: count, words: 0, looked: n });
    }
    for (const index of catalogue.judges) if (numeric && !column.judged.has(index)) out.delete(index);
  }
  return out;
}
