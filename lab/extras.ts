import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where `lab/install.sh` puts what no Debian package brings; not part of the repository. */
export const EXTRAS = join(process.cwd(), '.lab');

export function extra(...parts: readonly string[]): string {
  return join(EXTRAS, ...parts);
}

/** Why an extra cannot be used: undefined where it is there. */
export function missing(path: string, what: string): string | undefined {
  return existsSync(path) ? undefined : `${what} is not installed (lab/install.sh brings it)`;
}
