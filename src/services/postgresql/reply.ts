/** What an ErrorResponse says, without its text: only codes and the few signs that posture depends on. */
export interface PgError {
  /** `ERROR`, `FATAL` or `PANIC`, from the field that is never translated where there is one. */
  readonly severity: string;
  /** SQLSTATE, five characters; empty where the error has none. */
  readonly code: string;
  /** The server function that raised it; never translated. Empty in poolers and look-alikes. */
  readonly routine: string;
  readonly signs: readonly PgSign[];
}

/** Signs looked for in the text of an error. */
export type PgSign = 'pg_hba' | 'no-encryption' | 'client-certificate' | 'startup-parameter';

export interface PgResult {
  readonly columns: readonly string[];
  /** Text format; `null` is SQL NULL. */
  readonly rows: readonly (readonly (Buffer | null)[])[];
  readonly tag: string;
}

export interface PgReply {
  /** The answer to an SSLRequest. */
  readonly tls?: 'offered' | 'refused';
  /** True once AuthenticationOk came. */
  readonly admitted: boolean;
  /** An authentication request other than Ok: its code, and for SASL the mechanisms. */
  readonly auth?: { readonly code: number; readonly mechanisms: readonly string[] };
  readonly parameters: ReadonlyMap<string, string>;
  readonly results: readonly PgResult[];
  readonly error?: PgError;
  /** Transaction state of ReadyForQuery: idle, in a transaction, in a failed one. */
  readonly ready?: 'I' | 'T' | 'E';
}
