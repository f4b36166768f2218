import { labelled } from '../../corpus/corpus.ts';
import { fresh } from '../../corpus/fresh/fresh.ts';
import { publicTables } from '../../corpus/public/public.ts';
import type { Labelled } from '../../corpus/shape.ts';

/** Parts of the corpus. `open` and `closed` are the halves of `fresh`; `public` needs the folder of SIDELIGHT_PUBLIC_SETS. */
export type Part = 'dev' | 'held' | 'fresh' | 'open' | 'closed' | 'public';

export const PARTS: readonly Part[] = ['dev', 'held', 'fresh', 'open', 'closed', 'public'];

export interface PartTables {
  readonly tables: readonly Labelled[];
  /** Public sets that are not installed. */
  readonly absent: readonly string[];
}

const known = new Map<Part, PartTables>();

/** All tables of a part. */
export function partTables(part: Part): PartTables {
  const before = known.get(part);
  if (before !== undefined) return before;
  const found = made(part, () => true);
  known.set(part, found);
  return found;
}

/** Every `of`-th table of a part; files that hold others are not even read. */
export function shareOfTables(part: Part, share: number, of: number): readonly Labelled[] {
  const keep = (at: number): boolean => at % of === share;
  const { tables } = made(part, keep);
  return part === 'public' ? tables : tables.filter((_one, at) => keep(at));
}

function made(part: Part, keep: (at: number) => boolean): PartTables {
  if (part === 'dev' || part === 'held') return { tables: labelled(part), absent: [] };
  if (part !== 'public') return { tables: fresh(part === 'fresh' ? undefined : part), absent: [] };
  const folder = process.env['SIDELIGHT_PUBLIC_SETS'];
  return folder === undefined
    ? { tables: [], absent: ['all: SIDELIGHT_PUBLIC_SETS names no folder'] }
    : publicTables(folder, keep);
}
