import type { Notes, Work } from './work.ts';

/** Reads a member of an archive as a source of its own: whatever it is. */
export type ReadMember = (
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  about: { readonly title: string; readonly depth: number; readonly formats: readonly string[] },
  work: Work,
) => Promise<Notes>;
