import { LimitError, ProtocolError, type ReplyLimits, type ReplyReader } from '../../wire/codec.ts';
import { inbox } from '../postgresql/inbox.ts';
import type { MyError, MyGreeting, MyReply, MyResult } from './reply.ts';

/** More columns than any MySQL table may have (4,096). */
const MOST_COLUMNS = 4_096;
/** Greetings are under 150 bytes; a longer first packet is another protocol. */
const LONGEST_GREETING = 1_024;
const MORE_RESULTS = 0x8;

/** A length-encoded integer; `next` is where it ends. A null marker is `undefined`. */
function lengthAt(body: Buffer, at: number): { readonly value: number | undefined; readonly next: number } {
  const first = body[at];
  if (first === undefined) throw new ProtocolError('a length is missing');
  if (first < 0xfb) return { value: first, next: at + 1 };
  if (first === 0xfb) return { value: undefined, next: at + 1 };
  const size = first === 0xfc ? 2 : first === 0xfd ? 3 : first === 0xfe ? 8 : 0;
  if (size === 0 || at + 1 + size > body.length) throw new ProtocolError('a length is cut or not one');
  if (size < 8) return { value: body.readUIntLE(at + 1, size), next: at + 1 + size };
  const long = body.readBigUInt64LE(at + 1);
  if (long > 0xffffffffn) throw new LimitError('a length is larger than any answer');
  return { value: Number(long), next: at + 9 };
}

function stringAt(body: Buffer, at: number): { readonly value: Buffer | null; readonly next: number } {
  const { value, next } = lengthAt(body, at);
  if (value === undefined) return { value: null, next };
  if (next + value > body.length) throw new ProtocolError('a value is longer than its packet');
  return { value: body.subarray(next, next + value), next: next + value };
}

function errorOf(body: Buffer): MyError {
  if (body.length < 3) throw new ProtocolError('an error has a code');
  const state = body[3] === 0x23 ? body.toString('latin1', 4, 9).replace(/[^0-9A-Z]/g, '') : '';
  return { code: body.readUInt16LE(1), state };
}

function greetingOf(body: Buffer): MyGreeting {
  const protocol = body[0] ?? 0;
  const end = body.indexOf(0, 1);
  if (end < 0 || end > 128 || end < 2) throw new ProtocolError('a greeting has a version');
  const version = body.toString('latin1', 1, end);
  if (!/\d/.test(version)) throw new ProtocolError('a version has a digit');
  if (protocol === 9) return { protocol, version, capabilities: 0, plugin: '' };
  const at = end + 1 + 4 + 8 + 1;
  if (at + 2 > body.length) throw new ProtocolError('a greeting is cut');
  const low = body.readUInt16LE(at);
  if (at + 7 > body.length) return { protocol, version, capabilities: low, plugin: '' };
  const capabilities = (low | (body.readUInt16LE(at + 5) << 16)) >>> 0;
  const scramble = Math.max(13, (body[at + 7] ?? 0) - 8);
  const name = body.subarray(at + 18 + scramble);
  const stop = name.indexOf(0);
  const plugin = name
    .toString('latin1', 0, stop < 0 ? name.length : stop)
    .replace(/[^0-9a-z_]/g, '')
    .slice(0, 64);
  return { protocol, version, capabilities, plugin };
}

/** Hands whole payloads to `step`, which gives the answer once there is one. */
function packets(
  limits: ReplyLimits,
  skip: number,
  step: (body: Buffer) => MyReply | undefined,
): ReplyReader<MyReply> {
  const waiting = inbox();
  let bytes = 0;
  let count = 0;
  let skipped = 0;
  return {
    push(chunk) {
      waiting.push(chunk);
      if (skipped < skip && waiting.length > 0) {
        waiting.take(1);
        skipped = 1;
      }
      for (;;) {
        if (waiting.length < 4) return undefined;
        const length = waiting.view().readUIntLE(0, 3);
        bytes += length === 0xffffff ? limits.bytes : 0;
        if (bytes + 4 + length > limits.bytes)
          throw new LimitError(`an answer is longer than ${limits.bytes} bytes`);
        if (waiting.length < 4 + length) return undefined;
        bytes += 4 + length;
        count += 1;
        if (count > limits.elements)
          throw new LimitError(`an answer has more than ${limits.elements} packets`);
        const reply = step(waiting.take(4 + length).subarray(4));
        if (reply) return { reply, rest: waiting.view() };
      }
    },
  };
}

/**
 * The greeting. Its last byte is handed back unread, so that SSLRequest, which the server does not answer, still has one
 * byte to read: `tlsReader`, and the reader of a login in plain text, take it off again.
 */
export function greetingReader(): ReplyReader<MyReply> {
  const waiting = inbox();
  return {
    push(chunk) {
      waiting.push(chunk);
      if (waiting.length < 4) return undefined;
      const view = waiting.view();
      const length = view.readUIntLE(0, 3);
      if (length < 3 || length > LONGEST_GREETING) throw new ProtocolError('a greeting is short');
      const first = view[4];
      if (first !== undefined && first !== 10 && first !== 9 && first !== 0xff)
        throw new ProtocolError('a greeting is of protocol 10, or an error');
      if (waiting.length < 4 + length) return undefined;
      const body = view.subarray(4, 4 + length);
      if (body[0] === 0xff)
        return { reply: { kind: 'error', error: errorOf(body) }, rest: view.subarray(4 + length) };
      return { reply: { kind: 'greeting', greeting: greetingOf(body) }, rest: view.subarray(3 + length) };
    },
  };
}

/** SSLRequest has no answer: the last byte of the greeting, handed back, stands for it. */
export function tlsReader(): ReplyReader<MyReply> {
  return {
    push(chunk) {
      return chunk.length === 0 ? undefined : { reply: { kind: 'ok' }, rest: chunk.subarray(1) };
    },
  };
}

/** The answer to a login; `greeted` where the last byte of the greeting still waits. */
export function loginReader(limits: ReplyLimits, greeted: boolean): ReplyReader<MyReply> {
  return packets(limits, greeted ? 1 : 0, (body) => {
    switch (body[0]) {
      case 0x00:
        return { kind: 'ok' };
      case 0xff:
        return { kind: 'error', error: errorOf(body) };
      case 0xfe: {
        if (body.length === 1) return { kind: 'switch', plugin: 'mysql_old_password' };
        const end = body.indexOf(0, 1);
        const plugin = body.toString('latin1', 1, Math.min(end < 0 ? body.length : end, 65));
        return { kind: 'switch', plugin: plugin.replace(/[^0-9A-Za-z_]/g, '') };
      }
      case 0x01:
        return body.length === 2 && body[1] === 3 ? undefined : { kind: 'more' };
      default:
        throw new ProtocolError('the answer to a login is OK, an error, or a wish for another method');
    }
  });
}

function isEnd(body: Buffer): boolean {
  return body[0] === 0xfe && body.length < 9;
}

function checkLast(status: number): void {
  if ((status & MORE_RESULTS) !== 0) throw new ProtocolError('one statement has one result');
}

function columnCount(body: Buffer): number {
  const { value, next } = lengthAt(body, 0);
  if (value === undefined)
    throw new ProtocolError('the server asked for a file of this machine; it gets none');
  if (next !== body.length || value === 0)
    throw new ProtocolError('a result begins with its number of columns');
  if (value > MOST_COLUMNS) throw new LimitError(`an answer has more than ${MOST_COLUMNS} columns`);
  return value;
}

function columnName(body: Buffer): string {
  let at = 0;
  let name: Buffer | null = null;
  for (let part = 0; part < 5; part++) {
    const piece = stringAt(body, at);
    at = piece.next;
    name = piece.value;
  }
  return (name ?? Buffer.alloc(0)).toString('utf8', 0, 256);
}

function rowOf(body: Buffer, columns: number): (Buffer | null)[] {
  const row: (Buffer | null)[] = [];
  let at = 0;
  for (let index = 0; index < columns; index++) {
    const cell = stringAt(body, at);
    row.push(cell.value);
    at = cell.next;
  }
  if (at !== body.length) throw new ProtocolError('a row has as many values as columns');
  return row;
}

/** The answer to COM_QUERY: OK, an error, or one result set in the text protocol. */
export function queryReader(limits: ReplyLimits): ReplyReader<MyReply> {
  let expected: number | undefined;
  let described = false;
  let cells = 0;
  const columns: string[] = [];
  const rows: (Buffer | null)[][] = [];
  return packets(limits, 0, (body) => {
    if (body.length === 0) throw new ProtocolError('an answer is not empty');
    if (body[0] === 0xff) return { kind: 'error', error: errorOf(body) };
    if (expected === undefined) {
      if (body[0] === 0) {
        const affected = lengthAt(body, 1);
        const inserted = lengthAt(body, affected.next);
        if (inserted.next + 2 <= body.length) checkLast(body.readUInt16LE(inserted.next));
        return { kind: 'ok' };
      }
      expected = columnCount(body);
      return undefined;
    }
    if (columns.length < expected) {
      columns.push(columnName(body));
      return undefined;
    }
    if (isEnd(body)) {
      if (described) {
        if (body.length >= 5) checkLast(body.readUInt16LE(3));
        const result: MyResult = { columns, rows };
        return { kind: 'result', result };
      }
      described = true;
      return undefined;
    }
    if (!described) throw new ProtocolError('the columns end with EOF');
    cells += expected;
    if (cells > limits.elements) throw new LimitError(`an answer has more than ${limits.elements} values`);
    rows.push(rowOf(body, expected));
    return undefined;
  });
}

/** COM_QUIT has no answer: whole when the other side has ended the connection. */
export function goodbyeReader(limits: ReplyLimits): ReplyReader<MyReply> {
  let bytes = 0;
  return {
    push(chunk) {
      bytes += chunk.length;
      if (bytes > limits.bytes) throw new LimitError('bytes follow a goodbye');
      return undefined;
    },
    end: () => ({ kind: 'ok' }),
  };
}
