import { readFileSync } from 'node:fs';

/** One thing that is kept from the process that reads data of people. */
export interface Layer {
  /** True where it was seen to be enforced, by the kernel or by the runtime. */
  readonly on: boolean;
  /** One line for people: by what, or what is missing. */
  readonly says: string;
}

export interface Confinement {
  readonly network: Layer;
  /** Reads what it was given, writes no file, starts no process. */
  readonly files: Layer;
  /** Leaves no memory behind when it crashes. */
  readonly dumps: Layer;
}

/** What the process that describes may read of the kernel's tables, to see how it stands. */
export const TABLES = [
  '/proc/self/net/dev',
  '/proc/self/net/route',
  '/proc/self/limits',
  '/proc/self/coredump_filter',
] as const;
const [COUNTERS, ROUTES, LIMITS, DUMPED] = TABLES;

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // No such table: not Linux, or /proc is hidden.
    return undefined;
  }
}

/** A process that was put into an empty network namespace has the loopback interface alone, and no route. */
function withoutWayOut(): boolean {
  const counters = read(COUNTERS);
  const routes = read(ROUTES);
  if (counters === undefined || routes === undefined) return false;
  const interfaces = counters
    .split('\n')
    .slice(2)
    .map((line) => line.split(':')[0]?.trim() ?? '')
    .filter((name) => name !== '');
  return (
    interfaces.every((name) => name === 'lo') && routes.trim().split('\n').slice(1).join('').trim() === ''
  );
}

interface Permission {
  has(scope: string, reference?: string): boolean;
}

/** Node's permission model, where this process runs under it (`process.permission` is there then alone). */
function permission(): Permission | undefined {
  return (process as { readonly permission?: Permission }).permission;
}

function networkLayer(): Layer {
  if (withoutWayOut())
    return {
      on: true,
      says: 'off for this process: a network namespace of its own, with no way out (unshare -n)',
    };
  // From Node 25 on; an older one answers `has` for a scope that it does not know.
  if (permission()?.has('net') === false && process.allowedNodeEnvironmentFlags.has('--allow-net'))
    return { on: true, says: "off for this process: refused by the runtime (Node's permission model)" };
  return {
    on: false,
    says: socketsRefused
      ? 'not blocked by the system here; the functions of the runtime that open connections are taken out'
      : 'not blocked by the system here; this program opens no connection while it describes',
  };
}

function isZero(table: string | undefined, limit: string): boolean {
  return new RegExp(`^Max ${limit}\\s+0\\s+0\\s`, 'm').test(table ?? '');
}

function filesLayer(limits: string | undefined): Layer {
  const rules = permission();
  const kernel = isZero(limits, 'file size') ? ', and the kernel lets it write no file' : '';
  if (rules === undefined)
    return { on: false, says: `not limited: this process may read what its user may${kernel}` };
  const wide = (['fs.write', 'child', 'addon', 'wasi'] as const).filter((scope) => rules.has(scope));
  if (wide.length > 0 || rules.has('fs.read', '/etc/passwd'))
    return { on: false, says: `limited in part by Node's permission model${kernel}` };
  return {
    on: true,
    says: `reads the program and what was named alone, writes nothing, starts nothing (Node's permission model${kernel})`,
  };
}

function dumpsLayer(limits: string | undefined): Layer {
  const none = isZero(limits, 'core file size');
  const empty = /^0+\s*$/.test(read(DUMPED) ?? 'none');
  if (none || empty)
    return {
      on: true,
      says: `none: ${[...(none ? ['the limit for core files is 0'] : []), ...(empty ? ['no memory would be in one (coredump_filter 0)'] : [])].join(', and ')}`,
    };
  return { on: false, says: 'a crash may leave a core file as the system has it set' };
}

/** Looks at the kernel's own tables and at the runtime's rules, not at what somebody promised. */
export function confinementHere(): Confinement {
  const limits = read(LIMITS);
  return { network: networkLayer(), files: filesLayer(limits), dumps: dumpsLayer(limits) };
}

let socketsRefused = false;

function refuse(): never {
  throw new Error('this process reads data of people: it opens no connection');
}

/** Makes every function of these objects refuse. */
function shut(...owners: readonly object[]): void {
  for (const owner of owners)
    for (const [name, { value, configurable }] of Object.entries(Object.getOwnPropertyDescriptors(owner)))
      if (typeof value === 'function' && name !== 'constructor' && configurable === true)
        Object.defineProperty(owner, name, { value: refuse, writable: false, configurable: false });
}

/**
 * Takes the runtime's ways to open a connection out of this thread, for good. The kernel's rule is the strong one; this holds
 * where there is none, and for sockets that lie in the file system, which a network namespace does not part from others.
 * A stream that was opened before goes on. Each thread has its own runtime, and has to call this itself.
 */
export function refuseSockets(): void {
  if (socketsRefused) return;
  socketsRefused = true;
  const net = process.getBuiltinModule('node:net');
  const dns = process.getBuiltinModule('node:dns');
  const datagrams = process.getBuiltinModule('node:dgram');
  for (const [owner, name] of [
    [net.Socket.prototype, 'connect'],
    [net.Server.prototype, 'listen'],
    [datagrams.Socket.prototype, 'bind'],
    [datagrams.Socket.prototype, 'connect'],
    [datagrams.Socket.prototype, 'send'],
    [datagrams, 'createSocket'],
  ] as const)
    Object.defineProperty(owner, name, { value: refuse, writable: false, configurable: false });
  shut(dns.Resolver.prototype, dns.promises.Resolver.prototype, dns.promises, dns);
  process.getBuiltinModule('node:module').syncBuiltinESMExports();
}
