import { Refused } from './clickhouse-error.ts';
import type { Row, Value } from './table.ts';

export interface Result {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Value[])[];
}

/** 64-bit numbers stand in quotes, as is the default of versions before 25.8. */
function written(value: Value, type: string): Value {
  return typeof value === 'number' && /Int64/.test(type) ? String(value) : value;
}

/** A result in the words of one output format. */
export function inFormat({ columns, rows }: Result, format: string): string {
  const cells = rows.map((row) => row.map((value, at) => written(value, columns[at]?.type ?? '')));
  const objects = (): Row[] =>
    cells.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));
  const lines = (values: readonly unknown[]): string =>
    values.map((value) => `${JSON.stringify(value)}\n`).join('');
  const names = columns.map(({ name }) => name);
  const types = columns.map(({ type }) => type);
  switch (format) {
    case 'JSON':
    case 'JSONCompact':
      return JSON.stringify({
        meta: columns,
        data: format === 'JSON' ? objects() : cells,
        rows: rows.length,
        statistics: { elapsed: 0.001, rows_read: rows.length, bytes_read: 0 },
      });
    case 'JSONEachRow':
      return lines(objects());
    case 'JSONCompactEachRow':
      return lines(cells);
    case 'JSONCompactEachRowWithNames':
      return lines([names, ...cells]);
    case 'JSONCompactEachRowWithNamesAndTypes':
      return lines([names, types, ...cells]);
    case 'TabSeparated':
    case 'TSV':
      return cells
        .map(
          (row) =>
            `${row.map((value) => (value === null ? '\\N' : String(value).replace(/[\\\t\n]/g, ' '))).join('\t')}\n`,
        )
        .join('');
    default:
      throw new Refused(73, 'UNKNOWN_FORMAT', `Unknown format ${format}`);
  }
}

export const MEDIA: Readonly<Record<string, string>> = {
  TabSeparated: 'text/tab-separated-values; charset=UTF-8',
  TSV: 'text/tab-separated-values; charset=UTF-8',
};
