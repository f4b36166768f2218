import type { DatasetInventory } from '../../model/inventory.ts';
import { rawText } from '../../model/raw.ts';

/** A key of a dump: Latin-1, one character a byte. Never printed. */
export interface DumpedKey {
  readonly key: string;
  readonly bytes: number;
}

/** Keys by what stands before the first colon; a key without one stands for itself. */
export function families(keys: readonly DumpedKey[], most: number): readonly DatasetInventory[] {
  const groups = new Map<string, { rows: number; bytes: number }>();
  for (const { key, bytes } of keys) {
    const colon = key.indexOf(':');
    const name = colon > 0 ? `${key.slice(0, colon)}:*` : key;
    const group = groups.get(name) ?? { rows: 0, bytes: 0 };
    groups.set(name, { rows: group.rows + 1, bytes: group.bytes + bytes });
  }
  const sorted = [...groups].sort((a, b) => b[1].rows - a[1].rows);
  const kept = sorted.slice(0, most);
  const rest = sorted.slice(most);
  if (rest.length > 0) {
    const rows = rest.reduce((sum, [, group]) => sum + group.rows, 0);
    const bytes = rest.reduce((sum, [, group]) => sum + group.bytes, 0);
    kept.push(['*', { rows, bytes }]);
  }
  return kept.map(([name, group]) => ({
    name: rawText(Buffer.from(name, 'latin1')),
    kind: 'keys',
    rows: { value: group.rows, method: 'exact' },
    bytes: { value: group.bytes, method: 'exact' },
    fields: [],
  }));
}
