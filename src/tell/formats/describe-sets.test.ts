import { describe, expect, it } from 'vitest';
import type { Severity } from '../../model/severity.ts';
import { renderDescription } from './describe-human.ts';
import type { DescribedFiles, DescribedSet } from './described-files.ts';

const none = { value: 0, because: 'test' };
const severity: Severity = { band: 'low', se: 1, dpc: none, ei: none, cb: [], sum: '1', flags: [] };

function screen(n: number, share: number, notes: readonly string[] = []): string {
  const set: DescribedSet = {
    name: 'd',
    containers: 1,
    fields: [
      {
        path: 'f',
        n,
        types: [{ id: 'contact.email', share, low: 0.2, high: 1, confidence: 0.9, because: '' }],
      },
    ],
    shapes: [],
    draw: 'every record read',
    n,
    notes,
    severity,
  };
  const result: DescribedFiles = {
    complete: true,
    interrupted: false,
    exit: 0,
    edition: 'owner',
    sources: [],
    sourcesMore: 0,
    hidden: { cells: 0 },
    notes: [],
    datasets: [set],
    severity,
    consequences: [],
    receipt: {
      bytesRead: 1,
      bytesUnpacked: 0,
      records: n,
      seconds: 1,
      network: 'off',
      networkOff: true,
      confinement: { network: { on: true }, files: { on: true }, dumps: { on: true } },
    },
  };
  return renderDescription(result, {
    columns: 100,
    unicode: true,
    color: false,
    titles: new Map([['contact.email', 'E-mail address']]),
  });
}

describe('shares on the screen', () => {
  it('are counts where few values were read, and intervals where there are enough', () => {
    expect(screen(1, 1)).toContain('E-mail address (1 value read)');
    expect(screen(4, 0.5)).toContain('E-mail address (2 of 4 values)');
    expect(screen(4, 0.5)).not.toContain('95 %');
    expect(screen(40, 0.5)).toContain('E-mail address 50 % (95 %: 20 to 100)');
  });

  it('tells limits only where there are some, and apart from what is so by design', () => {
    expect(screen(40, 1)).not.toContain('Limits');
    expect(screen(40, 1)).toContain('Values       no examples, by design');
    expect(screen(40, 1, ['an object has more than 1,000 different keys: they count as data'])).toMatch(
      /Limits {7}an object[^·]*data\n/,
    );
  });
});
