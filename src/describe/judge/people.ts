import type { PeopleEstimate } from '../../model/description.ts';
import { distinctRatio } from './distribution.ts';
import { foldName } from '../match/field-names.ts';
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

/** Facts of a person beside a key that is one by its name alone. */
const OF_PERSONS = new Set([
  'name',
  'birth',
  'contact',
  'government-id',
  'family',
  'health',
  'biometric',
  'special',
]);
/** Machines, programs and firms have keys of the same names. */
const OF_OTHERS =
  /(?:^| )(?:pod|pods|container|kubernetes|k s|node|replicaset|deployment|job|process|service|host|company|companies|firm|organization|organisation|org|order|product|item|event|metadata)(?: |$)/;
/** Devices that people carry, where they leave a trail. */
const CARRIED = /^device\.(?:imei|imsi|mac|advertising-id|iccid|push-token)$/;
const CARRIED_NAME =
  /(?:^| )(?:device|phone|tracker|tag|advertiser|ad|maid|idfa|gaid|imei|imsi) ?(?:id|no|code|key|uuid)?$/;

/** True where a field's values say so, or where its name does and facts of a person stand beside it. */
function tellsPeopleApart(field: JudgedField, fields: readonly JudgedField[]): boolean {
  if (!isPersonalKey(field)) return false;
  if (field.types.some((one) => PERSONAL_KEYS.test(one.type.id) && one.confidence >= 0.5)) return true;
  if (field.field.elements.slice(0, -1).some((element) => OF_OTHERS.test(foldName(element)))) return false;
  const whole = /^(?:uid|pid)$|^(?:subject|account|owner)/.test(field.folded);
  return (
    !whole ||
    fields.some((other) => other.types.some((one) => OF_PERSONS.has(one.type.group) && one.confidence >= 0.5))
  );
}

/** The devices of a trail: people carry them, and few people carry one that is another's. */
function devicesOf(fields: readonly JudgedField[]): JudgedField[] {
  const placed = fields.some((field) =>
    field.types.some(
      (one) =>
        /^location\.(?:gps|geojson|track|point|geohash|wkt)/.test(one.type.id) && one.confidence >= 0.5,
    ),
  );
  if (!placed) return [];
  return fields.filter(
    (field) =>
      field.types.some((one) => CARRIED.test(one.type.id) && one.confidence >= 0.5) ||
      CARRIED_NAME.test(field.folded),
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
  const own = fields.filter((field) => tellsPeopleApart(field, fields));
  const keys = (own.length > 0 ? own : devicesOf(fields)).sort((a, b) => keyRank(b) - keyRank(a));
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
    // A key in every row that was read, and so few equal ones that there are as many as rows: no estimate is needed.
    if (rows !== undefined && column !== undefined && column.n === rows && floor >= rows)
      return {
        low: rows,
        high: rows,
        method: `distinct values of ${field.field.path}, one in each row`,
      };
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
