import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { systemClock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';
import { type IpRange, parseIp } from '../kit/ip.ts';
import { mergeRanges } from '../kit/ranges.ts';
import { VERSION } from '../kit/version.ts';
import { DEPTHS, type Depth, shallower } from '../model/depth.ts';
import type { Scope } from '../model/scope.ts';
import type { Target } from '../model/target.ts';
import type { TargetPlan } from '../look/target-space.ts';
import { optOutFile, requireReadableOptOuts } from '../scope/optout.ts';
import { createLivePermit, permittedRanges, type ScopePermit } from '../scope/permit.ts';
import { parsePorts, parseTarget, placeTargets, refusedTarget, type TargetName } from '../scope/targets.ts';
import { services } from '../services/index.ts';
import { TARGET_LIMITS } from '../wire/budget.ts';
import { resolveName } from '../wire/resolve.ts';
import { LOOK_LIMITS, type LookLimits } from '../wire/service.ts';
import type { ShardTask } from './shard-task.ts';

/** One entry of a list: an address, a range or a name, with a port or for all usual ones. */
export type ListedTarget =
  | { readonly kind: 'address'; readonly address: string; readonly port?: number }
  | { readonly kind: 'range'; readonly range: IpRange; readonly port?: number }
  | { readonly kind: 'name'; readonly host: string; readonly port?: number };

export interface PrepareOptions {
  readonly scope: Scope;
  /** As typed: addresses, ranges, `address:port`, names. Empty looks at all that the scope allows. */
  readonly targets: readonly string[];
  /** Addresses with or without a port that a list of another tool gave; those out of scope are listed, not refused. */
  readonly listed: readonly ListedTarget[] | undefined;
  readonly ports: string | undefined;
  readonly depth: Depth;
  readonly rate: number | undefined;
  readonly timeoutMs: number;
  readonly optOutPaths: readonly string[];
  readonly limits?: Partial<LookLimits>;
  readonly reach?: 'internet' | 'internal';
}

export interface PreparedLook {
  readonly task: Omit<ShardTask, 'run' | 'shard' | 'shards' | 'done' | 'concurrency'>;
  readonly outside: readonly { readonly target: string; readonly because: string }[];
}

/** Longest list of what lies outside that is told one by one. */
const MOST_OUTSIDE = 1_000;
const BANNER_MS = 400;
const RESOLVE_MS = 5_000;

export function usualPorts(): readonly number[] {
  return [...new Set(services.flatMap((service) => service.ports))].sort((a, b) => a - b);
}

function agentOf(scope: Scope): string {
  return `sidelight/${VERSION}${scope.probe.identity === undefined ? '' : ` (+${scope.probe.identity})`}`;
}

function planRange(
  range: IpRange,
  ports: readonly number[],
  why: Target['why'],
): TargetPlan['ranges'][number] {
  return { family: range.family, first: String(range.first), last: String(range.last), ports, why };
}

/** Ranges that were typed more than once, or overlap, are looked at once; each set of ports keeps its own. */
function merged(
  ranges: readonly { readonly range: IpRange; readonly ports: readonly number[] }[],
  why: Target['why'],
): TargetPlan['ranges'] {
  const byPorts = new Map<string, { ports: readonly number[]; ranges: IpRange[] }>();
  for (const { range, ports } of ranges) {
    const key = ports.join(',');
    const entry = byPorts.get(key) ?? { ports, ranges: [] };
    entry.ranges.push(range);
    byPorts.set(key, entry);
  }
  return [...byPorts.values()].flatMap((entry) =>
    mergeRanges(entry.ranges).map((range) => planRange(range, entry.ports, why)),
  );
}

function rangeOf(address: string): IpRange {
  const parsed = parseIp(address);
  if (!parsed.ok) throw new SidelightError('TARGET_MALFORMED', parsed.problem);
  return { family: parsed.value.family, first: parsed.value.value, last: parsed.value.value };
}

function deepest(depths: readonly Depth[]): Depth {
  return DEPTHS[Math.max(0, ...depths.map((depth) => DEPTHS.indexOf(depth)))] ?? 'passive';
}

/**
 * From what the user typed to a plan that holds only what the scope allows at this moment. Targets that were typed and are
 * not in scope refuse the whole command (exit 3) before anything is sent; those of a list are set aside and told.
 */
export async function prepareLook(options: PrepareOptions): Promise<PreparedLook> {
  const { scope } = options;
  const live = createLivePermit(scope, { optOutPaths: options.optOutPaths, clock: systemClock });
  try {
    requireReadableOptOuts(live.optOuts);
    const ports = options.ports === undefined ? usualPorts() : parsePorts(options.ports);
    const singles: Target[] = [];
    const outside: { target: string; because: string }[] = [];
    const inside: { range: IpRange; ports: readonly number[] }[] = [];
    const depths: Depth[] = [];
    const all = options.targets.length === 0 && options.listed === undefined;
    if (all) {
      depths.push(...scope.allow.map((entry) => entry.depth));
      for (const range of permittedRanges(scope, live.optOuts.list())) inside.push({ range, ports });
    }
    const typed = options.targets.map(parseTarget);
    for (const target of typed) {
      if (target.kind === 'name') {
        const { targets, depth } = await resolved(target, live.permit, ports);
        singles.push(...targets);
        depths.push(depth);
        continue;
      }
      const placed = placeTargets(live.permit, [target]);
      const [first] = placed.outside;
      // A hole that the deny list or an opt-out cuts into a typed range is left out and told; all else refuses the command.
      const cut =
        placed.inside.length > 0 &&
        placed.outside.every(({ refusal }) => refusal.code === 'denied' || refusal.code === 'opted-out');
      if (first && !cut) throw refusedTarget(first.target, first.refusal);
      depths.push(...placed.inside.map((part) => part.grant.depth));
      for (const part of placed.outside) outside.push({ target: part.target, because: part.refusal.because });
      for (const part of placed.inside)
        inside.push({ range: part.range, ports: part.port === undefined ? ports : [part.port] });
    }
    for (const entry of options.listed ?? []) {
      if (entry.kind === 'name') {
        try {
          const { targets, depth } = await resolved({ ...entry, text: entry.host }, live.permit, ports);
          singles.push(...targets);
          depths.push(depth);
        } catch (error) {
          if (!(error instanceof SidelightError)) throw error;
          if (outside.length < MOST_OUTSIDE) outside.push({ target: entry.host, because: error.message });
        }
        continue;
      }
      const range = entry.kind === 'range' ? entry.range : rangeOf(entry.address);
      const placed = placeTargets(live.permit, [
        { kind: 'range', range, text: '', ...(entry.port === undefined ? {} : { port: entry.port }) },
      ]);
      for (const part of placed.outside) {
        if (outside.length < MOST_OUTSIDE)
          outside.push({ target: part.target, because: part.refusal.because });
      }
      for (const part of placed.inside) {
        depths.push(part.grant.depth);
        inside.push({ range: part.range, ports: entry.port === undefined ? ports : [entry.port] });
      }
    }
    const plan: TargetPlan = {
      ranges: merged(inside, all ? 'scope' : 'list'),
      singles: unique(singles),
      seed: randomInt(2 ** 31),
    };
    const rate = options.rate ?? scope.probe.rate;
    return {
      outside,
      task: {
        plan,
        scope: { ...scope, probe: { ...scope.probe, rate: Math.min(rate, scope.probe.rate) } },
        optOutPaths: options.optOutPaths,
        depth: shallower(options.depth, deepest(depths)),
        connectMs: options.timeoutMs,
        answerMs: options.timeoutMs,
        bannerMs: Math.min(BANNER_MS, options.timeoutMs),
        agent: agentOf(scope),
        limits: { ...LOOK_LIMITS, ...options.limits },
        budget: TARGET_LIMITS,
        ...(options.reach === undefined ? {} : { reach: options.reach }),
      },
    };
  } finally {
    live.stop();
  }
}

async function resolved(
  target: TargetName,
  permit: ScopePermit,
  ports: readonly number[],
): Promise<{ readonly targets: readonly Target[]; readonly depth: Depth }> {
  const { host } = target;
  const before = permit.permitsLookup(host);
  if (!before.ok) throw refusedTarget(target.text, before.refusal);
  const addresses = await resolveName(host, RESOLVE_MS);
  if (!addresses.ok || addresses.value.length === 0) {
    throw new SidelightError(
      'TARGET_MALFORMED',
      `The name ${target.text} does not resolve (${addresses.ok ? 'no address' : addresses.detail}).`,
    );
  }
  const verdict = permit.permitsName(host, addresses.value);
  if (!verdict.ok) throw refusedTarget(target.text, verdict.refusal);
  const targets = addresses.value.flatMap((address) =>
    (target.port === undefined ? ports : [target.port]).map(
      (port): Target => ({ address, port, why: 'list', host }),
    ),
  );
  return { targets, depth: verdict.grant.depth };
}

function unique(targets: readonly Target[]): readonly Target[] {
  const seen = new Set<string>();
  return targets.filter((target) => {
    const key = `${target.address} ${target.port}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export function optOutPaths(home: string, more: readonly string[]): readonly string[] {
  const own = optOutFile(home);
  return existsSync(own) || more.length === 0 ? [own, ...more] : [...more];
}
