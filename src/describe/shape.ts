import type { Group } from '../datatypes/datatype.ts';
import type { Shape, ShapeName } from '../model/description.ts';
import { foldName } from './field-names.ts';
import type { JudgedField } from './judged.ts';
import { isPersonalKey } from './people.ts';
import { isLongText } from './structure.ts';
import { isVector } from './vectors.ts';
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
}

const SUBJECT =
  /(?:^| )(?:person|user|member|people|subject|customer|employee|driver|rider|passenger|device|vehicle|car|bike|face|target|owner|mac|imei|imsi|phone|plate|idcard|citizen)(?: ?(?:id|no|num|number|key|code|uuid))?$|^(?:uid|pid|openid|msisdn|mac|imei|sfzh|zjhm|cph|sjh)$/;
const PLACE_ID =
  /(?:sensor|camera|cam|device|tracker|station|gate|checkpoint|reader|beacon|location|place|kakou|equipment|site) ?(?:id|no|num|number|key|code|index)$|^(?:sxtbh|sbbh|dev ?id|cell ?id)$|摄像头|卡口|设备/u;
const SENSOR =
  /sensor|camera|tracker|checkpoint|station|gate|reader|beacon|卡口|摄像|设备|kamera|камер|датчик/u;
const MESSAGE =
  /^(?:message|msg|content|body|text|prompt|completion|reply|answer|question|chat|消息|内容|сообщение|mesaj|رسالة)$|(?:message|msg) (?:text|body|content)|(?:content|body|text) (?:text|content)/u;
const SPEAKER =
  /(?:^| )(?:from|to|sender|receiver|recipient|role|author|speaker|conversation|chat|session|room|thread|channel|dialog)(?: ?(?:id|name|user|key|no))?$/;
const LOG_WORDS =
  /^(?:level|severity|logger|stack ?trace|exception|trace ?id|span ?id|request|method|status|path|url|user agent|host ?name|service|message|msg|log|event)$/;
const QUEUE =
  /^(?:assigned(?: to)?|assignee|operator(?: id)?|queue|ticket(?: id)?|task(?: id)?|handled by|handler|processed|reviewed by|review status|dispatch.*|disposition|处理人|处理状态|审核状态)$/u;
const WATCH =
  /watch ?list|black ?list|wanted|suspect|risk (?:person|level|score)|key person|control level|surveil|重点|布控|前科|涉恐|涉稳|管控|黑名单|zdry|розыск|судимость|sabika/u;
const BUS = /^(?:topic|partition|offset|routing key|exchange|consumer group|correlation id|delivery tag)$/;

function has(input: ShapeInput, test: (field: JudgedField) => boolean): JudgedField | undefined {
  return input.fields.find(test);
}

function group(field: JudgedField, ...groups: readonly Group[]): boolean {
  return field.types.some((one) => groups.includes(one.type.group) && one.confidence >= 0.45);
}

function id(field: JudgedField, pattern: RegExp): boolean {
  return field.types.some((one) => pattern.test(one.type.id) && one.confidence >= 0.45);
}

const isPoint = (field: JudgedField): boolean =>
  id(field, /^location\.(?:gps|geojson|point|geohash|wkt|track|coordinates)/);
const isTime = (field: JudgedField): boolean => id(field, /^time\./) || isSchemaTime(field.field);
const isText = (field: JudgedField): boolean => {
  const column = field.field.column;
  return column !== undefined && column.n > 0 ? isLongText(column) : MESSAGE.test(field.folded);
};

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

/** Names the kinds of one data set. Where only the schema is known, everything is less sure, and says so. */
export function shapesOf(input: ShapeInput): Shape[] {
  const out: Shape[] = [];
  const scale = input.schemaOnly ? 0.7 : 1;
  const put = (name: ShapeName, confidence: number, because: string): void => {
    out.push({
      name,
      confidence: Math.round(Math.min(0.99, confidence * scale) * 100) / 100,
      because: input.schemaOnly ? `${because}; from the schema only` : because,
    });
  };
  const kinds = personKinds(input);
  const core = kinds.filter((kind) =>
    ['name', 'national id', 'birth', 'address', 'phone', 'e-mail', 'photo or biometrics'].includes(kind),
  );
  const point = has(input, isPoint);
  const time = input.times.length > 0 || has(input, isTime) !== undefined;
  const subject = has(
    input,
    (field) =>
      isPersonalKey(field) ||
      group(field, 'vehicle', 'device') ||
      (SUBJECT.test(field.folded) && !SENSOR.test(field.folded)),
  );
  const place = has(input, (field) => PLACE_ID.test(field.folded));
  const sensor = SENSOR.test(input.name) || has(input, (field) => SENSOR.test(field.folded)) !== undefined;
  const placeWords = has(input, (field) => id(field, /place-word/));
  const vector = has(input, (field) => isVector(field.field));
  const text = has(input, isText);

  if (core.length >= 3 || (core.length === 2 && (kinds.includes('name') || kinds.includes('national id'))))
    put('person table', 0.6 + 0.09 * core.length, `${kinds.join(', ')} in one record`);
  if (time && subject && (point || place)) {
    const repeated = subject.field.column?.sketch
      ? subject.field.column.sketch.distinct < subject.field.column.sketch.total * 0.95
      : false;
    put(
      'tracking stream',
      (point ? 0.75 : 0.6) + (repeated ? 0.12 : 0) + (input.fresh ? 0.08 : 0),
      `${subject.field.path} with ${(point ?? place)?.field.path ?? ''} and a time${repeated ? ', several rows a subject' : ''}`,
    );
  }
  const trail = has(input, (field) => id(field, /^location\.track$/));
  if (trail && !(time && subject && (point || place)))
    put(
      'tracking stream',
      subject ? 0.8 : 0.65,
      `${trail.field.path} holds several positions a record${subject ? `, beside ${subject.field.path}` : ''}`,
    );
  const cells = input.fields.filter((field) => id(field, /^location\.cell$/)).length >= 2;
  if (
    (point || placeWords) &&
    (sensor || placeWords || cells) &&
    !kinds.includes('national id') &&
    !kinds.includes('birth') &&
    !(subject && time && !placeWords && !SENSOR.test(input.name))
  )
    put(
      'sensor registry',
      0.55 + (placeWords ? 0.2 : 0) + (SENSOR.test(input.name) ? 0.15 : 0),
      `${(point ?? placeWords)?.field.path ?? ''}${placeWords ? ' with words for places' : ''} of ${sensor ? 'sensors or cameras' : cells ? 'base stations' : 'fixed places'}`,
    );
  const speaker = has(input, (field) => SPEAKER.test(field.folded));
  const message = has(
    input,
    (field) =>
      MESSAGE.test(field.folded) &&
      (isText(field) || input.schemaOnly || (field.field.column?.texts ?? 0) > 0),
  );
  if (message && speaker && (time || speaker.folded.includes('role')))
    put('chat log', 0.75 + (text ? 0.1 : 0), `${message.field.path} between parties (${speaker.field.path})`);
  const queue = input.fields.filter((field) => QUEUE.test(field.folded));
  if (
    queue.length >= 2 ||
    (queue.length === 1 && kinds.length > 0 && /queue|task|ticket|dispatch|review/.test(input.name))
  )
    put(
      'operator queue',
      0.6 + 0.1 * queue.length,
      `${(queue[0] as JudgedField).field.path}: work handed to operators`,
    );
  const watch = has(input, (field) => WATCH.test(field.folded) || group(field, 'criminal'));
  // A blacklist of addresses or of articles marks no one.
  const marks = watch !== undefined && (kinds.length > 0 || group(watch, 'criminal') || input.schemaOnly);
  if (marks || (WATCH.test(input.name) && kinds.length > 0))
    put(
      'watch-list flag',
      marks ? 0.8 : 0.65,
      marks ? `${watch.field.path} marks people` : 'the name of the container and fields of people',
    );
  if (kinds.length >= 7)
    put(
      'enrichment pile',
      0.4 + 0.06 * kinds.length,
      `${kinds.length} kinds of personal fields from different walks of life in one record`,
    );
  const secretField = has(input, (field) => group(field, 'credential'));
  const secretText = has(input, (field) => field.inside.some((one) => one.type.group === 'credential'));
  const logLike =
    input.fields.filter((field) => LOG_WORDS.test(field.folded)).length >= 2 ||
    /(?:^| )(?:log|logs|logging|audit|trace|traces|syslog|nginx|access)(?: |$)/.test(input.name);
  if (logLike && (secretText || secretField))
    put(
      'application log with secrets',
      secretText ? 0.9 : 0.75,
      secretText
        ? `credentials inside the text of ${secretText.field.path}`
        : `credentials in ${(secretField as JudgedField).field.path} of a log`,
    );
  if (vector) {
    const biometric = has(input, (field) => id(field, /^biometric\./));
    if (biometric && id(biometric, /face|voice|finger|iris|palm/))
      put('biometric templates', 0.9, `${biometric.field.path} holds templates of a body`);
    else if (text)
      put('vector store with text', 0.85, `${vector.field.path} beside the text of ${text.field.path}`);
  } else {
    const biometric = has(
      input,
      (field) =>
        id(field, /^biometric\.(?!face-match|appearance)/) &&
        field.types.some((one) => one.confidence >= 0.6),
    );
    if (biometric) put('biometric templates', 0.75, `${biometric.field.path} holds templates of a body`);
  }
  if (input.fields.filter((field) => BUS.test(field.folded)).length >= 2)
    put('message bus', 0.7, 'topics, partitions or routing keys as fields');
  return out.sort((a, b) => b.confidence - a.confidence);
}

/** A candidate for joining: the data set's index, its shapes so far, and its fields. */
export interface JoinInput extends ShapeInput {
  readonly shapes: readonly Shape[];
  readonly title: string;
}

/**
 * Live tracking: a registry and a stream that share a key. Shared means that the keyed hashes of their values overlap, in
 * memory only; where no value was read, that both have a place key of the same name.
 */
export function joinLive(sets: readonly JoinInput[]): Map<number, Shape> {
  const out = new Map<number, Shape>();
  const named = (set: JoinInput, name: ShapeName): boolean => set.shapes.some((shape) => shape.name === name);
  for (const [at, stream] of sets.entries()) {
    if (!named(stream, 'tracking stream')) continue;
    let best: Shape | undefined;
    for (const registry of sets) {
      if (registry === stream || !(named(registry, 'sensor registry') || named(registry, 'person table')))
        continue;
      const link = linked(stream, registry);
      if (link === undefined) continue;
      const confidence = Math.min(0.98, link.confidence + (stream.fresh ? 0.1 : 0));
      if (best === undefined || confidence > best.confidence)
        best = {
          name: 'live tracking',
          confidence,
          because: `${link.because} of ${registry.title}${stream.fresh ? ', and rows are still coming in' : ''}`,
        };
    }
    if (best === undefined && stream.fresh)
      best = {
        name: 'live tracking',
        confidence: stream.schemaOnly ? 0.5 : 0.7,
        because: 'a tracking stream into which rows are still coming',
      };
    if (best !== undefined) out.set(at, best);
  }
  return out;
}

function linked(
  stream: JoinInput,
  registry: JoinInput,
): { readonly confidence: number; readonly because: string } | undefined {
  let found: { confidence: number; because: string } | undefined;
  const take = (confidence: number, because: string): void => {
    if (found === undefined || confidence > found.confidence) found = { confidence, because };
  };
  for (const a of stream.fields) {
    const left = a.field.column?.sketch;
    for (const b of registry.fields) {
      const right = b.field.column?.sketch;
      if (left !== undefined && right !== undefined) {
        if (left.size < 5 || right.size < 5) continue;
        const { share, n } = left.overlap(right);
        if (n >= 5 && share >= 0.3 && keyLike(a) && keyLike(b))
          take(0.85, `${a.field.path} takes its values from ${b.field.path}`);
      } else if (
        left === undefined &&
        right === undefined &&
        a.folded === b.folded &&
        (PLACE_ID.test(a.folded) || SUBJECT.test(a.folded))
      )
        take(0.6, `${a.field.path} bears the name of ${b.field.path}`);
      else if (
        left === undefined &&
        right === undefined &&
        PLACE_ID.test(a.folded) &&
        /^(?:id|code|no|key)$/.test(b.folded) &&
        SENSOR.test(registry.name)
      )
        take(0.55, `${a.field.path} points at ${b.field.path}`);
    }
  }
  return found;
}

function keyLike(field: JudgedField): boolean {
  if (
    PLACE_ID.test(field.folded) ||
    SUBJECT.test(field.folded) ||
    /(?:^| )(?:id|no|key|code|uuid)$/.test(field.folded) ||
    isPersonalKey(field)
  )
    return true;
  return (field.field.column?.objectIds ?? 0) > 0;
}

/** The name of a container as shapes match it. */
export function shapeName(name: string): string {
  return foldName(name);
}
