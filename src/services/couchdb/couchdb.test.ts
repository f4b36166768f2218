import fc from 'fast-check';
import nano from 'nano';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { loopbackPermit, testContext } from '../../../test/kit/context.ts';
import { systemClock } from '../../kit/clock.ts';
import type { Depth } from '../../model/depth.ts';
import type { Identity } from '../../model/identity.ts';
import type { Inventory, Sample } from '../../model/inventory.ts';
import { Raw } from '../../model/raw.ts';
import { createBudget, TARGET_LIMITS } from '../../wire/budget.ts';
import { createPeer } from '../../wire/peer.ts';
import { LOOK_LIMITS } from '../../wire/service.ts';
import type { CouchPeer } from './ask.ts';
import { couchdb } from './couchdb.ts';
import { startCouch } from './fixtures/couch.ts';
import type { Couch, CouchOptions, FixtureDatabase } from './fixtures/couch.ts';
import { between } from './sample.ts';
import { isDatabaseName } from './table.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const FAST = { ...LOOK_LIMITS, rateGap: 0 };
const hex = (at: number): string => ((at * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0');
const documents = (count: number): FixtureDatabase['documents'] =>
  Array.from({ length: count }, (_, at) => ({ _id: hex(at), name: `CANARY ${at}` }));
const PEOPLE: FixtureDatabase = { documents: documents(700) };
const LOCKED: FixtureDatabase = { documents: documents(5), guarded: true };

async function couch(options: CouchOptions): Promise<Couch> {
  const started = await startCouch(options);
  closers.push(() => started.close());
  return started;
}

function peerTo(at: { readonly address: string; readonly port: number }, depth: Depth = 'sample'): CouchPeer {
  const options = { connectMs: 1_000, answerMs: 2_000, tls: false, agent: 'sidelight/0.1' };
  const context = testContext(loopbackPermit({ depth }));
  const peer = createPeer(context, couchdb, at, createBudget(TARGET_LIMITS, systemClock), options);
  closers.push(async () => peer.hangUp());
  return peer as unknown as CouchPeer;
}

async function identified(options: CouchOptions): Promise<Identity> {
  const outcome = await couchdb.identify(peerTo(await couch(options)));
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
}

async function inventory(peer: CouchPeer, rateGap = 0): Promise<Inventory> {
  const outcome = await couchdb.inventory(peer, { ...FAST, rateGap });
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
}

function open(raw: Raw): string {
  return Buffer.from(Raw.open(raw).bytes).toString();
}

describe('posture', () => {
  it.each<[string, CouchOptions, string]>([
    ['1.6.1 without administrator', { version: '1.6.1', databases: { people: PEOPLE } }, 'open'],
    [
      '1.6.1 with administrator, databases as they come',
      { version: '1.6.1', admin: true, databases: { _users: PEOPLE, people: PEOPLE } },
      'open',
    ],
    [
      '1.6.1 with administrator, only _users',
      { version: '1.6.1', admin: true, databases: { _users: PEOPLE } },
      'inconclusive',
    ],
    ['2.3.1 without administrator', { version: '2.3.1', databases: { people: PEOPLE } }, 'open'],
    ['2.3.1 without administrator, empty', { version: '2.3.1' }, 'open'],
    ['2.3.1 with administrator, empty', { version: '2.3.1', admin: true }, 'inconclusive'],
    [
      '2.3.1 with administrator, every database guarded',
      { version: '2.3.1', admin: true, databases: { a: LOCKED, b: LOCKED } },
      'restricted',
    ],
    [
      '2.3.1 with administrator, one database open',
      { version: '2.3.1', admin: true, databases: { a: LOCKED, b: PEOPLE } },
      'open',
    ],
    ['3.3.3 as it comes', { version: '3.3.3', databases: { people: PEOPLE } }, 'auth-required'],
    ['3.3.3 that wants a user for everything', { version: '3.3.3', requireValidUser: true }, 'auth-required'],
  ])('%s', async (_name, options, posture) => {
    const identity = await identified(options);
    expect(identity).toMatchObject({ service: 'couchdb', product: 'couchdb', posture });
    expect(identity.reasons.length).toBeGreaterThan(0);
    expect(JSON.stringify(identity)).not.toContain('CANARY');
  });

  it('of the server of PouchDB is told apart', async () => {
    expect(await identified({ version: 'pouchdb-server', databases: { people: PEOPLE } })).toMatchObject({
      product: 'pouchdb-server',
      version: '4.2.0',
      posture: 'open',
    });
  });

  it.each<[string, (reply: ServerResponse) => unknown]>([
    ['Elasticsearch', (reply) => reply.end('{"version":{"number":"8"},"tagline":"You Know, for Search"}')],
    [
      'another login',
      (reply) => reply.writeHead(401, { 'www-authenticate': 'Basic' }).end('{"error":"unauthorized"}'),
    ],
    ['a web page', (reply) => reply.end('<html>couchdb Welcome</html>')],
    ['a redirect', (reply) => reply.writeHead(302, { location: 'http://192.0.2.1/' }).end()],
  ])('%s is not CouchDB', async (_name, handle) => {
    const server = createServer((_asked, reply) => void handle(reply));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
    const { port } = server.address() as AddressInfo;
    expect(await couchdb.identify(peerTo({ address: '127.0.0.1', port }))).toMatchObject({
      ok: false,
      why: 'protocol',
    });
  });
});

describe('inventory', () => {
  it.each(['1.6.1', '2.3.1', 'pouchdb-server'] as const)(
    'of %s tells counts and sizes, and asks for no document',
    async (version) => {
      const at = await couch({
        version,
        databases: {
          _users: { documents: documents(2) },
          people: PEOPLE,
          'odd/name+(1)': { documents: documents(3) },
        },
      });
      const got = await inventory(peerTo(at, 'shape'));
      const found = new Map(got.datasets.map((dataset) => [open(dataset.name), dataset]));
      expect([...found.keys()]).toEqual(['people', 'odd/name+(1)', '_users']);
      expect(found.get('people')).toMatchObject({
        kind: 'database',
        rows: { value: 700, method: 'exact' },
        bytes: { value: 70_000 },
      });
      expect(found.get('_users')?.internal).toBe(true);
      expect(got).toMatchObject({ complete: true, writable: { value: true } });
      expect(got.unlearned.join()).toContain('no schema');
      expect(at.log.some((line) => /_all_docs|include_docs/.test(line))).toBe(false);
    },
  );

  it('names databases that refuse, and does not count them', async () => {
    const at = await couch({ version: '2.3.1', admin: true, databases: { a: LOCKED, b: PEOPLE } });
    const got = await inventory(peerTo(at));
    expect(got.datasets.map(({ name, rows }) => [open(name), rows?.value])).toEqual([
      ['b', 700],
      ['a', undefined],
    ]);
    expect(got.unlearned.join()).toContain('1 databases ask for credentials');
    expect(got.writable).toMatchObject({ value: true });
  });

  it('takes a second count', async () => {
    const growing = documents(10);
    const at = await couch({ version: '2.3.1', databases: { live: { documents: growing } } });
    const timer = setInterval(() => growing.push({ _id: String(Math.random()) }), 5);
    const got = await inventory(peerTo(at), 60);
    clearInterval(timer);
    expect(got.datasets[0]?.later?.rows).toBeGreaterThan(got.datasets[0]?.rows?.value ?? Number.NaN);
  });

  it('stops at its ceiling and says so', async () => {
    const many = Object.fromEntries(Array.from({ length: 260 }, (_, at) => [`db${at}`, { documents: [] }]));
    const at = await couch({ version: '2.3.1', databases: many });
    const got = await inventory(peerTo(at));
    expect(got.datasets.length).toBe(260);
    expect(got.complete).toBe(false);
    expect(at.log.filter((line) => /GET \/db\d+$/.test(line)).length).toBe(200);
  });
});

describe('sample', () => {
  async function sampled(database: FixtureDatabase): Promise<{ got: Sample; at: Couch }> {
    const at = await couch({ version: '2.3.1', databases: { people: database } });
    const peer = peerTo(at);
    const outcome = await couchdb.sample?.(peer, FAST, await inventory(peer));
    if (!outcome?.ok) throw new Error('no sample');
    return { got: outcome.value, at };
  }

  it('of a small database is whole, without design documents', async () => {
    const { got } = await sampled({ documents: [{ _id: '_design/x', views: {} }, ...documents(20)] });
    expect(got.records.length).toBe(20);
    expect(got.draws).toMatchObject([{ whole: true, n: 20, method: 'all documents' }]);
    expect(got.records[0] && open(got.records[0].record)).toContain('CANARY');
    expect(JSON.stringify(got)).not.toContain('CANARY');
  });

  it('of a middling one is spread by place', async () => {
    const { got } = await sampled(PEOPLE);
    expect(got.records.length).toBe(300);
    expect(new Set(got.records.map(({ stratum }) => stratum)).size).toBe(10);
  });

  it('of a large one is spread by key, and sends no key of a document', async () => {
    const all = documents(25_000);
    const { got, at } = await sampled({ documents: all });
    expect(got.records.length).toBeGreaterThan(250);
    const ids = got.records.map(({ record }) => (JSON.parse(open(record)) as { _id: string })._id);
    const tenths = new Set(ids.map((id) => Math.floor(Number.parseInt(id.slice(0, 4), 16) / 6_554)));
    expect(tenths.size).toBeGreaterThanOrEqual(7);
    const asked = at.log.flatMap((line) =>
      new URL(line.slice(4), 'http://x/').searchParams
        .getAll('startkey')
        .map((key) => JSON.parse(key) as string),
    );
    expect(asked.length).toBe(10);
    const known = new Set(all.map(({ _id }) => _id));
    expect(asked.some((key) => known.has(key))).toBe(false);
  });

  it('of a large one whose keys crowd in one place is filled up from the front, and says so', async () => {
    const crowd = Array.from({ length: 25_000 }, (_, at) => ({ _id: `person:${hex(at)}` }));
    const { got } = await sampled({ documents: [...crowd, { _id: 'zebra' }] });
    expect(got.records.length).toBeGreaterThan(150);
    expect(got.draws[0]?.method).toMatch(/then the first/);
  });

  it('is refused by the guard below that depth', async () => {
    const peer = peerTo(await couch({ version: '2.3.1', databases: { people: PEOPLE } }), 'shape');
    for (const [name, holes] of [
      ['page', { database: 'people', limit: 1, skip: 0 }],
      ['edge', { database: 'people', descending: 'false' }],
    ] as const) {
      expect(await peer.ask(name, holes)).toMatchObject({ ok: false, why: 'denied-by-guard' });
    }
  });

  it('spreads its starting points in order between any two keys', () => {
    const key = fc.string({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(key, key, fc.integer({ min: 1, max: 20 }), (a, b, count) => {
        const points = between(a < b ? a : b, a < b ? b : a, count);
        expect(points.length).toBe(count);
        expect([...points].sort((x, y) => (x < y ? -1 : 1))).toEqual(points);
        expect(points.every((point) => point.length <= 100)).toBe(true);
      }),
    );
  });
});

describe('names', () => {
  it('that are endpoints are never asked as databases', () => {
    for (const name of ['_all_dbs', '_config', '_replicate', '_node', '_session', '_up', '', '\u0001a'])
      expect(isDatabaseName(name), name).toBe(false);
    for (const name of ['people', '_users', 'a/b', 'a$(+)-', 'Größe'])
      expect(isDatabaseName(name), name).toBe(true);
  });

  it('cannot leave their place in the path', async () => {
    const at = await couch({ version: '2.3.1', databases: {} });
    const peer = peerTo(at);
    for (const database of [
      '../_all_dbs',
      'a/../../_config',
      'x?rev=1',
      'x#y',
      'a b',
      '%2e%2e',
      'x\r\nX: y',
      '..',
    ]) {
      await peer.ask('database', { database });
    }
    expect(at.log).toEqual([
      'GET /..%2F_all_dbs',
      'GET /a%2F..%2F..%2F_config',
      'GET /x%3Frev%3D1',
      'GET /x%23y',
      'GET /a%20b',
      'GET /%252e%252e',
    ]);
  });
});

describe('the fixture, judged by nano', () => {
  it('is a CouchDB to it, and the paths mean what they are taken for', async () => {
    const at = await couch({ version: '2.3.1', databases: { 'a/b': PEOPLE } });
    const client = nano(`http://${at.address}:${at.port}`);
    expect(await client.db.list()).toEqual(['a/b']);
    expect((await client.db.get('a/b')).doc_count).toBe(700);
    expect(at.log.at(-1)).toBe('GET /a%2Fb');
    const page = await client.use('a/b').list({ include_docs: true, limit: 2, startkey: '8' });
    expect(page.rows.length).toBe(2);
    expect(page.rows[0]?.doc?._id.startsWith('8')).toBe(true);
    expect(at.log.at(-1)).toBe('GET /a%2Fb/_all_docs?include_docs=true&limit=2&startkey=%228%22');
    expect((await client.session()).userCtx.roles).toEqual(['_admin']);
  });
});
