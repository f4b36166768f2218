import type { Clock } from './clock.ts';

/** Hands out permissions to go on, so many a second. */
export interface RateLimiter {
  /** Resolves when one may go on; rejects with the signal's reason when it aborts first. */
  take(signal?: AbortSignal): Promise<void>;
  /** True when one may go on at once (and took the permission). */
  tryTake(): boolean;
}

const TICK_MS = 5;

/**
 * A token bucket: `perSecond` on average, at most `burst` at once. Time that goes backwards adds nothing; a jump forward
 * (suspend, clock set) fills the bucket no further than `burst`.
 */
export function createRateLimiter(perSecond: number, burst: number, clock: Clock): RateLimiter {
  let tokens = burst;
  let last = clock.ticks();
  let timer: NodeJS.Timeout | undefined;
  const waiting: { resolve: () => void; gone: boolean }[] = [];
  let head = 0;

  const refill = (): void => {
    const now = clock.ticks();
    const passed = Math.max(0, now - last);
    last = now;
    tokens = Math.min(burst, tokens + (passed * perSecond) / 1000);
  };

  const drain = (): void => {
    timer = undefined;
    refill();
    while (head < waiting.length && tokens >= 1) {
      const next = waiting[head];
      head += 1;
      if (!next || next.gone) continue;
      tokens -= 1;
      next.resolve();
    }
    if (head === waiting.length) {
      waiting.length = 0;
      head = 0;
      return;
    }
    if (head > 4096) {
      waiting.splice(0, head);
      head = 0;
    }
    timer = setTimeout(drain, Math.max(TICK_MS, Math.min(1000, ((1 - tokens) / perSecond) * 1000)));
  };

  const tryTake = (): boolean => {
    if (head < waiting.length) return false;
    if (tokens < 1) refill();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };

  return {
    tryTake,
    take(signal) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      if (tryTake()) return Promise.resolve();
      return new Promise<void>((resolve, reject) => {
        const entry = { resolve, gone: false };
        if (signal) {
          const onAbort = (): void => {
            entry.gone = true;
            reject(signal.reason as Error);
          };
          entry.resolve = () => {
            signal.removeEventListener('abort', onAbort);
            resolve();
          };
          signal.addEventListener('abort', onAbort, { once: true });
        }
        waiting.push(entry);
        timer ??= setTimeout(drain, TICK_MS);
      });
    },
  };
}

/** At most `limit` holders at the same time for each key; others wait in order. */
export interface KeyedGate {
  enter(key: string): Promise<() => void> | (() => void);
}

/** Keys without holders take no memory. */
export function createKeyedGate(limit: number): KeyedGate {
  const held = new Map<string, { count: number; waiting: (() => void)[] }>();

  const leaveOf = (key: string) => {
    let left = false;
    return (): void => {
      if (left) return;
      left = true;
      const entry = held.get(key);
      if (!entry) return;
      const next = entry.waiting.shift();
      if (next) next();
      else {
        entry.count -= 1;
        if (entry.count === 0) held.delete(key);
      }
    };
  };

  return {
    enter(key) {
      const entry = held.get(key);
      if (!entry) {
        held.set(key, { count: 1, waiting: [] });
        return leaveOf(key);
      }
      if (entry.count < limit) {
        entry.count += 1;
        return leaveOf(key);
      }
      return new Promise((resolve) => {
        entry.waiting.push(() => resolve(leaveOf(key)));
      });
    },
  };
}
