/** Editions that hide; the owner's tells everything. */
export type HidingEdition = 'cert' | 'public';

/** How one edition hides. Why each number is what it is: see the head of `suppress.ts`. */
export interface Rules {
  readonly edition: HidingEdition;
  /** No count from 1 to one below this may be told or derived. */
  readonly floor: number;
  /** A count is told from here on, and a complement from here on is not "nearly all": at least 2 x (floor - 1). */
  readonly dark: number;
  /** Significant digits of a count. */
  readonly digits: number;
  /** Bounds of shares are rounded outward to multiples of one hundredth times this. */
  readonly percent: number;
}

export const RULES: Readonly<Record<HidingEdition, Rules>> = {
  cert: { edition: 'cert', floor: 11, dark: 20, digits: 3, percent: 1 },
  public: { edition: 'public', floor: 20, dark: 40, digits: 2, percent: 5 },
};

/** Floor of a protected trait in the public edition; it is spoken of from twice as many people on. */
export const TRAIT_FLOOR = 100;

/** The grid on which counts of up to `total` are told. */
export function step(total: number, rules: Rules): number {
  let size = 1;
  while (size * 10 ** rules.digits <= total) size *= 10;
  return Math.max(rules.dark, size);
}

export function roundDown(count: number, to: number): number {
  return Math.floor(count / to) * to;
}

/** A count by its own size, rounded down; undefined under the floor. */
export function told(count: number, rules: Rules): number | undefined {
  return count < rules.dark ? undefined : roundDown(count, step(count, rules));
}

/** Rounded to so many significant digits, down. */
export function significant(value: number, digits: number): number {
  if (!(value > 0)) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value) + 1e-12) - digits + 1);
  const rounded = Math.floor(value / unit + 1e-9) * unit;
  return unit < 1 ? Number(rounded.toPrecision(digits)) : Math.round(rounded);
}

/** What is told of how many records have a field: nothing, as good as all, or a step of the grid. */
export type Coverage =
  | { readonly kind: 'dark' }
  | {
      readonly kind: 'all' | 'part';
      readonly shown: number;
      /** Bounds that the reader may infer. */
      readonly low: number;
      readonly high: number;
    };

/**
 * Coverage of a field with `n` values among `total` records. Sets below three times `dark` are told nothing of: a smaller
 * set would leave less than the floor between "not few" and "nearly all".
 */
export function coverage(n: number, total: number, rules: Rules): Coverage {
  const { dark } = rules;
  // Arrays have more values than there are records; they are counted by themselves.
  const whole = Math.max(n, total);
  if (total < 3 * dark || n < 2 * dark) return { kind: 'dark' };
  const size = step(whole, rules);
  const most = roundDown(whole, size) + size - 1;
  if (whole - n < dark) {
    const shown = roundDown(whole, size);
    return { kind: 'all', shown, low: shown - dark + 1, high: most };
  }
  const top = roundDown(whole - 2 * dark, size);
  const edge = roundDown(Math.min(n, whole - 2 * dark), size);
  const low = Math.max(edge, 2 * dark);
  return { kind: 'part', shown: low, low, high: edge >= top ? most - dark : edge + size - 1 };
}

/** What is told of the values of one type: few, nearly all, or a step of the grid. */
export type Cell =
  | { readonly kind: 'dark' }
  | { readonly kind: 'few' }
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly low: number; readonly high: number };

/**
 * The cell of `hits` among `n` values, where `whole` values are known to be the most there can be. The topmost step begins
 * early enough for every number of values that `coverage` leaves open to be possible still.
 */
export function cell(hits: number, n: number, whole: number, within: Coverage, rules: Rules): Cell {
  const { dark } = rules;
  if (within.kind === 'dark' || n < 2 * dark) return { kind: 'dark' };
  if (hits < dark) return { kind: 'few' };
  if (n - hits < dark) return { kind: 'all' };
  const size = step(whole, rules);
  const ceiling = (within.kind === 'all' ? whole : within.low) - 2 * dark;
  const top = roundDown(Math.max(0, ceiling), size);
  const edge = roundDown(Math.max(0, Math.min(hits, ceiling)), size);
  return {
    kind: 'some',
    low: Math.max(edge, dark),
    high: edge >= top ? within.high - dark : edge + size - 1,
  };
}
