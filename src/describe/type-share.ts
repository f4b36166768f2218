import type { TypeShare } from '../model/description.ts';
import type { Candidate } from './verdict.ts';
import { wilson } from './wilson.ts';

/**
 * How often a verdict of this strength was right, from the development half of test/corpus (n = 20 to 300), rounded down
 * between its points. The order of verdicts does not change.
 */
const CALIBRATION: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.5, 0.7],
  [0.6, 0.92],
  [0.75, 0.95],
  [0.85, 0.97],
  [0.93, 0.98],
  [1, 0.99],
];

function calibrated(confidence: number): number {
  let [fromRaw, fromTrue] = [0, 0];
  for (const [raw, share] of CALIBRATION) {
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
  const sure = n > 0 ? calibrated(candidate.confidence) : candidate.confidence;
  return {
    id: candidate.type.id,
    share: interval.share,
    low: interval.low,
    high: interval.high,
    confidence: Math.round(Math.min(0.99, Math.max(0.01, sure)) * 100) / 100,
    because: candidate.because,
  };
}
