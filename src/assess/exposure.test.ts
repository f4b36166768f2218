import { describe, expect, it } from 'vitest';
import type { DatasetDescription } from '../model/description.ts';
import type { Marker } from '../model/marker.ts';
import { badgesOf, headline, isWiped, markerBadges, rateText, reachOf } from './exposure.ts';

const base: DatasetDescription = {
  name: 'd',
  containers: 1,
  fields: [],
  shapes: [],
  draw: 'schema only',
  n: 0,
  notes: [],
};
const mark = (rest: Partial<Marker> = {}): Marker => ({
  class: 'ransom',
  name: 'x',
  strength: 'strong',
  method: 'm',
  count: 1,
  ...rest,
});

describe('headline', () => {
  it('adds rows but never people', () => {
    expect(
      headline([
        { ...base, rows: { value: 10, method: 'exact' }, people: { low: 7, method: 'a' }, bytes: 5 },
        {
          ...base,
          rows: { value: 90, method: 'estimate' },
          people: { low: 9, method: 'b' },
          ingest: { perSecond: 2, seconds: 1 },
        },
        base,
      ]),
    ).toEqual({ rows: 100, bytes: 5, people: { low: 9, method: 'b' }, perSecond: 2 });
  });

  it.each([
    [78.2, '78/s'],
    [4.24, '4.2/s'],
    [1, '1/s'],
    [0.05, '3/min'],
    [0.0001, '1/min'],
  ])('%f rows a second are %s', (rate, text) => {
    expect(rateText(rate)).toBe(text);
  });
});

describe('badges', () => {
  it('gives one badge a class, strong before weak, earliest date first', () => {
    expect(
      markerBadges([
        mark({ strength: 'weak', date: '2020-01-01T00:00:00Z' }),
        mark({ date: '2026-09-03T00:00:00Z' }),
        mark({ date: '2026-09-02T00:00:00Z' }),
        mark({ class: 'implant', strength: 'weak' }),
      ]),
    ).toEqual(['ransom mark 2026-09-02', 'perhaps implant']);
  });

  it('says what is known, and that the end of life is not', () => {
    const types = new Map([
      [
        'special.ethnicity',
        { group: 'special', law: { gdpr: 'art9', pipl: 'sensitive', cpra: 'sensitive' }, weight: 'critical' },
      ],
    ]);
    const field = {
      path: 'f',
      n: 10,
      types: [{ id: 'special.ethnicity', share: 1, low: 0.7, high: 1, confidence: 0.9, because: '' }],
    };
    const datasets = [{ ...base, fields: [field], ingest: { perSecond: 78, seconds: 1 } }];
    expect(badgesOf({ datasets, types, markers: [], wiped: false, writable: true })).toEqual([
      'live 78/s',
      'group at risk',
      'writable',
      'end of life unknown',
    ]);
    expect(badgesOf({ datasets: [base], types, markers: [mark()], wiped: true, endOfLife: true })).toEqual([
      'ransom mark',
      'wiped',
      'end of life',
    ]);
    expect(badgesOf({ datasets: [base], types, markers: [], wiped: false, endOfLife: false })).toEqual([]);
  });

  it('calls a server wiped only with a strong mark and nothing else in it', () => {
    expect(isWiped([mark()], [])).toBe(true);
    expect(isWiped([mark({ class: 'wipe' })], [{ rows: 0 }])).toBe(true);
    expect(isWiped([mark()], [{ rows: 1 }])).toBe(false);
    expect(isWiped([mark()], [{}])).toBe(false);
    expect(isWiped([mark({ strength: 'weak' })], [])).toBe(false);
    expect(isWiped([mark({ class: 'warning' })], [])).toBe(false);
    expect(isWiped([], [])).toBe(false);
  });
});

describe('reachOf', () => {
  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '172.16.0.1',
    '172.31.255.1',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
  ])('%s is internal', (address) => {
    expect(reachOf(address)).toBe('internal');
  });
  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2001:db8::1', '::ffff:8.8.8.8', '192.169.0.1'])(
    '%s is on the Internet',
    (address) => {
      expect(reachOf(address)).toBe('internet');
    },
  );
});
