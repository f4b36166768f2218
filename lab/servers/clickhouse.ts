import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { people, readings } from '../people.ts';
import { pause, programPath, startProcess } from '../process.ts';
import type {
  LabServer,
  Place,
  RunningServer,
  SeededContainer,
  SeededFacts,
  SeenCommand,
} from '../server.ts';

const HTTP = 8_123;
const NATIVE = 9_000;
const PEOPLE = 400;
const READINGS = 20_000;
const PASSWORD = 'lab-only-password';

const CONTAINERS: readonly SeededContainer[] = [
  {
    name: 'shop.customers',
    rows: PEOPLE,
    leastBytes: PEOPLE * 10,
    types: {
      email: ['contact.email'],
      phone: ['contact.phone'],
      card: ['financial.payment-card'],
      born: ['birth.date'],
    },
  },
  { name: 'plant.readings', rows: READINGS, leastBytes: 1_000, types: {} },
];

interface Variant {
  readonly name: string;
  readonly about: string;
  readonly service: string;
  readonly port: number;
  readonly posture: SeededFacts['posture'];
  readonly password: string;
}

function configure(directory: string, address: string, password: string): string {
  for (const part of ['data', 'tmp']) mkdirSync(join(directory, part));
  const user = (name: string, secret: string): string =>
    `<${name}><password>${secret}</password><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota></${name}>`;
  writeFileSync(
    join(directory, 'users.xml'),
    `<yandex><profiles><default/></profiles><users>${user('default', password)}${user('lab', PASSWORD)}</users><quotas><default/></quotas></yandex>`,
  );
  const file = join(directory, 'config.xml');
  writeFileSync(
    file,
    `<yandex><logger><level>trace</level><log>${directory}/server.log</log><errorlog>${directory}/error.log</errorlog></logger><http_port>${HTTP}</http_port><tcp_port>${NATIVE}</tcp_port><listen_host>${address}</listen_host><path>${directory}/data/</path><tmp_path>${directory}/tmp/</tmp_path><users_config>${directory}/users.xml</users_config><default_profile>default</default_profile><default_database>default</default_database><mark_cache_size>5242880</mark_cache_size><timezone>UTC</timezone></yandex>`,
  );
  return file;
}

/** Statements in the server's own log: `executeQuery: (from 127.0.0.1:4) SELECT 1`, without those that the lab sent. */
export function queriesIn(log: string): readonly SeenCommand[] {
  return log.split('\n').flatMap((line): readonly SeenCommand[] => {
    const match = /executeQuery: \(from [^)]*?(?:, user: (\w+))?(?:, [^)]*)?\) (.*)$/.exec(line);
    if (!match || match[1] === 'lab' || String(match[2]).includes('lab-mark')) return [];
    const sql = String(match[2]).trim();
    return [{ text: sql, sql }];
  });
}

async function start(variant: Variant, { address, directory }: Place): Promise<RunningServer> {
  const configuration = configure(directory, address, variant.password);
  const base = `http://${address}:${HTTP}/`;
  const program = programPath('clickhouse-server') ?? 'clickhouse-server';
  const server = await startProcess({
    command: program,
    args: [`--config-file=${configuration}`],
    cwd: directory,
    endSignal: 'KILL',
    ready: () =>
      fetch(`${base}ping`).then(
        (reply) => reply.ok,
        () => false,
      ),
  });
  const run = async (sql: string): Promise<void> => {
    const reply = await fetch(`${base}?user=lab&password=${PASSWORD}`, { method: 'POST', body: sql });
    const text = await reply.text();
    if (!reply.ok) throw new Error(text);
  };
  const log = join(directory, 'server.log');
  try {
    await run('CREATE DATABASE shop');
    await run('CREATE DATABASE plant');
    await run(
      'CREATE TABLE shop.customers (id UInt32, full_name String, email String, phone String, card String, born String, city String) ENGINE = MergeTree ORDER BY id',
    );
    const rows = people(PEOPLE).map((one) =>
      [one.id, one.name, one.email, one.phone, one.card, one.born, one.city].join('\t'),
    );
    await run(`INSERT INTO shop.customers FORMAT TabSeparated\n${rows.join('\n')}\n`);
    await run(
      'CREATE TABLE plant.readings (id UInt32, pressure UInt16, flow Float32, valve String) ENGINE = MergeTree ORDER BY id',
    );
    const machines = readings(READINGS).map((one) => [one.id, one.pressure, one.flow, one.valve].join('\t'));
    await run(`INSERT INTO plant.readings FORMAT TabSeparated\n${machines.join('\n')}\n`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const settled = async (): Promise<readonly SeenCommand[]> => {
    const mark = `lab-mark-${process.hrtime.bigint()}`;
    await run(`SELECT '${mark}'`);
    for (let round = 0; round < 200; round += 1) {
      const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
      if (text.includes(mark)) return queriesIn(text);
      await pause(10);
    }
    throw new Error('the log of ClickHouse did not show the last statement');
  };
  const before = (await settled()).length;
  const open = variant.posture === 'open';
  const version = /Starting ClickHouse (\d+(?:\.\d+)+)/.exec(readFileSync(log, 'utf8'))?.[1];
  return {
    endpoint: { address, port: variant.port },
    ...(open ? {} : { blind: 'ClickHouse logs no statement that it refuses' }),
    facts: {
      product: 'clickhouse',
      version: open ? version : undefined,
      posture: variant.posture,
      containers: open ? CONTAINERS : [],
      markers: [],
    },
    commandsSeen: async () => (await settled()).slice(before),
    close: () => server.stop(),
  };
}

const VARIANTS: readonly Variant[] = [
  {
    name: 'clickhouse-http',
    about: 'open, by HTTP',
    service: 'clickhouse',
    port: HTTP,
    posture: 'open',
    password: '',
  },
  {
    name: 'clickhouse-http-password',
    about: 'asks for a password, by HTTP',
    service: 'clickhouse',
    port: HTTP,
    posture: 'auth-required',
    password: PASSWORD,
  },
  {
    name: 'clickhouse-native',
    about: 'open, by its own protocol',
    service: 'clickhouseNative',
    port: NATIVE,
    posture: 'open',
    password: '',
  },
  {
    name: 'clickhouse-native-password',
    about: 'asks for a password, by its own protocol',
    service: 'clickhouseNative',
    port: NATIVE,
    posture: 'auth-required',
    password: PASSWORD,
  },
];

export const clickhouseServers: readonly LabServer[] = VARIANTS.map((variant) => ({
  name: variant.name,
  about: `ClickHouse, ${variant.about}`,
  service: variant.service,
  needs: () =>
    programPath('clickhouse-server')
      ? undefined
      : 'clickhouse-server is not installed (Debian: clickhouse-server)',
  start: (place) => start(variant, place),
}));
