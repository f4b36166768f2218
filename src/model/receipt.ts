/** What was done to whom, derived from the audit log. */
export interface Receipt {
  readonly run: string;
  /** Set where the receipt is about one endpoint only. */
  readonly endpoint?: string;
  readonly authority: string;
  readonly basis: string;
  readonly scope: string;
  readonly from: string;
  readonly until: string;
  readonly targets: number;
  readonly endpointsAnswered: number;
  readonly connections: number;
  readonly commands: number;
  readonly bytesSent: number;
  readonly bytesRead: number;
  /** Bytes that the open services hold by their own account. */
  readonly bytesExposed: number;
  readonly recordsInMemory: number;
  readonly valuesKept: 0;
  /** Commands by name, `redis.info: 12`. */
  readonly byCommand: Readonly<Record<string, number>>;
  readonly chain: { readonly head: string; readonly entries: number };
  readonly signature?: string;
}
