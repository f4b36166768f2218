import type { Clock } from '../kit/clock.ts';
import {
  type IpAddress,
  type IpRange,
  formatIp,
  ipv4Number,
  ipv6Words,
  parseIp,
  parseRange,
} from '../kit/ip.ts';
import { intersectRanges, subtractRanges } from '../kit/ranges.ts';
import { DEPTHS, shallower } from '../model/depth.ts';
import type { AllowEntry, Grant, Permit, Refusal, Scope } from '../model/scope.ts';
import { validWindow } from './dates.ts';
import { layers } from './layers.ts';
import { matchesName, parseHostName } from './names.ts';
import {
  type OptOutList,
  type OptOutProblem,
  type OptOutWatch,
  compileOptOuts,
  watchOptOuts,
} from './optout.ts';
import { quoted } from './words.ts';

/**
 * Ranges that name no single host, or that carry an IPv4 address inside an IPv6 one and so would lead around the ranges
 * that were allowed (RFC 1122 section 3.2.1.3, RFC 5771, RFC 4291, RFC 6052, RFC 8215, RFC 3056). No scope allows them.
 */
const NEVER: readonly (readonly [string, string])[] = [
  ['0.0.0.0/8', 'names no host; many systems take it for this machine'],
  ['224.0.0.0/4', 'is multicast'],
  ['255.255.255.255', 'is broadcast'],
  ['::', 'names no host; many systems take it for this machine'],
  ['ff00::/8', 'is multicast'],
  ['64:ff9b::/96', 'leads to an IPv4 address through a translator: allow the IPv4 address instead'],
  ['64:ff9b:1::/48', 'leads to an IPv4 address through a translator: allow the IPv4 address instead'],
  ['2002::/16', 'leads to an IPv4 address through a 6to4 relay: allow the IPv4 address instead'],
];

export type Verdict = ReturnType<Permit['permits']>;

/** A part of a range with one verdict for all of its addresses. */
export interface RangePart {
  readonly range: IpRange;
  readonly verdict: Verdict;
}

export interface ScopePermit extends Permit {
  /**
   * For a host name and all that it resolved to: the name must be allowed by a `name` entry, no address may be refused,
   * and the depth is the shallowest of them all. Accounts come from the range entry of the first address.
   */
  permitsName(host: string, addresses: readonly string[]): Verdict;
  /** Whether a name may be resolved at all: asked before DNS, so that an opted-out name is not even looked up. */
  permitsLookup(host: string): Verdict;
  /** Cuts a range into parts by verdict, in order of address. The work goes with the number of entries, not of addresses. */
  split(range: IpRange): readonly RangePart[];
  /** Ends the watch on the opt-out lists. */
  stop(): void;
}

interface Placed {
  readonly span: IpRange;
  readonly verdict: Verdict;
  readonly rank: number;
}

/**
 * Compiles a scope. The rules, in this order: outside the validity nothing is allowed; a deny entry wins; an opt-out wins;
 * among the allow entries that cover an address, the narrowest one decides depth, relation and accounts (of two equally
 * narrow ones the shallower, then the earlier).
 * Time: a clock set back during the run does not lengthen the validity, because the time that has passed by the monotonic
 * clock counts as well; a clock set forward past the end refuses at once.
 */
export function compilePermit(
  scope: Scope,
  options: { readonly clock: Clock; readonly optOuts?: OptOutWatch },
): ScopePermit {
  const { clock, optOuts } = options;
  const window = validWindow(scope.valid);
  const startedAt = clock.now();
  const startedTicks = clock.ticks();
  const noOptOuts = compileOptOuts([], startedAt);
  const listNow = (): OptOutList => optOuts?.list() ?? noOptOuts;

  const allowed: Placed[] = [];
  const nameEntries: AllowEntry[] = [];
  scope.allow.forEach((entry, rank) => {
    if (entry.range === undefined) {
      if (entry.name !== undefined) nameEntries.push(entry);
      return;
    }
    allowed.push({
      span: mustParse(entry.range),
      rank,
      verdict: Object.freeze({ ok: true, grant: grantOf(entry) }),
    });
  });
  const allow = layers(allowed, (a, b) => depthOf(a.verdict) - depthOf(b.verdict) || a.rank - b.rank);

  const denied: Placed[] = NEVER.map(([range, why], rank) => ({
    span: mustParse(range),
    rank: rank - NEVER.length,
    verdict: refuse('denied', `${range} ${why}`),
  }));
  const deniedNames: { readonly pattern: string; readonly id: string }[] = [];
  scope.deny.forEach((text, rank) => {
    const id = scope.denyIds?.[rank] ?? `deny entry ${rank + 1}`;
    const parsed = parseRange(text);
    if (!parsed.ok) deniedNames.push({ pattern: text, id });
    else
      denied.push({
        span: parsed.value,
        rank,
        verdict: refuse('denied', `the scope denies ${text} (${id})`),
      });
  });
  const deny = layers(denied, (a, b) => a.rank - b.rank);

  const outsideTime = (): Verdict | undefined => {
    const now = clock.now();
    const atLeast = startedAt + (clock.ticks() - startedTicks);
    if (!(now < window.until && atLeast < window.until))
      return refuse('expired', `the scope ended on ${scope.valid.until}`);
    if (!(now >= window.from)) return refuse('not-yet-valid', `the scope begins on ${scope.valid.from}`);
    return undefined;
  };

  const words = new Uint32Array(4);
  const permits = (text: string): Verdict => {
    const late = outsideTime();
    if (late !== undefined) return late;
    const quad = ipv4Number(text);
    if (quad >= 0) {
      const no = deny.owners[deny.index.findIpv4(quad)];
      if (no !== undefined) return no.verdict;
      const out = listNow().coversIpv4(quad);
      if (out !== undefined) return optedOut(out.text, out.file, out.line);
      return allow.owners[allow.index.findIpv4(quad)]?.verdict ?? notInScope(text);
    }
    if (ipv6Words(text, words)) {
      const no = deny.owners[deny.index.findIpv6(words)];
      if (no !== undefined) return no.verdict;
      const out = listNow().coversIpv6(words);
      if (out !== undefined) return optedOut(out.text, out.file, out.line);
      return allow.owners[allow.index.findIpv6(words)]?.verdict ?? notInScope(text);
    }
    const parsed = parseIp(text);
    return refuse('not-canonical', `${quoted(text)} ${parsed.ok ? 'is not canonical' : parsed.problem}`);
  };

  const byAddress = (address: IpAddress): Verdict => {
    const no = deny.owners[deny.index.find(address)];
    if (no !== undefined) return no.verdict;
    const out = listNow().covers(address);
    if (out !== undefined) return optedOut(out.text, out.file, out.line);
    return allow.owners[allow.index.find(address)]?.verdict ?? notInScope(formatIp(address));
  };

  const permitsLookup = (host: string): Verdict => {
    const late = outsideTime();
    if (late !== undefined) return late;
    const parsed = parseHostName(host);
    if (!parsed.ok) return refuse('not-canonical', `${quoted(host)} ${parsed.problem}`);
    const no = deniedNames.find(({ pattern }) => matchesName(pattern, parsed.value));
    if (no !== undefined) return refuse('denied', `the scope denies ${no.pattern} (${no.id})`);
    const out = listNow().coversName(parsed.value);
    if (out !== undefined) return optedOut(out.text, out.file, out.line);
    const matching = nameEntries.filter((entry) => matchesName(entry.name ?? '', parsed.value));
    const [first, ...others] = matching;
    if (first === undefined)
      return refuse('not-in-scope', `no name entry of the scope covers ${quoted(parsed.value)}`);
    // The longest pattern is the narrowest; an exact name is narrower than any star.
    const width = (entry: AllowEntry): number =>
      (entry.name?.startsWith('*') === true ? 0 : 1_000) + (entry.name?.length ?? 0);
    return {
      ok: true,
      grant: grantOf(others.reduce((best, entry) => (width(entry) > width(best) ? entry : best), first)),
    };
  };

  return {
    permits,
    permitsLookup,
    permitsName(host, addresses) {
      const byName = permitsLookup(host);
      if (!byName.ok) return byName;
      let grant: Grant | undefined;
      for (const address of addresses) {
        const verdict = permits(address);
        if (!verdict.ok)
          return refuse(
            verdict.refusal.code,
            `${quoted(host)} resolves to ${address}, and ${verdict.refusal.because}`,
          );
        const depth = shallower(verdict.grant.depth, byName.grant.depth);
        grant = {
          ...(grant ?? verdict.grant),
          depth: grant === undefined ? depth : shallower(grant.depth, depth),
        };
      }
      return grant === undefined
        ? refuse('not-in-scope', `${quoted(host)} resolves to no address`)
        : { ok: true, grant };
    },
    split(range) {
      const late = outsideTime();
      if (late !== undefined) return [{ range, verdict: late }];
      const cutBy = (flat: { readonly index: { readonly ranges: readonly IpRange[] } }): readonly IpRange[] =>
        piecesOf(flat.index.ranges, range);
      const list = listNow();
      const outs = list.entries.flatMap((entry) => (entry.span === undefined ? [] : [entry.span]));
      const edges = new Set<bigint>([range.first]);
      for (const piece of [...cutBy(deny), ...cutBy(allow), ...intersectRanges(outs, [range])]) {
        edges.add(piece.first);
        if (piece.last < range.last) edges.add(piece.last + 1n);
      }
      const starts = [...edges].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      const parts: RangePart[] = [];
      starts.forEach((first, i) => {
        const last = (starts[i + 1] ?? range.last + 1n) - 1n;
        const verdict = byAddress({ family: range.family, value: first });
        const part = { range: { family: range.family, first, last }, verdict: wholeRange(verdict) };
        const previous = parts.at(-1);
        if (previous !== undefined && sameVerdict(previous.verdict, part.verdict))
          parts[parts.length - 1] = { range: { ...previous.range, last }, verdict: previous.verdict };
        else parts.push(part);
      });
      return parts;
    },
    stop: () => optOuts?.stop(),
  };
}

/**
 * The permit of a run: scope and watched opt-out lists together. Give the same `clock` to all; call `stop` at the end.
 * Before a run, `requireReadableOptOuts(live.optOuts)` refuses lists with lines that are not understood.
 */
export function createLivePermit(
  scope: Scope,
  options: {
    readonly optOutPaths: readonly string[];
    readonly clock: Clock;
    readonly report?: (problem: OptOutProblem) => void;
  },
): { readonly permit: ScopePermit; readonly optOuts: OptOutWatch; stop(): void } {
  const { clock, optOutPaths, report } = options;
  const optOuts = watchOptOuts(optOutPaths, { clock, ...(report === undefined ? {} : { report }) });
  return { permit: compilePermit(scope, { clock, optOuts }), optOuts, stop: optOuts.stop };
}

/** The pieces of sorted, non-overlapping `ranges` inside `within`, each on its own. */
function piecesOf(ranges: readonly IpRange[], within: IpRange): readonly IpRange[] {
  return ranges
    .filter(
      (range) => range.family === within.family && range.last >= within.first && range.first <= within.last,
    )
    .map((range) => ({
      family: range.family,
      first: range.first > within.first ? range.first : within.first,
      last: range.last < within.last ? range.last : within.last,
    }));
}

/** Addresses of `scope.allow` that are neither denied nor opted out now: what `look` without a target looks at. */
export function permittedRanges(scope: Scope, optOuts?: OptOutList): readonly IpRange[] {
  const allow = scope.allow.flatMap((entry) => (entry.range === undefined ? [] : [mustParse(entry.range)]));
  const deny = [...NEVER.map(([range]) => range), ...scope.deny].flatMap((text) => {
    const parsed = parseRange(text);
    return parsed.ok ? [parsed.value] : [];
  });
  const outs = (optOuts?.entries ?? []).flatMap((entry) => (entry.span === undefined ? [] : [entry.span]));
  return subtractRanges(allow, [...deny, ...outs]);
}

function grantOf(entry: AllowEntry): Grant {
  const { id, depth, relation, accounts } = entry;
  return Object.freeze({ entry: id, depth, ...(relation === undefined ? {} : { relation }), accounts });
}

function depthOf(verdict: Verdict): number {
  return verdict.ok ? DEPTHS.indexOf(verdict.grant.depth) : -1;
}

function refuse(code: Refusal['code'], because: string): Verdict {
  return { ok: false, refusal: { code, because } };
}

function notInScope(address: string): Verdict {
  return refuse('not-in-scope', `no allow entry of the scope covers ${address}`);
}

function optedOut(text: string, file: string, line: number): Verdict {
  return refuse('opted-out', `${text} has opted out (${file}, line ${line})`);
}

/** A verdict names the one address that was asked; for a whole part it must not. */
function wholeRange(verdict: Verdict): Verdict {
  return !verdict.ok && verdict.refusal.code === 'not-in-scope'
    ? refuse('not-in-scope', 'no allow entry of the scope covers it')
    : verdict;
}

function sameVerdict(a: Verdict, b: Verdict): boolean {
  if (a.ok || b.ok) return a.ok && b.ok && a.grant.entry === b.grant.entry;
  return a.refusal.code === b.refusal.code && a.refusal.because === b.refusal.because;
}

/** The parser has read every range of a `Scope`; a text that it would refuse is a bug of whoever built the value. */
function mustParse(text: string): IpRange {
  const parsed = parseRange(text);
  if (!parsed.ok) throw new TypeError(`scope with an unreadable range: ${text} ${parsed.problem}`);
  return parsed.value;
}
