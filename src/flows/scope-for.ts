import type { Scope } from '../model/scope.ts';
import { loadScope } from '../scope/load.ts';

/** The scope that a command works under: --scope, SIDELIGHT_SCOPE or ./sidelight.scope.yaml. */
export async function scopeFor(
  path: string | undefined,
  place: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<Scope> {
  const { scope } = await loadScope(path, place);
  return scope;
}
