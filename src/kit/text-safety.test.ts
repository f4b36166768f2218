import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asciiText,
  cleanText,
  csvCell,
  displayWidth,
  htmlText,
  jsonLine,
  padEnd,
  padStart,
} from './text-safety.ts';

const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}]/u;

/** Text of all planes, with the characters that matter drawn often. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\x1b',
        '\x1b]0;',
        '\x07',
        '\x9b',
        '\x7f',
        '\0',
        '\n',
        '\r',
        '\t',
        '\u202e',
        '\u2066',
        '\u200b',
        '\ufeff',
      ),
      fc.constantFrom(
        '\ud800',
        '\udc00',
        '\u2028',
        '\u2029',
        '\u0301',
        '\u{e0041}',
        '中',
        '😀',
        'é',
        '\\',
        '\ufe0f',
        '\u00ad',
        '\u115f',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('cleanText', () => {
  it.each([
    ['plain name', 'plain name'],
    ['\x1b[31mred\x1b[0m', '\\x1b[31mred\\x1b[0m'],
    ['\x1b]0;title\x07', '\\x1b]0;title\\x07'],
    ['\x9b31m', '\\x9b31m'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['user\u202egnp.exe', 'user\\u202egnp.exe'],
    ['zero\u200bwidth', 'zero\\u200bwidth'],
    ['\ud800lone', '\\ud800lone'],
    ['line\u2028para\u2029', 'line\\u2028para\\u2029'],
    ['tag\u{e0041}', 'tag\\u{e0041}'],
    ['客户资料', '客户资料'],
    ['naïve', 'naïve'],
    ['\u0301start', '\\u0301start'],
    [`a${'\u0301'.repeat(6)}`, `a${'\u0301'.repeat(4)}\\u0301\\u0301`],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['客户资料', 5, '客户…'],
    ['客户资料', 4, '客…'],
    ['ab\x1bcd', 6, 'ab…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
    ['😀😀', 3, '😀…'],
  ])('%j in %i cells is %j', (text, max, clean) => {
    expect(cleanText(text, max)).toBe(clean);
  });

  it('lets no control, bidi or invisible character through, is stable, and keeps within its cells', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 40 }), (text, max) => {
        const whole = cleanText(text, Number.POSITIVE_INFINITY);
        expect(whole).not.toMatch(CONTROL);
        expect(Buffer.from(whole).toString()).toBe(whole);
        expect(cleanText(whole, Number.POSITIVE_INFINITY)).toBe(whole);
        const cut = cleanText(text, max);
        expect(cut).not.toMatch(CONTROL);
        expect(displayWidth(cut)).toBeLessThanOrEqual(max);
        expect(cleanText(cut, max)).toBe(cut);
        const ascii = asciiText(text, max);
        expect(ascii).toMatch(/^[\x20-\x7e]*$/);
        expect(ascii.length).toBeLessThanOrEqual(max);
      }),
      { numRuns: 500 },
    );
  });

  it('bounds what is kept of a megabyte of combining marks', () => {
    expect(cleanText(`a${'\u0301'.repeat(1_000_000)}`, 40).length).toBeLessThan(60);
  });
});

describe('displayWidth', () => {
  // Expected values are those of glibc's wcwidth and Unicode's EastAsianWidth.txt.
  it.each([
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['中文', 4],
    ['ｱｲｳ', 3],
    ['ＡＢ', 4],
    ['한국', 4],
    ['😀', 2],
    ['⌚', 2],
    ['\x1b', 0],
    ['·≥—', 3],
  ])('%j takes %i cells', (text, cells) => {
    expect(displayWidth(text)).toBe(cells);
  });

  it('pads by cells', () => {
    expect(padEnd('中', 4)).toBe('中  ');
    expect(padStart('中', 4)).toBe('  中');
    expect(padEnd('long', 2)).toBe('long');
  });
});

describe('csvCell', () => {
  it.each([
    ['plain', 'plain'],
    ['two words', '"two words"'],
    ["=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""],
    ['+1', '"\'+1"'],
    ['-1', '"\'-1"'],
    ['@SUM(A1)', '"\'@SUM(A1)"'],
    ['  =1', '"\'  =1"'],
    ['＝1', '"\'＝1"'],
    ['a"b,c', '"a""b,c"'],
    ['a\nb', '"a\\nb"'],
  ])('%j becomes %s', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('lets numbers of ours be numbers', () => {
    expect(csvCell(-4.5)).toBe('-4.5');
    expect(csvCell(undefined)).toBe('');
  });

  it('starts no cell with a formula character and stays on one line', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', ' ='), hostile),
        ([start, rest]) => {
          const cell = csvCell(start + rest);
          const inner = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
          expect(inner).not.toMatch(/^\s*[=+\-@]/);
          expect(cell).not.toMatch(CONTROL);
        },
      ),
    );
  });
});

describe('htmlText and jsonLine', () => {
  it('leaves nothing that opens a tag, an attribute or an entity', () => {
    expect(htmlText('<img src=x onerror="a()">&\'`\x1b')).toBe(
      '&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;&#39;&#96;\\x1b',
    );
    fc.assert(
      fc.property(hostile, (text) => {
        expect(htmlText(text).replaceAll(/&(amp|lt|gt|quot|#39|#96);/g, '')).not.toMatch(/[&<>"'`]/);
      }),
    );
  });

  it('writes JSON that parses back to the same value and holds no control character', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = jsonLine({ text });
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(JSON.parse(line)).toEqual({ text });
      }),
    );
  });
});
