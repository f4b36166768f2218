import { describe, expect, it } from 'vitest';
import type { DatasetDescription } from '../../model/description.ts';
import { createDescriber } from '../describe.ts';

let seed = 61;
const below = (n: number): number => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor(((seed >>> 8) / 16_777_216) * n);
};
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
const digits = (n: number): string => Array.from({ length: n }, () => below(10)).join('');
const HAN = [...'王李张刘陈杨赵黄周吴'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋'];
const person = (): string => pick(HAN) + pick(GIVEN) + pick(['', ...GIVEN]);

function describeRows(n: number, row: (i: number) => object): DatasetDescription {
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  for (let i = 0; i < n; i++) source.feedJson(Buffer.from(`${JSON.stringify(row(i))}\n`));
  return describer.finish()[0] as DatasetDescription;
}
const ids = (set: DatasetDescription, path: string): string[] =>
  (set.fields.find((field) => field.path === path)?.types ?? []).map((one) => one.id);
const groups = (set: DatasetDescription, path: string): string[] =>
  ids(set, path).map((id) => id.split('.')[0] as string);

describe('flags', () => {
  it('on people are marks, as truth values, digits or words', () => {
    const set = describeRows(120, () => ({
      姓名: person(),
      is_wanted: pick([true, false]),
      blacklist: below(2),
      重点人员: below(2),
      在逃: pick(['是', '否']),
      has_criminal_record: pick([true, false]),
    }));
    for (const path of ['is_wanted', 'blacklist', '重点人员', '在逃', 'has_criminal_record'])
      expect(groups(set, path), path).toEqual(['criminal']);
    expect(set.shapes.map((shape) => shape.name)).toContain('watch-list flag');
  });

  it('on addresses of machines are none', () => {
    const set = describeRows(120, () => ({
      ip: `203.0.113.${below(250)}`,
      blacklisted: below(2),
      is_wanted: pick([true, false]),
    }));
    expect(groups(set, 'blacklisted')).toEqual([]);
    expect(groups(set, 'is_wanted')).toEqual([]);
    expect(set.shapes.map((shape) => shape.name)).not.toContain('watch-list flag');
  });
});

describe('a sex as a digit', () => {
  it('is told by the field name (ISO/IEC 5218), and not without', () => {
    const set = describeRows(100, () => ({
      姓名: person(),
      gender: 1 + below(2),
      sex_code: pick(['0', '1', '2', '9']),
      kind: 1 + below(2),
    }));
    expect(ids(set, 'gender')).toEqual(['birth.sex']);
    expect(ids(set, 'kind')).toEqual([]);
  });
});

describe('telephone numbers as numbers', () => {
  it.each([
    ['with the country code and without its plus', () => Number(`4917${digits(8)}`)],
    ['without the zero in front', () => Number(`17${1 + below(9)}${digits(7)}`)],
    ['of ten digits', () => Number(`${2 + below(8)}${digits(9)}`)],
  ])('%s are told by the field name', (_how, make) => {
    const set = describeRows(100, () => ({ 姓名: person(), phone: make(), amount: make() }));
    expect(ids(set, 'phone').join()).toMatch(/^contact\.phone/);
    expect(set.fields.find((field) => field.path === 'phone')?.types[0]?.because).not.toContain('check 0/');
    expect(ids(set, 'amount').join()).not.toMatch(/contact/);
  });

  it('are not the rows that they point to', () => {
    expect(
      ids(
        describeRows(100, (i) => ({ phone: 1_000_000 + i })),
        'phone',
      ),
    ).toEqual([]);
    expect(
      ids(
        describeRows(100, () => ({ phone: below(90) })),
        'phone',
      ),
    ).toEqual([]);
  });
});

describe('births as numbers', () => {
  const DAY = 86_400;
  const born = (): number => -9_000 + below(22_000);
  it.each([
    ['seconds', () => born() * DAY],
    ['milliseconds', () => born() * DAY * 1000],
    ['days', () => born()],
    ['years', () => 1945 + below(70)],
    ['digits of a date', () => Number(`${1945 + below(60)}0${1 + below(9)}1${below(9)}`)],
  ])('in %s, under a name for births', (_how, make) => {
    const set = describeRows(100, () => ({ birthday: make() }));
    expect(ids(set, 'birthday')).toEqual(['birth.date']);
    expect(set.minors?.n, JSON.stringify(set.minors)).toBeGreaterThan(0);
  });

  it('are not points in time of the last years, nor counts', () => {
    expect(
      ids(
        describeRows(100, () => ({ birthday: 1_690_000_000 + below(9e7) })),
        'birthday',
      ),
    ).toEqual([]);
    expect(
      ids(
        describeRows(100, () => ({ birthday: below(40) })),
        'birthday',
      ),
    ).toEqual([]);
  });
});

describe('keys of maps', () => {
  it.each([
    ['mobile numbers', () => `${pick(['138', '139', '150', '186', '177'])}${digits(8)}`, /^contact\.phone/],
    ['e-mail addresses', () => `m${digits(7)}@firma-nord.de`, /^contact\.email/],
    ['numbers with a country code', () => `+4915${digits(9)}`, /^contact\.phone/],
    ['addresses of machines', () => `203.0.${below(250)}.${below(250)}`, /^device\.ip/],
  ])('that are %s are data', (_what, key, wanted) => {
    const set = describeRows(60, () => ({ seen: { [key()]: { n: 1 }, [key()]: { n: 2 } } }));
    expect(set.fields.map((field) => field.path)).toContain('seen.<key>');
    expect(ids(set, 'seen.<key>').join()).toMatch(wanted);
  });

  it('that are dates, counters or epochs are data, and of no one', () => {
    for (const key of [
      (i: number): string => `2024-0${1 + (i % 9)}-1${i % 10}`,
      (i: number): string => String(1000 + i),
      (i: number): string => String(1_790_000_000 + i * 60),
    ]) {
      const set = describeRows(80, (i) => ({ hits: { [key(i)]: i } }));
      expect(set.fields.flatMap((field) => field.types.map((one) => one.id))).toEqual([]);
    }
  });
});

describe('countries', () => {
  /** BSN (elfproef), written anew here. */
  const bsn = (): string => {
    for (;;) {
      const text = `${1 + below(8)}${digits(8)}`;
      const sum = [...text].reduce((all, digit, at) => all + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
      if (sum % 11 === 0) return text;
    }
  };
  it.each([
    ['codes', { country: 'NL' }],
    ['codes of three letters', { country_code: 'NLD' }],
    ['names in another language', { страна: 'Нидерланды' }],
  ])('that a field names as %s make numbers of theirs more likely', (_how, beside) => {
    const sure = (more: object): number => {
      const set = describeRows(80, () => ({ f1: bsn(), ...more }));
      return (
        set.fields.find((field) => field.path === 'f1')?.types.find((one) => one.id === 'id.nl.bsn')
          ?.confidence ?? 0
      );
    };
    expect(sure(beside)).toBeGreaterThan(sure({ other: 'NL' }));
  });
});
