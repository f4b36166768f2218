import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BSON } from 'bson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datatypes } from '../../src/datatypes/index.ts';
import { confinementHere } from '../../src/flows/confinement.ts';
import { describe as describeData, type Description } from '../../src/flows/describe.ts';
import { describeProgress, showDescription } from '../../src/flows/describe-show.ts';
import { EDITIONS, type Edition } from '../../src/flows/edition.ts';
import { run } from '../kit/cli.ts';
import { Needles, valuesOf } from '../support/canary-values.ts';
import {
  avro,
  mongoArchive,
  parquet,
  rdb,
  type Row,
  sqlite,
  tar,
  xlsx,
  xz,
  zip,
  zstd,
} from '../support/file-writers.ts';

const ROWS = 12;
/** Rows in files whose format is only another wrapping. */
const FEW = 4;

/** Every data type with values of it, under a field name of its own: its first hint, if it has one. */
const planted = datatypes.map((type, index) => {
  const hint =
    Object.values(type.hints)
      .flat()[0]
      ?.replace(/[^\p{L}\p{N}]+/gu, '_') ?? 'field';
  return { type, field: `${hint}_x${index}`, values: valuesOf(type, index + 1) };
});

/** One column a data type. */
const rows: readonly Row[] = Array.from({ length: ROWS }, (_none, at) =>
  Object.fromEntries(
    planted.map(({ field, values }) => [field, values[at % Math.max(1, values.length)] ?? '']),
  ),
);

/**
 * Types whose values are told from ordinary names by themselves. Where others stand as a name, nobody could tell it from a
 * schema: a table may be called Anna, and what a browser calls itself is of no person.
 */
const telling = planted.filter(
  ({ type, values }) => type.needs === 'value' && values.length > 0 && type.id !== 'device.user-agent',
);
const asName = (value: string): boolean =>
  value.length >= 6 && (/[\d@]/.test(value) || /^[\w~-]{16,}$/.test(value));
const names: readonly string[] = [
  ...new Map(
    telling
      .flatMap(({ values }) => values.slice(-1))
      .filter(asName)
      .map((value) => [value.toLowerCase(), value]),
  ).values(),
];
const inPaths = names.map((name) => name.replaceAll('/', '_'));

const few = rows.slice(0, FEW);

/** A map by value a type: keys that are data. */
const maps = Array.from({ length: ROWS }, (_none, at) =>
  Object.fromEntries(
    telling.flatMap(({ field, values }) => {
      const keys = values.filter(asName);
      if (keys.length === 0) return [];
      return [
        [
          `by_${field}`,
          { [keys[at % keys.length] as string]: 1, [keys[(at + 1) % keys.length] as string]: 2 },
        ],
      ];
    }),
  ),
);

const sentences = few.flatMap((row) => Object.entries(row)).filter(([, value]) => value !== '');
const lines = (all: readonly object[]): Buffer =>
  Buffer.from(all.map((one) => JSON.stringify(one)).join('\n'));
const quoted = (text: string, sign: string): string => sign + text.replaceAll(sign, sign + sign) + sign;
const separated = (all: readonly (readonly string[])[]): Buffer =>
  Buffer.from(all.map((row) => row.map((value) => quoted(value, '"')).join(',')).join('\n'));
const inserts = (name: string, all: readonly Row[]): string =>
  `CREATE TABLE ${quoted(name, '`')} (${Object.keys(all[0] ?? {})
    .map((field) => `${quoted(field, '`')} text`)
    .join(', ')});\nINSERT INTO ${quoted(name, '`')} VALUES ${all
    .map(
      (row) =>
        `(${Object.values(row)
          .map((value) => quoted(value.replaceAll('\\', '\\\\'), "'"))
          .join(',')})`,
    )
    .join(',')};\n`;
const copied = (all: readonly Row[]): string =>
  `--\n-- PostgreSQL database dump\n--\nCOPY public.people (${Object.keys(all[0] ?? {})
    .map((field) => quoted(field, '"'))
    .join(', ')}) FROM stdin;\n${all
    .map((row) =>
      Object.values(row)
        .map((value) => value.replace(/[\\\t\n\r]/g, (char) => JSON.stringify(char).slice(1, -1)))
        .join('\t'),
    )
    .join('\n')}\n\\.\n`;
const one: Row = { a: 'b' };
const members = inPaths.map((name) => ({ name: `${name}.json`, data: Buffer.from('{"a":1}') }));

/** Files of each format, with values of every type as values, and as names where the format has names. */
const FILES: Readonly<Record<string, () => readonly Uint8Array[]>> = {
  json: () => [Buffer.from(JSON.stringify({ hits: few, more: maps }))],
  ndjson: () => [lines(rows), lines(maps)],
  elasticdump: () => [
    lines(few.map((row, at) => ({ _index: names[at], _id: names[at + 1], _score: 1, _source: row }))),
  ],
  csv: () => [
    separated([Object.keys(rows[0] as Row), ...rows.map((row) => Object.values(row))]),
    // Without a header: the first row is data as well.
    separated(rows.map((row) => Object.values(row))),
  ],
  sql: () => [
    Buffer.from(inserts('people', few) + names.map((name) => inserts(name, [one])).join('')),
    Buffer.from(copied(few)),
  ],
  bson: () => [
    Buffer.concat(rows.map((row) => BSON.serialize(row))),
    Buffer.concat(maps.map((map) => BSON.serialize(map))),
  ],
  'mongodump archive': () => [
    mongoArchive([
      { db: 'app', name: 'people', rows: few },
      { db: 'app', name: 'maps', rows: maps.slice(0, FEW) },
      ...names.map((name) => ({ db: 'app', name, rows: [one] })),
    ]),
  ],
  logins: () => [
    Buffer.from(
      sentences
        .filter(([, value]) => /^[^\s:|;,]{4,64}$/.test(value))
        .map(([, value], at) => `person${at}@mail${at % 7}.example:${value}`)
        .join('\n'),
    ),
  ],
  blocks: () => [
    Buffer.from(
      few
        .map((row) =>
          Object.entries(row)
            .filter(([, value]) => value !== '' && !/[\r\n]/.test(value))
            .map(([name, value]) => `${name}: ${value}\n`)
            .join(''),
        )
        .join('\n'),
    ),
  ],
  text: () => [
    Buffer.from(
      sentences
        .map(([name, value], at) => `2024-01-01 00:00:${at % 60} INFO ${name} is ${value} here`)
        .join('\n'),
    ),
    Buffer.from(sentences.map(([, value]) => value).join('\n')),
  ],
  sqlite: () => [sqlite([{ name: 'people', rows: few }, ...names.map((name) => ({ name, rows: [one] }))])],
  parquet: () => [parquet(few)],
  avro: () => [
    avro(
      'people',
      few.map((row) => Object.fromEntries(Object.entries(row).map(([, value], at) => [`f${at}`, value]))),
    ),
  ],
  'redis rdb': () => [
    rdb(
      [
        ...sentences.map(([name, value], at): [string, string] => [`${name}:${at}`, value]),
        ...names.map((name): [string, string] => [`user:${name}`, name]),
      ],
      [
        ...few.map((row, at): [string, Row] => [`person:${at}`, row]),
        ...names.map((name): [string, Row] => [name, one]),
      ],
    ),
  ],
  xlsx: () => [xlsx([{ name: 'people', rows: few }, ...names.map((name) => ({ name, rows: [one] }))])],
  zip: () => [zip([...members, { name: 'people.json', data: lines(few) }])],
  tar: () => [
    tar([
      ...members,
      { name: 'people.csv', data: Buffer.from(separated(few.map((row) => Object.values(row)))) },
    ]),
  ],
  gzip: () => [gzipSync(lines(few))],
  zstd: () => [zstd(lines(few))],
  xz: () => [xz(lines(few))],
  bzip2: () => [execFileSync('bzip2', ['-c'], { input: lines(few), maxBuffer: 1 << 26 })],
  empty: () => [new Uint8Array()],
  unknown: () => [
    Buffer.concat([Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'), lines(few)]),
    Buffer.from(lines(few).map((byte) => byte ^ 0x80)),
  ],
};

/** Forms of lines that are told as what they lie in. */
const TOLD_AS: Readonly<Record<string, string>> = { logins: 'csv', blocks: 'text' };

/** Words that the program itself uses, and that are values of closed lists as well (`beard`): found, they tell nothing. */
const own = datatypes
  .flatMap((type) => [type.id, type.title, type.group, ...Object.values(type.hints).flat()])
  .join('\n')
  .toLowerCase();
const all = [...new Set(planted.flatMap(({ values }) => values))];
/** Numbers of few digits, percentages and shares of counts stand in every result, and so does the hash of a file without bytes. */
const SAID = /^\d{1,5}$|^\d{1,3}\.\d{1,2}$|^\d+\/\d+$|^e3b0c44298fc1c149afbf4c8996fb924/;
const searched = all.filter(
  (value) => value.length >= 4 && !SAID.test(value) && !own.includes(value.toLowerCase()),
);
const needles = new Needles();
for (const value of searched) needles.add(value);

/** Enough for the other editions, which only take away. */
const SOME: ReadonlySet<string> = new Set(['ndjson-0', 'ndjson-1', 'csv-1', 'sqlite-0', 'zip-0']);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-canary-'));
  for (const part of ['whole', 'some', 'cut', 'bent']) mkdirSync(join(folder, part));
  let seed = 1;
  for (const [format, make] of Object.entries(FILES))
    for (const [at, bytes] of make().entries()) {
      const name = `${format}-${at}`.replaceAll(' ', '-');
      writeFileSync(join(folder, 'whole', name), bytes);
      writeFileSync(join(folder, 'cut', name), bytes.subarray(0, Math.floor(bytes.length * 0.6)));
      if (SOME.has(name)) writeFileSync(join(folder, 'some', name), bytes);
      const bent = Uint8Array.from(bytes);
      for (let turn = 0; turn < 40 && bent.length > 0; turn++) {
        seed = (seed * 48_271) % 0x7fffffff;
        bent[seed % bent.length] = seed % 256;
      }
      writeFileSync(join(folder, 'bent', name), bent);
    }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* nothing(): AsyncGenerator<Uint8Array> {}

interface Told {
  readonly result: Description;
  /** Everything that could be printed of it: each format, with the lines of progress. */
  readonly text: string;
}

async function told(
  names: readonly string[],
  edition: Edition,
  more: { readonly signal?: AbortSignal; readonly sampleMax?: number } = {},
): Promise<Told> {
  let text = '';
  const take = (part: string): void => {
    text += part;
  };
  const io = {
    out: take,
    err: take,
    stdoutIsTty: true,
    stderrIsTty: true,
    columns: 100,
    color: false,
    env: { LANG: 'C.UTF-8' },
  };
  const result = await describeData({
    names,
    cwd: folder,
    stdin: nothing(),
    signal: more.signal ?? new AbortController().signal,
    sampleMax: more.sampleMax,
    edition,
    confinement: confinementHere(),
    workers: 0,
    workerUrl: undefined,
    progress: describeProgress(io, false).update,
  });
  for (const format of ['human', 'json', 'jsonl', 'sarif'] as const)
    showDescription(result, 0, format, io, true);
  return { result, text };
}

describe('values of every type in files of every format', () => {
  it('are planted in every format that the engine knows', () => {
    const sniff = readFileSync(join(import.meta.dirname, '../../src/describe/sources/sniff.ts'), 'utf8');
    const union = /export type Format =([^;]+);/.exec(sniff)?.[1] ?? '';
    const formats = [...union.matchAll(/'([^']+)'/g)].map((match) => match[1] as string);
    expect(formats.length).toBeGreaterThan(15);
    expect(formats.filter((format) => !(format in FILES))).toEqual([]);
  });

  it('are of every type that has values, and most are searched for', () => {
    expect(planted.filter(({ type, values }) => type.examples.length > 0 && values.length === 0)).toEqual([]);
    expect(
      planted.filter(({ values }) => values.some((value) => searched.includes(value))).length,
    ).toBeGreaterThan(planted.length * 0.85);
    expect(names.length).toBeGreaterThan(60);
    // What is planted would be found.
    const seen = needles.in(readFileSync(join(folder, 'whole', 'ndjson-0'), 'utf8')).length;
    expect(seen).toBeGreaterThan(searched.length * 0.8);
  });

  it('stand in nothing that the owner is told, in any format', { timeout: 120_000 }, async () => {
    const { result, text } = await told(['whole'], 'owner');
    const formats = new Set(result.sources.flatMap((source) => source.formats));
    expect(Object.keys(FILES).filter((format) => !formats.has(TOLD_AS[format] ?? format))).toEqual([]);
    const found = new Set(
      result.datasets.flatMap((set) => set.fields.flatMap((field) => field.types.map(({ id }) => id))),
    );
    expect(found.size).toBeGreaterThan(datatypes.length * 0.4);
    expect(needles.in(text)).toEqual([]);
  });

  it.each(EDITIONS.filter((edition) => edition !== 'owner'))(
    'stand in nothing that the edition %s says, in any format',
    { timeout: 120_000 },
    async (edition) => {
      const { result, text } = await told(['some'], edition);
      expect(result.datasets.length).toBeGreaterThan(0);
      expect(needles.in(text)).toEqual([]);
    },
  );

  it.each(['cut', 'bent'])(
    'stand in nothing that is said of %s files',
    { timeout: 120_000 },
    async (which) => {
      const { result, text } = await told([which], 'owner');
      expect(result.complete).toBe(false);
      expect(result.sources.some((source) => source.skipped.length > 0)).toBe(true);
      expect(needles.in(text)).toEqual([]);
    },
  );

  it('stand in nothing that is said of a part, or after a stop', { timeout: 120_000 }, async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 40);
    expect(needles.in((await told(['some'], 'owner', { signal: controller.signal })).text)).toEqual([]);
    expect(needles.in((await told(['some'], 'owner', { sampleMax: 3 })).text)).toEqual([]);
  });

  it('stand in nothing that the program prints or leaves behind', { timeout: 120_000 }, async () => {
    const temporary = join(folder, 'tmp');
    mkdirSync(temporary);
    const ran = await run(['describe', 'some', 'cut', '--format', 'jsonl'], {
      cwd: folder,
      env: { SIDELIGHT_DEBUG: '1', TMPDIR: temporary },
    });
    expect(ran.code).toBe(4);
    expect(ran.stdout.length).toBeGreaterThan(100_000);
    expect(needles.in(ran.stdout + ran.stderr)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder).toSorted()).toEqual(['bent', 'cut', 'some', 'tmp', 'whole']);
  });
});
