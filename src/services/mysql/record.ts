import type { SampledColumn } from './quote.ts';

const NUMBERS = /^(?:tinyint|smallint|mediumint|int|integer|bigint|decimal|numeric|float|double|real|year)$/;
const PLACES =
  /^(?:geometry|point|linestring|polygon|multipoint|multilinestring|multipolygon|geometrycollection|geomcollection)$/;

/** How a column of a type is asked for. */
export function columnFor(name: string, type: string): SampledColumn {
  if (type === 'bit') return { name, as: 'number' };
  if (NUMBERS.test(type) || /^(?:date|time|datetime|timestamp|uuid|inet4|inet6|enum)$/.test(type))
    return { name, as: 'whole' };
  if (/^(?:tiny|medium|long)?blob$|binary$/.test(type)) return { name, as: 'bytes' };
  if (PLACES.test(type)) return { name, as: 'place' };
  if (type === 'json') return { name, as: 'document' };
  return { name, as: 'text' };
}

const NUMBER = /^-?(?:0|[1-9]\d{0,30})(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?$/;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A JSON column of MariaDB is `longtext`: what reads as an object or array goes on as one. */
function isDocument(text: string): boolean {
  return (text.startsWith('{') || text.startsWith('[')) && isJson(text);
}

function valueOf(type: string, as: SampledColumn['as'], cell: Buffer | null): string {
  if (cell === null) return 'null';
  const text = cell.toString('utf8');
  if ((NUMBERS.test(type) || as === 'number') && NUMBER.test(text)) return text;
  if (as === 'bytes' && /^(?:[0-9A-F]{2})*$/.test(text))
    return JSON.stringify(Buffer.from(text, 'hex').toString('base64'));
  if ((type === 'json' || type === 'longtext') && isDocument(text)) return text;
  return JSON.stringify(text);
}

/** One row as JSON bytes. Large integers keep all their digits; byte strings are base64 of their head. */
export function recordOf(
  columns: readonly { readonly name: string; readonly type: string }[],
  row: readonly (Buffer | null)[],
): Buffer {
  const members = columns.map(
    ({ name, type }, index) =>
      `${JSON.stringify(name)}:${valueOf(type, columnFor(name, type).as, row[index] ?? null)}`,
  );
  return Buffer.from(`{${members.join(',')}}`, 'utf8');
}
