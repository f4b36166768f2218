import { LimitError, ProtocolError, type ReplyLimits, type ReplyReader } from '../../wire/codec.ts';
import type { PgError, PgReply, PgResult, PgSign } from './reply.ts';
import { inbox } from './inbox.ts';

/** More columns than any PostgreSQL target list may have (1,664). */
const MOST_COLUMNS = 1_664;
/** libpq takes a longer first error for one of the protocol before 3.0, which has no length. */
const LONGEST_FIRST_ERROR = 30_000;

interface Gathered {
  tls?: 'offered' | 'refused';
  admitted: boolean;
  auth?: { code: number; mechanisms: string[] };
  parameters: Map<string, string>;
  results: PgResult[];
  error?: PgError;
  ready?: 'I' | 'T' | 'E';
}

function gathered(): Gathered {
  return { admitted: false, parameters: new Map(), results: [] };
}

const SIGNS: readonly (readonly [PgSign, RegExp])[] = [
  ['pg_hba', /pg_hba/i],
  [
    'no-encryption',
    /no encryption|SSL off|SSL aus|SSL inactif|SSL (?:is )?required|requires? (?:SSL|TLS)|sin cifrado|server does not accept insecure|insecure connection/i,
  ],
  ['client-certificate', /client certificate/i],
  ['startup-parameter', /startup parameter|startup option/i],
];

/** Five characters of SQLSTATE, function names and the like: what is left may be shown. */
function symbol(text: string): string {
  return text.replace(/[^0-9A-Za-z_]/g, '').slice(0, 64);
}

function errorOf(body: Buffer): PgError {
  const fields = new Map<string, string>();
  let at = 0;
  while (at < body.length && body[at] !== 0) {
    const end = body.indexOf(0, at + 1);
    if (end < 0) throw new ProtocolError('a field of an error ends with a zero byte');
    fields.set(
      String.fromCharCode(body[at] ?? 0),
      body.subarray(at + 1, Math.min(end, at + 1_025)).toString('utf8'),
    );
    at = end + 1;
    if (fields.size > 64) throw new LimitError('an error has more than 64 fields');
  }
  if (at !== body.length - 1) throw new ProtocolError('an error ends with one zero byte');
  return madeError(
    fields.get('V') ?? fields.get('S') ?? '',
    fields.get('C') ?? '',
    fields.get('R') ?? '',
    fields.get('M') ?? '',
  );
}

function madeError(severity: string, code: string, routine: string, message: string): PgError {
  return {
    severity: symbol(severity),
    code: symbol(code).slice(0, 5),
    routine: symbol(routine),
    signs: SIGNS.filter(([, pattern]) => pattern.test(message)).map(([sign]) => sign),
  };
}

function authentication(state: Gathered, body: Buffer): void {
  if (body.length < 4) throw new ProtocolError('an authentication request has a code');
  const code = body.readInt32BE(0);
  if (code < 0 || code > 255) throw new ProtocolError('an authentication request has a small code');
  if (code === 0) {
    state.admitted = true;
    return;
  }
  const mechanisms =
    code === 10
      ? body
          .subarray(4, 1_028)
          .toString('latin1')
          .split('\0')
          .map((name) => name.replace(/[^0-9A-Za-z_-]/g, '').slice(0, 32))
          .filter((name) => name !== '')
          .slice(0, 16)
      : [];
  state.auth = { code, mechanisms };
}

function parameter(state: Gathered, body: Buffer): void {
  const [key, value] = body.subarray(0, 1_024).toString('utf8').split('\0');
  if (key === undefined || value === undefined)
    throw new ProtocolError('a ParameterStatus has a name and a value');
  if (state.parameters.size < 64) state.parameters.set(key.slice(0, 64), value.slice(0, 256));
}

function readyState(body: Buffer): 'I' | 'T' | 'E' {
  const state = body.toString('latin1');
  if (state !== 'I' && state !== 'T' && state !== 'E')
    throw new ProtocolError('ReadyForQuery says I, T or E');
  return state;
}

function rowDescription(body: Buffer): string[] {
  if (body.length < 2) throw new ProtocolError('a RowDescription has a count');
  const count = body.readInt16BE(0);
  if (count < 0) throw new ProtocolError('a RowDescription has a count of at least zero');
  if (count > MOST_COLUMNS) throw new LimitError(`an answer has more than ${MOST_COLUMNS} columns`);
  const columns: string[] = [];
  let at = 2;
  for (let index = 0; index < count; index++) {
    const end = body.indexOf(0, at);
    if (end < 0 || end + 19 > body.length)
      throw new ProtocolError('a RowDescription is shorter than its count');
    columns.push(body.subarray(at, Math.min(end, at + 256)).toString('utf8'));
    at = end + 19;
  }
  if (at !== body.length) throw new ProtocolError('a RowDescription is longer than its count');
  return columns;
}

function dataRow(body: Buffer, columns: number): (Buffer | null)[] {
  if (body.length < 2 || body.readInt16BE(0) !== columns)
    throw new ProtocolError('a DataRow has as many values as its description');
  const row: (Buffer | null)[] = [];
  let at = 2;
  for (let index = 0; index < columns; index++) {
    if (at + 4 > body.length) throw new ProtocolError('a DataRow is shorter than its count');
    const length = body.readInt32BE(at);
    at += 4;
    if (length === -1) {
      row.push(null);
      continue;
    }
    if (length < 0 || at + length > body.length) throw new ProtocolError('a value is longer than its row');
    row.push(body.subarray(at, at + length));
    at += length;
  }
  if (at !== body.length) throw new ProtocolError('a DataRow is longer than its count');
  return row;
}

type Step = (type: string, body: Buffer, spend: (elements: number) => void) => boolean;

/** Cuts the stream into messages and hands each to `step`, which says when the answer is whole. */
function messages(
  state: Gathered,
  limits: ReplyLimits,
  step: Step,
  first?: (waiting: Buffer) => number | undefined,
): ReplyReader<PgReply> {
  const waiting = inbox();
  let bytes = 0;
  let elements = 0;
  let begun = false;
  const spend = (count: number): void => {
    elements += count;
    if (elements > limits.elements) throw new LimitError(`an answer has more than ${limits.elements} parts`);
  };
  return {
    push(chunk) {
      waiting.push(chunk);
      for (;;) {
        if (!begun && first) {
          const taken = first(waiting.view());
          if (taken === undefined) return undefined;
          if (taken > 0) {
            waiting.take(taken);
            return { reply: state, rest: waiting.view() };
          }
        }
        if (waiting.length < 5) return undefined;
        const head = waiting.view();
        const length = head.readInt32BE(1);
        if (length < 4) throw new ProtocolError('a message has a length of at least four');
        if (bytes + 1 + length > limits.bytes)
          throw new LimitError(`an answer is longer than ${limits.bytes} bytes`);
        if (waiting.length < 1 + length) return undefined;
        begun = true;
        bytes += 1 + length;
        spend(1);
        const message = waiting.take(1 + length);
        if (step(String.fromCharCode(message[0] ?? 0), message.subarray(5), spend)) {
          return { reply: state, rest: waiting.view() };
        }
      }
    },
    end: () => (state.error && waiting.length === 0 ? state : undefined),
  };
}

/**
 * The first bytes may be an error of the protocol before 3.0 (`E`, text, zero byte): servers that cannot fork still send it.
 * Gives how many bytes were taken, 0 for a message of today, undefined where more is needed.
 */
function oldError(state: Gathered, waiting: Buffer): number | undefined {
  if (waiting.length === 0) return undefined;
  if (waiting[0] !== 0x45) return 0;
  if (waiting.length < 5) return undefined;
  const length = waiting.readInt32BE(1);
  if (length >= 0 && length <= LONGEST_FIRST_ERROR) return 0;
  const end = waiting.subarray(0, LONGEST_FIRST_ERROR).indexOf(0);
  if (end < 0) {
    if (waiting.length >= LONGEST_FIRST_ERROR)
      throw new LimitError('an error of the old protocol is endless');
    return undefined;
  }
  state.error = madeError('FATAL', '', '', waiting.subarray(1, end).toString('latin1'));
  return end + 1;
}

/** Answer to an SSLRequest: one byte `S` or `N`, or an error from a server that does not know the request. */
export function tlsReader(limits: ReplyLimits): ReplyReader<PgReply> {
  const state = gathered();
  const step: Step = (type, body) => {
    if (type !== 'E') throw new ProtocolError('the answer to SSLRequest is S, N or an error');
    state.error = errorOf(body);
    return true;
  };
  return messages(state, limits, step, (waiting) => {
    if (waiting.length === 0) return undefined;
    if (waiting[0] === 0x53 || waiting[0] === 0x4e) {
      state.tls = waiting[0] === 0x53 ? 'offered' : 'refused';
      return 1;
    }
    if (waiting[0] !== 0x45) throw new ProtocolError('the answer to SSLRequest is S, N or an error');
    return oldError(state, waiting);
  });
}

/** Answer to a StartupMessage: whole at an authentication request, an error, or ReadyForQuery. */
export function startupReader(limits: ReplyLimits): ReplyReader<PgReply> {
  const state = gathered();
  const step: Step = (type, body) => {
    switch (type) {
      case 'R':
        authentication(state, body);
        return state.auth !== undefined;
      case 'E':
        state.error = errorOf(body);
        return true;
      case 'S':
        parameter(state, body);
        return false;
      case 'Z':
        if (!state.admitted) throw new ProtocolError('ReadyForQuery comes after AuthenticationOk');
        state.ready = readyState(body);
        return true;
      case 'K':
      case 'N':
      case 'v':
        return false;
      default:
        throw new ProtocolError('a message that does not belong to a startup');
    }
  };
  return messages(state, limits, step, (waiting) => oldError(state, waiting));
}

/** Answer to a simple Query: whole at ReadyForQuery, or at an error that ends the session. */
export function queryReader(limits: ReplyLimits): ReplyReader<PgReply> {
  const state = gathered();
  let columns: string[] | undefined;
  let rows: (Buffer | null)[][] = [];
  const step: Step = (type, body, spend) => {
    switch (type) {
      case 'T':
        columns = rowDescription(body);
        rows = [];
        return false;
      case 'D':
        if (!columns) throw new ProtocolError('a DataRow comes after a RowDescription');
        spend(columns.length);
        rows.push(dataRow(body, columns.length));
        return false;
      case 'C':
        state.results.push({
          columns: columns ?? [],
          rows,
          tag: body
            .subarray(0, 64)
            .toString('latin1')
            .replace(/[^0-9A-Za-z ]/g, ''),
        });
        columns = undefined;
        rows = [];
        return false;
      case 'E':
        state.error = errorOf(body);
        return state.error.severity === 'FATAL' || state.error.severity === 'PANIC';
      case 'S':
        parameter(state, body);
        return false;
      case 'Z':
        state.ready = readyState(body);
        return true;
      case 'I':
      case 'N':
      case 'A':
        return false;
      default:
        throw new ProtocolError('a message that does not belong to the answer of a query');
    }
  };
  return messages(state, limits, step);
}

/** Terminate has no answer: whole when the other side has ended the connection. */
export function terminateReader(limits: ReplyLimits): ReplyReader<PgReply> {
  let bytes = 0;
  return {
    push(chunk) {
      bytes += chunk.length;
      if (bytes > limits.bytes) throw new LimitError('bytes follow a Terminate');
      return undefined;
    },
    end: () => gathered(),
  };
}
