import { ProtocolError } from '../../wire/codec.ts';

/**
 * The part of BSON that requests are written in (bsonspec.org, version 1.1). Whole numbers that fit are int32, other
 * numbers double, `bigint` is int64, and an ObjectId is written as `{ $oid: '24 hex digits' }`.
 */
export type BsonWritable =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly BsonWritable[]
  | BsonWritableDocument;
export interface BsonWritableDocument {
  readonly [key: string]: BsonWritable;
}

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const REQUEST_DEPTH = 16;
const OBJECT_ID = /^[0-9a-f]{24}$/;

/** The 24 hex digits of an ObjectId in its request form, or undefined. */
export function requestObjectId(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length !== 1 || first?.[0] !== '$oid') return undefined;
  return typeof first[1] === 'string' && OBJECT_ID.test(first[1]) ? first[1] : undefined;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function utf8(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.toString('utf8') !== text)
    throw new ProtocolError('text of a request must be well-formed Unicode');
  return bytes;
}

function cstring(text: string): Buffer {
  if (text.includes('\0')) throw new ProtocolError('a BSON name must not contain a NUL');
  return Buffer.concat([utf8(text), Buffer.of(0)]);
}

function encodeNumber(value: number): readonly [number, Buffer] {
  if (Number.isInteger(value) && value >= INT32_MIN && value <= INT32_MAX && !Object.is(value, -0)) {
    return [0x10, int32(value)];
  }
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return [0x01, bytes];
}

function encodeValue(value: BsonWritable, depth: number): readonly [number, Buffer] {
  if (depth > REQUEST_DEPTH) throw new ProtocolError(`a request nests at most ${REQUEST_DEPTH} levels`);
  if (value === null) return [0x0a, Buffer.alloc(0)];
  if (typeof value === 'boolean') return [0x08, Buffer.of(value ? 1 : 0)];
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value === 'bigint') {
    if (value < INT64_MIN || value > INT64_MAX) throw new ProtocolError('a whole number must fit 64 bits');
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return [0x12, bytes];
  }
  if (typeof value === 'string') {
    const text = utf8(value);
    return [0x02, Buffer.concat([int32(text.length + 1), text, Buffer.of(0)])];
  }
  if (Array.isArray(value)) {
    return [
      0x04,
      encodeEntries(
        value.map((item: BsonWritable, index) => [String(index), item] as const),
        depth,
      ),
    ];
  }
  const hex = requestObjectId(value);
  if (hex !== undefined) return [0x07, Buffer.from(hex, 'hex')];
  if (Object.hasOwn(value, '$oid')) throw new ProtocolError('an ObjectId takes 24 lower-case hex digits');
  return [0x03, encodeEntries(Object.entries(value), depth)];
}

function encodeEntries(entries: readonly (readonly [string, BsonWritable])[], depth: number): Buffer {
  const parts: Buffer[] = [];
  for (const [key, item] of entries) {
    const [type, bytes] = encodeValue(item, depth + 1);
    parts.push(Buffer.of(type), cstring(key), bytes);
  }
  const body = Buffer.concat(parts);
  return Buffer.concat([int32(body.length + 5), body, Buffer.of(0)]);
}

/** Throws `ProtocolError` for what BSON or this subset cannot say. */
export function encodeDocument(document: BsonWritableDocument): Buffer {
  return encodeEntries(Object.entries(document), 0);
}

class Cursor {
  readonly bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  take(length: number): Buffer {
    if (length < 0 || this.at + length > this.bytes.length)
      throw new ProtocolError('a request ends too early');
    const part = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }

  cstring(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) throw new ProtocolError('a name in a request has no end');
    const text = this.take(end - this.at).toString('utf8');
    this.at += 1;
    return text;
  }
}

function decodeString(cursor: Cursor): string {
  const length = cursor.take(4).readInt32LE();
  if (length < 1) throw new ProtocolError('a text in a request has a length below 1');
  const bytes = cursor.take(length);
  if (bytes[length - 1] !== 0) throw new ProtocolError('a text in a request has no end');
  return bytes.subarray(0, length - 1).toString('utf8');
}

function decodeValue(type: number, cursor: Cursor, depth: number): BsonWritable {
  if (type === 0x01) return cursor.take(8).readDoubleLE();
  if (type === 0x02) return decodeString(cursor);
  if (type === 0x03) return Object.fromEntries(decodeEntries(cursor, depth + 1));
  if (type === 0x04) return decodeEntries(cursor, depth + 1).map(([, item]) => item);
  if (type === 0x07) return { $oid: cursor.take(12).toString('hex') };
  if (type === 0x08) return cursor.take(1)[0] === 1;
  if (type === 0x0a) return null;
  if (type === 0x10) return cursor.take(4).readInt32LE();
  if (type === 0x12) return cursor.take(8).readBigInt64LE();
  throw new ProtocolError(`a request has an element of type 0x${type.toString(16)}`);
}

function decodeEntries(cursor: Cursor, depth: number): [string, BsonWritable][] {
  if (depth > REQUEST_DEPTH) throw new ProtocolError(`a request nests at most ${REQUEST_DEPTH} levels`);
  const start = cursor.at;
  const length = cursor.take(4).readInt32LE();
  const entries: [string, BsonWritable][] = [];
  for (;;) {
    const type = cursor.take(1)[0] ?? 0;
    if (type === 0) break;
    const key = cursor.cstring();
    entries.push([key, decodeValue(type, cursor, depth)]);
  }
  if (cursor.at - start !== length) throw new ProtocolError('a document in a request lies about its length');
  return entries;
}

/** Exactly one document; throws `ProtocolError` for anything that `encodeDocument` would not have written. */
export function decodeDocument(bytes: Buffer): BsonWritableDocument {
  const cursor = new Cursor(bytes);
  const document = Object.fromEntries(decodeEntries(cursor, 0));
  if (cursor.at !== bytes.length) throw new ProtocolError('bytes follow the document of a request');
  if (!encodeDocument(document).equals(bytes)) throw new ProtocolError('a request is not in canonical form');
  return document;
}
