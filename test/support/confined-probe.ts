import { fork, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import dns, { lookup } from 'node:dns';
import * as fs from 'node:fs';
import { get } from 'node:http';
import { connect, createServer, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { writeHeapSnapshot } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { refuseSockets } from '../../src/flows/confinement.ts';

/**
 * Stands in for the process that describes, started as that one is, and tries what it must not be able to do. The task's names
 * carry what it needs: the input, a file beside it, a port where the test listens, a socket in the file system, and whether
 * the runtime's sockets are to be taken out first.
 */
interface Wanted {
  readonly input: string;
  readonly other: string;
  readonly folder: string;
  readonly port: number;
  readonly socket: string;
  readonly shut: boolean;
}

type Tried = Record<string, string>;

function code(error: unknown): string {
  return (error as NodeJS.ErrnoException)?.code ?? (error instanceof Error ? error.message : 'unknown');
}

let pending: ((what: string) => void) | undefined;
// Node 25 refuses some calls with an error that nobody can catch.
process.on('uncaughtException', (error) => pending?.(`refused ${code(error)}`));

function settled(try_: (done: (what: string) => void) => void): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('nothing came'), 8_000);
    const done = (what: string): void => {
      clearTimeout(timer);
      resolve(what);
    };
    pending = done;
    try {
      try_(done);
    } catch (error) {
      done(`refused ${code(error)}`);
    }
  });
}

function now(act: () => unknown): string {
  try {
    act();
    return 'done';
  } catch (error) {
    return `refused ${code(error)}`;
  }
}

async function network({ port, socket }: Wanted): Promise<Tried> {
  const dial = (to: Socket, done: (what: string) => void): void => {
    to.on('connect', () => done('done')).on('error', (error) => done(`refused ${code(error)}`));
  };
  return {
    tcp: await settled((done) => dial(connect(port, '127.0.0.1'), done)),
    'tcp by a socket of its own': await settled((done) =>
      dial(new Socket().connect({ port, host: '127.0.0.1' }), done),
    ),
    tls: await settled((done) => dial(connectTls({ port, host: '127.0.0.1' }), done)),
    http: await settled((done) =>
      get({ port, host: '127.0.0.1' }, () => done('done')).on('error', (error) =>
        done(`refused ${code(error)}`),
      ),
    ),
    fetch: await fetch(`http://127.0.0.1:${port}/`).then(
      () => 'done',
      (error: unknown) => `refused ${code((error as Error).cause ?? error)}`,
    ),
    listen: await settled((done) => {
      const server = createServer();
      server.on('error', (error) => done(`refused ${code(error)}`));
      server.listen(0, '127.0.0.2', () => done('done'));
    }),
    udp: await settled((done) => {
      const out = createSocket('udp4');
      out.on('error', (error) => done(`refused ${code(error)}`));
      out.send('x', port, '127.0.0.1', (error) => done(error ? `refused ${code(error)}` : 'done'));
    }),
    dns: await settled((done) =>
      dns.resolve4('example.org', (error) => done(error ? `refused ${code(error)}` : 'done')),
    ),
    lookup: await settled((done) =>
      lookup('example.org', (error) => done(error ? `refused ${code(error)}` : 'done')),
    ),
    'socket in the file system': await settled((done) => dial(connect(socket), done)),
  };
}

function files({ input, other, folder }: Wanted): Tried {
  return {
    'read the input': now(() => fs.readFileSync(input)),
    'read another file': now(() => fs.readFileSync(other)),
    'list the folder': now(() => fs.readdirSync(folder)),
    'read /etc/passwd': now(() => fs.readFileSync('/etc/passwd')),
    'read memory': now(() => fs.readFileSync('/proc/self/mem')),
    'read the environment of the parent': now(() => fs.readFileSync(`/proc/${process.ppid}/environ`)),
    'write a file': now(() => fs.writeFileSync(`${folder}/out`, 'x')),
    'write the input': now(() => fs.appendFileSync(input, 'x')),
    'open for writing': now(() => fs.openSync(input, 'r+')),
    'write to /dev/shm': now(() => fs.writeFileSync('/dev/shm/sidelight-probe', 'x')),
    'make a folder': now(() => fs.mkdirSync(`${folder}/made`)),
    'make a link': now(() => fs.symlinkSync('/etc/passwd', `${folder}/link`)),
    rename: now(() => fs.renameSync(input, `${folder}/renamed`)),
    remove: now(() => fs.rmSync(input)),
    'start a program': now(() => {
      const { error } = spawnSync('true');
      if (error) throw error;
    }),
    fork: now(() => fork(input)),
    'bindings of the runtime': now(() =>
      (process as unknown as { binding(name: string): unknown }).binding('tcp_wrap'),
    ),
    'machine code': now(() => process.dlopen({ exports: {} }, input)),
    'code from text': now(() => runInThisContext('eval("1")')),
    'a heap snapshot': now(() => writeHeapSnapshot(`${folder}/heap`)),
    'a report': now(() => {
      const name = process.report?.writeReport('report.json');
      if (name === undefined || name === '') throw new Error('none');
    }),
  };
}

async function tried(wanted: Wanted): Promise<Tried> {
  if (wanted.shut) refuseSockets();
  const here = { ...(await network(wanted)), ...files(wanted) };
  if (!isMainThread) return here;
  const inside = await new Promise<Tried>((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: wanted });
    worker.on('message', resolve);
    worker.on('error', reject);
  });
  return {
    ...here,
    ...Object.fromEntries(Object.entries(inside).map(([name, what]) => [`${name} (in a thread)`, what])),
  };
}

if (isMainThread)
  process.on('message', (message: { readonly task: { readonly names: readonly string[] } }) => {
    const wanted = JSON.parse(message.task.names[1] as string) as Wanted;
    void tried(wanted).then((description) => process.send?.({ kind: 'description', description }));
  });
else void tried(workerData as Wanted).then((what) => parentPort?.postMessage(what));
