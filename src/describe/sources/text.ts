import type { Path } from '../columns/sink.ts';
import { settingsIn } from './secret-lines.ts';
import { goOn, type Input, type Notes, putText, table, type Target, type Work } from './work.ts';

const NEWLINE = 0x0a;
const LONGEST = 1024 * 1024;

const decoder = new TextDecoder();
/** Settings and programs are looked at line by line for what they set; of longer texts the first lines. */
const SETTINGS_LOOKED = 20_000;
/** So many names of secrets are told apart. */
const MOST_SETTINGS = 200;

/** Lines of text, a record each. A line beyond 1 MB is looked at by its head. */
export async function readText(input: Input, work: Work, notes: Notes): Promise<void> {
  const { target: here, paths } = table(work, notes, input.title, ['line']);
  const path = paths[0] ?? here.sink.root;
  const settings = new Map<string, Path>();
  let looked = 0;
  const setting = (name: string): Path | undefined => {
    const known = settings.get(name);
    if (known !== undefined || settings.size >= MOST_SETTINGS) return known;
    const made = here.sink.field(here.sink.root, name);
    settings.set(name, made);
    work.tables.push({ target: here, paths: [made] });
    return made;
  };
  await eachLine(input, work, here, (bytes, start, end) => {
    here.sink.beginRecord();
    here.sink.text(path, bytes, start, end);
    if (looked++ < SETTINGS_LOOKED && end - start < 4_096) {
      const line = decoder.decode(bytes.subarray(start, end));
      for (const { name, value, part } of settingsIn(line)) {
        const set = setting(name);
        if (set === undefined) continue;
        here.data.logins.set(here.data.columnOf(set).id, part);
        putText(here.sink, set, value);
      }
    }
    here.sink.endRecord();
  });
}

/** Gives each line without the blanks at its end; those that are empty then too where they are asked for. */
export async function eachLine(
  { pull }: Input,
  work: Work,
  here: Target,
  take: (bytes: Uint8Array, start: number, end: number) => void,
  blank = false,
): Promise<void> {
  let passing = false;
  while (!here.full()) {
    goOn(work);
    const bytes = pull.bytes.subarray(0, pull.end);
    for (;;) {
      const newline = bytes.indexOf(NEWLINE, pull.at);
      if (newline < 0) break;
      if (passing) passing = false;
      else line(bytes, pull.at, newline);
      pull.at = newline + 1;
      if (here.full()) return;
    }
    if (pull.available > LONGEST) {
      if (!passing) {
        line(bytes, pull.at, pull.at + LONGEST);
        here.sink.skip('value too long');
      }
      passing = true;
      pull.at = pull.end;
    } else if (passing) pull.at = pull.end;
    const had = pull.available;
    if (!(await pull.fill(had + 1))) {
      if (pull.available > 0 && !passing) line(pull.bytes, pull.at, pull.end);
      pull.at = pull.end;
      return;
    }
  }

  function line(bytes: Uint8Array, start: number, end: number): void {
    let stop = end;
    while (stop > start && (bytes[stop - 1] as number) <= 0x20) stop--;
    if (stop > start || blank) take(bytes, start, stop);
  }
}
