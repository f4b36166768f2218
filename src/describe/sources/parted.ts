import type { CutFormat } from '../cut-records.ts';
import { Unreadable } from './limits.ts';
import { goOn, type Input, type Target, type Work } from './work.ts';

/** Below this a thread costs more than it brings. */
const WORTH = 16 * 1024 * 1024;

/**
 * True where an input is large enough for threads, and there are any: they start now, while this one gets ready. To be asked
 * before the input's data set is made.
 */
export async function startsParts(input: Input, work: Work): Promise<boolean> {
  if (work.parts === undefined || work.sampleMax !== undefined || !(await input.pull.fill(WORTH)))
    return false;
  work.parts();
  return true;
}

/** Gives the records of a large input to threads. */
export async function readParted(input: Input, work: Work, here: Target, format: CutFormat): Promise<void> {
  if (work.parts === undefined) return;
  const { pull } = input;
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
}
