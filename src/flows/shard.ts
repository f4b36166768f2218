import { systemClock } from '../kit/clock.ts';
import { createKeyedGate, createRateLimiter } from '../kit/limiter.ts';
import { type Depth, shallower } from '../model/depth.ts';
import type { Permit } from '../model/scope.ts';
import type { TranscriptEntry } from '../model/transcript.ts';
import { lookAtEndpoint, type LookSettings } from '../look/endpoint.ts';
import { createTargetSpace } from '../look/target-space.ts';
import { watchOptOuts } from '../scope/optout.ts';
import { compilePermit } from '../scope/permit.ts';
import { services } from '../services/index.ts';
import type { DialContext } from '../wire/dial.ts';
import { createPressure, TICK_MS } from '../wire/pressure.ts';
import { otherResult, resultOf } from './look-one.ts';
import type { EndpointResult } from './result.ts';
import type { Batch, ShardTask } from './shard-task.ts';

const BATCH_TARGETS = 256;
const BATCH_MS = 200;
/** A look that was disturbed is done so many times more; what the last one says holds. */
const MOST_REPEATS = 2;

/** The permit with the depth of this run: what the scope grants, but no deeper than what was asked for. */
function capped(permit: Permit, depth: Depth): Permit {
  return {
    permits(address) {
      const answer = permit.permits(address);
      if (!answer.ok) return answer;
      const { grant } = answer;
      const wanted = shallower(grant.depth, depth);
      return wanted === grant.depth ? answer : { ok: true, grant: { ...grant, depth: wanted } };
    },
  };
}

export function isDone(done: Uint8Array | undefined, index: number): boolean {
  return done !== undefined && ((done[index >>> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

/**
 * Looks at every target whose index falls to this shard, `concurrency` at a time at most and fewer at work (`Pressure`). What a
 * deadline cut off while this machine was strained is looked at once more, in calm, so that two runs come to the same. `emit`
 * takes batches; it is awaited, so that a slow reader slows the look down instead of filling memory.
 */
export async function runShard(
  task: ShardTask,
  signal: AbortSignal,
  emit: (batch: Batch) => Promise<void>,
): Promise<void> {
  const space = createTargetSpace(task.plan);
  const permit = compilePermit(task.scope, {
    clock: systemClock,
    optOuts: watchOptOuts(task.optOutPaths, { clock: systemClock }),
  });
  const rate = task.scope.probe.rate / task.shards;
  const pressure = createPressure(task.concurrency, task.answerMs, systemClock);
  let entries: TranscriptEntry[] = [];
  const context: DialContext = {
    permit: capped(permit, task.depth),
    rate: createRateLimiter(rate, Math.max(1, Math.min(rate / 4, 1000)), systemClock),
    perHost: createKeyedGate(task.scope.probe.perHost),
    record: (entry) => {
      entries.push(entry);
    },
    clock: systemClock,
    signal,
    pressure,
  };
  const settings: LookSettings = {
    services,
    connectMs: task.connectMs,
    answerMs: task.answerMs,
    bannerMs: task.bannerMs,
    agent: task.agent,
    limits: task.limits,
    budget: task.budget,
  };
  let done: number[] = [];
  let results: EndpointResult[] = [];
  let last = systemClock.ticks();
  let flushing: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    if (done.length === 0 && entries.length === 0) return flushing;
    const batch: Batch = { done, results, entries };
    done = [];
    results = [];
    entries = [];
    last = systemClock.ticks();
    flushing = flushing.then(() => emit(batch));
    return flushing;
  };

  const again: { readonly index: number; readonly repeats: number }[] = [];
  let next = task.shard;
  let going = 0;
  let blocked = false;
  let over: () => void = () => undefined;
  let broken: (error: unknown) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    over = resolve;
    broken = reject;
  });

  const lookAt = async (index: number, repeats: number): Promise<void> => {
    const look = await lookAtEndpoint(context, space.at(index), settings, systemClock);
    if (signal.aborted && look.identified.kind === 'other' && look.identified.failure?.why === 'local')
      return;
    if (look.disturbed && repeats < MOST_REPEATS && !signal.aborted) {
      again.push({ index, repeats: repeats + 1 });
      return;
    }
    const { identified, target } = look;
    // Most targets of a range answer nothing: their results need no wait.
    const result =
      identified.kind === 'other'
        ? otherResult(target, identified, index)
        : await resultOf(look, index, task);
    results.push(result);
    done.push(index);
    if (!blocked && (done.length >= BATCH_TARGETS || systemClock.ticks() - last > BATCH_MS)) {
      blocked = true;
      await flush();
      blocked = false;
    }
  };
  const begin = (index: number, repeats: number): void => {
    going += 1;
    lookAt(index, repeats).then(() => {
      going -= 1;
      more();
    }, broken);
  };
  const more = (): void => {
    while (!signal.aborted && !blocked && going < task.concurrency && pressure.room()) {
      if (again.length > 0 && (going === 0 || pressure.calm())) {
        const { index, repeats } = again.pop() as (typeof again)[number];
        begin(index, repeats);
        continue;
      }
      while (next < space.size && isDone(task.done, next)) next += task.shards;
      if (next >= space.size) break;
      const index = next;
      next += task.shards;
      begin(index, 0);
    }
    if (going === 0 && (signal.aborted || (next >= space.size && again.length === 0))) over();
  };

  const pressing = setInterval(() => {
    pressure.tick();
    more();
  }, TICK_MS);
  const ticking = setInterval(() => void flush().catch(broken), BATCH_MS);
  try {
    more();
    await ended;
  } finally {
    clearInterval(pressing);
    clearInterval(ticking);
    permit.stop();
    await flush();
  }
}
