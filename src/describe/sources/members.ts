import { LIMITS } from './limits.ts';
import { skipped, titleOf, type Notes } from './work.ts';

/** Why a member of an archive is not read, by its name alone; undefined where it may be. */
export function refusedName(name: string): string | undefined {
  if (name.includes('\0')) return 'a member with a NUL in its name: refused';
  if (/^(?:[\\/]|[A-Za-z]:)/.test(name)) return 'a member whose name is an absolute path: refused';
  if (name.split(/[\\/]/).includes('..')) return 'a member whose name climbs out of its folder (..): refused';
  return undefined;
}

/** Counts members; false once there are too many. */
export function oneMore(count: number, notes: Notes): boolean {
  if (count < LIMITS.members) return true;
  skipped(notes, `more than ${LIMITS.members} members: the others are not read`);
  return false;
}

/** The data set's name of a member; a collection of a mongodump goes by database and collection. */
export function memberTitle(name: string): string {
  const parts = name.split('/');
  const folder = parts.at(-2);
  return folder && /\.bson(?:\.gz)?$/.test(name) ? `${folder}.${titleOf(name)}` : titleOf(name);
}
