import type { EndpointKey } from './endpoint.ts';
import type { Why } from './outcome.ts';

/**
 * What `wire/` tells of itself: sizes and hashes, never content. One entry a connection, one a command, one a refusal.
 * The audit log chains them; the receipt counts them.
 */
export type TranscriptEntry =
  | {
      readonly kind: 'connect';
      readonly at: string;
      readonly endpoint: EndpointKey;
      /** Scope entry that allowed it, `L7`. */
      readonly scope: string;
      readonly tls: boolean;
      readonly outcome: 'ok' | Why;
    }
  | {
      readonly kind: 'ask';
      readonly at: string;
      readonly endpoint: EndpointKey;
      readonly service: string;
      readonly command: string;
      readonly bytesOut: number;
      readonly bytesIn: number;
      /** SHA-256 of the request bytes, hex, 16 digits. */
      readonly sha256: string;
      readonly outcome: 'ok' | Why;
    }
  | {
      readonly kind: 'denied';
      readonly at: string;
      readonly endpoint: EndpointKey;
      /** Refusal code of the permit, or `guard`. */
      readonly code: string;
      readonly because: string;
    };

export type Recorder = (entry: TranscriptEntry) => void;
