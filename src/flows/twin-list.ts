import { twins } from '../../twins/index.ts';

/** The twins with the incidents that they stand for. */
export function twinList(): string {
  return twins
    .map((twin) => `${twin.name.padEnd(16)} ${twin.title}\n${' '.repeat(17)}after: ${twin.incident}\n`)
    .join('');
}
