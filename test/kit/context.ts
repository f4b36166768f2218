import { systemClock } from '../../src/kit/clock.ts';
import { createKeyedGate, createRateLimiter } from '../../src/kit/limiter.ts';
import type { Grant, Permit } from '../../src/model/scope.ts';
import type { TranscriptEntry } from '../../src/model/transcript.ts';
import type { DialContext } from '../../src/wire/dial.ts';

/** A permit for this machine's loopback addresses alone. */
export function loopbackPermit(grant: Partial<Grant> = {}): Permit {
  const full: Grant = { entry: 'L1', depth: 'sample', accounts: [], relation: 'own', ...grant };
  return {
    permits: (address) =>
      address.startsWith('127.') || address === '::1'
        ? { ok: true, grant: full }
        : { ok: false, refusal: { code: 'not-in-scope', because: 'only loopback in tests' } },
  };
}

/** A dial context for tests: fast limits, and everything it tells kept in a list. */
export function testContext(
  permit: Permit = loopbackPermit(),
  options: { readonly perSecond?: number; readonly perHost?: number; readonly signal?: AbortSignal } = {},
): DialContext & { readonly entries: TranscriptEntry[] } {
  const entries: TranscriptEntry[] = [];
  const perSecond = options.perSecond ?? 100_000;
  return {
    permit,
    rate: createRateLimiter(perSecond, Math.max(1, perSecond / 10), systemClock),
    perHost: createKeyedGate(options.perHost ?? 8),
    record: (entry) => entries.push(entry),
    clock: systemClock,
    signal: options.signal ?? new AbortController().signal,
    entries,
  };
}
