import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeFiles, type FileDescription } from './describe-files.ts';

const signal = new AbortController().signal;

async function* of(bytes: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(bytes as string);
}

function read(bytes: string | Uint8Array): Promise<FileDescription> {
  return describeFiles([{ kind: 'stream', bytes: of(bytes), shown: 'it' }], { signal });
}

const samples = join(import.meta.dirname, 'samples');
const ids = Array.from({ length: 60 }, (_one, i) => i);
const email = (i: number): string => `person${i}@example.org`;

/** What each heading was before Python's codecs wrote it. */
const HEADINGS: Readonly<Record<string, readonly string[]>> = {
  de: ['name', 'straße'],
  ru: ['имя', 'город'],
  zh: ['姓名', '城市'],
  zt: ['姓名', '城市'],
  ja: ['氏名', '住所'],
  ko: ['이름', '주소'],
  tr: ['adı soyadı', 'şehir'],
  ar: ['الاسم', 'المدينة'],
  el: ['όνομα', 'πόλη'],
  he: ['שם', 'עיר'],
  pl: ['imię', 'miejscowość'],
};

test.each(readdirSync(samples).filter((name) => name.endsWith('.csv')))(
  '%s: headings and rows in their own letters',
  async (name) => {
    const path = join(samples, name);
    const result = await describeFiles([{ kind: 'path', path, shown: name }], { signal });
    expect(result.complete).toBe(true);
    expect(result.sources[0]?.formats).toEqual(['csv']);
    expect(result.datasets[0]?.rows?.value).toBe(12);
    const language = name.split('.').at(-2) as string;
    for (const heading of HEADINGS[language] as readonly string[])
      expect(result.datasets[0]?.fields.find((field) => field.path === heading)?.n).toBe(12);
  },
);

const row = (sep: string, quote = ''): string =>
  ids
    .map((i) => [i, `A${sep === ' ' ? '' : ' '}B`, email(i)].map((one) => `${quote}${one}${quote}`).join(sep))
    .join('\n');

test.each([
  ['commas', `id,name,email\n${row(',')}`],
  ['semicolons, quoted', `"id";"name";"email"\n${row(';', '"')}`],
  ['tabs', `id\tname\temail\r\n${row('\t').replaceAll('\n', '\r\n')}`],
  ['bars', `id|name|email\n${row('|')}`],
  ['^A of Hive', `id\x01name\x01email\n${row('\x01')}`],
  ['carets', `id^name^email\n${row('^')}`],
  ['CR alone', `id,name,email\r${row(',').replaceAll('\n', '\r')}`],
  ['sep= of Excel', `\ufeffsep=;\r\nid;name;email\r\n${row(';')}`],
  ['comments in front', `# made by a tool\n# with, three, words\nid,name,email\n${row(',')}`],
  ['a title in front', `All customers\nof 2024\n\nid,name,email\n${row(',')}`],
  ['a title in the first field', `"All customers";;\n;;\nid;name;email\n${row(';')}`],
  ['a separator behind each row', `id,name,email,\n${row(',').replaceAll('\n', ',\n')},`],
  ['W3C log', `#Software: IIS\n#Fields: id name email\n${row(' ')}`],
  [
    'Zeek log',
    `#separator \\x09\n#fields\tid\tname\temail\n#types\tint\tstring\tstring\n${row('\t')}\n#close\tx`,
  ],
])('CSV: %s', async (_name, text) => {
  const result = await read(text);
  expect(result.sources[0]?.formats).toEqual(['csv']);
  expect(result.sources[0]?.skipped).toEqual([]);
  expect(result.datasets[0]?.rows?.value).toBe(60);
  const field = result.datasets[0]?.fields.find((one) => one.path === 'email');
  expect(field?.n).toBe(60);
  expect(field?.types[0]?.id).toBe('contact.email');
});

test.each([
  ['without a heading', row(','), 'column3'],
  ['mysqldump --tab', ids.map((i) => `${i}\t${email(i)}\ta\\\nb\\\tc "x"\t\\N`).join('\n'), 'column2'],
  ['one column', `mail\n${ids.map(email).join('\n')}`, 'mail'],
  ['logins', ids.map((i) => `${email(i)}:Secret${i}!`).join('\n'), 'column1'],
])('CSV %s', async (_name, text, path) => {
  const result = await read(text);
  expect(result.sources[0]?.formats).toEqual(['csv']);
  expect(result.datasets[0]?.rows?.value).toBe(60);
  expect(result.datasets[0]?.fields.find((field) => field.path === path)?.types[0]?.id).toBe('contact.email');
});

test.each([
  ['prose', 'It was late, and the rain, which had begun at noon, did not end.\n'.repeat(40), 40],
  [
    'nginx',
    ids
      .map(
        (i) =>
          `192.0.2.${i} - - [10/Oct/2023:13:55:36 +0000] "GET /${i} HTTP/1.1" 200 1 "-" "M/5.0 (X11), like Gecko"`,
      )
      .join('\n'),
    60,
  ],
  [
    'a number in brackets',
    ids.map((i) => `[${1000 + i}] login of ${email(i)}, from 10.0.0.1`).join('\n'),
    60,
  ],
  ['a text in brackets', ids.map((i) => `["GET"] login of ${email(i)}`).join('\n'), 60],
  ['braces', ids.map((i) => `{main} login of ${email(i)}`).join('\n'), 60],
  ['names of formats', 'ORC is a format, they say\nPAR1 too, and REDIS, and BM\n', 2],
])('text, and neither table nor JSON: %s', async (_name, text, records) => {
  const result = await read(text);
  expect(result.sources[0]?.formats).toEqual(['text']);
  expect(result.records).toBe(records);
  expect(result.complete).toBe(true);
});

test('words that begin as a container does are words', async () => {
  expect((await read(`ORCID,name\n${row(',')}`)).sources[0]?.formats).toEqual(['csv']);
  expect((await read(`PAR1,name\n${row(',')}`)).sources[0]?.formats).toEqual(['csv']);
});

test('10,000 blanks and blank lines end at once', async () => {
  const result = await read(`${' \n'.repeat(10_000)}x`);
  expect(result.records).toBe(1);
});

const people = ids.map((i) => ({ id: i, email: email(i), inner: { when: '2024-01-02' } }));
const hits = people.map((one) => ({ _id: `${one.id}`, _index: 'people', _source: one }));
const lines = (values: readonly unknown[]): string => values.map((one) => JSON.stringify(one)).join('\n');

test.each([
  ['UTF-16 without a mark', Buffer.from(JSON.stringify(people), 'utf16le'), undefined],
  ['RFC 7464', people.map((one) => `\x1e${JSON.stringify(one)}\n`).join(''), undefined],
  ['objects parted by commas', people.map((one) => JSON.stringify(one)).join(',\n'), undefined],
  ['assigned to a name', `window.YTD.account.part0 = ${JSON.stringify(people, null, 1)}`, undefined],
  [
    'Elasticsearch bulk',
    people.map((one) => `{"index":{"_index":"people"}}\n${JSON.stringify(one)}\n`).join(''),
    'people',
  ],
  ['Elasticsearch search', JSON.stringify({ took: 3, hits: { total: 60, hits } }, null, 2), 'people'],
  [
    'Elasticsearch pages',
    lines([0, 20, 40].map((at) => ({ took: 1, hits: { hits: hits.slice(at, at + 20) } }))),
    'people',
  ],
  ['elasticdump, keys in another order', lines(hits), 'people'],
  [
    'CouchDB _all_docs',
    JSON.stringify({
      total_rows: 60,
      rows: people.map((doc) => ({ id: `${doc.id}`, key: `${doc.id}`, doc })),
    }),
    undefined,
  ],
  ['a wrapper', JSON.stringify({ status: 'ok', data: people, next: null }), undefined],
  ['two tables', JSON.stringify({ users: people, orders: ids.map((id) => ({ order: id })) }), 'users'],
  [
    'Firebase',
    JSON.stringify({ users: Object.fromEntries(people.map((one) => [`-M${one.id}AbCdEf`, one])) }),
    'users',
  ],
  [
    'phpMyAdmin',
    `[\n{"type":"header","comment":"Export to JSON plugin for PHPMyAdmin"},\n{"type":"table","name":"people","data":${JSON.stringify(people)}}\n]`,
    'people',
  ],
] as const)('JSON: %s', async (_name, bytes, name) => {
  const result = await read(bytes);
  expect(result.sources[0]?.skipped).toEqual([]);
  expect(result.complete).toBe(true);
  const set =
    name === undefined
      ? result.datasets.find((one) => one.rows?.value === 60)
      : result.datasets.find((one) => one.name === name);
  expect(set?.rows?.value).toBe(60);
  expect(set?.fields.find((field) => field.path === 'email')?.types[0]?.id).toBe('contact.email');
  expect(set?.fields.find((field) => field.path === 'inner.when')?.n).toBe(60);
});

test('a record with a list inside stays one record', async () => {
  const result = await read(
    lines(ids.map((i) => ({ id: i, contacts: [{ email: email(i) }, { email: email(i + 1) }] }))),
  );
  expect(result.datasets.map((set) => set.rows?.value)).toEqual([60]);
});

const note = (i: number): string => ["it''s; (odd), ok", 'a; b -- no', 'GO', "''quoted''"][i % 4] as string;
const sqlServer = `USE [App]\r\nGO\r\nCREATE TABLE [dbo].[people](\r\n\t[id] [int] IDENTITY(1,1) NOT NULL,\r\n\t[email] [nvarchar](200) NULL,\r\n CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([id] ASC)\r\n) ON [PRIMARY]\r\nGO\r\nSET IDENTITY_INSERT [dbo].[people] ON \r\n\r\n${ids.map((i) => `INSERT [dbo].[people] ([id], [email], [born], [note]) VALUES (${i}, N'${email(i)}', CAST(N'19${50 + (i % 50)}-01-02' AS Date), N'${note(i)}')\r\n${i % 20 === 19 ? "GO\r\nprint 'x'\r\n" : ''}`).join('')}GO\r\nCREATE PROCEDURE [dbo].[x] @a int AS\r\nBEGIN\r\n INSERT INTO people (id) VALUES (@a)\r\nEND\r\nGO\r\n`;
const tuple = (i: number): string => `(${i}, '${email(i)}', '19${50 + (i % 50)}-01-02', '${note(i)}')`;

test.each([
  ['SQL Server, UTF-16', Buffer.from(`\ufeff${sqlServer}`, 'utf16le')],
  [
    'Oracle, INSERT ALL',
    `INSERT ALL\n${ids.map((i) => `  INTO people (id, email, born, note) VALUES (${i}, '${email(i)}', DATE '19${50 + (i % 50)}-01-02', '${note(i)}')`).join('\n')}\nSELECT * FROM dual;\n`,
  ],
  [
    'SQL Developer',
    `REM INSERTING into people\nSET DEFINE OFF;\n${ids.map((i) => `Insert into people (id,email,born,note) values (${i},'${email(i)}',to_date('19${50 + (i % 50)}-01-02','YYYY-MM-DD'),'${note(i)}');`).join('\n')}`,
  ],
  [
    'phpMyAdmin',
    `-- phpMyAdmin SQL Dump\nSET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";\nDELIMITER $$\nCREATE PROCEDURE \`x\` ()  BEGIN INSERT INTO people VALUES (1,2,3,4); END$$\n\nDELIMITER ;\nCREATE TABLE \`people\` (\`id\` int, \`email\` text COMMENT 'the, mail (one)', \`born\` date, \`note\` text) ENGINE=InnoDB;\nINSERT INTO \`people\` VALUES\n${ids.map((i) => `(${i}, '${email(i)}', '19${50 + (i % 50)}-01-02', 'a \\'b\\' \\\\')`).join(',\n')};\n`,
  ],
  [
    'comments between rows',
    `CREATE TABLE people (id int, email text, born date, note text);\nINSERT INTO people VALUES\n${ids.map((i) => `-- ${i}\n${tuple(i)} /* c */`).join(',\n')};`,
  ],
  [
    'double quotes',
    `INSERT INTO people (id, email, born, note) VALUES ${ids.map((i) => `(${i},"${email(i)}","19${50 + (i % 50)}-01-02","x, ""y"" (${i}")`).join(',')};`,
  ],
  [
    'a trigger with rows inside',
    `PRAGMA foreign_keys=OFF;\nCREATE TABLE people(id,email,born,note);\n${ids.map((i) => `INSERT INTO people VALUES${tuple(i)};`).join('\n')}\nCREATE TRIGGER t AFTER INSERT ON people BEGIN INSERT INTO people VALUES(1,2,3,4); INSERT INTO people VALUES(1,2,3,4); END;\nCREATE INDEX x ON people(id);\n`,
  ],
])('SQL: %s', async (_name, bytes) => {
  const result = await read(bytes);
  expect(result.sources[0]?.formats).toEqual(['sql']);
  expect(result.complete).toBe(true);
  const set = result.datasets.find((one) => one.name === 'people');
  expect(set?.rows?.value).toBe(60);
  const n = Object.fromEntries((set?.fields ?? []).map((field) => [field.path, field.n]));
  expect(n).toMatchObject({ id: 60, email: 60, born: 60, note: 60 });
  expect(set?.fields.find((field) => field.path === 'born')?.types.map((type) => type.id)).toContain(
    'birth.date',
  );
});
