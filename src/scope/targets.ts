import { SidelightError } from '../kit/errors.ts';
import { type IpRange, formatRange, parseRange } from '../kit/ip.ts';
import type { Grant, Refusal } from '../model/scope.ts';
import { parseHostName } from './names.ts';
import type { ScopePermit } from './permit.ts';
import { quoted } from './words.ts';

/** What a user names: addresses, with a port or without. `text` is what was written. */
export interface TargetRange {
  readonly kind: 'range';
  readonly range: IpRange;
  readonly port?: number;
  readonly text: string;
}

/** A host name, to be resolved by the caller: first `permitsLookup`, then DNS, then `permitsName` with all addresses. */
export interface TargetName {
  readonly kind: 'name';
  readonly host: string;
  readonly port?: number;
  readonly text: string;
}

export type NamedTarget = TargetRange | TargetName;

export type TargetResult =
  | { readonly ok: true; readonly value: NamedTarget }
  | { readonly ok: false; readonly problem: string };

/**
 * `10.0.0.0/24`, `10.0.0.1`, `10.0.0.1:27017`, `2001:db8::1`, `[2001:db8::1]:6379`, `10.0.0.5-10.0.0.9`, `db.example.org`,
 * `db.example.org:5432`. An IPv6 address with a port needs the brackets: without, all of it is the address.
 */
export function readTarget(text: string): TargetResult {
  if (text.length > 300) return no(text, 'is too long for a target');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return no(text, 'is a URL: write host:port');
  const bracketed = /^\[([^\]]*)\](\/[0-9]+)?(?::(.*))?$/.exec(text);
  const colon = text.indexOf(':');
  const single = colon >= 0 && colon === text.lastIndexOf(':');
  const body = bracketed ? `${bracketed[1]}${bracketed[2] ?? ''}` : single ? text.slice(0, colon) : text;
  const portText = bracketed ? bracketed[3] : single ? text.slice(colon + 1) : undefined;
  if (bracketed && !body.includes(':')) return no(text, 'has brackets around something that is not IPv6');
  const port = portText === undefined ? undefined : parsePort(portText);
  if (portText !== undefined && port === undefined)
    return no(text, 'has no port from 1 to 65535 after the colon');
  const rest = port === undefined ? { text } : { text, port };
  const range = parseRange(body);
  if (range.ok) return { ok: true, value: { kind: 'range', range: range.value, ...rest } };
  // What no host name has in it was meant as an address, and then the slip in the address is what helps.
  const meantAsAddress =
    /[:/%]/.test(body) ||
    /^[0-9.-]*$/.test(body) ||
    /^[0-9a-fx.]*(?:^|\.)(?:0x[0-9a-f]*|[0-9]+)$/i.test(body);
  if (meantAsAddress) return no(text, range.problem);
  const host = parseHostName(body);
  if (!host.ok) return no(text, host.problem);
  return { ok: true, value: { kind: 'name', host: host.value, ...rest } };
}

function no(text: string, problem: string): TargetResult {
  return { ok: false, problem: `${quoted(text)} ${problem}` };
}

function parsePort(text: string): number | undefined {
  return /^[1-9][0-9]{0,4}$/.test(text) && Number(text) < 65_536 ? Number(text) : undefined;
}

const TARGET_FORMS =
  'A target is 192.0.2.0/24, 192.0.2.1:27017, [2001:db8::1]:6379, 192.0.2.5-192.0.2.9 or db.example.org:5432.';

/** As `readTarget`, but throws TARGET_MALFORMED. */
export function parseTarget(text: string): NamedTarget {
  const result = readTarget(text);
  if (result.ok) return result.value;
  throw new SidelightError('TARGET_MALFORMED', `${result.problem}.`, TARGET_FORMS);
}

/** All targets of a command line. Throws TARGET_MALFORMED with every one that is not understood. */
export function parseTargets(texts: readonly string[]): readonly NamedTarget[] {
  const targets: NamedTarget[] = [];
  const problems: string[] = [];
  for (const text of texts) {
    const result = readTarget(text);
    if (result.ok) targets.push(result.value);
    else problems.push(`${result.problem}.`);
  }
  if (problems.length === 0) return targets;
  const more = problems.length > 20 ? `\nand ${problems.length - 20} more` : '';
  throw new SidelightError('TARGET_MALFORMED', problems.slice(0, 20).join('\n') + more, TARGET_FORMS);
}

/** `27017,6379,9200-9210` as numbers, ascending, each once. Throws USAGE. */
export function parsePorts(text: string): readonly number[] {
  const ports = new Set<number>();
  for (const part of text.split(',')) {
    const [firstText, lastText, ...more] = part.trim().split('-');
    const first = parsePort(firstText ?? '');
    const last = lastText === undefined ? first : parsePort(lastText);
    if (first === undefined || last === undefined || more.length > 0 || last < first)
      throw new SidelightError(
        'USAGE',
        `${quoted(part)} is neither a port nor a range of ports.`,
        'Write ports from 1 to 65535: --ports 27017,6379,9200-9210',
      );
    for (let port = first; port <= last; port++) ports.add(port);
  }
  return [...ports].sort((a, b) => a - b);
}

export interface InsideTarget {
  readonly range: IpRange;
  readonly port?: number;
  readonly grant: Grant;
}

export interface OutsideTarget {
  /** The part that is out, as an address, network or first-last, with its port. */
  readonly target: string;
  readonly range: IpRange;
  readonly refusal: Refusal;
}

/** Cuts targets along the scope, as it stands at this moment. Names are not looked at here. */
export function placeTargets(
  permit: ScopePermit,
  targets: readonly TargetRange[],
): { readonly inside: readonly InsideTarget[]; readonly outside: readonly OutsideTarget[] } {
  const inside: InsideTarget[] = [];
  const outside: OutsideTarget[] = [];
  for (const { range: asked, port } of targets) {
    for (const { range, verdict } of permit.split(asked)) {
      if (verdict.ok) inside.push({ range, grant: verdict.grant, ...(port === undefined ? {} : { port }) });
      else outside.push({ target: withPort(range, port), range, refusal: verdict.refusal });
    }
  }
  return { inside, outside };
}

function withPort(range: IpRange, port: number | undefined): string {
  const text = formatRange(range);
  if (port === undefined) return text;
  return range.family === 6 ? `[${text}]:${port}` : `${text}:${port}`;
}

/** What a user whose target is refused can do next, in words; `depth` passive needs no packet and is always open. */
export function wayForward(code: Refusal['code']): string {
  switch (code) {
    case 'not-in-scope':
      return "Allowed now: passive. To go further, add an entry to the scope file on the ground of a published disclosure policy (relation: vdp), the owner's consent (relation: consent) or a CERT's tasking (relation: tasking).";
    case 'denied':
      return 'The deny list wins over every allow entry. Whoever wrote it can lift it, in the scope file.';
    case 'opted-out':
      return 'The owner asked not to be looked at. Write to them instead.';
    case 'expired':
      return 'Have the authority renewed, then set new dates in the scope file (90 days at most).';
    case 'not-yet-valid':
      return 'Wait for the first day of the scope, or have the authority begin earlier.';
    case 'not-canonical':
      return 'Write the address in its one canonical form, such as 192.0.2.1 or 2001:db8::1.';
  }
}

const CODES = {
  'not-in-scope': 'OUT_OF_SCOPE',
  denied: 'OUT_OF_SCOPE',
  'opted-out': 'OPTED_OUT',
  expired: 'SCOPE_EXPIRED',
  'not-yet-valid': 'SCOPE_EXPIRED',
  'not-canonical': 'TARGET_MALFORMED',
} as const;

/** The error for a refused target: which, why, and the way forward. */
export function refusedTarget(target: string, refusal: Refusal): SidelightError {
  return new SidelightError(
    CODES[refusal.code],
    `${target}: ${refusal.because}. Nothing was sent.`,
    wayForward(refusal.code),
  );
}
