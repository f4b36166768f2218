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

/** Requests are small: all are written into one buffer and copied out of it. */
let scratch = Buffer.allocUnsafe(4_096);
let at = 0;

function room(bytes: number): void {
  if (at + bytes <= scratch.length) return;
  const grown = Buffer.allocUnsafe((at + bytes) * 2);
  scratch.copy(grown, 0, 0, at);
  scratch = grown;
}

function byte(value: number): void {
  room(1);
  scratch[at] = value;
  at += 1;
}

function int32(value: number): void {
  room(4);
  at = scratch.writeInt32LE(value, at);
}

function utf8(text: string): number {
  if (/\p{Surrogate}/u.test(text)) throw new ProtocolError('text of a request must be well-formed Unicode');
  room(text.length * 3);
  const written = scratch.write(text, at, 'utf8');
  at += written;
  return written;
}

function cstring(text: string): void {
  if (text.includes('\0')) throw new ProtocolError('a BSON name must not contain a NUL');
  utf8(text);
  byte(0);
}

function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= INT32_MIN && value <= INT32_MAX && !Object.is(value, -0);
}

function typeOf(value: BsonWritable): number {
  if (value === null) return 0x0a;
  if (typeof value === 'boolean') return 0x08;
  if (typeof value === 'number') return isInt32(value) ? 0x10 : 0x01;
  if (typeof value === 'bigint') return 0x12;
  if (typeof value === 'string') return 0x02;
  if (Array.isArray(value)) return 0x04;
  return Object.hasOwn(value, '$oid') ? 0x07 : 0x03;
}

function writeString(text: string): void {
  const start = at;
  int32(0);
  const written = utf8(text);
  byte(0);
  scratch.writeInt32LE(written + 1, start);
}

function writeValue(type: number, value: BsonWritable, depth: number): void {
  if (depth > REQUEST_DEPTH) throw new ProtocolError(`a request nests at most ${REQUEST_DEPTH} levels`);
  if (value === null) return;
  if (typeof value === 'boolean') byte(value ? 1 : 0);
  else if (typeof value === 'string') writeString(value);
  else if (typeof value === 'number') {
    if (type === 0x10) return int32(value);
    room(8);
    at = scratch.writeDoubleLE(value, at);
  } else if (typeof value === 'bigint') {
    if (value < INT64_MIN || value > INT64_MAX) throw new ProtocolError('a whole number must fit 64 bits');
    room(8);
    at = scratch.writeBigInt64LE(value, at);
  } else if (type === 0x07) {
    const hex = requestObjectId(value);
    if (hex === undefined) throw new ProtocolError('an ObjectId takes 24 lower-case hex digits');
    room(12);
    at += scratch.write(hex, at, 'hex');
  } else {
    writeDocument(value, depth);
  }
}

function writeDocument(document: BsonWritableDocument | readonly BsonWritable[], depth: number): void {
  const start = at;
  int32(0);
  for (const [key, item] of Object.entries<BsonWritable>(document as Record<string, BsonWritable>)) {
    const type = typeOf(item);
    byte(type);
    cstring(key);
    writeValue(type, item, depth + 1);
  }
  byte(0);
  scratch.writeInt32LE(at - start, start);
}

/** Throws `ProtocolError` for what BSON or this subset cannot say. */
export function encodeDocument(document: BsonWritableDocument): Buffer {
  at = 0;
  writeDocument(document, 0);
  return Buffer.from(scratch.subarray(0, at));
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

/**
 * Exactly one document, nothing behind it. Bytes that `encodeDocument` would have written otherwise are not told apart here:
 * the codec encodes again and compares.
 */
export function decodeDocument(bytes: Buffer): BsonWritableDocument {
  const cursor = new Cursor(bytes);
  const document = Object.fromEntries(decodeEntries(cursor, 0));
  if (cursor.at !== bytes.length) throw new ProtocolError('bytes follow the document of a request');
  return document;
}
