import type { Socket } from 'node:net';
import type { RunningFake } from './fake.ts';
import { eachMessage, tcpFake } from './tcp-fake.ts';

export interface FakeMemcachedOptions {
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly count: number;
  key(index: number): string;
  /** The number of a key from its name; undefined where the name is none of these. */
  indexOf(key: string): number | undefined;
  value(index: number): string;
  readonly averageBytes: number;
  /** Asks for SASL: binary requests get status 0x20, text requests end the connection. */
  readonly locked?: boolean;
}

const LONGEST = 1 << 20;
const HEADER = 24;
const REQUEST = 0x80;
const NOT_FOUND = 0x01;
const AUTH_ERROR = 0x20;
const UNKNOWN_COMMAND = 0x81;
const MOST_DUMPED = 100_000;
const OPCODE = { get: 0x00, quit: 0x07, noop: 0x0a, version: 0x0b, getK: 0x0c, stat: 0x10 } as const;

type Request =
  | { readonly kind: 'text'; readonly words: readonly string[] }
  | { readonly kind: 'binary'; readonly opcode: number; readonly key: string; readonly opaque: number };

function take(held: Buffer): { readonly message: Request; readonly used: number } | undefined {
  if (held.length === 0) return undefined;
  if (held[0] === REQUEST) {
    if (held.length < HEADER) return undefined;
    const body = held.readUInt32BE(8);
    if (body > LONGEST) throw new RangeError('not a request');
    if (held.length < HEADER + body) return undefined;
    const from = HEADER + held.readUInt8(4);
    const key = held.toString('utf8', from, from + held.readUInt16BE(2));
    return {
      message: { kind: 'binary', opcode: held.readUInt8(1), key, opaque: held.readUInt32BE(12) },
      used: HEADER + body,
    };
  }
  const end = held.indexOf('\n');
  if (end < 0) return undefined;
  const words = held
    .toString('utf8', 0, end)
    .trim()
    .split(' ')
    .filter((word) => word !== '');
  return { message: { kind: 'text', words }, used: end + 1 };
}

function frame(
  opcode: number,
  opaque: number,
  status: number,
  key: string,
  value: string,
  flags = false,
): Buffer {
  const extras = Buffer.alloc(flags ? 4 : 0);
  const [name, content] = [Buffer.from(key, 'utf8'), Buffer.from(value, 'utf8')];
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(0x81, 0);
  header.writeUInt8(opcode, 1);
  header.writeUInt16BE(name.length, 2);
  header.writeUInt8(extras.length, 4);
  header.writeUInt16BE(status, 6);
  header.writeUInt32BE(extras.length + name.length + content.length, 8);
  header.writeUInt32BE(opaque, 12);
  return Buffer.concat([header, extras, name, content]);
}

/** All values lie in one size class, number 5. */
function stats(options: FakeMemcachedOptions, about: string): readonly (readonly [string, string])[] {
  const bytes = String(options.count * options.averageBytes);
  switch (about) {
    case '':
      return [
        ['pid', '1'],
        ['uptime', '86400'],
        ['time', String(Math.floor(Date.now() / 1_000))],
        ['version', options.version],
        ['pointer_size', '64'],
        ['curr_items', String(options.count)],
        ['total_items', String(options.count)],
        ['bytes', bytes],
        ['limit_maxbytes', '67108864'],
      ];
    case 'items':
      return options.count === 0
        ? []
        : [
            ['items:5:number', String(options.count)],
            ['items:5:age', '3600'],
          ];
    case 'slabs':
      return [
        ['5:chunk_size', String(options.averageBytes)],
        ['5:used_chunks', String(options.count)],
        ['5:mem_requested', bytes],
        ['active_slabs', '1'],
        ['total_malloced', bytes],
      ];
    case 'settings':
      return [
        ['maxbytes', '67108864'],
        ['auth_enabled_sasl', 'no'],
        ['auth_enabled_ascii', 'no'],
      ];
    default:
      return [];
  }
}

function found(options: FakeMemcachedOptions, key: string): string | undefined {
  const index = options.indexOf(key);
  return index !== undefined && index >= 0 && index < options.count ? options.value(index) : undefined;
}

function text(options: FakeMemcachedOptions, words: readonly string[]): string {
  const [command = '', ...args] = words;
  switch (command) {
    case 'version':
      return `VERSION ${options.version}\r\n`;
    case 'stats':
      return `${stats(options, args.join(' '))
        .map(([name, value]) => `STAT ${name} ${value}\r\n`)
        .join('')}END\r\n`;
    case 'get':
    case 'gets': {
      const hits = args.map((key) => {
        const value = found(options, key);
        return value === undefined ? '' : `VALUE ${key} 0 ${Buffer.byteLength(value)}\r\n${value}\r\n`;
      });
      return `${hits.join('')}END\r\n`;
    }
    case 'lru_crawler': {
      if (args[0] !== 'metadump') return 'CLIENT_ERROR bad command line format\r\n';
      const lines = Array.from(
        { length: Math.min(options.count, MOST_DUMPED) },
        (_, at) =>
          `key=${encodeURIComponent(options.key(at))} exp=-1 la=0 cas=${at + 1} fetch=no cls=5 size=${options.averageBytes}\n`,
      );
      return `${lines.join('')}END\r\n`;
    }
    case 'verbosity':
      return 'OK\r\n';
    default:
      return 'ERROR\r\n';
  }
}

function binary(
  options: FakeMemcachedOptions,
  { opcode, key, opaque }: Extract<Request, { kind: 'binary' }>,
): Buffer {
  if (options.locked === true) return frame(opcode, opaque, AUTH_ERROR, '', 'Auth failure.');
  switch (opcode) {
    case OPCODE.version:
      return frame(opcode, opaque, 0, '', options.version);
    case OPCODE.noop:
    case OPCODE.quit:
      return frame(opcode, opaque, 0, '', '');
    case OPCODE.stat:
      return Buffer.concat([
        ...stats(options, key).map(([name, value]) => frame(opcode, opaque, 0, name, value)),
        frame(opcode, opaque, 0, '', ''),
      ]);
    case OPCODE.get:
    case OPCODE.getK: {
      const value = found(options, key);
      if (value === undefined) return frame(opcode, opaque, NOT_FOUND, '', 'Not found');
      return frame(opcode, opaque, 0, opcode === OPCODE.getK ? key : '', value, true);
    }
    default:
      return frame(opcode, opaque, UNKNOWN_COMMAND, '', 'Unknown command');
  }
}

/** A server of memcached's two protocols over computed keys. What would write is an unknown command. */
export async function fakeMemcached(options: FakeMemcachedOptions): Promise<RunningFake> {
  return tcpFake(options, (socket: Socket) => {
    eachMessage(socket, LONGEST, take, (request) => {
      if (request.kind === 'binary') {
        socket.write(binary(options, request));
        if (request.opcode === OPCODE.quit) socket.end();
      } else if (options.locked === true || request.words[0] === 'quit') socket.end();
      else if (request.words.length > 0) socket.write(text(options, request.words));
    });
  });
}
