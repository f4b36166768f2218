import { displayWidth, padEnd, padStart } from '../../kit/text-safety.ts';
import { clampColumns, type Screen, shown } from './wrap.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** A column that may be narrowed, down to so many cells, where the table is too wide. Others keep their width. */
  readonly least?: number;
}

const GAP = 2;
const WIDEST_CELL = 120;

/** Takes cells from the widest column that still may give some, until the table fits or nothing gives. */
function narrowed(widths: readonly number[], columns: readonly Column[], room: number): readonly number[] {
  const out = [...widths];
  const total = () => out.reduce((sum, width) => sum + width, 0) + GAP * (out.length - 1);
  while (total() > room) {
    let widest = -1;
    out.forEach((width, index) => {
      const least = columns[index]?.least;
      if (least !== undefined && width > least && (widest < 0 || width > (out[widest] ?? 0))) widest = index;
    });
    if (widest < 0) break;
    out[widest] = (out[widest] ?? 0) - 1;
  }
  return out;
}

/**
 * Rows under titles, columns parted by blanks. Cells may hold text from outside: they are cleaned, and cut where the column
 * is narrowed; a line that still does not fit is cut at the edge of the screen.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  screen: Screen,
): string {
  const room = clampColumns(screen.columns);
  const cells = rows.map((row) =>
    columns.map((_column, index) => shown(row[index] ?? '', screen, WIDEST_CELL)),
  );
  const natural = columns.map((column, index) =>
    cells.reduce((most, row) => Math.max(most, displayWidth(row[index] ?? '')), displayWidth(column.title)),
  );
  const widths = narrowed(natural, columns, room);
  const line = (row: readonly string[]) => {
    const parts = columns.map((column, index) => {
      const width = widths[index] ?? 0;
      const cell = shown(row[index] ?? '', screen, width);
      return column.align === 'right' ? padStart(cell, width) : padEnd(cell, width);
    });
    return `${shown(parts.join(' '.repeat(GAP)).trimEnd(), screen, room)}\n`;
  };
  return [columns.map(({ title }) => title), ...cells].map(line).join('');
}
