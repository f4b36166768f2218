/** One thing to look at. There is no target without a reason to look. */
export interface Target {
  readonly address: string;
  readonly port: number;
  readonly why: 'scope' | 'list' | 'import' | 'verify';
  /** The name that resolved to the address, where there was one. */
  readonly host?: string;
}
