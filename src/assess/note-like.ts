import { NOTE_LAYOUTS } from './marker-names.ts';

export interface MarkedContainer {
  /** `database.collection`, `index`, `schema.table`, `db0 key`: raw or templated. Only compared, never given back. */
  readonly name: string;
  readonly kind: string;
  readonly rows?: number;
  /** Top-level field names; `[]` where they are not known. */
  readonly fields: readonly string[];
  readonly created?: { readonly at: string; readonly method: string };
  /** Containers that share the templated name. Default 1. */
  readonly containers?: number;
  /** The engine's own books: they neither carry marks nor count as data. */
  readonly internal?: boolean;
}

/** A note is a handful of documents; a container with more rows holds something else. */
const NOTE_ROWS = 5;
const NOTE_FIELDS = 8;

/** NFKC, lower case, without what cannot be seen. */
export function normal(text: string): string {
  return text
    .slice(0, 1_000)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .trim();
}

function fieldWord(field: string): string {
  return normal(field).replace(/[\s_-]/g, '');
}

/** Few rows, few fields, and a known layout of a note among them. */
export function looksLikeNote(container: MarkedContainer): boolean {
  if (container.rows === undefined || container.rows > NOTE_ROWS) return false;
  const fields = new Set(container.fields.map(fieldWord).filter((field) => field !== 'id'));
  if (fields.size === 0 || fields.size > NOTE_FIELDS) return false;
  return NOTE_LAYOUTS.some(
    (layout) => layout.every((field) => fields.has(field)) && (layout.length > 1 || fields.size <= 2),
  );
}

/** The fields of a demand for money, whatever the container is called. */
export function isDemand(container: MarkedContainer): boolean {
  if (container.rows === undefined || container.rows > NOTE_ROWS || container.fields.length > NOTE_FIELDS)
    return false;
  const fields = container.fields.map(fieldWord);
  const some = (...words: readonly string[]) => fields.some((field) => words.includes(field));
  return (
    some('bitcoinaddress', 'btcaddress', 'btc') &&
    some('mail', 'email') &&
    some('note', 'info', 'message', 'warning', 'text')
  );
}

/** An ordinary table that happens to have the word for a name. */
export function isApplicationTable(container: MarkedContainer): boolean {
  return (container.rows ?? 0) > NOTE_ROWS || container.fields.length > NOTE_FIELDS;
}
