import type { Pull } from './pull.ts';

const SEMICOLON = 0x3b;
const NEWLINE = 0x0a;

/** Finds where statements begin and end: quotes, comments and dollar quotes are minded, nothing else is understood. */
export class SqlScan {
  readonly backslash: boolean;
  /** True where the bytes ended within a statement. */
  cut = false;
  readonly #pull: Pull;
  readonly #batches: boolean;

  /** `batches`: a line of GO ends a statement, and an INSERT on a new line begins one (SQL Server). */
  constructor(pull: Pull, backslash: boolean, batches: boolean) {
    this.#pull = pull;
    this.backslash = backslash;
    this.#batches = batches;
  }

  async #has(count: number): Promise<boolean> {
    return this.#pull.available >= count || (await this.#pull.fill(count));
  }

  async passBlanks(): Promise<void> {
    const pull = this.#pull;
    for (;;) {
      while (pull.at < pull.end && (pull.bytes[pull.at] as number) <= 0x20) pull.at++;
      if (pull.at < pull.end || !(await pull.fill(1))) return;
    }
  }

  async passLine(): Promise<void> {
    const pull = this.#pull;
    for (;;) {
      const at = pull.bytes.subarray(0, pull.end).indexOf(NEWLINE, pull.at);
      if (at >= 0) {
        pull.at = at + 1;
        return;
      }
      pull.at = pull.end;
      if (!(await pull.fill(1))) return;
    }
  }

  async #passComment(): Promise<void> {
    const pull = this.#pull;
    pull.at += 2;
    while (await this.#has(2)) {
      const star = pull.bytes.subarray(0, pull.end - 1).indexOf(0x2a, pull.at);
      if (star < 0) pull.at = pull.end - 1;
      else {
        pull.at = star + 1;
        if (pull.bytes[star + 1] !== 0x2f) continue;
        pull.at = star + 2;
        return;
      }
    }
    pull.at = pull.end;
  }

  /** Moves to the first word of the next statement; false at the end. */
  async toStatement(): Promise<boolean> {
    const pull = this.#pull;
    for (;;) {
      await this.passBlanks();
      if (!(await this.#has(1))) return false;
      await this.#has(64);
      const c = pull.bytes[pull.at] as number;
      const next = pull.bytes[pull.at + 1];
      if ((c === 0x2d && next === 0x2d) || c === 0x23 || c === 0x5c || this.#isLine()) await this.passLine();
      else if (c === 0x2f && next === 0x2a) await this.#passComment();
      else if (c === SEMICOLON) pull.at++;
      else if (c === 0xef && next === 0xbb) pull.at += 3;
      else return true;
    }
  }

  /** A line of SQL*Plus or of SQL Server's tools, which has no semicolon. */
  #isLine(): boolean {
    return /^(?:GO\s*(?:\d+\s*)?$|REM(?:ARK)?\s|PROMPT\s|SPOOL\s|\/\s*$)/i.test(
      this.firstWords().split(/[\r\n]/, 1)[0] ?? '',
    );
  }

  /** Passes over blanks and comments. */
  async passGap(): Promise<void> {
    const pull = this.#pull;
    for (;;) {
      await this.passBlanks();
      await this.#has(2);
      const c = pull.bytes[pull.at];
      const next = pull.bytes[pull.at + 1];
      if (pull.available < 2) return;
      if ((c === 0x2d && next === 0x2d) || (c === 0x23 && this.backslash)) await this.passLine();
      else if (c === 0x2f && next === 0x2a) await this.#passComment();
      else return;
    }
  }

  /** From a line `DELIMITER //` to behind the line that sets the semicolon again: programs, no rows. */
  async passDelimited(): Promise<void> {
    for (let line = this.firstWords(); !/^DELIMITER\s+;/.test(line); line = this.firstWords()) {
      await this.passLine();
      await this.passBlanks();
      if (!(await this.#has(1))) return;
      await this.#has(64);
    }
    await this.passLine();
  }

  firstWords(): string {
    const { bytes, at, end } = this.#pull;
    return Buffer.from(bytes.subarray(at, Math.min(end, at + 64)))
      .toString('latin1')
      .toUpperCase();
  }

  /** The statement at hand as Latin-1 text, cut at so many bytes; moves behind it. */
  async statementText(most: number): Promise<string> {
    const parts: string[] = [];
    let size = 0;
    await this.#walk((bytes) => {
      if (size >= most) return;
      const text = Buffer.from(bytes.subarray(0, most - size)).toString('latin1');
      parts.push(text);
      size += text.length;
    });
    return parts.join('');
  }

  async passStatement(): Promise<void> {
    await this.#walk(() => undefined, this.#batches);
  }

  async #walk(take: (bytes: Uint8Array) => void, endsAtInsert = false): Promise<void> {
    const pull = this.#pull;
    /** 0 outside; a quote's byte inside it; 1 in a line comment; 2 in a block comment. */
    let inside = 0;
    let dollar: Uint8Array | undefined;
    for (;;) {
      if (!(await this.#has(1))) {
        this.cut = true;
        return;
      }
      // A word that is cut by the end of what is at hand must not be misread: some bytes ahead are wanted.
      await this.#has(80);
      const last = pull.ended && pull.available < 80 ? pull.end : Math.max(pull.at + 1, pull.end - 79);
      const from = pull.at;
      let at = from;
      const { bytes, end } = pull;
      for (; at < last; at++) {
        const c = bytes[at] as number;
        if (dollar !== undefined) {
          if (c !== 0x24 || !same(bytes, at, dollar)) continue;
          at += dollar.length - 1;
          dollar = undefined;
        } else if (inside === 1) {
          if (c === NEWLINE) inside = 0;
        } else if (inside === 2) {
          if (c === 0x2a && bytes[at + 1] === 0x2f) {
            at++;
            inside = 0;
          }
        } else if (inside !== 0) {
          if (c === 0x5c && this.backslash) at++;
          else if (c === inside) inside = 0;
        } else if (c === 0x27 || c === 0x22 || c === 0x60) inside = c;
        else if (c === 0x2d && bytes[at + 1] === 0x2d) inside = 1;
        else if (c === 0x2f && bytes[at + 1] === 0x2a) inside = 2;
        else if (c === 0x24 && !this.backslash) {
          dollar = tagAt(bytes, at, end);
          if (dollar) at += dollar.length - 1;
        } else if (c === NEWLINE && this.#batches && isStart(bytes, at + 1, end, endsAtInsert)) {
          take(bytes.subarray(from, at));
          pull.at = at + 1;
          return;
        } else if (c === SEMICOLON) {
          take(bytes.subarray(from, at));
          pull.at = at + 1;
          return;
        }
      }
      const to = Math.min(at, end);
      take(bytes.subarray(from, to));
      pull.at = to;
    }
  }
}

/** True where a line of GO begins, or, where it is asked for, an INSERT. */
function isStart(bytes: Uint8Array, at: number, end: number, insert: boolean): boolean {
  const first = (bytes[at] as number) | 32;
  if (at + 2 <= end && first === 0x67 && ((bytes[at + 1] as number) | 32) === 0x6f)
    return at + 2 >= end || (bytes[at + 2] as number) <= 0x20;
  return (
    insert &&
    first === 0x69 &&
    /^insert\s/i.test(Buffer.from(bytes.subarray(at, Math.min(end, at + 7))).toString('latin1'))
  );
}

/** `$tag$` of PostgreSQL. */
function tagAt(bytes: Uint8Array, at: number, end: number): Uint8Array | undefined {
  for (let i = at + 1; i < Math.min(end, at + 66); i++) {
    const c = bytes[i] as number;
    if (c === 0x24) return bytes.slice(at, i + 1);
    const low = c | 32;
    if (!((low >= 97 && low <= 122) || c === 0x5f || (c >= 48 && c <= 57 && i > at + 1) || c >= 0x80))
      return undefined;
  }
  return undefined;
}

function same(bytes: Uint8Array, at: number, tag: Uint8Array): boolean {
  for (let i = 0; i < tag.length; i++) if (bytes[at + i] !== tag[i]) return false;
  return true;
}
