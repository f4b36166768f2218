import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../kit/text-safety.ts';
import { type Column, renderTable } from './table.ts';

const COLUMNS: readonly Column[] = [
  { title: '#', align: 'right' },
  { title: 'endpoint' },
  { title: 'what', least: 6 },
  { title: 'rows', align: 'right' },
];
const ROWS = [
  ['1', '192.0.2.17:27017', 'live tracking', '51 M'],
  ['12', '192.0.2.3:9200', '客户资料', '9'],
];

describe('renderTable', () => {
  it('lines up columns by the cells they take', () => {
    expect(renderTable(COLUMNS, ROWS, { columns: 80, color: false, unicode: true }).split('\n')).toEqual([
      ' #  endpoint          what           rows',
      ' 1  192.0.2.17:27017  live tracking  51 M',
      '12  192.0.2.3:9200    客户资料          9',
      '',
    ]);
  });

  it('narrows what may be narrowed', () => {
    const [, first] = renderTable(COLUMNS, ROWS, { columns: 36, color: false, unicode: true }).split('\n');
    expect(first).toBe(' 1  192.0.2.17:27017  live tr…  51 M');
  });

  it('keeps every line within the screen and clean, whatever the cells hold', () => {
    const row = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 4 }),
        fc.integer({ min: 20, max: 120 }),
        fc.boolean(),
        (rows, columns, unicode) => {
          const text = renderTable(COLUMNS, rows, { columns, color: false, unicode });
          expect(text).not.toMatch(/[^\P{C}\n]/u);
          const lines = text.split('\n');
          expect(lines).toHaveLength(rows.length + 2);
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        },
      ),
      { numRuns: 50 },
    );
  });
});
