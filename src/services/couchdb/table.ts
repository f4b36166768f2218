import { get, isWellFormed, segment } from '../../wire/http-service.ts';
import type { Row } from '../../wire/service.ts';
import { integer, join, text } from '../../wire/template.ts';
import type { Hole } from '../../wire/template.ts';

/** Databases that the engine keeps for itself and that have documents. Every other name with `_` is an endpoint. */
const OWN: readonly string[] = ['_users', '_replicator', '_global_changes'];

/** Names that lead to a database and to nothing else. CouchDB allows lower case only; PouchDB's server allows more. */
export function isDatabaseName(name: string): boolean {
  if (OWN.includes(name)) return true;
  const plain = /^[^_\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$/.test(name) && name.length <= 240;
  return plain && name !== '.' && name !== '..' && isWellFormed(name);
}

export function isInternal(name: string): boolean {
  return name.startsWith('_');
}

const database = segment('database', 'the name of a database', isDatabaseName);

/** A key to start from, as JSON text. It is computed between two keys, and is no document's key. */
const startkey: Hole = text(
  'startkey',
  'text of 100 characters at most',
  (value) => value.length <= 100 && isWellFormed(value),
  (value) => JSON.stringify(value),
);

const limit: Hole = { ...integer('limit', 1, 500), render: String };
const skip: Hole = { ...integer('skip', 0, 100_000), render: String };

/** Databases listed at most, and one more, which shows that there are more. */
export const MAX_LISTED = 5_000;

export const table = {
  root: { send: get('/'), why: 'Is this CouchDB, and which version?', depth: 'touch' },
  databases: {
    send: get('/_all_dbs', { limit: String(MAX_LISTED + 1) }),
    why: 'Which databases are there? Up to 2.x anyone may ask, so the answer alone proves nothing.',
    depth: 'touch',
    limits: { bytes: 2 << 20 },
  },
  session: { send: get('/_session'), why: 'Which rights has a visitor without a name?', depth: 'touch' },
  database: {
    send: get(join`/${database}`),
    why: 'How many documents and bytes does a database hold?',
    depth: 'touch',
  },
  documents: {
    send: get(join`/${database}/_all_docs`, { limit: '0' }),
    why: 'May documents be read? Asked for none of them.',
    depth: 'touch',
    limits: { bytes: 64 << 10 },
  },
  security: {
    send: get(join`/${database}/_security`),
    why: 'Who may read and write this database?',
    depth: 'shape',
  },
  edge: {
    send: get(join`/${database}/_all_docs`, {
      limit: '1',
      descending: { ...text('descending', 'true | false', (v) => v === 'true' || v === 'false') },
    }),
    why: 'The first and the last key, to spread a sample between them.',
    depth: 'sample',
  },
  page: {
    send: get(join`/${database}/_all_docs`, { include_docs: 'true', limit, skip }),
    why: 'A few documents, into memory only, from a place in a small database.',
    depth: 'sample',
  },
  stratum: {
    send: get(join`/${database}/_all_docs`, { include_docs: 'true', limit, startkey }),
    why: 'A few documents, into memory only, from one part of a large database.',
    depth: 'sample',
  },
} as const satisfies Record<string, Row>;

export type CouchRow = keyof typeof table;
