import { consequencesOf } from '../assess/consequences.ts';
import { badgesOf, headline, reachOf } from '../assess/exposure.ts';
import { enisaSeverity } from '../assess/severity/enisa.ts';
import { atLeastLow } from '../assess/severity/open-door.ts';
import { isoUtc, systemClock } from '../kit/clock.ts';
import type { EndpointLook } from '../look/endpoint.ts';
import type { Identified } from '../look/identify.ts';
import type { DatasetDescription, Shape, ShapeName } from '../model/description.ts';
import { endpointKey } from '../model/endpoint.ts';
import type { Observation } from '../model/finding.ts';
import { contentId } from '../model/ids.ts';
import type { Target } from '../model/target.ts';
import type { Described } from './describe-look.ts';
import type { EndpointResult } from './result.ts';
import { remedyFor } from './remedy.ts';
import type { ShardTask } from './shard-task.ts';

/** Shapes by what they mean for the people inside, worst first; all others follow by confidence. */
const TELLING: readonly ShapeName[] = [
  'live tracking',
  'biometric templates',
  'watch-list flag',
  'chat log',
  'application log with secrets',
  'person table',
  'tracking stream',
];

function bestShapes(datasets: readonly DatasetDescription[]): readonly Shape[] {
  const best = new Map<string, Shape>();
  for (const shape of datasets.flatMap((dataset) => dataset.shapes)) {
    if ((best.get(shape.name)?.confidence ?? 0) < shape.confidence) best.set(shape.name, shape);
  }
  const rank = ({ name }: Shape): number => (TELLING.includes(name) ? TELLING.indexOf(name) : TELLING.length);
  return [...best.values()].sort((a, b) => rank(a) - rank(b) || b.confidence - a.confidence);
}

const MOST_REFERRALS = 20;

const NOTHING: Described = { datasets: [], types: new Map(), markers: [], wiped: false };

/** What an endpoint came to that no service of ours answers on. */
export function otherResult(
  target: Target,
  identified: Extract<Identified, { kind: 'other' }>,
  index: number,
): EndpointResult {
  const { state, behaviour, failure } = identified;
  return {
    index,
    at: isoUtc(systemClock.now()),
    endpoint: endpointKey(target),
    ...(target.host === undefined ? {} : { host: target.host }),
    state,
    ...(behaviour === undefined ? {} : { behaviour }),
    ...(failure ? { notAssessed: { code: failure.why, because: failure.detail } } : {}),
  };
}

/** Describes and rates one look: from what came over the wire to facts without values. Runs where the records are in memory. */
export async function resultOf(
  look: EndpointLook,
  index: number,
  task: Pick<ShardTask, 'run' | 'scope' | 'reach'>,
): Promise<EndpointResult> {
  const { target, identified, inventory, sample } = look;
  if (identified.kind === 'other') return otherResult(target, identified, index);
  const { identity, service } = identified;
  const described = inventory
    ? (await import('./describe-look.ts')).describeLook(identity, inventory, sample)
    : NOTHING;
  const { datasets, types, markers, wiped } = described;
  const at = isoUtc(systemClock.now());
  const endpoint = endpointKey(target);
  const host = target.host === undefined ? {} : { host: target.host };
  const totals = headline(datasets);
  const writable = inventory?.writable;
  const rating = {
    datasets,
    types,
    markers,
    reach: task.reach ?? reachOf(target.address),
    wiped,
    ...(writable ? { writable: writable.value } : {}),
  };
  const rated = enisaSeverity(rating);
  const empty =
    inventory !== undefined &&
    totals.rows === 0 &&
    inventory.datasets.every((dataset) => dataset.rows?.value === 0);
  const severity = identity.posture === 'open' && !empty ? atLeastLow(rated, rating.reach) : rated;
  const referrals = identity.referrals ?? [];
  const notes = [
    ...((sample ? sample.unlearned : inventory?.unlearned) ?? []),
    ...look.failures.map(({ step, failure }) => `${step} ended early: ${failure.why} (${failure.detail})`),
    ...(referrals.length > 0
      ? [
          `It names ${referrals.length} other addresses (${referrals.slice(0, MOST_REFERRALS).join(', ')}); they were not looked at.`,
        ]
      : []),
  ];
  const firstMark = markers
    .filter((marker) => marker.strength === 'strong' && marker.date !== undefined)
    .map((marker) => marker.date as string)
    .sort()[0];
  const open = identity.posture === 'open';
  const observation: Observation = {
    id: contentId('observation', task.run, endpoint, identity.service),
    at,
    run: task.run,
    endpoint,
    ...host,
    vantage: task.scope.probe.vantage,
    service: identity.service,
    product: identity.product,
    ...(identity.version === undefined ? {} : { version: identity.version }),
    posture: identity.posture,
    reasons: identity.reasons,
    depth: look.depth,
    datasets,
    markers,
    ...(open ? { severity } : {}),
    shapes: bestShapes(datasets),
    rows: totals.rows,
    bytes: totals.bytes,
    ...(totals.people ? { people: totals.people } : {}),
    badges: open
      ? badgesOf({
          datasets,
          types,
          markers,
          wiped,
          ...(writable ? { writable: writable.value } : {}),
          endOfLife: false,
        })
      : [],
    ...(open ? { consequences: consequencesOf(datasets, types) } : {}),
    ...(writable ? { writable } : {}),
    ...(identity.serverId === undefined ? {} : { serverId: identity.serverId }),
    ...(identity.tls ? { certificate: identity.tls.certificate } : {}),
    ...(firstMark === undefined ? {} : { openSince: { at: firstMark, method: 'date of a visitor’s mark' } }),
    complete: (inventory?.complete ?? true) && (sample?.complete ?? true) && look.failures.length === 0,
    notes,
    scopeEntry: look.grant?.entry ?? '-',
  };
  return {
    index,
    at,
    endpoint,
    ...host,
    state: 'answers',
    observation,
    records: sample?.records.length ?? 0,
    ...(open ? { close: remedyFor(service.close, identity.version) } : {}),
  };
}
