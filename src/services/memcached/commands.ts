import type { Row } from '../../wire/service.ts';

/** Items above which the names of keys are not asked for: the dump walks the whole cache. */
export const DUMP_MOST = 1_000;

/** Every command that is ever sent to a memcached. */
export const commands = {
  version: {
    send: { line: 'version' },
    depth: 'touch',
    why: 'Is this memcached, and does it ask for credentials?',
  },
  stats: {
    send: { line: 'stats' },
    depth: 'touch',
    why: 'How many items and bytes does it hold, since when does it run?',
  },
  items: {
    send: { line: 'stats items' },
    depth: 'touch',
    why: 'Does a second, different read succeed: items by size class?',
  },
  slabs: { send: { line: 'stats slabs' }, depth: 'shape', why: 'How many bytes does each size class hold?' },
  settings: { send: { line: 'stats settings' }, depth: 'shape', why: 'Is any authentication configured?' },
  names: {
    send: { line: 'lru_crawler metadump all' },
    depth: 'sample',
    limits: { bytes: 512 << 10, elements: 4 * DUMP_MOST },
    why: `Which families of keys are there? Asked only of caches with at most ${DUMP_MOST} items.`,
  },
  binaryVersion: {
    send: { binary: 'version' },
    depth: 'touch',
    why: 'Is this a memcached that speaks the binary protocol alone, as one with SASL does?',
  },
  binaryStat: {
    send: { binary: 'stat' },
    depth: 'touch',
    why: 'Does such a server tell its statistics without credentials?',
  },
  binaryItems: {
    send: { binary: 'stat items' },
    depth: 'touch',
    why: 'Does a second, different read succeed there: items by size class?',
  },
} as const satisfies Record<string, Row>;

export type MemcachedCommand = keyof typeof commands;
