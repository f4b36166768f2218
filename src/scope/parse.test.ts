import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SidelightError } from '../kit/errors.ts';
import { GOOD_SCOPE, NOW } from './fixtures.ts';
import { formatProblem, parseScope, readScope } from './parse.ts';
import { parseRate } from './read-probe.ts';

function problemsOf(text: string, now = NOW): readonly string[] {
  return readScope(text, now).problems.map((problem) => `${problem.code} ${formatProblem(problem)}`);
}

function change(from: string, to: string): string {
  if (!GOOD_SCOPE.includes(from)) throw new Error(`the good scope has no ${from}`);
  return GOOD_SCOPE.replace(from, () => to);
}

describe('a scope file', () => {
  it('is read whole', () => {
    expect(parseScope(GOOD_SCOPE, 'scope.yaml', NOW)).toMatchObject({
      version: 1,
      authority: {
        who: 'Jane Doe, CISO, Example Energy AG',
        basis: 'CISO order 2026-114',
        contact: 'security@example.org',
      },
      valid: { from: '2026-11-01', until: '2026-12-31' },
      probe: {
        identity: 'https://probe.example.org/.well-known/probing.txt',
        rate: 500,
        perHost: 2,
        vantage: 'vienna',
      },
      allow: [
        { id: 'L6', range: '10.4.0.0/16', depth: 'sample', relation: 'own', accounts: ['root', 'postgres'] },
        { id: 'L7', range: '198.51.100.0/24', depth: 'shape', relation: 'constituency', accounts: [] },
        { id: 'L8', range: '2001:db8::/48', depth: 'touch', accounts: [] },
        { id: 'L9', name: '*.example.org', depth: 'touch', accounts: [] },
      ],
      deny: ['10.4.66.0/24', 'secret.example.org'],
      denyIds: ['L10', 'L10'],
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('takes block style, CRLF and comments as well', () => {
    const text =
      'sidelight: 1\nauthority:\n  who: A\n  basis: B\n  contact: "+43 1 555 0100"\nvalid:\n  from: 2026-11-01\n  until: 2026-11-30\nallow:\n  - range: 192.0.2.7 # one\n';
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text.replaceAll('\n', '\r\n'))).toEqual([]);
    expect(readScope(text, NOW).scope?.allow[0]).toMatchObject({
      id: 'L10',
      range: '192.0.2.7',
      depth: 'shape',
    });
  });

  it('may be valid for 90 days and not for 91, to the end of the last day in UTC', () => {
    const until = (date: string): string => change('2026-12-31', date);
    expect(problemsOf(until('2027-01-29'))).toEqual([]);
    expect(problemsOf(until('2027-01-30'))).toEqual([
      expect.stringMatching(/^SCOPE_TOO_LONG line 3, column \d+: .*91 days/),
    ]);
    expect(problemsOf(until('2026-11-22'), Date.UTC(2026, 10, 22, 23, 59, 59, 999))).toEqual([]);
    expect(problemsOf(until('2026-11-22'), Date.UTC(2026, 10, 23))).toEqual([
      expect.stringMatching(/^SCOPE_EXPIRED line 3, column \d+: .*ended on 2026-11-22/),
    ]);
    expect(problemsOf(GOOD_SCOPE, Date.UTC(2026, 9, 31, 23, 59, 59))).toEqual([
      expect.stringMatching(/^SCOPE_EXPIRED line 3, column 16: .*not valid yet/),
    ]);
    expect(problemsOf(until('2026-11-22T12:30:00+01:00'), NOW)).toEqual([
      expect.stringMatching(/^SCOPE_EXPIRED/),
    ]);
    expect(problemsOf(until('2026-11-22T13:30:00+01:00'), NOW)).toEqual([]);
  });

  it.each([
    [
      'wider than a /16',
      change('10.4.0.0/16', '10.4.0.0/15'),
      /^SCOPE_TOO_WIDE line 6, column 14: .*wider than an IPv4 \/16/,
    ],
    ['wider than a /16 as first-last', change('10.4.0.0/16', '10.4.0.0-10.5.0.0'), /^SCOPE_TOO_WIDE line 6/],
    [
      'wider than a /48',
      change('2001:db8::/48', '2001:db8::/47'),
      /^SCOPE_TOO_WIDE line 8, column 14: .*IPv6 \/48/,
    ],
    [
      'octal',
      change('10.4.0.0/16', '010.4.0.0/16'),
      /^SCOPE_NOT_CANONICAL line 6, column 14: .*leading zero/,
    ],
    ['short form', change('10.4.0.0/16', '10.1'), /^SCOPE_NOT_CANONICAL line 6, column 14: .*2 parts/],
    [
      'mapped',
      change('10.4.0.0/16', '"::ffff:10.4.0.0/112"'),
      /^SCOPE_NOT_CANONICAL line 6, column 14: .*IPv4/,
    ],
    [
      'host bits',
      change('198.51.100.0/24', '198.51.100.7/24'),
      /^SCOPE_NOT_CANONICAL line 7, column 14: .*write 198\.51\.100\.0\/24/,
    ],
    [
      'IPv6 spelling',
      change('2001:db8::/48', '2001:0DB8::/48'),
      /^SCOPE_NOT_CANONICAL line 8, column 14: .*write 2001:db8::\/48/,
    ],
    [
      'octal in deny',
      change('10.4.66.0/24', '010.4.66.0/24'),
      /^SCOPE_NOT_CANONICAL line 10, column 8: .*leading zero/,
    ],
    [
      'unknown key',
      change('vantage:', 'vantages:'),
      /^SCOPE_MALFORMED line 4, column \d+: .*"vantages" \(did you mean vantage\?\)/,
    ],
    [
      'unknown key at the top',
      `${GOOD_SCOPE}denny: []\n`,
      /^SCOPE_MALFORMED line 11, column 1: .*did you mean deny/,
    ],
    [
      'unknown depth',
      change('depth: shape', 'depth: shpae'),
      /^SCOPE_MALFORMED line 7, column 38: .*did you mean shape/,
    ],
    [
      'accounts without own',
      change('relation: own', 'relation: consent'),
      /^SCOPE_MALFORMED line 6, column \d+: .*relation: own/,
    ],
    [
      'a password in accounts',
      change('[root,', '["root:secret",'),
      /^SCOPE_MALFORMED line 6, column \d+: .*name of an account/,
    ],
    [
      'empty who',
      change('"Jane Doe, CISO, Example Energy AG"', '""'),
      /^SCOPE_INCOMPLETE line 2, column 19: authority\.who is empty/,
    ],
    [
      'no basis',
      change('basis: "CISO order 2026-114", ', ''),
      /^SCOPE_INCOMPLETE line 2, column 12: .*basis/,
    ],
    [
      'no authority',
      GOOD_SCOPE.replace(/authority.*\n/, ''),
      /^SCOPE_INCOMPLETE line 1, column 1: .*authority/,
    ],
    [
      'other version',
      change('sidelight: 1', 'sidelight: 2'),
      /^SCOPE_MALFORMED line 1, column 12: .*must be 1/,
    ],
    [
      'a date that is none',
      change('2026-12-31', '2026-02-30'),
      /^SCOPE_MALFORMED line 3, column \d+: .*2026-02-30/,
    ],
    [
      'a time without zone',
      change('2026-12-31', '2026-12-31T10:00'),
      /^SCOPE_MALFORMED line 3, column \d+: .*zone/,
    ],
    [
      'until before from',
      change('2026-12-31', '2026-10-31'),
      /^SCOPE_MALFORMED line 3, column \d+: .*before/,
    ],
    ['a rate that is none', change('500/s', 'fast'), /^SCOPE_MALFORMED line 4, column \d+: probe\.rate/],
    ['a rate of nothing', change('500/s', '0/s'), /^SCOPE_MALFORMED line 4, column \d+: probe\.rate/],
    [
      'a host name with a star inside',
      change('*.example.org', 'db*.example.org'),
      /^SCOPE_MALFORMED line 9, column 13: .*star/,
    ],
    [
      'a whole top-level domain',
      change('*.example.org', '*.org'),
      /^SCOPE_MALFORMED line 9, column 13: .*top-level/,
    ],
    [
      'a range as a name',
      change('"*.example.org"', '10.0.0.1'),
      /^SCOPE_MALFORMED line 9, column 13: .*write range/,
    ],
    ['a duplicate key', `${GOOD_SCOPE}deny: []\n`, /^SCOPE_MALFORMED line 11, column 1: .*second time/],
    [
      'a duplicate range',
      change('198.51.100.0/24', '10.4.0.0/16'),
      /^SCOPE_MALFORMED line 7, column 5: .*line 6/,
    ],
    ['a tab', change('  - { range: 10', '\t- { range: 10'), /^SCOPE_MALFORMED line 6, column 1: .*tab/],
    ['an anchor', change('[root, postgres]', '&a [root]'), /^SCOPE_MALFORMED line 6, column \d+: .*anchors/],
    ['a tag', change('sidelight: 1', 'sidelight: !!int 1'), /^SCOPE_MALFORMED line 1, column \d+: .*tags/],
    ['a byte order mark', `\ufeff${GOOD_SCOPE}`, /^SCOPE_MALFORMED line 1, column 1: .*byte order mark/],
    ['text that turns around', change('Jane', 'Ja\u202ene'), /^SCOPE_MALFORMED line 2, column 22: .*U\+202E/],
    ['an escape character', change('Jane', '\x1b[2J'), /^SCOPE_MALFORMED line 2, column 20: .*U\+001B/],
    [
      'a second document',
      `${GOOD_SCOPE}---\na: 1\n`,
      /^SCOPE_MALFORMED line 11, column 1: .*second document/,
    ],
    ['nothing', '', /^SCOPE_INCOMPLETE line 1, column 1: the file is empty/],
    ['only comments', '# nothing\n', /^SCOPE_INCOMPLETE line 1, column 1: the file is empty/],
    ['a list', '- a\n- b\n', /^SCOPE_MALFORMED line 1, column 1: .*must be a mapping/],
    ['a word', 'hello\n', /^SCOPE_MALFORMED line 1, column 1: .*must be a mapping.*"hello"/],
    [
      'no allow entries',
      GOOD_SCOPE.replace(/allow:[^]*(?=deny)/, 'allow: []\n'),
      /^SCOPE_INCOMPLETE line 5, column 8: .*empty list/,
    ],
    [
      'allow without a value',
      GOOD_SCOPE.replace(/allow:[^]*(?=deny)/, 'allow:\n'),
      /^SCOPE_MALFORMED line 5, column \d+: .*list, found nothing/,
    ],
    [
      'an entry with both',
      change('{ range: 10.4.0.0/16,', '{ range: 10.4.0.0/16, name: a.example.org,'),
      /^SCOPE_INCOMPLETE line 6, column 5: .*both/,
    ],
    [
      'an open bracket',
      change('[root, postgres]', '[root, postgres'),
      /^SCOPE_MALFORMED line \d+, column \d+: /,
    ],
  ])('refuses %s, with the place', (_, text, expected) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(expected)]);
  });

  it('lists every problem at once, and exits 2 where one part cannot be read', () => {
    const text = change('10.4.0.0/16', '10.4.0.0/15')
      .replace('198.51.100.0/24', '010.0.0.0/8')
      .replace('basis:', 'bassis:');
    expect(problemsOf(text)).toHaveLength(3);
    try {
      parseScope(text, 'my.yaml', NOW);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(SidelightError);
      const { exit, message, code } = error as SidelightError;
      expect({ exit, code }).toEqual({ exit: 2, code: 'SCOPE_MALFORMED' });
      expect(message.match(/^my\.yaml, line \d+, column \d+: /gm)).toHaveLength(3);
    }
  });

  it.each([
    ['SCOPE_TOO_WIDE', change('10.4.0.0/16', '10.0.0.0/8')],
    ['SCOPE_TOO_LONG', change('2026-12-31', '2027-12-31')],
    ['SCOPE_EXPIRED', change('2026-12-31', '2026-11-02')],
    ['SCOPE_SIGNATURE', `${GOOD_SCOPE}signature: ed25519:AAAA:BBBB\n`],
  ])('exits 3 for %s', (code, text) => {
    expect(() => parseScope(text, 'my.yaml', NOW)).toThrow(expect.objectContaining({ code, exit: 3 }));
  });

  it('lets a national CERT list wide ranges', () => {
    const wide = change('10.4.0.0/16', '10.0.0.0/8').replace('2001:db8::/48', '2001:db8::/32');
    expect(problemsOf(wide.replace('basis:', 'kind: cert, basis:'))).toEqual([]);
    expect(problemsOf(wide.replace('basis:', 'kind: organisation, basis:'))).toHaveLength(2);
  });

  it('does not let many narrow ranges add up to a wide one', () => {
    const entries = Array.from(
      { length: 257 },
      (_, i) => `  - { range: ${i < 128 ? '20' : i < 256 ? '21' : '22'}.${i % 128}.0.0/16 }`,
    );
    const many = (count: number): string =>
      GOOD_SCOPE.replace(/allow:[^]*(?=deny)/, `allow:\n${entries.slice(0, count).join('\n')}\n`);
    expect(problemsOf(many(256))).toEqual([]);
    expect(problemsOf(many(257))).toEqual([
      expect.stringMatching(/^SCOPE_TOO_WIDE line \d+, column \d+: .*add up/),
    ]);
  });

  it('is not taken in by bombs', () => {
    const bombs = [
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghijk'
        .split('')
        .map((k, i) => `${k}: &${k} [${`*${'abcdefghij'[i]},`.repeat(9)}]`)
        .join('\n')}\n`,
      '['.repeat(200_000),
      '{a: '.repeat(100_000),
      '- '.repeat(200_000),
      Array.from({ length: 3_000 }, (_, i) => `${' '.repeat(i)}a:`)
        .join('\n')
        .slice(0, 900_000),
      `allow: ${'?'.repeat(100_000)}`,
      '"'.repeat(100_001),
      `${'a'.repeat(1_000_000)}`,
      'a: |\n'.repeat(1_000),
    ];
    for (const bomb of bombs) {
      const problems = readScope(bomb, NOW).problems;
      expect(problems.length, bomb.slice(0, 20)).toBeGreaterThan(0);
    }
  });

  it('gives a place for every problem, whatever is done to it', () => {
    const lines = GOOD_SCOPE.split('\n').length;
    const piece = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ':',
      '- ',
      '"',
      "'",
      '&a ',
      '*a',
      '!x ',
      '|',
      '>',
      '\t',
      '\n',
      '#',
      '010.',
      '::',
      '/',
      '%',
      '0',
      ',',
      '@',
      '`',
      '--- ',
      '...',
    );
    fc.assert(
      fc.property(fc.nat(GOOD_SCOPE.length), fc.nat(8), piece, (at, cut, insert) => {
        const text = GOOD_SCOPE.slice(0, at) + insert + GOOD_SCOPE.slice(at + cut);
        for (const problem of readScope(text, NOW).problems) {
          expect(problem.line).toBeGreaterThanOrEqual(1);
          expect(problem.line).toBeLessThanOrEqual(lines + 1);
          expect(problem.column).toBeGreaterThanOrEqual(1);
          expect(problem.message).not.toBe('');
        }
      }),
      { numRuns: 600 },
    );
  });

  it('reads a large file of a CERT', () => {
    const entries = Array.from(
      { length: 12_000 },
      (_, i) => `  - { range: 10.${i >> 8}.${i & 255}.0/24, depth: shape, relation: constituency }`,
    );
    const text = GOOD_SCOPE.replace(/allow:[^]*(?=deny)/, `allow:\n${entries.join('\n')}\n`);
    expect(readScope(text, NOW).scope?.allow).toHaveLength(12_000);
  });
});

describe('a rate', () => {
  it('is read per second, minute and hour', () => {
    expect(['500/s', '30/min', '36/h', '0.5/s', '1 / s'].map(parseRate)).toEqual([500, 0.5, 0.01, 0.5, 1]);
    expect(['500', '/s', '-1/s', '1e3/s', '5/d', '1000000/s', '0/min', 'NaN/s'].map(parseRate)).toEqual(
      Array.from({ length: 8 }, () => undefined),
    );
  });
});
