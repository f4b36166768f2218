import type { Clock } from '../kit/clock.ts';

/**
 * How hard this process, and the way to its targets, is pressed. A verdict must not depend on how busy this machine is:
 * answers that grow slow make fewer new looks begin, and a look that ran into a deadline while things were strained is done
 * once more.
 */
export interface Pressure {
  /** An answer, or a connection, took this long. */
  answered(milliseconds: number): void;
  /** How often deadlines could not be trusted so far: equal before and after a look where nothing disturbed it. */
  strains(): number;
  /** True once nothing was strained for a while. */
  calm(): boolean;
  /** True where one more look may begin now. */
  room(): boolean;
  /** A look begins; gives its mark. */
  enter(): number;
  /** Something came or went out: gives the new mark. */
  touch(mark: number): number;
  leave(mark: number): void;
  /**
   * Called every `TICK_MS`: forgets looks that only wait, and lets fewer begin where this process's own timers are late. That
   * alone is no strain: a deadline counts only once what came has been read (`afterReading`).
   */
  tick(): void;
}

export const TICK_MS = 50;

/** A look in which nothing happened for so many ticks only waits: it takes no part in the work that is going on. */
const WAITING_TICKS = 4;
/** Looks at work that any path can take. */
const LEAST = 64;
const FIRST = 128;
/** Answers below this many milliseconds are quick whatever the path. */
const QUICK_MS = 30;
const CALM_MS = 300;
/** Least time between two cuts of the window: what was sent before the first must have had its time. */
const CUT_MS = 100;
const LATE_MS = 150;

/**
 * `most` bounds the looks at work; those that only wait for a silent host are not counted. `answerMs` is the deadline of one
 * answer. The window grows while answers are quick for this path and shrinks as they grow slow, as a sender does in a network.
 */
export function createPressure(most: number, answerMs: number, clock: Clock): Pressure {
  const least = Math.min(most, LEAST);
  const buckets = new Int32Array(WAITING_TICKS);
  let window = Math.min(most, FIRST);
  let working = 0;
  let epoch = WAITING_TICKS;
  let average = 0;
  let usual = Number.POSITIVE_INFINITY;
  let samples = 0;
  let strained = 0;
  let lastStrain = Number.NEGATIVE_INFINITY;
  let lastCut = Number.NEGATIVE_INFINITY;
  let lastTick = clock.ticks();

  const strain = (now: number): void => {
    strained += 1;
    lastStrain = now;
  };
  const cut = (now: number): void => {
    if (now - lastCut < CUT_MS) return;
    lastCut = now;
    window = Math.max(least, window * 0.7);
  };
  const drop = (mark: number): void => {
    if (mark <= epoch - WAITING_TICKS) return;
    const slot = mark % WAITING_TICKS;
    buckets[slot] = (buckets[slot] as number) - 1;
    working -= 1;
  };
  const add = (): number => {
    const slot = epoch % WAITING_TICKS;
    buckets[slot] = (buckets[slot] as number) + 1;
    working += 1;
    return epoch;
  };

  return {
    answered(milliseconds) {
      average += (milliseconds - average) / (samples < 16 ? samples + 1 : 16);
      samples += 1;
      if (samples >= 16 && average < usual) usual = Math.max(average, 1);
      if (average < Math.max(QUICK_MS, answerMs / 12, usual * 1.5)) {
        window = Math.min(most, window + 16 / window);
        return;
      }
      if (average < Math.max(answerMs / 5, usual * 3)) return;
      const now = clock.ticks();
      if (average > answerMs / 3) strain(now);
      cut(now);
    },
    strains: () => strained,
    calm: () => clock.ticks() - lastStrain > CALM_MS,
    room: () => working < window,
    enter: add,
    touch(mark) {
      if (mark === epoch) return mark;
      drop(mark);
      return add();
    },
    leave: drop,
    tick() {
      const now = clock.ticks();
      if (now - lastTick - TICK_MS > Math.max(LATE_MS, answerMs / 8)) cut(now);
      lastTick = now;
      epoch += 1;
      const slot = epoch % WAITING_TICKS;
      working -= buckets[slot] as number;
      buckets[slot] = 0;
    },
  };
}
