import { LimitError, ProtocolError } from '../../wire/codec.ts';

/**
 * BSON as it comes: nothing is built but what is asked for. A document stays the bytes that it is; `checkDocument` has
 * walked it once, so that the readers below meet only lengths that hold.
 */
export interface BsonElement {
  /** Element type byte (bsonspec.org). */
  readonly type: number;
  /** The value's bytes, without type and name. */
  readonly bytes: Buffer;
}

const FIXED: ReadonlyMap<number, number> = new Map([
  [0x01, 8],
  [0x06, 0],
  [0x07, 12],
  [0x08, 1],
  [0x09, 8],
  [0x0a, 0],
  [0x10, 4],
  [0x11, 8],
  [0x12, 8],
  [0x13, 16],
  [0x7f, 0],
  [0xff, 0],
]);

function endOfName(bytes: Buffer, from: number, end: number): number {
  const nul = bytes.indexOf(0, from);
  if (nul < 0 || nul >= end) throw new ProtocolError('expected a BSON name that ends within its document');
  return nul + 1;
}

function lengthAt(bytes: Buffer, at: number, end: number, least: number): number {
  if (at + 4 > end) throw new ProtocolError('expected a BSON length within its document');
  const length = bytes.readInt32LE(at);
  if (length < least) throw new ProtocolError(`expected a BSON length of ${least} or more`);
  return length;
}

/** Bytes that a value of this type takes from `at`; it must end before `end`. */
function sizeOf(type: number, bytes: Buffer, at: number, end: number): number {
  const size = variableSize(type, bytes, at, end);
  if (at + size > end) throw new ProtocolError('expected a BSON value that ends within its document');
  return size;
}

function variableSize(type: number, bytes: Buffer, at: number, end: number): number {
  const fixed = FIXED.get(type);
  if (fixed !== undefined) return fixed;
  switch (type) {
    case 0x02:
    case 0x0d:
    case 0x0e:
      return 4 + lengthAt(bytes, at, end, 1);
    case 0x03:
    case 0x04:
      return lengthAt(bytes, at, end, 5);
    case 0x05:
      return 5 + lengthAt(bytes, at, end, 0);
    case 0x0b:
      return endOfName(bytes, endOfName(bytes, at, end), end) - at;
    case 0x0c:
      return 4 + lengthAt(bytes, at, end, 1) + 12;
    case 0x0f:
      return lengthAt(bytes, at, end, 14);
    default:
      throw new ProtocolError(`no BSON element has type 0x${type.toString(16)}`);
  }
}

/**
 * Walks a whole document without recursion: every length holds, nothing ends outside its parent, nesting and elements stay
 * below their ceilings.
 */
export function checkDocument(
  bytes: Buffer,
  limits: { readonly elements: number; readonly depth: number },
): void {
  if (lengthAt(bytes, 0, bytes.length, 5) !== bytes.length)
    throw new ProtocolError('a BSON document lies about its length');
  const ends: number[] = [bytes.length];
  let at = 4;
  let elements = 0;
  while (ends.length > 0) {
    const end = ends[ends.length - 1] ?? 0;
    if (at >= end) throw new ProtocolError('expected a BSON document that ends with a NUL');
    const type = bytes[at] ?? 0;
    at += 1;
    if (type === 0) {
      if (at !== end) throw new ProtocolError('a BSON document ends before its length');
      ends.pop();
      continue;
    }
    elements += 1;
    if (elements > limits.elements)
      throw new LimitError(`more than ${limits.elements} elements in one answer`);
    at = endOfName(bytes, at, end);
    const size = sizeOf(type, bytes, at, end);
    if (type === 0x03 || type === 0x04) {
      if (ends.length >= limits.depth)
        throw new LimitError(`an answer nests more than ${limits.depth} levels`);
      ends.push(at + size);
      at += 4;
    } else {
      at += size;
    }
  }
}

/** Elements of one level, in order, with their names as bytes. */
export function* elements(
  document: Buffer,
): Generator<{ readonly name: Buffer; readonly element: BsonElement }> {
  let at = 4;
  const end = document.length;
  while (at < end) {
    const type = document[at] ?? 0;
    if (type === 0) return;
    const valueAt = endOfName(document, at + 1, end);
    const size = sizeOf(type, document, valueAt, end);
    const name = document.subarray(at + 1, valueAt - 1);
    at = valueAt + size;
    yield { name, element: { type, bytes: document.subarray(valueAt, at) } };
  }
}

/** The first element of that name. */
export function field(document: Buffer | undefined, name: string): BsonElement | undefined {
  if (!document) return undefined;
  const wanted = Buffer.from(name, 'utf8');
  for (const item of elements(document)) if (item.name.equals(wanted)) return item.element;
  return undefined;
}

/** int32, int64, double or boolean as a number; undefined for others and for what is no finite number. */
export function asNumber(element: BsonElement | undefined): number | undefined {
  if (!element) return undefined;
  const { type, bytes } = element;
  if (type === 0x10) return bytes.readInt32LE();
  if (type === 0x12) return Number(bytes.readBigInt64LE());
  if (type === 0x08) return bytes[0] === 0 ? 0 : 1;
  if (type !== 0x01) return undefined;
  const value = bytes.readDoubleLE();
  return Number.isFinite(value) ? value : undefined;
}

/** A whole number of 0 or more that a count or a size can be; rounded where it came as a double. */
export function asCount(element: BsonElement | undefined): number | undefined {
  const value = asNumber(element);
  if (value === undefined || value < 0) return undefined;
  const whole = Math.round(value);
  return Number.isSafeInteger(whole) ? whole : undefined;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 that is well-formed, or undefined. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The bytes of a text element, without length and NUL. */
export function asTextBytes(element: BsonElement | undefined): Buffer | undefined {
  return element?.type === 0x02 ? element.bytes.subarray(4, element.bytes.length - 1) : undefined;
}

/** Hostile text: for comparison and cleaning, never for printing. */
export function asText(element: BsonElement | undefined): string | undefined {
  const bytes = asTextBytes(element);
  return bytes && utf8Text(bytes);
}

export function asDocument(element: BsonElement | undefined): Buffer | undefined {
  return element?.type === 0x03 ? element.bytes : undefined;
}

/** The elements of an array. */
export function asArray(element: BsonElement | undefined): readonly BsonElement[] | undefined {
  return element?.type === 0x04 ? [...elements(element.bytes)].map((item) => item.element) : undefined;
}

/** Hex digits of an ObjectId. */
export function asObjectId(element: BsonElement | undefined): string | undefined {
  return element?.type === 0x07 ? element.bytes.toString('hex') : undefined;
}
