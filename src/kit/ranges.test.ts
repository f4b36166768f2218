import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IpRange, formatIp, parseRange } from './ip.ts';
import { intersectRanges, mergeRanges, rangeSet, subtractRanges } from './ranges.ts';

/** Small spaces, so that ranges overlap, touch and nest; one in each family. */
const range = fc
  .tuple(fc.constantFrom(4 as const, 6 as const), fc.nat(60), fc.nat(20))
  .map(
    ([family, start, length]): IpRange => ({ family, first: BigInt(start), last: BigInt(start + length) }),
  );
const ranges = fc.array(range, { maxLength: 12 });

function members(list: readonly IpRange[]): Set<string> {
  const all = new Set<string>();
  for (const { family, first, last } of list)
    for (let at = first; at <= last; at++) all.add(`${family} ${at}`);
  return all;
}

function wellFormed(list: readonly IpRange[]): void {
  expect(mergeRanges(list)).toEqual(list);
}

describe('range sets', () => {
  it('agree with sets of single addresses', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const [inA, inB] = [members(a), members(b)];
        const both = intersectRanges(a, b);
        const left = subtractRanges(a, b);
        wellFormed(both);
        wellFormed(left);
        expect(members(both)).toEqual(new Set([...inA].filter((one) => inB.has(one))));
        expect(members(left)).toEqual(new Set([...inA].filter((one) => !inB.has(one))));
        const set = rangeSet(a);
        expect(set.count).toBe(BigInt(inA.size));
        for (const family of [4, 6] as const)
          for (let at = 0n; at < 90n; at++)
            expect(set.has({ family, value: at })).toBe(inA.has(`${family} ${at}`));
      }),
    );
  });

  it('give every address once, by index', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const set = rangeSet(list);
        const seen = Array.from({ length: Number(set.count) }, (_, i) => set.nth(i));
        expect(new Set(seen).size).toBe(seen.length);
        for (const text of seen) expect(set.hasText(text)).toBe(true);
        expect(seen).toEqual(Array.from({ length: Number(set.count) }, (_, i) => set.nth(BigInt(i))));
        expect(() => set.nth(set.count)).toThrow(RangeError);
        expect(() => set.nth(-1)).toThrow(RangeError);
      }),
    );
  });

  it('index past 2^53', () => {
    const parse = (text: string): IpRange => {
      const parsed = parseRange(text);
      if (!parsed.ok) throw new Error(parsed.problem);
      return parsed.value;
    };
    const set = rangeSet([parse('2001:db8::/48'), parse('192.0.2.0/24')]);
    expect(set.count).toBe((1n << 80n) + 256n);
    expect(set.nth(0)).toBe('192.0.2.0');
    expect(set.nth(256)).toBe('2001:db8::');
    expect(set.nth((1n << 80n) + 255n)).toBe('2001:db8:0:ffff:ffff:ffff:ffff:ffff');
    expect(() => set.nth(2 ** 60)).toThrow(RangeError);
  });

  it('agree with BlockList on a thousand networks', () => {
    const list = new BlockList();
    const networks: IpRange[] = [];
    for (let i = 0; i < 1_000; i++) {
      const first = (BigInt(i) * 4_294_967n) & ~255n;
      networks.push({ family: 4, first, last: first + 255n });
      list.addSubnet(formatIp({ family: 4, value: first }), 24, 'ipv4');
    }
    const set = rangeSet(networks);
    for (let i = 0; i < 20_000; i++) {
      const text = formatIp({ family: 4, value: BigInt(Math.floor((i * 0xffffffff) / 20_000)) });
      expect(set.hasText(text)).toBe(list.check(text, 'ipv4'));
    }
  });
});
