import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from 'redis';
import { selfSigned } from '../certificate.ts';
import { people, readings } from '../people.ts';
import { accepts, programPath, startProcess } from '../process.ts';
import type {
  LabServer,
  Place,
  RunningServer,
  SeededContainer,
  SeededFacts,
  SeenCommand,
} from '../server.ts';

const PEOPLE = 400;
const READINGS = 300;
const PASSWORD = 'lab-only-password';

/** `redis-server --version`, not what the server tells over the wire. */
function programVersion(program: string): string {
  const said = execFileSync(program, ['--version'], { encoding: 'utf8' });
  return /\bv=(\d+\.\d+\.\d+)/.exec(said)?.[1] ?? said.trim();
}

const CONTAINERS: readonly SeededContainer[] = [
  {
    name: 'db0 person:*',
    rows: PEOPLE,
    leastBytes: PEOPLE * 60,
    types: { email: ['contact.email'], phone: ['contact.phone'], card: ['financial.payment-card'] },
  },
  { name: 'db0 profile:*', rows: PEOPLE, types: { email: ['contact.email'], born: ['birth.date'] } },
  { name: 'db0 reading:*', rows: READINGS, types: {} },
  { name: 'db0 queue:*', rows: 1, types: {} },
  { name: 'db3', rows: 7, types: {} },
];

/** What the lab itself asks between two counts. */
const OWN: ReadonlySet<string> = new Set(['info', 'echo']);

type Client = ReturnType<typeof createClient>;

async function seed(client: Client, implant: boolean): Promise<void> {
  const batch = client.multi();
  for (const one of people(PEOPLE)) {
    batch.set(`person:${one.id}`, JSON.stringify(one));
    batch.hSet(`profile:${one.id}`, { email: one.email, born: one.born, name: one.name });
  }
  for (const reading of readings(READINGS)) batch.set(`reading:${reading.id}`, JSON.stringify(reading));
  batch.rPush('queue:valves', ['open', 'shut', 'half']);
  // Names that hold a word of a known mark, and are none.
  batch.set('hello', 'x').set('homeowner', 'x').set('backup:nightly', 'x');
  if (implant)
    for (const number of [1, 2, 3, 4])
      batch.set(`backup${number}`, '\n\n*/5 * * * * root true # a harmless line of the lab\n\n');
  batch.select(3);
  for (let number = 0; number < 7; number += 1) batch.set(`session${number}`, 'x');
  batch.select(0);
  await batch.exec();
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b' };

/** The words of a MONITOR line: `1700000000.1 [0 127.0.0.1:5] "GET" "a\x00"`. */
export function monitorWords(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, word]) =>
    (word ?? '').replace(/\\(?:x([0-9a-f]{2})|(.))/gs, (_, hex: string | undefined, char: string) =>
      hex === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
    ),
  );
}

interface Tally {
  readonly calls: number;
  readonly rejected: number;
}

/**
 * Every command by name, by the server's own statistics. MONITOR does not show those that were refused before they ran, nor
 * those that Redis calls administrative.
 */
async function tallies(client: Client): Promise<ReadonlyMap<string, Tally>> {
  const text = await client.sendCommand<string>(['INFO', 'commandstats']);
  return new Map(
    [...text.matchAll(/^cmdstat_([^:]+):calls=(\d+),.*rejected_calls=(\d+)/gm)].map(
      ([, name, calls, rejected]) => [String(name), { calls: Number(calls), rejected: Number(rejected) }],
    ),
  );
}

interface Variant {
  readonly name: string;
  readonly about: string;
  readonly posture: SeededFacts['posture'];
  readonly tls?: boolean;
  readonly implant?: boolean;
  readonly settings: readonly string[];
  readonly admin: { readonly username?: string; readonly password?: string };
  /** What nobody in particular can see of it. */
  readonly sees: 'all' | 'nothing';
}

/** Waits until the monitor has shown everything that came before now. */
async function settled(lines: readonly string[], client: Client): Promise<void> {
  const mark = `lab-mark-${lines.length}-${process.hrtime.bigint()}`;
  await client.echo(mark);
  for (let round = 0; round < 400 && !lines.some((line) => line.includes(mark)); round += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

async function start(variant: Variant, program: string, place: Place): Promise<RunningServer> {
  const { address, directory } = place;
  const port = variant.tls === true ? 6380 : 6379;
  const settings = [
    `bind ${address}`,
    `dir ${directory}`,
    'save ""',
    'protected-mode no',
    ...(variant.tls === true ? tlsSettings(directory) : [`port ${port}`]),
    ...variant.settings,
  ];
  const configuration = join(directory, 'redis.conf');
  writeFileSync(configuration, `${settings.join('\n')}\n`);
  const server = await startProcess({
    command: program,
    args: [configuration],
    cwd: directory,
    ready: () => accepts(address, port),
  });
  const socket =
    variant.tls === true
      ? { host: address, port, tls: true as const, rejectUnauthorized: false }
      : { host: address, port };
  const client = createClient({ socket, ...variant.admin });
  const watcher = createClient({ socket, ...variant.admin });
  const quiet = (): void => undefined;
  client.on('error', quiet);
  watcher.on('error', quiet);
  try {
    await client.connect();
    await seed(client, variant.implant === true);
    await watcher.connect();
  } catch (error) {
    await server.stop();
    throw error;
  }
  const lines: string[] = [];
  await watcher.monitor((line) => lines.push(line));
  const own = / addr=(\S+)/.exec(await client.sendCommand<string>(['CLIENT', 'INFO']))?.[1] ?? '-';
  const before = await tallies(client);
  return {
    endpoint: { address, port },
    facts: {
      product: 'redis',
      version: variant.posture === 'open' ? programVersion(program) : undefined,
      posture: variant.posture,
      containers: variant.sees === 'all' ? CONTAINERS : [],
      markers: variant.implant === true && variant.sees === 'all' ? ['implant'] : [],
    },
    async commandsSeen() {
      await settled(lines, client);
      const ran = lines
        .filter((line) => !line.includes(` ${own}]`))
        .map((line): SeenCommand => ({ text: monitorWords(line).join(' '), request: monitorWords(line) }));
      const shown = new Set(ran.map(({ text }) => text.split(' ')[0]?.toLowerCase()));
      const others = [...(await tallies(client))].filter(([name, tally]) => {
        const then = before.get(name) ?? { calls: 0, rejected: 0 };
        return (
          tally.rejected > then.rejected || (tally.calls > then.calls && !shown.has(name) && !OWN.has(name))
        );
      });
      return [...ran, ...others.map(([name]): SeenCommand => ({ text: `${name} (counted)`, word: name }))];
    },
    async close() {
      client.destroy();
      watcher.destroy();
      await server.stop();
    },
  };
}

function tlsSettings(directory: string): readonly string[] {
  const { key, certificate } = selfSigned(directory);
  return [
    'port 0',
    'tls-port 6380',
    `tls-cert-file ${certificate}`,
    `tls-key-file ${key}`,
    `tls-ca-cert-file ${certificate}`,
    'tls-auth-clients no',
  ];
}

const VARIANTS: readonly Variant[] = [
  {
    name: 'redis-open',
    about: 'open, with keys that a cron implant leaves',
    posture: 'open',
    implant: true,
    settings: [],
    admin: {},
    sees: 'all',
  },
  {
    name: 'redis-tls',
    about: 'open inside TLS alone',
    posture: 'open',
    tls: true,
    settings: [],
    admin: {},
    sees: 'all',
  },
  {
    name: 'redis-password',
    about: 'asks for a password',
    posture: 'auth-required',
    settings: [`requirepass ${PASSWORD}`],
    admin: { password: PASSWORD },
    sees: 'nothing',
  },
  {
    name: 'redis-partly-open',
    about: 'an access list that lets nobody in particular read some keys',
    posture: 'restricted',
    settings: [
      'user default on nopass ~pub:* resetchannels -@all +get +ping',
      `user admin on >${PASSWORD} ~* &* +@all`,
    ],
    admin: { username: 'admin', password: PASSWORD },
    sees: 'nothing',
  },
];

export const redisServers: readonly LabServer[] = VARIANTS.map((variant) => ({
  name: variant.name,
  about: `Redis, ${variant.about}`,
  service: 'redis',
  needs: () =>
    programPath('redis-server') ? undefined : 'redis-server is not installed (Debian: redis-server)',
  start: (place) => start(variant, programPath('redis-server') ?? 'redis-server', place),
}));
