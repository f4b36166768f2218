/**
 * What stands behind an endpoint, three-valued at heart: open, not open, not certain.
 *
 * - `open`: a data-bearing read succeeded without credentials, and a second, different read confirmed it.
 * - `auth-required`: the service asked for credentials before any data.
 * - `restricted`: anonymous access exists but does not reach data, or reaches a part that the reasons name.
 * - `tls-required`: the service insists on TLS (or a client certificate) before it says more.
 * - `blocked`: the service is there and refuses this vantage (host rule, protected mode, IP filter).
 * - `inconclusive`: reads contradict each other, or prove nothing; the reasons say which.
 * - `closed`: the port refuses.
 * - `filtered`: nothing answers.
 */
export const POSTURES = [
  'open',
  'auth-required',
  'restricted',
  'tls-required',
  'blocked',
  'inconclusive',
  'closed',
  'filtered',
] as const;
export type Posture = (typeof POSTURES)[number];

/** How a host behaves where no service explains it. */
export type HostBehaviour = 'silent' | 'refused' | 'reset' | 'tarpit' | 'every-port-open' | 'talks-unknown';

/** One step of evidence: the command that was asked, and what its answer showed. Our words only. */
export interface Reason {
  readonly command: string;
  readonly showed: string;
}
