import { hash } from 'node:crypto';
import { allowsDepth } from '../model/depth.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import type { Grant } from '../model/scope.ts';
import { ProtocolError, type Codec } from './codec.ts';
import type { Row } from './service.ts';
import { fill, holesOf, type HoleValues, TemplateError } from './template.ts';

/** Equal in every part, key order included: in a MongoDB command the first key is the command. */
export function sameRequest(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  }
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  const others = Object.keys(b);
  if (keys.length !== others.length) return false;
  return keys.every(
    (key, index) =>
      key === others[index] &&
      sameRequest((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

export interface Guarded {
  readonly bytes: Buffer;
  readonly send: unknown;
  readonly row: Row;
  /** SHA-256 of the bytes, hex, 16 digits. */
  readonly sha256: string;
}

/** A request that was checked once, for rows whose bytes are the same for every target. */
interface Checked {
  readonly codec: unknown;
  readonly agent: unknown;
  readonly guarded: Outcome<Guarded>;
}

const checked = new WeakMap<Row, Checked>();
const fixed = new WeakMap<Row, boolean>();

/** True where nothing in the row depends on the target: no hole, or only the name that this program gives itself. */
function isFixed(row: Row): boolean {
  let known = fixed.get(row);
  if (known === undefined) {
    known = holesOf(row.send).every(({ hole }) => hole === 'agent');
    fixed.set(row, known);
  }
  return known;
}

/**
 * The only way from a command's name to bytes on the wire. Fills the row's template, encodes it, decodes its own bytes
 * again and compares: a hole that smuggles a second command changes the decoding and is refused.
 */
export function guard(
  service: { readonly allow: Readonly<Record<string, Row>>; readonly codec: Codec<unknown, unknown> },
  name: string,
  holes: HoleValues,
  grant: Grant,
): Outcome<Guarded> {
  const row = Object.hasOwn(service.allow, name) ? service.allow[name] : undefined;
  if (!row) return failure('denied-by-guard', `"${name}" is not in the table`);
  if (!allowsDepth(grant.depth, row.depth)) {
    return failure('denied-by-guard', `"${name}" needs depth ${row.depth}, granted is ${grant.depth}`);
  }
  if (row.account === true) {
    const account = holes['account'];
    if (grant.relation !== 'own' || typeof account !== 'string' || !grant.accounts.includes(account)) {
      return failure('denied-by-guard', `"${name}" sends an account that the scope does not list`);
    }
  }
  if (!isFixed(row)) return check(service.codec, row, name, holes);
  const before = checked.get(row);
  const agent = holes['agent'];
  if (before && before.codec === service.codec && before.agent === agent) return before.guarded;
  const guarded = check(service.codec, row, name, holes);
  checked.set(row, { codec: service.codec, agent, guarded });
  return guarded;
}

function check(codec: Codec<unknown, unknown>, row: Row, name: string, holes: HoleValues): Outcome<Guarded> {
  try {
    const send = fill(row.send, holes);
    const bytes = codec.encode(send);
    if (!sameRequest(codec.decode(bytes), send)) {
      return failure('denied-by-guard', `the bytes of "${name}" do not say what the table says`);
    }
    return success({ bytes, send, row, sha256: hash('sha256', bytes, 'hex').slice(0, 16) });
  } catch (error) {
    if (error instanceof TemplateError) return failure('denied-by-guard', `"${name}": ${error.message}`);
    if (error instanceof ProtocolError)
      return failure('denied-by-guard', `"${name}" does not encode to one request`);
    throw error;
  }
}
