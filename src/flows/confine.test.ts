import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeConfined, isolation } from './confine.ts';

const CANARY = 'qzcanary7731@example.org';
const isolated = isolation() !== undefined;
const signal = new AbortController().signal;
let folder = '';
let program = '';
let tcp: Server;
let local: Server;
let udp: Socket;
/** Who was reached. */
const met: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-confined-'));
  program = mkdtempSync(join(tmpdir(), 'sidelight-program-'));
  for (const name of ['input.json', 'other.json']) writeFileSync(join(folder, name), `{"email":"${CANARY}"}`);
  mkdirSync(join(folder, 'in'));
  const support = join(import.meta.dirname, '../../test/support');
  const bundle = await rolldown({
    input: ['confined-probe', 'confined-faulty'].map((name) => join(support, `${name}.ts`)),
    platform: 'node',
  });
  writeFileSync(join(program, 'package.json'), '{"type":"module"}');
  await bundle.write({ dir: program, format: 'esm' });
  await bundle.close();
  const listening = async (server: Server, name: string, where: object): Promise<Server> => {
    server.on('connection', (socket) => {
      met.push(name);
      socket.destroy();
    });
    server.listen(where);
    await once(server, 'listening');
    return server;
  };
  tcp = await listening(createServer(), 'tcp', { host: '127.0.0.1', port: 0 });
  local = await listening(createServer(), 'local', { path: join(folder, 'socket') });
  udp = createSocket('udp4');
  udp.on('message', () => met.push('udp'));
  udp.bind((tcp.address() as AddressInfo).port, '127.0.0.1');
  await once(udp, 'listening');
});
afterAll(() => {
  tcp.close();
  local.close();
  udp.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(program, { recursive: true, force: true });
});

async function inside(
  entry: string,
  names: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    return await describeConfined(
      { names, cwd: '/', sampleMax: undefined, workers: 0, edition: 'owner' },
      pathToFileURL(join(program, entry)),
      { signal, workerUrl: undefined },
    );
  } finally {
    for (const name of Object.keys(environment))
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
  }
}

type Tried = readonly (readonly [string, string])[];

async function tried(shut: boolean, environment: Readonly<Record<string, string>> = {}): Promise<Tried> {
  met.length = 0;
  const input = join(folder, 'input.json');
  const wanted = {
    input,
    other: join(folder, 'other.json'),
    folder,
    port: (tcp.address() as AddressInfo).port,
    socket: join(folder, 'socket'),
    shut,
  };
  const answers = await inside('confined-probe.js', [input, JSON.stringify(wanted)], environment);
  return Object.entries(answers as Record<string, string>);
}

const names = (all: Tried): readonly string[] =>
  all.filter(([, what]) => !what.startsWith('refused')).map(([name]) => name.replace(' (in a thread)', ''));

describe('what the process that reads cannot do, tried from inside and in a thread of it', () => {
  it.skipIf(!isolated)('the kernel gives it no network (needs unshare)', { timeout: 60_000 }, async () => {
    const all = await tried(false);
    expect(all.length).toBeGreaterThan(50);
    // What it listens on is its own namespace, and a socket in the file system is no network: the runtime refuses these, below.
    const without = all.filter(([name]) => !/^(?:listen|socket in)/.test(name));
    expect([...new Set(names(without))]).toEqual(['read the input']);
    for (const [name, what] of without)
      if (/^(?:tcp|udp|http|fetch|tls)/.test(name)) expect(what).toMatch(/ENETUNREACH|ERR_ACCESS_DENIED/);
    expect(met.filter((one) => one !== 'local')).toEqual([]);
    expect(readdirSync(folder).toSorted()).toEqual(['in', 'input.json', 'other.json', 'socket']);
  });

  it('where the kernel takes none away, the runtime refuses connections, and files all the same', {
    timeout: 60_000,
  }, async () => {
    const all = await tried(true, { PATH: '/nowhere' });
    expect(all.length).toBeGreaterThan(50);
    expect([...new Set(names(all))]).toEqual(['read the input']);
    for (const [name, what] of all)
      if (/^(?:tcp|udp|http|fetch|tls|listen|dns|lookup|socket)/.test(name))
        expect(what, name).toMatch(/opens no connection|ERR_ACCESS_DENIED/);
    expect(met).toEqual([]);
    expect(readdirSync(folder).toSorted()).toEqual(['in', 'input.json', 'other.json', 'socket']);
  });
});

describe('a fault among values', () => {
  // What a user may have set for other programs, and would write files here.
  const OPTIONS = '--max-old-space-size=64 --report-on-fatalerror --report-uncaught-exception';
  const before = process.env['NODE_OPTIONS'];
  beforeAll(() => {
    process.env['NODE_OPTIONS'] = OPTIONS;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  });

  it.concurrent.each([
    ['thrown', /^TypeError at confined-faulty\.js:\d+/],
    ['parsed', /^SyntaxError at confined-faulty\.js:\d+/],
    ['no error', /^no error/],
    ['rejected', /^Error at confined-faulty\.js:\d+/],
    ['forged', /^Error at confined-faulty\.js:\d+/],
    ['deep', /^RangeError at confined-faulty\.js:\d+/],
    ['exit', /status 7/],
    ['abort', /SIGABRT/],
    ['segfault', /SIGSEGV/],
    ['memory', /SIGABRT|SIGTRAP|SIGILL/],
  ])('%s: is told without one', { timeout: 60_000 }, async (kind, words) => {
    const error: unknown = await inside('confined-faulty.js', [kind, CANARY]).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(words);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/qzcanary|7731/);
    expect(readdirSync(process.cwd()).filter((name) => /^core|^report\.|\.heapsnapshot$/.test(name))).toEqual(
      [],
    );
  });
});
