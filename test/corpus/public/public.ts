import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { labelSpec, leavesOf } from '../fresh/kit.ts';
import type { Label, Labelled } from '../shape.ts';
import { rowsOf } from './read.ts';
import { DESCRIBING, type PublicSet, publicSets } from './sets.ts';

/** A table with fewer rows says nothing of columns. */
const FEWEST = 10;
const MOST_FILES = 2_000;
/** A table with more columns would weigh as much as a whole set; it is a map whose keys are data. */
const MOST_COLUMNS = 120;

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return name === 'node_modules' ? [] : statSync(path).isDirectory() ? filesBelow(path) : [path];
    })
    .slice(0, MOST_FILES);
}

function describing(path: string): string[] {
  const heading = path.split('.').length > 1 && path.includes('[]') ? (path.split('.').at(-1) as string) : path;
  return DESCRIBING.filter(([pattern]) => pattern.test(heading)).flatMap(([, ids]) => ids.split(' '));
}

function tableOf(set: PublicSet, root: string, path: string): Labelled | undefined {
  const rows = rowsOf(path);
  if (rows.length < FEWEST) return undefined;
  const file = path.split('/').at(-1) as string;
  const spec = labelSpec(set.labels ?? '', set.id);
  const paths = new Set<string>();
  for (const row of rows.slice(0, 200)) leavesOf(row, '', paths);
  if (paths.size > MOST_COLUMNS) return undefined;
  const labels: Label[] = [...paths].map((column) => {
    const given = spec.get(`${file}/${column}`);
    return {
      path: column,
      expect: given?.expect ?? [],
      also: [...(given?.also ?? []), ...(set.microdata ? describing(column) : [])],
      made: `${set.id}/${file}/${column}`,
    };
  });
  const name = `${set.id} ${relative(root, path)}`;
  return { name, locale: 'public', labels, records: (n) => rows.slice(0, n) };
}

/** Every table of the sets that are installed below `folder`, and the ids of those that are not; `keep` chooses files by their turn. */
export function publicTables(
  folder: string,
  keep: (at: number) => boolean = () => true,
): { readonly tables: readonly Labelled[]; readonly absent: readonly string[] } {
  const absent: string[] = [];
  const tables: Labelled[] = [];
  let turn = 0;
  for (const set of publicSets) {
    const root = join(folder, set.folder);
    if (!existsSync(root)) {
      absent.push(set.id);
      continue;
    }
    for (const path of filesBelow(root).filter((one) => set.files.test(relative(root, one)))) {
      if (!keep(turn++)) continue;
      const one = tableOf(set, root, path);
      if (one !== undefined) tables.push(one);
    }
  }
  return { tables, absent };
}
