import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The bundle keeps these beside the program; where they are not there (tests on the sources), this thread does the work. */
export function bundled(name: 'describe-worker' | 'describe-confined'): URL | undefined {
  const places = [`./${name}.js`, `../${name}.js`].map((path) => new URL(path, import.meta.url));
  return places.find((url) => existsSync(fileURLToPath(url)));
}
