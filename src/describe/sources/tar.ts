import { foundName } from './found-name.ts';
import { Unreadable } from './limits.ts';
import { memberTitle, oneMore, refusedName } from './members.ts';
import type { ReadMember } from './read-member.ts';
import { goOn, type Input, type Notes, skipped, type Work } from './work.ts';

const BLOCK = 512;
const LONGEST_NAME = 64 * 1024;
const decoder = new TextDecoder();

function text(block: Uint8Array, from: number, size: number): string {
  const field = block.subarray(from, from + size);
  const nul = field.indexOf(0);
  return decoder.decode(nul < 0 ? field : field.subarray(0, nul));
}

/** Octal digits, or base 256 where the high bit is set (GNU). NaN where it is neither. */
function number(block: Uint8Array, from: number, size: number): number {
  if (((block[from] as number) & 0x80) !== 0) {
    let value = (block[from] as number) & 0x7f;
    for (let i = 1; i < size; i++) value = value * 256 + (block[from + i] as number);
    return value;
  }
  const digits = text(block, from, size).trim();
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

function holds(block: Uint8Array): boolean {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (block[i] as number);
  return sum === number(block, 148, 8);
}

interface Extended {
  readonly path?: string;
  readonly size?: number;
  readonly sparse?: boolean;
}

/** `LENGTH key=value\n` records of a pax header; path and size matter here. */
function pax(bytes: Uint8Array): Extended {
  const out: { path?: string; size?: number; sparse?: boolean } = {};
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(0x20, at);
    const length = blank < 0 ? Number.NaN : Number(decoder.decode(bytes.subarray(at, blank)));
    if (!Number.isInteger(length) || length <= blank - at || at + length > bytes.length) break;
    const record = decoder.decode(bytes.subarray(blank + 1, at + length - 1));
    if (record.startsWith('path=')) out.path = record.slice(5);
    if (record.startsWith('size=')) out.size = Number(record.slice(5));
    if (record.startsWith('GNU.sparse.')) out.sparse = true;
    at += length;
  }
  return out;
}

const SPARSE = 'a sparse file: not read (unpack it first)';

const OTHER: Readonly<Record<string, string>> = {
  '1': 'a hard link: not followed',
  '2': 'a symbolic link: not followed',
  '3': 'a device: not read',
  '4': 'a device: not read',
  '6': 'a pipe: not read',
  M: 'a part of a file that goes on from another volume: not read',
  S: SPARSE,
};

/** Members of a tar (POSIX ustar and pax, GNU long names), read as they come. */
export async function readTar(input: Input, work: Work, notes: Notes, readMember: ReadMember): Promise<void> {
  const { pull } = input;
  let longName: string | undefined;
  let extended: Extended = {};
  let ended = false;
  for (let members = 0; ; ) {
    goOn(work);
    const taken = await pull.take(BLOCK);
    if (taken === undefined) {
      if (ended) return;
      throw new Unreadable('the tar has no end mark: it is cut off');
    }
    if (taken.every((byte) => byte === 0)) {
      // Another tar may follow the zeros that end one.
      ended = true;
      continue;
    }
    const block = taken.slice();
    if (ended && !holds(block)) throw new Unreadable('bytes behind the end mark of the tar: not read');
    ended = false;
    if (!holds(block))
      throw new Unreadable('a header of the tar does not match its checksum: read up to there');
    const kind = String.fromCharCode(block[156] as number);
    const size = extended.size ?? number(block, 124, 12);
    if (!Number.isSafeInteger(size) || size < 0)
      throw new Unreadable('a member of the tar has a length that cannot be: read up to there');
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (kind === 'x' || kind === 'g' || kind === 'L' || kind === 'K') {
      const body = size <= LONGEST_NAME ? await pull.take(size) : undefined;
      if (body === undefined)
        throw new Unreadable('a long name of the tar is cut off or too long: read up to there');
      if (kind === 'x') extended = pax(body);
      if (kind === 'L') longName = text(body, 0, body.length);
      await pull.skip(padding);
      continue;
    }
    const prefix = text(block, 257, 5) === 'ustar' ? text(block, 345, 155) : '';
    const short = text(block, 0, 100);
    const name = extended.path ?? longName ?? (prefix === '' ? short : `${prefix}/${short}`);
    const sparse = extended.sparse === true || kind === 'S';
    extended = {};
    longName = undefined;
    // Where a sparse file has many holes, blocks of their places stand between its header and its bytes.
    if (kind === 'S') {
      let more = block[482] !== 0;
      while (more) {
        const places = await pull.take(BLOCK);
        if (places === undefined) throw new Unreadable('the tar is cut off: read up to there');
        more = places[504] !== 0;
      }
    }
    if (kind === 'V') continue;
    if (kind === '5' || kind === 'D') {
      await pull.skip(size + padding);
      continue;
    }
    if (!oneMore(++members, notes)) return;
    const refused = sparse ? SPARSE : (OTHER[kind] ?? refusedName(name));
    const shown = `${notes.name}/${foundName(name)}`;
    if (refused !== undefined) {
      skipped(notes, refused);
      await pull.skip(size + padding);
      continue;
    }
    const from = pull.offset;
    await readMember(
      shown,
      pull.part(size),
      { title: memberTitle(name), depth: input.depth + 1, formats: [] },
      work,
    );
    if (pull.offset - from < size || !(await pull.skip(padding))) {
      throw new Unreadable('the tar is cut off: read up to there');
    }
  }
}
