import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Cost, measure } from '../kit.ts';
import type { Field } from './field.ts';

/** What a tool says of each endpoint, by address; nothing where it says nothing. */
export type Said = ReadonlyMap<string, string>;

export interface Tool {
  readonly name: string;
  readonly what: string;
  /** Largest field that it is run on; it would take too long on more. */
  readonly most: number;
  /** Tells open ports alone: a sweep, which is no look. */
  readonly sweep?: boolean;
  /** Why it is not run, where it is not. */
  readonly absent?: string;
  run(field: Field, directory: string): Promise<{ readonly cost: Cost; readonly said: Said }>;
}

const TIMEOUT_MS = 1_000;
const LONGEST_SECONDS = 240;

/** Where a program lies: in SIDELIGHT_BENCH_PEERS, on the path, or where Go installs. */
export function findProgram(name: string): string | undefined {
  const folders = [
    process.env['SIDELIGHT_BENCH_PEERS'] ?? '',
    ...(process.env['PATH'] ?? '').split(delimiter),
    join(homedir(), 'go', 'bin'),
  ];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(existsSync);
}

function lines(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

function jsonLines(path: string): readonly Record<string, unknown>[] {
  return lines(path).flatMap((line) => {
    try {
      return [JSON.parse(line) as Record<string, unknown>];
    } catch {
      return [];
    }
  });
}

function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

const SCOPE = (): string => `sidelight: 1
authority: { who: "the bench", basis: "its own servers", contact: "bench@example.org" }
valid: { from: ${day(-1)}, until: ${day(30)} }
probe: { rate: 100000/s, per_host: 8, vantage: loopback }
allow:
  - { range: 127.60.0.0/16, depth: touch, relation: own }
`;

let homes = 0;

export const sidelight: Tool = {
  name: 'sidelight look',
  what: 'posture, confirmed twice; store, journal and audit log on',
  most: 65_536,
  async run(field, directory) {
    const scope = join(directory, 'scope.yaml');
    writeFileSync(scope, SCOPE());
    const out = join(directory, 'sidelight.jsonl');
    homes += 1;
    const program = join(import.meta.dirname, '../../cli/main.js');
    const cost = await measure(
      process.execPath,
      [
        ...[program, 'look', `127.60.0.0/${32 - Math.log2(field.count)}`, '--ports', String(field.port)],
        ...['--depth', 'touch', '--timeout', String(TIMEOUT_MS), '--format', 'jsonl', '--scope', scope],
        ...['--home', join(directory, `home-${homes}`)],
      ],
      { out, cwd: directory, mostSeconds: 600 },
    );
    const said = new Map<string, string>();
    for (const event of jsonLines(out)) {
      const address = String(event['endpoint'] ?? '').split(':')[0] ?? '';
      if (event['type'] === 'endpoint.seen') said.set(address, String(event['behaviour'] ?? event['state']));
      if (event['type'] === 'posture')
        said.set(address, `${String(event['service'])} ${String(event['posture'])}`);
      if (event['type'] === 'error') said.set(address, `not assessed: ${String(event['code'])}`);
    }
    return { cost, said };
  },
};

function listFile(field: Field, directory: string, withPort: boolean): string {
  const path = join(directory, withPort ? 'endpoints.txt' : 'addresses.txt');
  const suffix = withPort ? `:${field.port}` : '';
  writeFileSync(path, `${field.addresses().join(`${suffix}\n`)}${suffix}\n`);
  return path;
}

function peer(
  name: string,
  what: string,
  most: number,
  missing: string,
  run: (program: string, field: Field, directory: string) => ReturnType<Tool['run']>,
  program = name,
): Tool {
  const found = findProgram(program);
  return {
    name,
    what,
    most,
    sweep: what === SWEEP,
    ...(found === undefined ? { absent: missing } : {}),
    run: (field, directory) => run(found ?? program, field, directory),
  };
}

const SWEEP = 'open ports only';
const BY_GO = 'not found in SIDELIGHT_BENCH_PEERS, on the path or in ~/go/bin';

export const peers: readonly Tool[] = [
  peer(
    'zgrab2 mongodb',
    'handshake, version and names of databases',
    65_536,
    BY_GO,
    async (program, field, directory) => {
      const out = join(directory, 'zgrab2.jsonl');
      const blocked = join(directory, 'blocklist');
      writeFileSync(blocked, '');
      const cost = await measure(
        program,
        [
          ...['mongodb', '-p', String(field.port), '-f', listFile(field, directory, false), '-o', out],
          ...['-b', blocked, '--senders', '1000', '--connect-timeout', '1s', '--target-timeout', '3s'],
        ],
        { out: join(directory, 'zgrab2.out'), mostSeconds: LONGEST_SECONDS },
      );
      const said = new Map<string, string>();
      for (const line of jsonLines(out)) {
        const { status, result } = (line['data'] as { mongodb: { status: string; result?: object } }).mongodb;
        said.set(String(line['ip']), status === 'success' && result ? 'mongodb, no posture' : status);
      }
      return { cost, said };
    },
    'zgrab2',
  ),
  peer(
    'fingerprintx',
    'which service; one endpoint after the other',
    64,
    BY_GO,
    async (program, field, directory) => {
      const out = join(directory, 'fingerprintx.jsonl');
      const cost = await measure(
        program,
        ['-l', listFile(field, directory, true), '--json', '--fast', '-w', String(TIMEOUT_MS)],
        { out, mostSeconds: LONGEST_SECONDS },
      );
      const said = new Map<string, string>();
      for (const line of jsonLines(out))
        said.set(String(line['ip'] ?? line['host']), String(line['protocol']));
      return { cost, said };
    },
  ),
  peer('naabu', SWEEP, 65_536, BY_GO, async (program, field, directory) => {
    const out = join(directory, 'naabu.jsonl');
    const cost = await measure(
      program,
      [
        ...['-l', listFile(field, directory, false), '-p', String(field.port), '-s', 'c', '-Pn', '-duc'],
        ...['-silent', '-json', '-rate', '100000', '-c', '1000', '-retries', '1', '-timeout', '1000'],
      ],
      { out, mostSeconds: LONGEST_SECONDS, env: { HOME: directory } },
    );
    const said = new Map<string, string>();
    for (const line of jsonLines(out)) said.set(String(line['ip']), 'port open');
    return { cost, said };
  }),
  peer(
    'nmap -sT',
    SWEEP,
    65_536,
    'not on the path',
    async (program, field, directory) => {
      const out = join(directory, 'nmap.txt');
      const cost = await measure(
        program,
        [
          ...['-sT', '-n', '-Pn', '-T4', '--max-retries', '1', '-p', String(field.port)],
          ...['-iL', listFile(field, directory, false), '-oG', out],
        ],
        { out: join(directory, 'nmap.out'), mostSeconds: LONGEST_SECONDS },
      );
      const said = new Map<string, string>();
      for (const line of lines(out)) {
        const match = /^Host: (\S+) .*Ports: \d+\/(\w+)/.exec(line);
        if (match?.[1] !== undefined) said.set(match[1], `port ${match[2] ?? ''}`);
      }
      return { cost, said };
    },
    'nmap',
  ),
  peer(
    'nmap --script mongodb-*',
    'version and names of databases, where it is open',
    4_096,
    'not on the path',
    async (program, field, directory) => {
      const out = join(directory, 'nmap-mongo.xml');
      const cost = await measure(
        program,
        [
          ...['-sT', '-n', '-Pn', '-T4', '--max-retries', '1', '-p', String(field.port)],
          ...['--script', '+mongodb-info,+mongodb-databases', '--script-timeout', '3s'],
          ...['-iL', listFile(field, directory, false), '-oX', out],
        ],
        { out: join(directory, 'nmap.out'), mostSeconds: LONGEST_SECONDS },
      );
      const said = new Map<string, string>();
      for (const host of readFileSync(out, 'utf8').split('<host ').slice(1)) {
        const address = /addr="([^"]+)"/.exec(host)?.[1] ?? '';
        const state = /<state state="(\w+)"/.exec(host)?.[1] ?? '';
        const databases = /id="mongodb-databases" output="([^"]*)"/.exec(host)?.[1];
        const info = /id="mongodb-info" output="([^"]*)"/.exec(host)?.[1];
        const listed = databases !== undefined && /totalSize|sizeOnDisk/.test(databases);
        const version = info !== undefined && /version/.test(info);
        said.set(address, listed ? 'mongodb open' : version ? 'mongodb, no posture' : `port ${state}`);
      }
      return { cost, said };
    },
    'nmap',
  ),
  peer('nerva', 'which service', 4_096, BY_GO, () => Promise.reject(new Error('no way to run it is known'))),
  peer('nuclei', 'templates of exposed databases', 4_096, BY_GO, () =>
    Promise.reject(new Error('its templates are not part of the program')),
  ),
];
