export const BANDS = ['none', 'low', 'medium', 'high', 'very high'] as const;
export type Band = (typeof BANDS)[number];

/** ENISA 2013: SE = DPC x EI + CB, with every term and why it has its value. */
export interface Severity {
  readonly band: Band;
  readonly se: number;
  readonly dpc: { readonly value: number; readonly because: string };
  readonly ei: { readonly value: number; readonly because: string };
  readonly cb: readonly { readonly element: string; readonly value: number; readonly because: string }[];
  /** `4 x 1 + (0.5 + 0.25 + 0.5) = 5.25`. */
  readonly sum: string;
  readonly flags: readonly string[];
}
