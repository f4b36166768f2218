import type { Path } from '../columns/sink.ts';
import { type BlockForm, pairOf, RULE } from './block-lines.ts';
import { LIMITS } from './limits.ts';
import { isSecretValue, secretPart } from './secret-lines.ts';
import { eachLine } from './text.ts';
import { type Input, type Notes, putText, remark, target, type Work } from './work.ts';

const decoder = new TextDecoder();
/** Keys beyond these are data: their lines are looked at as lines. */
const MOST_KEYS = Math.min(1_000, LIMITS.columns);

/** Records of keys and values: one ends at a blank line, at a line of signs, or where its first key comes again. */
export async function readBlocks(input: Input, work: Work, notes: Notes, form: BlockForm): Promise<void> {
  const here = target(work, input.title);
  const { sink } = here;
  const paths = new Map<string, Path>();
  remark(
    notes,
    form.single ? 'read as settings, a key a line' : 'read as records of keys and values, a line each',
  );
  let first: string | undefined;
  let open = false;
  const end = (): void => {
    if (open) sink.endRecord();
    open = false;
    first = undefined;
  };
  const pathOf = (key: string): Path => {
    let path = paths.get(key);
    if (path === undefined) {
      path = sink.field(sink.root, paths.size < MOST_KEYS ? key : 'line');
      if (paths.size < MOST_KEYS) {
        paths.set(key, path);
        work.tables.push({ target: here, paths: [path] });
      }
    }
    return path;
  };
  await eachLine(
    input,
    work,
    here,
    (bytes, start, stop) => {
      const line = decoder.decode(bytes.subarray(start, stop));
      if (stop === start || RULE.test(line)) {
        if (!form.single) end();
        return;
      }
      if (line.startsWith('#')) return;
      const pair = pairOf(line, form.card);
      if (pair !== undefined && pair[0] === first && !form.single) end();
      if (!open) {
        sink.beginRecord();
        open = true;
        first = pair?.[0];
      }
      if (pair === undefined) sink.text(pathOf('line'), bytes, start, stop);
      else {
        const path = pathOf(pair[0]);
        const part = form.single ? secretPart(pair[0]) : undefined;
        const bare = pair[1].replace(/^(["'])(.*)\1$/, '$2');
        if (part !== undefined && isSecretValue(bare, bare !== pair[1]))
          here.data.logins.set(here.data.columnOf(path).id, part);
        putText(sink, path, bare);
      }
    },
    true,
  );
  end();
}
