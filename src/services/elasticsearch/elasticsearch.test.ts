import { Client } from '@elastic/elasticsearch';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { loopbackPermit, testContext } from '../../../test/kit/context.ts';
import { systemClock } from '../../kit/clock.ts';
import type { Depth } from '../../model/depth.ts';
import type { Inventory } from '../../model/inventory.ts';
import { Raw } from '../../model/raw.ts';
import { createBudget, TARGET_LIMITS } from '../../wire/budget.ts';
import { createPeer } from '../../wire/peer.ts';
import { LOOK_LIMITS } from '../../wire/service.ts';
import { elasticsearch } from './elasticsearch.ts';
import { startCluster } from './fixtures/cluster.ts';
import type { Cluster, ClusterOptions, FixtureIndex, Security } from './fixtures/cluster.ts';
import type { ElasticsearchPeer } from './identify.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const PERSONS: FixtureIndex = {
  created: 1_590_000_000_000,
  properties: {
    id_card: { type: 'keyword' },
    name: { type: 'text', fields: { keyword: { type: 'keyword' } } },
    born: { type: 'date' },
    home: { properties: { city: { type: 'keyword' }, at: { type: 'geo_point' } } },
    visits: { type: 'nested', properties: { seen: { type: 'date' } } },
  },
  documents: Array.from({ length: 400 }, (_, at) => ({
    id_card: `CANARY-${at % 350}`,
    born: `1980-01-0${(at % 9) + 1}T10:20:30Z`,
    ...(at % 4 === 0 ? {} : { name: `CANARY person ${at}` }),
    home: { city: 'Wien' },
  })),
};
const MEOW: FixtureIndex = { created: 1_595_000_000_000, properties: {}, documents: [] };

async function cluster(options: ClusterOptions = {}): Promise<Cluster> {
  const started = await startCluster({ indices: { persons: PERSONS, 'qwertyuiop-meow': MEOW }, ...options });
  closers.push(() => started.close());
  return started;
}

function peerTo(
  at: { readonly address: string; readonly port: number },
  depth: Depth = 'sample',
): ElasticsearchPeer {
  const options = {
    connectMs: 1_000,
    answerMs: 2_000,
    tls: false,
    agent: 'sidelight/0.1 (+https://probe.example/)',
  };
  const context = testContext(loopbackPermit({ depth }));
  const peer = createPeer(context, elasticsearch, at, createBudget(TARGET_LIMITS, systemClock), options);
  closers.push(async () => peer.hangUp());
  return peer as unknown as ElasticsearchPeer;
}

async function httpServer(
  handle: (asked: IncomingMessage, reply: ServerResponse) => void,
): Promise<{ address: string; port: number }> {
  const server: Server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  return { address: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

async function identified(options: ClusterOptions = {}): Promise<object> {
  const outcome = await elasticsearch.identify(peerTo(await cluster(options)));
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
}

function open(raw: Raw): string {
  return Buffer.from(Raw.open(raw).bytes).toString();
}

describe('posture', () => {
  it.each([
    ['1.7.6', 'elasticsearch'],
    ['2.4.6', 'elasticsearch'],
    ['5.6.16', 'elasticsearch'],
    ['6.8.23', 'elasticsearch'],
    ['7.6.2', 'elasticsearch'],
    ['7.17.9', 'elasticsearch'],
    ['8.15.0', 'elasticsearch'],
    ['9.1.0', 'elasticsearch'],
    ['1.3.2', 'opensearch'],
    ['2.11.0', 'opensearch'],
    ['3.1.0', 'opensearch'],
  ] as const)('%s %s without a login is open', async (version, distribution) => {
    expect(await identified({ version, distribution })).toMatchObject({
      product: distribution,
      version,
      posture: 'open',
    });
  });

  it.each<[Security, string, ClusterOptions['distribution'], string]>([
    ['off-with-warning', '8.15.0', 'elasticsearch', 'open'],
    ['on', '8.15.0', 'elasticsearch', 'auth-required'],
    ['on', '6.8.0', 'elasticsearch', 'auth-required'],
    ['opensearch', '2.11.0', 'opensearch', 'auth-required'],
    ['not-initialised', '2.11.0', 'opensearch', 'inconclusive'],
    ['anonymous-monitor', '8.15.0', 'elasticsearch', 'restricted'],
    ['anonymous-read', '8.15.0', 'elasticsearch', 'restricted'],
    ['anonymous-nothing', '8.15.0', 'elasticsearch', 'restricted'],
    ['anonymous-superuser', '8.15.0', 'elasticsearch', 'open'],
  ])('security %s on %s (%s) is %s%s', async (security, version, distribution, posture) => {
    expect(
      await identified({ security, version, distribution: distribution ?? 'elasticsearch' }),
    ).toMatchObject({ product: distribution, posture });
  });

  it('an empty cluster is open only where nothing is hidden from the visitor', async () => {
    expect(await identified({ indices: {} })).toMatchObject({ posture: 'open' });
    const partly = await identified({ security: 'anonymous-nothing' });
    expect(JSON.stringify(partly)).toContain('2 shards exist');
  });

  it('a 200 from / alone proves nothing', async () => {
    const at = await httpServer((asked, reply) => {
      const root = {
        name: 'n',
        cluster_name: 'c',
        version: { number: '7.10.2', lucene_version: '8.7.0' },
        tagline: 'You Know, for Search',
      };
      reply.writeHead(asked.url === '/' ? 200 : 401, { 'content-type': 'application/json' });
      reply.end(
        JSON.stringify(asked.url === '/' ? root : { error: { type: 'security_exception' }, status: 401 }),
      );
    });
    expect(await elasticsearch.identify(peerTo(at))).toMatchObject({
      ok: true,
      value: { posture: 'auth-required' },
    });
  });

  it('a list without a second read is not called open', async () => {
    const at = await httpServer((asked, reply) => {
      const root = {
        version: { number: '7.10.2', lucene_version: '8.7.0' },
        tagline: 'You Know, for Search',
      };
      if (asked.url === '/') return reply.end(JSON.stringify(root));
      if (asked.url?.startsWith('/_cat')) return reply.end('[{"index":"a"}]');
      reply.writeHead(500);
      return reply.end('{}');
    });
    expect(await elasticsearch.identify(peerTo(at))).toMatchObject({
      ok: true,
      value: { posture: 'inconclusive' },
    });
  });

  it.each<[string, (asked: IncomingMessage, reply: ServerResponse) => void]>([
    ['Kibana', (_, reply) => reply.writeHead(302, { 'kbn-name': 'kibana', location: '/login' }).end()],
    ['a web server', (_, reply) => reply.end('<html>It works!</html>')],
    ['a JSON service with a version', (_, reply) => reply.end('{"version":{"number":"1.0"},"name":"x"}')],
    [
      'another login',
      (_, reply) => reply.writeHead(401, { 'www-authenticate': 'Basic realm="router"' }).end('no'),
    ],
    ['CouchDB', (_, reply) => reply.end('{"couchdb":"Welcome","version":"3.3.3"}')],
    ['JSON that is a list', (_, reply) => reply.end('[]')],
    ['JSON that is too deep', (_, reply) => reply.end('['.repeat(10_000))],
  ])('%s on the port is not Elasticsearch', async (_name, handle) => {
    const outcome = await elasticsearch.identify(peerTo(await httpServer(handle)));
    expect(outcome.ok).toBe(false);
  });

  it('keeps control characters of a version out', async () => {
    const at = await httpServer((_, reply) =>
      reply.end(
        JSON.stringify({
          version: { number: '7.1\u001b[31m<b>', lucene_version: '8' },
          tagline: 'You Know, for Search',
        }),
      ),
    );
    expect(await elasticsearch.identify(peerTo(at))).toMatchObject({ value: { version: '7.131mb' } });
  });
});

describe('inventory', () => {
  async function inventory(
    options: ClusterOptions = {},
    rateGap = 0,
  ): Promise<{ got: Inventory; at: Cluster }> {
    const at = await cluster(options);
    const outcome = await elasticsearch.inventory(peerTo(at, 'shape'), { ...LOOK_LIMITS, rateGap });
    if (!outcome.ok) throw new Error(outcome.detail);
    return { got: outcome.value, at };
  }

  it.each(['1.7.6', '5.6.16', '6.8.23', '7.17.9', '8.15.0'])(
    'of %s tells rows, sizes, dates, fields and what the server counted',
    async (version) => {
      const { got, at } = await inventory({ version });
      const persons = got.datasets.find((dataset) => open(dataset.name) === 'persons');
      expect(persons?.rows).toEqual({ value: 400, method: 'exact' });
      expect(persons?.bytes?.value).toBe(40_000);
      if (!version.startsWith('1.'))
        expect(persons?.created?.at).toBe(new Date(1_590_000_000_000).toISOString());
      const fields = new Map(persons?.fields.map((field) => [open(field.path), field]));
      expect([...fields.keys()]).toEqual(['id_card', 'name', 'born', 'home.city', 'home.at', 'visits.seen']);
      expect(fields.get('id_card')?.distinct).toEqual({ value: 350, method: 'estimate' });
      expect(fields.get('name')?.nullShare).toBeCloseTo(0.25);
      expect(fields.get('name')?.distinct).toEqual({ value: 300, method: 'estimate' });
      expect(fields.get('home.at')?.distinct).toBeUndefined();
      expect(fields.get('born')?.span).toEqual({
        from: '1980-01-01T10:20:00.000Z',
        to: '1980-01-09T10:20:00.000Z',
      });
      expect(fields.get('visits.seen')?.span).toBeUndefined();
      expect(got.complete).toBe(true);
      expect(at.log.every((line) => line.startsWith('GET '))).toBe(true);
      expect(at.log.filter((line) => line.includes('_search')).every((line) => line.includes('size=0'))).toBe(
        true,
      );
    },
  );

  it('gives the creation date of wiped indices, and no document', async () => {
    const { got } = await inventory({ gzip: true });
    const meow = got.datasets.find((dataset) => open(dataset.name).endsWith('-meow'));
    expect(meow?.created).toEqual({ at: '2020-07-17T15:33:20.000Z', method: 'index.creation_date' });
    expect(JSON.stringify(got)).not.toContain('CANARY');
  });

  it('counts hidden and internal indices as what they are', async () => {
    const hidden = { ...PERSONS, hidden: true };
    const { got } = await inventory({
      version: '8.15.0',
      indices: { '.ds-logs-1': hidden, '.kibana_1': PERSONS, plain: PERSONS },
    });
    const internal = new Map(got.datasets.map((dataset) => [open(dataset.name), dataset.internal === true]));
    expect([...internal]).toEqual(
      expect.arrayContaining([
        ['.ds-logs-1', false],
        ['.kibana_1', true],
        ['plain', false],
      ]),
    );
  });

  it('takes a second count for the rate', async () => {
    const documents = [...PERSONS.documents];
    const at = await cluster({ indices: { live: { ...PERSONS, documents } } });
    const timer = setInterval(() => documents.push({ id_card: 'x' }), 5);
    const outcome = await elasticsearch.inventory(peerTo(at), { ...LOOK_LIMITS, rateGap: 60 });
    clearInterval(timer);
    const [live] = outcome.ok ? outcome.value.datasets : [];
    expect(live?.later?.rows).toBeGreaterThan(live?.rows?.value ?? Number.NaN);
    expect(live?.later?.seconds).toBeGreaterThan(0);
  });

  it.each<[Security, boolean | undefined]>([
    ['off-with-warning', true],
    ['none', true],
    ['anonymous-superuser', true],
    ['anonymous-read', undefined],
  ])('tells from roles whether %s is writable', async (security, value) => {
    const { got } = await inventory({ security, version: '7.17.9' });
    expect(got.writable?.value).toBe(value);
  });

  it('goes on past names that would mean something else in a path', async () => {
    const { got, at } = await inventory({
      indices: { 'a,b': PERSONS, '*': PERSONS, _all: PERSONS, ünïcode: PERSONS, '../x': PERSONS },
    });
    expect(got.datasets.length).toBe(5);
    expect(got.complete).toBe(false);
    expect(at.log.some((line) => /[*]|_all|\.\.|a(?:,|%2C)b/.test(line.split('?')[0] ?? ''))).toBe(false);
    expect(at.log.some((line) => line.includes('%C3%BCn%C3%AFcode/_search'))).toBe(true);
  });

  it('says that a ceiling cut the list', async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`i${at}`, MEOW]));
    const { got } = await inventory({ indices: many });
    expect(got.datasets.length).toBe(250);
    expect(got.complete).toBe(false);
    expect(got.unlearned.join()).toContain('50 of 250');
  });
});

describe('sample', () => {
  it.each(['5.6.16', '8.15.0'])('of %s draws two halves into memory only', async (version) => {
    const peer = peerTo(await cluster({ version }));
    const made = await elasticsearch.inventory(peer, { ...LOOK_LIMITS, rateGap: 0 });
    if (!made.ok) throw new Error(made.detail);
    const drawn = await elasticsearch.sample?.(peer, LOOK_LIMITS, made.value);
    if (!drawn?.ok) throw new Error('no sample');
    expect(drawn.value.records.length).toBeGreaterThan(150);
    expect(drawn.value.records.length).toBeLessThanOrEqual(300);
    expect(new Set(drawn.value.records.map(({ stratum }) => stratum)).size).toBe(2);
    expect(JSON.stringify(drawn.value)).not.toContain('CANARY');
    const [first] = drawn.value.records;
    expect(first && open(first.record)).toContain('CANARY');
  });

  it('is refused by the guard below that depth', async () => {
    const peer = peerTo(await cluster(), 'shape');
    expect(await peer.ask('draw', { index: 'persons', size: 1, seed: 1 })).toMatchObject({
      ok: false,
      why: 'denied-by-guard',
    });
  });
});

describe('the fixture, judged by the official client', () => {
  it('is an Elasticsearch to it, and paths and measures mean what they are taken for', async () => {
    const at = await cluster({ version: '8.15.0' });
    const client = new Client({ node: `http://${at.address}:${at.port}` });
    closers.push(() => client.close());
    expect((await client.info()).version.number).toBe('8.15.0');
    expect((await client.cat.indices({ format: 'json', bytes: 'b' })).map((row) => row.index)).toContain(
      'persons',
    );
    expect(at.log.at(-1)).toMatch(/^GET \/_cat\/indices\?format=json&bytes=b/);
    expect((await client.count()).count).toBe(400);
    expect(at.log.at(-1)).toBe('GET /_count');
    expect(
      (await client.indices.getMapping({ index: ['persons', 'qwertyuiop-meow'] }))['persons']?.mappings
        .properties?.['born'],
    ).toEqual({ type: 'date' });
    expect(at.log.at(-1)).toBe('GET /persons%2Cqwertyuiop-meow/_mapping');
    expect(
      (await client.security.authenticate().catch((error: Error) => error.message)).toString(),
    ).toContain('illegal_argument');
    expect((await client.cluster.health()).active_shards).toBe(2);
  });
});
