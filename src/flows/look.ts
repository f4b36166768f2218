import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isoUtc, systemClock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';
import { ensureDirectory } from '../kit/files.ts';
import type { EventBody, SidelightEvent } from '../model/event.ts';
import { caseId, contentId } from '../model/ids.ts';
import type { Observation } from '../model/finding.ts';
import type { Band } from '../model/severity.ts';
import { BANDS } from '../model/severity.ts';
import type { Receipt } from '../model/receipt.ts';
import type { AuditRun } from './audit-run.ts';
import { eventsOf } from './events.ts';
import {
  type Journal,
  openJournal,
  readPlan,
  replay,
  type RunPlan,
  unpackIndices,
  writePlan,
} from './journal.ts';
import { type EndpointResult, isNotable } from './result.ts';
import type { ShardTask } from './shard-task.ts';
import { batchesOf, type ShardRequest } from './shards.ts';
import { createTargetSpace, MOST_TARGETS } from '../look/target-space.ts';

/** Where a run keeps what it needs to go on after a crash, and what it tells. */
export interface LookStore {
  /** Records observations and gives the number of each one's case, by case id. */
  record(observations: readonly Observation[]): Promise<ReadonlyMap<string, number>>;
  /** Ids of the cases in the store: a later look at one is recorded even where it is closed now. */
  readonly known: ReadonlySet<string>;
}

export interface LookRequest extends ShardRequest {
  readonly task: Omit<ShardTask, 'run' | 'shard' | 'shards' | 'done' | 'concurrency'>;
  readonly scopeSha256: string;
  readonly failOn: Band;
  readonly concurrency: number;
  /** Directory of all runs; undefined keeps no journal. */
  readonly runsDirectory: string | undefined;
  readonly resume: string | undefined;
  readonly store: LookStore | undefined;
  readonly audit: AuditRun;
  /** Targets that the scope does not cover, listed at the start; nothing is sent to them. */
  readonly outside: readonly { readonly target: string; readonly because: string }[];
  /** A count for progress: called at most a few times a second. */
  readonly progress?: (done: number, total: number, found: number) => void;
}

/** Runs larger than this tell only of what answered; the rest is counted. */
const TELL_ALL = 65_536;

/** Hosts with so many ports that answer and are nobody's are named `every-port-open`. */
const EVERY_PORT = 8;
const MOST_TALKERS = 10_000;

interface Counts {
  answered: number;
  open: number;
  exposures: number;
  notAssessed: number;
  incomplete: number;
  looked: number;
}

function fingerprintOf(request: LookRequest): string {
  const { plan, depth } = request.task;
  const { seed: _seed, ...targets } = plan;
  return createHash('sha256')
    .update(JSON.stringify({ targets, depth, scope: request.scopeSha256 }))
    .digest('hex')
    .slice(0, 32);
}

function openRun(
  request: LookRequest,
  total: number,
): { plan: RunPlan; directory: string | undefined; resumed: boolean } {
  const fingerprint = fingerprintOf(request);
  if (request.resume !== undefined) {
    const directory =
      request.runsDirectory === undefined ? undefined : join(request.runsDirectory, request.resume);
    const plan =
      directory === undefined || !/^[0-9a-f]{16}$/.test(request.resume) ? undefined : readPlan(directory);
    if (!plan || directory === undefined) {
      throw new SidelightError(
        'RUN_NOT_FOUND',
        `There is no run "${request.resume}" to resume.`,
        'The id is in the first line of the broken-off run.',
      );
    }
    if (plan.fingerprint !== fingerprint || plan.total !== total) {
      throw new SidelightError(
        'RUN_DIFFERS',
        'The run to resume was made with other targets, ports, depth or another scope file.',
        'Give the same targets and options as then, or start anew without --resume.',
      );
    }
    return { plan, directory, resumed: true };
  }
  const run = contentId('run', isoUtc(systemClock.now()), randomBytes(8).toString('hex'));
  const plan: RunPlan = {
    run,
    seed: request.task.plan.seed,
    total,
    fingerprint,
    startedAt: isoUtc(systemClock.now()),
  };
  if (request.runsDirectory === undefined) return { plan, directory: undefined, resumed: false };
  const directory = join(request.runsDirectory, run);
  ensureDirectory(directory);
  writePlan(directory, plan);
  return { plan, directory, resumed: false };
}

/**
 * The main journey: discover, identify, posture, inventory, sample, describe, assess, record. Gives the events of the run in
 * order; `run.finished` is the last. What a broken-off run had done comes first when it is resumed, so that one run's events
 * are whole and each comes once.
 */
export async function* look(request: LookRequest): AsyncGenerator<SidelightEvent> {
  const started = systemClock.ticks();
  const total = createTargetSpace(request.task.plan).size;
  if (total === 0 && request.outside.length === 0) {
    throw new SidelightError(
      'TARGETS_EMPTY',
      'There is nothing to look at.',
      'Name targets, or list ranges under "allow" in the scope file.',
    );
  }
  if (total > MOST_TARGETS) {
    throw new SidelightError(
      'TARGETS_EMPTY',
      `The plan has ${total.toExponential(2)} targets; one run takes ${MOST_TARGETS} at most.`,
      'Narrow the ranges or ports, or give a list of addresses that a sweep found (--from FILE).',
    );
  }
  const { plan, directory, resumed } = openRun(request, total);
  const { run } = plan;
  const scope = request.task.scope;
  const event = (body: EventBody): SidelightEvent => ({ v: 1, at: isoUtc(systemClock.now()), run, ...body });
  yield event({
    type: 'run.started',
    targets: total,
    depth: request.task.depth,
    scope: request.scopeSha256,
    authority: scope.authority.who,
    vantage: scope.probe.vantage,
    resumed,
  });
  for (const { target, because } of request.outside) {
    yield event({ type: 'error', endpoint: target, code: 'OUT_OF_SCOPE', message: because });
  }
  await request.audit.start(run, { resumed, total });

  const counts: Counts = { answered: 0, open: 0, exposures: 0, notAssessed: 0, incomplete: 0, looked: 0 };
  const talkers = new Map<string, number>();
  const tellAll = total <= TELL_ALL;
  const threshold = BANDS.indexOf(request.failOn);

  const tell = async (results: readonly EndpointResult[], record: boolean): Promise<SidelightEvent[]> => {
    const worth = results.flatMap((result) => {
      const { observation } = result;
      if (!observation) return [];
      return observation.posture === 'open' ||
        request.store?.known.has(caseId(observation.endpoint, observation.service)) === true
        ? [observation]
        : [];
    });
    const numbers = record && worth.length > 0 ? await request.store?.record(worth) : undefined;
    const events: SidelightEvent[] = [];
    for (const result of results) {
      counts.looked += 1;
      if (result.state === 'answers') counts.answered += 1;
      if (result.notAssessed) counts.notAssessed += 1;
      const { observation } = result;
      let told = result;
      if (observation) {
        if (!observation.complete) counts.incomplete += 1;
        if (observation.posture === 'open') counts.open += 1;
        if (observation.severity && BANDS.indexOf(observation.severity.band) >= threshold)
          counts.exposures += 1;
      } else if (result.state === 'answers') {
        const address = result.endpoint.slice(0, result.endpoint.lastIndexOf(':'));
        const ports = (talkers.get(address) ?? 0) + 1;
        if (talkers.size < MOST_TALKERS || ports > 1) talkers.set(address, ports);
        if (ports >= EVERY_PORT) told = { ...result, behaviour: 'every-port-open' };
      }
      if (tellAll || isNotable(told)) events.push(...eventsOf(told, run, numbers));
    }
    return events;
  };

  let done: Uint8Array | undefined;
  if (resumed && directory !== undefined) {
    done = new Uint8Array(Math.ceil(total / 8));
    const bits = done;
    const backlog: EndpointResult[][] = [];
    await replay(directory, (line) => {
      counts.looked += line.counted;
      backlog.push([...line.results]);
      return unpackIndices(line.done, total, (index) => {
        bits[index >>> 3] = (bits[index >>> 3] ?? 0) | (1 << (index & 7));
      });
    });
    for (const results of backlog) yield* await tell(results, true);
  }

  const journal: Journal | undefined = directory === undefined ? undefined : openJournal(directory);
  const shards = Math.max(1, request.workers);
  const tasks: ShardTask[] = Array.from({ length: shards }, (_, shard) => ({
    ...request.task,
    plan: { ...request.task.plan, seed: plan.seed },
    run,
    shard,
    shards,
    done,
    concurrency: Math.max(1, Math.ceil(request.concurrency / shards)),
  }));

  let failed: Error | undefined;
  try {
    for await (const batch of batchesOf(tasks, request)) {
      request.audit.record(batch.entries);
      request.audit.looked(batch.results);
      const events = await tell(batch.results, true);
      const kept = tellAll ? batch.results : batch.results.filter(isNotable);
      journal?.append(batch.done, kept, batch.results.length - kept.length);
      request.progress?.(counts.looked, total, counts.open);
      yield* events;
    }
  } catch (error) {
    failed = error instanceof Error ? error : new Error('unknown');
  } finally {
    journal?.close();
  }

  const interrupted = request.signal.aborted;
  const complete =
    !interrupted &&
    failed === undefined &&
    counts.notAssessed === 0 &&
    counts.incomplete === 0 &&
    counts.looked >= total;
  const exit = interrupted ? 130 : counts.exposures > 0 ? 1 : complete ? 0 : 4;
  const receipt: Receipt = await request.audit.finish({ complete, exit, looked: counts.looked });
  yield event({ type: 'receipt', receipt });
  if (failed) throw failed;
  yield event({
    type: 'run.finished',
    complete,
    exposures: counts.exposures,
    exit,
    looked: counts.looked,
    answered: counts.answered,
    notAssessed: counts.notAssessed + Math.max(0, total - counts.looked),
    seconds: (systemClock.ticks() - started) / 1000,
  });
}
