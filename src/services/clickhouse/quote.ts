import { isWellFormed } from '../../wire/http-service.ts';

/** Longest name that goes into a statement; longer ones are listed and not asked about. */
const MAX_NAME = 255;

/** Names that can be quoted without loss: well-formed, not empty, without NUL (which ends a statement in old versions). */
export function isQuotable(name: unknown): name is string {
  return (
    typeof name === 'string' &&
    name !== '' &&
    name.length <= MAX_NAME &&
    !name.includes('\0') &&
    isWellFormed(name)
  );
}

/**
 * An identifier in backticks, so that it stays one token whatever it contains. ClickHouse reads backslash escapes inside
 * (its documentation, "Identifiers"), so backslash and backtick are both escaped.
 */
export function quoteIdentifier(name: string): string {
  return `\`${name.replace(/[\\`]/g, (mark) => `\\${mark}`)}\``;
}

/** A string literal, by the same rules with a single quote. */
export function quoteText(value: string): string {
  return `'${value.replace(/[\\']/g, (mark) => `\\${mark}`)}'`;
}
