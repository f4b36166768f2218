import type { Path } from '../columns/sink.ts';
import { addressEnds, type LoginForm } from './login-lines.ts';
import { eachLine } from './text.ts';
import { columnName, type Input, type Notes, remark, table, type Work } from './work.ts';

const decoder = new TextDecoder();

/** A list of logins: a record a line. What stands where passwords stand is told to the judgement, which looks at the values. */
export async function readLogins(input: Input, work: Work, notes: Notes, form: LoginForm): Promise<void> {
  const names = form.columns.map((name, index) => name ?? columnName(index));
  const { target, paths } = table(work, notes, input.title, names);
  const { sink, data } = target;
  for (const [index, part] of form.holds)
    if (paths[index] !== undefined) data.logins.set(data.columnOf(paths[index]).id, part);
  if (form.columns.every((name) => name === undefined))
    remark(notes, 'no heading row was found: columns are numbered');
  const separator = form.separator.charCodeAt(0);
  let skip = form.skip;
  await eachLine(input, work, target, (bytes, start, end) => {
    if (skip > 0) {
      skip--;
      return;
    }
    if (bytes[start] === 0x23 && form.columns.length === 7 && bytes[start + 1] !== 0x48) return;
    sink.beginRecord();
    let at = start;
    let stop = end;
    let column = 0;
    if (form.address !== undefined) {
      const cut = addressEnds(decoder.decode(bytes.subarray(start, end)), form.separator, form.address);
      const place = cut === undefined ? -1 : nthByte(bytes, start, end, cut);
      if (place >= 0) {
        if (form.address === 'first') sink.text(paths[0] as Path, bytes, start, place);
        else sink.text(paths[0] as Path, bytes, place + 1, end);
        [at, stop] = form.address === 'first' ? [place + 1, end] : [start, place];
      }
      column = 1;
    }
    for (; column < paths.length; column++) {
      let to = column + 1 < paths.length ? bytes.subarray(0, stop).indexOf(separator, at) : stop;
      if (to < 0) to = stop;
      sink.text(paths[column] as Path, bytes, at, Math.max(at, to));
      if (to >= stop) break;
      at = to + 1;
    }
    sink.endRecord();
  });
}

/** The byte at which the character of that index (in UTF-16 units) begins. */
function nthByte(bytes: Uint8Array, start: number, end: number, index: number): number {
  let units = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if ((byte & 0xc0) === 0x80) continue;
    if (units >= index) return i;
    units += byte >= 0xf0 ? 2 : 1;
  }
  return -1;
}
