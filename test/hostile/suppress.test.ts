import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datatypes } from '../../src/datatypes/index.ts';
import { roundBytes, suppress, suppressAll } from '../../src/describe/editions/suppress.ts';
import { derivable } from '../../src/describe/editions/suppress-check.ts';
import { isProtected, type TypeTable } from '../../src/describe/editions/suppress-fields.ts';
import type { DatasetDescription, FieldProfile, TypeShare } from '../../src/model/description.ts';

const types: TypeTable = new Map(datatypes.map((type) => [type.id, type]));
const Z2 = 1.959963984540054 ** 2;

/** Wilson's interval, written anew: the attacker's world is not made by what it attacks. */
function share(id: string, hits: number, n: number, because = `shape ${hits}/${n}, field name`): TypeShare {
  if (n === 0)
    return { id, share: 0, low: 0, high: 1, confidence: 0.5, because: 'field name only, no value read' };
  const p = hits / n;
  const centre = (p + Z2 / (2 * n)) / (1 + Z2 / n);
  const half = (Math.sqrt(Z2) * Math.sqrt((p * (1 - p)) / n + Z2 / (4 * n * n))) / (1 + Z2 / n);
  return {
    id,
    share: p,
    low: hits === 0 ? 0 : centre - half,
    high: hits === n ? 1 : centre + half,
    confidence: 0.97,
    because,
  };
}

interface World {
  readonly total: number;
  readonly n: number;
  readonly hits: readonly number[];
}

const IDS = ['contact.email', 'contact.phone', 'device.ip'];

function describeWorld(
  { total, n, hits }: World,
  extra: Partial<DatasetDescription> = {},
): DatasetDescription {
  return {
    name: 'users',
    containers: 1,
    rows: { value: total, method: 'counted' },
    fields: [
      {
        path: 'email',
        n,
        // A type whose field is named after it is listed without a hit, too.
        types: hits.map((one, at) => share(IDS[at] as string, one, n)),
      },
    ],
    shapes: [],
    draw: 'every record read',
    n: total,
    notes: [],
    ...extra,
  };
}

/** All that a reader of the two hiding editions sees. */
function published(world: World, which: 'public' | 'both'): string {
  const open = suppress([describeWorld(world)], 'public', types);
  return JSON.stringify(which === 'public' ? open : [open, suppress([describeWorld(world)], 'cert', types)]);
}

const FLOOR = { both: 11, public: 20 } as const;

/** The cells of a world that must not be pinned. */
function cells({ total, n, hits }: World): Readonly<Record<string, number>> {
  const [first = 0] = hits;
  return { with: first, without: n - first, absent: total - n, never: total - first };
}

function bounds(worlds: Iterable<World>): Map<string, Set<number>> {
  const out = new Map<string, Set<number>>();
  for (const world of worlds)
    for (const [name, value] of Object.entries(cells(world))) {
      let set = out.get(name);
      if (set === undefined) out.set(name, (set = new Set()));
      set.add(value);
    }
  return out;
}

/** Worlds that look alike: a protected cell is pinned where fewer values are left for it than there are under the floor. */
function pinned(alike: readonly World[], floor: number): string[] {
  const possible = bounds(alike);
  return alike.flatMap((truth) =>
    Object.entries(cells(truth)).flatMap(([name, value]) =>
      value >= 1 && value < floor && (possible.get(name)?.size ?? 0) < floor - 1
        ? [`${name}=${value} of ${JSON.stringify(truth)}: ${[...(possible.get(name) ?? [])]}`]
        : [],
    ),
  );
}

/** Every world of so many records, by what its editions say. The total is granted to the attacker. */
function worldsBy(total: number, which: 'public' | 'both'): Map<string, World[]> {
  const out = new Map<string, World[]>();
  for (let n = 0; n <= total; n++)
    for (let hits = 0; hits <= n; hits++) {
      const world = { total, n, hits: [hits] };
      const key = published(world, which);
      const list = out.get(key);
      if (list) list.push(world);
      else out.set(key, [world]);
    }
  return out;
}

describe('an attacker who runs the rules backwards', () => {
  // 60 and 120 are where shares begin; beside them, and where the grid has a short last step.
  it.each([
    ['both', 19],
    ['both', 60],
    ['both', 61],
    ['both', 79],
    ['both', 102],
    ['public', 120],
    ['public', 121],
  ] as const)('cannot pin a cell of one look (%s editions, %i records)', (which, total) => {
    const failures = [...worldsBy(total, which).values()].flatMap((list) => pinned(list, FLOOR[which]));
    expect(failures.slice(0, 4)).toEqual([]);
  });

  it.each([
    ['both', 60, 1],
    ['both', 64, 3],
    ['both', 80, 2],
    ['public', 120, 2],
  ] as const)(
    'cannot pin a cell by a second look (%s editions, %i records, then %i more)',
    (which, total, more) => {
      const first = new Map<string, string>();
      const key = (world: World): string => {
        const id = `${world.total} ${world.n} ${world.hits[0]}`;
        let text = first.get(id);
        if (text === undefined) first.set(id, (text = published(world, which)));
        return text;
      };
      const groups = new Map<string, { before: Map<string, World>; after: Map<string, World> }>();
      for (let n = 0; n <= total; n++)
        for (let hits = 0; hits <= n; hits++)
          for (let dn = 0; dn <= more; dn++)
            for (let dh = 0; dh <= dn; dh++) {
              const before = { total, n, hits: [hits] };
              const after = { total: total + more, n: n + dn, hits: [hits + dh] };
              const id = `${key(before)}\n${key(after)}`;
              let group = groups.get(id);
              if (group === undefined) groups.set(id, (group = { before: new Map(), after: new Map() }));
              group.before.set(`${n} ${hits}`, before);
              group.after.set(`${n + dn} ${hits + dh}`, after);
            }
      const failures = [...groups.values()].flatMap(({ before, after }) => [
        ...pinned([...before.values()], FLOOR[which]),
        ...pinned([...after.values()], FLOOR[which]),
      ]);
      expect(failures.slice(0, 4)).toEqual([]);
    },
    120_000,
  );

  it('cannot find the values that no type of a mixed field has', () => {
    const total = 60;
    const left = new Map<string, Set<number>>();
    const all: { key: string; rest: number }[] = [];
    for (let a = 1; a <= total; a += 1)
      for (let b = 1; a + b <= total; b += 1) {
        const key = published({ total, n: total, hits: [a, b] }, 'both');
        const rest = total - a - b;
        const set = left.get(key) ?? new Set();
        set.add(rest);
        left.set(key, set);
        all.push({ key, rest });
      }
    const bad = all.filter(({ key, rest }) => rest >= 1 && rest < 11 && (left.get(key)?.size ?? 0) < 10);
    expect(bad).toEqual([]);
    expect(all.length).toBeGreaterThan(1_000);
  });

  it('does pin cells where only small numbers are left out, and where all is rounded but no top step is kept wide', () => {
    const total = 102;
    const naive = ({ n, hits: [hits = 0] }: World) => `${n} ${hits < 11 ? 'few' : hits}`;
    const rounded = ({ n, hits: [hits = 0] }: World) => `${Math.floor(n / 20)} ${Math.floor(hits / 20)}`;
    for (const rule of [naive, rounded]) {
      const groups = new Map<string, World[]>();
      for (let n = 0; n <= total; n++)
        for (let hits = 0; hits <= n; hits++) {
          const world = { total, n, hits: [hits] };
          groups.set(rule(world), [...(groups.get(rule(world)) ?? []), world]);
        }
      const found = [...groups.values()].flatMap((list) => pinned(list, 11));
      expect(found.length).toBeGreaterThan(10);
    }
  });

  it('cannot tell whether a protected trait under its floor is there at all', () => {
    const at = (hits: number, n: number, total: number) =>
      JSON.stringify(
        suppress(
          [
            describeWorld(
              { total, n: total, hits: [total] },
              {
                fields: [
                  { path: 'email', n: total, types: [share('contact.email', total, total)] },
                  { path: 'religion', n, types: hits === 0 ? [] : [share('special.religion', hits, n)] },
                ],
              },
            ),
          ],
          'public',
          types,
        ),
      );
    for (const total of [400, 2_000, 5_000_000])
      for (const hits of [1, 5, 19, 20, 40, 99, 100, 199]) {
        if (hits > total) continue;
        expect(at(hits, total, total)).toBe(at(0, total, total));
      }
    expect(at(250, 2_000, 2_000)).toContain('"atLeast":100');
    expect(at(250, 2_000, 2_000)).not.toContain('250');
  });

  it('learns no more of a trait than a power of ten, beside which no place has a share', () => {
    const total = 50_000;
    const set = describeWorld(
      { total, n: total, hits: [total] },
      {
        fields: [
          { path: 'ethnicity', n: total, types: [share('special.ethnicity', 14_321, total)] },
          { path: 'region', n: total, types: [share('location.region', 40_000, total)] },
          { path: 'email', n: total, types: [share('contact.email', 40_000, total)] },
        ],
      },
    );
    const { datasets } = suppress([set], 'public', types);
    const [ethnicity, region, email] = datasets[0]?.fields ?? [];
    expect(ethnicity?.types[0]).toMatchObject({ share: 0, low: 0, high: 1, atLeast: 10_000 });
    expect(region?.types[0]).toMatchObject({ share: 0, low: 0, high: 1 });
    expect(region?.types[0]?.withheld).toMatch(/place/);
    expect(email?.types[0]?.withheld).toBeUndefined();
  });
});

const id = fc.constantFrom(
  'contact.email',
  'contact.phone',
  'special.religion',
  'family.child',
  'location.region',
  'id.cn.resident',
  'birth.date',
  'unknown.type',
);
const size = fc.oneof(
  fc.integer({ min: 0, max: 60 }),
  fc.integer({ min: 0, max: 500 }),
  fc.integer({ min: 0, max: 20_000_000 }),
);

function minorsOf(hits: number, n: number): NonNullable<DatasetDescription['minors']> {
  const { share: part, low, high } = share('birth.date', hits, n);
  return { share: part, low, high, n };
}

const field = (total: number): fc.Arbitrary<FieldProfile> =>
  fc
    .tuple(
      fc.constantFrom('email', 'person.religion', 'zx81_secret', '张三备注'),
      fc.oneof(
        fc.integer({ min: 0, max: total }),
        fc.integer({ min: Math.max(0, total - 25), max: total }),
        fc.integer({ min: 0, max: Math.min(25, total) }),
      ),
      fc.uniqueArray(id, { maxLength: 3 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
      fc.boolean(),
    )
    .map(([path, n, ids, cuts, extreme]) => {
      let left = n;
      return {
        path,
        n,
        types: ids.flatMap((one, at) => {
          const raw = extreme
            ? left - Math.round((cuts[at] as number) * Math.min(12, left))
            : Math.round((cuts[at] as number) * left);
          left -= raw;
          return raw > 0 ? [share(one, raw, n)] : [];
        }),
      };
    });

const set: fc.Arbitrary<DatasetDescription> = size.chain((total) =>
  fc
    .record({
      fields: fc.array(field(total), { maxLength: 5 }),
      people: fc.option(fc.integer({ min: 1, max: Math.max(1, total) }), { nil: undefined }),
      bytes: fc.option(fc.integer({ min: 0, max: 1e12 }), { nil: undefined }),
      per: fc.option(fc.float({ min: 0, max: 100, noNaN: true }), { nil: undefined }),
      name: fc.constantFrom('users', 'xinjiang_2019', 'session:<email>', 'log-<date>'),
      containers: fc.integer({ min: 1, max: 50 }),
      born: fc.integer({ min: 0, max: total }),
      young: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(
      ({ fields, people, bytes, per, name, containers, born, young }): DatasetDescription => ({
        name,
        containers,
        rows: { value: total, method: 'counted' },
        ...(bytes === undefined ? {} : { bytes }),
        ...(people === undefined
          ? {}
          : { people: { low: people, high: people, method: `distinct values of id over ${people}` } }),
        fields,
        shapes: [{ name: 'watch-list flag', confidence: 0.83, because: 'zx81_secret marks people' }],
        draw: 'every record read',
        n: total,
        span: { from: '2019-02-13T07:41:00.000Z', to: '2026-11-21T23:59:00.000Z' },
        ...(per === undefined ? {} : { ingest: { perSecond: per, seconds: 61 } }),
        ...(born === 0 ? {} : { minors: minorsOf(Math.round(young * born), born) }),
        combination: ['national id', 'name', 'birth'],
        doubts: ['zx81_secret repeats the same few values'],
        notes: [`${total} values lie deeper than 64 levels and were not looked at`],
      }),
    ),
);
const sets = fc.array(set, { maxLength: 4 });
const RUNS = { numRuns: 200 };

describe('random descriptions', () => {
  it('leave nothing to derive, whichever editions are laid side by side and whatever totals are known', () => {
    fc.assert(
      fc.property(sets, (given) => {
        const { cert, public: open, leaks } = suppressAll(given, types);
        const totals = [given.map((one) => one.n)];
        expect(leaks).toEqual([]);
        expect(derivable([open.datasets])).toEqual([]);
        expect(derivable([cert.datasets, open.datasets], { totals })).toEqual([]);
      }),
      RUNS,
    );
  });

  it('are told the same, made twice', () => {
    fc.assert(
      fc.property(sets, fc.constantFrom('owner', 'cert', 'public'), (given, edition) => {
        const once = suppress(given, edition, types);
        expect(suppress(once.datasets, edition, types)).toEqual(once);
      }),
      RUNS,
    );
  });

  it('tell the public no more than the CERT, and the CERT no more than the owner', () => {
    fc.assert(
      fc.property(sets, (given) => {
        const { owner, cert, public: open } = suppressAll(given, types);
        for (const [fine, coarse] of [
          [owner, cert],
          [cert, open],
        ] as const)
          for (const [at, one] of coarse.datasets.entries()) {
            const other = fine.datasets[at] as DatasetDescription;
            expect(one.n).toBeLessThanOrEqual(other.n);
            expect(one.rows?.value ?? 0).toBeLessThanOrEqual(other.rows?.value ?? 0);
            expect(one.people?.low ?? 0).toBeLessThanOrEqual(other.people?.low ?? 0);
            if (one.people?.high !== undefined)
              expect(one.people.high).toBeGreaterThanOrEqual(other.people?.high ?? Number.NaN);
            expect(one.bytes === undefined || other.bytes !== undefined).toBe(true);
            expect(Object.keys(one.withheld ?? {})).toEqual(
              // Of minors the public is not even told that something is hidden.
              expect.arrayContaining(Object.keys(other.withheld ?? {}).filter((fact) => fact !== 'minors')),
            );
            for (const [index, field] of one.fields.entries())
              for (const type of field.types) {
                const finer = other.fields[index]?.types.find((known) => known.id === type.id);
                expect(finer).toBeDefined();
                expect(type.low).toBeLessThanOrEqual(finer?.low as number);
                expect(type.high).toBeGreaterThanOrEqual(finer?.high as number);
                if (finer?.withheld !== undefined) expect(type.withheld).toBeDefined();
              }
          }
      }),
      RUNS,
    );
  });

  it('hold bands in which the truth lies, and no count under the floor', () => {
    fc.assert(
      fc.property(sets, fc.constantFrom('cert' as const, 'public' as const), (given, edition) => {
        const floor = edition === 'cert' ? 11 : 20;
        for (const [at, one] of suppress(given, edition, types).datasets.entries()) {
          const truth = given[at] as DatasetDescription;
          for (const number of [
            one.rows?.value,
            one.n,
            one.people?.low,
            ...one.fields.map((known) => known.n),
          ])
            expect(number === undefined || number === 0 || number >= floor).toBe(true);
          expect(one.containers === 1 || one.containers >= floor).toBe(true);
          for (const [index, known] of one.fields.entries())
            for (const type of known.types) {
              const real = truth.fields[index]?.types.find((other) => other.id === type.id) as TypeShare;
              expect(type.low).toBeLessThanOrEqual(real.share);
              expect(type.high).toBeGreaterThanOrEqual(real.share);
              expect(type.because).not.toMatch(/\d/);
              if (type.withheld !== undefined && type.high - type.low < 1)
                expect(type.high - type.low).toBeGreaterThanOrEqual(0.05 - 1e-9);
            }
        }
      }),
      RUNS,
    );
  });

  it('in the public edition have no name of their own, no day, no number that was counted', () => {
    fc.assert(
      fc.property(sets, (given) => {
        const open = suppress(given, 'public', types);
        const text = JSON.stringify(open.datasets);
        expect(text).not.toMatch(/zx81|xinjiang|张三|2019-02-|2026-11-2|"confidence":0\.83/);
        for (const one of open.datasets)
          for (const known of one.fields)
            for (const type of known.types)
              if (isProtected(type.id, types)) expect(type.withheld).toMatch(/trait/);
      }),
      RUNS,
    );
  });

  it('count what is hidden from what is seen to be hidden', () => {
    fc.assert(
      fc.property(sets, (given) => {
        const { hidden, datasets } = suppress(given, 'public', types);
        const marks = (
          JSON.stringify(datasets).match(
            /fewer than|beside an? |order of magnitude|no type is told|rows are not known|not a date|birth dates is not told/g,
          ) ?? []
        ).length;
        expect(hidden.cells).toBe(Object.values(hidden.because).reduce((sum, one) => sum + one, 0));
        expect(hidden.cells).toBe(marks);
      }),
      RUNS,
    );
  });
});

describe('the checker', () => {
  const base: DatasetDescription = {
    name: 'users',
    containers: 1,
    rows: { value: 100, method: 'estimate' },
    fields: [{ path: 'email', n: 100, types: [] }],
    shapes: [],
    draw: 'every record read',
    n: 100,
    notes: [],
    edition: 'cert',
  };

  it('finds the one hidden row count that a grand total gives away', () => {
    const { rows: _rows, ...rest } = base;
    const hidden: DatasetDescription = {
      ...rest,
      n: 0,
      withheld: { rows: 'under the floor', n: 'under the floor', fields: 'under the floor' },
    };
    const open = { ...base, rows: { value: 100, method: 'estimate' as const } };
    expect(derivable([[open, hidden]], { grandTotals: [103] })).toContainEqual(
      expect.objectContaining({ cell: 'rows', dataset: 1, high: 3 }),
    );
  });
});

describe('editions', () => {
  it('are made from the owner’s alone', () => {
    const cert = suppress([describeWorld({ total: 300, n: 300, hits: [100] })], 'cert', types);
    expect(() => suppress(cert.datasets, 'public', types)).toThrow(RangeError);
    expect(() => suppress(cert.datasets, 'owner', types)).toThrow(RangeError);
  });

  it('top-code a sample that rests on few respondents', () => {
    const few = suppress([describeWorld({ total: 1_000, n: 1_000, hits: [7] })], 'cert', types);
    expect(few.datasets[0]?.fields[0]?.types[0]).toMatchObject({
      low: 0,
      high: 0.05,
      withheld: 'fewer than 20',
    });
    const most = suppress([describeWorld({ total: 1_000, n: 1_000, hits: [993] })], 'cert', types);
    expect(most.datasets[0]?.fields[0]?.types[0]).toMatchObject({ low: 0.95, high: 1 });
  });

  it('say large numbers to two and three digits', () => {
    const world = describeWorld({ total: 2_565_724, n: 2_565_000, hits: [1_400_000] });
    expect(suppress([world], 'cert', types).datasets[0]?.rows?.value).toBe(2_560_000);
    expect(suppress([world], 'public', types).datasets[0]?.rows?.value).toBe(2_500_000);
    const [type] = suppress([world], 'cert', types).datasets[0]?.fields[0]?.types ?? [];
    expect(type?.share).toBe(0.55);
    expect(type?.withheld).toBeUndefined();
  });

  it('hide a set of seven whole', () => {
    const { datasets, hidden } = suppress([describeWorld({ total: 7, n: 7, hits: [3] })], 'cert', types);
    expect(datasets[0]).toMatchObject({
      n: 0,
      withheld: { rows: 'fewer than 20', n: 'fewer than 20', fields: 'fewer than 60 records' },
    });
    expect(datasets[0]?.rows).toBeUndefined();
    expect(hidden.cells).toBeGreaterThan(3);
  });

  it('round sizes up', () => {
    expect(roundBytes(317, 'cert')).toBe(1_000_000);
    expect(roundBytes(317, 'owner')).toBe(317);
    expect(roundBytes(1_234_567_890, 'cert')).toBe(1_300_000_000);
    expect(roundBytes(1_234_567_890, 'public')).toBe(2_000_000_000);
  });
});
