import { allowsDepth } from '../../model/depth.ts';
import type { DatasetInventory, Inventory } from '../../model/inventory.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import { rawText } from '../../model/raw.ts';
import type { LookLimits } from '../../wire/service.ts';
import { type MemcachedPeer, numberOf, statsOf } from './answer.ts';
import { DUMP_MOST } from './commands.ts';
import { families, type DumpedKey } from './families.ts';

const MINUTE = 60_000;

/** Items and bytes of each size class, by `stats items`; before 1.4.25 the bytes stand in `stats slabs`. */
function classes(
  items: ReadonlyMap<string, string>,
  slabs: ReadonlyMap<string, string> | undefined,
): readonly DatasetInventory[] {
  const found: DatasetInventory[] = [];
  for (const [name, value] of items) {
    const id = /^items:(\d{1,4}):number$/.exec(name)?.[1];
    const rows = numberOf(value);
    if (id === undefined || rows === undefined) continue;
    const held = numberOf(items.get(`items:${id}:mem_requested`) ?? slabs?.get(`${id}:mem_requested`));
    found.push({
      name: rawText(`slab ${id}`),
      kind: 'slab',
      rows: { value: rows, method: 'exact' },
      ...(held === undefined ? {} : { bytes: { value: held, method: 'exact' } }),
      fields: [],
    });
  }
  return found;
}

/** `key=NAME exp=… la=… size=…`, the name percent-encoded; undefined where the line is none. */
export function dumpedKey(line: string): DumpedKey | undefined {
  const name = /^key=(\S{1,750})/.exec(line)?.[1];
  const size = numberOf(/\bsize=(\d+)/.exec(line)?.[1]);
  if (name === undefined) return undefined;
  const bytes = name.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return { key: bytes, bytes: size ?? 0 };
}

/** Names of keys of a small cache, where the scope grants a sample. */
async function namedFamilies(
  peer: MemcachedPeer,
  items: number,
  limits: LookLimits,
): Promise<readonly DatasetInventory[] | undefined> {
  if (!allowsDepth(peer.grant.depth, 'sample') || items === 0 || items > DUMP_MOST) return undefined;
  const dump = await peer.ask('names');
  if (!dump.ok || dump.value.kind !== 'lines') return undefined;
  const keys = dump.value.lines.flatMap((line) => dumpedKey(line) ?? []);
  return keys.length === 0 ? undefined : families(keys, limits.containers);
}

async function stats(
  peer: MemcachedPeer,
  name: 'stats' | 'items' | 'slabs' | 'settings',
): Promise<ReadonlyMap<string, string> | undefined> {
  const answer = await peer.ask(name);
  return answer.ok ? statsOf(answer.value) : undefined;
}

function startOf(uptime: number | undefined): { readonly startedAt?: string } {
  if (uptime === undefined) return {};
  const at = Math.floor((Date.now() - uptime * 1_000) / MINUTE) * MINUTE;
  return { startedAt: new Date(at).toISOString() };
}

export async function inventory(peer: MemcachedPeer, limits: LookLimits): Promise<Outcome<Inventory>> {
  const general = await stats(peer, 'stats');
  const total = numberOf(general?.get('curr_items'));
  if (!general || total === undefined) return failure('rejected', 'stats: no number of items');
  const items = (await stats(peer, 'items')) ?? new Map<string, string>();
  const sized = [...items.keys()].some((name) => name.endsWith(':mem_requested'));
  const slabs = sized || items.size === 0 ? undefined : await stats(peer, 'slabs');
  const settings = await stats(peer, 'settings');
  const named = await namedFamilies(peer, total, limits);
  const bySize = classes(items, slabs).slice(0, limits.containers);
  const bytes = numberOf(general.get('bytes'));
  const whole: DatasetInventory = {
    name: rawText('cache'),
    kind: 'keys',
    rows: { value: total, method: 'exact' },
    ...(bytes === undefined ? {} : { bytes: { value: bytes, method: 'exact' } }),
    fields: [],
  };
  const unlearned = [
    'Values were not looked at: memcached keeps no schema, and every read moves an item up in the order in which items are evicted.',
    named
      ? 'Families of keys come from one dump of names; the cache changes while it is dumped.'
      : `Names of keys were not asked for: that walks the whole cache, and is done only where a sample is granted and at most ${DUMP_MOST} items are held.`,
  ];
  const auth = settings?.get('auth_enabled_sasl') === 'yes' || settings?.get('auth_enabled_ascii') === 'yes';
  return success({
    datasets: named ?? (bySize.length > 0 ? bySize : [whole]),
    unlearned,
    complete: true,
    ...(settings && !auth
      ? {
          writable: {
            value: true,
            because: 'stats settings: no authentication, and memcached has no accounts that only read',
          },
        }
      : {}),
    ...startOf(numberOf(general.get('uptime'))),
  });
}
