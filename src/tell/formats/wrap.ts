import { asciiText, cleanText, displayWidth } from '../../kit/text-safety.ts';

/** What a terminal can show. */
export interface Screen {
  /** 20 to 400; other widths are brought into it. */
  readonly columns: number;
  readonly color: boolean;
  /** False where the locale is not UTF-8: only ASCII is printed. */
  readonly unicode: boolean;
}

const LEAST_COLUMNS = 20;
const MOST_COLUMNS = 400;

export function clampColumns(columns: number): number {
  if (!Number.isFinite(columns)) return 80;
  return Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, Math.floor(columns)));
}

/** True where the locale says UTF-8 (POSIX: LC_ALL before LC_CTYPE before LANG), and the terminal is not a dumb one. */
export function localeIsUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale);
}

/** Text from outside, safe on this screen and at most `cells` wide. */
export function shown(text: string, screen: Screen, cells: number): string {
  return screen.unicode ? cleanText(text, cells) : asciiText(text, cells);
}

const ASCII_GLYPHS: Readonly<Record<string, string>> = {
  '·': '-',
  '≥': '>=',
  '≈': '~',
  '…': '~',
  '×': 'x',
  '≤': '<=',
};

/** Our own words, with the glyphs that an ASCII terminal lacks replaced. */
export function ours(text: string, screen: Screen): string {
  return screen.unicode ? text : text.replace(/[·≥≈…×≤]/g, (glyph) => ASCII_GLYPHS[glyph] ?? glyph);
}

/** Cuts a word that is wider than a line into lines. */
function broken(word: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const char of word) {
    if (line !== '' && displayWidth(line) + displayWidth(char) > width) {
      lines.push(line);
      line = '';
    }
    line += char;
  }
  return line === '' ? lines : [...lines, line];
}

/** Fills lines of at most `width` cells with words, parted by blanks. Words that are wider than a line are broken. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .split(' ')
    .filter((part) => part !== '')
    .flatMap((part) => broken(part, width))) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Fills lines with items parted by ` · `; an item is kept whole where it fits a line. */
export function wrapItems(items: readonly string[], width: number, separator: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const item of items.filter((part) => part !== '')) {
    const joined = line === '' ? item : line + separator + item;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = wrapWords(item, width);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
}
