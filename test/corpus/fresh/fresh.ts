import type { Labelled } from '../shape.ts';
import { business } from './plain-business.ts';
import { technical } from './plain-technical.ts';
import { documents, type FreshTable, labelsOfFresh } from './kit.ts';
import { europe } from './people-europe.ts';
import { world } from './people-world.ts';
import { systems } from './systems.ts';

export const freshTables: readonly FreshTable[] = [...europe, ...world, ...systems, ...business, ...technical];

/**
 * Every other table stays unseen: of `closed`, only sums are looked at; errors of `open` may be worked on. People, systems and plain
 * tables come in turn, so that each half has of all.
 */
export type FreshHalf = 'open' | 'closed';

export function fresh(half?: FreshHalf): Labelled[] {
  return freshTables
    .filter((_one, at) => half === undefined || (at % 2 === 0) === (half === 'open'))
    .map((one) => ({ name: one.name, locale: one.locale, labels: labelsOfFresh(one), records: (n) => documents(one, n) }));
}
