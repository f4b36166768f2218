import type { Marker } from '../../model/marker.ts';
import type { Circumstance } from './score.ts';

/** From where it can be reached: anyone on the Internet, a closed network, or a file that somebody holds. */
export type Reach = 'internet' | 'internal' | 'file';

export interface Circumstances {
  readonly markers: readonly Marker[];
  readonly reach: Reach;
  /** True where the data that was there is gone. */
  readonly wiped: boolean;
  /** True only where the owner says that there is no backup. */
  readonly noBackup?: boolean;
}

const REACHED: Readonly<Record<Reach, Omit<Circumstance, 'element'>>> = {
  internet: { value: 0.5, because: 'reachable from the Internet: an unknown number of recipients' },
  internal: { value: 0.25, because: 'reachable inside a network: a known number of recipients' },
  file: { value: 0.25, because: 'in a file: those who are known to hold it; 0.5 where it goes round' },
};

/** A visitor who meant harm; a warning left by somebody well-meaning is none. */
function meantHarm(marker: Marker): boolean {
  return marker.class === 'ransom' || marker.class === 'wipe' || marker.class === 'implant';
}

/**
 * Circumstances of the breach (ENISA 2013, section 4.3), which add up. Only strong markers count: a misconfiguration alone
 * is not malicious, and a hint proves nothing.
 */
export function circumstances(input: Circumstances): readonly Circumstance[] {
  const strong = input.markers.filter((marker) => marker.strength === 'strong');
  const out: Circumstance[] = [{ element: 'confidentiality', ...REACHED[input.reach] }];
  if (strong.length > 0 && !input.wiped) {
    out.push({
      element: 'integrity',
      value: 0.25,
      because: 'somebody wrote here, and the data is still there',
    });
  }
  if (input.wiped) {
    out.push(
      input.noBackup
        ? { element: 'availability', value: 0.5, because: 'data is gone, and the owner has no backup' }
        : {
            element: 'availability',
            value: 0.25,
            because: 'data is gone; taken as recoverable until the owner says otherwise',
          },
    );
  }
  if (strong.some(meantHarm)) {
    const names = [...new Set(strong.filter(meantHarm).map((marker) => marker.class))].join(', ');
    out.push({ element: 'malicious intent', value: 0.5, because: `traces of an earlier visitor: ${names}` });
  }
  return out;
}
