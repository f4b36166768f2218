import type { Group } from '../../datatypes/datatype.ts';
import {
  distinctRatio,
  isEnumeration,
  isFlag,
  isSequence,
  onlyNumbers,
  ownScript,
  tellsNothing,
} from './distribution.ts';
import type { Column } from '../columns/column.ts';
import { isAbbreviated } from './name-evidence.ts';
import { looksSecret } from './secretive.ts';
import { type Case, tail, UNLIKELY, type Verdict } from './verdict.ts';

/** Groups whose types without a shape are words: numbers under such a name point to a row of another table. */
const WORDED_GROUPS = new Set<Group>(['family', 'employment', 'location', 'special', 'criminal', 'birth']);

/** Types of which nothing in the value tells. */
export function byName(one: Case): Verdict | undefined {
  const { type, column, around, strong } = one;
  const { n, passed, words } = one.values;
  // A word as short as `pass` may mean many things: the values have to look the part.
  if (!one.named && type.id === 'credential.password' && one.weak && !one.against)
    return looksSecret(column) ? { hits: column.n, confidence: 0.8 } : undefined;
  if (!one.named) return undefined;
  if (type.group === 'criminal' && isFlag(column) && (column.texts > column.n / 2 || around.persons))
    return { hits: column.n, confidence: 0.85, why: 'a flag on persons' };
  if (column.booleans > column.n / 2 || tellsNothing(column)) return undefined;
  // The arms of an experiment on the checkout are no journeys.
  if (type.group === 'travel' && column.texts > 0 && column.longest <= 2) return undefined;
  if (WORDED_GROUPS.has(type.group) && onlyNumbers(column)) return undefined;
  if (type.group === 'government-id' && isSequence(column)) return undefined;
  // Where no person stands in the record, a job is one that a machine runs, or one that is offered.
  if (type.id === 'employment.job' && !around.persons) return undefined;
  const judgedShape = type.shapes.length > 0 || type.number !== undefined;
  const hits = Math.max(passed, words);
  if (judgedShape && n > 0 && hits / n < 0.5) return undefined;
  return {
    hits: judgedShape && n > 0 ? hits : column.n,
    confidence: (strong >= 0.99 ? 0.85 : 0.72) - (column.n < 5 ? 0.1 : 0),
  };
}

/** Types of closed lists of words: most of the column has to be of the list. */
export function byDictionary(one: Case): Verdict | undefined {
  const { type, column, field, around, strong, weak } = one;
  const { n, passed, words } = one.values;
  if (around.proofs.get(column.id)?.type === type.id) return { hits: column.n, confidence: 0.97 };
  const distinct = column.sketch?.distinct ?? 0;
  // Labels that hold a word of the list, each with a number of its own: `mosque 12`, beside a position.
  if (
    (weak || one.named) &&
    type.holds !== undefined &&
    type.nullRate < 1e-3 &&
    around.placed.has(parentOf(field.elements)) &&
    type.group === 'location' &&
    n >= 5 &&
    passed / n >= 0.4
  )
    return { hits: passed, confidence: one.named ? 0.95 : 0.88 };
  if (distinct > 300) return undefined;
  const cover = n > 0 ? (words + (words > 0 || one.named ? passed : 0)) / n : 0;
  // A code of one or two letters for the civil status is read by nobody but the office that gave it.
  if (
    type.id === 'family.marital-status' &&
    strong >= 0.85 &&
    around.persons &&
    distinct >= 2 &&
    distinct <= 9 &&
    column.longest <= 2
  )
    return { hits: column.n, confidence: 0.85, why: `${distinct} codes` };
  const most = around.persons && type.id !== 'birth.sex' ? 0.3 : 0.5;
  if (one.named && cover >= most) return { hits: Math.min(n, words + passed), confidence: 0.95 };
  // ISO/IEC 5218 and GB/T 2261.1 write the sex as a digit.
  if (
    type.id === 'birth.sex' &&
    strong >= 0.85 &&
    words === 0 &&
    distinct >= 2 &&
    distinct <= 4 &&
    column.longest <= 2
  )
    return { hits: column.n, confidence: 0.85, why: `${distinct} codes` };
  if (strong >= 0.99 && type.group === 'special' && isEnumeration(column))
    return { hits: column.n, confidence: 0.85 };
  // Under the very name of a protected trait, beside a person, a few words of the list stand for wordings that are not in it.
  if (
    strong >= 0.99 &&
    around.persons &&
    type.group === 'health' &&
    n >= 5 &&
    (cover >= 0.03 || (type.id === 'health.diagnosis' && isPhrases(column))) &&
    column.texts > column.n / 2
  )
    return { hits: column.n, confidence: 0.85 };
  if (one.named && type.group === 'criminal' && around.persons && isFlag(column))
    return { hits: column.n, confidence: 0.85, why: 'a flag on persons' };
  const short = column.bytes / Math.max(1, column.close) < 3;
  if (one.against || short || n < 5) return undefined;
  if (words / n >= (ownScript(column) ? 0.45 : weak ? 0.5 : 0.7))
    return { hits: words, confidence: weak ? 0.88 : 0.8 };
  return undefined;
}

/** Written in letters and longer than codes. */
function isPhrases(column: Column): boolean {
  return column.digitsOnly < column.n * 0.1 && column.bytes / Math.max(1, column.close) >= 7;
}

/** Types that only a whole column tells: names of people, by how many begin with what names begin with. */
export function byStatistics(one: Case): Verdict | undefined {
  const { type, column, field, weak } = one;
  const { n, shaped, passed, words } = one.values;
  const hits = Math.max(passed, words);
  const shapedShare = n > 0 ? shaped / n : 0;
  const distinct = column.sketch?.distinct ?? 0;
  const varied = distinct >= 8 || distinctRatio(column) > 0.4;
  if (one.named) {
    if (shapedShare < 0.5 && words / Math.max(1, n) < 0.5) return undefined;
    if (!varied && column.close >= 20) return undefined;
    // `xm` is a name and a project: the surname has to tell.
    if (isAbbreviated(field) && shaped > 0 && passed / shaped < 0.5) return undefined;
    return {
      hits: Math.max(hits, shaped),
      confidence: tail(passed, shaped, Math.max(type.nullRate, 1e-3)) < UNLIKELY ? 0.96 : 0.85,
    };
  }
  if (one.against || !varied || shapedShare < 0.8 || n < 10) return undefined;
  if (type.holds === undefined) return undefined;
  const passRate = passed / shaped;
  const wanted = Math.max(weak ? 0.15 : 0.3, type.nullRate * 4);
  if (passRate < Math.min(0.9, wanted) || tail(passed, shaped, type.nullRate) > UNLIKELY) return undefined;
  return { hits: shaped, confidence: weak ? 0.88 : passRate > 0.6 ? 0.75 : 0.62 };
}

/** What stands in the same object: the elements of a path but the last. */
export function parentOf(elements: readonly string[]): string {
  return elements.slice(0, -1).join('\u0000');
}
