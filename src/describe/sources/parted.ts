import type { CutFormat } from '../walk/cut-records.ts';
import { Unreadable } from './limits.ts';
import { goOn, type Input, type Target, type Work } from './work.ts';

/** Below this not even the cutting into batches is worth it. */
const LARGE = 4 * 1024 * 1024;
/** Threads start where so many bytes are known to come, or have come: a thread must be started and get warm first. */
const WORTH = 256 * 1024 * 1024;

/** True where an input is large enough to be cut into batches for threads, and there are any. */
export async function isParted(input: Input, work: Work): Promise<boolean> {
  return work.parts !== undefined && work.sampleMax === undefined && (await input.pull.fill(LARGE));
}

/** Gives the records of a large input to this thread and, once it shows to be worth it, to others. */
export async function readParted(input: Input, work: Work, here: Target, format: CutFormat): Promise<void> {
  if (work.parts === undefined) return;
  const { pull } = input;
  const parts = work.parts();
  const part = parts.open(here.source, format);
  if (input.random !== undefined && input.random.size >= WORTH) parts.start();
  const from = pull.offset;
  try {
    for (;;) {
      goOn(work);
      const chunk = await pull.chunk(1024 * 1024);
      if (chunk === undefined) break;
      if (pull.offset - from >= WORTH) parts.start();
      await part.feed(chunk);
    }
  } finally {
    await part.end().catch(() => {
      throw new Unreadable('a thread of this program ended before its work was done');
    });
  }
}
