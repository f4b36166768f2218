import { type Raw, rawText } from '../../model/raw.ts';

/** Keys remembered of a family, to ask about and to draw from. */
const KEYS_KEPT = 1_000;
/** Keys without a prefix that stand for themselves; more of them become one family. */
const SINGLES_MOST = 50;

/** Keys that share what stands before the first colon. Names may be personal: they are `Raw` as soon as they leave here. */
export interface Family {
  readonly name: Raw;
  /** Keys counted while scanning. */
  readonly count: number;
  /** Latin-1, one character a byte. Never printed. */
  readonly keys: readonly string[];
}

interface Growing {
  count: number;
  readonly keys: string[];
}

export interface Families {
  add(key: string): void;
  /** Largest first, `most` at most; what is past it is one family of all the others. */
  finish(database: string, most: number): { readonly families: readonly Family[]; readonly merged: number };
  /** Whole names of keys without a prefix: what an earlier visitor leaves is named like that. */
  singles(): readonly Raw[];
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function grow(groups: Map<string, Growing>, name: string, key: string): void {
  const group = groups.get(name);
  if (!group) {
    groups.set(name, { count: 1, keys: [key] });
    return;
  }
  group.count += 1;
  if (group.keys.length < KEYS_KEPT) group.keys.push(key);
}

export function createFamilies(): Families {
  const prefixed = new Map<string, Growing>();
  const bare = new Map<string, Growing>();
  return {
    add(key) {
      const colon = key.indexOf(':');
      if (colon > 0) grow(prefixed, `${key.slice(0, colon)}:*`, key);
      else grow(bare, key, key);
    },
    finish(database, most) {
      const all = [...prefixed];
      if (bare.size <= SINGLES_MOST) all.push(...bare);
      else all.push(['*', join([...bare.values()])]);
      all.sort((a, b) => b[1].count - a[1].count);
      const kept = all.slice(0, most);
      const rest = all.slice(most);
      if (rest.length > 0) kept.push(['*:*', join(rest.map(([, group]) => group))]);
      const families = kept.map(([name, group]) => ({
        name: rawText(bytes(`${database} ${name}`)),
        ...group,
      }));
      return { families, merged: rest.length };
    },
    singles: () => [...bare.keys()].slice(0, 500).map((key) => rawText(bytes(key.slice(0, 128)))),
  };
}

function join(groups: readonly Growing[]): Growing {
  const keys = groups.flatMap((group) => group.keys).slice(0, KEYS_KEPT);
  return { count: groups.reduce((sum, group) => sum + group.count, 0), keys };
}
