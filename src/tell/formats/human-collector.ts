import type { SidelightEvent } from '../../model/event.ts';
import type { Marker } from '../../model/marker.ts';
import type { Posture } from '../../model/posture.ts';
import type { Receipt } from '../../model/receipt.ts';
import { BANDS, type Band } from '../../model/severity.ts';

type Of<Type extends SidelightEvent['type']> = Extract<SidelightEvent, { readonly type: Type }>;

export interface TypeSeen {
  readonly id: string;
  readonly share: number;
  readonly n: number;
  /** Editions that hide: why no share is told, and the order of magnitude that is. */
  readonly withheld?: string | undefined;
  readonly atLeast?: number | undefined;
}

export interface OpenEndpoint {
  readonly endpoint: string;
  readonly service: string;
  readonly product: string;
  readonly version?: string;
  readonly types: readonly TypeSeen[];
  readonly datasets: readonly {
    readonly name: string;
    readonly rows?: number;
    readonly containers: number;
  }[];
  /** All of them, also where the list above was cut. */
  readonly datasetCount: number;
  readonly rows: number;
  readonly markers: readonly Marker[];
  readonly finding?: Of<'finding'>;
}

/** What the result screen needs of a run, whatever its size. */
export interface HumanSummary {
  readonly started?: Of<'run.started'>;
  readonly finished?: Of<'run.finished'>;
  readonly receipt?: Receipt;
  /** Worst first. */
  readonly open: readonly OpenEndpoint[];
  /** Open endpoints that were left out of `open`, by band. */
  readonly more: ReadonlyMap<Band, number>;
  readonly postures: ReadonlyMap<Posture, number>;
  readonly engines: number;
  readonly answered: number;
  readonly unsure: readonly {
    readonly endpoint: string;
    readonly service: string;
    readonly because: string;
  }[];
  /** Endpoints by behaviour where no service explains them: tarpits and the like. */
  readonly behaviours: ReadonlyMap<string, number>;
  readonly errors: ReadonlyMap<string, { readonly count: number; readonly message: string }>;
}

export interface HumanCollector {
  add(event: SidelightEvent): void;
  summary(): HumanSummary;
}

interface Growing {
  endpoint: string;
  service: string;
  product: string;
  version?: string;
  open: boolean;
  types: Map<string, TypeSeen>;
  datasets: { name: string; rows?: number; containers: number }[];
  datasetCount: number;
  rows: number;
  markers: Marker[];
  finding?: Of<'finding'>;
}

const MOST_TYPES = 64;
const MOST_MARKERS = 16;
const MOST_DATASETS = 4;
const MOST_UNSURE = 3;
const MOST_ERRORS = 8;
/** Recognitions that are less sure are left to the report. */
const LEAST_CONFIDENCE = 0.5;

function rankOf(one: Growing): number {
  const finding = one.finding;
  return finding ? BANDS.indexOf(finding.severity.band) * 100 + finding.severity.se : -1;
}

function worstFirst(a: Growing, b: Growing): number {
  return (
    rankOf(b) - rankOf(a) || b.rows - a.rows || a.endpoint.localeCompare(b.endpoint, 'en', { numeric: true })
  );
}

/**
 * Keeps what the result screen shows: the open endpoints, at most `keep` of them (worst first), and counters. Endpoints
 * that are locked or silent cost nothing, so that memory does not grow with the number of targets.
 */
export function createHumanCollector(keep = 500): HumanCollector {
  const open = new Map<string, Growing>();
  const more = new Map<Band, number>();
  const postures = new Map<Posture, number>();
  const engines = new Set<string>();
  const behaviours = new Map<string, number>();
  const errors = new Map<string, { count: number; message: string }>();
  const unsure: { endpoint: string; service: string; because: string }[] = [];
  let answered = 0;
  let started: Of<'run.started'> | undefined;
  let finished: Of<'run.finished'> | undefined;
  let receipt: Receipt | undefined;

  function at(endpoint: string): Growing {
    const known = open.get(endpoint);
    if (known) return known;
    const fresh: Growing = {
      endpoint,
      service: '',
      product: '',
      open: false,
      types: new Map(),
      datasets: [],
      datasetCount: 0,
      rows: 0,
      markers: [],
    };
    open.set(endpoint, fresh);
    return fresh;
  }

  /** Lets go of the mildest finished ones, a quarter at a time so that sorting stays cheap. */
  function trim(): void {
    if (open.size <= keep * 1.25 + 64) return;
    const finishedOnes = [...open.values()].filter(({ finding }) => finding).sort(worstFirst);
    for (const one of finishedOnes.slice(keep)) forget(one);
    const rest = open.size - Math.ceil(keep * 1.25 + 64);
    if (rest > 0) for (const one of [...open.values()].slice(0, rest)) forget(one);
  }

  function forget(one: Growing): void {
    open.delete(one.endpoint);
    const band = one.finding?.severity.band ?? 'none';
    more.set(band, (more.get(band) ?? 0) + 1);
  }

  function addPosture(event: Of<'posture'>): void {
    postures.set(event.posture, (postures.get(event.posture) ?? 0) + 1);
    if (event.posture !== 'closed' && event.posture !== 'filtered') engines.add(event.service);
    if (event.posture === 'inconclusive' && unsure.length < MOST_UNSURE) {
      unsure.push({
        endpoint: event.endpoint,
        service: event.service,
        because: event.reasons.at(-1)?.showed ?? '',
      });
    }
    if (event.posture !== 'open') return;
    const one = at(event.endpoint);
    one.open = true;
    one.service = event.service;
    one.product = event.product;
    if (event.version !== undefined) one.version = event.version;
    trim();
  }

  function addDataset(event: Of<'dataset'>): void {
    const one = at(event.endpoint);
    one.datasetCount += event.containers;
    one.rows += event.rows ?? 0;
    one.datasets.push({
      name: event.name.slice(0, 400),
      containers: event.containers,
      ...(event.rows === undefined ? {} : { rows: event.rows }),
    });
    if (one.datasets.length > MOST_DATASETS) {
      one.datasets.sort((a, b) => (b.rows ?? -1) - (a.rows ?? -1));
      one.datasets.pop();
    }
  }

  function addExposure(event: Of<'exposure'>): void {
    if (event.confidence < LEAST_CONFIDENCE || (event.n > 0 && event.share <= 0)) return;
    const { types } = at(event.endpoint);
    const before = types.get(event.dataType);
    if (!before && types.size >= MOST_TYPES) return;
    if (!before || event.share > before.share || (event.n > 0 && before.n === 0)) {
      types.set(event.dataType, { id: event.dataType, share: event.share, n: event.n });
    }
  }

  function addMarker(event: Of<'marker'>): void {
    const { markers } = at(event.endpoint);
    if (markers.length >= MOST_MARKERS) return;
    const known = ['ransom', 'wipe', 'warning', 'implant'] as const;
    markers.push({
      class: known.find((word) => word === event.class) ?? 'unknown',
      name: event.name.slice(0, 400),
      strength: event.strength,
      method: event.method.slice(0, 400),
      count: event.count,
      ...(event.date === undefined ? {} : { date: event.date }),
    });
  }

  return {
    add(event) {
      switch (event.type) {
        case 'run.started':
          started = event;
          break;
        case 'endpoint.seen':
          if (event.state === 'answers') answered += 1;
          if (event.behaviour && event.behaviour !== 'silent' && event.behaviour !== 'refused') {
            behaviours.set(event.behaviour, (behaviours.get(event.behaviour) ?? 0) + 1);
          }
          break;
        case 'posture':
          addPosture(event);
          break;
        case 'dataset':
          addDataset(event);
          break;
        case 'exposure':
          addExposure(event);
          break;
        case 'marker':
          addMarker(event);
          break;
        case 'finding':
          at(event.endpoint).finding = event;
          if (at(event.endpoint).service === '') at(event.endpoint).service = event.service;
          trim();
          break;
        case 'error': {
          const before = errors.get(event.code);
          if (before) before.count += 1;
          else if (errors.size < MOST_ERRORS)
            errors.set(event.code, { count: 1, message: event.message.slice(0, 400) });
          break;
        }
        case 'receipt':
          receipt = event.receipt;
          break;
        case 'run.finished':
          finished = event;
          break;
      }
    },
    summary() {
      const sorted = [...open.values()].filter((one) => one.open || one.finding).sort(worstFirst);
      const left = new Map(more);
      for (const one of sorted.slice(keep)) {
        const band = one.finding?.severity.band ?? 'none';
        left.set(band, (left.get(band) ?? 0) + 1);
      }
      return {
        open: sorted
          .slice(0, keep)
          .map(({ open: _open, types, ...one }) => ({ ...one, types: [...types.values()] })),
        more: left,
        postures,
        engines: engines.size,
        answered,
        unsure,
        behaviours,
        errors,
        ...(started ? { started } : {}),
        ...(finished ? { finished } : {}),
        ...(receipt ? { receipt } : {}),
      };
    },
  };
}
