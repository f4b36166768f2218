import type { Socket } from 'node:net';
import { seeded } from '../random.ts';
import type { RunningFake } from './fake.ts';
import { type FakeMysqlOptions, MysqlRefused, type MysqlResult, mysqlStatement } from './mysql-statements.ts';
import { eachMessage, tcpFake } from './tcp-fake.ts';

export type { FakeMysqlOptions } from './mysql-statements.ts';

const LONGEST = 1 << 20;
const LONG_PASSWORD = 1;
const LONG_FLAG = 4;
const CONNECT_WITH_DB = 8;
const PROTOCOL_41 = 0x200;
const TRANSACTIONS = 0x2000;
const SECURE_CONNECTION = 0x8000;
const PLUGIN_AUTH = 0x8_0000;
const LENENC_AUTH = 0x20_0000;
const CAPABILITIES =
  LONG_PASSWORD | LONG_FLAG | CONNECT_WITH_DB | PROTOCOL_41 | TRANSACTIONS | SECURE_CONNECTION | PLUGIN_AUTH;
const UTF8 = 33;
const AUTOCOMMIT = 2;
const VAR_STRING = 253;
const COMMAND = { quit: 0x01, initDb: 0x02, query: 0x03, ping: 0x0e, reset: 0x1f } as const;
/** Twenty bytes that a real server would draw by chance. */
const SALT = 'synthetic-twin-salt!';

function packet(sequence: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head.writeUInt8(sequence & 0xff, 3);
  return Buffer.concat([head, body]);
}

function lengthEncoded(value: number): Buffer {
  if (value < 251) return Buffer.from([value]);
  const out = Buffer.alloc(value < 65_536 ? 3 : 4);
  out.writeUInt8(value < 65_536 ? 0xfc : 0xfd, 0);
  out.writeUIntLE(value, 1, out.length - 1);
  return out;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([lengthEncoded(bytes.length), bytes]);
}

function greeting(version: string): Buffer {
  const out = Buffer.alloc(31);
  out.writeUInt32LE(7, 0);
  out.write(SALT.slice(0, 8), 4, 'latin1');
  out.writeUInt16LE(CAPABILITIES & 0xffff, 13);
  out.writeUInt8(UTF8, 15);
  out.writeUInt16LE(AUTOCOMMIT, 16);
  out.writeUInt16LE(CAPABILITIES >>> 16, 18);
  out.writeUInt8(SALT.length + 1, 20);
  return Buffer.concat([
    Buffer.from([10]),
    Buffer.from(`${version}\0`, 'latin1'),
    out,
    Buffer.from(`${SALT.slice(8)}\0mysql_native_password\0`, 'latin1'),
  ]);
}

const OK = Buffer.from([0, 0, 0, AUTOCOMMIT, 0, 0, 0]);
const EOF = Buffer.from([0xfe, 0, 0, AUTOCOMMIT, 0]);

function error({ code, state, message }: MysqlRefused): Buffer {
  const head = Buffer.alloc(3);
  head.writeUInt8(0xff, 0);
  head.writeUInt16LE(code, 1);
  return Buffer.concat([head, Buffer.from(`#${state}${message}`, 'utf8')]);
}

function definition(name: string): Buffer {
  const fixed = Buffer.alloc(12);
  fixed.writeUInt16LE(UTF8, 0);
  fixed.writeUInt32LE(65_535, 2);
  fixed.writeUInt8(VAR_STRING, 6);
  return Buffer.concat([...['def', '', '', '', name, name].map(text), Buffer.from([0x0c]), fixed]);
}

function resultSet({ columns, rows }: MysqlResult): readonly Buffer[] {
  const cells = rows.map((row) =>
    Buffer.concat(row.map((cell) => (cell === null ? Buffer.from([0xfb]) : text(cell)))),
  );
  return [lengthEncoded(columns.length), ...columns.map(definition), EOF, ...cells, EOF];
}

interface Login {
  readonly account: string;
  readonly answered: boolean;
  readonly database: string;
}

/** HandshakeResponse41: the account, whether any password was answered, and the database. */
function readLogin(body: Buffer): Login {
  const capabilities = body.readUInt32LE(0);
  if ((capabilities & PROTOCOL_41) === 0) throw new RangeError('a client older than 4.1');
  const end = body.indexOf(0, 32);
  const account = body.toString('utf8', 32, end);
  const length =
    (capabilities & (SECURE_CONNECTION | LENENC_AUTH)) === 0
      ? body.indexOf(0, end + 1) - end - 1
      : body.readUInt8(end + 1);
  const rest = end + 2 + length;
  const database =
    (capabilities & CONNECT_WITH_DB) !== 0 && rest < body.length
      ? body.toString('utf8', rest, Math.max(rest, body.indexOf(0, rest)))
      : '';
  return { account, answered: length > 0, database };
}

function serve(socket: Socket, options: FakeMysqlOptions, started: number): void {
  let login: Login | undefined;
  let database = '';
  const random = seeded(71);
  const send = (sequence: number, ...bodies: readonly Buffer[]): void => {
    socket.write(Buffer.concat(bodies.map((body, at) => packet(sequence + at, body))));
  };
  const take = (held: Buffer): { message: { sequence: number; body: Buffer }; used: number } | undefined => {
    if (held.length < 4) return undefined;
    const length = held.readUIntLE(0, 3);
    if (length > LONGEST) throw new RangeError('not a packet of this protocol');
    if (held.length < 4 + length) return undefined;
    return { message: { sequence: held.readUInt8(3), body: held.subarray(4, 4 + length) }, used: 4 + length };
  };
  const enter = (sequence: number, body: Buffer): void => {
    const asked = readLogin(body);
    if (!options.accounts.includes(asked.account) || asked.answered) {
      const using = asked.answered ? 'YES' : 'NO';
      const message = `Access denied for user '${asked.account}'@'127.0.0.1' (using password: ${using})`;
      send(sequence + 1, error(new MysqlRefused(1045, '28000', message)));
      socket.end();
      return;
    }
    login = asked;
    ({ database } = asked);
    send(sequence + 1, OK);
  };
  const select = (sequence: number, name: string): void => {
    if (!options.databases.some((one) => one.name === name)) {
      send(sequence + 1, error(new MysqlRefused(1049, '42000', `Unknown database '${name}'`)));
      return;
    }
    database = name;
    send(sequence + 1, OK);
  };
  const query = (sequence: number, account: string, sql: string): void => {
    try {
      const session = { account, database, started, random: () => random.next() };
      const found = mysqlStatement(options, session, sql);
      send(sequence + 1, ...(found ? resultSet(found) : [OK]));
    } catch (thrown) {
      if (!(thrown instanceof MysqlRefused)) throw thrown;
      send(sequence + 1, error(thrown));
    }
  };
  socket.write(packet(0, greeting(options.version)));
  eachMessage(socket, LONGEST, take, ({ sequence, body }) => {
    if (!login) {
      enter(sequence, body);
      return;
    }
    const command = body[0];
    const rest = body.toString('utf8', 1);
    if (command === COMMAND.quit) socket.end();
    else if (command === COMMAND.ping || command === COMMAND.reset) send(sequence + 1, OK);
    else if (command === COMMAND.initDb) select(sequence, rest);
    else if (command === COMMAND.query) query(sequence, login.account, rest);
    else send(sequence + 1, error(new MysqlRefused(1047, '08S01', 'Unknown command')));
  });
}

/** A server of the MySQL protocol 4.1 over computed tables, text results alone. Without accounts nobody gets in. */
export async function fakeMysql(options: FakeMysqlOptions): Promise<RunningFake> {
  const started = Date.now() - 3_600_000;
  return tcpFake(options, (socket) => serve(socket, options, started));
}
