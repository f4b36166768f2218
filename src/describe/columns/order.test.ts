import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { DatasetDescription } from '../../model/description.ts';
import { wholeCatalogue } from '../match/catalogue.ts';
import { Column } from './column.ts';
import { absorbColumn, saveColumn } from './column-state.ts';
import { createDescriber } from '../describe.ts';
import { valueEvidence } from '../judge/record.ts';
import { StateReader, StateWriter } from './state-bytes.ts';
import { wilson } from '../judge/wilson.ts';

const NOW = Date.UTC(2026, 10, 22);
const catalogue = wholeCatalogue();

function generator(start: number): () => number {
  let state = (start * 0x9e3779b1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const out = [...values];
  for (let i = out.length - 1; i > 0; i--) {
    const at = Math.floor(random() * (i + 1));
    [out[i], out[at]] = [out[at] as T, out[i] as T];
  }
  return out;
}

const ORDERS = ['with the rare ones first', 'with the rare ones last', 'shuffled'] as const;

function ordered<T>(values: readonly T[], order: (typeof ORDERS)[number], random: () => number): T[] {
  return order === 'shuffled'
    ? shuffled(values, random)
    : order === 'with the rare ones last'
      ? values.toReversed()
      : [...values];
}

function read(column: Column, texts: readonly string[]): Column {
  for (const text of texts) {
    const bytes = Buffer.from(text);
    const set = column.textGap > 0 ? 0 : catalogue.automaton.match(bytes, 0, bytes.length);
    column.text(bytes, 0, bytes.length, set);
  }
  return column;
}

/** Of `draws` seeds: how often the truth lay in what was told. */
function covered(
  draws: number,
  truth: number,
  told: (seed: number) => { low: number; high: number },
): number {
  let hits = 0;
  for (let seed = 1; seed <= draws; seed++) {
    const { low, high } = told(seed);
    if (low <= truth && truth <= high) hits++;
  }
  return hits / draws;
}

const EMAIL = catalogue.byId.get('contact.email') as number;

/** A birth date each: `share` of them in 2015, the others in the 1970s. */
function births(n: number, share: number): string[] {
  return Array.from({ length: n }, (_, i) =>
    i < n * share ? `2015-0${1 + (i % 9)}-1${i % 10}` : `197${i % 10}-0${1 + (i % 9)}-1${i % 10}`,
  );
}

describe.each([
  [300, 100],
  [5_000, 60],
  [50_000, 30],
])('%i values', (n, draws) => {
  it.each(ORDERS)('%s: the interval of a type holds its share', (order) => {
    const texts = Array.from({ length: n }, (_, i) =>
      i < n * 0.12 ? `u${i}@firma-nord.de` : `word${i % 97}`,
    );
    const told = (seed: number) => {
      const column = read(new Column(catalogue, seed * 7_919, 3), ordered(texts, order, generator(seed)));
      column.settle();
      const found = valueEvidence(column, catalogue).get(EMAIL);
      return wilson(((found?.passed ?? 0) * (found?.looked ?? 0)) / (found?.n ?? 1), found?.looked ?? 0);
    };
    expect(covered(draws, Math.ceil(n * 0.12) / n, told)).toBeGreaterThanOrEqual(0.9);
  });

  it.each(ORDERS)('%s: the interval of close looks holds the share', (order) => {
    const texts = births(n, 0.12);
    const told = (seed: number) => {
      const column = read(new Column(catalogue, seed * 7_919, 3), ordered(texts, order, generator(seed)));
      column.settle();
      const drawn = column.times?.effective ?? 0;
      const share = column.times?.share((ms) => ms > Date.UTC(2010, 0, 1)) ?? 0;
      return wilson(share * drawn, drawn);
    };
    expect(covered(draws, Math.ceil(n * 0.12) / n, told)).toBeGreaterThanOrEqual(0.9);
  });

  it.each(ORDERS)('%s: as much when two threads read it', (order) => {
    const texts = births(n, 0.12);
    const told = (seed: number) => {
      const rows = ordered(texts, order, generator(seed));
      const [mine, other] = [new Column(catalogue, seed, 3), new Column(catalogue, seed, 3, true)];
      read(mine, rows.slice(0, n * 0.6));
      read(other, rows.slice(n * 0.6));
      const state = new StateWriter();
      saveColumn(other, state);
      absorbColumn(mine, new StateReader(state.take()));
      mine.settle();
      expect(mine.n).toBe(n);
      const drawn = mine.times?.effective ?? 0;
      const share = mine.times?.share((ms) => ms > Date.UTC(2010, 0, 1)) ?? 0;
      return wilson(share * drawn, drawn);
    };
    expect(covered(draws, Math.ceil(n * 0.12) / n, told)).toBeGreaterThanOrEqual(0.9);
  });
});

function told(rows: readonly Record<string, unknown>[], key = 1): DatasetDescription {
  const describer = createDescriber({ now: NOW, key });
  const source = describer.source('people');
  source.feedJson(Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
  source.end();
  return describer.finish()[0] as DatasetDescription;
}

describe('a description', () => {
  it.each(ORDERS)('%s: tells the share of children', (order) => {
    const rows = births(4_987, 0.12).map((birth_date, i) => ({ full_name: `Anna Meier ${i}`, birth_date }));
    for (const key of [1, 2, 3]) {
      const { minors } = told(ordered(rows, order, generator(key)), key);
      expect(Math.abs((minors?.share ?? 1) - 0.12)).toBeLessThan(0.08);
    }
  });

  it('never tells more people than there are, whether their rows stand together or not', () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => ({
      email: `user${Math.floor(i / 10)}@firma-nord.de`,
    }));
    for (const key of [1, 2, 3])
      for (const order of ORDERS) {
        const people = told(ordered(rows, order, generator(key)), key).people;
        expect(people?.low).toBeGreaterThan(2_000);
        expect(people?.low).toBeLessThanOrEqual(6_000 * 1.05);
      }
  });
});

it('a rare type in the last 1 % of a million values is met, with an interval that holds its share', () => {
  const column = new Column(catalogue, 5, 3);
  const [plain, rare] = [Buffer.from('word'), Buffer.from('u1@firma-nord.de')];
  for (let i = 0; i < 1_000_000; i++) {
    const text = i < 990_000 ? plain : rare;
    const set = column.textGap > 0 ? 0 : catalogue.automaton.match(text, 0, text.length);
    column.text(text, 0, text.length, set);
  }
  column.settle();
  const found = valueEvidence(column, catalogue).get(EMAIL);
  const { low, high } = wilson(found?.passed ?? 0, found?.looked ?? 0);
  expect(low).toBeGreaterThan(0.005);
  expect(low).toBeLessThan(0.01);
  expect(high).toBeGreaterThan(0.01);
  expect(high).toBeLessThan(0.02);
});
