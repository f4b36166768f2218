import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Identity } from '../../model/identity.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Outcome } from '../../model/outcome.ts';
import { openRaw, type Raw } from '../../model/raw.ts';
import { LOOK_LIMITS } from '../../wire/service.ts';
import { ownAddress, testPeer, type TestServer, testServer } from '../mongodb/fixtures/peer.ts';
import { installed, type RealServer, startReal } from '../redis/fixtures/real-server.ts';
import { dumpedKey } from './inventory.ts';
import { memcached } from './memcached.ts';

const present = installed('memcached');
const why = present ? '' : ' (skipped: memcached is not installed)';

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.why}: ${outcome.detail}`);
  return outcome.value;
}

function seen(raw: Raw): string {
  return Buffer.from(openRaw(raw).bytes).toString('utf8');
}

interface Memjs {
  readonly Client: {
    create(servers: string): {
      set(key: string, value: string, options: object): Promise<boolean>;
      close(): void;
    };
  };
}
const { Client } = createRequire(import.meta.url)('memjs') as Memjs;

let real: RealServer | undefined;
let fake: TestServer | undefined;
afterEach(async () => {
  await real?.stop();
  await fake?.close();
  real = undefined;
  fake = undefined;
});

function start(more: readonly string[] = [], usualPort = false): Promise<RealServer> {
  const address = usualPort ? ownAddress : '127.43.0.10';
  return startReal(
    'memcached',
    address,
    (port) => ['-u', 'nobody', '-l', address, '-p', String(port), '-U', '0', ...more],
    {},
    usualPort ? 11211 : undefined,
  );
}

async function seed(server: RealServer, count: number): Promise<void> {
  const client = Client.create(`${server.address}:${server.port}`);
  for (let index = 0; index < count; index += 1) await client.set(`sess:${index}`, `CANARY ${index}`, {});
  await client.set('single key@example.org'.replace(' ', '_'), 'CANARY', {});
  client.close();
}

async function identified(
  server: { readonly address: string; readonly port: number },
  answerMs = 2_000,
): Promise<{ outcome: Outcome<Identity>; asked: readonly string[] }> {
  const { peer, asked } = testPeer(memcached, server.address, server.port, { answerMs, depth: 'touch' });
  const outcome = await memcached.identify(peer);
  peer.hangUp();
  return { outcome, asked: asked() };
}

async function inventoried(
  server: RealServer,
  depth: 'shape' | 'sample',
): Promise<{ inventory: Inventory; asked: readonly string[] }> {
  const { peer, asked } = testPeer(memcached, server.address, server.port, { depth });
  const inventory = value(await memcached.inventory(peer, LOOK_LIMITS));
  peer.hangUp();
  return { inventory, asked: asked() };
}

describe.skipIf(!present)(`a real memcached${why}`, () => {
  it('is open by two reads', async () => {
    real = await start();
    const { outcome, asked } = await identified(real);
    expect(value(outcome)).toMatchObject({ service: 'memcached', product: 'memcached', posture: 'open' });
    expect(value(outcome).version).toMatch(/^\d+\.\d+\.\d+/);
    expect(asked).toEqual(['version', 'stats', 'items']);
  });

  it('tells counts by size class, and no names at depth shape', async () => {
    real = await start();
    await seed(real, 30);
    const { inventory, asked } = await inventoried(real, 'shape');
    expect(asked).not.toContain('names');
    expect(inventory.datasets.every((dataset) => dataset.kind === 'slab')).toBe(true);
    expect(inventory.datasets.reduce((sum, dataset) => sum + (dataset.rows?.value ?? 0), 0)).toBe(31);
    expect(inventory.datasets.reduce((sum, dataset) => sum + (dataset.bytes?.value ?? 0), 0)).toBeGreaterThan(
      31 * 40,
    );
    expect(inventory).toMatchObject({ complete: true, writable: { value: true } });
    expect(inventory.unlearned.join(' ')).toMatch(
      /Values were not looked at.*Names of keys were not asked for/,
    );
    expect(Date.parse(inventory.startedAt ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('tells families of keys of a small cache where a sample is granted', async () => {
    real = await start();
    await seed(real, 30);
    const { inventory } = await inventoried(real, 'sample');
    const rows = Object.fromEntries(
      inventory.datasets.map((dataset) => [seen(dataset.name), dataset.rows?.value]),
    );
    expect(rows).toEqual({ 'sess:*': 30, 'single_key@example.org': 1 });
    expect(JSON.stringify(inventory)).not.toMatch(/CANARY|sess|example/);
  });

  it('is not dumped where it holds more than a thousand items', async () => {
    real = await start();
    await seed(real, 1_000);
    const { inventory, asked } = await inventoried(real, 'sample');
    expect(asked).not.toContain('names');
    expect(inventory.datasets.every((dataset) => dataset.kind === 'slab')).toBe(true);
  });

  it('is one data set where it is empty', async () => {
    real = await start();
    const { inventory } = await inventoried(real, 'sample');
    expect(inventory.datasets).toMatchObject([{ kind: 'keys', rows: { value: 0 } }]);
  });

  it('asks for credentials with an authentication file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'sidelight-memcached-')), 'auth');
    writeFileSync(file, 'user:password\n', { mode: 0o644 });
    real = await start(['-Y', file, '-u', 'root']);
    expect(value((await identified(real)).outcome)).toMatchObject({ posture: 'auth-required' });
  });

  it('is open where it speaks the binary protocol alone, on its usual port', async () => {
    real = await start(['-B', 'binary'], true);
    const { outcome, asked } = await identified(real, 300);
    expect(value(outcome)).toMatchObject({ posture: 'open' });
    expect(asked).toEqual(['version', 'binaryVersion', 'binaryStat', 'binaryItems']);
  });
});

describe('a scripted memcached', () => {
  it.each([
    ['open-1.6.18.txt', 'open', '1.6.18'],
    ['auth-file-1.6.18.txt', 'auth-required', undefined],
  ])('answers as %s and is %s', async (name, posture, version) => {
    const parts = readFileSync(join(import.meta.dirname, 'fixtures', name), 'latin1')
      .split(/^> (.+)\n/m)
      .slice(1);
    const answers = new Map(
      parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? ''] as const] : [])),
    );
    fake = await testServer((socket) =>
      socket.on(
        'data',
        (chunk: Buffer) => void socket.write(answers.get(chunk.toString().trim()) ?? 'ERROR\r\n'),
      ),
    );
    expect(value((await identified(fake)).outcome)).toMatchObject({
      posture,
      ...(version ? { version } : {}),
    });
  });

  async function scripted(answers: Readonly<Record<string, string>>): Promise<Outcome<Identity>> {
    fake = await testServer((socket) =>
      socket.on(
        'data',
        (chunk: Buffer) => void socket.write(answers[chunk.toString().trim()] ?? 'ERROR\r\n'),
      ),
    );
    return (await identified(fake)).outcome;
  }

  it('asks for credentials where it speaks the binary protocol alone, with SASL', async () => {
    const answer = (opcode: number, status: number, body: string): Buffer => {
      const header = Buffer.alloc(24);
      header.set([0x81, opcode]);
      header.writeUInt16BE(status, 6);
      header.writeUInt32BE(body.length, 8);
      return Buffer.concat([header, Buffer.from(body)]);
    };
    const serve = (socket: Socket): void => {
      socket.on('data', (chunk: Buffer) => {
        if (chunk[0] !== 0x80) return;
        socket.write(chunk[1] === 0x0b ? answer(0x0b, 0, '1.6.18') : answer(0x10, 0x20, 'Auth failure'));
      });
    };
    fake = await testServer(serve, 11211);
    const { outcome, asked } = await identified(fake, 200);
    expect(value(outcome)).toMatchObject({ posture: 'auth-required', version: '1.6.18' });
    expect(asked).toEqual(['version', 'binaryVersion', 'binaryStat']);
  });

  it('stays inconclusive where only one read succeeds', async () => {
    expect(value(await scripted({ version: 'VERSION 1.6\r\n' })).posture).toBe('inconclusive');
    await fake?.close();
    const one = { version: 'VERSION 1.6\r\n', stats: 'STAT curr_items 5\r\nEND\r\n' };
    expect(value(await scripted(one)).posture).toBe('inconclusive');
  });

  it('puts no words of the server into what is known of it', async () => {
    const identity = value(
      await scripted({ version: 'VERSION 1.6\u001b[31m<b>\r\n', stats: 'SERVER_ERROR CANARY\r\n' }),
    );
    expect(identity.version).toBe('1.631mb');
    expect(JSON.stringify(identity)).not.toMatch(/CANARY|\u001b|<b>/);
  });

  it('is none where others answer', async () => {
    expect(await scripted({ version: 'HTTP/1.1 400 Bad Request\r\n\r\n' })).toMatchObject({
      ok: false,
      why: 'protocol',
    });
    await fake?.close();
    expect(await scripted({ version: 'ERROR\r\n' })).toMatchObject({ ok: false, why: 'protocol' });
  });

  it('is recognised by the first bytes of other probes', () => {
    expect(memcached.recognises(Buffer.from('VERSION 1.6.18\r\n'))).toBe('yes');
    expect(memcached.recognises(Buffer.from('ERROR\r\nERROR\r\n'))).toBe('maybe');
    expect(memcached.recognises(Buffer.from('HTTP/1.1 200 OK\r\n'))).toBe('no');
  });
});

describe('a dumped key', () => {
  it('is decoded byte by byte', () => {
    expect(dumpedKey('key=user%3Aa%40b exp=-1 la=1 cas=2 fetch=no cls=1 size=63')).toEqual({
      key: 'user:a@b',
      bytes: 63,
    });
    expect(dumpedKey('STAT a 1')).toBeUndefined();
  });
});
