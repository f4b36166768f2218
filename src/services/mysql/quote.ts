import { type Hole, text } from '../../wire/template.ts';

/**
 * A MySQL identifier in backticks: the only character with a meaning inside is the backtick, written twice ("Schema Object
 * Names" in the MySQL manual); a backslash means nothing there, in any SQL mode.
 */
export function quoteIdentifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

const LONGEST_NAME = 256;

export function isName(value: string): boolean {
  return (
    value.length > 0 &&
    value.length <= LONGEST_NAME &&
    !value.includes('\0') &&
    Buffer.from(value, 'utf8').toString('utf8') === value
  );
}

export function identifier(name: string): Hole {
  return text(name, 'a name from the catalogue, quoted', isName, quoteIdentifier);
}

/** Text as a hexadecimal literal: no SQL mode and no character set can end it early. */
export function literal(name: string): Hole {
  return text(
    name,
    'a name from the catalogue, as a hexadecimal literal',
    isName,
    (value) => `CONVERT(x'${Buffer.from(value, 'utf8').toString('hex')}' USING utf8)`,
  );
}

/** Whole numbers; as text where they may have up to 20 digits. */
export function keys(name: string, most: number): Hole {
  return {
    hole: name,
    allows: `1..${most} whole numbers`,
    test: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.length <= most &&
      value.every(
        (item) => Number.isSafeInteger(item) || (typeof item === 'string' && /^-?\d{1,20}$/.test(item)),
      ),
    render: (value: readonly (string | number)[]) => value.join(','),
  };
}

export function limit(name: string): Hole {
  return {
    hole: name,
    allows: '1..1000',
    test: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1_000,
  };
}

/** A share of rows, in millionths. */
export function millionths(name: string): Hole {
  return {
    hole: name,
    allows: '1..1000000',
    test: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1_000_000,
  };
}

/** A column as it is sampled: `whole` for small fixed types, `text` cut to a length, `bytes` as hexadecimal of the head. */
export interface SampledColumn {
  readonly name: string;
  readonly as: 'whole' | 'text' | 'document' | 'bytes' | 'number' | 'place';
}

const LONGEST_TEXT = 2_048;
const LONGEST_DOCUMENT = 16_384;
const LONGEST_BYTES = 192;

function columnExpression(column: SampledColumn): string {
  const name = `t.${quoteIdentifier(column.name)}`;
  switch (column.as) {
    case 'whole':
      return name;
    case 'number':
      return `${name} + 0`;
    case 'text':
      return `LEFT(${name}, ${LONGEST_TEXT})`;
    case 'document':
      return `LEFT(${name}, ${LONGEST_DOCUMENT})`;
    case 'bytes':
      return `HEX(LEFT(${name}, ${LONGEST_BYTES}))`;
    case 'place':
      return `LEFT(ST_AsText(${name}), 256)`;
  }
}

const KINDS: readonly unknown[] = ['whole', 'text', 'document', 'bytes', 'number', 'place'];

function isColumn(value: unknown): value is SampledColumn {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('as' in value)) return false;
  return typeof value.name === 'string' && isName(value.name) && KINDS.includes(value.as);
}

/** The columns of a sample, each cut on the server so that no large value crosses the wire. */
export function columnList(name: string, most: number): Hole {
  return {
    hole: name,
    allows: `1..${most} columns from the catalogue, quoted and cut in length`,
    test: (value) =>
      Array.isArray(value) && value.length > 0 && value.length <= most && value.every(isColumn),
    render: (value: readonly SampledColumn[]) => value.map(columnExpression).join(', '),
  };
}
