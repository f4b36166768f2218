import { isAbsolute, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Scope } from '../model/scope.ts';
import { loadScope, scopePath } from '../scope/load.ts';

/** The scope that a command works under: --scope, SIDELIGHT_SCOPE or ./sidelight.scope.yaml. */
export async function scopeFor(
  path: string | undefined,
  place: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<Scope> {
  const { scope } = await loadScope(path, place);
  return scope;
}

/** Where that file is, as a URI reference: relative where it lies below the working directory, which is how reviewers' tools find it. */
export function scopeUriFor(
  path: string | undefined,
  place: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): string {
  const full = scopePath(path, place);
  const below = relative(place.cwd, full);
  if (below.startsWith('..') || isAbsolute(below)) return pathToFileURL(full).href;
  return below.split(/[\\/]/).map(encodeURIComponent).join('/');
}
