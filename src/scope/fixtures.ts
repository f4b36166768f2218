import type { Clock } from '../kit/clock.ts';

/** A scope file that holds at `NOW`; tests change one part of it. */
export const GOOD_SCOPE = `sidelight: 1
authority: { who: "Jane Doe, CISO, Example Energy AG", basis: "CISO order 2026-114", contact: "security@example.org" }
valid: { from: 2026-11-01, until: 2026-12-31 }
probe: { identity: https://probe.example.org/.well-known/probing.txt, rate: 500/s, per_host: 2, vantage: vienna }
allow:
  - { range: 10.4.0.0/16, depth: sample, relation: own, accounts: [root, postgres] }
  - { range: 198.51.100.0/24, depth: shape, relation: constituency }
  - { range: 2001:db8::/48, depth: touch }
  - { name: "*.example.org", depth: touch }        # every resolved address must be allowed too
deny: [10.4.66.0/24, secret.example.org]           # wins over allow
`;

export const NOW = Date.UTC(2026, 10, 22, 12);

/** A clock that stands still until it is told otherwise. */
export function handClock(now: number = NOW): Clock & { wall: number; elapsed: number } {
  return {
    wall: now,
    elapsed: 0,
    now() {
      return this.wall;
    },
    ticks() {
      return this.elapsed;
    },
  };
}
