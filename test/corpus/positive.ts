import type { Words } from './people.ts';
import type { Rng } from './random.ts';
import type { Json, RowContext, Split } from './shape.ts';

/** A kind of column that holds personal data or a secret. */
export interface Positive {
  /** The ids that are right. */
  readonly ids: readonly string[];
  /** Locales in which it is made; none: any. */
  readonly locales: readonly string[];
  /** True where a fair judge sees it in the values alone. */
  readonly strong: boolean;
  readonly names: Readonly<Record<Split, readonly string[]>>;
  /** One column: what its values share. */
  readonly begin: (r: Rng, words: Words, split: Split) => (row: RowContext) => Json;
  /** Findings that are no fault beside it. */
  readonly also?: readonly string[];
}

export function positive(
  ids: string,
  locales: string,
  strength: 's' | 'w',
  dev: string,
  held: string,
  begin: Positive['begin'],
  also: string = '',
): Positive {
  const list = (text: string): string[] => (text === '' ? [] : text.split(' '));
  return {
    ids: list(ids),
    locales: list(locales),
    strong: strength === 's',
    names: { dev: list(dev), held: list(held) },
    begin,
    also: list(also),
  };
}

/** One of a closed list, in unequal shares; `|` parts the words. */
export function oneOf(list: string): Positive['begin'] {
  return () => {
    const all = list.split('|');
    return ({ r }) => (r.chance(0.4) ? (all[0] as string) : r.pick(all));
  };
}
