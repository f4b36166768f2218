import { setTimeout as sleep } from 'node:timers/promises';
import { SidelightError } from '../kit/errors.ts';

/** Milliseconds after which a store that another process keeps busy is given up. */
const LONGEST_WAIT = 60_000;

/**
 * Does the work again while it says LOCKED, for up to a minute, with pauses of uneven length so that two processes do not
 * keep meeting. Only for work that has changed nothing when it says so: a transaction that could not begin.
 */
export async function patiently<T>(work: () => T | Promise<T>): Promise<T> {
  const until = performance.now() + LONGEST_WAIT;
  for (let pause = 5; ; pause = Math.min(pause * 1.5, 100)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SidelightError && error.code === 'LOCKED') || performance.now() > until)
        throw error;
    }
    await sleep(pause * (0.5 + Math.random()));
  }
}
