import { type Locale, locales } from './locales.ts';
import type { Rng } from './random.ts';
import type { Person, Split } from './shape.ts';

/** The half of a word list that belongs to a split; blanks part the words, `_` stands for a blank within one. */
export function half(words: string, split: Split): string[] {
  return words
    .split(' ')
    .filter((_word, i) => i % 2 === (split === 'dev' ? 0 : 1))
    .map((word) => word.replaceAll('_', ' '));
}

export interface Words {
  readonly locale: Locale;
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly family: readonly string[];
  readonly cities: readonly string[];
  readonly streets: readonly string[];
  readonly jobs: readonly string[];
  readonly employers: readonly string[];
}

export function wordsOf(id: string, split: Split): Words {
  const locale = locales.find((one) => one.id === id);
  if (locale === undefined) throw new Error(`expected a locale of the corpus, got ${id}`);
  return {
    locale,
    female: half(locale.female, split),
    male: half(locale.male, split),
    family: half(locale.family, split),
    cities: half(locale.cities, split),
    streets: half(locale.streets, split),
    jobs: half(locale.jobs, split),
    employers: half(locale.employers, split),
  };
}

const HOSTS: Readonly<Record<Split, readonly string[]>> = {
  dev: ['gmail.com', 'outlook.com', 'mail.ru', 'qq.com', 'web.de', 'example.org', 'yahoo.fr'],
  held: ['icloud.com', 'proton.me', 'yandex.ru', '163.com', 'gmx.net', 'example.net', 'uol.com.br', 'hotmail.it'],
};

/** A person whose parts agree. Ages are those of a grown population, or of a school where `children`. */
export function makePerson(r: Rng, words: Words, split: Split, children = false): Person {
  const { locale } = words;
  const female = r.chance(0.5);
  const given = r.pick(female ? words.female : words.male);
  const base = r.pick(words.family);
  const family = female && locale.feminine ? locale.feminine(base) : base;
  const years = children ? r.int(6, 17) : Math.max(18, Math.min(92, Math.round(r.normal(44, 16))));
  const born = new Date(Date.UTC(2026 - years, r.int(0, 11), r.int(1, 28)));
  const latin = `${given}.${family}`.normalize('NFD').replace(/[^A-Za-z.]/g, '').toLowerCase();
  const user =
    latin.length > 4
      ? r.pick([latin, latin.replace('.', '_'), `${latin[0] as string}${latin.split('.')[1] ?? ''}`, latin]) + (r.chance(0.5) ? r.int(1, 99) : '')
      : r.chars(r.int(5, 9), 'abcdefghijklmnoprstuvwxyz') + r.int(1, 999);
  const city = r.pick(words.cities);
  return {
    born,
    female,
    given,
    family,
    full: locale.joined ? family + given : `${given} ${family}`,
    email: `${user}@${r.pick(HOSTS[split])}`,
    phone: locale.phone(r),
    address: locale.address(r, city, r.pick(words.streets)),
    city,
  };
}
