import { type Agreements, type Aspect, ASPECTS } from './agreements.ts';
import type { StateReader, StateWriter } from './state-bytes.ts';

/** Writes what was counted of agreements between columns: counts only, nothing of labels or codes but years of birth. */
export function saveAgreements(agreements: Agreements, out: StateWriter): void {
  out.number(agreements.rows);
  out.number(agreements.rowsAgain);
  out.count(agreements.tallies.size);
  for (const one of agreements.tallies.values()) {
    out.count(ASPECTS.indexOf(one.aspect));
    for (const value of [
      one.from,
      one.with,
      one.type,
      one.n,
      one.hits,
      one.apart,
      one.chance,
      one.plain,
      one.labels,
    ])
      out.number(value);
  }
  out.count(agreements.births.size);
  for (const { type, column, years, squares } of agreements.births.values()) {
    out.count(type);
    out.count(column);
    out.counts(years);
    out.number(squares);
  }
}

/** Adds what `saveAgreements` wrote in another thread, whose columns have other numbers: `ids` by the other's. */
export function absorbAgreements(
  agreements: Agreements,
  from: StateReader,
  ids: ReadonlyMap<number, number>,
): void {
  agreements.rows += from.number();
  agreements.rowsAgain += from.number();
  for (let left = from.count(); left > 0; left--) {
    const aspect = ASPECTS[from.count()] as Aspect;
    const [one, other] = [ids.get(from.number()), ids.get(from.number())];
    const type = from.number();
    const counts = {
      n: from.number(),
      hits: from.number(),
      apart: from.number(),
      chance: from.number(),
      plain: from.number(),
    };
    const labels = from.number();
    if (one !== undefined && other !== undefined)
      agreements.add({ from: one, with: other, type, aspect, ...counts, labels });
  }
  for (let left = from.count(); left > 0; left--) {
    const type = from.count();
    const column = ids.get(from.count());
    from.counts((year, count) => {
      if (column !== undefined) agreements.addBirths(type, column, year, count);
    });
    const squares = from.number();
    if (column !== undefined) agreements.addSquares(type, column, squares);
  }
}
