import type { Catalogue } from '../match/catalogue.ts';
import type { Column } from '../columns/column.ts';
import type { Dataset } from '../columns/dataset.ts';
import { type Field, valueEvidence } from './record.ts';
import { looksSecret } from './secretive.ts';
import type { Candidate } from './verdict.ts';
import { candidate, typeOf } from './vectors.ts';

const UNNAMED = /^column\d+(?:-\d+)?$/;
const IN_LIST = 'stands where a list of logins has it';
/** So many of three kinds of characters, where nothing but an address beside them speaks for passwords. */
const STRONG = 0.05;

/**
 * Passwords, their hashes and salts in tables without headings, by where they stand and by how the values look: beside
 * addresses or user names, mostly distinct, without blanks, of several kinds of characters and of different lengths.
 */
export function loginTypes(
  fields: readonly Field[],
  types: readonly (readonly Candidate[])[],
  data: Dataset,
  catalogue: Catalogue,
): Map<Field, Candidate[]> {
  const out = new Map<Field, Candidate[]>();
  const free = (at: number): boolean =>
    !(types[at] as readonly Candidate[]).some(
      (one) => one.evidence !== 'name' && one.confidence >= 0.6 && one.hits > one.n * 0.5,
    );
  for (const [at, field] of fields.entries()) {
    const { column } = field;
    const part = column && data.logins.get(column.id);
    if (column === undefined || part === undefined || !free(at)) continue;
    const found = atItsPlace(part, column, catalogue);
    if (found.length > 0) out.set(field, found);
  }
  if (data.logins.size > 0) return out;
  const mails = types.some((found) =>
    found.some((one) => one.type.id === 'contact.email' && one.hits > one.n * 0.6),
  );
  if (!mails) return out;
  let best: { readonly field: Field; readonly column: Column; readonly share: number } | undefined;
  for (const [at, field] of fields.entries()) {
    const { column } = field;
    if (column === undefined || !UNNAMED.test(field.path) || !free(at)) continue;
    const hashed = hashOf(column, catalogue);
    if (hashed !== undefined)
      out.set(
        field,
        candidate(
          catalogue,
          hashed,
          column.n,
          column.n,
          0.75,
          'beside addresses, in a table without headings',
        ),
      );
    const share = (column.marks?.strong ?? 0) / Math.max(1, column.close);
    if (looksSecret(column) && share >= STRONG && share > (best?.share ?? 0)) best = { field, column, share };
  }
  if (best !== undefined && out.size === 0)
    out.set(
      best.field,
      passwords(best.column, catalogue, 0.7, 'beside addresses, in a table without headings'),
    );
  return out;
}

function atItsPlace(part: string, column: Column, catalogue: Catalogue): Candidate[] {
  if (part === 'salt')
    return column.longest <= 64 && column.blanks < column.close * 0.05
      ? candidate(catalogue, typeOf(catalogue, 'credential.salt'), column.n, column.n, 0.75, IN_LIST)
      : [];
  if (part === 'set password' || part === 'set secret') {
    const id = part === 'set secret' ? 'credential.secret' : 'credential.password';
    return candidate(catalogue, typeOf(catalogue, id), column.n, column.n, 0.8, 'set by a line of settings');
  }
  if (part === 'session')
    return column.longest >= 8 && column.close > 0 && column.bytes / column.close >= 6
      ? candidate(
          catalogue,
          typeOf(catalogue, 'credential.session'),
          column.n,
          column.n,
          0.85,
          'values of a cookie file',
        )
      : [];
  const hashed = hashOf(column, catalogue);
  if (hashed !== undefined) return candidate(catalogue, hashed, column.n, column.n, 0.85, IN_LIST);
  return part === 'password' && looksSecret(column)
    ? passwords(column, catalogue, column.close >= 20 ? 0.9 : 0.8, IN_LIST)
    : [];
}

function passwords(column: Column, catalogue: Catalogue, sure: number, why: string): Candidate[] {
  const share = Math.round((100 * (column.marks?.secretive ?? 0)) / Math.max(1, column.close));
  return candidate(
    catalogue,
    typeOf(catalogue, 'credential.password'),
    column.n,
    column.n,
    sure,
    `${why}; ${share} % mix letters with digits or signs`,
  );
}

const HASHES = ['credential.hash.md5', 'credential.hash.sha1', 'credential.hash.sha256'];

/** The type of plain hash of which nearly all values have the shape. */
function hashOf(column: Column, catalogue: Catalogue): number | undefined {
  const values = valueEvidence(column, catalogue);
  return HASHES.map((id) => typeOf(catalogue, id)).find((index) => {
    const found = values.get(index);
    return found !== undefined && found.n > 0 && found.shaped >= found.n * 0.8;
  });
}
