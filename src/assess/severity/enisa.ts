import type { DatasetDescription } from '../../model/description.ts';
import type { Marker } from '../../model/marker.ts';
import type { Severity } from '../../model/severity.ts';
import type { TypeTable } from '../type-facts.ts';
import { circumstances, type Reach } from './cb.ts';
import { hasChildren } from './children.ts';
import { dataContext, type Trait } from './dpc.ts';
import { easeOfIdentification } from './ei.ts';
import { bandOf, scoreOf, sumOf } from './score.ts';

export interface EnisaInput {
  /** What is there; for a wiped server, what an earlier look saw there, where there was one. */
  readonly datasets: readonly DatasetDescription[];
  readonly types: TypeTable;
  readonly markers: readonly Marker[];
  readonly reach: Reach;
  readonly writable?: boolean;
  readonly wiped?: boolean;
  readonly noBackup?: boolean;
  /** True where the values are strongly encrypted and the key is not with them. */
  readonly unintelligible?: boolean;
  readonly traits?: ReadonlySet<Trait>;
}

/** From here on ENISA sets a flag; the score stays as it is. */
const MANY_PEOPLE = 100;

function flagsOf(input: EnisaInput): string[] {
  const flags: string[] = [];
  if (input.datasets.some((dataset) => (dataset.people?.low ?? 0) > MANY_PEOPLE))
    flags.push('more than 100 people');
  if (input.datasets.some(hasChildren)) flags.push('children among them');
  if (input.datasets.some((dataset) => (dataset.doubts ?? []).length > 0))
    flags.push('may be test or invented data: nothing is lowered for that');
  if (input.unintelligible) flags.push('unintelligible: encrypted, key not with the data');
  if (input.writable) flags.push('anyone may change or delete it');
  if (input.markers.length > 0 && input.markers.every((marker) => marker.strength === 'weak')) {
    flags.push('hints of an earlier visitor are not counted');
  }
  return flags;
}

/**
 * Severity of an exposure by "Recommendations for a methodology of the assessment of severity of personal data breaches"
 * (ENISA, December 2013): SE = DPC x EI + CB. The band is `none` where nothing personal, no secret and no marker was found.
 */
export function enisaSeverity(input: EnisaInput): Severity {
  const traits = input.traits ?? new Set<Trait>();
  const context = dataContext(input.datasets, input.types, traits);
  const flags = flagsOf(input);
  if (!context && input.markers.length === 0) {
    const because = 'nothing personal and no secret was found';
    return {
      band: 'none',
      se: 0,
      dpc: { value: 0, because },
      ei: { value: 0, because },
      cb: [],
      sum: '0',
      flags,
    };
  }
  const dpc = context ?? {
    value: 1,
    because: 'what was there is not known: taken as 1, for the owner to score',
  };
  const ei = easeOfIdentification(input.datasets, input.types, traits);
  const cb = circumstances({
    markers: input.markers,
    reach: input.reach,
    wiped: input.wiped ?? false,
    ...(input.noBackup === undefined ? {} : { noBackup: input.noBackup }),
  });
  const values = cb.map(({ value }) => value);
  const se = scoreOf(dpc.value, ei.value, values);
  return { band: bandOf(se), se, dpc, ei, cb, sum: sumOf(dpc.value, ei.value, values), flags };
}
