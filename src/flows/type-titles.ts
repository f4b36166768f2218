import { datatypes } from '../datatypes/index.ts';

/** Titles of data types by id, for readers. */
export function typeTitles(): ReadonlyMap<string, string> {
  return new Map(datatypes.map((type) => [type.id, type.title]));
}
