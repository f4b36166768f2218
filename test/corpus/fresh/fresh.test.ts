import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeTables } from '../../bench/accuracy/run.ts';
import { score } from '../../bench/accuracy/score.ts';
import { csvRows, jsonRows } from '../public/read.ts';
import { fresh } from './fresh.ts';

test('the fresh part has 85 % harmless columns, labels each once, and comes out the same each time', () => {
  const labels = fresh().flatMap((table) => table.labels);
  expect(fresh().length).toBeGreaterThanOrEqual(60);
  expect(labels.filter((label) => label.expect.length === 0).length / labels.length).toBeGreaterThanOrEqual(0.85);
  for (const table of fresh()) expect(new Set(table.labels.map((label) => label.path)).size).toBe(table.labels.length);
  const [first, second] = [0, 1].map(() => JSON.stringify(fresh().map((table) => [...table.records(2)])));
  expect(first).toBe(second);
});

test('its two halves share no table', () => {
  const [open, closed] = (['open', 'closed'] as const).map((half) => fresh(half).map((table) => table.name));
  expect(open?.some((name) => closed?.includes(name))).toBe(false);
  expect((open?.length ?? 0) + (closed?.length ?? 0)).toBe(fresh().length);
});

test('what is found in the open half does not fall behind its first look', () => {
  const result = score(describeTables(fresh('open'), 100).said);
  expect(result.micro, result.errors.join('\n')).toBeGreaterThan(0.8);
  expect(result.falseColumns / result.harmless).toBeLessThan(0.015);
});

test('no file of the corpus takes anything of the engine or of the invented servers', () => {
  const corpus = resolve(import.meta.dirname, '..');
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  expect(files.length).toBeGreaterThan(20);
  for (const name of files) {
    const targets = [...readFileSync(join(corpus, name), 'utf8').matchAll(/^(?:import|export)[^;]*?from '([^']+)';/gm)].map((match) => match[1] as string);
    for (const target of targets) {
      const inside = target.startsWith('.') ? resolve(join(corpus, name), '..', target).startsWith(`${corpus}/`) : target.startsWith('node:');
      expect(inside, `${name} imports ${target}`).toBe(true);
    }
  }
});

test('reads tables as public sets write them', () => {
  expect(csvRows('"","a.b",c\r\n"1","x ""y"", z",\n"2","two\nlines",3\n', ',')).toEqual([
    { column_0: '1', a_b: 'x "y", z', c: '' },
    { column_0: '2', a_b: 'two\nlines', c: '3' },
  ]);
  expect(jsonRows({ meta: { n: 1 }, rows: Array.from({ length: 6 }, (_v, id) => ({ id })) })).toHaveLength(6);
  expect(jsonRows({ a: { x: 1 }, b: { x: 2 }, c: { x: 3 }, d: { x: 4 }, e: { x: 5 } })).toHaveLength(5);
  expect(jsonRows([1, 2, 3])).toEqual([]);
});
