import type { Band, Severity } from '../../model/severity.ts';

/** Score of the data: 1 simple and harmless … 4 sensitive. */
export type Dpc = 1 | 2 | 3 | 4;
/** Ease of identification: 0.25 negligible … 1 maximum. */
export type Ei = 0.25 | 0.5 | 0.75 | 1;
export type Circumstance = Severity['cb'][number];

export interface Term<Value extends number> {
  readonly value: Value;
  readonly because: string;
}

/** Bands of ENISA 2013: below 2 low, below 3 medium, below 4 high, from 4 on very high. */
export function bandOf(se: number): Exclude<Band, 'none'> {
  if (se < 2) return 'low';
  if (se < 3) return 'medium';
  return se < 4 ? 'high' : 'very high';
}

/** `4 x 1 + (0.5 + 0.25 + 0.5) = 5.25`: every number that went in, and nothing else. */
export function sumOf(dpc: number, ei: number, cb: readonly number[]): string {
  const counted = cb.filter((value) => value > 0);
  const circumstances = counted.length > 1 ? `(${counted.join(' + ')})` : String(counted[0] ?? 0);
  return `${dpc} x ${ei} + ${circumstances} = ${scoreOf(dpc, ei, cb)}`;
}

/** SE = DPC x EI + CB. All terms are quarters, so the sum is exact. */
export function scoreOf(dpc: number, ei: number, cb: readonly number[]): number {
  return dpc * ei + cb.reduce((sum, value) => sum + value, 0);
}

/** The clamp that every adjustment ends in. */
export function clampDpc(value: number): Dpc {
  if (value <= 1) return 1;
  if (value >= 4) return 4;
  return value < 3 ? 2 : 3;
}
