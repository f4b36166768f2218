import type { DatasetDescription } from '../../model/description.ts';
import type { Agreements } from '../columns/agreements.ts';
import { bornIn } from './birth-date.ts';
import { doubtsOf } from './doubts.ts';
import type { JudgedField } from './judged.ts';
import { personKinds, type ShapeInput } from './shape-fields.ts';
import { wilson } from './wilson.ts';

const YEAR = 365.2425 * 86_400_000;
/** Article 1 of the Convention on the Rights of the Child. */
const ADULT = 18;

/** What follows from several fields of one data set together. */
export type Insights = Pick<DatasetDescription, 'minors' | 'combination' | 'doubts'> & {
  /** Sentences for the notes. */
  readonly remarks: readonly string[];
};

export function insightsOf(
  input: ShapeInput,
  now: number,
  agreements: Pick<Agreements, 'births' | 'rows' | 'rowsAgain'>,
): Insights {
  const { births } = agreements;
  const minors = minorsOf(input.fields, now) ?? minorsByNumber(input.fields, births, now);
  const combination = combinationOf(input);
  const doubts = doubtsOf(input.fields, agreements);
  return {
    ...(minors === undefined ? {} : { minors }),
    ...(combination === undefined ? {} : { combination }),
    ...(doubts.length === 0 ? {} : { doubts }),
    remarks: [...unsalted(input.fields), ...mangled(input.fields)],
  };
}

export function has(field: JudgedField, pattern: RegExp): boolean {
  return field.types.some((one) => pattern.test(one.type.id) && one.confidence >= 0.6);
}

/** From the birth date column with the most dates; nothing but the share is kept of them. */
function minorsOf(fields: readonly JudgedField[], now: number): DatasetDescription['minors'] {
  let best: { readonly hits: number; readonly n: number } | undefined;
  for (const field of fields) {
    const column = field.field.column;
    if (column === undefined || !has(field, /^birth\.date/)) continue;
    const read = column.times === undefined ? bornIn(column) : (ms: number): number => ms;
    const times = column.times ?? column.values;
    if (times === undefined || times.size === 0 || read === undefined) continue;
    const n = times.effective;
    const share = times.share((value) => read(value) <= now && now - read(value) < ADULT * YEAR);
    if (best === undefined || n > best.n) best = { hits: Math.round(share * n), n };
  }
  return best === undefined ? undefined : { ...wilson(best.hits, best.n), n: best.n };
}

/** Where no birth date is told: by the years of birth inside identity numbers, else by a field of ages. */
function minorsByNumber(
  fields: readonly JudgedField[],
  births: Agreements['births'],
  now: number,
): DatasetDescription['minors'] {
  const year = new Date(now).getUTCFullYear();
  let best: { readonly hits: number; readonly n: number } | undefined;
  for (const one of births.values()) {
    const told = fields.some(
      ({ field, types }) =>
        field.column?.id === one.column &&
        types.some((type) => type.index === one.type && type.confidence >= 0.6),
    );
    if (!told) continue;
    let [all, hits] = [0, 0];
    for (const [born, count] of one.years) {
      if (born > year) continue;
      all += count;
      if (year - born < ADULT) hits += count;
    }
    if (all === 0) continue;
    // Numbers stand for unequally many: the interval is that of as many evenly drawn ones as tell as much.
    const n = Math.max(1, Math.round(all ** 2 / one.squares));
    if (n > (best?.n ?? 0)) best = { hits: Math.round((hits / all) * n), n };
  }
  if (best === undefined)
    for (const field of fields) {
      const values = field.field.column?.values;
      if (values === undefined || values.size < 5 || !has(field, /^birth\.age$/)) continue;
      const drawn = values.effective;
      if (drawn > (best?.n ?? 0))
        best = { hits: Math.round(values.share((age) => age < ADULT) * drawn), n: drawn };
    }
  return best === undefined ? undefined : { ...wilson(best.hits, best.n), n: best.n };
}

const TELLING = ['national id', 'name', 'birth', 'address'];

function combinationOf(input: ShapeInput): readonly string[] | undefined {
  const kinds = personKinds(input);
  const found = TELLING.filter((kind) => kinds.includes(kind));
  return found.length >= 3 ? found : undefined;
}

const UNSALTED = /^credential\.hash\.(md5|sha1|sha256|ntlm|lm)\b/;

/** Plain digests of passwords. A column of salts beside them is named, for then a table made beforehand is of no use. */
function unsalted(fields: readonly JudgedField[]): string[] {
  const salted = fields.some((field) => has(field, /^credential\.salt/));
  const out: string[] = [];
  for (const field of fields) {
    const hash = field.types.find((one) => UNSALTED.test(one.type.id) && one.confidence >= 0.6);
    if (hash === undefined) continue;
    const kind = (UNSALTED.exec(hash.type.id) as RegExpExecArray)[1] as string;
    const sketch = field.field.column?.sketch;
    const repeats = sketch !== undefined && sketch.pairs >= 2;
    if (salted && !repeats)
      out.push(`${field.field.path} holds fast hashes (${kind.toUpperCase()}) with a salt beside them`);
    else
      out.push(
        `${field.field.path} holds hashes without a salt (${kind.toUpperCase()})${repeats ? ': equal ones come again' : ''}`,
      );
  }
  return out;
}

/** What became of values on their way: digits that were lost, records that were put into one field as text. */
function mangled(fields: readonly JudgedField[]): string[] {
  const out: string[] = [];
  for (const { field, types } of fields) {
    const column = field.column;
    const marks = column?.marks;
    if (column === undefined || marks === undefined) continue;
    const personal = types.some((one) => one.confidence >= 0.6);
    if (marks.scientific >= Math.max(3, column.close * 0.3))
      out.push(
        `${field.path} holds numbers in scientific notation, as spreadsheets write long ones: digits are lost`,
      );
    else if (personal && types.some((one) => one.because.includes('last digits lost')))
      out.push(`${field.path} holds numbers beyond 2^53 as floating point: their last digits are lost`);
    if (marks.json >= Math.max(3, column.close * 0.5) && column.texts > column.close)
      out.push(
        `${field.path} holds JSON as text: what is inside was read in ${marks.json} of ${column.texts} values`,
      );
  }
  return out.slice(0, 10);
}
