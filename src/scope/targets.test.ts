import { describe, expect, it } from 'vitest';
import { formatRange } from '../kit/ip.ts';
import { GOOD_SCOPE, NOW, handClock } from './fixtures.ts';
import { parseScope } from './parse.ts';
import { compilePermit } from './permit.ts';
import {
  type TargetRange,
  parsePorts,
  parseTarget,
  parseTargets,
  placeTargets,
  readTarget,
  refusedTarget,
} from './targets.ts';

function read(text: string): string {
  const result = readTarget(text);
  if (!result.ok) return result.problem;
  const { value } = result;
  return `${value.kind} ${value.kind === 'range' ? formatRange(value.range) : value.host}${value.port === undefined ? '' : ` ${value.port}`}`;
}

describe('a target', () => {
  it.each([
    ['10.0.0.0/24', 'range 10.0.0.0/24'],
    ['10.0.0.0/24:27017', 'range 10.0.0.0/24 27017'],
    ['10.0.0.1', 'range 10.0.0.1'],
    ['10.0.0.1:27017', 'range 10.0.0.1 27017'],
    ['10.0.0.5-10.0.0.9', 'range 10.0.0.5-10.0.0.9'],
    ['10.0.0.5-10.0.0.9:80', 'range 10.0.0.5-10.0.0.9 80'],
    ['2001:db8::1', 'range 2001:db8::1'],
    ['2001:db8::1:6379', 'range 2001:db8::1:6379'],
    ['[2001:db8::1]:6379', 'range 2001:db8::1 6379'],
    ['[2001:db8::1]', 'range 2001:db8::1'],
    ['2001:db8::/48', 'range 2001:db8::/48'],
    ['db.example.org', 'name db.example.org'],
    ['DB.example.org:5432', 'name db.example.org 5432'],
    ['localhost', 'name localhost'],
    ['cafe.be', 'name cafe.be'],
    ['beef', 'name beef'],
  ])('%s is read', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['010.0.0.1', /leading zero/],
    ['10.1', /2 parts/],
    ['0x7f.1', /hexadecimal/],
    ['167772161', /1 part/],
    ['10.0.0.1:0', /no port from 1 to 65535/],
    ['10.0.0.1:65536', /no port/],
    ['10.0.0.1:', /no port/],
    ['10.0.0.1:080', /no port/],
    ['[10.0.0.1]:80', /not IPv6/],
    ['[2001:db8::1]80', /not an IP address|host name/],
    ['::ffff:10.0.0.1', /write 10\.0\.0\.1/],
    ['[::ffff:10.0.0.1]:80', /write 10\.0\.0\.1/],
    ['fe80::1%eth0', /zone id/],
    ['2001:DB8::1', /write 2001:db8::1/],
    ['10.0.0.1/24', /write 10\.0\.0\.0\/24/],
    ['10.0.0.0/8/8', /prefix length/],
    ['mongodb://10.0.0.1:27017', /is a URL/],
    ['10.0.0.*', /not a host name|not an IP/],
    ['', /is empty/],
    ['a b', /host name/],
    ['\x1b[31mred', /^"\\x1b\[31mred" /],
    ['x'.repeat(400), /too long/],
    ['1.2.3.4.example.123', /ends in a number/],
  ])('%s is refused', (text, expected) => {
    expect(read(text)).toMatch(expected);
  });

  it('that is malformed names all that are', () => {
    expect(() => parseTargets(['10.1', '10.0.0.1', '010.0.0.1'])).toThrow(
      /"10\.1" has 2 parts[^]*"010\.0\.0\.1" has a part/,
    );
    expect(() => parseTarget('10.1')).toThrow(expect.objectContaining({ code: 'TARGET_MALFORMED', exit: 2 }));
  });
});

describe('ports', () => {
  it('are lists and ranges', () => {
    expect(parsePorts('27017,6379, 9200-9203,9201,65535')).toEqual([
      6379, 9200, 9201, 9202, 9203, 27017, 65535,
    ]);
    expect(parsePorts('1-65535')).toHaveLength(65_535);
  });

  it.each(['', '0', '65536', '9210-9200', '1-2-3', 'a', '80,', '-5', '5-', '1e3', '080'])(
    '%s is refused',
    (text) => {
      expect(() => parsePorts(text)).toThrow(expect.objectContaining({ code: 'USAGE', exit: 2 }));
    },
  );
});

describe('placing', () => {
  const permit = compilePermit(parseScope(GOOD_SCOPE, 'scope.yaml', NOW), { clock: handClock() });
  const place = (...texts: string[]): ReturnType<typeof placeTargets> =>
    placeTargets(permit, parseTargets(texts) as TargetRange[]);

  it('cuts a wide target along the scope and says why the rest is out', () => {
    const { inside, outside } = place('10.4.64.0/21', '198.51.0.0/16:9200', '2001:db8::/32');
    expect(
      inside.map(
        (one) => `${formatRange(one.range)} ${one.port ?? '-'} ${one.grant.entry} ${one.grant.depth}`,
      ),
    ).toEqual([
      '10.4.64.0/23 - L6 sample',
      '10.4.67.0-10.4.71.255 - L6 sample',
      '198.51.100.0/24 9200 L7 shape',
      '2001:db8::/48 - L8 touch',
    ]);
    expect(outside.map((one) => `${one.target} ${one.refusal.code}`)).toEqual([
      '10.4.66.0/24 denied',
      '198.51.0.0-198.51.99.255:9200 not-in-scope',
      '198.51.101.0-198.51.255.255:9200 not-in-scope',
      '2001:db8:1::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff not-in-scope',
    ]);
  });

  it('costs no more for the whole Internet than for one address', () => {
    const { inside, outside } = place('0.0.0.0/0', '::/0');
    expect(inside).toHaveLength(4);
    expect(outside.length).toBeLessThan(25);
  });

  it('refuses with a way forward', () => {
    const [out] = place('203.0.113.9').outside;
    if (out === undefined) throw new Error('nothing is out');
    const error = refusedTarget(out.target, out.refusal);
    expect(error).toMatchObject({ code: 'OUT_OF_SCOPE', exit: 3 });
    expect(error.message).toMatch(/203\.0\.113\.9.*Nothing was sent/);
    expect(error.hint).toMatch(/consent.*tasking/);
  });
});
