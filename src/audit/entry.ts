import type { Depth } from '../model/depth.ts';
import type { EndpointKey } from '../model/endpoint.ts';
import type { Posture } from '../model/posture.ts';
import type { TranscriptEntry } from '../model/transcript.ts';

/** What the audit log records: all that `wire/` tells, and the decisions around it. Sizes, hashes and our own words only. */
export type AuditEntry =
  | TranscriptEntry
  | {
      readonly kind: 'run/started';
      readonly at: string;
      readonly run: string;
      readonly authority: string;
      readonly basis: string;
      /** SHA-256 of the scope file. */
      readonly scope: string;
      readonly depth: Depth;
      readonly targets: number;
      readonly vantage: string;
      readonly resumed: boolean;
    }
  | {
      readonly kind: 'run/finished';
      readonly at: string;
      readonly run: string;
      readonly complete: boolean;
      readonly exit: number;
      /** Targets that were really looked at. */
      readonly targets: number;
    }
  | {
      /** One look at one endpoint is over. */
      readonly kind: 'looked';
      readonly at: string;
      readonly endpoint: EndpointKey;
      readonly service: string;
      readonly posture: Posture;
      /** Records that were in memory, all gone by now. */
      readonly records: number;
      /** Bytes that the service holds by its own account; counted as exposed where the posture is `open`. */
      readonly bytesHeld: number;
    }
  | {
      /** A choice that a person or a rule made: a case set to a state, an opt-out taken in, a depth lowered. */
      readonly kind: 'decision';
      readonly at: string;
      readonly subject: string;
      readonly decided: string;
      readonly because: string;
    }
  | { readonly kind: 'log/opened'; readonly at: string; readonly log: string; readonly key: string }
  | {
      /** The last writer ended without a seal. `cutBytes` of an unfinished last line were cut off. */
      readonly kind: 'log/recovered';
      readonly at: string;
      readonly unsealed: number;
      readonly cutBytes: number;
      readonly cutSha256: string;
    };

/** Where a line stands in the chain. `count` is its number, from 1; `hash` is the SHA-256 of its bytes, hex. */
export interface Position {
  readonly count: number;
  readonly hash: string;
}

/** A line as it is read back: the entry, the run that it belongs to where there is one, and where it stands. */
export interface AuditLine {
  readonly entry: AuditEntry;
  readonly run: string | undefined;
  readonly position: Position;
}
