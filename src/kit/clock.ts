/** The time, replaceable in tests. `now` is wall-clock milliseconds; `ticks` is monotonic milliseconds. */
export interface Clock {
  now(): number;
  ticks(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  ticks: () => performance.now(),
};

export function isoUtc(ms: number): string {
  return new Date(ms).toISOString();
}
