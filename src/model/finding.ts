import type { DatasetDescription, Shape } from './description.ts';
import type { CertificateSeen, EndpointKey } from './endpoint.ts';
import type { Depth } from './depth.ts';
import type { Marker } from './marker.ts';
import type { Posture, Reason } from './posture.ts';
import type { Severity } from './severity.ts';

/** Everything one look learned of one endpoint: immutable facts, safe to store and print (after escaping). */
export interface Observation {
  readonly id: string;
  readonly at: string;
  readonly run: string;
  readonly endpoint: EndpointKey;
  readonly host?: string;
  readonly vantage: string;
  readonly service: string;
  readonly product: string;
  readonly version?: string;
  readonly posture: Posture;
  readonly reasons: readonly Reason[];
  readonly depth: Depth;
  readonly datasets: readonly DatasetDescription[];
  readonly markers: readonly Marker[];
  readonly severity?: Severity;
  readonly shapes: readonly Shape[];
  readonly rows: number;
  readonly bytes: number;
  readonly people?: { readonly low: number; readonly high?: number; readonly method: string };
  readonly badges: readonly string[];
  /** What follows for the people inside, in sentences, worst first. Absent in observations that were stored before it was said. */
  readonly consequences?: readonly string[];
  readonly writable?: { readonly value: boolean; readonly because: string };
  readonly serverId?: string;
  readonly certificate?: CertificateSeen;
  readonly openSince?: { readonly at: string; readonly method: string };
  readonly complete: boolean;
  readonly notes: readonly string[];
  readonly scopeEntry: string;
}

export const CASE_STATES = [
  'observed',
  'verified',
  'triaged',
  'notified',
  'acknowledged',
  'fixing',
  'fixed?',
  'closed',
  'reopened',
  'invalid',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** One open door over time. The id is a hash of endpoint and service, so that a second look updates it. */
export interface Case {
  readonly id: string;
  /** Short number for people, counted from 1 in this store. */
  readonly number: number;
  readonly endpoint: EndpointKey;
  readonly service: string;
  readonly state: CaseState;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly looks: number;
  readonly latest: Observation;
}
