import type { Clock } from '../kit/clock.ts';
import { type IpRange, formatRange, parseRange, rangeCount } from '../kit/ip.ts';
import { mergeRanges } from '../kit/ranges.ts';
import type { AllowEntry, Scope } from '../model/scope.ts';
import { validWindow } from './dates.ts';
import type { OptOutWatch } from './optout.ts';
import { type Verdict, compilePermit } from './permit.ts';
import { type NamedTarget, wayForward } from './targets.ts';

/** What the scope says about one part of a target, with the entries that were weighed. */
export interface Explanation {
  /** The address, network, first-last or name. */
  readonly target: string;
  readonly verdict: Verdict;
  /** The entry that decided, where one allows it. */
  readonly entry?: AllowEntry;
  /** Allow entries that cover it too and lost to a narrower one. */
  readonly wider: readonly AllowEntry[];
  /** What to do, where it is refused. */
  readonly wayForward?: string;
}

/** Explains a target as the scope and the opt-outs stand at this moment; a range may fall into several parts. */
export function explainTarget(
  scope: Scope,
  target: NamedTarget,
  options: { readonly clock: Clock; readonly optOuts: OptOutWatch },
): readonly Explanation[] {
  const permit = compilePermit(scope, options);
  if (target.kind === 'name')
    return [explanation(scope, target.host, permit.permitsLookup(target.host), undefined)];
  return permit
    .split(target.range)
    .map(({ range, verdict }) => explanation(scope, formatRange(range), verdict, range));
}

function explanation(
  scope: Scope,
  target: string,
  verdict: Verdict,
  range: IpRange | undefined,
): Explanation {
  if (!verdict.ok) return { target, verdict, wider: [], wayForward: wayForward(verdict.refusal.code) };
  const entry = scope.allow.find((candidate) => candidate.id === verdict.grant.entry);
  const wider = scope.allow.filter((candidate) => {
    if (range === undefined || candidate.id === verdict.grant.entry || candidate.range === undefined)
      return false;
    const span = parseRange(candidate.range);
    return (
      span.ok &&
      span.value.family === range.family &&
      span.value.first <= range.first &&
      span.value.last >= range.last
    );
  });
  return { target, verdict, wider, ...(entry === undefined ? {} : { entry }) };
}

/** The numbers of a scope that a reader wants to see before a run. */
export interface ScopeSummary {
  readonly ranges: number;
  readonly names: number;
  readonly denied: number;
  /** Addresses of all allow ranges together, each counted once, deny not taken off. */
  readonly ipv4: bigint;
  readonly ipv6: bigint;
  /** Whole days until it ends; 0 on the last one. */
  readonly daysLeft: number;
  /** What its writer may not have meant. */
  readonly notes: readonly string[];
}

export function summarise(scope: Scope, now: number): ScopeSummary {
  const spans = scope.allow.flatMap((entry) => {
    const parsed = entry.range === undefined ? undefined : parseRange(entry.range);
    return parsed?.ok === true ? [parsed.value] : [];
  });
  const count = { 4: 0n, 6: 0n };
  for (const range of mergeRanges(spans)) count[range.family] += rangeCount(range);
  const names = scope.allow.length - spans.length;
  const daysLeft = Math.max(0, Math.floor((validWindow(scope.valid).until - now) / 86_400_000));
  const notes: string[] = [];
  if (daysLeft < 14) notes.push(`it ends on ${scope.valid.until}: have the authority renewed in time`);
  if (scope.probe.identity === undefined)
    notes.push('probe.identity is not set: owners cannot see from outside who you are and why you look');
  if (spans.length === 0)
    notes.push('there are names but no ranges: every address that a name resolves to needs one');
  if (scope.signature === undefined) notes.push('it is not signed: `sidelight scope sign` binds it to a key');
  return {
    ranges: spans.length,
    names,
    denied: scope.deny.length,
    ipv4: count[4],
    ipv6: count[6],
    daysLeft,
    notes,
  };
}
