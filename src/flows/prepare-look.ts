import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';
import type { IpRange } from '../kit/ip.ts';
import { VERSION } from '../kit/version.ts';
import type { Depth } from '../model/depth.ts';
import type { Scope } from '../model/scope.ts';
import type { Target } from '../model/target.ts';
import type { TargetPlan } from '../look/target-space.ts';
import { requireReadableOptOuts } from '../scope/optout.ts';
import { createLivePermit, permittedRanges, type ScopePermit } from '../scope/permit.ts';
import { parsePorts, parseTarget } from '../scope/targets.ts';
import { services } from '../services/index.ts';
import { TARGET_LIMITS } from '../wire/budget.ts';
import { resolveName } from '../wire/resolve.ts';
import { LOOK_LIMITS, type LookLimits } from '../wire/service.ts';
import type { ShardTask } from './shard.ts';

export interface PrepareOptions {
  readonly scope: Scope;
  /** As typed: addresses, ranges, `address:port`, names. Empty looks at all that the scope allows. */
  readonly targets: readonly string[];
  /** Addresses with or without a port that a list of another tool gave; those out of scope are listed, not refused. */
  readonly listed: readonly { readonly address: string; readonly port?: number }[] | undefined;
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

function planRange(range: IpRange, why: Target['why']): TargetPlan['ranges'][number] {
  return { family: range.family, first: String(range.first), last: String(range.last), why };
}

/** A state directory's opt-out list; it may appear while a run goes on. */
export function optOutPath(home: string): string {
  return join(home, 'optout.txt');
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
    const ranges: TargetPlan['ranges'][number][] = [];
    const singles: Target[] = [];
    const outside: { target: string; because: string }[] = [];
    if (options.targets.length === 0 && options.listed === undefined) {
      for (const range of permittedRanges(scope, live.optOuts.list())) ranges.push(planRange(range, 'scope'));
    }
    const refused: string[] = [];
    for (const text of options.targets) {
      await addTyped(text, live.permit, ports, ranges, singles, refused);
    }
    if (refused.length > 0) {
      throw new SidelightError(
        refused.every((line) => line.includes('opted out')) ? 'OPTED_OUT' : 'OUT_OF_SCOPE',
        `refused: ${refused.slice(0, 10).join('; ')}${refused.length > 10 ? `; and ${refused.length - 10} more` : ''}. Nothing was sent.`,
        'Ask `sidelight scope explain ADDRESS` why. To go on, the owner’s consent, a published disclosure policy or a CERT’s tasking belongs into the scope file first.',
      );
    }
    for (const entry of options.listed ?? []) {
      const verdict = live.permit.permits(entry.address);
      if (!verdict.ok) {
        if (outside.length < MOST_OUTSIDE) outside.push({ target: entry.address, because: verdict.refusal.because });
        continue;
      }
      for (const port of entry.port === undefined ? ports : [entry.port]) singles.push({ address: entry.address, port, why: 'import' });
    }
    const plan: TargetPlan = { ranges, ports, singles: unique(singles), seed: randomInt(2 ** 31) };
    const rate = options.rate ?? scope.probe.rate;
    return {
      outside,
      task: {
        plan,
        scope: { ...scope, probe: { ...scope.probe, rate: Math.min(rate, scope.probe.rate) } },
        optOutPaths: options.optOutPaths,
        depth: options.depth,
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

async function addTyped(
  text: string,
  permit: ScopePermit,
  ports: readonly number[],
  ranges: TargetPlan['ranges'][number][],
  singles: Target[],
  refused: string[],
): Promise<void> {
  const target = parseTarget(text);
  if (target.kind === 'range') {
    for (const part of permit.split(target.range)) {
      if (!part.verdict.ok) refused.push(`${text}: ${part.verdict.refusal.because}`);
    }
    if (target.port === undefined) ranges.push(planRange(target.range, 'list'));
    else {
      const only = target.port;
      singles.push(...addressesOf(target.range).map((address): Target => ({ address, port: only, why: 'list' })));
    }
    return;
  }
  const before = permit.permitsLookup(target.host);
  if (!before.ok) {
    refused.push(`${text}: ${before.refusal.because}`);
    return;
  }
  const resolved = await resolveName(target.host, RESOLVE_MS);
  if (!resolved.ok || resolved.value.length === 0) {
    throw new SidelightError('TARGET_MALFORMED', `The name ${text} does not resolve (${resolved.ok ? 'no address' : resolved.detail}).`);
  }
  const verdict = permit.permitsName(target.host, resolved.value);
  if (!verdict.ok) {
    refused.push(`${text}: ${verdict.refusal.because}`);
    return;
  }
  for (const address of resolved.value) {
    for (const port of target.port === undefined ? ports : [target.port]) singles.push({ address, port, why: 'list', host: target.host });
  }
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
  const own = optOutPath(home);
  return existsSync(own) || more.length === 0 ? [own, ...more] : [...more];
}
