import type { SampledColumn } from './quote.ts';

/** How a column of a type is asked for, and how its text becomes JSON. */
export function columnFor(name: string, type: string): SampledColumn {
  if (type.endsWith('[]') || type.endsWith('range')) return { name, as: 'text' };
  if (
    /^(?:smallint|integer|bigint|real|double precision|numeric|boolean|oid|int2|int4|int8|float4|float8|bool)$/.test(
      type,
    )
  )
    return { name, as: 'whole' };
  if (/^(?:date|time|timestamp|uuid|inet|cidr|macaddr|interval|money|point)/.test(type))
    return { name, as: 'whole' };
  if (type === 'bytea') return { name, as: 'bytes' };
  if (/^jsonb?$/.test(type)) return { name, as: 'document' };
  return { name, as: 'text' };
}

const NUMBER = /^-?(?:0|[1-9]\d{0,30})(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?$/;

function valueOf(column: { readonly type: string }, cell: Buffer | null): string {
  if (cell === null) return 'null';
  const text = cell.toString('utf8');
  if (/^(?:boolean|bool)$/.test(column.type)) return text === 't' || text === 'true' ? 'true' : 'false';
  if (
    /^(?:smallint|integer|bigint|real|double precision|numeric|oid|int\d|float\d)$/.test(column.type) &&
    NUMBER.test(text)
  )
    return text;
  if (/^jsonb?$/.test(column.type) && isJson(text)) return text;
  if (column.type === 'bytea') return JSON.stringify(text.replaceAll('\n', ''));
  return JSON.stringify(text);
}

/** A document that was cut is no document any more, and goes on as text. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** One row as JSON bytes. Large integers keep all their digits; byte strings are base64 of their head. */
export function recordOf(
  columns: readonly { readonly name: string; readonly type: string }[],
  row: readonly (Buffer | null)[],
): Buffer {
  const members = columns.map(
    (column, index) => `${JSON.stringify(column.name)}:${valueOf(column, row[index] ?? null)}`,
  );
  return Buffer.from(`{${members.join(',')}}`, 'utf8');
}
