import { HttpReplyReader } from './http-reader.ts';
import type { HttpReply } from './http-reader.ts';
import { ProtocolError } from './codec.ts';
import type { Codec } from './codec.ts';

export type { HttpReply } from './http-reader.ts';

/**
 * One request of the only two kinds that are spoken here. There is no body, and no header beside those that `encode`
 * writes: what is to be said goes into path and query.
 */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD';
  /** `192.0.2.1:9200` or `[2001:db8::1]:9200`: the Host header. Filled by the peer (hole `host`). */
  readonly host: string;
  /** The User-Agent, which says who looks. Filled by the peer (hole `agent`). */
  readonly agent: string;
  /** Absolute path, percent-encoded (RFC 3986 `pchar` and `/` only). */
  readonly path: string;
  /** Names and values before encoding, in the order in which they are sent. */
  readonly query: Readonly<Record<string, string>>;
}

/** Longest request line, bytes. Elasticsearch refuses lines over 4,096 by default (`http.max_initial_line_length`). */
const MAX_REQUEST_LINE = 4_000;

const METHODS: readonly string[] = ['GET', 'HEAD'];
const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$/;
const AGENT = /^[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?$/;
const PATH = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*$/;
const QUERY_PART = /^(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/;

/** Percent-encodes everything but RFC 3986 `unreserved`. Throws `ProtocolError` on text that is not well-formed Unicode. */
export function percentEncode(text: string): string {
  try {
    return encodeURIComponent(text).replace(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    throw new ProtocolError('expected well-formed Unicode text, got a lone surrogate');
  }
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ProtocolError('expected percent-encoded UTF-8 in the query, got other bytes');
  }
}

/** A path that no server or proxy between may read as another one: no empty, `.` or `..` segment, also when encoded. */
function plainPath(path: string): boolean {
  if (!PATH.test(path)) return false;
  const segments = path.slice(1).split('/');
  return segments.every((segment, index) => {
    const dots = segment.replace(/%2E/g, '.');
    return dots !== '.' && dots !== '..' && (segment !== '' || index === segments.length - 1);
  });
}

function checkFields(send: HttpRequest): void {
  if (!METHODS.includes(send.method)) throw new ProtocolError('expected GET or HEAD, got another method');
  if (!plainPath(send.path))
    throw new ProtocolError('expected a percent-encoded absolute path without dot segments');
  if (!HOST.test(send.host)) throw new ProtocolError('expected host:port for the Host header');
  if (!AGENT.test(send.agent))
    throw new ProtocolError('expected printable ASCII for the User-Agent, 256 characters at most');
}

function encode(send: HttpRequest): Buffer {
  checkFields(send);
  const query = Object.entries(send.query).map(([name, value]) => {
    if (name === '') throw new ProtocolError('expected a name for every query parameter');
    return `${percentEncode(name)}=${percentEncode(value)}`;
  });
  const target = query.length > 0 ? `${send.path}?${query.join('&')}` : send.path;
  const line = `${send.method} ${target} HTTP/1.1`;
  if (line.length > MAX_REQUEST_LINE)
    throw new ProtocolError(`the request line is longer than ${MAX_REQUEST_LINE} bytes`);
  const head = [
    line,
    `Host: ${send.host}`,
    `User-Agent: ${send.agent}`,
    'Accept: application/json',
    'Accept-Encoding: gzip, deflate',
    'Connection: keep-alive',
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1');
}

function parseQuery(text: string): Record<string, string> {
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of text.split('&')) {
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, Math.max(at, 0)), pair.slice(at + 1)];
    if (at < 1 || !QUERY_PART.test(name) || !QUERY_PART.test(value)) {
      throw new ProtocolError('expected name=value, percent-encoded, for every query parameter');
    }
    const key = percentDecode(name);
    if (key in query) throw new ProtocolError('expected every query parameter once');
    query[key] = percentDecode(value);
  }
  return { ...query };
}

const REQUEST =
  /^(GET|HEAD) ([^ ?]+)(?:\?([^ ]*))? HTTP\/1\.1\r\nHost: ([^\r\n]*)\r\nUser-Agent: ([^\r\n]*)\r\nAccept: application\/json\r\nAccept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\n\r\n$/;

function decode(bytes: Buffer): HttpRequest {
  const match = REQUEST.exec(bytes.toString('latin1'));
  if (!match) throw new ProtocolError('expected exactly one GET or HEAD request as this codec writes it');
  const [, method, path, query, host, agent] = match;
  const send: HttpRequest = {
    method: method as HttpRequest['method'],
    host: host ?? '',
    agent: agent ?? '',
    path: path ?? '',
    query: query === undefined ? {} : parseQuery(query),
  };
  // Whatever would be written in another way (order of integer-like names, spare escapes) is not one of our requests.
  if (!encode(send).equals(bytes)) throw new ProtocolError('expected the canonical form of a request');
  return send;
}

/**
 * HTTP/1.1 (RFC 9110, 9112), GET and HEAD only. Redirects are answers like any other: nothing here follows one. The answer's
 * body is decompressed within the limits of the reader; `reply.keepAlive` says whether the connection may be used again.
 */
export const http: Codec<HttpRequest, HttpReply> = {
  name: 'http',
  encode,
  decode,
  reader: (send, limits) => new HttpReplyReader(send.method, limits),
};
