import { goOn, type Input, target, type Target, type Work } from './work.ts';
import { isLineDelimited } from '../cut-records.ts';
import { readParted } from './parted.ts';
import { JsonRecords } from './json-records.ts';
import { valueAt } from './json-member.ts';

const ELASTIC = /^\s*\{\s*"_index"\s*:\s*"(?:[^"\\]|\\.)*"[^]{0,2000}?"_source"\s*:\s*\{/;

/** True where the first record is an Elasticsearch hit, as elasticdump writes them. */
export function isElasticdump(head: string): boolean {
  return ELASTIC.test(head);
}

/** JSON in any arrangement: one document, an array, one a line, one after another. */
export async function readJson(input: Input, work: Work): Promise<void> {
  const here = target(work, input.title);
  if (work.sampleMax !== undefined) {
    await eachRecord(
      input,
      work,
      (bytes, start, end) => {
        here.source.feedJson(bytes.subarray(start, end));
        here.source.feedJson(NEWLINE);
        return !here.full();
      },
      here,
    );
  } else if (
    !isLineDelimited(await input.pull.peek(64 * 1024)) ||
    !(await readParted(input, work, here, 'ndjson'))
  ) {
    for (;;) {
      goOn(work);
      const chunk = await input.pull.chunk();
      if (chunk === undefined) break;
      here.source.feedJson(chunk);
    }
  }
  here.source.end();
}

const NEWLINE = Uint8Array.of(0x0a);
const MOST_INDICES = 200;

/** Elasticsearch hits, one a line: the record is what stands under `_source`, the data set is the index. */
export async function readElasticdump(input: Input, work: Work): Promise<void> {
  const byIndex = new Map<string, Target>();
  const decoder = new TextDecoder();
  const fallback = target(work, input.title);
  let full = 0;
  await eachRecord(
    input,
    work,
    (bytes, start, end) => {
      const index = valueAt(bytes, start, end, '_index');
      const source = valueAt(bytes, start, end, '_source');
      let here = fallback;
      if (index !== undefined && bytes[index.start] === 0x22) {
        const name = decoder.decode(bytes.subarray(index.start + 1, index.end - 1));
        let known = byIndex.get(name);
        if (known === undefined && byIndex.size < MOST_INDICES) {
          known = target(work, name);
          byIndex.set(name, known);
        }
        here = known ?? fallback;
      }
      if (here.full()) {
        full++;
        return full < 1_000_000;
      }
      if (source === undefined) here.sink.skip('malformed record');
      else {
        here.source.feedJson(bytes.subarray(source.start, source.end));
        here.source.feedJson(NEWLINE);
      }
      return true;
    },
    fallback,
  );
  for (const known of byIndex.values()) known.source.end();
}

async function eachRecord(
  input: Input,
  work: Work,
  take: (bytes: Uint8Array, start: number, end: number) => boolean,
  here: Target,
): Promise<void> {
  const records = new JsonRecords(take, (why) => here.sink.skip(why));
  for (;;) {
    goOn(work);
    const chunk = await input.pull.chunk();
    if (chunk === undefined) break;
    if (!records.feed(chunk)) return;
  }
  records.finish();
}
