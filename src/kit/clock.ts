/** The time, replaceable in tests. `now` is wall-clock milliseconds; `ticks` is monotonic milliseconds. */
export interface Clock {
  now(): number;
  ticks(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  ticks: () => performance.now(),
};

let lastMs = Number.NaN;
let lastIso = '';

/** ISO text in UTC. The last answer is kept: thousands of things happen in the same millisecond. */
export function isoUtc(ms: number): string {
  if (ms !== lastMs) {
    lastIso = new Date(ms).toISOString();
    lastMs = ms;
  }
  return lastIso;
}
