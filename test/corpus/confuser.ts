import type { Rng } from './random.ts';
import type { Json, Split } from './shape.ts';

/** A kind of harmless column. `begin` makes one column of it: the state that its values share. */
export interface Confuser {
  readonly made: string;
  readonly names: Readonly<Record<Split, readonly string[]>>;
  readonly begin: (r: Rng, split: Split) => (r: Rng, i: number) => Json;
}

export function kind(made: string, dev: string, held: string, begin: Confuser['begin']): Confuser {
  return { made, names: { dev: dev.split(' '), held: held.split(' ') }, begin };
}
