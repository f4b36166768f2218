import { Unreadable } from './limits.ts';
import type { Pull } from './pull.ts';

export async function* xz(_pull: Pull): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(0);
  throw new Unreadable('xz is not read yet');
}
