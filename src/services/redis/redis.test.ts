import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../../model/identity.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Outcome } from '../../model/outcome.ts';
import { openRaw, type Raw } from '../../model/raw.ts';
import { LOOK_LIMITS } from '../../wire/service.ts';
import { type TestServer, testPeer, testServer } from '../mongodb/fixtures/peer.ts';
import { resp } from './codec.ts';
import { installed, type RealServer, startReal } from './fixtures/real-server.ts';
import { redis } from './redis.ts';
import { rulesWrite } from './rights.ts';

const present = installed('redis-server');
const why = present ? '' : ' (skipped: redis-server is not installed)';

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.why}: ${outcome.detail}`);
  return outcome.value;
}

/** A test may look into a Raw to compare with what it has seeded. */
function seen(raw: Raw): string {
  return Buffer.from(openRaw(raw).bytes).toString('utf8');
}

/** `more` are lines of redis.conf. */
function startRedis(...more: readonly string[]): Promise<RealServer> {
  return startReal('redis-server', '127.43.0.2', (port, directory) => {
    const lines = [
      'bind 127.43.0.2',
      `port ${port}`,
      `dir ${directory}`,
      'save ""',
      'protected-mode no',
      ...more,
    ];
    writeFileSync(join(directory, 'redis.conf'), `${lines.join('\n')}\n`);
    return [join(directory, 'redis.conf')];
  });
}

describe.skipIf(!present)(`a real Redis${why}`, () => {
  let server: RealServer;
  let monitored: string[] = [];
  let stopMonitor: () => Promise<void>;

  beforeAll(async () => {
    server = await startRedis();
    const client = createClient({ url: `redis://${server.address}:${server.port}` });
    await client.connect();
    for (let index = 0; index < 1_200; index += 1)
      await client.set(`user:${index}`, JSON.stringify({ name: `CANARY ${index}`, n: index }));
    for (let index = 0; index < 40; index += 1)
      await client.hSet(`session:${index}`, { mail: `canary${index}@example.org`, age: index });
    await client.rPush('queue:mail', ['a', 'b', 'c']);
    await client.sAdd('tags:all', ['x', 'y']);
    await client.zAdd('rank:all', [{ score: 1, value: 'one' }]);
    await client.xAdd('events:all', '*', { kind: 'login', who: 'CANARY' });
    await client.set('backup1', 'x');
    await client.select(3);
    await client.set('elsewhere', '1');
    await client.select(0);
    const monitor = client.duplicate();
    await monitor.connect();
    await monitor.monitor((line: unknown) => void monitored.push(String(line)));
    stopMonitor = async () => {
      monitor.destroy();
      await client.close();
    };
  }, 20_000);

  afterAll(async () => {
    await stopMonitor?.();
    await server?.stop();
  });

  it('is open by two reads, with version and identity', async () => {
    const { peer, asked } = testPeer(redis, server.address, server.port, { depth: 'touch' });
    const identity = value(await redis.identify(peer));
    expect(identity).toMatchObject({ service: 'redis', product: 'redis', posture: 'open' });
    expect(identity.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(identity.serverId).toMatch(/^[0-9a-f]{16}$/);
    expect(identity.referrals).toBeUndefined();
    expect(asked()).toEqual(['ping', 'info', 'info', 'size', 'info']);
    peer.hangUp();
  });

  it('gives its families with counts and types, and says what it could not tell', async () => {
    const { peer } = testPeer(redis, server.address, server.port, { depth: 'shape' });
    const inventory = value(await redis.inventory(peer, LOOK_LIMITS));
    const byName = new Map(inventory.datasets.map((dataset) => [seen(dataset.name), dataset]));
    expect(byName.get('db0 user:*')).toMatchObject({
      kind: 'keys',
      rows: { value: 1_200, method: 'exact' },
      fields: [{ type: 'string' }],
    });
    expect(byName.get('db0 session:*')).toMatchObject({
      rows: { value: 40, method: 'exact' },
      fields: [{ type: 'hash' }],
    });
    expect(byName.get('db0 user:*')?.bytes?.value).toBeGreaterThan(1_200 * 40);
    expect(byName.get('db0 backup1')?.rows?.value).toBe(1);
    expect(byName.get('db3')).toMatchObject({ kind: 'database', rows: { value: 1 } });
    expect(inventory).toMatchObject({ complete: true, writable: { value: true } });
    expect(inventory.unlearned.join(' ')).toMatch(/Databases other than 0/);
    expect(Date.parse(inventory.startedAt ?? '')).toBeLessThanOrEqual(Date.now());
    const traces = new Map(inventory.traces?.map((trace) => [`${trace.kind} ${seen(trace.name)}`, trace]));
    expect(traces.has(`dir ${server.directory}`)).toBe(true);
    expect(traces.has('dbfilename dump.rdb')).toBe(true);
    expect(traces.has('key backup1')).toBe(true);
    expect(inventory.traces?.some((trace) => trace.at !== undefined)).toBe(false);
    expect(JSON.stringify(inventory)).not.toMatch(/CANARY|user:|backup1/);
    peer.hangUp();
  });

  it('samples every kind of value, within limits', async () => {
    const { peer } = testPeer(redis, server.address, server.port);
    const inventory = value(await redis.inventory(peer, LOOK_LIMITS));
    const drawn = value(
      (await redis.sample?.(peer, { ...LOOK_LIMITS, sample: 50 }, inventory)) ?? {
        ok: false,
        why: 'local',
        detail: '',
      },
    );
    const of = (name: string): string[] => {
      const index = inventory.datasets.findIndex((dataset) => seen(dataset.name) === name);
      return drawn.records.filter((record) => record.dataset === index).map((record) => seen(record.record));
    };
    expect(of('db0 user:*').length).toBe(50);
    expect(JSON.parse(of('db0 user:*')[0] ?? '')).toHaveProperty('n');
    expect(new Set(drawn.records.map((record) => record.stratum)).size).toBe(10);
    expect(JSON.parse(of('db0 session:*')[0] ?? '')).toHaveProperty('mail');
    expect(of('db0 queue:*')).toEqual(['a', 'b', 'c']);
    expect(of('db0 tags:*').sort()).toEqual(['x', 'y']);
    expect(of('db0 rank:*')).toEqual(['one']);
    expect(JSON.parse(of('db0 events:*')[0] ?? '')).toEqual({ kind: 'login', who: 'CANARY' });
    expect(JSON.stringify(drawn)).not.toContain('CANARY');
    expect(drawn.draws.find((draw) => draw.n === 50)?.method).toMatch(/50 keys at even distances/);
    peer.hangUp();
  });

  it('takes no more records than the allowance holds', async () => {
    const { peer } = testPeer(redis, server.address, server.port, { limits: { records: 20 } });
    const inventory = value(await redis.inventory(peer, LOOK_LIMITS));
    const drawn = value(
      (await redis.sample?.(peer, LOOK_LIMITS, inventory)) ?? { ok: false, why: 'local', detail: '' },
    );
    expect(drawn.records.length).toBeLessThanOrEqual(20);
    expect(drawn.complete).toBe(false);
    peer.hangUp();
  });

  it('saw none but the commands of the table, by its own MONITOR', () => {
    const words = monitored.map((row) => /"([^"]*)"/.exec(row)?.[1]?.toUpperCase() ?? '');
    const allowed = new Set(Object.values(redis.allow).map((row) => (row.send as readonly string[])[0]));
    expect(words.length).toBeGreaterThan(100);
    expect([...new Set(words)].filter((word) => !allowed.has(word))).toEqual([]);
    monitored = [];
  });
});

describe.skipIf(!present)(`a real Redis that is not quite open${why}`, () => {
  let server: RealServer | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  async function identified(...more: readonly string[]): Promise<Identity> {
    server = await startRedis(...more);
    const { peer } = testPeer(redis, server.address, server.port);
    const identity = value(await redis.identify(peer));
    peer.hangUp();
    return identity;
  }

  it('asks for a password', async () => {
    expect(await identified('requirepass s3cret')).toMatchObject({ posture: 'auth-required' });
  });

  it('is restricted, not locked, where its access list allows a part', async () => {
    expect(await identified('user default on nopass ~pub:* +get +ping -info')).toMatchObject({
      posture: 'restricted',
    });
  });

  it('is open where INFO is renamed away', async () => {
    expect(await identified('rename-command INFO ""')).toMatchObject({ posture: 'open' });
  });

  it.skipIf(!installed('openssl', ['version']))(
    'is open inside TLS, and says nothing to plain text (needs openssl)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sidelight-tls-'));
      const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      const made = spawnSync('openssl', [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-keyout',
        key,
        '-out',
        certificate,
        '-days',
        '2',
        '-subj',
        '/CN=cache.example.org',
      ]);
      expect(made.status).toBe(0);
      server = await startReal('redis-server', '127.43.0.5', (port, directory) => {
        const lines = [
          'bind 127.43.0.5',
          'port 0',
          `tls-port ${port}`,
          `tls-cert-file ${certificate}`,
          `tls-key-file ${key}`,
          'tls-auth-clients no',
          `dir ${directory}`,
          'save ""',
          'protected-mode no',
        ];
        writeFileSync(join(directory, 'redis.conf'), `${lines.join('\n')}\n`);
        return [join(directory, 'redis.conf')];
      });
      const secure = testPeer(redis, server.address, server.port, { tls: true });
      expect(value(await redis.identify(secure.peer)).posture).toBe('open');
      expect(secure.peer.certificate?.subject).toContain('cache.example.org');
      const plain = testPeer(redis, server.address, server.port, { answerMs: 500 });
      expect((await redis.identify(plain.peer)).ok).toBe(false);
      plain.peer.hangUp();
    },
  );

  it('is a sentinel that holds no keys', async () => {
    const config = join(mkdtempSync(join(tmpdir(), 'sidelight-sentinel-')), 'sentinel.conf');
    server = await startReal('redis-server', '127.43.0.3', (port, directory) => {
      writeFileSync(
        config,
        `bind 127.43.0.3\nport ${port}\ndir ${directory}\nprotected-mode no\nsentinel monitor main 127.43.0.4 6379 1\n`,
      );
      return [config, '--sentinel'];
    });
    const { peer } = testPeer(redis, server.address, server.port);
    expect(value(await redis.identify(peer))).toMatchObject({
      product: 'redis-sentinel',
      posture: 'restricted',
      referrals: ['127.43.0.4:6379'],
    });
    expect(value(await redis.inventory(peer, LOOK_LIMITS)).datasets).toEqual([]);
    peer.hangUp();
  });

  it('is read-only by its access list, or as a replica that names its master', async () => {
    server = await startRedis(
      'user default on nopass ~* +@all -@write -@dangerous +info +config|get +acl|getuser',
    );
    const reader = testPeer(redis, server.address, server.port);
    expect(value(await redis.inventory(reader.peer, LOOK_LIMITS)).writable).toMatchObject({
      value: false,
      because: expect.stringContaining('ACL GETUSER'),
    });
    reader.peer.hangUp();
    await server.stop();
    server = await startRedis('replicaof 127.43.0.9 1');
    const replica = testPeer(redis, server.address, server.port);
    expect(value(await redis.identify(replica.peer)).referrals).toEqual(['127.43.0.9:1']);
    const inventory = value(await redis.inventory(replica.peer, LOOK_LIMITS));
    expect(inventory.writable?.value).toBe(false);
    expect(inventory.traces?.some((trace) => trace.kind === 'master')).toBe(true);
    replica.peer.hangUp();
  });
});

type Script = Readonly<Record<string, string>>;

describe('a scripted Redis', () => {
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function look(script: Script): Promise<Outcome<Identity>> {
    server = await testServer((socket) => {
      if (script['*']) socket.end(script['*']);
      socket.on('data', (chunk: Buffer) => {
        const words = resp.decode(chunk);
        const answer =
          script[words.join(' ')] ?? script[words[0] ?? ''] ?? `-ERR unknown command '${words[0]}'\r\n`;
        socket.write(answer);
      });
    });
    const { peer } = testPeer(redis, server.address, server.port);
    const outcome = await redis.identify(peer);
    peer.hangUp();
    return outcome;
  }

  const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
  const fixture = (name: string): string =>
    readFileSync(join(import.meta.dirname, 'fixtures', name), 'latin1');

  /** Answers by command, from a transcript of `> COMMAND` lines and the bytes that came. */
  function replay(name: string): Script {
    const parts = fixture(name)
      .split(/^> (.+)\n/m)
      .slice(1);
    return Object.fromEntries(
      parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [])),
    );
  }

  it.each([
    ['open-7.0.15.txt', 'open'],
    ['password-7.0.15.txt', 'auth-required'],
    ['access-list-7.0.15.txt', 'restricted'],
  ])('answers as %s and is %s', async (name, posture) => {
    expect(value(await look(replay(name))).posture).toBe(posture);
  });

  it('refuses this address in protected mode, as soon as it is connected to', async () => {
    expect(value(await look({ '*': fixture('protected-mode.resp') })).posture).toBe('blocked');
  });

  it.each([
    ['asks for a password', '-NOAUTH Authentication required.\r\n', 'auth-required'],
    ['asks for a password as before 2.8', '-ERR operation not permitted\r\n', 'auth-required'],
    ['takes no more clients', '-ERR max number of clients reached\r\n', 'blocked'],
  ])('%s', async (_name, answer, posture) => {
    expect(value(await look({ PING: answer, INFO: answer, DBSIZE: answer })).posture).toBe(posture);
  });

  it('is not yet certain while it loads', async () => {
    const loading = '-LOADING Redis is loading the dataset in memory\r\n';
    const identity = value(
      await look({ PING: loading, INFO: bulk('redis_version:7.2.0\r\n'), DBSIZE: loading }),
    );
    expect(identity.posture).toBe('inconclusive');
  });

  it('says MISCONF to writes only, which is no reason to call it closed', async () => {
    const identity = value(
      await look({
        PING: '-MISCONF Redis is configured to save RDB snapshots\r\n',
        INFO: bulk('redis_version:6.0.0\r\n'),
        DBSIZE: ':3\r\n',
      }),
    );
    expect(identity.posture).toBe('open');
  });

  it.each([
    ['valkey', 'redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.0\r\n', '8.1.0'],
    ['dragonfly', 'redis_version:7.4.0\r\ndragonfly_version:df-v1.25.2\r\n', '1.25.2'],
    ['keydb', 'redis_version:6.3.4\r\nexecutable:/usr/bin/keydb-server\r\n', '6.3.4'],
    ['kvrocks', 'kvrocks_version:2.10.1\r\nredis_version:4.0.0\r\n', '2.10.1'],
  ])('is recognised as %s', async (product, info, version) => {
    expect(value(await look({ PING: '+PONG\r\n', INFO: bulk(info), DBSIZE: ':1\r\n' }))).toMatchObject({
      product,
      version,
      posture: 'open',
    });
  });

  it('names the nodes of its cluster, itself apart', async () => {
    const nodes =
      'a1 10.0.0.1:6379@16379 myself,master - 0 0 1 connected 0-5460\nb2 10.0.0.2:6379@16379,host master - 0 0 2 connected\nc3 :0@0 slave,fail b2 0 0 3 disconnected\nd4 evil\u001b[31m:1@1 master\n';
    const identity = value(
      await look({
        PING: '+PONG\r\n',
        INFO: bulk('redis_version:7.0.0\r\nredis_mode:cluster\r\n'),
        DBSIZE: ':1\r\n',
        CLUSTER: bulk(nodes),
      }),
    );
    expect(identity.referrals).toEqual(['10.0.0.2:6379']);
  });

  it('puts no words of the server into its reasons', async () => {
    const evil = '-NOPERM CANARY \u001b[31m\r\n';
    const identity = value(await look({ PING: '+PONG\r\n', INFO: evil, DBSIZE: evil }));
    expect(identity.posture).toBe('restricted');
    expect(JSON.stringify(identity)).not.toMatch(/CANARY|\u001b/);
  });

  it.each([
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['NATS', "-ERR 'Unknown Protocol Operation'\r\n"],
    ['memcached', 'ERROR\r\n'],
    ['an answer that is no PONG', '+HELLO\r\n'],
  ])('is none where %s answers', async (_name, answer) => {
    expect(await look({ PING: answer })).toMatchObject({ ok: false, why: 'protocol' });
  });

  it('is recognised by the first bytes of other probes', () => {
    expect(redis.recognises(Buffer.from('-NOAUTH Authentication required.\r\n'))).toBe('yes');
    expect(redis.recognises(Buffer.from("-ERR unknown command 'x'\r\n"))).toBe('yes');
    expect(redis.recognises(Buffer.from('-ERR something\r\n'))).toBe('maybe');
    expect(redis.recognises(Buffer.from('HTTP/1.1 200 OK\r\n'))).toBe('no');
  });
});

describe('access rules', () => {
  it.each([
    ['+@all', true],
    ['+@all -@write', false],
    ['-@all +@read', false],
    ['-@all +@read +set', true],
    ['+@all -@all', false],
    ['-@all +@write', true],
    ['-@all +get +ping', false],
  ])('"%s" write: %s', (rules, writes) => {
    expect(rulesWrite(rules)).toBe(writes);
  });
});

describe('limits of a listing', () => {
  it('are kept: thousands of families become one more', async () => {
    const keys = Array.from({ length: 2_000 }, (_, index) => `p${index}:x`);
    const batch = `*2\r\n$1\r\n0\r\n*${keys.length}\r\n${keys.map((key) => `$${key.length}\r\n${key}\r\n`).join('')}`;
    const answers: Script = { SCAN: batch, DBSIZE: ':2000\r\n', TYPE: '+string\r\n', MEMORY: ':50\r\n' };
    const server = await testServer((socket) => {
      socket.on(
        'data',
        (chunk: Buffer) =>
          void socket.write(answers[resp.decode(chunk)[0] ?? ''] ?? '-ERR unknown command\r\n'),
      );
    });
    const { peer } = testPeer(redis, server.address, server.port, { depth: 'shape' });
    const inventory: Inventory = value(await redis.inventory(peer, { ...LOOK_LIMITS, containers: 20 }));
    expect(inventory.datasets.length).toBe(21);
    expect(inventory.datasets.reduce((sum, dataset) => sum + (dataset.rows?.value ?? 0), 0)).toBe(2_000);
    expect(inventory.complete).toBe(false);
    await server.close();
  });
});
