import type { Depth } from './depth.ts';

/** Whose network it is: the user's own, a CERT's constituency, or another's with consent or tasking. */
export type Relation = 'own' | 'constituency' | 'consent' | 'tasking' | 'vdp';

export interface Authority {
  readonly who: string;
  readonly basis: string;
  readonly contact: string;
  readonly kind?: 'organisation' | 'cert' | 'researcher';
  readonly document?: string;
}

/** One line of `allow`: a range or a name, and how deep one may look there. */
export interface AllowEntry {
  /** Stable id: line number in the scope file, `L7`. */
  readonly id: string;
  readonly range?: string;
  readonly name?: string;
  readonly depth: Depth;
  readonly relation?: Relation;
  /** Accounts to try without any password; only with `relation: own`. */
  readonly accounts: readonly string[];
}

/** What was granted for one address: the entry that allowed it, and how deep. */
export interface Grant {
  readonly entry: string;
  readonly depth: Depth;
  readonly relation?: Relation;
  readonly accounts: readonly string[];
}

export interface Scope {
  readonly version: 1;
  readonly authority: Authority;
  readonly valid: { readonly from: string; readonly until: string };
  readonly probe: {
    readonly identity?: string;
    /** New connections a second, over all targets. */
    readonly rate: number;
    /** Connections at the same time to one address. */
    readonly perHost: number;
    readonly vantage: string;
  };
  readonly allow: readonly AllowEntry[];
  readonly deny: readonly string[];
  /** Ids of `deny`, in its order: the line in the scope file, `L9`. */
  readonly denyIds?: readonly string[];
  /** `ed25519:PUBLICKEY:SIGNATURE`, checked when present. */
  readonly signature?: string;
  /** SHA-256 of the file as read, for the audit log. */
  readonly sha256: string;
}

/** Why an address may not be touched. */
export interface Refusal {
  readonly code: 'not-in-scope' | 'denied' | 'opted-out' | 'expired' | 'not-yet-valid' | 'not-canonical';
  readonly because: string;
}

/**
 * The compiled scope, asked before every socket. `permits` answers for one canonical address at this moment: expiry and
 * opt-out lists count as they are now, not as they were when the run began.
 */
export interface Permit {
  permits(
    address: string,
  ): { readonly ok: true; readonly grant: Grant } | { readonly ok: false; readonly refusal: Refusal };
}
