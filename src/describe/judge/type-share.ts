import type { TypeShare } from '../../model/description.ts';
import type { Candidate } from './verdict.ts';
import { wilson } from './wilson.ts';

/** Points of a line from how strong a verdict is to how often such a verdict is right. */
type Curve = readonly (readonly [strength: number, right: number])[];

/**
 * How often verdicts were right, from the development halves of test/corpus at 20 to 300 records, between what they show on
 * tables that were made for it and on those modelled on real systems. The order of verdicts does not change.
 */
const BY_VALUES: Curve = [
  [0, 0],
  [0.5, 0.5],
  [0.6, 0.65],
  [0.75, 0.88],
  [0.85, 0.96],
  [0.93, 0.98],
  [1, 0.99],
];
/** Where the field's name decides, over values that would go with much. */
const BY_NAME: Curve = [
  [0, 0],
  [0.5, 0.5],
  [0.75, 0.9],
  [0.85, 0.94],
  [1, 0.95],
];

function calibrated({ confidence, evidence }: Candidate): number {
  let [fromRaw, fromTrue] = [0, 0];
  for (const [raw, share] of evidence === 'name' || evidence === 'form' ? BY_NAME : BY_VALUES) {
    if (confidence <= raw)
      return raw === fromRaw
        ? share
        : fromTrue + ((share - fromTrue) * (confidence - fromRaw)) / (raw - fromRaw);
    [fromRaw, fromTrue] = [raw, share];
  }
  return 0.99;
}

/**
 * A verdict in the words of the description. The interval rests on the values that were looked at, which are fewer than all
 * once a column is thinned out: the share is the sample's, and so is its width.
 */
export function toShare(candidate: Candidate): TypeShare {
  const { hits, n } = candidate;
  const looked = Math.min(n, candidate.looked ?? n);
  const interval =
    n > 0 && looked > 0 ? wilson((Math.min(hits, n) * looked) / n, looked) : { share: 0, low: 0, high: 1 };
  const sure = n > 0 ? calibrated(candidate) : candidate.confidence;
  return {
    id: candidate.type.id,
    share: interval.share,
    low: interval.low,
    high: interval.high,
    confidence: Math.round(Math.min(0.99, Math.max(0.01, sure)) * 100) / 100,
    because: candidate.because,
  };
}
