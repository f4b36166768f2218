import type { Group } from '../../datatypes/datatype.ts';
import type { JudgedField } from './judged.ts';
import { isSchemaTime, type TimeRange } from './time-columns.ts';

/** What is needed of one data set to name its kind. */
export interface ShapeInput {
  /** The container's own name, folded; for hints, never returned. */
  readonly name: string;
  readonly fields: readonly JudgedField[];
  readonly times: readonly TimeRange[];
  /** New rows in the last day, or between two counts. */
  readonly fresh: boolean;
  readonly schemaOnly: boolean;
  /** True where every record was read: then what does not repeat does not repeat. */
  readonly all?: boolean;
}

export const SUBJECT =
  /(?:^| )(?:person|user|member|people|subject|customer|employee|driver|rider|passenger|device|vehicle|car|bike|face|target|owner|mac|imei|imsi|phone|plate|idcard|citizen)(?: ?(?:id|no|num|number|key|code|uuid))?$|^(?:uid|pid|openid|msisdn|mac|imei|sfzh|zjhm|cph|sjh)$/;
export const PLACE_ID =
  /(?:sensor|camera|cam|device|tracker|station|gate|checkpoint|reader|beacon|location|place|kakou|equipment|site) ?(?:id|no|num|number|key|code|index)$|^(?:sxtbh|sbbh|dev ?id|cell ?id)$|摄像头|卡口|设备/u;
export function has(input: ShapeInput, test: (field: JudgedField) => boolean): JudgedField | undefined {
  return input.fields.find(test);
}

export function group(field: JudgedField, ...groups: readonly Group[]): boolean {
  return field.types.some((one) => groups.includes(one.type.group) && one.confidence >= 0.45);
}

export function id(field: JudgedField, pattern: RegExp): boolean {
  return field.types.some((one) => pattern.test(one.type.id) && one.confidence >= 0.45);
}

export const isPoint = (field: JudgedField): boolean =>
  id(field, /^location\.(?:gps|geojson|point|geohash|wkt|track|coordinates)/);
export const isTime = (field: JudgedField): boolean => id(field, /^time\./) || isSchemaTime(field.field);
/** The kinds of personal fields that stand in one record, by our words. */
export function personKinds(input: ShapeInput): string[] {
  const kinds: [string, (field: JudgedField) => boolean][] = [
    ['name', (field) => group(field, 'name')],
    ['national id', (field) => group(field, 'government-id')],
    ['birth', (field) => group(field, 'birth')],
    ['address', (field) => id(field, /address/)],
    ['phone', (field) => id(field, /phone|mobile/)],
    ['e-mail', (field) => id(field, /email/)],
    ['special category', (field) => group(field, 'special', 'health', 'genetic')],
    ['photo or biometrics', (field) => group(field, 'image', 'biometric')],
    ['employer', (field) => group(field, 'employment')],
    ['family', (field) => group(field, 'family', 'education')],
    ['finance', (field) => group(field, 'financial')],
    ['criminal record', (field) => group(field, 'criminal')],
  ];
  return kinds.filter(([, test]) => has(input, test)).map(([name]) => name);
}
