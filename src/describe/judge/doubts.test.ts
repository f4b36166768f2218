import { BSON } from 'bson';
import { describe, expect, it } from 'vitest';
import type { DatasetDescription } from '../../model/description.ts';
import { createDescriber } from '../describe.ts';

const NOW = Date.UTC(2026, 10, 22);

let seed = 41;
const below = (n: number): number => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor(((seed >>> 8) / 16_777_216) * n);
};
const two = (n: number): string => String(n).padStart(2, '0');

type Feed = (source: ReturnType<ReturnType<typeof createDescriber>['source']>, row: object) => void;
const asJson: Feed = (source, row) => source.feedJson(Buffer.from(`${JSON.stringify(row)}\n`));
const asBson: Feed = (source, row) => source.feedBson(BSON.serialize(row));

function describeRows(n: number, row: (i: number) => object, feed: Feed = asJson): DatasetDescription {
  const describer = createDescriber({ now: NOW });
  const source = describer.source('t');
  for (let i = 0; i < n; i++) feed(source, row(i));
  return describer.finish()[0] as DatasetDescription;
}
const ids = (set: DatasetDescription, path: string): string[] =>
  (set.fields.find((field) => field.path === path)?.types ?? []).map((one) => one.id);

/** GB 11643, without its check digit: all 18 digits are kept as a number, which a double does not. */
const resident = (): number =>
  Number(
    `${['110101', '650102', '440305'][below(3)]}${1950 + below(60)}${two(1 + below(12))}${two(1 + below(28))}${1000 + below(9000)}`,
  );

describe('identity numbers that lost their last digits', () => {
  it.each([
    ['JSON', asJson],
    ['BSON doubles', asBson],
  ])('are told by region and date in %s, and it is said', (_how, feed) => {
    const set = describeRows(100, () => ({ sfzh: resident(), f1: resident() }), feed);
    expect(ids(set, 'sfzh')).toEqual(['id.cn.resident']);
    expect(ids(set, 'f1')).toEqual(['id.cn.resident']);
    expect(set.notes.join('\n')).toMatch(/sfzh holds numbers beyond 2\^53/);
  });

  it('are not snowflakes, nanoseconds or random numbers of 18 digits', () => {
    const set = describeRows(
      200,
      (i) => ({
        snowflake: 1.75e18 + i * 4.2e12,
        nanos: 1.7e18 + i * 1e9,
        order: 2.0260101e17 + below(1e9) * 1e6,
        any: (1e8 + below(9e8)) * 1e9,
      }),
      asBson,
    );
    expect(set.fields.flatMap((field) => field.types)).toEqual([]);
  });

  it('are told by name where a spreadsheet wrote them in scientific notation', () => {
    const set = describeRows(60, () => ({
      身份证号: `6.501${below(90) + 10}E+17`,
      amount: `1.2${below(900) + 100}E+05`,
    }));
    expect(ids(set, '身份证号')).toEqual(['id.cn.resident']);
    expect(ids(set, 'amount')).toEqual([]);
    expect(set.notes.join('\n')).toContain('身份证号 holds numbers in scientific notation');
  });
});

describe('doubts', () => {
  const doubts = (row: (i: number) => object, n = 120): string =>
    describeRows(n, row).doubts?.join('\n') ?? '';
  const mail = (): string => `m${below(1e9).toString(36)}@firma-nord.de`;

  it.each([
    ['addresses that are numbered', (i: number) => ({ email: `user${i}@firma-nord.de` }), 'email counts up'],
    [
      'telephone numbers that are numbered',
      (i: number) => ({ phone: `+4915112${345_000 + i}` }),
      'phone counts up',
    ],
    [
      'card numbers of test cases',
      () => ({
        card_number: ['4111111111111111', '4242 4242 4242 4242', '378282246310005', '5555-5555-5555-4444'][
          below(4)
        ],
      }),
      'published for tests',
    ],
    [
      'filler text',
      () => ({ email: mail(), bio: `Lorem ipsum dolor sit amet, consectetur ${below(1e6)} adipiscing elit` }),
      'lorem ipsum',
    ],
    [
      'one birth date for most',
      (i: number) => ({
        birth_date: i % 3 === 0 ? `19${two(40 + below(59))}-0${1 + below(9)}-11` : '1970-01-01',
      }),
      'one and the same',
    ],
    [
      'records that come again',
      (i: number) => ({ email: `a${(i % 40) * 7919}@firma-nord.de`, city: `c${i % 40}`, n: i % 40 }),
      'repeat an earlier one',
    ],
  ])('are raised by %s', (_what, row, words) => {
    expect(doubts(row)).toContain(words);
  });

  it('are not raised by plain records of people, nor by a table of states without any', () => {
    const plain = (i: number): object => ({
      id: i,
      email: mail(),
      phone: `+49151${below(9e7) + 1e7}`,
      card_number: ['4539578763621486', '4716461583322103', '5436031030606378', '4929252633124210'][below(4)],
      birth_date: `19${two(40 + below(59))}-0${1 + below(9)}-1${below(9)}`,
    });
    expect(doubts(plain)).not.toMatch(/counts up|tests|lorem|one and the same|earlier one/);
    expect(doubts((i) => ({ state: `s${i % 4}`, code: i % 4, label: `l${i % 4}` }))).toBe('');
  });
});
