import type { Peer, Row } from '../../wire/service.ts';
import { type Hole, type Joined, type Template, text } from '../../wire/template.ts';
import type { MyReply } from './reply.ts';
import { columnList, identifier, isName, keys, limit, literal, millionths } from './quote.ts';

const agent = text('agent', 'the name of this probe', (value) => /^[\x20-\x7e]{1,200}$/.test(value));
const account = text(
  'account',
  'an account that the scope lists',
  (value) => isName(value) && value.length <= 80,
);
const secure: Hole = { hole: 'secure', allows: 'true | false', test: (value) => typeof value === 'boolean' };

function login(user: Template, modern: boolean): Template {
  return {
    type: 'login',
    secure,
    user,
    plugin: modern ? 'mysql_native_password' : '',
    attributes: modern ? [['program_name', agent]] : [],
  };
}

function query(...parts: readonly (string | Hole)[]): Template {
  const joined: Joined = { joined: parts };
  return { type: 'query', sql: parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : joined };
}

/**
 * A SELECT that the server stops after five seconds: MariaDB by the executable comment that only it reads, MySQL by the hint
 * that only it reads. Where neither is known, both are comments.
 */
function select(...parts: readonly (string | Hole)[]): Template {
  const [head, ...rest] = parts;
  const bounded = `/*M!100102 SET STATEMENT max_statement_time=5 FOR */ SELECT /*+ MAX_EXECUTION_TIME(5000) */ ${typeof head === 'string' ? head : ''}`;
  return query(bounded, ...(typeof head === 'string' || head === undefined ? rest : parts));
}

/** The books of the server itself. */
const OWN = `('information_schema', 'performance_schema', 'mysql', 'sys', 'metrics_schema', '_statistics_', 'oceanbase', 'ndbinfo')`;

function utc(column: string): string {
  return `DATE_FORMAT(CONVERT_TZ(${column}, @@session.time_zone, '+00:00'), '%Y-%m-%dT%H:%i:%sZ')`;
}

const from: readonly (string | Hole)[] = [' FROM ', identifier('schema'), '.', identifier('table'), ' AS t'];
const catalogue = { bytes: 4 << 20, elements: 500_000 } as const;

export const myAllow = {
  greet: {
    send: { type: 'greet' },
    why: 'What does the server say of itself when a client connects?',
    depth: 'touch',
  },
  tls: { send: { type: 'tls' }, why: 'From here on inside TLS, where the server offers it.', depth: 'touch' },
  anonymous: {
    send: login('', true),
    why: 'Does the anonymous user get in without a password?',
    depth: 'touch',
  },
  anonymousOld: {
    send: login('', false),
    why: 'The same, for servers that know no authentication plugins.',
    depth: 'touch',
  },
  account: {
    send: login(account, true),
    why: 'Does an account that the scope lists get in without a password?',
    depth: 'touch',
    account: true,
  },
  accountOld: {
    send: login(account, false),
    why: 'The same, for servers that know no authentication plugins.',
    depth: 'touch',
    account: true,
  },
  empty: {
    send: { type: 'empty', secure },
    why: 'The empty answer, where the server prefers another method.',
    depth: 'touch',
  },
  quit: {
    send: { type: 'quit' },
    why: 'Says goodbye, so that the server counts no aborted connection.',
    depth: 'touch',
  },
  begin: {
    send: query('START TRANSACTION READ ONLY'),
    why: 'From here on the server itself refuses any write.',
    depth: 'touch',
  },
  databases: {
    send: select('SCHEMA_NAME FROM information_schema.SCHEMATA ORDER BY SCHEMA_NAME LIMIT 1000'),
    why: 'Which databases are there? First proof that data can be read.',
    depth: 'touch',
  },
  relations: {
    send: select(
      `COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA NOT IN ('information_schema', 'performance_schema')`,
    ),
    why: 'How many tables can be seen? Second, different proof.',
    depth: 'touch',
  },
  showTables: {
    send: query('SHOW TABLES'),
    why: 'What is there, in search engines that speak this protocol?',
    depth: 'touch',
  },
  showStatus: {
    send: query('SHOW STATUS'),
    why: 'Second, different proof for search engines.',
    depth: 'touch',
  },
  about: {
    send: query('SELECT @@version, @@version_comment'),
    why: 'Which product and version?',
    depth: 'touch',
  },
  identity: {
    send: query('SELECT @@server_uuid'),
    why: 'Which server is it? Kept as a hash only, to find it again after a move.',
    depth: 'touch',
  },
  uptime: {
    send: query(`SHOW GLOBAL STATUS LIKE 'Uptime'`),
    why: 'Since when has the server been running?',
    depth: 'shape',
  },
  grants: {
    send: query('SHOW GRANTS'),
    why: 'What may this account do? Writing is inferred from it and never tried.',
    depth: 'shape',
  },
  readOnly: {
    send: query('SELECT @@global.read_only'),
    why: 'Does the server take writes at all?',
    depth: 'shape',
  },
  accounts: {
    send: select('DISTINCT GRANTEE FROM information_schema.USER_PRIVILEGES LIMIT 200'),
    why: 'Are there accounts that a known intruder leaves behind?',
    depth: 'shape',
  },
  tables: {
    send: select(
      `TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS, DATA_LENGTH + INDEX_LENGTH, ${utc('CREATE_TIME')}, ${utc('UPDATE_TIME')} FROM information_schema.TABLES WHERE TABLE_SCHEMA NOT IN ${OWN} ORDER BY DATA_LENGTH DESC, TABLE_SCHEMA, TABLE_NAME LIMIT 2000`,
    ),
    why: 'Which tables are there, how large, created and changed when?',
    depth: 'shape',
    limits: catalogue,
  },
  columns: {
    send: select(
      'TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_KEY FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ',
      literal('schema'),
      ' ORDER BY TABLE_NAME, ORDINAL_POSITION LIMIT 60000',
    ),
    why: 'Names and types of the columns.',
    depth: 'shape',
    limits: catalogue,
  },
  indexes: {
    send: select(
      'TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, NON_UNIQUE, CARDINALITY FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ',
      literal('schema'),
      ' LIMIT 60000',
    ),
    why: 'Which columns are indexed, which are unique, how many distinct values does the engine count?',
    depth: 'shape',
    limits: catalogue,
  },
  rowCounts: {
    send: select(
      'TABLE_SCHEMA, TABLE_NAME, AUTO_INCREMENT FROM information_schema.TABLES WHERE AUTO_INCREMENT IS NOT NULL AND TABLE_SCHEMA = ',
      literal('schema'),
      ' LIMIT 2000',
    ),
    why: 'How fast does the counter of new rows grow?',
    depth: 'shape',
  },
  count: {
    send: select('COUNT(*)', ...from),
    why: 'Exactly how many rows has a small table?',
    depth: 'shape',
  },
  span: {
    send: select(
      'DATE_FORMAT(MIN(t.',
      identifier('column'),
      `), '%Y-%m-%dT%H:%i:00Z'), DATE_FORMAT(MAX(t.`,
      identifier('column'),
      `), '%Y-%m-%dT%H:%i:00Z')`,
      ...from,
    ),
    why: 'From when to when, by an indexed date, rounded to the minute?',
    depth: 'shape',
  },
  bounds: {
    send: select('MIN(t.', identifier('column'), '), MAX(t.', identifier('column'), ')', ...from),
    why: 'Between which numbers does the primary key lie? For spreading a sample.',
    depth: 'sample',
  },
  whole: {
    send: select('', columnList('columns', 400), ...from, ' LIMIT ', limit('limit')),
    why: 'The rows of a small table, into memory only; long values are cut on the server.',
    depth: 'sample',
  },
  share: {
    send: select(
      '',
      columnList('columns', 400),
      ...from,
      ' WHERE RAND() * 1000000 < ',
      millionths('share'),
      ' LIMIT ',
      limit('limit'),
    ),
    why: 'A random share of the rows of a table of moderate size, into memory only.',
    depth: 'sample',
  },
  places: {
    send: select(
      '',
      columnList('columns', 400),
      ...from,
      ' WHERE t.',
      identifier('column'),
      ' IN (',
      keys('keys', 1_000),
      ') LIMIT ',
      limit('limit'),
    ),
    why: 'Rows at random places of the primary key, into memory only.',
    depth: 'sample',
  },
  next: {
    send: select(
      '',
      columnList('columns', 400),
      ...from,
      ' WHERE t.',
      identifier('column'),
      ' >= ',
      keys('keys', 1),
      ' ORDER BY t.',
      identifier('column'),
      ' LIMIT ',
      limit('limit'),
    ),
    why: 'Rows after a random place of the primary key, where keys have gaps.',
    depth: 'sample',
  },
} as const satisfies Record<string, Row>;

export type MyName = keyof typeof myAllow;
export type MyPeer = Peer<MyName, MyReply>;
