import type { JudgedField } from './judged.ts';
import { isPersonalKey } from './people.ts';
import { group, has, id, isPoint, isTime, PLACE_ID, type ShapeInput, SUBJECT } from './shape-fields.ts';

/** A position that belongs to an address and not to a moment. */
const FIXED =
  /(?:^| )(?:address|addr|home|residence|domicile|birthplace|hometown|branch|store|shop|office|clinic|school)(?: |$)/;
/** A device that one person carries, as against one that is bolted down. */
const CARRIED = /^device\.(?:imei|imsi|mac|advertising-id|iccid|push-token)$/;
const CARRIED_NAME =
  /(?:^| )(?:person|user|member|people|subject|customer|employee|driver|rider|passenger|vehicle|car|bike|face|target|owner|mac|imei|imsi|phone|plate|idcard|citizen|card)(?: |$)/;
/** A subject comes again where so few of its values are different; where they are estimated, with room for the estimate's error. */
const REPEATS = 0.95;
const REPEATS_ESTIMATED = 0.82;
/** So many more positions than subjects: some of them move. */
const MOVES = 1.2;

/** So few positions for each subject: they are stops that all come by, and not one place for each. */
const STOPS = 0.3;
const FEWER = 0.8;

interface Trail {
  readonly confidence: number;
  readonly because: string;
}

function distinct(field: JudgedField | undefined): number | undefined {
  const sketch = field?.field.column?.sketch;
  return sketch === undefined || sketch.total === 0 ? undefined : sketch.distinct;
}

function repeats(field: JudgedField): boolean {
  const sketch = field.field.column?.sketch;
  return (
    sketch !== undefined && sketch.distinct < sketch.total * (sketch.exact ? REPEATS : REPEATS_ESTIMATED)
  );
}

/** True where a field stands in the object of the other, or in one around it. */
function beside(field: JudgedField, other: JudgedField): boolean {
  const [own, its] = [field.field.elements.slice(0, -1), other.field.elements.slice(0, -1)];
  return own.every((element, at) => element === its[at]) || its.every((element, at) => element === own[at]);
}

/** Different positions of the data set: of the coordinate that tells most of them apart. */
function positionsOf(input: ShapeInput): number | undefined {
  const counts = input.fields.filter(isPoint).flatMap((field) => distinct(field) ?? []);
  return counts.length === 0 ? undefined : Math.max(...counts);
}

/** True where the values say that no subject is at a second place: one position each, or one row each. */
function staysPut(
  input: ShapeInput,
  subject: JudgedField,
  places: number | undefined,
  kinds: readonly string[],
): boolean {
  const subjects = distinct(subject);
  if (subjects === undefined) return false;
  const table = kinds.filter((kind) => /^(?:name|birth|address)$/.test(kind)).length >= 2;
  if (repeats(subject)) {
    if (places === undefined || places >= subjects * MOVES) return false;
    // Many bicycles share few stands. Households share an address, and their table says who they are.
    return places < 2 || !isCarried(subject) || places >= subjects * (table ? STOPS : FEWER);
  }
  // Of a sample of many rows hardly any subject comes twice; a table of persons tells itself by what else stands in it.
  return input.all === true || table;
}

/**
 * A trail: the same subject at several places at several times. A place is a position that stands for a moment and not for an
 * address, or the number of a gate or a camera, where the subject is somebody or what somebody carries.
 */
export function trailOf(
  input: ShapeInput,
  subject: JudgedField | undefined,
  kinds: readonly string[],
): Trail | undefined {
  const track = has(input, (field) => id(field, /^location\.track$/));
  const point = has(
    input,
    (field) =>
      isPoint(field) && !FIXED.test(field.field.elements.join(' ').replace(/[_.-]/g, ' ').toLowerCase()),
  );
  const gate = has(input, (field) => PLACE_ID.test(field.folded) && field !== subject);
  const times = input.fields.filter(
    (field) => isTime(field) || input.times.some((range) => range.field === field.field),
  );
  const timed = (place: JudgedField): boolean => times.some((time) => beside(time, place));
  if (subject !== undefined && point !== undefined && timed(point)) {
    if (!staysPut(input, subject, positionsOf(input), kinds)) {
      const again = repeats(subject);
      return {
        confidence: 0.75 + (again ? 0.12 : 0) + (input.fresh ? 0.08 : 0),
        because: `${subject.field.path} with ${point.field.path} and a time${again ? ', several rows a subject' : ''}`,
      };
    }
  } else if (point === undefined && gate !== undefined && timed(gate)) {
    const carried = has(input, (field) => field !== gate && isCarried(field));
    const gates = distinct(gate);
    if (
      carried !== undefined &&
      !staysPut(input, carried, undefined, kinds) &&
      (gates === undefined || gates >= 2)
    ) {
      const again = repeats(carried);
      return {
        confidence: 0.6 + (again ? 0.12 : 0) + (input.fresh ? 0.08 : 0),
        because: `${carried.field.path} with ${gate.field.path} and a time${again ? ', several rows a subject' : ''}`,
      };
    }
  }
  if (track === undefined) return undefined;
  return {
    confidence: subject ? 0.8 : 0.65,
    because: `${track.field.path} holds several positions a record${subject ? `, beside ${subject.field.path}` : ''}`,
  };
}

function isCarried(field: JudgedField): boolean {
  return (
    isPersonalKey(field) ||
    id(field, CARRIED) ||
    group(field, 'vehicle') ||
    (SUBJECT.test(field.folded) && (CARRIED_NAME.test(field.folded) || !field.folded.includes('device')))
  );
}
