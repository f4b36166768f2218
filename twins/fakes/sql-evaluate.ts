import { type Expression, SqlError } from './sql.ts';
import type { Row, Value } from './table.ts';

/** What an expression may ask of its surroundings. */
export interface Surroundings {
  column(name: string): Value;
  /** Aggregates, and functions that know the server; undefined where there is no such function here. */
  call(name: string, args: readonly Expression[]): Value | undefined;
}

export function stamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}

function unix(value: Value): number {
  if (typeof value === 'number') return value;
  const time = Date.parse(`${String(value).replace(' ', 'T')}Z`);
  return Number.isNaN(time) ? 0 : Math.floor(time / 1_000);
}

function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

const FUNCTIONS: Readonly<Record<string, (...args: Value[]) => Value>> = {
  touint64: (value = null) => value,
  toint64: (value = null) => value,
  touint8: (value = null) => value,
  todatetime: (value = null) => value,
  tostring: (value = null) => (value === null ? null : String(value)),
  tounixtimestamp: (value = null) => (value === null ? null : unix(value)),
  isnull: (value = null) => (value === null ? 1 : 0),
  length: (value = null) => Buffer.byteLength(String(value)),
  ifnull: (value = null, other = null) => value ?? other,
  intdiv: (value = null, by = null) => Math.floor(Number(value) / Number(by)),
  substring: (value = null, from = null, length = null) =>
    String(value).slice(Number(from) - 1, length === null ? undefined : Number(from) - 1 + Number(length)),
  now: () => stamp(Date.now()),
  '+': (a = null, b = null) => Number(a) + Number(b),
  '-': (a = null, b = null) => Number(a) - Number(b),
  '*': (a = null, b = null) => Number(a) * Number(b),
  '/': (a = null, b = null) => Number(a) / Number(b),
  '%': (a = null, b = null) => Number(a) % Number(b),
  '=': (a = null, b = null) => Number(compare(a, b) === 0),
  '!=': (a = null, b = null) => Number(compare(a, b) !== 0),
  '<>': (a = null, b = null) => Number(compare(a, b) !== 0),
  '<': (a = null, b = null) => Number(compare(a, b) < 0),
  '>': (a = null, b = null) => Number(compare(a, b) > 0),
  '<=': (a = null, b = null) => Number(compare(a, b) <= 0),
  '>=': (a = null, b = null) => Number(compare(a, b) >= 0),
  and: (a = null, b = null) => Number(Boolean(a) && Boolean(b)),
  or: (a = null, b = null) => Number(Boolean(a) || Boolean(b)),
};

export function evaluate(expression: Expression, around: Surroundings): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'column':
      return around.column(expression.name);
    case 'star':
      throw new SqlError('a star stands where a value is needed');
    case 'in': {
      const value = evaluate(expression.left, around);
      return Number(expression.list.some((one) => compare(evaluate(one, around), value) === 0));
    }
    case 'call': {
      const own = around.call(expression.name, expression.args);
      if (own !== undefined) return own;
      const known = FUNCTIONS[expression.name];
      if (!known) throw new SqlError(`Unknown function ${expression.name}`);
      return known(...expression.args.map((argument) => evaluate(argument, around)));
    }
  }
}

const AGGREGATES = ['count', 'uniq', 'uniqexact', 'countif', 'min', 'max', 'sum'];

export function isAggregate(expression: Expression): boolean {
  if (expression.kind !== 'call') return false;
  return AGGREGATES.includes(expression.name) || expression.args.some(isAggregate);
}

/** Aggregates over rows that are all there. */
export function aggregateRows(
  name: string,
  args: readonly Expression[],
  rows: readonly Row[],
  of: (row: Row) => Surroundings,
): Value | undefined {
  if (!AGGREGATES.includes(name)) return undefined;
  const [argument] = args;
  if (!argument || argument.kind === 'star') return rows.length;
  const values = rows.map((row) => evaluate(argument, of(row))).filter((value) => value !== null);
  if (name === 'count') return values.length;
  if (name === 'countif') return values.filter((value) => Boolean(value)).length;
  if (name === 'sum') return values.reduce<number>((sum, value) => sum + Number(value), 0);
  if (name === 'uniq' || name === 'uniqexact') return new Set(values).size;
  const [first] = values.sort(compare);
  return (name === 'min' ? first : values.at(-1)) ?? null;
}
