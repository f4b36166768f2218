import { absorbAgreements, saveAgreements } from './agreements-state.ts';
import { absorbColumn, saveColumn } from './column-state.ts';
import type { Dataset } from './dataset.ts';
import type { PathNode } from './paths.ts';
import { SKIP_REASONS, type SkipReason } from './sink.ts';
import { type StateReader, StateWriter } from './state-bytes.ts';

const NO_COLUMN = 0xffffffff;

/** All that a data set has learned, in one buffer for another thread of the same run: see `parallel.ts`. */
export function saveDataset(data: Dataset): ArrayBuffer {
  const out = new StateWriter();
  out.number(data.records);
  out.counts(new Map([...data.skipped].map(([why, count]) => [SKIP_REASONS.indexOf(why), count])));
  saveNode(data.tree.root, out);
  saveNode(data.tree.deep, out, true);
  out.count(data.links.pairs.size);
  for (const link of data.links.pairs.values())
    for (const value of [link.date, link.id, link.n, link.hits]) out.number(value);
  saveAgreements(data.links.agreements, out);
  return out.take();
}

function saveNode(node: PathNode, out: StateWriter, leaf = false): void {
  out.number(node.count);
  out.number(node.objects);
  out.count(node.column === undefined ? NO_COLUMN : node.column.id);
  if (node.column !== undefined) saveColumn(node.column, out);
  if (leaf) return;
  out.count(node.children.length);
  for (const child of node.children) {
    out.bytes(child.key);
    saveNode(child, out);
  }
  const element = node.element?.element === node.element ? undefined : node.element;
  out.count((element === undefined ? 0 : 1) + (node.any === undefined ? 0 : 2));
  if (element !== undefined) saveNode(element, out);
  if (node.any !== undefined) saveNode(node.any, out);
}

/** Adds what `saveDataset` wrote in another thread. Ceilings on paths and keys hold as if one thread had read everything. */
export function absorbDataset(data: Dataset, from: StateReader): void {
  data.records += from.number();
  from.counts((index, count) => {
    const why = SKIP_REASONS[index] as SkipReason;
    data.skipped.set(why, (data.skipped.get(why) ?? 0) + count);
  });
  const ids = new Map<number, number>();
  absorbNode(data, data.tree.root, from, ids);
  absorbNode(data, data.tree.deep, from, ids, true);
  for (let left = from.count(); left > 0; left--) {
    const date = ids.get(from.number());
    const id = ids.get(from.number());
    const n = from.number();
    const hits = from.number();
    if (date !== undefined && id !== undefined) data.links.add(date, id, n, hits);
  }
  absorbAgreements(data.links.agreements, from, ids);
}

function absorbNode(
  data: Dataset,
  node: PathNode,
  from: StateReader,
  ids: Map<number, number>,
  leaf = false,
): void {
  node.count += from.number();
  node.objects += from.number();
  const id = from.count();
  if (id !== NO_COLUMN) {
    const column = data.columnOf(node);
    ids.set(id, column.id);
    absorbColumn(column, from);
  }
  if (leaf) return;
  for (let left = from.count(); left > 0; left--) {
    const key = from.bytes();
    const child = data.tree.find(node, key, 0, key.length);
    child.count--;
    absorbNode(data, child, from, ids);
  }
  const more = from.count();
  if ((more & 1) !== 0) absorbNode(data, data.element(node), from, ids);
  if ((more & 2) !== 0) absorbNode(data, data.tree.anyOf(node), from, ids);
}
