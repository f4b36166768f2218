import { expect, test } from 'vitest';
import { describeTables } from '../bench/accuracy/run.ts';
import { score } from '../bench/accuracy/score.ts';
import { corpus, labelled, labelsOf, records } from './corpus.ts';

/** A fixed part of the development half: each eleventh table, and four that hold every harmless kind between them. */
const tables = labelled('dev', (table, at) => at % 11 === 0 || (table.kind === 'harmless' && at % 7 === 0));

test('the corpus is the same each time it is made', () => {
  const [first, second] = [corpus('dev'), corpus('dev')].map((all) => JSON.stringify(all.slice(0, 3).map((table) => [...records(table, 'dev', 3)])));
  expect(first).toBe(second);
});

test('at least 85 % of its columns are harmless, and each label names a column once', () => {
  for (const split of ['dev', 'held'] as const) {
    const all = corpus(split);
    const labels = all.flatMap(labelsOf);
    expect(labels.length).toBeGreaterThan(5_000);
    expect(labels.filter((label) => label.expect.length === 0).length / labels.length).toBeGreaterThanOrEqual(0.85);
    for (const table of all) expect(new Set(labelsOf(table).map((label) => label.path)).size).toBe(labelsOf(table).length);
  }
});

test('finds what is there and nothing in harmless columns, in sixty records', () => {
  const result = score(describeTables(tables, 60).said);
  expect(result.columns).toBeGreaterThan(1_000);
  expect(result.errors.filter((error) => error.startsWith('wrong'))).toEqual([]);
  expect(result.macro, result.errors.join('\n')).toBeGreaterThanOrEqual(0.97);
});
