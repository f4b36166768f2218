import type { CutFormat } from '../cut-records.ts';
import { Unreadable } from './limits.ts';
import { goOn, type Input, type Target, type Work } from './work.ts';

/** Below this a thread costs more than it brings. */
const WORTH = 16 * 1024 * 1024;

/** Gives the records of a large input to threads, where there are any. False where it is for this thread alone. */
export async function readParted(
  input: Input,
  work: Work,
  here: Target,
  format: CutFormat,
): Promise<boolean> {
  const { pull } = input;
  if (work.parts === undefined || work.sampleMax !== undefined || !(await pull.fill(WORTH))) return false;
  const part = work.parts().open(here.source, format);
  try {
    for (;;) {
      goOn(work);
      const chunk = await pull.chunk(1024 * 1024);
      if (chunk === undefined) break;
      await part.feed(chunk);
    }
  } finally {
    await part.end().catch(() => {
      throw new Unreadable('a thread of this program ended before its work was done');
    });
  }
  return true;
}
