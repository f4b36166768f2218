import { LimitError, ProtocolError } from './codec.ts';
import type { ReplyLimits } from './codec.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts nesting and elements on the bytes, before anything is built from them. */
function checkShape(bytes: Uint8Array, limits: Pick<ReplyLimits, 'elements' | 'depth'>): void {
  let depth = 0;
  let elements = 0;
  let quoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) quoted = false;
      continue;
    }
    if (byte === QUOTE) quoted = true;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      elements += 1;
      if (depth > limits.depth) throw new LimitError(`the answer is nested deeper than ${limits.depth}`);
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    else if (byte === 0x2c) {
      elements += 1;
      if (elements > limits.elements)
        throw new LimitError(`the answer has more than ${limits.elements} elements`);
    }
  }
}

/**
 * JSON (RFC 8259) within limits. Throws `LimitError` past one, `ProtocolError` where the bytes are not JSON. A key such as
 * `__proto__` is an own property of the result; read the result by `member`, which sees own properties only.
 */
export function parseJson(bytes: Uint8Array, limits: Pick<ReplyLimits, 'elements' | 'depth'>): Json {
  checkShape(bytes, limits);
  try {
    return JSON.parse(new TextDecoder('utf-8').decode(bytes)) as Json;
  } catch {
    throw new ProtocolError('expected JSON, got something else');
  }
}

/** The member at a path of keys, own properties only; undefined where there is none. */
export function member(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || Array.isArray(here) || !Object.hasOwn(here, key))
      return undefined;
    here = (here as { readonly [key: string]: Json })[key];
  }
  return here;
}

export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A number, also where the server quotes it (`"docs.count": "12"`); undefined where it is not finite. */
export function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^-?[0-9]{1,20}(?:\.[0-9]{1,20})?$/.test(value)) return undefined;
  return Number(value);
}

/** A count: a whole number from 0 up. */
export function countOf(value: Json | undefined): number | undefined {
  const count = numberOf(value);
  return count !== undefined && count >= 0 && Number.isInteger(count) ? count : undefined;
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value as { readonly [key: string]: Json });
}
