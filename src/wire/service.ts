import type { CertificateSeen, Endpoint } from '../model/endpoint.ts';
import type { Depth } from '../model/depth.ts';
import type { Grant } from '../model/scope.ts';
import type { Identity } from '../model/identity.ts';
import type { Inventory, Sample } from '../model/inventory.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Codec, ReplyLimits } from './codec.ts';
import type { HoleValues, Template } from './template.ts';

/** One command that a service may send. */
export interface Row {
  /** The request, with holes. Shape: the codec's request type. */
  readonly send: Template;
  /** The question that it answers: printed in docs and letters. */
  readonly why: string;
  /** The depth from which it may be sent. */
  readonly depth: Exclude<Depth, 'passive'>;
  /** Ceilings for its answer, where they differ from the codec's defaults. */
  readonly limits?: Partial<ReplyLimits>;
  /** True where the name of an account goes out: only for accounts that the grant lists. */
  readonly account?: boolean;
}

/** What is left to spend on this target. Asking past it gives `over-budget`. */
export interface Allowance {
  readonly bytes: number;
  readonly records: number;
  readonly milliseconds: number;
  readonly connections: number;
}

/**
 * All that a probe has. It holds no socket: it can only ask by name what its own table lists, so that a command that is
 * not in the table is a compile error, and at run time a refusal of the guard.
 */
export interface Peer<Name extends string, Reply> {
  readonly endpoint: Endpoint;
  readonly grant: Grant;
  /** True once TLS is spoken. */
  readonly secure: boolean;
  readonly certificate: CertificateSeen | undefined;
  /** Dials when there is no connection yet, or when the last one has ended. */
  ask(name: Name, holes?: HoleValues): Promise<Outcome<Reply>>;
  /** Starts TLS on the open connection (PostgreSQL, MySQL). */
  startTls(): Promise<Outcome<CertificateSeen>>;
  /** Ends the connection; the next `ask` dials anew, in plain text or TLS as before the upgrade. */
  hangUp(): void;
  /** Takes `count` records from the allowance; false where that is past it. */
  takeRecords(count: number): boolean;
  left(): Allowance;
  /** Waits, bounded by the time left; for a second count. */
  pause(milliseconds: number): Promise<void>;
}

/** How one look at one service goes: ceilings that a probe plans with. */
export interface LookLimits {
  /** Containers described one by one; the rest is counted. */
  readonly containers: number;
  /** Records sampled a collection. */
  readonly sample: number;
  /** Strata that a sample is drawn from. */
  readonly strata: number;
  /** Milliseconds between the two counts of an ingest rate; 0 takes no second count. */
  readonly rateGap: number;
  /** Fields listed a container. */
  readonly fields: number;
}

export const LOOK_LIMITS: LookLimits = {
  containers: 200,
  sample: 300,
  strata: 10,
  rateGap: 1_000,
  fields: 400,
};

/** How to close it, for one span of versions: two lines that can be read out, then the configuration. */
export interface Remedy {
  /** Semver-like range in the engine's own versions, `>=7.13`, `*`. */
  readonly versions: string;
  readonly lines: readonly [string, string];
  readonly config: string;
}

export interface Service<Name extends string = string, Send = never, Reply = never> {
  readonly name: string;
  readonly title: string;
  /** Usual ports: a hint for the order of probes, never the truth. */
  readonly ports: readonly number[];
  /** `never`; `maybe` (the same protocol inside TLS); `upgrade` (asked for inside the protocol). */
  readonly tls: 'never' | 'maybe' | 'upgrade';
  /** Who speaks first on a new connection. */
  readonly first: 'server' | 'client';
  readonly codec: Codec<Send, Reply>;
  readonly allow: Readonly<Record<Name, Row>>;
  /**
   * Do the first bytes that came (a banner, or the answer to another service's probe) look like this service? Used on odd
   * ports to choose the next probe: `yes` decides, `maybe` puts it first.
   */
  recognises(bytes: Buffer): 'yes' | 'maybe' | 'no';
  /**
   * Is it this service, which version, which posture, on which evidence. A failure with `protocol` means that it is not
   * this service; other failures mean that the question stays open.
   */
  identify(peer: Peer<Name, Reply>): Promise<Outcome<Identity>>;
  /** Containers, counts, sizes, dates: no document leaves the server. */
  inventory(peer: Peer<Name, Reply>, limits: LookLimits): Promise<Outcome<Inventory>>;
  /** Records, into memory only, where the grant reaches `sample`. */
  sample?(peer: Peer<Name, Reply>, limits: LookLimits, inventory: Inventory): Promise<Outcome<Sample>>;
  readonly close: readonly Remedy[];
}

/** A service whose types are forgotten, for lists. */
export type AnyService = Omit<
  Service<string, unknown, unknown>,
  'codec' | 'identify' | 'inventory' | 'sample'
> & {
  readonly codec: Codec<unknown, unknown>;
  identify(peer: Peer<string, unknown>): Promise<Outcome<Identity>>;
  inventory(peer: Peer<string, unknown>, limits: LookLimits): Promise<Outcome<Inventory>>;
  sample?(peer: Peer<string, unknown>, limits: LookLimits, inventory: Inventory): Promise<Outcome<Sample>>;
};

/** Declares a service and checks, while compiling, that its probes ask only what its table allows. */
export function defineService<const Name extends string, Send, Reply>(
  service: Service<Name, Send, Reply>,
): Service<Name, Send, Reply> {
  return service;
}
