import { type Document, ObjectId } from 'bson';

/** A collection that is computed, not stored: `count` documents in order of `_id`, each made when it is asked for. */
export interface FakeCollection {
  readonly name: string;
  /** Documents now; grows where the twin is live. */
  readonly count: () => number;
  readonly at: (index: number) => Document;
  readonly averageBytes: number;
  readonly indexes?: readonly {
    readonly key: Record<string, unknown>;
    readonly name: string;
    readonly unique?: boolean;
  }[];
  readonly validator?: Document;
}

export interface FakeDatabase {
  readonly name: string;
  readonly collections: readonly FakeCollection[];
}

export interface FakeMongoOptions {
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly databases: readonly FakeDatabase[];
  /** Answers like `mongod --auth`: greeting and build are told, every read is refused with code 13. */
  readonly locked?: boolean;
}

export const LARGEST_MESSAGE = 48_000_000;
const MOST_IN_REPLY = 10_000;
/** Commands that a server with access control answers before anyone has logged in. */
const PUBLIC = new Set([
  'hello',
  'ismaster',
  'isMaster',
  'buildInfo',
  'buildinfo',
  'ping',
  'endSessions',
  'connectionStatus',
]);

/** Wire versions as the server's own table has them: 4.2 is 8, 4.4 is 9, 5.0 is 13, 6.0 is 17, 7.0 is 21. */
function wireVersion(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major >= 7) return 21;
  if (major >= 5) return major === 6 ? 17 : 13;
  return minor >= 4 ? 9 : 8;
}

function ok(body: Document): Document {
  return { ...body, ok: 1 };
}

export function failed(code: number, codeName: string, errmsg: string): Document {
  return { ok: 0, errmsg, code, codeName };
}

function idOf(document: Document): unknown {
  return document['_id'];
}

function order(a: unknown, b: unknown): number {
  const left = a instanceof ObjectId ? a.toHexString() : a;
  const right = b instanceof ObjectId ? b.toHexString() : b;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0;
}

/** First index whose `_id` is not below the bound: collections are in order of `_id`. */
function lowerBound(collection: FakeCollection, count: number, bound: unknown): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(idOf(collection.at(middle)), bound) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function window(collection: FakeCollection, filter: Document | undefined): { from: number; to: number } {
  const count = collection.count();
  const bounds = filter?.['_id'] as Document | undefined;
  if (bounds === undefined) return { from: 0, to: count };
  if (bounds instanceof ObjectId || typeof bounds !== 'object') {
    const at = lowerBound(collection, count, bounds);
    const hit = at < count && order(idOf(collection.at(at)), bounds) === 0;
    return { from: at, to: hit ? at + 1 : at };
  }
  const sample = count > 0 ? idOf(collection.at(0)) : undefined;
  const lower = bounds['$gte'] ?? bounds['$gt'];
  const upper = bounds['$lt'] ?? bounds['$lte'];
  for (const bound of [lower, upper]) {
    // A bound of another BSON type than the ids finds nothing: the server brackets comparisons by type.
    if (
      bound !== undefined &&
      sample !== undefined &&
      bound instanceof ObjectId !== sample instanceof ObjectId
    )
      return { from: 0, to: 0 };
  }
  return {
    from: lower === undefined ? 0 : lowerBound(collection, count, lower),
    to: upper === undefined ? count : lowerBound(collection, count, upper),
  };
}

function find(collection: FakeCollection, command: Document): Document[] {
  const { from, to } = window(collection, command['filter'] as Document | undefined);
  const descending = Object.values((command['sort'] ?? {}) as Document)[0] === -1;
  const skip = Number(command['skip'] ?? 0);
  const limit = Number(command['limit'] ?? 0) || MOST_IN_REPLY;
  const keys = Object.entries((command['projection'] ?? {}) as Document).filter(
    ([, on]) => on === 1 || on === true,
  );
  const documents: Document[] = [];
  for (let taken = 0; taken < Math.min(limit, MOST_IN_REPLY); taken += 1) {
    const index = descending ? to - 1 - skip - taken : from + skip + taken;
    if (index < from || index >= to) break;
    const document = collection.at(index);
    documents.push(
      keys.length === 0
        ? document
        : Object.fromEntries([['_id', document['_id']], ...keys.map(([key]) => [key, document[key]])]),
    );
  }
  return documents;
}

function stats(namespace: string, collection: FakeCollection): Document {
  const count = collection.count();
  const size = count * collection.averageBytes;
  return {
    ns: namespace,
    count,
    size,
    avgObjSize: collection.averageBytes,
    storageSize: Math.round(size * 0.4),
    capped: false,
    nindexes: 1 + (collection.indexes?.length ?? 0),
  };
}

function sizeOf(database: FakeDatabase): number {
  return database.collections.reduce(
    (sum, collection) => sum + Math.round(collection.count() * collection.averageBytes * 0.4),
    8_192,
  );
}

function cursor(namespace: string, firstBatch: readonly Document[]): Document {
  return ok({ cursor: { id: 0n, ns: namespace, firstBatch: [...firstBatch] } });
}

const CONTINUE = Symbol('no such collection');

function aggregate(namespace: string, collection: FakeCollection | undefined, command: Document): Document {
  const stages = (command['pipeline'] ?? []) as Document[];
  const first = stages[0] ?? {};
  if ('$collStats' in first) {
    if (!collection) return failed(26, 'NamespaceNotFound', 'Collection not found');
    return cursor(namespace, [{ ns: namespace, storageStats: stats(namespace, collection) }]);
  }
  const counting = stages.some(
    (stage) => '$count' in stage || (stage['$group'] as Document | undefined)?.['n'] !== undefined,
  );
  if (counting) return cursor(namespace, [{ _id: 1, n: collection?.count() ?? 0 }]);
  return failed(40324, 'Location40324', 'Unrecognized pipeline stage name');
}

function onCollection(
  name: string,
  command: Document,
  database: FakeDatabase | undefined,
  db: string,
): Document | typeof CONTINUE {
  const target = String(command[name]);
  const collection = database?.collections.find((candidate) => candidate.name === target);
  const namespace = `${db}.${target}`;
  switch (name) {
    case 'find':
      return cursor(namespace, collection ? find(collection, command) : []);
    case 'count':
      return ok({ n: collection?.count() ?? 0 });
    case 'collStats':
      return ok(
        collection ? stats(namespace, collection) : { ns: namespace, count: 0, size: 0, storageSize: 0 },
      );
    case 'listIndexes':
      return collection
        ? cursor(namespace, [
            { v: 2, key: { _id: 1 }, name: '_id_' },
            ...(collection.indexes ?? []).map((index) => ({ v: 2, ...index })),
          ])
        : failed(26, 'NamespaceNotFound', `ns does not exist: ${namespace}`);
    case 'aggregate':
      return aggregate(namespace, collection, command);
    default:
      return CONTINUE;
  }
}

/** The answer to one command, as the server's own documents have it. */
export function answer(options: FakeMongoOptions, command: Document, started: Date): Document {
  const name = Object.keys(command)[0] ?? '';
  const db = String(command['$db'] ?? 'admin');
  if (options.locked === true && !PUBLIC.has(name))
    return failed(13, 'Unauthorized', `command ${name} requires authentication`);
  const database = options.databases.find((candidate) => candidate.name === db);
  switch (name) {
    case 'hello':
    case 'isMaster':
    case 'ismaster':
      return ok({
        ...(name === 'hello' ? { isWritablePrimary: true } : { ismaster: true }),
        helloOk: true,
        topologyVersion: { processId: new ObjectId('000000000000000000000001'), counter: 0n },
        maxBsonObjectSize: 16_777_216,
        maxMessageSizeBytes: LARGEST_MESSAGE,
        maxWriteBatchSize: 100_000,
        localTime: new Date(),
        logicalSessionTimeoutMinutes: 30,
        connectionId: 1,
        minWireVersion: 0,
        maxWireVersion: wireVersion(options.version),
        readOnly: false,
      });
    case 'ping':
    case 'endSessions':
    case 'killCursors':
      return ok({});
    case 'buildInfo':
    case 'buildinfo':
      return ok({
        version: options.version,
        gitVersion: 'synthetic-twin',
        modules: [],
        versionArray: [...options.version.split('.').map(Number), 0],
        bits: 64,
        debug: false,
        maxBsonObjectSize: 16_777_216,
      });
    case 'connectionStatus':
      return ok({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } });
    case 'getLog':
      return ok({
        totalLinesWritten: 2,
        log: [
          '{"msg":"Access control is not enabled for the database. Read and write access to data and configuration is unrestricted"}',
        ],
      });
    case 'serverStatus':
      return ok({ version: options.version, uptime: Math.round((Date.now() - started.getTime()) / 1000) });
    case 'listDatabases':
      return ok({
        databases: options.databases.map((entry) => ({
          name: entry.name,
          sizeOnDisk: sizeOf(entry),
          empty: false,
        })),
        totalSize: options.databases.reduce((sum, entry) => sum + sizeOf(entry), 0),
      });
    case 'listCollections':
      return cursor(
        `${db}.$cmd.listCollections`,
        (database?.collections ?? []).map((collection) => ({
          name: collection.name,
          type: 'collection',
          ...(command['nameOnly'] === true
            ? {}
            : {
                options: collection.validator ? { validator: collection.validator } : {},
                info: { readOnly: false },
              }),
        })),
      );
    case 'dbStats':
      return ok({
        db,
        collections: database?.collections.length ?? 0,
        objects: database?.collections.reduce((sum, one) => sum + one.count(), 0) ?? 0,
        dataSize: database ? sizeOf(database) : 0,
        storageSize: database ? sizeOf(database) : 0,
      });
    default: {
      const reply = onCollection(name, command, database, db);
      if (reply !== CONTINUE) return reply;
      // A twin cannot be written to: there is nothing to write.
      return failed(59, 'CommandNotFound', `no such command: '${name}'`);
    }
  }
}
