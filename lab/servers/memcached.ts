import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { people } from '../people.ts';
import { accepts, isRoot, pause, programPath, startProcess } from '../process.ts';
import type {
  LabServer,
  Place,
  RunningServer,
  SeededContainer,
  SeededFacts,
  SeenCommand,
} from '../server.ts';

const PORT = 11_211;
const PASSWORD = 'lab-only-password';
const ITEMS = 200;
const PLUGINS = ['/usr/lib/x86_64-linux-gnu/sasl2', '/usr/lib/aarch64-linux-gnu/sasl2', '/usr/lib/sasl2'];

interface Variant {
  readonly name: string;
  readonly about: string;
  readonly posture: SeededFacts['posture'];
  readonly needs?: () => string | undefined;
  readonly containers: readonly SeededContainer[];
  readonly seeds: boolean;
  readonly blind?: string;
  arguments(directory: string): readonly string[];
}

/** Sends lines and resolves with all that came back once `until` is in it. */
function say(address: string, lines: string, until: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(PORT, address);
    let answer = '';
    socket.setTimeout(5_000, () => socket.destroy(new Error(`memcached did not answer with ${until}`)));
    socket.on('error', reject);
    socket.on('connect', () => socket.write(lines));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      if (!answer.includes(until)) return;
      socket.destroy();
      resolve(answer);
    });
  });
}

const OPCODES: Readonly<Record<number, string>> = { 0x0b: 'version', 0x10: 'stat' };

/** What `-vv` tells of each connection's input: `<28 stats`, or the first bytes of a binary header in hex. */
export function verboseLog(text: string): readonly SeenCommand[] {
  const seen: SeenCommand[] = [];
  let header: string[] | undefined;
  for (const line of text.split('\n')) {
    const said = /^<\d+ (.*?)\r?$/s.exec(line)?.[1];
    if (said === undefined) continue;
    // Threads write at once: the end of one connection can stand inside the hexadecimal line of another.
    if (said.includes('connection closed')) continue;
    if (/^(?:new |Read binary)/.test(said)) {
      header = said.startsWith('Read binary') ? [] : undefined;
      continue;
    }
    const bytes = /^\s+((?:0x[0-9a-f]{2}\s*)+)$/.exec(said)?.[1];
    if (header && bytes !== undefined) {
      if (header.length === 0) {
        const opcode = Number(bytes.trim().split(/\s+/)[1]);
        seen.push({ text: `binary ${opcode}`, word: `binary ${OPCODES[opcode] ?? opcode}` });
      }
      header.push(bytes);
      continue;
    }
    seen.push({ text: said, request: { line: said } });
  }
  return seen;
}

async function start(variant: Variant, { address, directory }: Place): Promise<RunningServer> {
  const program = programPath('memcached') ?? 'memcached';
  const server = await startProcess({
    command: program,
    args: [
      '-vv',
      '-l',
      address,
      '-p',
      String(PORT),
      '-U',
      '0',
      ...(isRoot() ? ['-u', 'nobody'] : []),
      ...variant.arguments(directory),
    ],
    cwd: directory,
    env: { SASL_CONF_PATH: directory },
    ready: () => accepts(address, PORT),
  });
  if (variant.seeds) {
    const lines = people(ITEMS).flatMap((one) => {
      const value = JSON.stringify(one);
      return [`set session:${one.id} 0 0 ${Buffer.byteLength(value)}`, value];
    });
    await say(address, `${lines.join('\r\n')}\r\nversion\r\n`, 'VERSION');
  }
  await pause(50);
  const before = verboseLog(server.output()).length;
  const version = /(\d+\.\d+\.\d+)/.exec(execFileSync(program, ['-V'], { encoding: 'utf8' }))?.[1];
  return {
    endpoint: { address, port: PORT },
    ...(variant.blind === undefined ? {} : { blind: variant.blind }),
    facts: {
      product: 'memcached',
      version: variant.blind === undefined ? version : undefined,
      posture: variant.posture,
      containers: variant.containers,
      markers: [],
    },
    async commandsSeen() {
      await pause(50);
      return verboseLog(server.output()).slice(before);
    },
    close: () => server.stop(),
  };
}

const VARIANTS: readonly Variant[] = [
  {
    name: 'memcached-open',
    about: 'open to anyone',
    posture: 'open',
    containers: [{ name: 'session:*', rows: ITEMS, leastBytes: ITEMS * 60, from: 'sample', types: {} }],
    seeds: true,
    arguments: () => [],
  },
  {
    name: 'memcached-auth-file',
    about: 'asks for a name and a password in lines',
    posture: 'auth-required',
    containers: [],
    seeds: false,
    blind: 'memcached does not log what comes before the password',
    arguments(directory) {
      const file = join(directory, 'auth');
      writeFileSync(file, `lab:${PASSWORD}\n`);
      return ['-Y', file];
    },
  },
  {
    name: 'memcached-sasl',
    about: 'asks for SASL in the binary protocol',
    posture: 'auth-required',
    needs: () =>
      PLUGINS.some((folder) => existsSync(join(folder, 'libplain.so')))
        ? undefined
        : 'no SASL mechanism is installed (Debian: libsasl2-modules)',
    containers: [],
    seeds: false,
    arguments(directory) {
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, 'memcached.conf'), 'mech_list: plain\nlog_level: 0\n');
      return ['-S'];
    },
  },
];

export const memcachedServers: readonly LabServer[] = VARIANTS.map((variant) => ({
  name: variant.name,
  about: `Memcached, ${variant.about}`,
  service: 'memcached',
  needs: () =>
    programPath('memcached') === undefined
      ? 'memcached is not installed (Debian: memcached)'
      : variant.needs?.(),
  start: (place) => start(variant, place),
}));
