import { goOn, type Input, type Notes, table, type Target, type Work } from './work.ts';

const NEWLINE = 0x0a;
const LONGEST = 1024 * 1024;

/** Lines of text, a record each. A line beyond 1 MB is looked at by its head. */
export async function readText(input: Input, work: Work, notes: Notes): Promise<void> {
  const { target: here, paths } = table(work, notes, input.title, ['line']);
  const path = paths[0] ?? here.sink.root;
  await eachLine(input, work, here, (bytes, start, end) => {
    here.sink.beginRecord();
    here.sink.text(path, bytes, start, end);
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
