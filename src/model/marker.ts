/** A trace of an earlier visitor. Absence proves nothing. */
export interface Marker {
  readonly class: 'ransom' | 'wipe' | 'warning' | 'implant' | 'unknown';
  /** Templated or well-known name, never note text. */
  readonly name: string;
  /** `strong`: an exact known name. `weak`: needs a second sign, reported as a hint only with one. */
  readonly strength: 'strong' | 'weak';
  /** No later than, ISO UTC, where the engine tells. */
  readonly date?: string;
  readonly method: string;
  readonly count: number;
  /** Wave or group that is known to leave it, by our own name for it. */
  readonly campaign?: string;
}
