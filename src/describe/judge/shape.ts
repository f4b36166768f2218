import type { Shape, ShapeName } from '../../model/description.ts';
import { foldName } from '../match/field-names.ts';
import type { JudgedField } from './judged.ts';
import { isPersonalKey } from './people.ts';
import { isLongText } from './structure.ts';
import { isVector } from './vectors.ts';
import { recordKinds } from './record-kinds.ts';
import {
  group,
  has,
  id,
  isPoint,
  isTime,
  personKinds,
  PLACE_ID,
  type ShapeInput,
  SUBJECT,
} from './shape-fields.ts';
import { trailOf } from './trails.ts';

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

const isText = (field: JudgedField): boolean => {
  const column = field.field.column;
  return column !== undefined && column.n > 0 ? isLongText(column) : MESSAGE.test(field.folded);
};

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
  const sensor = SENSOR.test(input.name) || has(input, (field) => SENSOR.test(field.folded)) !== undefined;
  const placeWords = has(input, (field) => id(field, /place-word/));
  const vector = has(input, (field) => isVector(field.field));
  const text = has(input, isText);

  if (core.length >= 3 || (core.length === 2 && (kinds.includes('name') || kinds.includes('national id'))))
    put('person table', 0.6 + 0.09 * core.length, `${kinds.join(', ')} in one record`);
  const trail = trailOf(input, subject, kinds);
  if (trail !== undefined) put('tracking stream', trail.confidence, trail.because);
  const cells = input.fields.filter((field) => id(field, /^location\.cell$/)).length >= 2;
  if (
    (point || placeWords) &&
    (sensor || placeWords || cells) &&
    !kinds.includes('national id') &&
    !kinds.includes('birth') &&
    (trail === undefined || placeWords || SENSOR.test(input.name))
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
  const chat = out.some(({ name }) => name === 'chat log');
  const records = recordKinds(input, kinds, chat);
  for (const { name, confidence, because } of records) put(name, confidence, because);
  // A hospital is told before the table of persons that it is as well.
  const rank = ({ name, confidence }: Shape): number =>
    confidence - (name === 'person table' && records.length > 0 ? 0.5 : 0);
  return out.sort((a, b) => rank(b) - rank(a));
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
