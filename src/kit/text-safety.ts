/**
 * Text that came from a server or a file, made safe to print. What a terminal, a log reader or an eye could misread is
 * turned into a visible escape (`\x1b`, `\u202e`, `\u{e0041}`): controls, bidirectional overrides (UAX #9), invisible and
 * unassigned code points, line separators, lone surrogates, private use, and more than four combining marks in a row.
 * A backslash stays as it is, so that cleaning twice changes nothing.
 */

const SUSPECT = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const MARK = /\p{M}/u;
const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const EMOJI = /\p{Emoji_Presentation}/u;
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
const MARKS_IN_A_ROW = 4;
/** Cells kept where the caller gives no limit: a name longer than this is not read by anyone. */
const DEFAULT_CELLS = 1_000;

/** Ranges of East Asian Width W and F (UAX #11), first and last, ascending. Emoji are asked for by property. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18d8f],
  [0x1aff0, 0x1b2ff],
  [0x1d300, 0x1d37f],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  for (const [first, last] of WIDE) {
    if (code < first) return false;
    if (code <= last) return true;
  }
  return false;
}

/** Cells that one code point takes in a terminal: 0, 1 or 2. */
function charWidth(char: string): 0 | 1 | 2 {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return 1;
  if (ZERO_WIDTH.test(char)) return 0;
  if (isWide(code)) return 2;
  const regional = code >= 0x1f1e6 && code <= 0x1f1ff;
  return !regional && EMOJI.test(char) ? 2 : 1;
}

/** Cells that the text takes in a terminal. Controls and combining marks take none; Han, Kana, Hangul and emoji take two. */
export function displayWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let cells = 0;
  for (const char of text) cells += charWidth(char);
  return cells;
}

function escapeOf(code: number): string {
  if (code === 0x0a) return '\\n';
  if (code === 0x0d) return '\\r';
  if (code === 0x09) return '\\t';
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\u{${code.toString(16)}}`;
}

/** Every piece is a code point or a whole escape, so that a cut never splits one. */
function* pieces(text: string): Generator<string> {
  let marks = MARKS_IN_A_ROW;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) {
      marks = 0;
      yield char;
    } else if (SUSPECT.test(char)) {
      marks = 0;
      yield escapeOf(code);
    } else if (MARK.test(char)) {
      marks += 1;
      yield marks > MARKS_IN_A_ROW ? escapeOf(code) : char;
    } else {
      marks = 0;
      yield char;
    }
  }
}

/**
 * The text on one line, with every dangerous character shown as an escape, at most `max` terminal cells wide. What is cut
 * off is replaced by `…`, which is within the limit.
 */
export function cleanText(text: string, max: number = DEFAULT_CELLS): string {
  if (max < 1) return '';
  if (text.length <= max && PRINTABLE_ASCII.test(text)) return text;
  let out = '';
  let cells = 0;
  let cut = '';
  for (const piece of pieces(text)) {
    const width = displayWidth(piece);
    if (cells + width > max) return `${cut}…`;
    out += piece;
    cells += width;
    if (cells <= max - 1) cut = out;
  }
  return out;
}

/** Text in ASCII alone, for terminals whose locale is not UTF-8: what is beyond ASCII is shown as an escape. */
export function asciiText(text: string, max: number = DEFAULT_CELLS): string {
  let out = '';
  for (const char of cleanText(text, max).replaceAll('…', '~')) {
    const code = char.codePointAt(0) ?? 0;
    const piece = code < 0x7f ? char : escapeOf(code);
    if (out.length + piece.length > max) return `${out.slice(0, Math.max(0, max - 1))}~`;
    out += piece;
  }
  return out;
}

/** Filled with spaces on the right up to `cells` terminal cells; longer text is left as it is. */
export function padEnd(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - displayWidth(text)));
}

/** Filled with spaces on the left up to `cells` terminal cells; longer text is left as it is. */
export function padStart(text: string, cells: number): string {
  return ' '.repeat(Math.max(0, cells - displayWidth(text))) + text;
}

/** Characters with which a spreadsheet starts a formula, half and full width (OWASP "CSV Injection"). */
const FORMULA = /^[\s'"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/;

/**
 * One CSV cell (RFC 4180): text is cleaned, kept from being read as a formula by a leading apostrophe, and quoted where it
 * is not a plain word. Numbers are ours and go as they are.
 */
export function csvCell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const clean = cleanText(value, Number.POSITIVE_INFINITY);
  const guarded = FORMULA.test(clean) ? `'${clean}` : clean;
  return /^[\w.:]*$/.test(guarded) ? guarded : `"${guarded.replaceAll('"', '""')}"`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Cleaned text for HTML element content and quoted attribute values. Not for scripts, styles or URLs. */
export function htmlText(text: string, max: number = Number.POSITIVE_INFINITY): string {
  return cleanText(text, max).replace(/[&<>"'`]/g, (char) => ENTITIES[char] ?? '');
}

/**
 * JSON on one line in which no character can move a cursor or turn a line round: they stand as `\uXXXX`, so that the value
 * that is parsed back is the same.
 */
export function jsonLine(value: unknown): string {
  const json = JSON.stringify(value);
  if (PRINTABLE_ASCII.test(json)) return json;
  return json.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, (char) =>
    Array.from(
      { length: char.length },
      (_, index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
