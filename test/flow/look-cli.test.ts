import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunningFake } from '../../twins/fakes/fake.ts';
import { tracking } from '../../twins/tracking.ts';
import { fakeMongo } from '../../twins/fakes/mongodb.ts';
import { day, eventsIn, run, start, type Workplace, workplace } from '../kit/cli.ts';

const HOST = '127.79.1.10';
let place: Workplace;
let open: RunningFake;
let locked: RunningFake;
/** Holds a port, so that the same port on neighbouring addresses is known to be refused and nobody else's. */
let holder: Server;
let refusedPort: number;

beforeAll(async () => {
  open = await tracking.start({ host: HOST, port: 0 });
  locked = await fakeMongo({ host: '127.79.1.11', port: 0, version: '7.0.14', databases: [], locked: true });
  holder = createServer();
  holder.listen(0, '127.79.255.254');
  await once(holder, 'listening');
  refusedPort = (holder.address() as AddressInfo).port;
});

afterAll(async () => {
  await open.close();
  await locked.close();
  holder.close();
});

beforeEach(() => {
  place = workplace();
});

afterEach(() => place.remove());

const at = ({ endpoint }: RunningFake): string => `${endpoint.address}:${endpoint.port}`;

describe('exit codes of look', () => {
  test('1 where something is open, with every event that was promised', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: sample, relation: own }']);
    const ran = await run(['look', at(open), '--format', 'jsonl'], place);
    expect(ran.stderr).toBe('');
    expect(ran.code).toBe(1);
    const events = eventsIn(ran.stdout);
    const types = new Set(events.map((event) => event['type']));
    for (const type of [
      'run.started',
      'endpoint.seen',
      'posture',
      'dataset',
      'exposure',
      'marker',
      'finding',
      'receipt',
      'run.finished',
    ]) {
      expect(types, type).toContain(type);
    }
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', complete: true, exposures: 1, exit: 1 });
    expect(events.find((event) => event['type'] === 'posture')).toMatchObject({
      posture: 'open',
      service: 'mongodb',
    });
    const finding = events.find((event) => event['type'] === 'finding') as
      | { shapes: { name: string }[] }
      | undefined;
    const shapes = finding?.shapes.map(({ name }) => name);
    expect(shapes).toEqual(
      expect.arrayContaining(['person table', 'tracking stream', 'sensor registry', 'live tracking']),
    );
  });

  test('0 where all is locked, and where what is open lies below --fail-on', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: shape }']);
    expect((await run(['look', at(locked)], place)).code).toBe(0);
    expect((await run(['look', at(open), '--depth', 'touch', '--fail-on', 'very high'], place)).code).toBe(0);
  });

  test('2 for a malformed command, scope or target, with a position and what to do', async () => {
    expect((await run(['look', '--nonsense'], place)).code).toBe(2);
    expect((await run(['look', '127.0.0.1'], place)).stderr).toContain('sidelight init');
    writeFileSync(join(place.cwd, 'sidelight.scope.yaml'), 'sidelight: 1\nallow: [{ range: 010.0.0.0/8 }]\n');
    const bad = await run(['look'], place);
    expect(bad.code).toBe(2);
    expect(bad.stderr).toMatch(/line 2, column \d+/);
    place.scope(['{ range: 127.79.0.0/16, depth: shape }']);
    expect((await run(['look', '127.1'], place)).code).toBe(2);
    expect((await run(['look', '--ports', '0-70000'], place)).code).toBe(2);
    for (const ran of [bad]) expect(ran.stderr).not.toMatch(/\n\s+at /);
  });

  test('3 out of scope, denied, expired and opted out; nothing is sent', async () => {
    place.scope(['{ range: 127.79.2.0/24, depth: shape }']);
    const outside = await run(['look', at(open)], place);
    expect(outside).toMatchObject({ code: 3, stdout: '' });
    expect(outside.stderr).toContain('Nothing was sent');
    place.scope(['{ range: 127.79.0.0/16, depth: shape }'], `deny: [${HOST}]\n`);
    expect((await run(['look', at(open)], place)).code).toBe(3);
    place.scope(['{ range: 127.79.0.0/16, depth: shape }']);
    expect((await run(['optout', 'add', HOST], place)).code).toBe(0);
    expect((await run(['look', at(open)], place)).code).toBe(3);
    writeFileSync(
      join(place.cwd, 'sidelight.scope.yaml'),
      readFileSync(join(place.cwd, 'sidelight.scope.yaml'), 'utf8').replace(
        /valid:.*/,
        `valid: { from: ${day(-60)}, until: ${day(-2)} }`,
      ),
    );
    expect((await run(['look', at(locked)], place)).code).toBe(3);
  });

  test('a list may name what is out of scope: it is told and gets no packet', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: shape }']);
    const list = join(place.cwd, 'list.txt');
    writeFileSync(list, `127.80.0.1:${refusedPort}\n127.79.7.7:${refusedPort}\n`);
    const ran = await run(['look', '--from', list, '--format', 'jsonl'], place);
    expect(ran.code).toBe(0);
    const events = eventsIn(ran.stdout);
    expect(events.filter((event) => event['type'] === 'error')).toMatchObject([
      { endpoint: `127.80.0.1:${refusedPort}`, code: 'OUT_OF_SCOPE' },
    ]);
    const looked = events
      .filter((event) => event['type'] === 'endpoint.seen')
      .map((event) => event['endpoint']);
    expect(looked).toEqual([`127.79.7.7:${refusedPort}`]);
  });

  test('4 where an opt-out that came during the run left targets unassessed, and they get no packet', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: shape }']);
    const going = start(
      ['look', '127.79.48.0/23', '--ports', String(refusedPort), '--rate', '100/s', '--format', 'jsonl'],
      place,
    );
    await expect.poll(() => going.stdout().split('\n').length, { timeout: 10_000 }).toBeGreaterThan(20);
    expect((await run(['optout', 'add', '127.79.48.0/23'], place)).code).toBe(0);
    const ran = await going.ended;
    expect(ran.code).toBe(4);
    const events = eventsIn(ran.stdout);
    const denied = events.filter((event) => event['type'] === 'error');
    expect(denied.length).toBeGreaterThan(50);
    expect(events.at(-1)).toMatchObject({ complete: false, exit: 4, notAssessed: denied.length });
    const { receipt } = events.find((event) => event['type'] === 'receipt') as {
      receipt: { connections: number };
    };
    expect(receipt.connections).toBe(512 - denied.length);
  });

  test('130 on Ctrl-C, with what was found so far, and the run can be resumed', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: shape }'], '');
    const going = start(
      ['look', '127.79.16.0/22', '--ports', String(refusedPort), '--rate', '300/s', '--format', 'jsonl'],
      place,
    );
    await expect.poll(() => going.stdout().split('\n').length, { timeout: 10_000 }).toBeGreaterThan(100);
    going.child.kill('SIGINT');
    const ran = await going.ended;
    expect(ran.code).toBe(130);
    expect(eventsIn(ran.stdout).at(-1)).toMatchObject({ type: 'run.finished', complete: false, exit: 130 });
  });
});

describe('a run that is broken off', () => {
  test('kill -9 loses nothing and repeats nothing after --resume', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: shape }']);
    const args = [
      'look',
      '127.79.32.0/22',
      at(open),
      '--ports',
      String(refusedPort),
      '--rate',
      '600/s',
      '--format',
      'jsonl',
    ];
    const going = start(args, place);
    await expect.poll(() => going.stdout().split('\n').length, { timeout: 10_000 }).toBeGreaterThan(200);
    going.child.kill('SIGKILL');
    const first = await going.ended;
    const run1 = eventsIn(first.stdout.slice(0, first.stdout.lastIndexOf('\n')))[0]?.['run'] as string;
    const second = await run(
      [...args.map((arg) => (arg === '600/s' ? '5000/s' : arg)), '--resume', run1],
      place,
    );
    expect(second.stderr).toBe('');
    expect(second.code).toBe(1);
    const seen = eventsIn(second.stdout)
      .filter((event) => event['type'] === 'endpoint.seen')
      .map((event) => event['endpoint'] as string);
    expect(seen).toHaveLength(1025);
    expect(new Set(seen).size).toBe(1025);
    const listed = JSON.parse((await run(['case', 'list', '--format', 'json'], place)).stdout) as {
      cases: { looks: number }[];
    };
    expect(listed.cases).toHaveLength(1);
    expect(listed.cases[0]?.looks).toBe(1);
    expect((await run(['audit', 'verify'], place)).code).toBe(0);
  });

  test('another plan cannot take a run over, and an unknown run is an error', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: shape }']);
    const first = await run(['look', at(locked), '--format', 'jsonl'], place);
    const id = eventsIn(first.stdout)[0]?.['run'] as string;
    expect((await run(['look', at(open), '--resume', id], place)).stderr).toContain('RUN_DIFFERS');
    expect((await run(['look', at(open), '--resume', 'ffffffffffffffff'], place)).stderr).toContain(
      'RUN_NOT_FOUND',
    );
  });
});

describe('the machine around it', () => {
  test('a home that cannot be written is said before anything is sent', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: shape }']);
    writeFileSync(join(place.cwd, 'file'), '');
    const ran = await run(['look', at(open), '--home', join(place.cwd, 'file', 'x')], place);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('HOME_NOT_WRITABLE');
    expect(ran.stdout).toBe('');
  });

  test('--dry-run sends nothing and lists every command', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: shape }']);
    const ran = await run(['look', at(open), '--dry-run'], place);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('mongodb.listDatabases');
    expect(ran.stdout).not.toContain('mongodb.slice');
    expect(existsSync(join(place.cwd, 'home', 'audit', 'log.jsonl'))).toBe(false);
  });

  test('two processes at once record one case each time, and the audit log stays whole', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: touch }']);
    const both = await Promise.all([run(['look', at(open)], place), run(['look', at(open)], place)]);
    for (const ran of both) expect([1, 2]).toContain(ran.code);
    expect(both.some((ran) => ran.code === 1)).toBe(true);
    for (const ran of both.filter((one) => one.code === 2)) expect(ran.stderr).toContain('LOCKED');
    expect((await run(['audit', 'verify'], place)).code).toBe(0);
  });

  test('odd terminals get a screen that fits', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: sample }']);
    for (const columns of ['0', '100000']) {
      const ran = await run(['look', at(open)], { cwd: place.cwd, env: { COLUMNS: columns, TERM: 'dumb' } });
      expect(ran.code).toBe(1);
    }
  });

  test('state files are for their owner alone', async () => {
    place.scope(['{ range: 127.79.0.0/16, depth: shape }']);
    await run(['look', at(open)], place);
    const files = readdirSync(join(place.cwd, 'home'), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    expect(files.map((entry) => entry.name)).toEqual(
      expect.arrayContaining(['store.db', 'log.jsonl', 'journal.jsonl']),
    );
    for (const entry of files) {
      expect(statSync(join(entry.parentPath, entry.name)).mode & 0o077, entry.name).toBe(0);
    }
  });
});
