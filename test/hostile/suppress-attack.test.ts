import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datatypes } from '../../src/datatypes/index.ts';
import { HOW_TOLD, suppress } from '../../src/describe/editions/suppress.ts';
import type { TypeTable } from '../../src/describe/editions/suppress-fields.ts';
import type { DatasetDescription, TypeShare } from '../../src/model/description.ts';

/**
 * An attacker who holds everything that was published, the CERT's edition beside the public one, of one file or of two that
 * differ in one record. He knows the rules and the program, so he can try for each world whether it looks the same. A small
 * count is safe where at least as many worlds look alike as there are numbers under the floor. Nothing here uses the
 * arithmetic of what it attacks.
 */

const types: TypeTable = new Map(datatypes.map((type) => [type.id, type]));
const FLOOR = { both: 11, public: 20 } as const;
type Which = keyof typeof FLOOR;
const TRAIT_FLOOR = 100;
const Z2 = 1.959963984540054 ** 2;

function interval(hits: number, n: number): { share: number; low: number; high: number } {
  if (n === 0) return { share: 0, low: 0, high: 1 };
  const p = hits / n;
  const centre = (p + Z2 / (2 * n)) / (1 + Z2 / n);
  const half = (Math.sqrt(Z2) * Math.sqrt((p * (1 - p)) / n + Z2 / (4 * n * n))) / (1 + Z2 / n);
  return { share: p, low: hits === 0 ? 0 : centre - half, high: hits === n ? 1 : centre + half };
}

interface WorldField {
  readonly path: string;
  readonly n: number;
  /** By type; their sum is at most `n`. */
  readonly hits: Readonly<Record<string, number>>;
}

interface World {
  readonly total: number;
  readonly people: number | undefined;
  readonly rowBytes: number | undefined;
  readonly grown: number | undefined;
  readonly fields: readonly WorldField[];
  readonly minors: { readonly n: number; readonly hits: number } | undefined;
}

const LONG = 60;

/** What the engine would say of a world, every number of it. */
function owner(world: World): DatasetDescription {
  const { total, people, rowBytes, grown, minors } = world;
  return {
    name: 'customers',
    containers: 1,
    rows: { value: total, method: 'counted' },
    ...(rowBytes === undefined ? {} : { bytes: rowBytes * total }),
    ...(people === undefined
      ? {}
      : { people: { low: people, high: people, method: `distinct values of ${people} in id` } }),
    ...(grown === undefined ? {} : { ingest: { perSecond: grown / LONG, seconds: LONG } }),
    fields: world.fields.map(({ path, n, hits }) => ({
      path,
      n,
      // A type whose field is named after it is listed without a hit, too.
      types: Object.entries(hits).map(
        ([id, count]): TypeShare => ({
          id,
          ...interval(count, n),
          confidence: 0.97,
          because: `shape ${count}/${n}, check ${count}/${n}, field name`,
        }),
      ),
    })),
    shapes: [{ name: 'person table', confidence: 0.87, because: 'name, birth, e-mail in one record' }],
    draw: 'every record read',
    n: total,
    span: { from: '2025-02-13T07:41:00.000Z', to: '2026-11-21T23:59:00.000Z' },
    ...(minors === undefined ? {} : { minors: { ...interval(minors.hits, minors.n), n: minors.n } }),
    combination: ['name', 'birth', 'address'],
    doubts: ['one value fills half of email or more'],
    notes: [`passed over: not an object, ${total} times`],
  };
}

function published(world: World, which: Which): string {
  const set = [owner(world)];
  const open = JSON.stringify(suppress(set, 'public', types));
  return which === 'public' ? open : `${open}\n${JSON.stringify(suppress(set, 'cert', types))}`;
}

/** A count that must not be pinned, and the worlds in which it has other values while all else stays, in one or more ways. */
interface Cell {
  readonly name: string;
  readonly value: number;
  readonly trait: boolean;
  /** The world with the count at `value`; undefined where there is none. */
  readonly at: readonly ((value: number) => World | undefined)[];
}

const TRAITS = /^(?:special|health|criminal|family\.child)/;
const sum = (hits: WorldField['hits']): number => Object.values(hits).reduce((all, one) => all + one, 0);

function cellsOf(world: World): Cell[] {
  const out: Cell[] = [];
  const { total, fields, minors, people } = world;
  const withField = (at: number, field: WorldField): World | undefined =>
    field.n <= total && sum(field.hits) <= field.n && Object.values(field.hits).every((hits) => hits >= 0)
      ? { ...world, fields: fields.map((one, index) => (index === at ? field : one)) }
      : undefined;
  for (const [at, field] of fields.entries()) {
    const rest = field.n - sum(field.hits);
    for (const [id, hits] of Object.entries(field.hits)) {
      const trait = TRAITS.test(id);
      const put = (value: number): World | undefined =>
        withField(at, { ...field, hits: { ...field.hits, [id]: value } });
      // Where all values are of the type, fewer of it are fewer values; where the rest stays, too.
      const alone = (value: number): World | undefined =>
        withField(at, {
          ...field,
          n: field.n - hits + value,
          hits: { ...field.hits, [id]: value },
        });
      // The share that is told is that of the commonest, which says that the others are no more.
      const lift =
        (by: number) =>
        (value: number): World | undefined =>
          withField(at, {
            ...field,
            hits: Object.fromEntries(
              Object.entries(field.hits).map(([other, count]) => [
                other,
                other === id
                  ? value
                  : value > hits
                    ? Math.max(count, value + by)
                    : Math.min(count, value - by),
              ]),
            ),
          });
      const shift = (value: number): World | undefined =>
        withField(at, {
          ...field,
          hits: Object.fromEntries(
            Object.entries(field.hits).map(([other, count]) => [other, count + value - hits]),
          ),
        });
      const swaps = Object.entries(field.hits)
        .filter(([other]) => other !== id)
        .map(
          ([other, count]) =>
            (value: number) =>
              withField(at, {
                ...field,
                hits: { ...field.hits, [id]: value, [other]: count + hits - value },
              }),
        );
      out.push({
        name: `${field.path} with ${id}`,
        value: hits,
        trait,
        at: [put, alone, lift(0), lift(1), shift, ...swaps],
      });
    }
    out.push({
      name: `${field.path} of no type`,
      value: rest,
      trait: false,
      at: [
        (value) => withField(at, { ...field, n: field.n - rest + value }),
        ...Object.entries(field.hits).map(
          ([id, hits]) =>
            (value: number) =>
              withField(at, { ...field, hits: { ...field.hits, [id]: hits + rest - value } }),
        ),
      ],
    });
    out.push({
      name: `${field.path} absent`,
      value: total - field.n,
      trait: false,
      at: [
        (value) => withField(at, { ...field, n: total - value }),
        ...Object.keys(field.hits).map((id) => (value: number) => {
          const n = total - value;
          return withField(at, {
            ...field,
            n,
            hits: { ...field.hits, [id]: (field.hits[id] ?? 0) + n - field.n },
          });
        }),
      ],
    });
  }
  if (minors !== undefined) {
    const put = (hits: number): World | undefined =>
      hits >= 0 && hits <= minors.n ? { ...world, minors: { ...minors, hits } } : undefined;
    // Where a part of the birth dates was kept, those in it stand for more.
    const births = Math.max(...fields.map(({ hits }) => hits['birth.date'] ?? 0));
    const all = Math.round((minors.hits / minors.n) * births);
    out.push({ name: 'minors', value: all >= TRAIT_FLOOR ? all : minors.hits, trait: true, at: [put] });
    out.push({
      name: 'adults',
      value: minors.n - minors.hits,
      trait: false,
      at: [(value) => put(minors.n - value)],
    });
  }
  if (people !== undefined) {
    const put = (value: number): World | undefined =>
      value >= 1 && value <= total ? { ...world, people: value } : undefined;
    out.push({ name: 'people', value: people, trait: false, at: [put] });
    out.push({
      name: 'rows of people who have another',
      value: total - people,
      trait: false,
      at: [(value) => put(total - value)],
    });
  }
  return out;
}

/** Fewer worlds look like this one than there are numbers under the floor. */
function pinned(
  cell: Cell,
  which: Which,
  looks: (world: World) => string | undefined,
  truth: string,
): string | undefined {
  // Of a protected trait the public is not to learn whether there is any, up to its own floor.
  const hidden = cell.trait && which === 'public';
  const floor = FLOOR[which];
  if (cell.value < 1 || cell.value >= (hidden ? TRAIT_FLOOR : floor)) return undefined;
  const alike = new Set<number>();
  const possible = new Set<number>();
  for (const way of cell.at)
    for (let value = 0; value < 3 * floor; value++) {
      const other = way(value);
      const seen = other === undefined ? undefined : looks(other);
      if (seen !== undefined) possible.add(value);
      if (seen === truth) alike.add(value);
    }
  // Where the world itself leaves fewer, all of them are to look alike.
  return alike.size >= Math.min(floor - 1, possible.size) && (!hidden || alike.has(0) || !possible.has(0))
    ? undefined
    : `${cell.name} = ${cell.value} (${which}): only ${[...alike].sort((a, b) => a - b).join(' ')}`;
}

const ID = [
  'contact.email',
  'contact.phone',
  'special.religion',
  'birth.date',
  'health.diagnosis',
  'name.person',
];
/** The engine keeps so many birth dates of a column. */
const KEPT = 256;
const near = (most: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: 0, max: most }),
    fc.integer({ min: 0, max: Math.min(45, most) }),
    fc.integer({ min: Math.max(0, most - 45), max: most }),
  );
const field = (total: number, path: string): fc.Arbitrary<WorldField> =>
  near(total).chain((n) =>
    fc
      .tuple(fc.uniqueArray(fc.constantFrom(...ID), { minLength: 1, maxLength: 2 }), near(n), near(n))
      .map(([ids, first, second]) => {
        const [a = '', b] = ids;
        return {
          path,
          n,
          hits: b === undefined ? { [a]: first } : { [a]: first, [b]: Math.min(second, n - first) },
        };
      }),
  );
const world: fc.Arbitrary<World> = fc
  .oneof(
    fc.integer({ min: 1, max: 140 }),
    fc.integer({ min: 60, max: 5_000 }),
    fc.integer({ min: 1, max: 90_000 }),
  )
  .chain((total) =>
    fc.record({
      total: fc.constant(total),
      people: fc.option(
        fc.oneof(near(total), fc.constant(total)).map((value) => Math.max(1, value)),
        {
          nil: undefined,
        },
      ),
      rowBytes: fc.option(fc.integer({ min: 10, max: 4_000 }), { nil: undefined }),
      grown: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
      fields: fc.tuple(field(total, 'born'), field(total, 'email'), field(total, 'zx81')),
      minors: fc.option(
        near(total).chain((n) => near(n).map((hits) => ({ n, hits }))),
        { nil: undefined },
      ),
    }),
  )
  .map((made) => {
    // As in the engine: minors are counted among the birth dates that were read, and not without any.
    const births = Math.max(0, ...made.fields.map(({ hits }) => hits['birth.date'] ?? 0));
    const n = Math.min(births, KEPT);
    return {
      ...made,
      minors: made.minors === undefined || n === 0 ? undefined : { n, hits: Math.min(made.minors.hits, n) },
    };
  });

describe('who holds every edition', () => {
  it.each(['both', 'public'] as const)(
    'cannot pin a count of one file (%s)',
    (which) => {
      fc.assert(
        fc.property(world, (truth) => {
          const seen = published(truth, which);
          const looks = (other: World): string => published(other, which);
          for (const cell of cellsOf(truth)) expect(pinned(cell, which, looks, seen)).toBeUndefined();
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );

  it.each(['both', 'public'] as const)(
    'cannot pin a count by a second file with one record more, of which he knows everything (%s)',
    (which) => {
      const more = fc.record({
        fields: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)),
        minor: fc.boolean(),
        fresh: fc.boolean(),
      });
      type More = typeof more extends fc.Arbitrary<infer T> ? T : never;
      // 0: the record has no value there; 1: one of the first type; 2: a value of no type.
      const add = (before: World, one: More): World => ({
        ...before,
        total: before.total + 1,
        people: before.people === undefined ? undefined : before.people + Number(one.fresh),
        fields: before.fields.map((known, at) => {
          const what = one.fields[at as 0 | 1 | 2];
          const [first = ''] = Object.keys(known.hits);
          return {
            ...known,
            n: known.n + Number(what > 0),
            hits: what === 1 ? { ...known.hits, [first]: (known.hits[first] ?? 0) + 1 } : known.hits,
          };
        }),
        minors:
          before.minors === undefined
            ? undefined
            : before.minors.n === KEPT
              ? before.minors
              : { n: before.minors.n + 1, hits: before.minors.hits + Number(one.minor) },
      });
      fc.assert(
        fc.property(world, more, (truth, one) => {
          const looks = (other: World): string | undefined =>
            cellsOf(other).some(({ value }) => value < 0)
              ? undefined
              : `${published(other, which)}\n${published(add(other, one), which)}`;
          const seen = looks(truth);
          if (seen === undefined) return;
          for (const cell of cellsOf(truth)) expect(pinned(cell, which, looks, seen)).toBeUndefined();
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );
});

/** A description in which everything is filled in: a new part of the model does not compile before it stands here. */
const WHOLE: Required<Omit<DatasetDescription, 'edition' | 'withheld'>> = {
  name: 'customers',
  containers: 37,
  rows: { value: 12_345, method: 'counted' },
  bytes: 1_234_567,
  people: { low: 9_876, high: 9_999, method: 'birthday estimate over 4,321 values of email' },
  fields: [
    {
      path: 'email',
      n: 12_000,
      types: [
        {
          id: 'contact.email',
          ...interval(7_654, 12_000),
          confidence: 0.937,
          because: 'shape 7654/12000, null rate 0.3 %',
        },
      ],
    },
    {
      path: 'born',
      n: 11_111,
      types: [
        { id: 'birth.date', ...interval(11_111, 11_111), confidence: 0.937, because: 'check 11111/11111' },
      ],
    },
    {
      path: 'religion',
      n: 8_111,
      types: [
        {
          id: 'special.religion',
          ...interval(8_000, 8_111),
          confidence: 0.937,
          because: 'dictionary 8000/8111',
        },
      ],
    },
  ],
  shapes: [{ name: 'tracking stream', confidence: 0.837, because: '37 rows a subject' }],
  draw: '300 of 12,345 rows',
  n: 12_345,
  span: { from: '2025-02-13T07:41:00.000Z', to: '2026-11-21T23:59:00.000Z', n: 12_345 },
  ingest: { perSecond: 7.77, seconds: 61 },
  minors: { ...interval(1_357, 11_111), n: 11_111 },
  combination: ['national id', 'name', 'birth'],
  doubts: ['national_id repeats the same few values', 'one value fills half of zx81_secret or more'],
  notes: ['37 field names occur in fewer than 5 records and are not listed'],
};

function leaves(value: unknown, path: string, into: Map<string, unknown[]>): Map<string, unknown[]> {
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      leaves(inner, Array.isArray(value) ? `${path}[]` : `${path}.${key}`, into);
  else into.set(path, [...(into.get(path) ?? []), value]);
  return into;
}

describe('every part of a description', () => {
  it('has a rule, and no other part leaves', () => {
    expect(Object.keys(HOW_TOLD).sort()).toEqual([...Object.keys(WHOLE), 'edition', 'withheld'].sort());
    const parts = [
      '.name',
      '.containers',
      '.rows.value',
      '.rows.method',
      '.bytes',
      '.people.low',
      '.people.high',
      '.people.method',
      '.fields[].path',
      '.fields[].n',
      '.fields[].withheld',
      '.fields[].types[].id',
      '.fields[].types[].share',
      '.fields[].types[].low',
      '.fields[].types[].high',
      '.fields[].types[].confidence',
      '.fields[].types[].because',
      '.fields[].types[].withheld',
      '.fields[].types[].atLeast',
      '.shapes[].name',
      '.shapes[].confidence',
      '.shapes[].because',
      '.draw',
      '.n',
      '.span.from',
      '.span.to',
      '.ingest.perSecond',
      '.ingest.seconds',
      '.minors.share',
      '.minors.low',
      '.minors.high',
      '.minors.n',
      '.minors.withheld',
      '.minors.atLeast',
      '.combination[]',
      '.doubts[]',
      '.notes[]',
      '.edition',
    ];
    for (const edition of ['cert', 'public'] as const) {
      const told = leaves(suppress([WHOLE], edition, types).datasets[0], '', new Map());
      expect(
        [...told.keys()].filter((path) => !parts.includes(path) && !path.startsWith('.withheld.')),
      ).toEqual([]);
      // Told in full nowhere: each number of the engine is gone.
      const exact = [
        12_345, 9_876, 9_999, 1_234_567, 7_654, 11_111, 8_111, 8_000, 1_357, 0.937, 0.837, 7.77, 37,
      ];
      const numbers = [...told.values()].flat().filter((one) => typeof one === 'number');
      expect(numbers.filter((one) => exact.includes(one))).toEqual([]);
      const text = JSON.stringify([...told.values()]);
      expect(text).not.toMatch(/zx81|national_id|12,345|\b37\b|4,321|7654/);
    }
  });

  it('is not copied by accident: a part that the model does not have does not leave', () => {
    const odd = {
      ...WHOLE,
      youngest: 3,
      fields: [{ ...WHOLE.fields[0], median: 7 }],
    } as unknown as DatasetDescription;
    for (const edition of ['cert', 'public'] as const)
      expect(JSON.stringify(suppress([odd], edition, types))).not.toMatch(/youngest|median/);
  });
});
