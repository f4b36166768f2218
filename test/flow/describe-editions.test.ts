import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Readable } from 'node:stream';
import { describeVerb } from '../../src/cli/describe.ts';
import { run, type Workplace, workplace } from '../kit/cli.ts';

/** Real files through the program, for the owner, a CERT and the public. */

let place: Workplace;
beforeAll(() => {
  place = workplace();
});
afterAll(() => place.remove());

interface Edition {
  readonly edition: string;
  readonly sources: readonly { readonly name: string; readonly files?: number; readonly withheld?: string }[];
  readonly hidden: { readonly cells: number };
  readonly consequences: readonly string[];
  readonly severity: { readonly sum: string; readonly dpc: { readonly because: string } };
  readonly datasets: readonly {
    readonly name: string;
    readonly rows?: number;
    readonly n: number;
    readonly people?: { readonly low: number; readonly high?: number };
    readonly span?: { readonly from: string; readonly to: string };
    readonly minors?: {
      readonly share: number;
      readonly low: number;
      readonly high: number;
      readonly n: number;
      readonly atLeast?: number;
    };
    readonly combination?: readonly string[];
    readonly doubts?: readonly string[];
    readonly withheld?: Readonly<Record<string, string>>;
    readonly severity: { readonly se: number };
    readonly fields: readonly {
      readonly path: string;
      readonly n: number;
      readonly types: readonly {
        readonly id: string;
        readonly share: number;
        readonly low: number;
        readonly high: number;
        readonly atLeast?: number;
        readonly withheld?: string;
      }[];
    }[];
  }[];
  readonly receipt: object;
}

const FIRST = ['Anna', 'Ben', 'Clara', 'David', 'Emma', 'Felix', 'Greta', 'Ivan', 'Julia', 'Karl'];
const LAST = ['Wagner', 'Schmidt', 'Becker', 'Hoffmann', 'Koch', 'Richter', 'Klein', 'Wolf', 'Braun'];
const STREETS = ['Hauptstraße', 'Bahnhofstraße', 'Gartenweg', 'Lindenallee', 'Bergstraße'];
const CREEDS = ['katholisch', 'evangelisch', 'muslimisch', 'jüdisch'];

interface Wanted {
  readonly people: number;
  /** So many name their religion; the field is in every record. */
  readonly creeds: number;
  /** So many were born ten years ago, the others 30 to 60. */
  readonly children: number;
  readonly emails?: number;
}

/** People of no country in particular, the same at each call. */
function people({ people: count, creeds, children, emails = count }: Wanted): string {
  const year = new Date().getUTCFullYear();
  return Array.from({ length: count }, (_one, i) => {
    const born = (i * 7919) % count < children ? year - 10 : year - 30 - ((i * 7) % 30);
    const two = (value: number): string => String(value).padStart(2, '0');
    return JSON.stringify({
      first_name: FIRST[(i * 3) % 10],
      last_name: LAST[(i * 5) % 9],
      email: i < emails ? `${FIRST[i % 10]?.toLowerCase()}.${(i * 7919) % 100_003}@firma-koeln.de` : null,
      birth_date: `${born}-${two(1 + ((i * 5) % 12))}-${two(1 + ((i * 11) % 28))}`,
      address: `${STREETS[(i * 3) % 5]} ${1 + ((i * 17) % 120)}`,
      religion: i < creeds ? CREEDS[(i * 3) % 4] : null,
      // Two extremes of one person each, thirty years off.
      created_at:
        i === 0
          ? '1996-01-02T03:04:05Z'
          : `2025-${two(1 + (i % 12))}-${two(1 + ((i * 13) % 28))}T${two(i % 24)}:${two(i % 60)}:00Z`,
    });
  }).join('\n');
}

/** The verb with streams of its own: what the program runs, without starting it each time. */
async function verb(
  name: string,
  options: Readonly<Record<string, unknown>>,
  screen: { readonly columns?: number; readonly color?: boolean } = {},
): Promise<{ readonly code: number; readonly stdout: string }> {
  let stdout = '';
  const code = await describeVerb.run(
    {
      args: [name],
      options: { edition: 'owner', format: 'human', workers: 0, ...options },
      global: { format: 'human', quiet: true, input: false, yes: false, scope: undefined, home: undefined },
    },
    {
      out: (text) => {
        stdout += text;
      },
      err: () => undefined,
      stdin: Readable.from([]),
      stdoutIsTty: false,
      stderrIsTty: false,
      columns: screen.columns ?? 80,
      color: screen.color ?? false,
      env: { LANG: 'C.UTF-8' },
      cwd: place.cwd,
      signal: new AbortController().signal,
    },
  );
  return { code, stdout };
}

async function told(name: string, edition: string, format = 'json'): Promise<string> {
  const { code, stdout } = await verb(name, { edition, format });
  expect(code).toBe(0);
  return stdout;
}

async function parsed(name: string, edition: string): Promise<Edition> {
  return JSON.parse(await told(name, edition)) as Edition;
}

function put(name: string, text: string): string {
  mkdirSync(join(place.cwd, name, '..'), { recursive: true });
  writeFileSync(join(place.cwd, name), text);
  return name;
}

type Field = Edition['datasets'][number]['fields'][number];
const typeIn = (edition: Edition, id: string): Field['types'][number] | undefined =>
  edition.datasets
    .flatMap((set) => set.fields.flatMap((field) => field.types))
    .find((type) => type.id === id);

describe('4,987 people, 1,234 of whom name their religion, 1,212 of whom are children', () => {
  const wanted: Wanted = { people: 4_987, creeds: 1_234, children: 1_212, emails: 3_333 };

  it('are told in full to the owner', async () => {
    const owner = await parsed(put('large.ndjson', people(wanted)), 'owner');
    const [set] = owner.datasets;
    expect(set).toMatchObject({ rows: 4_987, combination: ['name', 'birth', 'address'] });
    expect(set?.minors?.low).toBeLessThan(1_212 / 4_987);
    expect(set?.minors?.high).toBeGreaterThan(1_212 / 4_987);
    // Of every 20 dates one is left off at each end: nobody's own date is told.
    expect(set?.span?.from.slice(0, 4)).toBe('2025');
    expect(typeIn(owner, 'special.religion')?.share).toBeCloseTo(1, 1);
    expect(set?.fields.find(({ path }) => path === 'religion')?.n).toBe(1_234);
    expect(owner.hidden.cells).toBe(0);
  });

  it('are told to a CERT in three digits', async () => {
    const cert = await parsed(put('large.ndjson', people(wanted)), 'cert');
    const [set] = cert.datasets;
    expect(set).toMatchObject({ rows: 4_980, n: 4_980, combination: ['name', 'birth', 'address'] });
    expect(set?.fields.find(({ path }) => path === 'email')?.n).toBe(3_320);
    expect(set?.fields.find(({ path }) => path === 'religion')?.n).toBe(1_220);
    expect(set?.minors?.low).toBeLessThan(1_212 / 4_987);
    expect(set?.minors?.high).toBeGreaterThan(1_212 / 4_987);
    expect(set?.span?.from).toMatch(/^2025-\d\d-\d\d$/);
    expect(cert.hidden.cells).toBeGreaterThan(0);
  });

  it('are told to the public in two digits, traits and children by order of magnitude', async () => {
    const open = await parsed(put('large.ndjson', people(wanted)), 'public');
    const [set] = open.datasets;
    expect(set?.rows).toBe(4_900);
    expect(set?.minors).toMatchObject({ share: 0, low: 0, high: 1, n: 0 });
    // Of the dates that were drawn; which of the two it is differs from run to run.
    expect([100, 1_000]).toContain(set?.minors?.atLeast);
    const trait = typeIn(open, 'special.religion');
    expect(trait).toMatchObject({ share: 0, low: 0, high: 1 });
    expect([100, 1_000]).toContain(trait?.atLeast);
    expect(set?.fields.find(({ types }) => types.some(({ id }) => id === 'special.religion'))?.n).toBe(0);
    expect(set?.span?.from).toMatch(/^2025-\d\d$/);
    expect(open.severity.sum).toBe('4 x 1 + 0.25 = 4.25');
    expect(open.consequences.join(' ')).toContain('religion');
  });

  it('leave none of their counts anywhere, in any format', async () => {
    put('large.ndjson', people(wanted));
    for (const edition of ['cert', 'public'])
      for (const format of ['human', 'json', 'jsonl', 'sarif']) {
        const text = (await told('large.ndjson', edition, format)).replace(
          /"(?:seconds|from|until|startTimeUtc|endTimeUtc)":"?[^,}"]*/g,
          '',
        );
        // Counts of the file, also as people write them; digits around them would be another number.
        for (const count of [
          '4987',
          '4,987',
          '3333',
          '3,333',
          '1234',
          '1,234',
          '1212',
          '1,212',
          '1654',
          '3753',
        ])
          expect(text, `${edition} ${format} ${count}`).not.toMatch(
            new RegExp(`(?<![\\d.,a-f])${count}(?![\\d.,a-f])`),
          );
        expect(text).not.toMatch(/sha256":"|1996/);
        if (edition === 'public') expect(text).not.toMatch(/large/);
      }
  });
});

describe('what few have in common', () => {
  const all = { people: 500, children: 0 };

  it.each([1, 19, 150])(
    'is not told of %i to the public, and nothing shows that it is there',
    async (few) => {
      const without = await parsed(put('trait.ndjson', people({ ...all, creeds: 0 })), 'public');
      const open = await parsed(put('trait.ndjson', people({ ...all, creeds: few })), 'public');
      expect({ ...open, receipt: {} }).toEqual({ ...without, receipt: {} });
      const text = await told('trait.ndjson', 'public', 'human');
      expect(text).not.toMatch(/religion/i);
    },
  );

  it('children: of a few nothing is told to the public, of few no number to a CERT', async () => {
    const none = await parsed(put('young.ndjson', people({ people: 500, creeds: 0, children: 0 })), 'public');
    const open = await parsed(
      put('young.ndjson', people({ people: 500, creeds: 0, children: 90 })),
      'public',
    );
    expect({ ...open, receipt: {} }).toEqual({ ...none, receipt: {} });
    const small = await parsed(put('young.ndjson', people({ people: 120, creeds: 0, children: 7 })), 'cert');
    const fewer = await parsed(put('young.ndjson', people({ people: 120, creeds: 0, children: 3 })), 'cert');
    expect(small.datasets[0]?.minors).toMatchObject({ withheld: 'fewer than 20', low: 0 });
    expect(small.datasets[0]?.minors).toEqual(fewer.datasets[0]?.minors);
  });

  it('a file of 19, of 39, of 59 people: what is told begins at the floors, and the rest says why', async () => {
    const sizes = [
      ['cert', 19, undefined],
      ['cert', 39, 20],
      ['cert', 59, 40],
      ['public', 39, undefined],
      ['public', 59, 40],
    ] as const;
    for (const [edition, size, rows] of sizes) {
      const shown = await parsed(
        put('small.ndjson', people({ people: size, creeds: 0, children: 0 })),
        edition,
      );
      const [set] = shown.datasets;
      expect(set?.rows, `${edition} ${size}`).toBe(rows);
      expect(set?.withheld?.['fields']).toBe(`fewer than ${edition === 'cert' ? 60 : 120} records`);
      expect(set?.people).toBeUndefined();
      expect(set?.span).toBeUndefined();
      for (const type of set?.fields.flatMap(({ types }) => types) ?? [])
        expect([type.low, type.high]).toEqual([0, 1]);
      const screen = await told('small.ndjson', edition, 'human');
      expect(screen).toContain('not told: ');
      expect(screen).toMatch(/fewer than \d+ records/);
    }
  });
});

describe('two files that differ in one record', () => {
  it('look the same to the public and to a CERT, away from the steps', async () => {
    // Few enough that every value is looked at: beyond, samples differ from run to run.
    const wanted = { people: 504, creeds: 150, children: 150 };
    for (const edition of ['cert', 'public']) {
      const first = await parsed(put('twice.ndjson', people(wanted)), edition);
      const second = await parsed(put('twice.ndjson', people({ ...wanted, people: 505 })), edition);
      // Children are counted in a part of the dates, drawn anew with each record.
      const plain = (shown: Edition): object => ({
        ...shown,
        receipt: {},
        datasets: shown.datasets.map((set) => ({ ...set, minors: {}, severity: {}, span: {} })),
        severity: {},
      });
      expect(plain(second)).toEqual(plain(first));
    }
  });
});

describe('a folder with a file for each of seven people', () => {
  it('does not tell how many files there are', async () => {
    for (let i = 0; i < 7; i++)
      put(
        `folder/user${1000 + i}.json`,
        `[${people({ people: 60, creeds: 0, children: 0 }).replaceAll('\n', ',')}]`,
      );
    const open = await parsed('folder', 'public');
    expect(open.sources).toHaveLength(1);
    expect(open.sources[0]).toMatchObject({ withheld: 'number of files' });
    expect(JSON.stringify(open.sources)).not.toMatch(/user|"files"/);
    expect((await parsed('folder', 'owner')).sources).toHaveLength(7);
  });
});

/** OASIS publishes the schema in draft 04; `id` is the one word of it that Ajv reads otherwise. */
const SCHEMA = resolve(import.meta.dirname, '../../../shared/oracles/sarif/sarif-schema-2.1.0.json');
const schemaText = existsSync(SCHEMA) ? readFileSync(SCHEMA, 'utf8') : undefined;

describe('SARIF', () => {
  it('names the file, the data types, and what stands together', async () => {
    put('a b/leak.ndjson', people({ people: 400, creeds: 300, children: 90 }));
    const sarif = JSON.parse(await told('a b/leak.ndjson', 'owner', 'sarif'));
    const [ran] = sarif.runs;
    expect(ran.artifacts[0].location.uri).toBe('a%20b/leak.ndjson');
    expect(ran.results[0]).toMatchObject({
      ruleId: 'dataset.personal',
      level: 'error',
      properties: { rows: 400, combination: ['name', 'birth', 'address'] },
    });
    expect(ran.results[0].properties.minors.share).toBeGreaterThan(0.1);
    const religion = ran.results.find((one: { ruleId: string }) => one.ruleId === 'special.religion');
    expect(religion.message.text).toMatch(
      /Religion or belief in 1 field \(religion\); [\d.]+ to 100\.0 % of 300 values/,
    );
    expect(ran.invocations[0]).toMatchObject({ executionSuccessful: true, exitCode: 0 });
  });

  it.skipIf(schemaText === undefined)(
    'is valid by the schema of OASIS in every edition, also of nothing (skipped where the schema is not at hand)',
    async () => {
      const {
        id: _id,
        $schema: _draft,
        ...rest
      } = JSON.parse(schemaText ?? '{}') as AnySchemaObject & { id?: string };
      const ajv = new Ajv({ strict: false, allErrors: true });
      addFormats.default(ajv);
      const valid = ajv.compile(rest);
      put('leak.ndjson', people({ people: 400, creeds: 300, children: 90 }));
      put('nothing.json', '');
      for (const name of ['leak.ndjson', 'nothing.json'])
        for (const edition of ['owner', 'cert', 'public']) {
          const sarif: unknown = JSON.parse(await told(name, edition, 'sarif'));
          expect(valid(sarif), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
        }
    },
    60_000,
  );
});

describe('the program', () => {
  it('makes each edition in each format', async () => {
    put('people.ndjson', people({ people: 800, creeds: 300, children: 240 }));
    const seen = new Set<string>();
    for (const [edition, format] of [
      ['owner', 'json'],
      ['cert', 'human'],
      ['public', 'jsonl'],
      ['public', 'sarif'],
    ] as const) {
      const ran = await run(['describe', 'people.ndjson', '--edition', edition, '--format', format], {
        cwd: place.cwd,
      });
      expect(ran.code, ran.stderr).toBe(0);
      expect(ran.stderr).toBe('');
      seen.add(ran.stdout);
    }
    const [owner = '', cert = '', lines = '', sarif = ''] = seen;
    expect((JSON.parse(owner) as Edition).edition).toBe('owner');
    expect(cert).toContain('Edition      for a CERT');
    expect(
      lines
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { type: string }).type),
    ).toEqual(['source', 'dataset', 'receipt', 'run.finished']);
    expect(JSON.parse(sarif)).toMatchObject({ version: '2.1.0' });
  }, 60_000);
});

describe('the screen', () => {
  it('is the same text in colour and without, and fits its columns in every script', async () => {
    const cells = (text: string): number =>
      [...text].reduce(
        (sum, char) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]/.test(char) ? 2 : 1),
        0,
      );
    put(
      'names.csv',
      `姓名,手机号,المدينة\n${Array.from({ length: 300 }, (_one, i) => `${'王李张刘陈'[i % 5]}${'伟芳娜敏静'[i % 5]},13${800000000 + i * 7919},${['الرياض', 'جدة'][i % 2]}`).join('\n')}\n`,
    );
    put('large.ndjson', people({ people: 500, creeds: 100, children: 60 }));
    for (const columns of ['40', '80', '120'])
      for (const name of ['names.csv', 'large.ndjson']) {
        const ran = await verb(name, {}, { columns: Number(columns) });
        for (const line of ran.stdout.split('\n'))
          if (!/^sha256|^ {2}[0-9a-f]{20,}$/.test(line))
            expect(cells(line), line).toBeLessThanOrEqual(Number(columns));
        const painted = await verb(name, {}, { columns: Number(columns), color: true });
        const bare = painted.stdout.replace(new RegExp(`${'\u001b'}\\[[\\d;]*m`, 'g'), '');
        expect(bare.replace(/\d\d:\d\d:\d\d/g, '')).toBe(ran.stdout.replace(/\d\d:\d\d:\d\d/g, ''));
        expect(painted.stdout).not.toBe(bare);
        expect(ran.stdout).toContain('Harm');
        expect(ran.stdout).toContain('no examples, by design');
      }
  });

  it('puts what harms most first, says what was not read, and exits 4', async () => {
    put(
      'mixed/a-weather.csv',
      `station,temperature\n${Array.from({ length: 900 }, (_one, i) => `S${i % 9},${i % 30}.5`).join('\n')}\n`,
    );
    put('mixed/b-people.ndjson', people({ people: 200, creeds: 150, children: 40 }));
    put('mixed/c-broken.zip', 'PK\u0003\u0004 this is no archive');
    const ran = await verb('mixed', {});
    expect(ran.code).toBe(4);
    expect(ran.stdout).toContain('b-people   very high');
    expect(ran.stdout.indexOf('b-people   very high')).toBeLessThan(ran.stdout.indexOf('a-weather  '));
    expect(ran.stdout).toMatch(/^Not read {5}mixed\/c-broken\.zip: /m);
    expect(ran.stdout).toMatch(/^exit 4 /m);
    expect(ran.stdout).toMatch(/about \d+ % are children \(95 %: \d+ to \d+ %\)/);
  });
});
