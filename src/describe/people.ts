import type { PeopleEstimate } from '../model/description.ts';
import { distinctRatio } from './distribution.ts';
import type { JudgedField } from './judged.ts';

/** What the engine itself says of the distinct values of a field. */
export interface DistinctHint {
  readonly path: string;
  readonly distinct?: number;
  readonly exact: boolean;
  readonly unique: boolean;
}

/** Types of which a person usually has one. */
const PERSONAL_KEYS = /^(?:id\.|contact\.(?:email|phone)|biometric\.|special\.person)/;
const KEY_NAMES =
  /(?:^| )(?:person|user|member|people|customer|employee|patient|student|citizen|subject|account|owner) ?(?:id|no|num|number|key|code|uuid)$|^uid$|^openid$|^pid$/;

export function isPersonalKey(field: JudgedField): boolean {
  return (
    field.types.some((one) => PERSONAL_KEYS.test(one.type.id) && one.confidence >= 0.5) ||
    KEY_NAMES.test(field.folded)
  );
}

/**
 * At least how many people a data set is about: by the engine's own account, by distinct values where everything was read,
 * else by the birthday estimate, a floor: n evenly drawn values with c equal pairs come from about n(n-1)/2c people; with none,
 * from more than n(n-1)/6 (95 %). Undefined where no field tells people apart: rows are not people.
 */
export function estimatePeople(
  fields: readonly JudgedField[],
  hints: readonly DistinctHint[],
  rows: number | undefined,
  whole: boolean,
): PeopleEstimate | undefined {
  const keys = fields.filter(isPersonalKey).sort((a, b) => keyRank(b) - keyRank(a));
  for (const field of keys) {
    const hint = hints.find((one) => one.path === field.field.path);
    if (hint?.distinct !== undefined && hint.distinct > 0)
      return {
        low: Math.round(hint.distinct),
        ...(hint.exact ? { high: Math.round(hint.distinct) } : {}),
        method: `${hint.exact ? 'server-side cardinality' : 'engine statistics'} of ${field.field.path}`,
      };
    if (hint?.unique && rows !== undefined)
      return { low: rows, method: `unique index on ${field.field.path}` };
  }
  for (const field of keys) {
    const sketch = field.field.column?.sketch;
    if (sketch === undefined || sketch.total < 2) continue;
    const column = field.field.column;
    if (whole && sketch.total >= (column?.n ?? 0))
      return {
        low: sketch.distinct,
        ...(sketch.exact ? { high: sketch.distinct } : {}),
        method: `distinct values of ${field.field.path}${sketch.exact ? '' : ', within about 6 %'}`,
      };
    const drawn = sketch.effective;
    const floor = Math.max(sketch.distinct, (drawn * (drawn - 1)) / 2 / sketch.mostEvenPairs);
    return {
      low: Math.round(rows === undefined ? floor : Math.min(floor, Math.max(rows, sketch.distinct))),
      method: `birthday estimate over ${sketch.total} values of ${field.field.path}`,
    };
  }
  return undefined;
}

function keyRank(field: JudgedField): number {
  const government = field.types.some((one) => one.type.group === 'government-id') ? 3 : 0;
  const named = KEY_NAMES.test(field.folded) ? 2 : 0;
  return government + named + (field.field.column ? distinctRatio(field.field.column) : 0);
}
