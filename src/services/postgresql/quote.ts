import { type Hole, text } from '../../wire/template.ts';

/**
 * A PostgreSQL identifier in double quotes: the only character with a meaning inside is the double quote, written twice
 * ("Identifiers and Key Words" in the PostgreSQL manual). Text with a zero byte or half a surrogate pair is refused.
 */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Names of look-alikes may be longer than PostgreSQL's 63 bytes; no engine has longer ones than this. */
const LONGEST_NAME = 256;

export function isName(value: string): boolean {
  return (
    value.length > 0 &&
    value.length <= LONGEST_NAME &&
    !value.includes('\0') &&
    Buffer.from(value, 'utf8').toString('utf8') === value
  );
}

/** A hole for one name from the catalogue, quoted when it is filled. */
export function identifier(name: string): Hole {
  return text(name, 'a name from the catalogue, quoted', isName, quoteIdentifier);
}

/** A hole for a list of whole numbers, `1,2,3`: object ids from the catalogue. */
export function numbers(name: string, most: number): Hole {
  return {
    hole: name,
    allows: `1..${most} object ids`,
    test: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= most &&
      value.every((item) => Number.isInteger(item) && item >= 0 && item < 2 ** 32),
    render: (value: readonly number[]) => value.join(','),
  };
}

/** A column as it is sampled: `whole` for small fixed types, `text` cut to a length, `bytes` as the head of a byte string. */
export interface SampledColumn {
  readonly name: string;
  readonly as: 'whole' | 'text' | 'document' | 'bytes';
}

const LONGEST_TEXT = 2_048;
const LONGEST_DOCUMENT = 16_384;
const LONGEST_BYTES = 192;

function columnExpression(column: SampledColumn): string {
  const name = `t.${quoteIdentifier(column.name)}`;
  switch (column.as) {
    case 'whole':
      return `${name}::text`;
    case 'text':
      return `left(${name}::text, ${LONGEST_TEXT})`;
    case 'document':
      return `left(${name}::text, ${LONGEST_DOCUMENT})`;
    case 'bytes':
      return `encode(substr(${name}, 1, ${LONGEST_BYTES}), 'base64')`;
  }
}

function isColumn(value: unknown): value is SampledColumn {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('as' in value)) return false;
  return (
    typeof value.name === 'string' &&
    isName(value.name) &&
    (value.as === 'whole' || value.as === 'text' || value.as === 'document' || value.as === 'bytes')
  );
}

/** A hole for the columns of a sample, each cut on the server so that no large value crosses the wire. */
export function columnList(name: string, most: number): Hole {
  return {
    hole: name,
    allows: `1..${most} columns from the catalogue, quoted and cut in length`,
    test: (value) =>
      Array.isArray(value) && value.length > 0 && value.length <= most && value.every(isColumn),
    render: (value: readonly SampledColumn[]) => value.map(columnExpression).join(', '),
  };
}

/** A tuple id: block and line pointer. */
export type TupleId = readonly [number, number];

export function tupleIds(name: string, most: number): Hole {
  return {
    hole: name,
    allows: `1..${most} tuple ids (block, line)`,
    test: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= most &&
      value.every(
        (item) =>
          Array.isArray(item) &&
          item.length === 2 &&
          Number.isInteger(item[0]) &&
          item[0] >= 0 &&
          item[0] < 2 ** 32 &&
          Number.isInteger(item[1]) &&
          item[1] > 0 &&
          item[1] < 2 ** 16,
      ),
    render: (value: readonly TupleId[]) =>
      `'{${value.map(([block, line]) => `"(${block},${line})"`).join(',')}}'`,
  };
}
