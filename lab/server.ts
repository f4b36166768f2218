import type { Endpoint } from '../src/model/endpoint.ts';
import type { Posture } from '../src/model/posture.ts';

/** What was put into one container of a lab server, as `dataset` and `exposure` events are to tell it. */
export interface SeededContainer {
  /** Name as it may leave, after templating: `shop.customers`, `db0 person:*`. */
  readonly name: string;
  readonly rows: number;
  /** How far off a count may be, as a share of `rows`; 0 (exact) where absent. */
  readonly tolerance?: number;
  /** Least bytes that the engine must report; absent where it reports none. */
  readonly leastBytes?: number;
  /** Told from that depth on; `shape` where absent. */
  readonly from?: 'sample';
  /** Data types that a sample must find, by field. An empty object means that nothing may be found anywhere in it. */
  readonly types: Readonly<Record<string, readonly string[]>>;
}

export interface SeededFacts {
  readonly product: string;
  /** As the server's own program tells it; undefined where nobody without credentials may know. */
  readonly version: string | undefined;
  readonly posture: Posture;
  /** Empty where nothing of the kind can be seen from outside. */
  readonly containers: readonly SeededContainer[];
  /** Classes of marks of earlier visitors that must be told, and no others. */
  readonly markers: readonly string[];
}

/** One command as the server saw it. */
export interface SeenCommand {
  /** For messages. */
  readonly text: string;
  /** The request in the form of the service's codec, where the log holds all of it. */
  readonly request?: unknown;
  /** Where the log holds the statement alone, and not how it came. */
  readonly sql?: string;
  /** Where the log tells the kind of command alone: `ping`, `config|get`. */
  readonly word?: string;
}

export interface RunningServer {
  readonly endpoint: Endpoint;
  readonly facts: SeededFacts;
  /** Why its log shows no command of a stranger, where it shows none. */
  readonly blind?: string;
  /** Every command that came since the server stood ready, by the server's own account. */
  commandsSeen(): Promise<readonly SeenCommand[]>;
  /** Ends the server with everything that it started. Its directory is removed by whoever made it. */
  close(): Promise<void>;
}

/** Where a server is to stand. */
export interface Place {
  /** An empty directory of its own. */
  readonly directory: string;
  /** A loopback address of its own, on which it may take any port. */
  readonly address: string;
}

/** A real server in one variant: open, locked, plain, TLS, old, new. */
export interface LabServer {
  /** `redis-open`: the service, a dash, the variant. */
  readonly name: string;
  readonly about: string;
  /** Name in `services/index.ts`. */
  readonly service: string;
  /** Why it cannot run on this machine; undefined where it can. */
  needs(): string | undefined;
  start(place: Place): Promise<RunningServer>;
}
