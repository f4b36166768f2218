import type { Label } from '../../corpus/shape.ts';
import type { Said } from './run.ts';

export const THRESHOLD = 0.5;

export interface Counts {
  hits: number;
  missed: number;
  wrong: number;
}

export interface Score {
  readonly columns: number;
  readonly harmless: number;
  readonly falseColumns: number;
  readonly byType: ReadonlyMap<string, Counts>;
  readonly byLocale: ReadonlyMap<string, Counts & { harmless: number; falseColumns: number }>;
  readonly macro: number;
  readonly micro: number;
  /** Findings at or above the threshold that the labels allow, forbid, or neither ask for nor forbid. */
  readonly right: number;
  readonly wrong: number;
  readonly either: number;
  /** Expected calibration error over ten bins of confidence. */
  readonly ece: number;
  readonly bins: readonly { readonly n: number; readonly said: number; readonly true: number }[];
  /** `expected → said`, with how often. */
  readonly confusions: ReadonlyMap<string, number>;
  readonly errors: readonly string[];
}

/** A point in time and a technical key are no personal data by themselves: neither asked for nor wrong. */
const neutral = (id: string): boolean => id.startsWith('time.') || id.startsWith('key.');
const allowed = (label: Label, id: string): boolean =>
  neutral(id) || label.also.includes(id) || label.expect.some((one) => one.includes(id));

export const precision = (one: Counts): number =>
  one.hits + one.wrong === 0 ? 1 : one.hits / (one.hits + one.wrong);
export const recall = (one: Counts): number =>
  one.hits + one.missed === 0 ? 1 : one.hits / (one.hits + one.missed);
export function f1(one: Counts): number {
  return one.hits === 0
    ? one.missed + one.wrong === 0
      ? 1
      : 0
    : (2 * one.hits) / (2 * one.hits + one.missed + one.wrong);
}

/**
 * Every finding at or above the threshold counts, not the best alone. A finding that the label does not allow is wrong for the
 * type that was said; an expected one that was not said is missed for the type that was made. Macro F1 is the plain mean over
 * the types that the corpus has columns of, and over those that were said without any column being made of them.
 */
export function score(said: readonly Said[], threshold: number = THRESHOLD): Score {
  const byType = new Map<string, Counts>();
  const byLocale = new Map<string, Counts & { harmless: number; falseColumns: number }>();
  const confusions = new Map<string, number>();
  const errors: string[] = [];
  const bins = Array.from({ length: 10 }, () => ({ n: 0, said: 0, true: 0 }));
  const type = (id: string): Counts => {
    let one = byType.get(id);
    if (one === undefined) byType.set(id, (one = { hits: 0, missed: 0, wrong: 0 }));
    return one;
  };
  let harmless = 0;
  let falseColumns = 0;
  let either = 0;
  for (const { table, locale, label, types } of said) {
    let place = byLocale.get(locale);
    if (place === undefined)
      byLocale.set(locale, (place = { hits: 0, missed: 0, wrong: 0, harmless: 0, falseColumns: 0 }));
    const sure = types.filter((one) => one.confidence >= threshold && !neutral(one.id));
    for (const one of types) {
      if (neutral(one.id) || label.also.includes(one.id)) continue;
      const bin = bins[Math.min(9, Math.floor(one.confidence * 10))] as (typeof bins)[number];
      bin.n++;
      bin.said += one.confidence;
      if (allowed(label, one.id)) bin.true++;
    }
    either += sure.filter((one) => label.also.includes(one.id)).length;
    const wrong = sure.filter((one) => !allowed(label, one.id));
    if (label.expect.length === 0) {
      harmless++;
      place.harmless++;
      if (wrong.length > 0) {
        falseColumns++;
        place.falseColumns++;
      }
    }
    for (const wanted of label.expect) {
      const canonical = wanted[0] as string;
      if (sure.some((one) => wanted.includes(one.id))) {
        type(canonical).hits++;
        place.hits++;
      } else {
        type(canonical).missed++;
        place.missed++;
        const got = wrong.map((one) => one.id).join('+') || 'nothing';
        confusions.set(`${canonical} → ${got}`, (confusions.get(`${canonical} → ${got}`) ?? 0) + 1);
        errors.push(
          `missed ${canonical} | ${label.made} | ${table} | ${label.path} | said ${types.map((one) => `${one.id} ${one.confidence} (${one.because})`).join('; ') || 'nothing'}`,
        );
      }
    }
    for (const one of wrong) {
      type(one.id).wrong++;
      place.wrong++;
      if (label.expect.length === 0) {
        const made = label.made.replace('confuser/', '');
        confusions.set(`${made} → ${one.id}`, (confusions.get(`${made} → ${one.id}`) ?? 0) + 1);
      }
      errors.push(
        `wrong ${one.id} ${one.confidence} | ${label.made} | ${table} | ${label.path} | ${one.because}`,
      );
    }
  }
  const all = [...byType.values()];
  const total = all.reduce(
    (sum, one) => ({
      hits: sum.hits + one.hits,
      missed: sum.missed + one.missed,
      wrong: sum.wrong + one.wrong,
    }),
    { hits: 0, missed: 0, wrong: 0 },
  );
  const judged = bins.reduce((sum, one) => sum + one.n, 0);
  return {
    columns: said.length,
    harmless,
    falseColumns,
    byType,
    byLocale,
    macro: all.reduce((sum, one) => sum + f1(one), 0) / Math.max(1, all.length),
    micro: f1(total),
    right: total.hits,
    wrong: total.wrong,
    either,
    ece: bins.reduce((sum, one) => sum + Math.abs(one.said - one.true), 0) / Math.max(1, judged),
    bins,
    confusions,
    errors,
  };
}
