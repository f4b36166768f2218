import { expect, test } from 'vitest';
import { createDescriber } from '../describe.ts';

function typesOf(records: readonly unknown[]) {
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  for (const record of records) source.feedJson(Buffer.from(`${JSON.stringify(record)}\n`));
  const [set] = describer.finish();
  return Object.fromEntries(
    (set?.fields ?? []).map((field) => [field.path, field.types.map((one) => one.id)] as const),
  );
}

const found = (types: Readonly<Record<string, readonly string[]>>) => Object.values(types).flat();

/** As programs keep their words: nested by page, a word or a sentence each. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Passwort',
    'Vorname',
    'Geburtsdatum',
    'Telefonnummer',
    'Adresse',
    'Bitte geben Sie Ihr Passwort ein',
    'Kreditkarte',
  ],
  et: ['Parool', 'Eesnimi', 'Sünniaeg', 'Telefon', 'Aadress', 'Sisesta oma parool', 'Krediitkaart'],
  ru: ['Пароль', 'Имя', 'Дата рождения', 'Телефон', 'Адрес', 'Введите пароль', 'Банковская карта'],
  ja: [
    'パスワード',
    '名前',
    '生年月日',
    '電話番号',
    '住所',
    'パスワードを入力してください',
    'クレジットカード',
  ],
};
const KEYS = ['password', 'first_name', 'birth_date', 'phone', 'address', 'password_prompt', 'credit_card'];

test.each(Object.keys(WORDS))('translations hold no data: %s', (language) => {
  const words = WORDS[language] as readonly string[];
  const page = Object.fromEntries(KEYS.map((key, i) => [key, words[i]]));
  const nested = Object.fromEntries(
    ['login', 'signup', 'profile', 'checkout', 'reset'].map((name) => [name, page]),
  );
  expect(found(typesOf([nested]))).toEqual([]);
  const dotted = Object.fromEntries(
    ['login', 'signup', 'profile', 'checkout', 'reset', 'team'].flatMap((name) =>
      KEYS.map((key, i) => [`${name}.${key}`, words[i]]),
    ),
  );
  expect(found(typesOf([dotted]))).toEqual([]);
});

test('a short form definition holds none either', () => {
  expect(found(typesOf([{ password: 'Kennwort', email: 'E-Mail-Adresse', phone: 'Phone number' }]))).toEqual(
    [],
  );
});

test('settings with many paths keep their secrets, and what stands for a secret is none', () => {
  const plain = Object.fromEntries(
    Array.from({ length: 40 }, (_one, i) => [`option_${'abcdefgh'[i % 8]}_${i}`, 'enabled']),
  );
  const types = typesOf([
    {
      ...plain,
      db: { password: 'kV9!rTq2xLp', user: 'app' },
      queue: { password: '${QUEUE_PASSWORD}' },
      cache: { password: '<password>' },
      mail: { password: 'changeme', contact: 'kim.lee@firma-nord.de' },
      search: { password: 'xxxxxxxx' },
      store: { uri: 'postgres://app:kV9rTq2xLp@db.firma-nord.de:5432/app' },
    },
  ]);
  expect(types['db.password']).toContain('credential.password');
  expect(types['mail.contact']).toContain('contact.email');
  expect(types['store.uri']).toContain('credential.connection-string');
  for (const path of ['queue.password', 'cache.password', 'mail.password', 'search.password'])
    expect(types[path]).toEqual([]);
});

test('a table of real passwords keeps them, words among them or not', () => {
  const words = ['password', 'dragon', 'qwerty', 'iloveyou', 'monkey', 'letmein', 'Summer2019', 'abc123'];
  const types = typesOf(
    Array.from({ length: 200 }, (_one, i) => ({
      login: `kim${i}`,
      password: `${words[i % 8]}${i % 3 ? i : ''}`,
    })),
  );
  expect(types.password).toContain('credential.password');
});
