import type { Peer, Row } from '../../wire/service.ts';
import { join, type Template, text } from '../../wire/template.ts';
import type { PgReply } from './reply.ts';
import { columnList, identifier, isName, numbers, tupleIds } from './quote.ts';

/**
 * A role that cannot be there: whether the server admits it tells of its host rules alone. Under `trust` AuthenticationOk
 * comes before the role is looked up (PostgreSQL 15, measured).
 */
export const STRANGER = 'sidelight_no_such_role_7f3a9c';

const agent = text('agent', 'the name of this probe', (value) => /^[\x20-\x7e]{1,200}$/.test(value));
const account = text('account', 'an account that the scope lists', isName);
const database = text('database', 'a database that the catalogue named', isName);

/** Set in the startup packet, so that no SET is ever sent. Both settings exist in every version since 7.4. */
const OPTIONS = '-c statement_timeout=5000 -c default_transaction_read_only=on';

function startup(user: Template, options: boolean): Template {
  return {
    type: 'startup',
    parameters: [
      ['user', user],
      ['database', database],
      ['application_name', agent],
      ['client_encoding', 'UTF8'],
      ...(options ? [['options', OPTIONS]] : []),
    ],
  };
}

function query(sql: Template): Template {
  return { type: 'query', sql };
}

/** Relations that hold rows of their own or stand for some: tables, partitioned tables, materialised and plain views, foreign tables. */
const RELATION = `c.relkind IN ('r','p','m','v','f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND n.nspname <> 'crdb_internal'`;

/** A partition is told of under its partitioned table. Kind `p` is unknown before version 10 and then matches nothing. */
const NOT_A_PARTITION = `NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent WHERE i.inhrelid = c.oid AND p.relkind = 'p')`;

/** Every member of the partition trees below the given relations, with the relation at the root. */
const TREE = (oids: Template): readonly Template[] => [
  'WITH RECURSIVE tree(root, oid) AS (SELECT c.oid, c.oid FROM pg_catalog.pg_class c WHERE c.oid IN (',
  oids,
  `) UNION ALL SELECT t.root, i.inhrelid FROM tree t JOIN pg_catalog.pg_class p ON p.oid = t.oid AND p.relkind = 'p' JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid) `,
];

const oids = numbers('oids', 400);

function tree(rest: string): Template {
  return { joined: [...(TREE(oids) as readonly (string | typeof oids)[]), rest] };
}

const catalogue = { bytes: 4 << 20, elements: 400_000 } as const;

export const pgAllow = {
  tls: {
    send: { type: 'ssl' },
    why: 'Does it speak TLS?',
    depth: 'touch',
  },
  stranger: {
    send: startup(STRANGER, true),
    why: 'Does a role that cannot exist get in, or is a password asked for?',
    depth: 'touch',
  },
  strangerBare: {
    send: startup(STRANGER, false),
    why: 'The same, for poolers that refuse settings in the startup packet.',
    depth: 'touch',
  },
  session: {
    send: startup(account, true),
    why: 'Does an account that the scope lists get in without a password?',
    depth: 'touch',
    account: true,
  },
  sessionBare: {
    send: startup(account, false),
    why: 'The same, for poolers that refuse settings in the startup packet.',
    depth: 'touch',
    account: true,
  },
  begin: {
    send: query('BEGIN READ ONLY'),
    why: 'From here on the server itself refuses any write.',
    depth: 'touch',
  },
  rollback: { send: query('ROLLBACK'), why: 'Ends the read-only transaction.', depth: 'touch' },
  terminate: {
    send: { type: 'terminate' },
    why: 'Says goodbye, so that the server logs no broken connection.',
    depth: 'touch',
  },
  databases: {
    send: query(
      `SELECT d.oid::int8, d.datname, d.datallowconn, d.datistemplate FROM pg_catalog.pg_database d ORDER BY d.oid LIMIT 1000`,
    ),
    why: 'Which databases are there? First proof that data can be read.',
    depth: 'touch',
  },
  relations: {
    send: query(
      `SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE ${RELATION}`,
    ),
    why: 'How many tables are in this database? Second, different proof.',
    depth: 'touch',
  },
  about: {
    send: query('SELECT pg_catalog.version()'),
    why: 'Which product and version?',
    depth: 'touch',
  },
  system: {
    send: query('SELECT system_identifier::text FROM pg_catalog.pg_control_system()'),
    why: 'Which cluster is it? Kept as a hash only, to find it again after a move.',
    depth: 'touch',
  },
  started: {
    send: query(
      `SELECT to_char(pg_catalog.pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
    ),
    why: 'Since when has the server been running?',
    depth: 'shape',
  },
  powers: {
    send: query(
      `SELECT r.rolname, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolreplication FROM pg_catalog.pg_roles r WHERE r.rolname = current_user`,
    ),
    why: 'What may this role do? Writing is inferred from it and never tried.',
    depth: 'shape',
  },
  roles: {
    send: query(
      `SELECT r.rolname FROM pg_catalog.pg_roles r WHERE r.rolname !~ '^pg_' ORDER BY r.oid LIMIT 200`,
    ),
    why: 'Are there accounts that a known intruder leaves behind?',
    depth: 'shape',
  },
  sizes: {
    send: query(
      `SELECT d.oid::int8, CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT') THEN pg_catalog.pg_database_size(d.oid) END FROM pg_catalog.pg_database d ORDER BY d.oid LIMIT 1000`,
    ),
    why: 'How large is each database?',
    depth: 'shape',
  },
  tables: {
    send: query(
      `SELECT c.oid::int8, n.nspname, c.relname, c.relkind, pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT'), pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'), c.reltuples::float8, CASE WHEN c.relkind IN ('r','m') THEN pg_catalog.pg_total_relation_size(c.oid) ELSE 0 END FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE ${RELATION} AND ${NOT_A_PARTITION} ORDER BY 8 DESC, c.oid LIMIT 2000`,
    ),
    why: 'Which tables are in this database, how large, readable, writable?',
    depth: 'shape',
    limits: catalogue,
  },
  tablesBare: {
    send: query(
      `SELECT c.oid::int8, n.nspname, c.relname, c.relkind FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE ${RELATION} LIMIT 2000`,
    ),
    why: 'The same for look-alikes that know no sizes.',
    depth: 'shape',
    limits: catalogue,
  },
  activity: {
    send: query(
      tree(
        `SELECT t.root::int8, sum(CASE WHEN c.relkind = 'p' OR c.reltuples < 0 THEN 0 ELSE c.reltuples END)::float8, sum(CASE WHEN c.relkind IN ('r','m') THEN pg_catalog.pg_total_relation_size(c.oid) ELSE 0 END)::int8, sum(s.n_live_tup)::int8, sum(s.n_tup_ins)::int8, count(CASE WHEN c.relkind = 'f' THEN 1 END)::int8, to_char(max(greatest(s.last_analyze, s.last_autoanalyze)) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM tree t JOIN pg_catalog.pg_class c ON c.oid = t.oid LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid GROUP BY t.root`,
      ),
    ),
    why: 'Rows and bytes by the statistics of the server; asked twice for the rate at which rows come in.',
    depth: 'shape',
  },
  leaves: {
    send: query(
      tree(
        `SELECT t.root::int8, n.nspname, c.relname, (pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::int8)::int8, c.reltuples::float8 FROM tree t JOIN pg_catalog.pg_class c ON c.oid = t.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r','m') ORDER BY 4 DESC LIMIT 2000`,
      ),
    ),
    why: 'From which partitions and how many blocks is a sample to be drawn?',
    depth: 'sample',
  },
  columns: {
    send: query({
      joined: [
        `SELECT a.attrelid::int8, a.attname, pg_catalog.format_type(a.atttypid, NULL), s.n_distinct::float8, s.null_frac::float8 FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND s.inherited = (c.relkind = 'p') WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (`,
        oids,
        `) ORDER BY a.attrelid, a.attnum LIMIT 60000`,
      ],
    }),
    why: 'Names and types of the columns, and the shares of distinct and empty values that the server keeps. Never its most common values.',
    depth: 'shape',
    limits: catalogue,
  },
  columnsBare: {
    send: query({
      joined: [
        `SELECT a.attrelid::int8, a.attname, pg_catalog.format_type(a.atttypid, NULL) FROM pg_catalog.pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (`,
        oids,
        `) ORDER BY a.attrelid, a.attnum LIMIT 60000`,
      ],
    }),
    why: 'The same for look-alikes that keep no such statistics.',
    depth: 'shape',
    limits: catalogue,
  },
  indexes: {
    send: query({
      joined: [
        `SELECT i.indrelid::int8, a.attname, i.indisunique AND i.indnatts = 1 AND i.indpred IS NULL FROM pg_catalog.pg_index i JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE i.indisvalid AND i.indrelid IN (`,
        oids,
        `) LIMIT 20000`,
      ],
    }),
    why: 'Which columns are indexed, and which are unique?',
    depth: 'shape',
    limits: catalogue,
  },
  count: {
    send: query(join`SELECT count(*) FROM ONLY ${identifier('schema')}.${identifier('table')}`),
    why: 'Exactly how many rows has a small table?',
    depth: 'shape',
  },
  span: {
    send: query(
      join`SELECT to_char(date_trunc('minute', min(t.${identifier('column')})::timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(date_trunc('minute', max(t.${identifier('column')})::timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM ${identifier('schema')}.${identifier('table')} AS t`,
    ),
    why: 'From when to when, by an indexed date, rounded to the minute?',
    depth: 'shape',
  },
  whole: {
    send: query({
      joined: [
        'SELECT ',
        columnList('columns', 400),
        ' FROM ',
        identifier('schema'),
        '.',
        identifier('table'),
        ' AS t LIMIT ',
        { hole: 'limit', allows: '1..1000', test: isLimit },
      ],
    }),
    why: 'The rows of a small table, into memory only; long values are cut on the server.',
    depth: 'sample',
  },
  tuples: {
    send: query({
      joined: [
        'SELECT ',
        columnList('columns', 400),
        ' FROM ONLY ',
        identifier('schema'),
        '.',
        identifier('table'),
        ' AS t WHERE t.ctid = ANY (',
        tupleIds('tuples', 1_000),
        '::tid[]) LIMIT ',
        { hole: 'limit', allows: '1..1000', test: isLimit },
      ],
    }),
    why: 'Rows at random places of a large table, into memory only; nothing else is read.',
    depth: 'sample',
  },
} as const satisfies Record<string, Row>;

function isLimit(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1_000;
}

export type PgName = keyof typeof pgAllow;
export type PgPeer = Peer<PgName, PgReply>;
