import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareLook } from '../src/flows/prepare-look.ts';
import { runLook } from '../src/flows/run-look.ts';
import type { Depth } from '../src/model/depth.ts';
import type { Endpoint } from '../src/model/endpoint.ts';
import type { EventBody, SidelightEvent } from '../src/model/event.ts';

const DAY = 86_400_000;

export interface JourneyOptions {
  readonly depth: Depth;
  /** Accounts that the scope lists, to be tried without a password. */
  readonly accounts?: readonly string[];
}

/** The whole journey in this process, as the command line takes it, with audit log and store in a directory that goes again. */
export async function journey(
  endpoints: readonly Endpoint[],
  options: JourneyOptions,
): Promise<readonly SidelightEvent[]> {
  const today = new Date(Math.floor(Date.now() / DAY) * DAY);
  const home = mkdtempSync(join(tmpdir(), 'sidelight-journey-'));
  try {
    const prepared = await prepareLook({
      scope: {
        version: 1,
        authority: { who: 'the lab', basis: 'its own servers', contact: 'lab@example.org' },
        valid: {
          from: today.toISOString().slice(0, 10),
          until: new Date(today.getTime() + DAY).toISOString().slice(0, 10),
        },
        probe: { rate: 1_000, perHost: 4, vantage: 'lab' },
        allow: [
          {
            id: 'L1',
            range: '127.46.0.0/16',
            depth: options.depth,
            relation: 'own',
            accounts: options.accounts ?? [],
          },
        ],
        deny: [],
        sha256: '0'.repeat(64),
      },
      targets: [],
      listed: endpoints.map((endpoint) => ({ kind: 'address' as const, ...endpoint })),
      ports: undefined,
      depth: options.depth,
      rate: undefined,
      timeoutMs: 5_000,
      optOutPaths: [],
      reach: 'internet',
    });
    const events: SidelightEvent[] = [];
    for await (const event of runLook({
      prepared,
      home,
      failOn: 'low',
      store: true,
      env: {},
      resume: undefined,
      workers: 0,
      workerUrl: undefined,
      concurrency: 16,
      signal: new AbortController().signal,
    }))
      events.push(event);
    return events;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

type Typed<Type extends EventBody['type']> = Extract<SidelightEvent, { readonly type: Type }>;

/** The events of one kind. */
export function ofType<Type extends EventBody['type']>(
  events: readonly SidelightEvent[],
  type: Type,
): readonly Typed<Type>[] {
  return events.filter((event): event is Typed<Type> => event.type === type);
}
