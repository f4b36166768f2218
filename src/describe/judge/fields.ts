import type { Catalogue } from '../match/catalogue.ts';
import { Column } from '../columns/column.ts';
import type { Dataset } from '../columns/dataset.ts';
import { isValueLike, templateText } from './names.ts';
import type { PathNode } from '../columns/paths.ts';
import type { Field } from './record.ts';

/** A field name is listed once it occurs in so many records. */
const LISTED_FROM = 5;
/** So many fields of one data set are judged; more are counted. */
const MOST_FIELDS = 5_000;
/** Wrappers of MongoDB's extended JSON: the value's type, not a field. */
const WRAPPERS = new Set([
  '$oid',
  '$date',
  '$numberLong',
  '$numberInt',
  '$numberDouble',
  '$numberDecimal',
  '$uuid',
  '$binary',
  '$timestamp',
]);

const decoder = new TextDecoder();

/** A field as the schema names it. */
export interface SchemaEntry {
  readonly path: string;
  readonly type: string;
}

export interface FieldList {
  readonly fields: readonly Field[];
  /** Field names that occur too seldom to be listed. */
  readonly seldom: number;
  /** Fields beyond the ceiling. */
  readonly dropped: number;
}

interface Building {
  elements: readonly string[];
  column: Column | undefined;
  engineType: string;
  isKeys: boolean;
}

/** The fields of a data set by templated path: those of the schema, and those that were seen. */
export function fieldsOf(data: Dataset, schema: readonly SchemaEntry[], catalogue: Catalogue): FieldList {
  const byPath = new Map<string, Building>();
  let seldom = 0;
  let dropped = 0;
  const put = (
    path: string,
    elements: readonly string[],
    column: Column | undefined,
    engineType: string,
    isKeys: boolean,
  ): void => {
    const key = isKeys ? `${path}\u0000keys` : path;
    const known = byPath.get(key);
    if (known === undefined) {
      if (byPath.size >= MOST_FIELDS) {
        dropped++;
        return;
      }
      byPath.set(key, { elements, column, engineType, isKeys });
    } else {
      if (column !== undefined) {
        if (known.column === undefined) known.column = column;
        else known.column.merge(column);
      }
      if (known.engineType === '') known.engineType = engineType;
    }
  };

  for (const entry of schema.slice(0, MOST_FIELDS * 4)) {
    const elements = entry.path
      .slice(0, 1_024)
      .split(/\.|(?=\[\])/)
      .slice(0, 64);
    put(templatePath(elements, catalogue), elements, undefined, entry.type, false);
  }
  const known = new Set(byPath.keys());
  const keyColumns = new Map<string, Column>();

  const visit = (node: PathNode, path: string, elements: readonly string[], records: number): void => {
    if (
      node.column !== undefined &&
      (node.column.n > 0 || node.column.nulls > 0 || node.column.array !== undefined)
    )
      put(path === '' ? 'value' : path, elements, node.column, '', false);
    const map = isMap(node);
    for (const child of [...node.children, ...(node.any ? [node.any] : [])]) {
      const key = decoder.decode(child.key);
      if (WRAPPERS.has(key) && node.children.length <= 2) {
        visit(child, path, elements, records);
        continue;
      }
      const data =
        child === node.any ||
        (map && child.count < Math.max(LISTED_FROM, node.objects * 0.2)) ||
        isValueLike(key, catalogue);
      const label = data ? '<key>' : templateText(key, catalogue).replaceAll('.', '·');
      const below = path === '' ? label : `${path}.${label}`;
      if (data && child !== node.any) {
        let keys = keyColumns.get(below);
        if (keys === undefined) {
          keys = new Column(catalogue, 1, -1);
          keyColumns.set(below, keys);
        }
        keys.text(child.key, 0, child.key.length, catalogue.automaton.match(child.key, 0, child.key.length));
      }
      const often = data || child.count >= LISTED_FROM || child.count >= records || known.has(below);
      if (often)
        visit(child, below, [...elements, data ? '' : key], Math.min(records, Math.max(1, child.count)));
      else {
        seldom++;
        visit(child, path === '' ? '<other>' : `${path}.<other>`, [...elements, key], records);
      }
    }
    if (node.element !== undefined) visit(node.element, `${path}[]`, [...elements, '[]'], records);
  };
  visit(data.root, '', [], data.records);
  for (const [path, keys] of keyColumns) put(path, path.split('.').slice(0, -1), keys, '', true);
  const all = [...byPath].map(([key, field]): Field => ({ path: key.replace('\u0000keys', ''), ...field }));
  for (const { column } of all) column?.settle();
  const inner = parentsOfRead(all);
  return {
    // What the schema names as one field (`location`, indexed as a point) was read as the fields inside it.
    fields: all.filter((field) => field.column !== undefined || !inner.has(field.path)),
    seldom,
    dropped,
  };
}

/** Paths inside which values were read. */
function parentsOfRead(fields: readonly Field[]): Set<string> {
  const out = new Set<string>();
  for (const { path, column } of fields) {
    if (column === undefined) continue;
    for (let at = path.length - 1; at > 0; at--)
      if (path[at] === '.' || path[at] === '[') out.add(path.slice(0, at));
  }
  return out;
}

/** An object with very many keys, each of which comes seldom, is a map: its keys are data. */
function isMap(node: PathNode): boolean {
  if (node.any !== undefined) return true;
  if (node.children.length < 50) return false;
  let seldom = 0;
  for (const child of node.children)
    if (child.count < node.objects * 0.2 || child.count < LISTED_FROM) seldom++;
  return seldom > node.children.length * 0.7;
}

/** Dots part a path, and stand inside values too: what follows is tried as a whole before it is parted further. */
function templatePath(elements: readonly string[], catalogue: Catalogue): string {
  let path = '';
  for (const [at, element] of elements.entries()) {
    if (at + 1 < elements.length) {
      const rest = templateText(elements.slice(at).join('.'), catalogue);
      if (/^<[a-z0-9?]+>$|<text>$/.test(rest)) return path === '' ? rest : `${path}.${rest}`;
    }
    if (element === '[]') path += '[]';
    else {
      const label = isValueLike(element, catalogue) ? '<key>' : templateText(element, catalogue);
      path += path === '' ? label : `.${label}`;
    }
  }
  return path;
}
