import type { Catalogue } from '../match/catalogue.ts';
import type { Column } from '../columns/column.ts';
import type { Dataset } from '../columns/dataset.ts';
import { foldName, wordRuns } from '../match/field-names.ts';
import type { Field } from './record.ts';
import type { Candidate } from './verdict.ts';

/** So many first values of a column are compared with the words of the hints. */
export const LABELS_LOOKED = 8;
/** Labels are short. */
const LONGEST = 120;
/** One record of more paths than this is settings, or words of a program. */
const MANY_PATHS = 30;
const FEW = 5;

const decoder = new TextDecoder();

/** True where a text is a name itself, as translations and forms hold them: words of the hints or prose, without digits. */
export function isLabel(bytes: Uint8Array, start: number, end: number, catalogue: Catalogue): boolean {
  if (end - start > LONGEST || end - start < 2) return false;
  const text = decoder.decode(bytes.subarray(start, end));
  if (/[\d@=/\\]/.test(text)) return false;
  const folded = foldName(text);
  if (folded === '') return false;
  if (/\p{L}\s+\p{L}/u.test(text)) return true;
  return wordRuns(folded).some((run) => catalogue.strong.has(run) || catalogue.weak.has(run));
}

/** Candidates that rest on the field's name alone: nothing, or only a loose form, was found in the values. */
const byName = (one: Candidate): boolean => one.evidence === 'name' || one.evidence === 'form';

/**
 * Leaves out what a field's name says of values that are labels or stand where a value is to be put in: `password = "Passwort"`,
 * `password: ${DB_PASSWORD}`. In one record of very many paths (translations, settings) a name alone tells of no person, and of
 * a secret only where the value looks like one.
 */
export function withoutLabelled(
  fields: readonly Field[],
  types: readonly (readonly Candidate[])[],
  data: Dataset,
): Candidate[][] {
  const ofPerson = types.some((found) =>
    found.some(
      (one) =>
        one.type.group !== 'credential' &&
        one.confidence >= 0.8 &&
        (one.evidence === 'value' || one.evidence === 'proof'),
    ),
  );
  const settings = data.records <= 1 && fields.length > MANY_PATHS;
  return types.map((found, at) => {
    const column = fields[at]?.column;
    if (column === undefined) return [...found];
    return found.filter((one) => {
      if (!byName(one)) return true;
      const secret = one.type.group === 'credential';
      const { labels, placeholders, secretive } = ofMarks(column);
      if (secret && placeholders >= 0.5) return false;
      if (column.n >= FEW) return !(secret && labels >= 0.8);
      if (data.records < FEW && labels >= 0.5) return false;
      if (!settings || column.texts < column.n) return true;
      return secret ? secretive >= 0.5 : ofPerson;
    });
  });
}

function ofMarks(column: Column): { labels: number; placeholders: number; secretive: number } {
  const { marks, close } = column;
  if (marks === undefined || close === 0) return { labels: 0, placeholders: 0, secretive: 0 };
  return {
    labels: marks.labels / Math.min(close, LABELS_LOOKED),
    placeholders: marks.placeholders / close,
    secretive: marks.secretive / close,
  };
}
