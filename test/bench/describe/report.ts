import type { Pass } from './measure.ts';

/** The byte loop of the machine on which the targets were set. */
export const REFERENCE = 960;

export interface Measured extends Pass {
  /** Seconds of the first round, before the compiler has warmed up. */
  readonly first: number;
}

export const rate = (bytes: number, seconds: number): number => bytes / 1e6 / seconds;

export function verdict(met: boolean, target: string): string {
  return `target ${target}: ${met ? 'met' : 'missed'}`;
}

/**
 * One line: speed by the clock, first round, processor time, and how it compares with the byte loop of this run. `target` in
 * MB/s; a machine whose byte loop is slower or faster than the reference's is told by the ratio.
 */
export function speedLine(
  name: string,
  bytes: number,
  pass: Measured,
  loop: number,
  target?: number,
): string {
  const speed = rate(bytes, pass.seconds);
  const wanted = target === undefined ? '' : ` (reference ${(target / REFERENCE).toFixed(2)})`;
  return [
    `${name.padEnd(26)} ${speed.toFixed(0).padStart(5)} MB/s`,
    `first round ${rate(bytes, pass.first).toFixed(0)}`,
    `${rate(bytes, pass.cpu).toFixed(0)} a second of processor time`,
    `${(speed / loop).toFixed(2)} byte loops${wanted}`,
    ...(target === undefined ? [] : [verdict(speed >= target, `${target} MB/s`)]),
  ].join(', ');
}

/** How many times as fast as a peer, and whether that was the aim. */
export function ratioLine(
  name: string,
  speed: number,
  cold: number | undefined,
  theirs: number,
  note: string,
  target?: number,
): string {
  const times = speed / theirs;
  const fromCold = cold === undefined ? '' : `, ${(cold / theirs).toFixed(1)} times from a cold start`;
  const told = target === undefined ? '' : `; ${verdict(times >= target, `${target} times`)}`;
  return `${name}: ${theirs.toPrecision(3)} MB/s (${note}); Sidelight reads ${times.toFixed(1)} times as fast on one thread${fromCold}${told}`;
}
