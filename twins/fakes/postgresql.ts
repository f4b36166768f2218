import type { Socket } from 'node:net';
import type { RunningFake } from './fake.ts';
import {
  catalogueQuery,
  type FakePgOptions,
  PgRefused,
  type PgTable,
  typeOid,
} from './postgresql-catalogue.ts';
import { tableQuery } from './postgresql-tables.ts';
import { eachMessage, tcpFake } from './tcp-fake.ts';

export type { FakePgDatabase, FakePgOptions } from './postgresql-catalogue.ts';

/** Longest message that a client of ours sends. */
const LONGEST = 1 << 20;
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;
const PROTOCOL_3 = 3;

type State = 'idle' | 'in transaction' | 'failed';

interface Session {
  user: string;
  database: string;
  state: State;
  /** The statement that was parsed last, and whether an error waits for a Sync. */
  prepared: string;
  skipping: boolean;
}

const zero = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf8');

function int32(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeInt32BE(value);
  return out;
}

function int16(value: number): Buffer {
  const out = Buffer.alloc(2);
  out.writeInt16BE(value);
  return out;
}

function message(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type, 'latin1'), int32(body.length + 4), body]);
}

function error(severity: 'ERROR' | 'FATAL', code: string, text: string, routine = 'twin'): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${text}`, `Ftwin.c`, `L1`, `R${routine}`];
  return message('E', ...fields.map(zero), Buffer.from([0]));
}

function ready(session: Session): Buffer {
  return message('Z', Buffer.from(session.state === 'idle' ? 'I' : session.state === 'failed' ? 'E' : 'T'));
}

function description({ columns }: PgTable): Buffer {
  const parts = columns.map(({ name, oid }) =>
    Buffer.concat([zero(name), int32(0), int16(0), int32(oid), int16(-1), int32(-1), int16(0)]),
  );
  return message('T', int16(columns.length), ...parts);
}

function dataRow(row: readonly (string | null)[]): Buffer {
  const cells = row.map((cell) => {
    if (cell === null) return int32(-1);
    const bytes = Buffer.from(cell, 'utf8');
    return Buffer.concat([int32(bytes.length), bytes]);
  });
  return message('D', int16(row.length), ...cells);
}

const complete = (tag: string): Buffer => message('C', zero(tag));

const WRITES =
  /^(?:insert|update|delete|merge|truncate|create|alter|drop|grant|revoke|copy|vacuum|reindex|comment|do|call|lock|refresh|import)\b/i;

function answerSelect(options: FakePgOptions, session: Session, started: number, sql: string): PgTable {
  const one = (name: string, value: string, type = 'text'): PgTable => ({
    columns: [{ name, oid: typeOid(type) }],
    rows: [[value]],
  });
  if (/^select (?:pg_catalog\.)?version\(\)/i.test(sql))
    return one('version', `PostgreSQL ${options.version} on x86_64-pc-linux-gnu, compiled by gcc, 64-bit`);
  if (/^show server_version\b/i.test(sql)) return one('server_version', options.version);
  if (/^select current_database\(\)/i.test(sql)) return one('current_database', session.database);
  if (/^select current_user\b/i.test(sql)) return one('current_user', session.user);
  const [, number] = /^select (\d+)$/i.exec(sql) ?? [];
  if (number !== undefined) return one('?column?', number, 'integer');
  const known = catalogueQuery(options, session.database, session.user, started, sql);
  if (known) return known;
  if (/^select\b/i.test(sql)) return tableQuery(options, session.database, sql);
  throw new PgRefused('42601', 'syntax error: a twin knows SELECT alone');
}

/** The messages that one statement gives, without ReadyForQuery. */
function execute(options: FakePgOptions, session: Session, started: number, text: string): Buffer[] {
  const sql = text.trim().replace(/;$/, '').trim();
  if (sql === '') return [message('I')];
  if (/^(?:rollback|commit|end)\b/i.test(sql)) {
    session.state = 'idle';
    return [complete(/^commit/i.test(sql) ? 'COMMIT' : 'ROLLBACK')];
  }
  if (session.state === 'failed')
    return [
      error(
        'ERROR',
        '25P02',
        'current transaction is aborted, commands ignored until end of transaction block',
      ),
    ];
  if (/^begin\b|^start transaction\b/i.test(sql)) {
    session.state = 'in transaction';
    return [complete('BEGIN')];
  }
  if (/^set\b/i.test(sql)) return [complete('SET')];
  try {
    if (WRITES.test(sql))
      throw new PgRefused('25006', 'cannot execute this in a twin: there is nothing to write to');
    const table = answerSelect(options, session, started, sql);
    return [description(table), ...table.rows.map(dataRow), complete(`SELECT ${table.rows.length}`)];
  } catch (thrown) {
    if (!(thrown instanceof PgRefused)) throw thrown;
    if (session.state === 'in transaction') session.state = 'failed';
    return [error('ERROR', thrown.code, thrown.message)];
  }
}

function startup(
  options: FakePgOptions,
  session: Session,
  body: Buffer,
): { readonly send: readonly Buffer[]; readonly end: boolean } {
  const words = body.toString('utf8').split('\0');
  const parameters = new Map<string, string>();
  for (let at = 0; at + 1 < words.length; at += 2) parameters.set(words[at] ?? '', words[at + 1] ?? '');
  session.user = parameters.get('user') ?? '';
  session.database = parameters.get('database') ?? session.user;
  if (options.locked === true)
    return { send: [message('R', int32(10), zero('SCRAM-SHA-256'), Buffer.from([0]))], end: false };
  const admitted = message('R', int32(0));
  if (!options.roles.includes(session.user))
    return {
      send: [
        admitted,
        error('FATAL', '28000', `role "${session.user}" does not exist`, 'InitializeSessionUserId'),
      ],
      end: true,
    };
  const there = ['postgres', 'template1', ...options.databases.map(({ name }) => name)].includes(
    session.database,
  );
  if (!there)
    return {
      send: [
        admitted,
        error('FATAL', '3D000', `database "${session.database}" does not exist`, 'InitPostgres'),
      ],
      end: true,
    };
  const settings = {
    server_version: options.version,
    server_encoding: 'UTF8',
    client_encoding: 'UTF8',
    DateStyle: 'ISO, MDY',
    TimeZone: 'UTC',
    integer_datetimes: 'on',
    standard_conforming_strings: 'on',
    is_superuser: 'on',
  };
  return {
    send: [
      admitted,
      ...Object.entries(settings).map(([name, value]) => message('S', zero(name), zero(value))),
      message('K', int32(4_242), int32(1)),
      ready(session),
    ],
    end: false,
  };
}

interface Incoming {
  readonly type: string;
  readonly body: Buffer;
}

function serve(socket: Socket, options: FakePgOptions, started: number): void {
  const session: Session = { user: '', database: '', state: 'idle', prepared: '', skipping: false };
  let entered = false;
  const take = (held: Buffer): { message: Incoming; used: number } | undefined => {
    const head = entered ? 1 : 0;
    if (held.length < head + 4) return undefined;
    const length = held.readInt32BE(head);
    if (length < 4 || length > LONGEST) throw new RangeError('not a message of this protocol');
    if (held.length < head + length) return undefined;
    return {
      message: { type: held.toString('latin1', 0, head), body: held.subarray(head + 4, head + length) },
      used: head + length,
    };
  };
  /** The answers to one message of the extended protocol. Cells go out as text: a Bind that asks for binary is refused. */
  const extended = ({ type, body }: Incoming): readonly Buffer[] => {
    if (type === 'S') {
      session.skipping = false;
      return [ready(session)];
    }
    if (session.skipping) return [];
    if (type === 'P') {
      session.prepared = body.toString('utf8', body.indexOf(0) + 1).split('\0')[0] ?? '';
      return [message('1')];
    }
    if (type === 'B') return [message('2')];
    if (type === 'C') return [message('3')];
    if (type === 'H') return [];
    const out = execute(options, session, started, session.prepared);
    const failed = out.some((one) => one[0] === 0x45);
    if (failed) session.skipping = true;
    if (failed) return out;
    if (type === 'D') {
      const described = out.filter((one) => one[0] === 0x54);
      return described.length > 0 ? described : [message('n')];
    }
    return out.filter((one) => one[0] !== 0x54);
  };
  eachMessage(socket, LONGEST, take, (incoming) => {
    if (!entered) {
      const code = incoming.body.length >= 4 ? incoming.body.readInt32BE(0) : 0;
      if (code === SSL_REQUEST || code === GSS_REQUEST) {
        socket.write('N');
        return;
      }
      if (code === CANCEL_REQUEST || code >>> 16 !== PROTOCOL_3) {
        socket.destroy();
        return;
      }
      entered = true;
      const { send, end } = startup(options, session, incoming.body.subarray(4));
      socket.write(Buffer.concat(send));
      if (end) socket.end();
      return;
    }
    if (incoming.type === 'X') {
      socket.end();
    } else if (incoming.type === 'p') {
      socket.end(
        error('FATAL', '28P01', `password authentication failed for user "${session.user}"`, 'auth_failed'),
      );
    } else if (options.locked === true) {
      socket.destroy();
    } else if (incoming.type === 'Q') {
      const sql = incoming.body.toString('utf8', 0, Math.max(0, incoming.body.length - 1));
      socket.write(Buffer.concat([...execute(options, session, started, sql), ready(session)]));
    } else if ('PBDECSH'.includes(incoming.type)) {
      socket.write(Buffer.concat([...extended(incoming)]));
    } else socket.destroy();
  });
}

/** A server of the PostgreSQL protocol 3.0 over computed tables, `trust` for the roles that it has. */
export async function fakePostgres(options: FakePgOptions): Promise<RunningFake> {
  const started = Date.now() - 3_600_000;
  return tcpFake(options, (socket) => serve(socket, options, started));
}
