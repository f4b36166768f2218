import type { Agreements } from '../columns/agreements.ts';
import type { JudgedField } from './judged.ts';

/** Types of which hardly two people share a value. */
const KEYS = /^(?:id\.|contact\.(?:email|phone)|financial\.(?:card|payment-card|iban))/;
const NUMBERED = /^(?:id\.|contact\.(?:email|phone)|name\.)/;
const MOST = 10;

function is(field: JudgedField, pattern: RegExp): boolean {
  return field.types.some((one) => pattern.test(one.type.id) && one.confidence >= 0.6);
}

/** Why the records may be invented, or copies of each other: in our words, and nothing of a value. */
export function doubtsOf(
  fields: readonly JudgedField[],
  { rows, rowsAgain }: Pick<Agreements, 'rows' | 'rowsAgain'>,
): string[] {
  const out: string[] = [];
  const people = fields.some((field) => is(field, KEYS) || is(field, NUMBERED));
  if (people && rows >= 50 && rowsAgain >= rows * 0.2)
    out.push(`${Math.round((100 * rowsAgain) / rows)} % of the records compared repeat an earlier one`);
  for (const field of fields) {
    const column = field.field.column;
    if (column === undefined || column.close < 20) continue;
    const { path } = field.field;
    const { marks, sketch, times } = column;
    if (is(field, /^contact\.email/) && column.reserved >= column.close * 0.5)
      out.push(`most addresses of ${path} end in domains reserved for examples (RFC 2606)`);
    if (marks !== undefined) {
      if (
        is(field, NUMBERED) &&
        marks.compared >= column.close * 0.8 &&
        marks.counting >= marks.compared * 0.9
      )
        out.push(`${path} counts up from one record to the next`);
      if (is(field, /^financial\.payment-card/) && marks.samples >= column.close * 0.2)
        out.push(`${path} holds card numbers that are published for tests`);
      if (marks.filler >= column.close * 0.5) out.push(`${path} holds filler text (lorem ipsum)`);
    }
    if (is(field, /^birth\.date/) && times !== undefined && times.size >= 20) {
      const middle = times.percentile(0.5);
      if (times.share((ms) => ms === middle) >= 0.5) out.push(`most dates of ${path} are one and the same`);
    }
    if (sketch === undefined || !is(field, KEYS)) continue;
    if (sketch.topShare >= 0.5) out.push(`one value fills half of ${path} or more`);
    else if (sketch.exact && sketch.distinct * 20 < sketch.total)
      out.push(`${path} repeats the same few values`);
  }
  return out.slice(0, MOST);
}
