export interface MyGreeting {
  readonly protocol: number;
  /** As the server said it: hostile until cleaned. */
  readonly version: string;
  readonly capabilities: number;
  readonly plugin: string;
}

export interface MyResult {
  readonly columns: readonly string[];
  /** Text protocol; `null` is SQL NULL. */
  readonly rows: readonly (readonly (Buffer | null)[])[];
}

/** What an ERR packet says, without its text. */
export interface MyError {
  readonly code: number;
  /** Empty before the handshake. */
  readonly state: string;
}

export type MyReply =
  | { readonly kind: 'greeting'; readonly greeting: MyGreeting }
  | { readonly kind: 'ok' }
  | { readonly kind: 'error'; readonly error: MyError }
  /** The server wants another authentication method. `old` is the one before 4.1. */
  | { readonly kind: 'switch'; readonly plugin: string }
  /** The method wants to see a password (`caching_sha2_password` full authentication and the like). */
  | { readonly kind: 'more' }
  | { readonly kind: 'result'; readonly result: MyResult };
