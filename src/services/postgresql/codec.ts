import { ProtocolError, type Codec, type ReplyLimits, type ReplyReader } from '../../wire/codec.ts';
import { queryReader, startupReader, terminateReader, tlsReader } from './reader.ts';
import type { PgReply } from './reply.ts';

/** PostgreSQL frontend messages, as far as they are ever sent. Protocol 3.0, see "Message Formats" in the PostgreSQL manual. */
export type PgSend =
  | { readonly type: 'ssl' }
  | { readonly type: 'startup'; readonly parameters: readonly (readonly [string, string])[] }
  | { readonly type: 'query'; readonly sql: string }
  | { readonly type: 'terminate' };

const SSL_REQUEST = 80_877_103;
const PROTOCOL_3 = 196_608;

function cstring(text: string): Buffer {
  if (text.includes('\0')) throw new ProtocolError('a PostgreSQL string cannot hold a zero byte');
  return Buffer.from(`${text}\0`, 'utf8');
}

function withLength(head: Buffer, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + body.length);
  return Buffer.concat([head, length, body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

const NOTHING = Buffer.alloc(0);

export function encodePg(send: PgSend): Buffer {
  switch (send.type) {
    case 'ssl':
      return withLength(NOTHING, int32(SSL_REQUEST));
    case 'startup': {
      const parts = [int32(PROTOCOL_3)];
      for (const [key, value] of send.parameters) {
        if (key === '') throw new ProtocolError('a startup parameter needs a name');
        parts.push(cstring(key), cstring(value));
      }
      parts.push(Buffer.from([0]));
      return withLength(NOTHING, Buffer.concat(parts));
    }
    case 'query':
      return withLength(Buffer.from('Q'), cstring(send.sql));
    case 'terminate':
      return withLength(Buffer.from('X'), NOTHING);
  }
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) throw new ProtocolError('text in a request is UTF-8');
  return text;
}

function decodeStartup(body: Buffer): PgSend {
  const parameters: [string, string][] = [];
  let at = 4;
  const next = (): Buffer => {
    const end = body.indexOf(0, at);
    if (end < 0) throw new ProtocolError('a startup parameter ends with a zero byte');
    const part = body.subarray(at, end);
    at = end + 1;
    return part;
  };
  for (;;) {
    const key = next();
    if (key.length === 0) break;
    parameters.push([textOf(key), textOf(next())]);
  }
  if (at !== body.length) throw new ProtocolError('bytes follow the startup parameters');
  return { type: 'startup', parameters };
}

export function decodePg(bytes: Buffer): PgSend {
  const typed = bytes[0] === 0x51 || bytes[0] === 0x58;
  const at = typed ? 1 : 0;
  if (bytes.length < at + 4 || bytes.readInt32BE(at) !== bytes.length - at) {
    throw new ProtocolError('a request is one message of the length that it names');
  }
  const body = bytes.subarray(at + 4);
  if (!typed) {
    if (body.length === 4 && body.readInt32BE(0) === SSL_REQUEST) return { type: 'ssl' };
    if (body.length >= 5 && body.readInt32BE(0) === PROTOCOL_3) return decodeStartup(body);
    throw new ProtocolError('an untyped request is SSLRequest or StartupMessage 3.0');
  }
  if (bytes[0] === 0x58) {
    if (body.length > 0) throw new ProtocolError('Terminate has no body');
    return { type: 'terminate' };
  }
  if (body.indexOf(0) !== body.length - 1)
    throw new ProtocolError('a Query is one string that ends with a zero byte');
  return { type: 'query', sql: textOf(body.subarray(0, -1)) };
}

function reader(send: PgSend, limits: ReplyLimits): ReplyReader<PgReply> {
  switch (send.type) {
    case 'ssl':
      return tlsReader(limits);
    case 'startup':
      return startupReader(limits);
    case 'query':
      return queryReader(limits);
    case 'terminate':
      return terminateReader(limits);
  }
}

export const pgCodec: Codec<PgSend, PgReply> = {
  name: 'postgresql',
  encode: encodePg,
  decode: decodePg,
  reader,
};
