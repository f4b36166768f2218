import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASE_STATES, type CaseState } from '../model/finding.ts';
import { POSTURES } from '../model/posture.ts';
import { DAY, MINUTE, observed } from './fixtures/observations.ts';
import { judge, stateAfterLook, TRANSITIONS, type Evidence } from './lifecycle.ts';

const open = (after: number, change: Parameters<typeof observed>[2] = {}) => observed(0, after, change);
const shut = (after: number, change: Parameters<typeof observed>[2] = {}) =>
  observed(0, after, { posture: 'auth-required', ...change });
const nothing: Evidence = { observations: [], note: '' };

function allowed(from: CaseState, to: CaseState, evidence: Evidence): boolean {
  return judge(from, to, evidence).ok;
}

describe('the life of a case', () => {
  it('reaches every state from observed', () => {
    const reached = new Set<CaseState>(['observed']);
    for (const state of reached) for (const [to] of TRANSITIONS[state]) reached.add(to);
    expect([...reached].sort()).toEqual([...CASE_STATES].sort());
  });

  it('says where a case can go, or what is missing, whenever it refuses', () => {
    for (const from of CASE_STATES) {
      for (const to of CASE_STATES) {
        const judged = judge(from, to, nothing);
        if (!judged.ok) expect(judged.because).toMatch(/^(from "|a |two looks|the latest look)/);
        const named = TRANSITIONS[from].some(([state]) => state === to);
        if (!named) expect(judged.ok).toBe(false);
      }
    }
  });

  it('is verified by a second look at the same server, in scope, ten minutes later', () => {
    expect(allowed('observed', 'verified', { observations: [open(10 * MINUTE), open(0)], note: '' })).toBe(
      true,
    );
    expect(
      allowed('observed', 'verified', { observations: [open(10 * MINUTE - 1), open(0)], note: '' }),
    ).toBe(false);
    expect(allowed('observed', 'verified', { observations: [open(DAY)], note: '' })).toBe(false);
    expect(
      allowed('observed', 'verified', {
        observations: [open(DAY, { serverId: 'a' }), open(0, { serverId: 'b' })],
        note: '',
      }),
    ).toBe(false);
    expect(
      allowed('observed', 'verified', { observations: [open(DAY), open(0, { scopeEntry: '' })], note: '' }),
    ).toBe(false);
    expect(allowed('observed', 'verified', { observations: [open(DAY), shut(0)], note: '' })).toBe(false);
  });

  it('is closed only by two shut looks a day apart with nothing else between', () => {
    const closes = (observations: Evidence['observations']): boolean =>
      allowed('fixed?', 'closed', { observations, note: '' });
    expect(closes([shut(2 * DAY), shut(DAY), open(0)])).toBe(true);
    expect(closes([shut(2 * DAY), shut(DAY + 1), open(0)])).toBe(false);
    expect(closes([shut(3 * DAY), open(2 * DAY), shut(DAY)])).toBe(false);
    expect(closes([shut(3 * DAY), shut(2 * DAY, { posture: 'filtered' }), shut(DAY)])).toBe(false);
    expect(closes([shut(3 * DAY, { posture: 'filtered' }), shut(DAY)])).toBe(false);
    expect(closes([shut(3 * DAY, { complete: false }), shut(DAY)])).toBe(false);
    expect(closes([])).toBe(false);
  });

  it('never takes silence or a block against us for a fix, and reopens only what was shut', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CASE_STATES), fc.constantFrom(...POSTURES), (state, posture) => {
        const after = stateAfterLook(state, observed(0, 0, { posture })).state;
        if (posture === 'open')
          expect(after).toBe(state === 'closed' || state === 'fixed?' ? 'reopened' : state);
        else if (posture === 'auth-required' || posture === 'closed') {
          expect(after).toBe(['closed', 'fixed?', 'invalid'].includes(state) ? state : 'fixed?');
        } else expect(after).toBe(state);
      }),
    );
  });
});
