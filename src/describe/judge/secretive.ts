import type { Column } from '../columns/column.ts';
import { distinctRatio, isSequence } from './distribution.ts';

/** Of the values, so many have to look like a password: in lists that were stolen, more than half mix letters with digits or signs. */
const SECRETIVE = 0.3;

/** True where the values look like passwords: without blanks, of several kinds of characters, of different lengths, mostly distinct. */
export function looksSecret(column: Column): boolean {
  const { close, marks } = column;
  if (close === 0 || marks === undefined || column.texts < column.n * 0.9) return false;
  const length = column.bytes / close;
  return (
    marks.secretive >= close * SECRETIVE &&
    column.blanks <= close * 0.05 &&
    column.dateTexts <= close * 0.2 &&
    marks.counting <= close * 0.3 &&
    length >= 4 &&
    length <= 32 &&
    (close < 20 ? column.longest > column.shortest : column.longest - column.shortest >= 3) &&
    distinctRatio(column) >= 0.2 &&
    !isSequence(column)
  );
}
