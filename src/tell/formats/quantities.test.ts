import { describe, expect, it } from 'vitest';
import { bytesText, countText, durationText, peopleText, plural } from './quantities.ts';
import { localeIsUtf8 } from './wrap.ts';

describe('quantities', () => {
  it.each([
    [0, '0'],
    [1_034, '1,034'],
    [999_999, '999,999'],
    [1_000_000, '1 M'],
    [2_565_724, '2.6 M'],
    [51_000_000, '51 M'],
    [999_600_000, '1 bn'],
    [1.2e9, '1.2 bn'],
    [Number.NaN, '0'],
    [-3, '0'],
  ])('%d is %s', (count, text) => {
    expect(countText(count)).toBe(text);
  });

  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_000, '1 KB'],
    [412_345, '412 KB'],
    [999_600, '1 MB'],
    [1.1e12, '1.1 TB'],
    [5e20, '500 EB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });

  it.each([
    [161, '00:02:41'],
    [0.4, '00:00:00'],
    [183_600, '2d 03:00:00'],
    [Number.NaN, '00:00:00'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  it('says one and many, and people with their bounds', () => {
    expect(plural(1, 'row')).toBe('1 row');
    expect(plural(2, 'person', 'people')).toBe('2 people');
    expect(peopleText({ low: 2_565_724 }, '≥')).toBe('≥ 2.6 M people');
    expect(peopleText({ low: 2_400_000, high: 2_700_000 }, '≥')).toBe('2.4-2.7 M people');
    expect(peopleText({ low: 900_000, high: 1_100_000 }, '≥')).toBe('900,000-1.1 M people');
    expect(peopleText({ low: 40, high: 40 }, '≥')).toBe('40 people');
  });
});

describe('localeIsUtf8', () => {
  it.each([
    [{ LANG: 'de_AT.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'de_AT.UTF-8', LC_ALL: 'C' }, false],
    [{ LC_CTYPE: 'en_US.UTF-8', LANG: 'C' }, true],
    [{ LC_ALL: '', LANG: 'C' }, false],
    [{}, false],
  ])('%o: %s', (env, utf8) => {
    expect(localeIsUtf8(env)).toBe(utf8);
  });
});
