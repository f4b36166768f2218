import { describe, expect, it } from 'vitest';
import { createDescriber } from '../describe.ts';

function found(rows: readonly Record<string, unknown>[]): Record<string, string[]> {
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  source.feedJson(Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
  const [dataset] = describer.finish();
  return Object.fromEntries(
    (dataset?.fields ?? []).map((field) => [field.path, field.types.map((type) => type.id)]),
  );
}

const REGIONS = ['North', 'South', 'East', 'West', 'Centre'];
const SEXES = ['male', 'female'];
const FAITHS = ['christian', 'muslim', 'jewish', 'hindu', 'none'];
const cells = REGIONS.flatMap((region, i) =>
  SEXES.flatMap((sex, j) =>
    FAITHS.map((religion, k) => ({ region, sex, religion, size: 100 + i * 977 + j * 331 + k * 71 })),
  ),
);

describe('rows about groups of people', () => {
  it.each(['population', 'Bevölkerung', 'casos', '人数', 'численность', 'kişi sayısı', 'عدد السكان', 'n'])(
    'counts under %s make sex and religion the labels of a cell',
    (name) => {
      const said = found(
        cells.map(({ region, sex, religion, size }) => ({ region, sex, religion, [name]: size })),
      );
      expect(Object.values(said).flat()).toEqual([]);
    },
  );

  it('says them of people where each row is one', () => {
    const rows = cells.map(({ sex, religion, size }, i) => ({
      sex,
      religion,
      email: `reader${i * 37}@mail${i % 7}.net`,
      n: size,
    }));
    expect(found(rows)).toMatchObject({ sex: ['birth.sex'], religion: ['special.religion'] });
  });

  it('says them of people where the rows have the key of one, or nothing is counted', () => {
    const keyed = cells.map(({ sex, religion, size }, i) => ({
      patient_id: i * 31 + 7,
      sex,
      religion,
      n: size,
    }));
    expect(found(keyed)['sex']).toContain('birth.sex');
    const flags = cells.map(({ sex, religion }, i) => ({ sex, religion, n: i % 2 }));
    expect(found(flags)['sex']).toContain('birth.sex');
  });
});
