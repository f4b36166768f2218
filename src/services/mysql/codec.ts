import { ProtocolError, type Codec, type ReplyLimits, type ReplyReader } from '../../wire/codec.ts';
import { goodbyeReader, greetingReader, loginReader, queryReader, tlsReader } from './reader.ts';
import type { MyReply } from './reply.ts';

/** MySQL client packets, as far as they are ever sent ("Client/Server Protocol" in the MySQL source documentation). */
export type MySend =
  /** Nothing: the server speaks first. */
  | { readonly type: 'greet' }
  /** SSLRequest. It has no answer; TLS starts right after it. */
  | { readonly type: 'tls' }
  /** HandshakeResponse41 with an empty authentication response: no password, ever. */
  | {
      readonly type: 'login';
      /** Inside TLS the packet has another number and says so. */
      readonly secure: boolean;
      readonly user: string;
      /** Authentication plugin; empty for servers before 5.5.7, which know none. */
      readonly plugin: string;
      readonly attributes: readonly (readonly [string, string])[];
    }
  /** The empty answer to an AuthSwitchRequest. */
  | { readonly type: 'empty'; readonly secure: boolean }
  | { readonly type: 'query'; readonly sql: string }
  | { readonly type: 'quit' };

export const CLIENT_SSL = 0x800;
export const CLIENT_PROTOCOL_41 = 0x200;
export const CLIENT_PLUGIN_AUTH = 0x80000;
export const CLIENT_CONNECT_ATTRS = 0x100000;

/** LONG_PASSWORD, LONG_FLAG, PROTOCOL_41, TRANSACTIONS, SECURE_CONNECTION. Never LOCAL_FILES, MULTI_STATEMENTS or COMPRESS. */
const CAPABILITIES = 0x1 | 0x4 | CLIENT_PROTOCOL_41 | 0x2000 | 0x8000;
/** What one packet to us may hold. The server need not keep to it; the reader's ceilings do. */
const MAX_PACKET = 1 << 22;
/** utf8mb4_general_ci; servers that do not know it take their default. */
const CHARSET = 45;

function packet(number: number, payload: Buffer): Buffer {
  if (payload.length >= 0xffffff) throw new ProtocolError('a request fits in one packet');
  const head = Buffer.alloc(4);
  head.writeUIntLE(payload.length, 0, 3);
  head[3] = number;
  return Buffer.concat([head, payload]);
}

function cstring(text: string): Buffer {
  if (text.includes('\0')) throw new ProtocolError('a name cannot hold a zero byte');
  return Buffer.from(`${text}\0`, 'utf8');
}

function short(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > 250) throw new ProtocolError('an attribute has at most 250 bytes');
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function prelude(capabilities: number): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32LE(capabilities, 0);
  bytes.writeUInt32LE(MAX_PACKET, 4);
  bytes[8] = CHARSET;
  return bytes;
}

function loginCapabilities(send: {
  readonly secure: boolean;
  readonly plugin: string;
  readonly attributes: readonly unknown[];
}): number {
  return (
    CAPABILITIES |
    (send.secure ? CLIENT_SSL : 0) |
    (send.plugin === '' ? 0 : CLIENT_PLUGIN_AUTH) |
    (send.attributes.length === 0 ? 0 : CLIENT_CONNECT_ATTRS)
  );
}

export function encodeMy(send: MySend): Buffer {
  switch (send.type) {
    case 'greet':
      return Buffer.alloc(0);
    case 'tls':
      return packet(1, prelude(CAPABILITIES | CLIENT_SSL));
    case 'login': {
      const parts = [prelude(loginCapabilities(send)), cstring(send.user), Buffer.from([0])];
      if (send.plugin !== '') parts.push(cstring(send.plugin));
      if (send.attributes.length > 0) {
        const pairs = Buffer.concat(send.attributes.flatMap(([key, value]) => [short(key), short(value)]));
        if (pairs.length > 250) throw new ProtocolError('attributes have at most 250 bytes together');
        parts.push(Buffer.from([pairs.length]), pairs);
      }
      return packet(send.secure ? 2 : 1, Buffer.concat(parts));
    }
    case 'empty':
      return packet(send.secure ? 4 : 3, Buffer.alloc(0));
    case 'query':
      if (send.sql === '') throw new ProtocolError('a statement is not empty');
      return packet(0, Buffer.concat([Buffer.from([3]), Buffer.from(send.sql, 'utf8')]));
    case 'quit':
      return packet(0, Buffer.from([1]));
  }
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) throw new ProtocolError('text in a request is UTF-8');
  return text;
}

function decodeLogin(number: number, body: Buffer): MySend {
  const capabilities = body.readUInt32LE(0);
  const secure = number === 2;
  let at = 32;
  const name = (): string => {
    const end = body.indexOf(0, at);
    if (end < 0) throw new ProtocolError('a name ends with a zero byte');
    const text = textOf(body.subarray(at, end));
    at = end + 1;
    return text;
  };
  const piece = (): string => {
    const length = body[at] ?? 255;
    if (length > 250 || at + 1 + length > body.length)
      throw new ProtocolError('an attribute is longer than its packet');
    const text = textOf(body.subarray(at + 1, at + 1 + length));
    at += 1 + length;
    return text;
  };
  const user = name();
  if (body[at] !== 0) throw new ProtocolError('the authentication response is empty');
  at += 1;
  const plugin = (capabilities & CLIENT_PLUGIN_AUTH) === 0 ? '' : name();
  const attributes: [string, string][] = [];
  if ((capabilities & CLIENT_CONNECT_ATTRS) !== 0) {
    if (body[at] !== body.length - at - 1) throw new ProtocolError('the attributes end the packet');
    at += 1;
    while (at < body.length) attributes.push([piece(), piece()]);
  }
  const send = { type: 'login', secure, user, plugin, attributes } as const;
  if (at !== body.length || capabilities >>> 0 !== loginCapabilities(send))
    throw new ProtocolError('a login says what it holds and no more');
  return send;
}

export function decodeMy(bytes: Buffer): MySend {
  if (bytes.length === 0) return { type: 'greet' };
  if (bytes.length < 4 || bytes.readUIntLE(0, 3) !== bytes.length - 4)
    throw new ProtocolError('a request is one packet of the length that it names');
  const number = bytes[3] ?? 0;
  const body = bytes.subarray(4);
  if (number === 0) {
    if (body.length === 1 && body[0] === 1) return { type: 'quit' };
    if (body.length > 1 && body[0] === 3) return { type: 'query', sql: textOf(body.subarray(1)) };
    throw new ProtocolError('a command is a query or a goodbye');
  }
  if (body.length === 0 && (number === 3 || number === 4)) return { type: 'empty', secure: number === 4 };
  if (number > 2 || body.length < 32) throw new ProtocolError('not a packet of a login');
  if (!body.subarray(4, 32).equals(prelude(0).subarray(4)))
    throw new ProtocolError('a login has our packet size and character set');
  if (body.length > 32) return decodeLogin(number, body);
  if (number !== 1 || body.readUInt32LE(0) !== (CAPABILITIES | CLIENT_SSL))
    throw new ProtocolError('not the request for TLS');
  return { type: 'tls' };
}

function reader(send: MySend, limits: ReplyLimits): ReplyReader<MyReply> {
  switch (send.type) {
    case 'greet':
      return greetingReader();
    case 'tls':
      return tlsReader();
    case 'login':
      return loginReader(limits, !send.secure);
    case 'empty':
      return loginReader(limits, false);
    case 'query':
      return queryReader(limits);
    case 'quit':
      return goodbyeReader(limits);
  }
}

export const myCodec: Codec<MySend, MyReply> = { name: 'mysql', encode: encodeMy, decode: decodeMy, reader };
