export interface CsvDialect {
  readonly separator: ',' | ';' | '\t' | '|';
  readonly quote: '"' | "'" | undefined;
  /** A backslash before a quote keeps it, as MySQL writes; otherwise a quote is doubled (RFC 4180). */
  readonly backslash: boolean;
  readonly header: readonly string[] | undefined;
  readonly columns: number;
}

const SEPARATORS = [',', ';', '\t', '|'] as const;
const LINES = 200;

/** The fields of the first lines under one reading. The last line is left out where it may be cut. */
export function parseHead(
  text: string,
  separator: string,
  quote: string | undefined,
  backslash: boolean,
  whole: boolean,
): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  let fresh = true;
  for (let i = 0; i < text.length && rows.length < LINES; i++) {
    const c = text[i] as string;
    if (quoted) {
      if (backslash && c === '\\') field += text[++i] ?? '';
      else if (c !== quote) field += c;
      else if (text[i + 1] === quote) field += text[++i];
      else quoted = false;
      continue;
    }
    if (c === quote && fresh) {
      quoted = true;
      fresh = false;
    } else if (c === separator) {
      row.push(field);
      field = '';
      fresh = true;
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i++;
      row.push(field);
      field = '';
      fresh = true;
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
    } else {
      field += c;
      fresh = false;
    }
  }
  if (whole && (field !== '' || row.length > 0)) {
    row.push(field);
    rows.push(row);
  }
  return rows;
}

function looksLikeValue(text: string): boolean {
  return (
    text === '' ||
    text.length > 80 ||
    /^[-+]?[\d.,/: -]+$/.test(text) ||
    /@|:\/\/|\d{4,}/.test(text) ||
    (text.match(/\d/g) ?? []).length > text.length / 3
  );
}

/** The first row names the columns where none of its fields is a value by its looks, and they differ. */
export function headerOf(rows: readonly string[][]): readonly string[] | undefined {
  const first = rows[0] as string[];
  const names = first.map((name) => name.trim());
  if (names.filter(looksLikeValue).length > names.length * 0.1) return undefined;
  if (new Set(names).size < names.length * 0.9) return undefined;
  const below = rows.slice(1);
  if (below.length === 0) return names;
  const valuesBelow = below.some((row) => row.some((field) => field !== '' && looksLikeValue(field.trim())));
  const wordy = names.every(
    (name) => /^[\p{L}_$#][\p{L}\p{N}\p{M}\s_.$#()/%°-]*$/u.test(name) || name === '',
  );
  if (valuesBelow) return names;
  // Words over words: a name that never comes again below, and is short, is taken for a heading.
  const again = names.some((name, index) => below.some((row) => row[index]?.trim() === name));
  return wordy && !again && names.every((name) => name.length <= 40) ? names : undefined;
}

/** How the text is parted into fields, or undefined where it is no table. */
export function csvDialect(text: string, whole: boolean): CsvDialect | undefined {
  let best: { readonly dialect: CsvDialect; readonly score: number } | undefined;
  const clean = text.startsWith('\ufeff') ? text.slice(1) : text;
  const stated = /^sep=(.)\r?\n/.exec(clean);
  const body = stated ? clean.slice(stated[0].length) : clean;
  for (const separator of SEPARATORS) {
    if (!body.includes(separator)) continue;
    for (const quote of ['"', "'"] as const) {
      if (quote === "'" && !new RegExp(`(?:^|[${separator === '|' ? '\\|' : separator}\n])'`).test(body))
        continue;
      const backslash = body.includes(`\\${quote}`) && !body.includes(`${quote}${quote}`);
      const rows = parseHead(body, separator, quote, backslash, whole);
      if (rows.length < 2) continue;
      const counts = new Map<number, number>();
      for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
      const [columns, often] = [...counts].sort((a, b) => b[1] - a[1])[0] as [number, number];
      if (columns < 2) continue;
      const even = often / rows.length;
      if (even < (columns > 2 ? 0.7 : 0.9)) continue;
      // Running text has commas; a table has them in every line, and short fields.
      const long = rows.flat().filter((field) => field.length > 200).length / rows.flat().length;
      if (
        separator === ',' &&
        columns === 2 &&
        rows.length < 3 &&
        rows.flat().some((field) => /^ \w+ \w+ /.test(field))
      )
        continue;
      const score =
        even +
        Math.min(columns, 20) / 100 -
        long +
        (quote === '"' ? 0.001 : 0) +
        (stated?.[1] === separator ? 2 : 0);
      if (best !== undefined && best.score >= score) continue;
      best = {
        score,
        dialect: {
          separator,
          quote,
          backslash,
          header: headerOf(rows),
          columns: Math.max(columns, rows[0]?.length ?? 0),
        },
      };
    }
  }
  return best?.dialect;
}
