import type { DatasetDescription } from '../../model/description.ts';
import { type Around, bandOf, magnitude } from './suppress-fields.ts';
import { cell, roundDown, type Rules, step } from './suppress-rules.ts';
import { BECAUSE, WHY } from './suppress-words.ts';

type Minors = NonNullable<DatasetDescription['minors']>;

/**
 * The share of minors. It may rest on a few hundred birth dates, drawn evenly, so it has a universe of its own: cells of those
 * dates, whose number is told by steps as well. For the public it is a protected trait. A string says why it is not told.
 */
export function tellMinors(
  minors: Minors,
  around: Around & { readonly births: number },
  birthsTold: boolean,
  rules: Rules,
): Minors | string | undefined {
  const { dark } = rules;
  const hits = Math.round(minors.share * minors.n);
  if (rules.edition === 'public') {
    // Of those whose birth date is there, not of all rows; more than were read where the container holds more.
    const births = Math.max(minors.n, around.births);
    const scale = around.records > 0 ? Math.max(1, around.rows / around.records) : 1;
    const all = births * scale > minors.n ? minors.low * births * scale : hits;
    const many = magnitude(hits, all, around, rules);
    if (many === undefined) return undefined;
    return { share: 0, low: 0, high: 1, n: 0, withheld: BECAUSE.trait, atLeast: many };
  }
  if (around.records < 3 * dark) return WHY.records(rules);
  if (minors.n < 2 * dark) return WHY.births(rules);
  if (!birthsTold) return BECAUSE.birthShare;
  const size = step(minors.n, rules);
  const edge = roundDown(minors.n, size);
  const low = Math.max(edge, 2 * dark);
  const within = { kind: 'part', shown: low, low, high: edge + size - 1 } as const;
  const found = cell(hits, minors.n, minors.n, within, rules);
  if (found.kind === 'dark') return WHY.births(rules);
  return { n: within.shown, ...bandOf(found, within, rules) };
}
