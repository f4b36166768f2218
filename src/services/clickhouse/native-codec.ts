import type { Codec } from '../../wire/codec.ts';
import { ProtocolError } from '../../wire/codec.ts';
import { NativeReplyReader } from './native-reader.ts';
import type { NativeReply } from './native-reader.ts';

export type { NativeReply } from './native-reader.ts';

/** The two packets that are sent. A query always carries `readonly = 1`: there is no field to leave it out. */
export type NativeRequest =
  | {
      readonly packet: 'hello';
      /** `sidelight`, or what names who looks: shown in the server's logs. */
      readonly agent: string;
      /** The empty user, or an account that the scope lists. There is never a password. */
      readonly user: string;
    }
  | {
      readonly packet: 'query';
      readonly agent: string;
      readonly query: string;
      /** Seconds; 0 sends no ceiling, for profiles that refuse any. */
      readonly seconds: number;
    };

/**
 * The revision that is announced. The server writes its answers for the older of both revisions, so a low one keeps them
 * small: with a time zone (54058), without display name, logs, quota key or LowCardinality, and with settings in binary.
 */
const REVISION = 54_058;
const VERSION_MAJOR = 1;
const VERSION_MINOR = 1;

const CLIENT = { hello: 0, query: 1, data: 2 } as const;
const MAX_TEXT = 64 << 10;

class Writer {
  readonly #parts: Buffer[] = [];

  /** LEB128, at most 2^53. */
  number(value: number): void {
    const bytes: number[] = [];
    let rest = value;
    while (rest >= 0x80) {
      bytes.push((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    bytes.push(rest);
    this.#parts.push(Buffer.from(bytes));
  }

  text(value: string): void {
    const bytes = Buffer.from(value, 'utf8');
    if (bytes.length > MAX_TEXT || bytes.toString('utf8') !== value) {
      throw new ProtocolError(`expected well-formed text of ${MAX_TEXT} bytes at most`);
    }
    this.number(bytes.length);
    this.#parts.push(bytes);
  }

  bytes(...values: readonly number[]): void {
    this.#parts.push(Buffer.from(values));
  }

  done(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

function checkAgent(agent: string): void {
  if (!/^[\x20-\x7e]{1,256}$/.test(agent))
    throw new ProtocolError('expected printable ASCII for the client name');
}

function encode(send: NativeRequest): Buffer {
  checkAgent(send.agent);
  const out = new Writer();
  if (send.packet === 'hello') {
    out.number(CLIENT.hello);
    out.text(send.agent);
    for (const part of [VERSION_MAJOR, VERSION_MINOR, REVISION]) out.number(part);
    out.text('');
    out.text(send.user);
    out.text('');
    return out.done();
  }
  if (!Number.isInteger(send.seconds) || send.seconds < 0 || send.seconds > 3_600) {
    throw new ProtocolError('expected a ceiling of 0 to 3600 seconds');
  }
  out.number(CLIENT.query);
  out.text('');
  // Client info: an initial query over TCP by nobody in particular.
  out.bytes(1);
  out.text('');
  out.text('');
  out.text('0.0.0.0:0');
  out.bytes(1);
  out.text('');
  out.text('');
  out.text(send.agent);
  for (const part of [VERSION_MAJOR, VERSION_MINOR, REVISION]) out.number(part);
  if (send.seconds > 0) {
    out.text('max_execution_time');
    out.number(send.seconds);
  }
  out.text('readonly');
  out.number(1);
  out.text('');
  // Complete processing, no compression.
  out.number(2);
  out.number(0);
  out.text(send.query);
  // An empty block ends the list of external tables.
  out.number(CLIENT.data);
  out.text('');
  out.bytes(1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0, 0, 0);
  return out.done();
}

class Scanner {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  number(): number {
    let value = 0;
    for (let power = 1; power <= 2 ** 49; power *= 0x80) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new ProtocolError('expected a whole number, got the end');
      this.#at += 1;
      value += (byte & 0x7f) * power;
      if (byte < 0x80) return value;
    }
    throw new ProtocolError('expected a number of 2^53 at most');
  }

  text(): string {
    const length = this.number();
    if (length > this.#bytes.length - this.#at) throw new ProtocolError('expected a text, got the end');
    this.#at += length;
    return this.#bytes.toString('utf8', this.#at - length, this.#at);
  }

  skip(count: number): void {
    this.#at += count;
  }
}

function decodeQuery(scan: Scanner): NativeRequest {
  scan.text();
  scan.skip(1);
  for (let part = 0; part < 3; part += 1) scan.text();
  scan.skip(1);
  scan.text();
  scan.text();
  const agent = scan.text();
  for (let part = 0; part < 3; part += 1) scan.number();
  let seconds = 0;
  if (scan.text() === 'max_execution_time') {
    seconds = scan.number();
    scan.text();
  }
  scan.number();
  scan.text();
  scan.number();
  scan.number();
  return { packet: 'query', agent, query: scan.text(), seconds };
}

function decode(bytes: Buffer): NativeRequest {
  const scan = new Scanner(bytes);
  const kind = scan.number();
  let send: NativeRequest;
  if (kind === CLIENT.hello) {
    const agent = scan.text();
    for (let part = 0; part < 3; part += 1) scan.number();
    scan.text();
    send = { packet: 'hello', agent, user: scan.text() };
  } else if (kind === CLIENT.query) send = decodeQuery(scan);
  else throw new ProtocolError('expected a Hello or Query packet');
  // Fields that are read past above have one value only: what encodes to other bytes is not a request of ours.
  if (!encode(send).equals(bytes)) throw new ProtocolError('expected the canonical form of one packet');
  return send;
}

/** ClickHouse's native protocol ("Native protocol" in its documentation), client side, uncompressed. */
export const nativeCodec: Codec<NativeRequest, NativeReply> = {
  name: 'clickhouse-native',
  encode,
  decode,
  reader: (send, limits) => new NativeReplyReader(send.packet, limits),
};
