import { execFileSync } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mysql2/promise';
import { selfSigned } from '../certificate.ts';
import { people, readings } from '../people.ts';
import { accepts, accountIds, isRoot, pause, programPath, startProcess } from '../process.ts';
import type {
  LabServer,
  Place,
  RunningServer,
  SeededContainer,
  SeededFacts,
  SeenCommand,
} from '../server.ts';

const PORT = 3306;
const USER = 'mysql';
const PEOPLE = 400;
const READINGS = 5_000;
const PASSWORD = 'lab-only-password';

const SHOP: readonly SeededContainer[] = [
  {
    name: 'shop.customers',
    rows: PEOPLE,
    leastBytes: PEOPLE * 40,
    types: {
      full_name: ['name.person'],
      email: ['contact.email'],
      phone: ['contact.phone'],
      card: ['financial.payment-card'],
      born: ['birth.date'],
    },
  },
  { name: 'shop.valve_readings', rows: READINGS, tolerance: 0.1, leastBytes: READINGS * 10, types: {} },
];
const NOTE: SeededContainer = { name: 'PLEASE_READ_ME_VVV.WARNING', rows: 1, types: {} };

interface Variant {
  readonly name: string;
  readonly about: string;
  readonly posture: SeededFacts['posture'];
  readonly containers: readonly SeededContainer[];
  readonly markers: readonly string[];
  readonly tls?: boolean;
  /** Statements after seeding. */
  readonly afterwards: readonly string[];
  readonly settings?: readonly string[];
}

const VARIANTS: readonly Variant[] = [
  {
    name: 'mariadb-root',
    about: 'root has no password',
    posture: 'open',
    containers: [...SHOP, NOTE],
    markers: ['ransom'],
    afterwards: [],
  },
  {
    name: 'mariadb-anonymous',
    about: 'the anonymous account may read one database',
    posture: 'open',
    containers: SHOP,
    markers: [],
    afterwards: [
      `CREATE USER ''@'localhost'`,
      `GRANT SELECT ON shop.* TO ''@'localhost'`,
      `ALTER USER root@localhost IDENTIFIED BY '${PASSWORD}'`,
    ],
  },
  {
    name: 'mariadb-password',
    about: 'every account has a password',
    posture: 'auth-required',
    containers: [],
    markers: [],
    afterwards: [
      `CREATE USER app@localhost IDENTIFIED BY '${PASSWORD}'`,
      `ALTER USER root@localhost IDENTIFIED BY '${PASSWORD}'`,
    ],
  },
  {
    name: 'mariadb-tls-only',
    about: 'root has no password, and only TLS is let in',
    posture: 'open',
    containers: [...SHOP, NOTE],
    markers: ['ransom'],
    tls: true,
    afterwards: ['SET GLOBAL require_secure_transport = ON'],
  },
];

async function seed(session: Connection): Promise<void> {
  const run = async (sql: string, values: unknown[] = []): Promise<void> => {
    await session.query(sql, values);
  };
  await run('CREATE DATABASE shop');
  await run(
    'CREATE TABLE shop.customers (id INT PRIMARY KEY, full_name VARCHAR(80), email VARCHAR(120) UNIQUE, phone VARCHAR(20), card VARCHAR(20), born DATE, city VARCHAR(40))',
  );
  await run('INSERT INTO shop.customers VALUES ?', [
    people(PEOPLE).map((one) => [one.id, one.name, one.email, one.phone, one.card, one.born, one.city]),
  ]);
  await run(
    'CREATE TABLE shop.valve_readings (id INT AUTO_INCREMENT PRIMARY KEY, pressure INT, flow DECIMAL(6,2), valve VARCHAR(8))',
  );
  await run('INSERT INTO shop.valve_readings VALUES ?', [
    readings(READINGS).map((one) => [one.id, one.pressure, one.flow, one.valve]),
  ]);
  await run('CREATE DATABASE PLEASE_READ_ME_VVV');
  await run('CREATE TABLE PLEASE_READ_ME_VVV.WARNING (warning TEXT)');
  await run(`INSERT INTO PLEASE_READ_ME_VVV.WARNING VALUES ('A harmless line of the lab.')`);
  await run('ANALYZE TABLE shop.customers, shop.valve_readings');
}

interface Logged {
  readonly thread: number;
  readonly kind: string;
  readonly text: string;
}

/** The general log: a time that is only there where it changed, thread and kind, the text; lines without these go on. */
export function generalLog(text: string): readonly Logged[] {
  const entries: { thread: number; kind: string; text: string }[] = [];
  for (const line of text.split('\n')) {
    const match = /^(?:\d{6} [ \d]\d:\d\d:\d\d)?\t\s*(\d+) ([A-Z][A-Za-z ]+?)\t(.*)$/s.exec(line);
    const last = entries.at(-1);
    if (match) entries.push({ thread: Number(match[1]), kind: String(match[2]), text: String(match[3]) });
    else if (last && line !== '') last.text += `\n${line}`;
  }
  return entries;
}

function seenIn(log: readonly Logged[], own: number): readonly SeenCommand[] {
  return log.flatMap(({ thread, kind, text }): readonly SeenCommand[] => {
    if (thread === own) return [];
    if (kind === 'Query') return [{ text, request: { type: 'query', sql: text } }];
    if (kind === 'Connect')
      return text.startsWith('Access denied') ? [] : [{ text: `login ${text}`, word: 'login' }];
    return [{ text: `${kind} ${text}`, word: kind.toLowerCase() }];
  });
}

async function start(variant: Variant, { address, directory }: Place): Promise<RunningServer> {
  const ids = accountIds(USER);
  if (ids) chownSync(directory, ids.uid, ids.gid);
  const data = join(directory, 'data');
  const general = join(directory, 'general.log');
  const socket = join(directory, 's.sock');
  // A server that starts clears its directory for temporary files, of those of others too.
  const small = [
    '--innodb-log-file-size=8M',
    '--skip-log-bin',
    '--innodb-flush-method=nosync',
    `--tmpdir=${directory}`,
  ];
  execFileSync(
    programPath('mariadb-install-db') ?? 'mariadb-install-db',
    [
      '--no-defaults',
      `--user=${USER}`,
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...small,
    ],
    { stdio: 'pipe' },
  );
  const tls =
    variant.tls === true
      ? (({ key, certificate }) => [`--ssl-key=${key}`, `--ssl-cert=${certificate}`])(
          selfSigned(directory, USER),
        )
      : [];
  const program = programPath('mariadbd') ?? 'mariadbd';
  const server = await startProcess({
    command: program,
    args: [
      '--no-defaults',
      `--user=${USER}`,
      `--datadir=${data}`,
      `--bind-address=${address}`,
      `--port=${PORT}`,
      `--socket=${socket}`,
      `--pid-file=${join(directory, 'pid')}`,
      '--general-log=1',
      `--general-log-file=${general}`,
      '--innodb-buffer-pool-size=24M',
      ...small,
      ...tls,
      ...(variant.settings ?? []),
    ],
    cwd: directory,
    ready: () => accepts(address, PORT),
  });
  let session: Connection | undefined;
  try {
    session = await createConnection({ socketPath: socket, user: 'root' });
    session.on('error', () => undefined);
    await seed(session);
    for (const statement of variant.afterwards) await session.query(statement);
  } catch (error) {
    session?.destroy();
    await server.stop();
    throw error;
  }
  const own = session;
  const settled = async (): Promise<readonly SeenCommand[]> => {
    const mark = `lab-mark-${process.hrtime.bigint()}`;
    await own.query(`SELECT '${mark}'`);
    for (let round = 0; round < 200; round += 1) {
      const text = readFileSync(general, 'utf8');
      if (text.includes(mark)) return seenIn(generalLog(text), own.threadId);
      await pause(10);
    }
    throw new Error('the general log of MariaDB did not show the last statement');
  };
  const before = (await settled()).length;
  const said = /Ver (\S+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1];
  // A server with a log open says so in its version.
  const version = said === undefined ? undefined : `${said}-log`;
  return {
    endpoint: { address, port: PORT },
    facts: {
      product: 'mariadb',
      version,
      posture: variant.posture,
      containers: variant.containers,
      markers: variant.markers,
    },
    commandsSeen: async () => (await settled()).slice(before),
    async close() {
      own.destroy();
      await server.stop();
    },
  };
}

export const mariadbServers: readonly LabServer[] = VARIANTS.map((variant) => ({
  name: variant.name,
  about: `MariaDB, ${variant.about}`,
  service: 'mysql',
  needs: () =>
    programPath('mariadbd') === undefined || programPath('mariadb-install-db') === undefined
      ? 'mariadbd is not installed (Debian: mariadb-server)'
      : isRoot()
        ? undefined
        : 'only root can start mariadbd under its own account',
  start: (place) => start(variant, place),
}));
