import type { Pull } from './pull.ts';

const SEMICOLON = 0x3b;
const NEWLINE = 0x0a;

/** Finds where statements begin and end: quotes, comments and dollar quotes are minded, nothing else is understood. */
export class SqlScan {
  readonly backslash: boolean;
  /** True where the bytes ended within a statement. */
  cut = false;
  readonly #pull: Pull;

  constructor(pull: Pull, backslash: boolean) {
    this.#pull = pull;
    this.backslash = backslash;
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

  async #passLine(): Promise<void> {
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
      if ((c === 0x2d && next === 0x2d) || c === 0x23 || c === 0x5c) await this.#passLine();
      else if (c === 0x2f && next === 0x2a) await this.#passComment();
      else if (c === SEMICOLON) pull.at++;
      else if (c === 0xef && next === 0xbb) pull.at += 3;
      else return true;
    }
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
    await this.#walk(() => undefined);
  }

  async #walk(take: (bytes: Uint8Array) => void): Promise<void> {
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
