import type { Row } from '../../wire/service.ts';
import { oneOf, text } from '../../wire/template.ts';

/** Keys that one SCAN may be asked to look at. */
const SCAN_COUNT = 500;
/** Bytes of a string value that are read. */
export const VALUE_BYTES = 8_192;
/** Elements of a list, set, hash or stream that are read. */
export const VALUE_ELEMENTS = 20;

/** One value may not use up the allowance of all. */
const VALUE_LIMITS = { bytes: 512 << 10, elements: 10_000 };

/** A key that SCAN gave, one character a byte. */
const key = text('key', 'a key that SCAN gave, 512 bytes at most', (value) =>
  /^[\x00-\xff]{1,512}$/s.test(value),
);
const cursor = text('cursor', 'a cursor that SCAN gave', (value) => /^\d{1,20}$/.test(value));
const last = String(VALUE_ELEMENTS - 1);
const elements = String(VALUE_ELEMENTS);

/** Every command that is ever sent to a Redis: reads that change nothing, not even the connection. */
export const commands = {
  ping: { send: ['PING'], depth: 'touch', why: 'Is this Redis, and does it ask for a password?' },
  info: {
    send: ['INFO', oneOf('section', ['server', 'keyspace', 'replication'])],
    depth: 'touch',
    why: 'Version and uptime; keys in each database; master and replicas.',
  },
  size: {
    send: ['DBSIZE'],
    depth: 'touch',
    why: 'Does a second, different read succeed: the number of keys?',
  },
  lastSave: {
    send: ['LASTSAVE'],
    depth: 'touch',
    why: 'When was the data last saved? A second read where INFO is renamed.',
  },
  masters: { send: ['SENTINEL', 'MASTERS'], depth: 'touch', why: 'Which servers does this sentinel watch?' },
  nodes: {
    send: ['CLUSTER', 'NODES'],
    depth: 'touch',
    why: 'Which other nodes hold parts of the same data?',
  },
  dir: {
    send: ['CONFIG', 'GET', 'dir'],
    depth: 'shape',
    why: 'Where does it save? A cron or .ssh folder is the trace of an implant.',
  },
  dbfilename: {
    send: ['CONFIG', 'GET', 'dbfilename'],
    depth: 'shape',
    why: 'Under which name does it save? `root` or `authorized_keys` is the trace of an implant.',
  },
  modules: {
    send: ['MODULE', 'LIST'],
    depth: 'shape',
    why: 'Which modules are loaded? An unknown one may be an implant.',
  },
  whoAmI: { send: ['ACL', 'WHOAMI'], depth: 'shape', why: 'As whom does it take us, without credentials?' },
  rights: {
    send: ['ACL', 'GETUSER', 'default'],
    depth: 'shape',
    why: 'May nobody in particular write? Read from the rules, never tried. The account that needs no password has no hash to show.',
  },
  scan: {
    send: ['SCAN', cursor, 'COUNT', String(SCAN_COUNT)],
    depth: 'shape',
    why: 'Which families of keys are there? Names become templates in memory.',
  },
  type: { send: ['TYPE', key], depth: 'shape', why: 'What kind of value do the keys of a family hold?' },
  memory: { send: ['MEMORY', 'USAGE', key], depth: 'shape', why: 'How large is such a value?' },
  string: {
    send: ['GETRANGE', key, '0', String(VALUE_BYTES - 1)],
    depth: 'sample',
    limits: VALUE_LIMITS,
    why: 'The beginning of one string.',
  },
  hash: {
    send: ['HSCAN', key, '0', 'COUNT', elements],
    depth: 'sample',
    limits: VALUE_LIMITS,
    why: 'Some fields of one hash.',
  },
  list: {
    send: ['LRANGE', key, '0', last],
    depth: 'sample',
    limits: VALUE_LIMITS,
    why: 'The first elements of one list.',
  },
  set: {
    send: ['SRANDMEMBER', key, elements],
    depth: 'sample',
    limits: VALUE_LIMITS,
    why: 'Some members of one set.',
  },
  zset: {
    send: ['ZRANGE', key, '0', last],
    depth: 'sample',
    limits: VALUE_LIMITS,
    why: 'The first members of one sorted set.',
  },
  stream: {
    send: ['XRANGE', key, '-', '+', 'COUNT', elements],
    depth: 'sample',
    limits: VALUE_LIMITS,
    why: 'The first entries of one stream.',
  },
} as const satisfies Record<string, Row>;

export type RedisCommand = keyof typeof commands;
