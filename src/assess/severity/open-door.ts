import type { Severity } from '../../model/severity.ts';
import { bandOf, scoreOf, sumOf } from './score.ts';

/**
 * An open database that holds rows is at least a small harm, whatever was recognised in it: what was not looked at may be
 * personal. A rating of `none` becomes the lowest that ENISA's formula can give; others stay as they are.
 */
export function atLeastLow(rated: Severity, reach: 'internet' | 'internal'): Severity {
  if (rated.band !== 'none') return rated;
  const value = reach === 'internet' ? 0.5 : 0.25;
  const se = scoreOf(1, 0.25, [value]);
  return {
    band: bandOf(se),
    se,
    dpc: { value: 1, because: 'no personal field was recognised; the lowest score' },
    ei: { value: 0.25, because: 'nothing was recognised that identifies a person' },
    cb: [
      {
        element: 'confidentiality',
        value,
        because: reach === 'internet' ? 'reachable from the Internet' : 'reachable inside a network',
      },
    ],
    sum: sumOf(1, 0.25, [value]),
    flags: rated.flags,
  };
}
