import { SidelightError } from '../kit/errors.ts';

export interface Listed {
  readonly entries: readonly { readonly address: string; readonly port?: number }[];
  /** What was not understood, for standard error. */
  readonly notes: readonly string[];
}

export async function readListed(path: string): Promise<Listed> {
  throw new SidelightError('INPUT_FORMAT', `${path} is in no format that is known.`);
}
