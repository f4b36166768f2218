import { describe, expect, it } from 'vitest';
import type { DatasetDescription } from '../../model/description.ts';
import type { Agreements } from '../columns/agreements.ts';
import { wholeCatalogue } from '../match/catalogue.ts';
import { Dataset } from '../columns/dataset.ts';
import { absorbDataset, saveDataset } from '../columns/dataset-state.ts';
import { createDescriber, freshKey } from '../describe.ts';
import { JsonWalk } from '../walk/json-walk.ts';
import { StateReader } from '../columns/state-bytes.ts';

const NOW = Date.UTC(2026, 10, 22);

let seed = 31;
const below = (n: number): number => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor(((seed >>> 8) / 16_777_216) * n);
};
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
const two = (n: number): string => String(n).padStart(2, '0');
const digits = (n: number): string => Array.from({ length: n }, () => below(10)).join('');

const PROVINCES: readonly (readonly [string, string])[] = [
  ['11', '北京市'],
  ['31', '上海市'],
  ['44', '广东省'],
  ['65', '新疆维吾尔自治区'],
  ['51', '四川省'],
  ['33', '浙江省'],
];

interface Person {
  readonly year: number;
  readonly month: string;
  readonly day: string;
  readonly male: boolean;
  readonly place: readonly [string, string];
}
const person = (): Person => ({
  year: 1945 + below(75),
  month: two(1 + below(12)),
  day: two(1 + below(28)),
  male: below(2) === 0,
  place: pick(PROVINCES),
});
/** GB 11643, ISO 7064 MOD 11-2, written anew here. */
function chinese({ year, month, day, male, place }: Person): string {
  const body = `${place[0]}0102${year}${month}${day}${two(below(100))}${2 * below(5) + (male ? 1 : 0)}`;
  let p = 0;
  for (const digit of body) p = ((p + Number(digit)) * 2) % 11;
  const check = (12 - p) % 11;
  return body + (check === 10 ? 'X' : String(check));
}
/** Pakistan: no check at all, the last digit is odd for men. */
const pakistani = (male: boolean): string => `${1 + below(7)}${digits(11)}${2 * below(5) + (male ? 1 : 0)}`;

function describeRows(row: (i: number) => object, n = 300): DatasetDescription {
  const describer = createDescriber({ now: NOW });
  const source = describer.source('t');
  for (let i = 0; i < n; i++) source.feedJson(Buffer.from(`${JSON.stringify(row(i))}\n`));
  return describer.finish()[0] as DatasetDescription;
}
const ids = (set: DatasetDescription, path: string): string[] =>
  (set.fields.find((field) => field.path === path)?.types ?? []).map((one) => one.id);
const why = (set: DatasetDescription, path: string): string =>
  set.fields.find((field) => field.path === path)?.types[0]?.because ?? '';

describe('a sex', () => {
  it.each([
    ['letters', (male: boolean) => (male ? 'A' : 'B')],
    ['numbers', (male: boolean) => (male ? 1 : 2)],
    ['words of no list', (male: boolean) => (male ? 'herra' : 'rouva')],
  ])('is proven by the digit of an identity number, as %s under any name', (_how, said) => {
    const set = describeRows(() => {
      const one = person();
      return {
        c1: chinese(one),
        c2: said(one.male),
        c3: pick(['A', 'B']),
        c4: one.male ? digits(4) : digits(5),
      };
    });
    expect(ids(set, 'c2')).toEqual(['birth.sex']);
    expect(why(set, 'c2')).toMatch(/digit for the sex inside an identity number in \d+ of \d+/);
    expect(ids(set, 'c3')).toEqual([]);
    expect(ids(set, 'c4')).toEqual([]);
  });

  it('is proven although one in fifty was typed wrong, and not at one in five', () => {
    const typed = (wrong: number): DatasetDescription =>
      describeRows(() => {
        const one = person();
        return { c1: chinese(one), c2: one.male === below(wrong) > 0 ? 'x' : 'y' };
      });
    expect(ids(typed(50), 'c2')).toEqual(['birth.sex']);
    expect(ids(typed(5), 'c2')).toEqual([]);
  });

  it('proves a number that has no check of its own', () => {
    const rows = (agree: boolean) => (): object => {
      const male = below(2) === 0;
      return { f1: pakistani(agree ? male : below(2) === 0), gender: male ? 'male' : 'female' };
    };
    expect(ids(describeRows(rows(true)), 'f1')).toEqual(['id.pk.cnic']);
    expect(ids(describeRows(rows(false)), 'f1')).toEqual([]);
  });

  it('is not what one value in all rows says', () => {
    const set = describeRows(() => ({ c1: chinese({ ...person(), male: true }), c2: 'A' }));
    expect(ids(set, 'c2')).toEqual([]);
  });
});

describe('a region', () => {
  it('inside a number goes with the province beside it, by name or by code', () => {
    const set = describeRows(() => {
      const one = person();
      const moved = below(4) === 0 ? pick(PROVINCES) : one.place;
      return {
        c1: chinese(one),
        province: moved[1],
        ort: Number(`${moved[0]}0000`),
        other: pick(['x', 'y', 'z']),
      };
    });
    expect(why(set, 'c1')).toContain('code of a region goes with another field');
    expect(why(set, 'province')).toContain('goes with the code of a region');
  });

  it('does not make an identity number of an article number that begins with its category', () => {
    const set = describeRows(() => {
      const kind = pick(['11', '31', '44', '65']);
      return { article: kind + digits(11), category: `kind ${kind}` };
    });
    expect(set.fields.flatMap((field) => field.types)).toEqual([]);
  });
});

describe('an age', () => {
  it('and a birth date prove each other, whatever they are called', () => {
    const set = describeRows(() => {
      const one = person();
      return {
        c1: `${one.year}-${one.month}-${one.day}`,
        c2: 2023 - one.year + (below(2) - 1),
        c3: below(90),
      };
    });
    expect(ids(set, 'c1')).toEqual(['birth.date']);
    expect(ids(set, 'c2')).toEqual(['birth.age']);
    expect(ids(set, 'c3')).toEqual([]);
  });

  it('is not the number of years since something was bought', () => {
    const set = describeRows(() => {
      const years = below(7);
      return { bought: `${2026 - years}-${two(1 + below(12))}-${two(1 + below(28))}`, years };
    });
    expect(set.fields.flatMap((field) => field.types)).toEqual([]);
  });
});

describe('minors', () => {
  it('are counted by the years inside identity numbers where no birth date is told', () => {
    const set = describeRows((i) => ({ c1: chinese({ ...person(), year: i % 4 === 0 ? 2012 : 1980 }) }), 400);
    expect(set.minors?.n).toBe(400);
    expect(set.minors?.share).toBeCloseTo(0.25, 5);
  });

  it.each(['first', 'last'])('in a file where the young come %s', (place) => {
    const n = 20_000;
    const set = describeRows((i) => {
      const young = place === 'first' ? i < n * 0.12 : i >= n * 0.88;
      return { c1: chinese({ ...person(), year: young ? 2012 : 1980 }) };
    }, n);
    expect(set.minors?.low).toBeLessThan(0.12);
    expect(set.minors?.high).toBeGreaterThan(0.12);
    expect(set.minors?.high).toBeLessThan(0.4);
  });

  it('and by ages', () => {
    const set = describeRows((i) => ({
      full_name: pick(['Anna Kern', 'Paul Voss']),
      age: i % 2 === 0 ? 9 : 40 + below(9),
    }));
    expect(set.minors?.share).toBeCloseTo(0.5, 1);
  });
});

describe('what was counted in parts', () => {
  it('is the same as if one had counted all, but for the first record of each label', () => {
    const catalogue = wholeCatalogue();
    const key = freshKey();
    const rows = Array.from({ length: 200 }, () => {
      const one = person();
      return Buffer.from(`${JSON.stringify({ c1: chinese(one), c2: one.male ? 'm' : 'w' })}\n`);
    });
    const read = (part: readonly Buffer[]): Dataset => {
      const data = new Dataset(catalogue, key);
      const walk = new JsonWalk(data);
      for (const row of part) walk.feed(row);
      walk.finish();
      return data;
    };
    const total = (agreements: Agreements): number[] => {
      const sex = [...agreements.tallies.values()].filter((one) => one.aspect === 'sex' && one.n > 50);
      const years = [...agreements.births.values()].flatMap((one) => [...one.years.values()]);
      return [sex.length, sex[0]?.hits ?? 0, years.reduce((sum, one) => sum + one, 0)];
    };
    const whole = total(read(rows).links.agreements);
    const joined = new Dataset(catalogue, key);
    for (const part of [rows.slice(0, 90), rows.slice(90)])
      absorbDataset(joined, new StateReader(saveDataset(read(part))));
    const [pairs, hits, years] = total(joined.links.agreements);
    expect(whole).toEqual([1, 198, 200]);
    expect([pairs, hits, years]).toEqual([1, 196, 200]);
  });
});
