import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatIp, formatRange, type IpRange } from '../kit/ip.ts';
import { DEPTHS, type Depth } from '../model/depth.ts';
import type { Scope } from '../model/scope.ts';
import { GOOD_SCOPE, NOW, handClock } from './fixtures.ts';
import {
  type OptOutProblem,
  compileOptOuts,
  parseOptOuts,
  requireReadableOptOuts,
  watchOptOuts,
} from './optout.ts';
import { parseScope } from './parse.ts';
import { compilePermit, createLivePermit, permittedRanges } from './permit.ts';

const good = parseScope(GOOD_SCOPE, 'scope.yaml', NOW);

function answer(verdict: ReturnType<ReturnType<typeof compilePermit>['permits']>): string {
  return verdict.ok ? `${verdict.grant.entry} ${verdict.grant.depth}` : verdict.refusal.code;
}

describe('a permit', () => {
  const permit = compilePermit(good, { clock: handClock() });

  it.each([
    ['10.4.2.17', 'L6 sample'],
    ['10.4.66.1', 'denied'],
    ['10.5.0.0', 'not-in-scope'],
    ['198.51.100.255', 'L7 shape'],
    ['2001:db8::1', 'L8 touch'],
    ['2001:db8:1::', 'not-in-scope'],
    ['010.4.2.17', 'not-canonical'],
    ['10.4.529', 'not-canonical'],
    ['::ffff:10.4.2.17', 'not-canonical'],
    ['::ffff:a04:211', 'not-canonical'],
    ['2001:DB8::1', 'not-canonical'],
    ['fe80::1%lo', 'not-canonical'],
    ['db.example.org', 'not-canonical'],
    ['', 'not-canonical'],
  ])('says of %s: %s', (address, expected) => {
    expect(answer(permit.permits(address))).toBe(expected);
  });

  it('never covers what names no host, nor what hides an IPv4 address', () => {
    const all = compilePermit(
      {
        ...good,
        deny: [],
        allow: [
          { id: 'L1', range: '0.0.0.0/0', depth: 'sample', accounts: [] },
          { id: 'L2', range: '::/0', depth: 'sample', accounts: [] },
        ],
      },
      { clock: handClock() },
    );
    for (const no of [
      '0.0.0.0',
      '0.1.2.3',
      '224.0.0.1',
      '239.255.255.255',
      '255.255.255.255',
      '::',
      'ff02::1',
      '64:ff9b::a04:4201',
      '2002:a04:4201::1',
    ])
      expect(answer(all.permits(no)), no).toBe('denied');
    for (const yes of ['1.0.0.0', '223.255.255.255', '127.0.0.1', '255.255.255.254', '::1', '2001:db8::1'])
      expect(answer(all.permits(yes)), yes).toMatch(/sample/);
  });

  it('ends when the scope ends, during a run, whatever happens to the clock', () => {
    const clock = handClock();
    const until = Date.UTC(2027, 0, 1);
    const live = compilePermit(good, { clock });
    const ask = (): string => answer(live.permits('10.4.2.17'));
    expect(ask()).toBe('L6 sample');
    clock.wall = until - 1;
    clock.elapsed = until - 1 - NOW;
    expect(ask()).toBe('L6 sample');
    clock.wall = until;
    clock.elapsed = until - NOW;
    expect(ask()).toBe('expired');
    clock.wall = NOW;
    expect(ask(), 'set back after the end').toBe('expired');
    clock.elapsed = 1_000;
    expect(ask(), 'set forward and corrected').toBe('L6 sample');
    clock.wall = until + 5;
    expect(ask(), 'set forward').toBe('expired');
    clock.wall = Date.UTC(2020, 0, 1);
    expect(ask(), 'set back before the beginning').toBe('not-yet-valid');
    clock.wall = Number.NaN;
    expect(ask(), 'no time at all').toBe('expired');
    expect(answer(live.permitsLookup('a.example.org'))).toBe('expired');
  });

  it('asks of a name that it is allowed and that every address is', () => {
    const ask = (host: string, ...addresses: string[]): string => answer(permit.permitsName(host, addresses));
    expect(ask('db.example.org', '198.51.100.9')).toBe('L7 touch');
    expect(ask('DB.Example.ORG.', '198.51.100.9', '10.4.1.1')).toBe('L7 touch');
    expect(ask('a.b.example.org', '10.4.1.1')).toBe('L6 touch');
    expect(ask('db.example.org', '198.51.100.9', '203.0.113.1')).toBe('not-in-scope');
    expect(ask('db.example.org', '198.51.100.9', '10.4.66.1')).toBe('denied');
    expect(ask('db.example.org', '::ffff:198.51.100.9')).toBe('not-canonical');
    expect(ask('db.example.org')).toBe('not-in-scope');
    expect(ask('example.org', '198.51.100.9')).toBe('not-in-scope');
    expect(ask('notexample.org', '198.51.100.9')).toBe('not-in-scope');
    expect(ask('db.example.org.evil.test', '198.51.100.9')).toBe('not-in-scope');
    expect(ask('secret.example.org', '198.51.100.9')).toBe('denied');
    expect(ask('10.4.1.1', '10.4.1.1')).toBe('not-canonical');
    expect(ask('0x0a.0x04', '10.4.1.1')).toBe('not-canonical');
  });
});

/** A space small enough to be asked address by address: 100 to 163 of one IPv4 and one IPv6 network. */
const BASE = { 4: 0x0a040000n, 6: 0x20010db8n << 96n } as const;
const span = fc
  .tuple(fc.constantFrom(4 as const, 6 as const), fc.nat(63), fc.nat(30))
  .map(([family, start, length]): IpRange => {
    const first = BASE[family] + 100n + BigInt(start);
    const top = BASE[family] + 163n;
    return { family, first, last: first + BigInt(length) > top ? top : first + BigInt(length) };
  });
const scopes = fc.record({
  allow: fc.array(fc.tuple(span, fc.constantFrom<Depth>(...DEPTHS)), { maxLength: 10 }),
  deny: fc.array(span, { maxLength: 4 }),
  out: fc.array(span, { maxLength: 4 }),
});

function covers(range: IpRange, family: 4 | 6, value: bigint): boolean {
  return range.family === family && range.first <= value && value <= range.last;
}

describe('rules', () => {
  it('agree with a slow reading of them, for every address, and for whole ranges', () => {
    fc.assert(
      fc.property(scopes, span, ({ allow, deny, out }, asked) => {
        const scope: Scope = {
          ...good,
          allow: allow.map(([range, depth], i) => ({
            id: `L${i}`,
            range: formatRange(range),
            depth,
            accounts: [],
          })),
          deny: deny.map(formatRange),
        };
        const list = compileOptOuts(parseOptOuts(out.map(formatRange).join('\n'), 'out.txt').entries, NOW);
        const permit = compilePermit(scope, {
          clock: handClock(),
          optOuts: { list: () => list, problems: () => [], stop: () => undefined },
        });
        const slow = (family: 4 | 6, value: bigint): string => {
          if (deny.some((range) => covers(range, family, value))) return 'denied';
          if (out.some((range) => covers(range, family, value))) return 'opted-out';
          let best: { readonly size: bigint; readonly depth: number; readonly at: number } | undefined;
          allow.forEach(([range, depth], at) => {
            if (!covers(range, family, value)) return;
            const size = range.last - range.first;
            const rank = DEPTHS.indexOf(depth);
            if (best === undefined || size < best.size || (size === best.size && rank < best.depth))
              best = { size, depth: rank, at };
          });
          return best === undefined ? 'not-in-scope' : `L${best.at} ${DEPTHS[best.depth]}`;
        };
        const permitted = permittedRanges(scope, list);
        for (const family of [4, 6] as const)
          for (let value = BASE[family] + 98n; value < BASE[family] + 166n; value++) {
            const expected = slow(family, value);
            expect(answer(permit.permits(formatIp({ family, value })))).toBe(expected);
            expect(permitted.some((range) => covers(range, family, value))).toBe(expected.startsWith('L'));
          }
        const parts = permit.split(asked);
        let next = asked.first;
        for (const { range, verdict } of parts) {
          expect(range.first).toBe(next);
          next = range.last + 1n;
          for (let value = range.first; value <= range.last; value++)
            expect(answer(verdict)).toBe(slow(range.family, value));
        }
        expect(next).toBe(asked.last + 1n);
      }),
      { numRuns: 150 },
    );
  });

  it('hold for a scope of many entries without slowing a question down', () => {
    const allow = Array.from({ length: 5_000 }, (_, i) => ({
      id: `L${i}`,
      range: `10.${i >> 8}.${i & 255}.0/24`,
      depth: 'shape' as const,
      accounts: [],
    }));
    const permit = compilePermit({ ...good, allow }, { clock: handClock() });
    let yes = 0;
    for (let i = 0; i < 200_000; i++) if (permit.permits(`10.${i % 40}.${i % 251}.${i % 256}`).ok) yes++;
    expect(yes).toBeGreaterThan(0);
    expect(yes).toBeLessThan(200_000);
  });
});

describe('opt-out lists', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sidelight-optout-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are read line by line, with good will, and complain by line', () => {
    const text =
      '\ufeff# ours\r\n198.51.100.0/25 # until=2026-11-22\n2001:db8::5\n10.0.0.9/24\n2001:DB8:0::/64\n010.0.0.0/8\n10.1\n1O.0.0.1\n10.0.0.1 10.0.0.2\ndb.example.org\n*.example.net # until=soon\n10.2.0.1-10.2.0.9 #until=2026-12-01\n';
    const { entries, problems } = parseOptOuts(text, 'o.txt');
    expect(entries.map((entry) => (entry.span === undefined ? entry.name : formatRange(entry.span)))).toEqual(
      [
        '198.51.100.0/25',
        '2001:db8::5',
        '10.0.0.0/24',
        '2001:db8::/64',
        'db.example.org',
        '*.example.net',
        '10.2.0.1-10.2.0.9',
      ],
    );
    expect(problems.map((problem) => problem.line)).toEqual([4, 5, 6, 7, 8, 9, 11]);
    const before = compileOptOuts(entries, Date.UTC(2026, 10, 22, 23, 59));
    const after = compileOptOuts(entries, Date.UTC(2026, 10, 23));
    expect(before.coversIpv4(0xc6336401)?.line).toBe(2);
    expect(after.coversIpv4(0xc6336401)).toBeUndefined();
    expect(after.coversName('a.example.net')?.line).toBe(11);
    expect(after.coversName('example.net')).toBeUndefined();
  });

  it('count during a run, keep what was known, and never throw', () => {
    const path = join(folder, 'list.txt');
    const clock = handClock();
    const reported: OptOutProblem[] = [];
    const { permit, optOuts, stop } = createLivePermit(good, {
      optOutPaths: [path],
      clock,
      report: (problem) => void reported.push(problem),
    });
    const ask = (address: string): string => answer(permit.permits(address));
    const later = (): void => void (clock.elapsed += 1_000);
    expect(ask('10.4.2.17')).toBe('L6 sample');
    writeFileSync(path, '10.4.2.17\n2001:db8::5 # until=2026-11-23\n');
    expect(ask('10.4.2.17'), 'within the second').toBe('L6 sample');
    later();
    expect([ask('10.4.2.17'), ask('10.4.2.18'), ask('2001:db8::5')]).toEqual([
      'opted-out',
      'L6 sample',
      'opted-out',
    ]);

    writeFileSync(path, '10.4.2.18\n010.4.2.19\n');
    later();
    expect([ask('10.4.2.17'), ask('10.4.2.18')], 'a malformed line keeps the old list').toEqual([
      'opted-out',
      'opted-out',
    ]);
    expect(reported.map((problem) => problem.line)).toEqual([2]);
    expect(() => requireReadableOptOuts(optOuts)).toThrow(/list\.txt, line 2: .*leading zero/);

    appendFileSync(path, '10.4.2.20\n');
    later();
    expect([ask('10.4.2.17'), ask('10.4.2.20')]).toEqual(['opted-out', 'opted-out']);
    expect(reported, 'told once').toHaveLength(1);

    rmSync(path);
    later();
    expect(ask('10.4.2.18'), 'a vanished file').toBe('opted-out');
    expect(reported.at(-1)).toMatchObject({
      line: 0,
      message: expect.stringMatching(/not there; the last list/),
    });

    writeFileSync(path, Buffer.from([0, 1, 2, 255]));
    later();
    expect(ask('10.4.2.18'), 'a binary file').toBe('opted-out');

    writeFileSync(`${path}.new`, '10.4.2.19\n2001:db8::5 # until=2026-11-23\n');
    renameSync(`${path}.new`, path);
    later();
    expect([ask('10.4.2.18'), ask('10.4.2.19'), ask('2001:db8::5')], 'a good list counts as it is').toEqual([
      'L6 sample',
      'opted-out',
      'opted-out',
    ]);
    expect(optOuts.problems()).toEqual([]);

    clock.wall = Date.UTC(2026, 10, 24);
    later();
    expect(ask('2001:db8::5'), 'ended by its date').toBe('L8 touch');

    stop();
    writeFileSync(path, '# nobody\n');
    later();
    expect(ask('10.4.2.19'), 'stopped').toBe('opted-out');
  });

  it('survive a listener that throws', () => {
    const watch = watchOptOuts([join(folder, 'none.txt')], {
      clock: handClock(),
      required: true,
      report: () => {
        throw new Error('listener');
      },
    });
    expect(watch.problems()).toHaveLength(1);
  });
});
