import type { DatasetDescription } from '../../model/description.ts';

/** Below this at the least, minors may be no more than wrong birth dates. */
const SOME = 0.01;
/** From here on, at the least, they are a part of the people whom the data set is about and no exception among them. */
const MANY = 0.05;

/** The lower bound of the share of minors; where an edition tells an order of magnitude, by that of all people. */
function least(dataset: DatasetDescription): number {
  const { minors } = dataset;
  if (minors === undefined) return 0;
  if (minors.atLeast === undefined) return minors.low;
  const people = dataset.people?.high ?? dataset.people?.low ?? dataset.rows?.value ?? 0;
  return people > 0 ? Math.min(1, minors.atLeast / people) : SOME;
}

export function hasChildren(dataset: DatasetDescription): boolean {
  return least(dataset) >= SOME;
}

export function hasManyChildren(dataset: DatasetDescription): boolean {
  return least(dataset) >= MANY;
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? '<1' : String(Math.round(share * 100));
}

/** `about 12 % are children (95 %: 10 to 14 %)`; bands and orders of magnitude in editions that hide. */
export function childrenText(minors: NonNullable<DatasetDescription['minors']>): string {
  if (minors.atLeast !== undefined) return `at least ${minors.atLeast.toLocaleString('en-US')} are children`;
  const [low, high] = [percent(minors.low), percent(minors.high)];
  if (minors.withheld !== undefined) return `${low} to ${high} % are children`;
  if (minors.share === 0) return `no children among ${minors.n.toLocaleString('en-US')} birth dates`;
  return `about ${percent(minors.share)} % are children (95 %: ${low} to ${high} %)`;
}
