import type { DataType } from '../../datatypes/datatype.ts';
import type { Column } from '../columns/column.ts';
import type { Field, ValueEvidence } from './record.ts';
import { logTail } from './wilson.ts';

/**
 * What a verdict rests on, strongest first: agreement with another field; a check, shape or word that chance seldom passes;
 * a form that much has (some digits) under a fitting name; a name alone.
 */
export type Evidence = 'proof' | 'value' | 'form' | 'name';

/** A verdict before conflicts are settled. */
export interface Candidate {
  readonly index: number;
  readonly type: DataType;
  readonly hits: number;
  readonly n: number;
  /** Values that `hits` rests on, where fewer than `n` were looked at: the interval is theirs. */
  readonly looked?: number;
  readonly confidence: number;
  readonly because: string;
  /** Absent where the structure of the record tells. */
  readonly evidence?: Evidence;
  /** How much the field's name speaks for the type, 0 to 1. */
  readonly strong?: number;
  /** How the verdict ranks against others over the same values. */
  readonly rank: number;
}

/** What other fields of the record prove of a field, in our words. */
export interface Proof {
  /** What the field is by that: a type's id, or the kind of number that it is an id of anyway. */
  readonly type: string | undefined;
  readonly because: string;
}

/** What is known of the whole data set while one field is judged. */
export interface Surroundings {
  /** Countries whose own types were found beyond doubt, or that another field names. */
  readonly countries: ReadonlySet<string>;
  /** Three or more short, ambiguous field names stand together. */
  readonly abbreviated: boolean;
  /** Ids of columns whose date equals the one inside a national number beside it, and of those numbers. */
  readonly provenDates: ReadonlySet<number>;
  readonly provenIds: ReadonlySet<number>;
  /** By column: what agreements with other columns prove. */
  readonly proofs: ReadonlyMap<number, Proof>;
  /** Fields of a person stand in the record: a number, a name, a birth date. */
  readonly persons: boolean;
  /** Types that were found in the record with 0.6 or more. */
  readonly beside: ReadonlySet<string>;
  /** Objects in which a position stands, by `parentOf`: names of places are expected there. */
  readonly placed: ReadonlySet<string>;
}

export interface Verdict {
  readonly hits: number;
  readonly confidence: number;
  /** In place of what the check says: why the values are of the type although it does not pass. Our words. */
  readonly why?: string;
}

/** One field against one type: everything that a verdict is made of. */
export interface Case {
  readonly type: DataType;
  readonly values: ValueEvidence;
  readonly column: Column;
  readonly field: Field;
  readonly around: Surroundings;
  /** How much the field's name speaks for the type, 0 to 1; whether a short or ambiguous hint does; whether it speaks against. */
  readonly strong: number;
  readonly named: boolean;
  readonly weak: boolean;
  readonly against: boolean;
  /** A short weak hint among others of its kind. */
  readonly short: boolean;
  /** There is a check that chance seldom passes; or a shape that chance seldom has. */
  readonly checked: boolean;
  readonly narrow: boolean;
  /** Of those with the shape, those that pass; of all, those that do. */
  readonly rate: number;
  readonly share: number;
  /** ln of the probability that chance passes as many. */
  readonly chance: number;
  /** The type's country is one of this data set. */
  readonly home: boolean;
  /** Without a name the type must not be said here. */
  readonly unnamed: boolean;
}

/** A name counts from here on. */
export const NAMED = 0.6;
/** Sure enough that chance is not the reason: ln of one in a hundred thousand. */
export const UNLIKELY = Math.log(1e-5);
/** More values than this do not make a small deviation more meaningful. */
const ENOUGH = 1_000;

/** The tail of `hits` of `n`, on at most as many values as are needed. */
export function tail(hits: number, n: number, p: number): number {
  const scale = n > ENOUGH ? ENOUGH / n : 1;
  return logTail(hits * scale, n * scale, p);
}
