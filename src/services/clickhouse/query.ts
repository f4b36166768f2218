import type { Why } from '../../model/outcome.ts';
import type { LookLimits } from '../../wire/service.ts';
import type { StatementName } from './statements.ts';

/** One value of a result, as both interfaces give it. Whole numbers past 2^53 are rounded. */
export type Cell = string | number | null;
export type Cells = readonly (readonly Cell[])[];

/** What came of one statement: rows, the engine's own error by its number, or a failure of the wire. */
export type Answer =
  | { readonly kind: 'rows'; readonly rows: Cells }
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'failed'; readonly why: Why; readonly detail: string };

/** What identify, inventory and sample need of an interface. */
export interface Session {
  /** The interface in words: stands in reasons. */
  readonly through: 'http' | 'native';
  ask(name: StatementName, holes?: Readonly<Record<string, unknown>>): Promise<Answer>;
  takeRecords(count: number): boolean;
  pause(milliseconds: number): Promise<void>;
  exhausted(): boolean;
}

export type Limits = LookLimits;

/** Error numbers of the engine (ErrorCodes.cpp of ClickHouse) that decide a posture. */
export const CODES = {
  UNKNOWN_USER: 192,
  WRONG_PASSWORD: 193,
  REQUIRED_PASSWORD: 194,
  IP_ADDRESS_NOT_ALLOWED: 195,
  READONLY: 164,
  TIMEOUT_EXCEEDED: 159,
  UNEXPECTED_PACKET: 101,
  DATABASE_ACCESS_DENIED: 291,
  NOT_ENOUGH_PRIVILEGES: 497,
  AUTHENTICATION_FAILED: 516,
} as const;

/** Asked for a password, or does not know the user. */
export function isAuthentication(code: number): boolean {
  const codes: readonly number[] = [
    CODES.UNKNOWN_USER,
    CODES.WRONG_PASSWORD,
    CODES.REQUIRED_PASSWORD,
    CODES.AUTHENTICATION_FAILED,
  ];
  return codes.includes(code);
}

/** Known user, but not for this. */
export function isPrivilege(code: number): boolean {
  const codes: readonly number[] = [CODES.DATABASE_ACCESS_DENIED, CODES.NOT_ENOUGH_PRIVILEGES];
  return codes.includes(code);
}

export function textCell(cell: Cell | undefined): string {
  return typeof cell === 'string' ? cell : '';
}

/** A count, also where the interface quotes 64-bit numbers; undefined for null, negative and anything else. */
export function countCell(cell: Cell | undefined): number | undefined {
  const value = typeof cell === 'string' && /^[0-9]{1,20}$/.test(cell) ? Number(cell) : cell;
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
