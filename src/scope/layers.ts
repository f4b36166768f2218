import { type IpRange } from '../kit/ip.ts';
import { type RangeIndex, indexRanges } from '../kit/ranges.ts';

/** Overlapping ranges pressed flat: for every address the one item that counts, in a lookup of its own. */
export interface Layers<T> {
  readonly index: RangeIndex;
  /** The item that owns the range at that place of the index. */
  readonly owners: readonly T[];
}

/**
 * Where items overlap, the one that covers fewer addresses counts; among equals the one for which `prefer` is negative
 * when it comes first. O(n log n).
 */
export function layers<T extends { readonly span: IpRange }>(
  items: readonly T[],
  prefer: (a: T, b: T) => number,
): Layers<T> {
  const ranked = [...items].sort((a, b) => {
    const sizeA = a.span.last - a.span.first;
    const sizeB = b.span.last - b.span.first;
    return sizeA < sizeB ? -1 : sizeA > sizeB ? 1 : prefer(a, b);
  });
  const byStart = ranked.map((item, rank) => ({ span: item.span, rank }));
  byStart.sort((a, b) =>
    a.span.family !== b.span.family
      ? a.span.family - b.span.family
      : a.span.first < b.span.first
        ? -1
        : a.span.first > b.span.first
          ? 1
          : 0,
  );

  const ranges: IpRange[] = [];
  const owners: T[] = [];
  const emit = (family: 4 | 6, first: bigint, last: bigint, rank: number): void => {
    const owner = ranked[rank];
    if (owner === undefined || first > last) return;
    const previous = ranges.at(-1);
    if (
      previous !== undefined &&
      owners.at(-1) === owner &&
      previous.family === family &&
      previous.last + 1n === first
    )
      ranges[ranges.length - 1] = { family, first: previous.first, last };
    else {
      ranges.push({ family, first, last });
      owners.push(owner);
    }
  };

  const open = new RankHeap();
  let at = 0n;
  let family: 4 | 6 = 4;
  /** Emits what is open, from `at` up to and without `end`. */
  const advance = (end: bigint | undefined): void => {
    for (let rank = open.least(); rank !== undefined; rank = open.least()) {
      const span = ranked[rank]?.span;
      if (span === undefined || span.last < at) {
        open.pop();
        continue;
      }
      if (end !== undefined && end <= at) return;
      if (end !== undefined && span.last >= end) {
        emit(family, at, end - 1n, rank);
        at = end;
        return;
      }
      emit(family, at, span.last, rank);
      at = span.last + 1n;
      open.pop();
    }
  };
  for (const { span, rank } of byStart) {
    if (span.family !== family) {
      advance(undefined);
      family = span.family;
      at = 0n;
    } else advance(span.first);
    if (span.first > at) at = span.first;
    open.push(rank);
  }
  advance(undefined);
  return { index: indexRanges(ranges), owners };
}

/** A binary heap of whole numbers, least first. */
class RankHeap {
  readonly #items: number[] = [];

  least(): number | undefined {
    return this.#items[0];
  }

  push(rank: number): void {
    const items = this.#items;
    let at = items.push(rank) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((items[parent] ?? 0) <= rank) break;
      items[at] = items[parent] ?? 0;
      at = parent;
    }
    items[at] = rank;
  }

  pop(): void {
    const items = this.#items;
    const moved = items.pop();
    if (moved === undefined || items.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && (items[child + 1] ?? 0) < (items[child] ?? 0)) child++;
      if ((items[child] ?? 0) >= moved) break;
      items[at] = items[child] ?? 0;
      at = child;
    }
    items[at] = moved;
  }
}
