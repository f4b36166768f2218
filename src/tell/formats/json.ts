import { jsonLine } from '../../kit/text-safety.ts';
import type { SidelightEvent } from '../../model/event.ts';

type Body<Type extends SidelightEvent['type']> = Omit<
  Extract<SidelightEvent, { readonly type: Type }>,
  'v' | 'at' | 'run' | 'type' | 'endpoint'
>;

interface EndpointResult extends Body<'posture'> {
  readonly endpoint: string;
  readonly datasets: (Body<'dataset'> & { readonly exposures: Omit<Body<'exposure'>, 'dataset'>[] })[];
  readonly markers: Body<'marker'>[];
}

/** The whole result of a run as one document. More fields may come, none is renamed. */
export interface JsonResult {
  readonly v: 1;
  readonly run: string;
  readonly complete: boolean;
  readonly exit: number;
  readonly started?: Body<'run.started'>;
  readonly finished?: Body<'run.finished'>;
  /** Every endpoint at which a service was recognised; silent and refusing ones are counted in `finished` alone. */
  readonly endpoints: readonly EndpointResult[];
  readonly findings: readonly (Body<'finding'> & { readonly endpoint: string })[];
  readonly errors: readonly (Body<'error'> & { readonly endpoint?: string })[];
  readonly receipt?: Body<'receipt'>['receipt'];
}

export interface JsonCollector {
  add(event: SidelightEvent): void;
  result(): JsonResult;
  render(): string;
}

function body<Event extends SidelightEvent>(
  event: Event,
): Omit<Event, 'v' | 'at' | 'run' | 'type' | 'endpoint'> {
  const { v: _v, at: _at, run: _run, type: _type, ...rest } = event;
  if ('endpoint' in rest) delete (rest as { endpoint?: unknown }).endpoint;
  return rest as Omit<Event, 'v' | 'at' | 'run' | 'type' | 'endpoint'>;
}

/** Gathers the events of one run for `--format json`. Memory grows with the services found; `jsonl` is for very large runs. */
export function createJsonCollector(): JsonCollector {
  const endpoints = new Map<string, EndpointResult>();
  const findings: (Body<'finding'> & { readonly endpoint: string })[] = [];
  const errors: (Body<'error'> & { readonly endpoint?: string })[] = [];
  let run = '';
  let started: Body<'run.started'> | undefined;
  let finished: Body<'run.finished'> | undefined;
  let receipt: Body<'receipt'>['receipt'] | undefined;

  function result(): JsonResult {
    return {
      v: 1,
      run,
      complete: finished?.complete ?? false,
      exit: finished?.exit ?? 4,
      ...(started ? { started } : {}),
      ...(finished ? { finished } : {}),
      endpoints: [...endpoints.values()],
      findings,
      errors,
      ...(receipt ? { receipt } : {}),
    };
  }

  return {
    add(event) {
      run ||= event.run;
      switch (event.type) {
        case 'run.started':
          started = body(event);
          break;
        case 'posture': {
          const before = endpoints.get(event.endpoint);
          endpoints.set(event.endpoint, {
            endpoint: event.endpoint,
            ...body(event),
            datasets: before?.datasets ?? [],
            markers: before?.markers ?? [],
          });
          break;
        }
        case 'dataset':
          endpoints.get(event.endpoint)?.datasets.push({ ...body(event), exposures: [] });
          break;
        case 'exposure': {
          const { dataset, ...rest } = body(event);
          endpoints
            .get(event.endpoint)
            ?.datasets.findLast(({ name }) => name === dataset)
            ?.exposures.push(rest);
          break;
        }
        case 'marker':
          endpoints.get(event.endpoint)?.markers.push(body(event));
          break;
        case 'finding':
          findings.push({ endpoint: event.endpoint, ...body(event) });
          break;
        case 'error':
          errors.push({
            ...(event.endpoint === undefined ? {} : { endpoint: event.endpoint }),
            ...body(event),
          });
          break;
        case 'receipt':
          receipt = event.receipt;
          break;
        case 'run.finished':
          finished = body(event);
          break;
        case 'endpoint.seen':
          break;
      }
    },
    result,
    render: () => `${jsonLine(result())}\n`,
  };
}
