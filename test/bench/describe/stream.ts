import { createDescriber } from '../../../src/describe/describe.ts';
import { dice, person } from './people.ts';

/** Describes a generated stream that no disk ever holds; gives the highest resident memory in MB, and what was read. */
export function longStream(gigabytes: number): {
  readonly peak: number;
  readonly start: number;
  readonly bytes: number;
} {
  const random = dice(77);
  const describer = createDescriber();
  const source = describer.source('stream');
  // A batch is made once and its digits are turned for each round: making new people would cost ten times the reading.
  const batch = Buffer.from(
    Array.from({ length: 4_000 }, (_one, i) => `${JSON.stringify(person(random, i))}\n`).join(''),
  );
  const start = process.memoryUsage.rss() / 1e6;
  let peak = start;
  let bytes = 0;
  while (bytes < gigabytes * 1e9) {
    for (let i = Math.floor(random() * 40); i < batch.length; i += 1 + Math.floor(random() * 80)) {
      const byte = batch[i] as number;
      if (byte >= 0x31 && byte <= 0x38 && batch[i - 1] !== 0x3a) batch[i] = 0x31 + Math.floor(random() * 8);
    }
    source.feedJson(batch);
    bytes += batch.length;
    peak = Math.max(peak, process.memoryUsage.rss() / 1e6);
  }
  source.end();
  describer.finish();
  return { peak: Math.max(peak, process.memoryUsage.rss() / 1e6), start, bytes };
}
