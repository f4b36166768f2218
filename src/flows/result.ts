import type { HostBehaviour } from '../model/posture.ts';
import type { Observation } from '../model/finding.ts';

/** What one target came to, as plain data without any value: crosses threads, goes into the journal, becomes events. */
export interface EndpointResult {
  readonly index: number;
  readonly at: string;
  readonly endpoint: string;
  readonly host?: string;
  readonly state: 'answers' | 'refused' | 'silent' | 'reset' | 'unreachable';
  readonly behaviour?: HostBehaviour;
  /** Present where a service was recognised. */
  readonly observation?: Observation;
  /** How to close it, two lines first. */
  readonly close?: readonly string[];
  /** Records that were in memory while it was described; all gone by now. */
  readonly records?: number;
  /** Set where the look says nothing of the target. */
  readonly notAssessed?: { readonly code: string; readonly because: string };
}

/** Results that are told one by one; the others are only counted when a run is large. */
export function isNotable(result: EndpointResult): boolean {
  return result.observation !== undefined || result.state === 'answers' || result.notAssessed !== undefined;
}
