import type { Row } from '../../wire/service.ts';
import { type Hole, type Template, integer, text } from '../../wire/template.ts';
import { requestObjectId } from './bson-write.ts';

/**
 * Every command that is ever sent to a MongoDB. Names of databases and collections come from the server's own catalogue;
 * each cursor ends with its first batch, so that none stays open on the server.
 */
const QUERY_MILLISECONDS = 3_000;
export const SKIP_MOST = 100_000;
export const DRAW_MOST = 1_000;

/** Manual, "Naming Restrictions": no `/\. "$*<>:|?`, no NUL, shorter than 64 bytes. */
export function isDatabaseName(name: string): boolean {
  return /^[^/\\. "$*<>:|?\x00-\x1f\x7f]+$/.test(name) && Buffer.byteLength(name) <= 63;
}

/** No NUL or control characters, no `$`, not the books of the engine itself (`system.users` holds password hashes). */
export function isCollectionName(name: string): boolean {
  return /^[^$\x00-\x1f\x7f]+$/.test(name) && !name.startsWith('system.') && Buffer.byteLength(name) <= 255;
}

/** A bound on `_id`: an ObjectId or a whole number. */
function bound(name: string): Hole {
  return {
    hole: name,
    allows: 'an ObjectId or a whole number',
    test: (value) => Number.isSafeInteger(value) || requestObjectId(value) !== undefined,
  };
}

const db = text('db', 'a database of the catalogue', isDatabaseName);
const collection = text('collection', 'a collection of the catalogue', isCollectionName);
const direction: Hole = { hole: 'direction', allows: '1 | -1', test: (value) => value === 1 || value === -1 };
const draw = integer('limit', 1, DRAW_MOST);
/** Any member may answer: nothing here needs the primary. */
const anyMember = { $readPreference: { mode: 'primaryPreferred' } };
const FIRST_OBJECT_ID = { $oid: '0'.repeat(24) };

type Body = { readonly [key: string]: Template };

/** The handshake specification allows 128 bytes for the name of an application. */
const agent = text(
  'agent',
  'who asks, ASCII',
  (value) => /^[\x20-\x7e]+$/.test(value),
  (value) => value.slice(0, 128),
);
const client = {
  application: { name: agent },
  driver: { name: 'sidelight', version: '1' },
  os: { type: 'unknown' },
};

function ask(depth: Row['depth'], why: string, body: Body) {
  return { depth, why, body } as const;
}

const asks = {
  buildInfo: ask('touch', 'Which product and version is it?', { buildInfo: 1, $db: 'admin' }),
  listDatabases: ask('touch', 'Does it list its databases to nobody in particular?', {
    listDatabases: 1,
    $db: 'admin',
    ...anyMember,
  }),
  collectionNames: ask('touch', 'Does a second, different read succeed: the names inside one database?', {
    listCollections: 1,
    nameOnly: true,
    $db: db,
    ...anyMember,
  }),
  startupWarnings: ask(
    'touch',
    'Does a read that needs a role succeed without one? Only the number of lines is used.',
    {
      getLog: 'startupWarnings',
      $db: 'admin',
      ...anyMember,
    },
  ),
  privileges: ask(
    'shape',
    'Which roles does nobody in particular hold? Tells whether it could be written, without trying.',
    {
      connectionStatus: 1,
      showPrivileges: false,
      $db: 'admin',
    },
  ),
  collections: ask('shape', 'Which collections, and which fields does a schema validator name?', {
    listCollections: 1,
    $db: db,
    ...anyMember,
  }),
  storage: ask('shape', 'How many documents and bytes does a collection hold?', {
    aggregate: collection,
    pipeline: [
      { $collStats: { storageStats: {} } },
      { $project: { 'storageStats.count': 1, 'storageStats.size': 1, 'storageStats.storageSize': 1 } },
    ],
    cursor: {},
    maxTimeMS: QUERY_MILLISECONDS,
    $db: db,
    ...anyMember,
  }),
  collStats: ask('shape', 'The same, for servers without $collStats.', {
    collStats: collection,
    $db: db,
    ...anyMember,
  }),
  count: ask('shape', 'How many documents, from metadata; asked twice, it gives the rate of ingest.', {
    count: collection,
    maxTimeMS: QUERY_MILLISECONDS,
    $db: db,
    ...anyMember,
  }),
  indexes: ask('shape', 'Which fields are indexed, which are unique?', {
    listIndexes: collection,
    $db: db,
    ...anyMember,
  }),
  objectIdBound: ask(
    'shape',
    'The oldest or newest ObjectId: its first four bytes are a time. No other _id can answer.',
    {
      find: collection,
      filter: { _id: { $gte: FIRST_OBJECT_ID } },
      projection: { _id: 1 },
      sort: { _id: direction },
      limit: 1,
      singleBatch: true,
      maxTimeMS: QUERY_MILLISECONDS,
      $db: db,
      ...anyMember,
    },
  ),
  idBound: ask(
    'sample',
    'The lowest or highest _id, to cut a large collection without ObjectIds into slices.',
    {
      find: collection,
      projection: { _id: 1 },
      sort: { _id: direction },
      limit: 1,
      singleBatch: true,
      maxTimeMS: QUERY_MILLISECONDS,
      $db: db,
      ...anyMember,
    },
  ),
  slice: ask('sample', 'A few documents from one slice of a large collection.', {
    find: collection,
    filter: { _id: { $gte: bound('from'), $lt: bound('to') } },
    sort: { _id: 1 },
    limit: draw,
    batchSize: draw,
    singleBatch: true,
    maxTimeMS: QUERY_MILLISECONDS,
    $db: db,
    ...anyMember,
  }),
  quantile: ask(
    'sample',
    'A few documents from one quantile of a collection, by position in the _id index.',
    {
      find: collection,
      sort: { _id: direction },
      skip: integer('skip', 0, SKIP_MOST),
      limit: draw,
      batchSize: draw,
      singleBatch: true,
      maxTimeMS: QUERY_MILLISECONDS,
      $db: db,
      ...anyMember,
    },
  ),
  head: ask('sample', 'The first documents in natural order, where no _id index leads further in.', {
    find: collection,
    limit: draw,
    batchSize: draw,
    singleBatch: true,
    maxTimeMS: QUERY_MILLISECONDS,
    $db: db,
    ...anyMember,
  }),
} as const;

export type Ask = keyof typeof asks;
/** The same command as OP_QUERY, for servers before 3.6. */
export type OldAsk = `${Ask}Old`;
export type CommandName = Ask | OldAsk | 'hello' | 'helloAgain' | 'isMaster' | 'isMasterOld';

function asMessage(body: Body): Template {
  return { op: 'msg', body };
}

function asQuery(body: Body): Template {
  const { $db, $readPreference: _, ...rest } = body;
  return { op: 'query', db: $db ?? 'admin', body: rest };
}

function rows(): Record<Ask | OldAsk, Row> {
  const table: Partial<Record<Ask | OldAsk, Row>> = {};
  for (const [name, { depth, why, body }] of Object.entries(asks) as [Ask, (typeof asks)[Ask]][]) {
    table[name] = { send: asMessage(body), why, depth };
    table[`${name}Old`] = { send: asQuery(body), why: `${why} (before 3.6)`, depth };
  }
  return table as Record<Ask | OldAsk, Row>;
}

export const commands: Readonly<Record<CommandName, Row>> = {
  hello: {
    send: asMessage({ hello: 1, client, $db: 'admin' }),
    why: 'Is this MongoDB, and which part of a cluster? Says who asks.',
    depth: 'touch',
  },
  helloAgain: {
    send: asMessage({ hello: 1, $db: 'admin' }),
    why: 'The same on a connection that has said who asks.',
    depth: 'touch',
  },
  isMaster: {
    send: asMessage({ isMaster: 1, client, $db: 'admin' }),
    why: 'The same for servers that know OP_MSG and not hello.',
    depth: 'touch',
  },
  isMasterOld: {
    send: asQuery({ isMaster: 1, client, $db: 'admin' }),
    why: 'The same for servers before 3.6, which know neither.',
    depth: 'touch',
  },
  ...rows(),
};
