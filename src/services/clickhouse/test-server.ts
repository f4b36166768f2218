import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Where Debian puts it; undefined on machines without the package. */
export function clickhouseServer(): string | undefined {
  return ['/usr/bin/clickhouse-server', '/usr/sbin/clickhouse-server'].find(existsSync);
}

export interface RealClickHouse {
  readonly address: string;
  readonly http: number;
  readonly native: number;
  /** Runs a statement with writing allowed, as the administrator: to seed. */
  run(sql: string): Promise<string>;
  stop(): Promise<void>;
}

function freePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, address, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Starts a real server on a loopback address, in a folder of its own that is removed again. */
export async function startClickHouse(options: {
  readonly address: string;
  readonly password?: string;
  readonly readonly?: boolean;
}): Promise<RealClickHouse> {
  const binary = clickhouseServer();
  if (binary === undefined) throw new Error('there is no clickhouse-server on this machine');
  const { address, password = '' } = options;
  const folder = mkdtempSync(join(tmpdir(), 'sidelight-clickhouse-'));
  const [http, native] = [await freePort(address), await freePort(address)];
  for (const part of ['data', 'tmp']) mkdirSync(join(folder, part));
  const user = (name: string, secret: string, profile: string): string =>
    `<${name}><password>${secret}</password><networks><ip>::/0</ip></networks><profile>${profile}</profile><quota>default</quota></${name}>`;
  writeFileSync(
    join(folder, 'users.xml'),
    `<yandex><profiles><default/><reader><readonly>1</readonly></reader></profiles><users>${user('default', password, options.readonly ? 'reader' : 'default')}${user('seeder', 'seed', 'default')}</users><quotas><default/></quotas></yandex>`,
  );
  writeFileSync(
    join(folder, 'config.xml'),
    `<yandex><logger><level>none</level></logger><http_port>${http}</http_port><tcp_port>${native}</tcp_port><listen_host>${address}</listen_host><path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><users_config>${folder}/users.xml</users_config><default_profile>default</default_profile><default_database>default</default_database><mark_cache_size>5242880</mark_cache_size><timezone>UTC</timezone></yandex>`,
  );
  const child: ChildProcess = spawn(binary, [`--config-file=${join(folder, 'config.xml')}`], {
    stdio: 'ignore',
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const base = `http://${address}:${http}/`;
  const run = async (sql: string): Promise<string> => {
    const reply = await fetch(`${base}?user=seeder&password=seed`, { method: 'POST', body: sql });
    const text = await reply.text();
    if (!reply.ok) throw new Error(text);
    return text;
  };
  const stop = async (): Promise<void> => {
    // Its data is thrown away, and an orderly end waits for every kept connection.
    child.kill('SIGKILL');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 200; tries += 1) {
    if (
      await fetch(`${base}ping`).then(
        (reply) => reply.ok,
        () => false,
      )
    )
      return { address, http, native, run, stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Error('clickhouse-server did not start within 10 s');
}
