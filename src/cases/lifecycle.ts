import type { CaseState, Observation } from '../model/finding.ts';
import type { Posture } from '../model/posture.ts';

/** What a transition may rest on. Observations come newest first. */
export interface Evidence {
  readonly observations: readonly Observation[];
  /** What the person says: message id, who answered, why it is invalid. */
  readonly note: string;
}

/** Undefined where the guard holds, otherwise what is missing. */
type Guard = (evidence: Evidence) => string | undefined;

/** Two looks that count as a check and its re-check are at least so far apart. */
export const VERIFY_AFTER_MS = 10 * 60_000;
/** Negative looks that prove a closing are at least so far apart. */
export const CLOSE_AFTER_MS = 24 * 3_600_000;

/** Postures that show the door shut. Silence (`filtered`) and `blocked` may be a filter against us alone: no proof. */
const SHUT: ReadonlySet<Posture> = new Set(['auth-required', 'closed']);

export function isOpen(observation: Observation): boolean {
  return observation.posture === 'open';
}

export function isShut(observation: Observation): boolean {
  return observation.complete && SHUT.has(observation.posture);
}

/** True where an observation is worth a case of its own: data stands open, or an earlier visitor left a certain trace. */
export function startsCase(observation: Observation): boolean {
  return isOpen(observation) || observation.markers.some((marker) => marker.strength === 'strong');
}

function sameServer(a: Observation, b: Observation): boolean {
  return a.serverId === undefined || b.serverId === undefined || a.serverId === b.serverId;
}

const seenTwice: Guard = ({ observations }) => {
  const open = observations.filter((one) => isOpen(one) && one.scopeEntry !== '');
  const [newest] = open;
  const holds =
    newest !== undefined &&
    open.some(
      (older) => Date.parse(newest.at) - Date.parse(older.at) >= VERIFY_AFTER_MS && sameServer(newest, older),
    );
  return holds
    ? undefined
    : 'a second look, at least 10 minutes after the first, must show the same server open, each under a scope entry';
};

const rated: Guard = ({ observations }) =>
  observations.some((one) => one.severity !== undefined) ? undefined : 'a look must have given it a severity';

const noted =
  (what: string): Guard =>
  ({ note }) =>
    note.trim() === '' ? `a note is needed: ${what}` : undefined;

const lastShut: Guard = ({ observations }) =>
  observations[0] !== undefined && isShut(observations[0])
    ? undefined
    : 'the latest look must show the door shut (auth-required or closed)';

const lastOpen: Guard = ({ observations }) =>
  observations[0] !== undefined && isOpen(observations[0]) ? undefined : 'the latest look must show it open';

const provenShut: Guard = ({ observations }) => {
  const [newest] = observations;
  if (newest === undefined || !isShut(newest))
    return 'the latest look must show the door shut (auth-required or closed)';
  for (const older of observations) {
    if (!isShut(older)) break;
    if (Date.parse(newest.at) - Date.parse(older.at) >= CLOSE_AFTER_MS) return undefined;
  }
  return 'two looks at least 24 hours apart, and none between them that shows otherwise, must show the door shut';
};

const always: Guard = () => undefined;

const toInvalid: readonly [CaseState, Guard] = [
  'invalid',
  noted('why it is no case (honeypot, own test host, out of scope)'),
];
const toFixed: readonly [CaseState, Guard] = ['fixed?', lastShut];

/** From each state, where a case may go and what that rests on. */
export const TRANSITIONS: Readonly<Record<CaseState, readonly (readonly [CaseState, Guard])[]>> = {
  observed: [['verified', seenTwice], toFixed, toInvalid],
  verified: [['triaged', rated], toFixed, toInvalid],
  triaged: [['notified', noted('who was told, how, and the message id')], toFixed, toInvalid],
  notified: [
    ['acknowledged', noted('who answered, and when; an automatic reply does not count')],
    toFixed,
    toInvalid,
  ],
  acknowledged: [['fixing', always], toFixed, toInvalid],
  fixing: [toFixed, toInvalid],
  'fixed?': [['closed', provenShut], ['reopened', lastOpen], toInvalid],
  closed: [['reopened', lastOpen], toInvalid],
  reopened: [
    ['verified', seenTwice],
    ['notified', noted('who was told, how, and the message id')],
    toFixed,
    toInvalid,
  ],
  invalid: [['observed', noted('why it is a case after all')]],
};

export type Judged = { readonly ok: true } | { readonly ok: false; readonly because: string };

/** May a case go from one state to another on this evidence? */
export function judge(from: CaseState, to: CaseState, evidence: Evidence): Judged {
  const ways = TRANSITIONS[from];
  const way = ways.find(([state]) => state === to);
  if (way === undefined) {
    return {
      ok: false,
      because: `from "${from}" a case can go to ${ways.map(([state]) => `"${state}"`).join(', ')}`,
    };
  }
  const missing = way[1](evidence);
  return missing === undefined ? { ok: true } : { ok: false, because: missing };
}

/** What a new look changes by itself, with the reason for the history. `newest` is newer than all else that is known. */
export function stateAfterLook(
  state: CaseState,
  newest: Observation,
): { readonly state: CaseState; readonly because: string } {
  const stays = { state, because: '' };
  if (isOpen(newest)) {
    if (state === 'closed' || state === 'fixed?')
      return { state: 'reopened', because: 'a look showed it open again' };
    return stays;
  }
  const mayBeFixed = state !== 'closed' && state !== 'fixed?' && state !== 'invalid';
  if (mayBeFixed && isShut(newest)) return { state: 'fixed?', because: `a look showed ${newest.posture}` };
  return stays;
}
