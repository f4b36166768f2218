import { BSON } from 'bson';
import { describe, expect, it } from 'vitest';
import { createDescriber } from '../describe.ts';

/** Rows beyond the number from which columns are thinned out. */
const ROWS = 12_000;

describe('counts in the reasons of a verdict', () => {
  it('are whole, and a part of what was looked at, also where columns are thinned out', () => {
    const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
    const source = describer.source('t');
    for (let i = 0; i < ROWS; i++)
      source.feedBson(
        BSON.serialize({
          email: `user${i * 7919}@firma-nord.de`,
          contact: i % 2 ? `user${i * 31}@firma-sued.de` : `none ${i}`,
          sex: i % 3 ? 'male' : 'female',
          iban: 'DE89370400440532013000',
          ip: `10.${i % 250}.${(i >> 4) % 250}.${1 + (i % 200)}`,
        }),
      );
    const [set] = describer.finish();
    const reasons = (set?.fields ?? [])
      .flatMap(({ types }) => types.map(({ because }) => because))
      .join(', ');
    const counts = [...reasons.matchAll(/(shape|check|dictionary) ([\d.]+)\/([\d.]+)/g)];
    expect(new Set(counts.map(([, word]) => word))).toEqual(new Set(['shape', 'check', 'dictionary']));
    for (const [all, , hits, of] of counts) {
      expect(all).not.toContain('.');
      expect(Number(hits), all).toBeLessThanOrEqual(Number(of));
    }
  });
});
