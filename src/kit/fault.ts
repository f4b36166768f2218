import { basename } from 'node:path';

/** What may be said of an error that was thrown among values: its kind, and where in the program. */
export interface Fault {
  readonly name: string;
  /** `file.js:line:column`, innermost first, at most eight. */
  readonly at: readonly string[];
}

const FRAME = /^\s+at .*?([^/\\(\s]+\.(?:js|ts|mjs)):(\d+):(\d+)\)?$/;
const NAMES: ReadonlySet<string> = new Set([
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'AggregateError',
  'Unreadable',
]);
/** Codes of the runtime itself. */
const CODE = /^ERR_[A-Z0-9_]{2,60}$/;

/**
 * The parts of an error that cannot hold a value. Messages do: `JSON.parse` quotes what it could not read, and the runtime
 * prints a line of source or a property's name. Nor is a function's name told, which may be computed.
 */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: 'no error', at: [] };
  const { code } = error as NodeJS.ErrnoException;
  const name = NAMES.has(error.name) ? error.name : 'Error';
  const stack = error.stack ?? '';
  // The stack begins with name and message, in which a line may look like a place. Where they were changed since, none is told.
  const start = error.message === '' ? -1 : stack.lastIndexOf(error.message);
  const places = start < 0 ? '' : stack.slice(start + error.message.length);
  return {
    name: typeof code === 'string' && CODE.test(code) ? `${name} ${code}` : name,
    at: places
      .split('\n')
      .flatMap((line) => {
        const found = FRAME.exec(line);
        return found ? [`${basename(found[1] as string)}:${found[2]}:${found[3]}`] : [];
      })
      .slice(0, 8),
  };
}

/** As one line for people. */
export function faultText({ name, at }: Fault): string {
  return at.length === 0 ? name : `${name} at ${at.slice(0, 3).join(', from ')}`;
}
