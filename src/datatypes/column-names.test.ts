import { describe, expect, it } from 'vitest';
import { wholeCatalogue } from '../describe/match/catalogue.ts';
import { createDescriber } from '../describe/describe.ts';
import { nameEvidence } from '../describe/judge/name-evidence.ts';
import { easternNames } from './column-names-east.test-data.ts';
import { otherNames } from './column-names-other.test-data.ts';
import { westernNames } from './column-names-west.test-data.ts';

/** Too short or too wide to say it alone: they count where the values agree. */
const weakNames: Readonly<Record<string, string>> = {
  id: 'idNo | cert_no | id_card | idcard | idCardNo | id_card_number | identityCard | card_id | p_card_id | certificate_no | cert_number | credential_no | 证件号 | zjhm | num_doc | citizen_id | tin_no',
  'name.given': 'given | ad',
  'name.family': 'family',
  'special.ethnicity': 'mz | nation | race',
  'image.photo': 'picture',
  name: 'nom',
};

const catalogue = wholeCatalogue();
const idOf = (index: number): string => catalogue.types[index]?.id ?? '';
const meant = (id: string, wanted: string): boolean =>
  id === wanted || id.startsWith(`${wanted}.`) || id.startsWith(`${wanted}-`);

function strongIds(name: string): readonly string[] {
  const evidence = nameEvidence([name], catalogue);
  return [...evidence.strong]
    .filter(([index, score]) => score >= 0.6 && !evidence.against.has(index))
    .map(([index]) => idOf(index));
}

describe.each([...Object.entries(easternNames), ...Object.entries(westernNames)])(
  'names of columns, %s',
  (_, wanted) => {
    it.each(Object.entries(wanted))('%s', (id, names) => {
      for (const name of names.split(' | '))
        expect(
          strongIds(name).some((one) => meant(one, id)),
          `${name} says ${id}, not only ${strongIds(name).join(', ')}`,
        ).toBe(true);
    });
  },
);

describe('short names', () => {
  it.each(Object.entries(weakNames))('%s', (id, names) => {
    for (const name of names.split(' | ')) {
      const { weak, strong } = nameEvidence([name], catalogue);
      expect(
        [...weak, ...strong.keys()].some((index) => meant(idOf(index), id)),
        name,
      ).toBe(true);
    }
  });
});

/** Values of which nothing can be said: the name has them to itself. */
const WORDS =
  'pump valve,blue cable,motor unit,steel shelf,north gate,filter pack,spare relay,desk lamp'.split(',');
const PLAIN: Readonly<Record<string, (i: number) => unknown>> = {
  words: (i) => WORDS[i % WORDS.length],
  'small numbers': (i) => (i * 7) % 50,
  flags: (i) => i % 3 === 0,
  'running numbers': (i) => 100_000 + i,
};

describe('names that mean something else', () => {
  it.each(Object.entries(PLAIN))('over %s', (_, value) => {
    const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
    const source = describer.source('t');
    for (let i = 0; i < 40; i++)
      source.feedJson(
        Buffer.from(`${JSON.stringify(Object.fromEntries(otherNames.map((name) => [name, value(i)])))}\n`),
      );
    const wrong = describer
      .finish()[0]
      ?.fields.flatMap((field) => field.types.map((type) => `${field.path}: ${type.id} (${type.because})`));
    expect(wrong).toEqual([]);
  });
});
