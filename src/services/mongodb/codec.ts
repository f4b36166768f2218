import {
  type Codec,
  LimitError,
  ProtocolError,
  type ReplyLimits,
  type ReplyReader,
} from '../../wire/codec.ts';
import { checkDocument } from './bson-read.ts';
import { type BsonWritableDocument, decodeDocument, encodeDocument } from './bson-write.ts';

/**
 * One command. `msg` is OP_MSG (opcode 2013, since MongoDB 3.6; the database is the key `$db` of the body); `query` is
 * OP_QUERY (2004) on `db.$cmd`, which servers from 5.1 on take for `isMaster` and `hello` alone.
 */
export type MongoSend =
  | { readonly op: 'msg'; readonly body: BsonWritableDocument }
  | { readonly op: 'query'; readonly db: string; readonly body: BsonWritableDocument };

export interface MongoReply {
  /** The answer's document as BSON bytes, walked once by `checkDocument`. */
  readonly document: Buffer;
}

const HEADER = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
/** One question at a time on a connection: every request may carry the same number. */
const REQUEST_ID = 1;
const SECONDARY_OK = 4;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** `maxMessageSizeBytes` of every MongoDB so far. */
const LARGEST_MESSAGE = 48_000_000;
/** Bits 0 to 15 of the OP_MSG flags must be understood by who reads them. */
const REQUIRED_FLAGS = 0xffff;

function message(opcode: number, body: Buffer): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeInt32LE(HEADER + body.length, 0);
  header.writeInt32LE(REQUEST_ID, 4);
  header.writeInt32LE(opcode, 12);
  return Buffer.concat([header, body]);
}

function encode(send: MongoSend): Buffer {
  const document = encodeDocument(send.body);
  if (send.op === 'msg') return message(OP_MSG, Buffer.concat([Buffer.alloc(5), document]));
  if (send.db.includes('\0')) throw new ProtocolError('a database name must not contain a NUL');
  const head = Buffer.alloc(4);
  head.writeInt32LE(SECONDARY_OK);
  const tail = Buffer.alloc(8);
  tail.writeInt32LE(-1, 4);
  return message(OP_QUERY, Buffer.concat([head, Buffer.from(`${send.db}.$cmd\0`, 'utf8'), tail, document]));
}

function decodeQuery(bytes: Buffer): MongoSend {
  const end = bytes.indexOf(0, HEADER + 4);
  if (end < 0 || end + 9 > bytes.length) throw new ProtocolError('expected OP_QUERY with a collection name');
  const name = bytes.subarray(HEADER + 4, end).toString('utf8');
  if (!name.endsWith('.$cmd')) throw new ProtocolError('expected OP_QUERY on a command namespace');
  return { op: 'query', db: name.slice(0, -'.$cmd'.length), body: decodeDocument(bytes.subarray(end + 9)) };
}

function decode(bytes: Buffer): MongoSend {
  if (bytes.length < HEADER + 5 || bytes.readInt32LE(0) !== bytes.length) {
    throw new ProtocolError('expected one whole MongoDB message');
  }
  const opcode = bytes.readInt32LE(12);
  if (opcode !== OP_MSG && opcode !== OP_QUERY) throw new ProtocolError('expected OP_MSG or OP_QUERY');
  const send: MongoSend =
    opcode === OP_MSG ? { op: 'msg', body: decodeDocument(bytes.subarray(HEADER + 5)) } : decodeQuery(bytes);
  if (!encode(send).equals(bytes)) throw new ProtocolError('a request is not in canonical form');
  return send;
}

/** The only document of section kind 0; sections of kind 1 are no part of an answer to what is asked here. */
function messageDocument(body: Buffer): Buffer {
  const flags = body.length >= 4 ? body.readUInt32LE(0) : 0;
  if ((flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0) {
    throw new ProtocolError('an OP_MSG has flags that nobody has defined');
  }
  if ((flags & MORE_TO_COME) !== 0)
    throw new ProtocolError('an OP_MSG announces more answers than were asked for');
  const end = (flags & CHECKSUM_PRESENT) === 0 ? body.length : body.length - 4;
  if (end < 10 || body[4] !== 0) throw new ProtocolError('expected an OP_MSG with one body section');
  return body.subarray(5, end);
}

/** OP_REPLY: flags, cursor id, starting from, number returned, then the documents. */
function replyDocument(body: Buffer): Buffer {
  if (body.length < 25) throw new ProtocolError('expected an OP_REPLY with a document');
  if (body.readInt32LE(16) !== 1) throw new ProtocolError('expected an OP_REPLY with exactly one document');
  return body.subarray(20);
}

function parse(bytes: Buffer, limits: ReplyLimits): MongoReply {
  const opcode = bytes.readInt32LE(12);
  const body = bytes.subarray(HEADER);
  const document = opcode === OP_MSG ? messageDocument(body) : replyDocument(body);
  checkDocument(document, limits);
  return { document };
}

/** Looks at the first four bytes alone, so that a service with shorter greetings is told apart at once. */
function checkLength(start: Buffer): void {
  const length = start.readInt32LE(0);
  if (length < HEADER + 10 || length > LARGEST_MESSAGE) {
    throw new ProtocolError('expected the length of a MongoDB message');
  }
}

function checkHeader(header: Buffer, limits: ReplyLimits): number {
  const length = header.readInt32LE(0);
  const opcode = header.readInt32LE(12);
  if (opcode !== OP_MSG && opcode !== OP_REPLY)
    throw new ProtocolError('expected a MongoDB message header with OP_MSG or OP_REPLY');
  if (header.readInt32LE(8) !== REQUEST_ID)
    throw new ProtocolError('a MongoDB message answers another request');
  if (length > limits.bytes) throw new LimitError(`an answer announces more than ${limits.bytes} bytes`);
  return length;
}

function reader(_send: MongoSend, limits: ReplyLimits): ReplyReader<MongoReply> {
  const chunks: Buffer[] = [];
  let held = 0;
  let length: number | undefined;
  return {
    push(chunk) {
      chunks.push(chunk);
      held += chunk.length;
      if (length === undefined) {
        if (held < 4) return undefined;
        const start = Buffer.concat(chunks, Math.min(held, HEADER));
        checkLength(start);
        if (held < HEADER) return undefined;
        length = checkHeader(start, limits);
      }
      if (held < length) return undefined;
      const all = Buffer.concat(chunks, held);
      return { reply: parse(all.subarray(0, length), limits), rest: all.subarray(length) };
    },
  };
}

export const mongoCodec: Codec<MongoSend, MongoReply> = { name: 'mongodb', encode, decode, reader };

/** What the header of a MongoDB answer looks like, for services on odd ports. */
export function looksLikeMessage(bytes: Buffer): boolean {
  if (bytes.length < HEADER) return false;
  const opcode = bytes.readInt32LE(12);
  const length = bytes.readInt32LE(0);
  return (opcode === OP_MSG || opcode === OP_REPLY) && length >= HEADER + 10 && length <= LARGEST_MESSAGE;
}
