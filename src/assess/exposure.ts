import type { DatasetDescription, PeopleEstimate } from '../model/description.ts';
import type { Marker } from '../model/marker.ts';
import { exposedTypes, isSensitive, type TypeTable } from './type-facts.ts';

export interface Headline {
  /** Over all data sets whose rows are known. */
  readonly rows: number;
  readonly bytes: number;
  /** Of the data set with the most people: the same people stand in several, so they are never added. */
  readonly people?: PeopleEstimate;
  /** Rows a second over all data sets that grow. */
  readonly perSecond: number;
  /** Of the data set of which most children are certain. */
  readonly minors?: NonNullable<DatasetDescription['minors']>;
  /** The longest that stands in one data set. */
  readonly combination?: readonly string[];
  /** Of all data sets, each once. */
  readonly doubts?: readonly string[];
}

function rank(minors: NonNullable<DatasetDescription['minors']>): number {
  return minors.atLeast ?? minors.low;
}

/** The numbers for the top of a finding. */
export function headline(datasets: readonly DatasetDescription[]): Headline {
  let rows = 0;
  let bytes = 0;
  let perSecond = 0;
  let people: PeopleEstimate | undefined;
  let minors: DatasetDescription['minors'];
  let combination: readonly string[] | undefined;
  const doubts = new Set<string>();
  for (const dataset of datasets) {
    rows += dataset.rows?.value ?? 0;
    bytes += dataset.bytes ?? 0;
    perSecond += Math.max(0, dataset.ingest?.perSecond ?? 0);
    if (dataset.people && dataset.people.low > (people?.low ?? 0)) people = dataset.people;
    if (dataset.minors && (minors === undefined || rank(dataset.minors) > rank(minors)))
      minors = dataset.minors;
    if ((dataset.combination?.length ?? 0) > (combination?.length ?? 0)) combination = dataset.combination;
    for (const doubt of dataset.doubts ?? []) doubts.add(doubt);
  }
  return {
    rows,
    bytes,
    perSecond,
    ...(people ? { people } : {}),
    ...(minors ? { minors } : {}),
    ...(combination ? { combination } : {}),
    ...(doubts.size > 0 ? { doubts: [...doubts] } : {}),
  };
}

/** `78/s`, `4.2/s`, `3/min`: two significant digits, never a rate of zero for something that grows. */
export function rateText(perSecond: number): string {
  if (perSecond >= 9.95) return `${Math.round(perSecond)}/s`;
  if (perSecond >= 0.95) return `${perSecond.toFixed(1).replace(/\.0$/, '')}/s`;
  return `${Math.max(1, Math.round(perSecond * 60))}/min`;
}

/** True where a visitor's strong mark stands and no other container holds a row. */
export function isWiped(
  markers: readonly Marker[],
  others: readonly { readonly rows?: number | undefined }[],
): boolean {
  const marked = markers.some(
    (marker) => marker.strength === 'strong' && (marker.class === 'ransom' || marker.class === 'wipe'),
  );
  return marked && others.every(({ rows }) => rows === 0);
}

export interface BadgeInput {
  readonly datasets: readonly DatasetDescription[];
  readonly types: TypeTable;
  readonly markers: readonly Marker[];
  readonly writable?: boolean;
  readonly wiped: boolean;
  /** True past the end of life, false before it; undefined where the version or its dates are not known. */
  readonly endOfLife?: boolean;
}

const MARK_WORDS: Readonly<Record<Marker['class'], string>> = {
  ransom: 'ransom mark',
  wipe: 'wipe mark',
  warning: 'warning left',
  implant: 'implant',
  unknown: 'unknown visitor',
};

/** `ransom mark 2026-09-02`; `perhaps a ransom mark` for a hint. One for each class, with its earliest date. */
export function markerBadges(markers: readonly Marker[]): readonly string[] {
  const best = new Map<Marker['class'], Marker>();
  for (const marker of markers) {
    const before = best.get(marker.class);
    const stronger = !before || (marker.strength === 'strong' && before.strength === 'weak');
    const earlier = before?.strength === marker.strength && (marker.date ?? '~') < (before.date ?? '~');
    if (stronger || earlier) best.set(marker.class, marker);
  }
  return [...best.values()].map((marker) => {
    const date = marker.date === undefined ? '' : ` ${marker.date.slice(0, 10)}`;
    return marker.strength === 'strong'
      ? MARK_WORDS[marker.class] + date
      : `perhaps ${MARK_WORDS[marker.class]}${date}`;
  });
}

/** Short words that stand beside a finding, most telling first. */
export function badgesOf(input: BadgeInput): readonly string[] {
  const badges: string[] = [];
  const { perSecond } = headline(input.datasets);
  if (perSecond > 0) badges.push(`live ${rateText(perSecond)}`);
  if (
    input.datasets.some((dataset) =>
      exposedTypes(dataset, input.types).some(({ facts }) => isSensitive(facts)),
    )
  ) {
    badges.push('group at risk');
  }
  badges.push(...markerBadges(input.markers));
  if (input.wiped) badges.push('wiped');
  if (input.writable) badges.push('writable');
  if (input.endOfLife === true) badges.push('end of life');
  if (input.endOfLife === undefined) badges.push('end of life unknown');
  return badges;
}

/** IPv4 ranges that no packet from the Internet reaches (IANA special-purpose registry): first byte, second from, second to. */
function isInternalV4(a: number, b: number): boolean {
  return (
    a === 10 ||
    a === 127 ||
    a === 0 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127)
  );
}

/**
 * From where an address can be reached, by its kind alone: private, shared, link-local and loopback addresses are
 * `internal`; all others count as reachable from the Internet, since that is the worse case.
 */
export function reachOf(address: string): 'internet' | 'internal' {
  const v4 = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/i.exec(address);
  if (v4) return isInternalV4(Number(v4[1]), Number(v4[2])) ? 'internal' : 'internet';
  if (!address.includes(':')) return 'internet';
  const first = address.startsWith('::') ? 0 : Number.parseInt(address.split(':')[0] ?? '', 16);
  const local =
    address === '::1' || address === '::' || (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
  return local ? 'internal' : 'internet';
}
