import { ARRAY_COUNTS, ArrayStats, mergeArrays } from './array-stats.ts';
import { type Column, COUNTS } from './column.ts';
import { MAGICS, type Magic } from './magics.ts';
import { absorbMarks, saveMarks } from './marks.ts';
import { Reservoir } from './reservoir.ts';
import { Sketch } from './sketch.ts';
import type { Slots } from './slots.ts';
import type { StateReader, StateWriter } from './state-bytes.ts';

/** Writes all that a column knows: counts, hashes under the run's key, and at most 256 numbers a reservoir. */
export function saveColumn(column: Column, out: StateWriter): void {
  for (const key of COUNTS) out.number(column[key]);
  out.number(column.shortest);
  out.number(column.longest);
  saveSlots(column.slots, out);
  saveSlots(column.wildSlots, out);
  out.counts(column.judged);
  out.counts(column.inside);
  out.counts(new Map([...column.magics].map(([magic, count]) => [MAGICS.indexOf(magic), count])));
  saveMarks(column.marks, out);
  saveSketch(column.sketch, out);
  saveReservoir(column.values, out);
  saveReservoir(column.times, out);
  const stats = column.array;
  out.count(stats === undefined ? 0 : 1);
  if (stats === undefined) return;
  for (const key of ARRAY_COUNTS) out.number(stats[key]);
  out.number(stats.shortest);
  out.number(stats.longest);
  saveReservoir(stats.first, out);
  saveReservoir(stats.second, out);
}

/** Adds what `saveColumn` wrote in another thread. */
export function absorbColumn(column: Column, from: StateReader): void {
  for (const key of COUNTS) column[key] += from.number();
  column.shortest = Math.min(column.shortest, from.number());
  column.longest = Math.max(column.longest, from.number());
  absorbSlots(column.slots, from);
  absorbSlots(column.wildSlots, from);
  from.counts((key, count) => column.judged.set(key, (column.judged.get(key) ?? 0) + count));
  from.counts((key, count) => column.inside.set(key, (column.inside.get(key) ?? 0) + count));
  from.counts((key, count) => {
    const magic = MAGICS[key] as Magic;
    column.magics.set(magic, (column.magics.get(magic) ?? 0) + count);
  });
  column.marks = absorbMarks(column.marks, from);
  column.sketch = absorbSketch(column.sketch, from);
  column.values = absorbReservoir(column.values, from);
  column.times = absorbReservoir(column.times, from);
  if (from.count() === 0) return;
  const stats = new ArrayStats();
  for (const key of ARRAY_COUNTS) stats[key] = from.number();
  stats.shortest = from.number();
  stats.longest = from.number();
  absorbReservoir(stats.first, from);
  absorbReservoir(stats.second, from);
  column.array = mergeArrays(column.array, stats);
}

function saveSlots(slots: Slots, out: StateWriter): void {
  out.count(slots.size);
  for (const slot of slots.values()) {
    out.count(slot.codes.length);
    for (const [i, code] of slot.codes.entries()) {
      out.count(code);
      out.number(slot.held[i] as number);
    }
    out.number(slot.hits);
    out.number(slot.checked);
    out.number(slot.checkedSquares);
  }
}

function absorbSlots(slots: Slots, from: StateReader): void {
  for (let left = from.count(); left > 0; left--) {
    const codes: number[] = [];
    const held: number[] = [];
    for (let size = from.count(); size > 0; size--) {
      codes.push(from.count());
      held.push(from.number());
    }
    const counts = { hits: from.number(), checked: from.number(), checkedSquares: from.number() };
    slots.add(codes, counts, held);
  }
}

function saveSketch(sketch: Sketch | undefined, out: StateWriter): void {
  const entries = sketch?.entries() ?? [];
  out.count(sketch === undefined ? 0 : 1);
  if (sketch === undefined) return;
  out.number(sketch.total);
  out.number(sketch.weight);
  out.number(sketch.squares);
  out.number(sketch.limit);
  out.count(entries.length);
  for (const [key, count, weight, squares] of entries) {
    out.count(key);
    out.number(count);
    out.number(weight);
    out.number(squares);
  }
}

function absorbSketch(mine: Sketch | undefined, from: StateReader): Sketch | undefined {
  if (from.count() === 0) return mine;
  const other = new Sketch();
  other.total = from.number();
  other.weight = from.number();
  other.squares = from.number();
  const limit = from.number();
  for (let left = from.count(); left > 0; left--) {
    const key = from.count();
    const times = from.number();
    const weight = from.number();
    other.insert(key, times, weight, from.number());
  }
  other.limit = limit;
  if (mine === undefined) return other;
  mine.merge(other);
  return mine;
}

function saveReservoir(reservoir: Reservoir | undefined, out: StateWriter): void {
  out.number(reservoir?.seen ?? 0);
  out.number(reservoir?.limit ?? 0);
  out.count(reservoir?.size ?? 0);
  for (const { value, weight, rank } of reservoir?.entries() ?? []) {
    out.number(value);
    out.number(weight);
    out.number(rank);
  }
}

function absorbReservoir(mine: Reservoir | undefined, from: StateReader): Reservoir | undefined {
  const other = new Reservoir();
  other.seen = from.number();
  other.limit = from.number();
  const size = from.count();
  for (let left = size; left > 0; left--) {
    const value = from.number();
    const weight = from.number();
    other.insert(value, weight, from.number());
  }
  if (size === 0) return mine;
  if (mine === undefined) return other;
  mine.merge(other);
  return mine;
}
