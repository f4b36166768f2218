/**
 * Every error that a user can meet, by code. `docs/errors.md` is generated from this table and checked both ways.
 * `exit` is the process's exit code (DESIGN "Contracts").
 */
export const ERRORS = {
  USAGE: { exit: 2, title: 'The command line is not understood' },
  CONFIG: { exit: 2, title: 'A configuration value is not usable' },
  SCOPE_NOT_FOUND: { exit: 2, title: 'No scope file was found' },
  SCOPE_MALFORMED: { exit: 2, title: 'The scope file is not well-formed' },
  SCOPE_INCOMPLETE: { exit: 2, title: 'The scope file lacks a required part' },
  SCOPE_NOT_CANONICAL: { exit: 2, title: 'An address or range in the scope file is not in canonical form' },
  SCOPE_TOO_WIDE: { exit: 3, title: 'A range is wider than this authority may grant' },
  SCOPE_EXPIRED: { exit: 3, title: 'The scope is not valid at this time' },
  SCOPE_TOO_LONG: { exit: 3, title: 'The scope is valid for more than 90 days' },
  SCOPE_SIGNATURE: { exit: 3, title: 'The signature of the scope file does not hold' },
  OUT_OF_SCOPE: { exit: 3, title: 'The target is not in scope' },
  OPTED_OUT: { exit: 3, title: 'The target has opted out' },
  TARGET_MALFORMED: { exit: 2, title: 'A target is not understood' },
  TARGETS_EMPTY: { exit: 2, title: 'There is nothing to look at' },
  INPUT_NOT_FOUND: { exit: 2, title: 'An input file cannot be read' },
  READER_ENDED: { exit: 4, title: 'The process that reads the files ended before its time' },
  INPUT_FORMAT: { exit: 2, title: 'An input file is in no format that is known' },
  HOME_NOT_WRITABLE: { exit: 2, title: 'The state directory cannot be written' },
  DISK_FULL: { exit: 4, title: 'The disk is full' },
  LOCKED: { exit: 2, title: 'Another process holds the lock' },
  STORE: { exit: 2, title: 'The store cannot be opened' },
  STORE_KEY: { exit: 2, title: 'The key of the store is missing or wrong' },
  STORE_NEWER: { exit: 2, title: 'The store was written by a newer version' },
  CASE_NOT_FOUND: { exit: 2, title: 'No such case' },
  CASE_STATE: { exit: 2, title: 'The case cannot go to that state' },
  RUN_NOT_FOUND: { exit: 2, title: 'No such run' },
  RUN_DAMAGED: { exit: 2, title: 'The journal of a run is damaged' },
  RUN_DIFFERS: { exit: 2, title: 'The run to resume was made with another plan' },
  AUDIT_BROKEN: { exit: 5, title: 'The audit chain is broken' },
  AUDIT_EMPTY: { exit: 2, title: 'There is no audit log' },
  PROCESS_LIMIT: { exit: 2, title: 'This machine allows too few open files' },
  CLOCK: { exit: 2, title: 'The clock of this machine is not usable' },
} as const satisfies Record<string, { readonly exit: number; readonly title: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** An error of the user's input or machine: says what was expected, what came, and what to do. Never for a target's failure. */
export class SidelightError extends Error {
  readonly code: ErrorCode;
  readonly exit: number;
  /** What to do next, one sentence or command. */
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, hint?: string) {
    super(message);
    this.name = 'SidelightError';
    this.code = code;
    this.exit = ERRORS[code].exit;
    this.hint = hint;
  }
}
