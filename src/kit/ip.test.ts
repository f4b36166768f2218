import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type IpAddress,
  type IpRange,
  formatIp,
  formatIpv4,
  formatRange,
  ipv4Number,
  network,
  nthAddress,
  parseCidr,
  parseIp,
  parseRange,
  rangeCount,
} from './ip.ts';

const v4 = fc.nat(0xffffffff).map((value): IpAddress => ({ family: 4, value: BigInt(value) }));
const group = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(0xffff) });
const v6 = fc
  .array(group, { minLength: 8, maxLength: 8 })
  .map(
    (groups): IpAddress => ({
      family: 6,
      value: groups.reduce((sum, one) => (sum << 16n) | BigInt(one), 0n),
    }),
  )
  .filter((address) => address.value >> 32n !== 0xffffn);
const anyAddress = fc.oneof(v4, v6);

function problem(result: ReturnType<typeof parseRange>): string {
  return result.ok ? `taken as ${formatRange(result.value)}` : result.problem;
}

describe('addresses', () => {
  it('are read back from their own spelling, which node:net takes too', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const text = formatIp(address);
        expect(isIP(text)).toBe(address.family);
        expect(parseIp(text)).toEqual({ ok: true, value: address });
      }),
    );
  });

  it('are spelled in IPv6 as a URL parser of the platform spells them', () => {
    fc.assert(
      fc.property(v6, (address) => {
        expect(new URL(`http://[${formatIp(address)}]/`).hostname).toBe(`[${formatIp(address)}]`);
      }),
    );
  });

  it('are taken only where node:net takes them', () => {
    const near = fc.array(fc.constantFrom('0', '1', '25', 'f', 'A', ':', '::', '.', '%', 'x', '/', ' '), {
      maxLength: 14,
    });
    fc.assert(
      fc.property(near, (parts) => {
        const text = parts.join('');
        if (isIPv4(text)) expect(formatIpv4(ipv4Number(text))).toBe(text);
        else expect(ipv4Number(text)).toBe(-1);
        const parsed = parseIp(text);
        if (parsed.ok) expect(isIP(text)).toBe(parsed.value.family);
        else if (isIPv6(text) && !text.includes('%')) {
          const hostname = new URL(`http://[${text}]/`).hostname.slice(1, -1);
          expect(parsed.canonical).toBeDefined();
          if (!hostname.startsWith('::ffff:')) expect(parsed.canonical).toBe(hostname);
        } else expect(parsed.canonical).toBeUndefined();
      }),
      { numRuns: 5_000 },
    );
  });

  // ipaddr.js reads the first of these as 8.0.0.0/8 and the third as 10.0.0.1.
  it.each([
    ['010.0.0.0/8', /leading zero/],
    ['010.0.0.1', /leading zero/],
    ['10.1', /2 parts instead of four/],
    ['167772161', /1 part instead of four/],
    ['0x7f.0.0.1', /hexadecimal/],
    ['0x7f000001', /hexadecimal/],
    ['10.0.0.256', /above 255/],
    ['10.0.0.1 ', /not an IP address/],
    ['\uff11\uff10.0.0.1', /not an IP address/],
    ['1.2.3.4.5', /5 parts/],
    ['::ffff:192.0.2.1', /write 192\.0\.2\.1$/],
    ['::ffff:c000:201', /write 192\.0\.2\.1$/],
    ['::ffff:10.0.0.0/104', /write 10\.0\.0\.0$/],
    ['fe80::1%eth0', /zone id/],
    ['2001:DB8::1', /write 2001:db8::1$/],
    ['2001:0db8::1', /write 2001:db8::1$/],
    ['2001:db8:0:0:0:0:0:1', /write 2001:db8::1$/],
    ['2001:db8::0:1', /write 2001:db8::1$/],
    ['2001:db8::1:0:0:0:0', /write 2001:db8:0:1::$/],
    ['2001:db8:1:2:3:4::6', /write 2001:db8:1:2:3:4:0:6$/],
    ['64:ff9b::192.0.2.1', /write 64:ff9b::c000:201$/],
    ['2001:DB8::/32', /write 2001:db8::\/32$/],
    ['1::2::3', /not an IP address/],
    [':::', /not an IP address/],
    ['12345::', /not an IP address/],
    ['10.0.0.1/24', /write 10\.0\.0\.0\/24 /],
    ['2001:db8::1/64', /write 2001:db8::\/64 /],
    ['10.0.0.0/33', /from 0 to 32/],
    ['10.0.0.0/08', /from 0 to 32/],
    ['10.0.0.0/', /from 0 to 32/],
    ['10.0.0.0/-1', /first end/],
    ['2001:db8::/129', /from 0 to 128/],
    ['10.0.0.0/255.0.0.0', /from 0 to 32/],
    ['10.0.0.9-10.0.0.5', /ends before/],
    ['10.0.0.9-::1', /IPv4 and the other in IPv6/],
    ['', /is empty/],
    ['1'.repeat(5_000), /too long/],
  ])('does not take %s', (text, message) => {
    expect(problem(parseRange(text))).toMatch(message);
  });

  it('compresses as RFC 5952 section 4 says: the longest run, the first of two, never a single zero', () => {
    for (const text of [
      '2001:db8::1',
      '2001:0:0:1::1',
      '2001:db8::1:0:0:1',
      '2001:db8:0:1:1:1:1:1',
      '::',
      '::1',
      '1::',
    ])
      expect(parseIp(text).ok, text).toBe(true);
  });
});

describe('ranges', () => {
  it('agree with BlockList about what a network holds', () => {
    fc.assert(
      fc.property(anyAddress, fc.nat(128), anyAddress, (base, bits, other) => {
        const prefix = base.family === 4 ? bits % 33 : bits;
        const range = network(base, prefix);
        const list = new BlockList();
        const kind = base.family === 4 ? 'ipv4' : 'ipv6';
        list.addSubnet(formatIp(base), prefix, kind);
        for (const value of [range.first, range.last, range.first - 1n, range.last + 1n, other.value]) {
          if (value < 0n || value >= 1n << (base.family === 4 ? 32n : 128n) || value >> 32n === 0xffffn)
            continue;
          expect(list.check(formatIp({ family: base.family, value }), kind)).toBe(
            value >= range.first && value <= range.last,
          );
        }
      }),
    );
  });

  it('are read back from what is printed', () => {
    fc.assert(
      fc.property(anyAddress, fc.nat(5_000), (start, extra) => {
        const top = (1n << (start.family === 4 ? 32n : 128n)) - 1n;
        const last = start.value + BigInt(extra) > top ? top : start.value + BigInt(extra);
        if (start.family === 6 && last >> 32n === 0xffffn) return;
        const range: IpRange = { family: start.family, first: start.value, last };
        expect(parseRange(formatRange(range))).toEqual({ ok: true, value: range });
      }),
    );
  });

  it('count and index without a list', () => {
    const six = parseCidr('2001:db8::/32');
    if (!six.ok) throw new Error(six.problem);
    expect(rangeCount(six.value)).toBe(1n << 96n);
    expect(formatIp(nthAddress(six.value, (1n << 96n) - 1n))).toBe('2001:db8:ffff:ffff:ffff:ffff:ffff:ffff');
    expect(() => nthAddress(six.value, 1n << 96n)).toThrow(RangeError);
    expect(() => nthAddress(six.value, -1)).toThrow(RangeError);
  });
});
