import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Rows that are read of one file: enough for the largest sample. */
const MOST = 1_000;
const BYTES = 8 * 1024 * 1024;

/** RFC 4180 as files really are: quotes within quotes, either line end, rows of unequal length. */
export function csvRows(text: string, separator: string, most: number = MOST): Record<string, string>[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length && rows.length <= most; i++) {
    const char = text[i] as string;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator) {
      row.push(cell);
      cell = '';
    } else if (char === '\n') {
      row.push(cell.endsWith('\r') ? cell.slice(0, -1) : cell);
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
      cell = '';
    } else cell += char;
  }
  if (row.length > 0 && rows.length <= most) rows.push([...row, cell]);
  const [head, ...body] = rows;
  if (head === undefined) return [];
  // The first column of a table that R wrote is its row name and has no name of its own. A point parts the steps of a path.
  const names = head.map((name, at) => (name.trim() === '' ? `column_${at}` : name.trim().replaceAll('.', '_')));
  return body.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The records of a JSON file: an array of them, the values of a map of them, or the first such list below the root. */
export function jsonRows(value: unknown, depth = 0): Record<string, unknown>[] {
  if (Array.isArray(value)) {
    const records = value.filter(isRecord);
    return records.length > value.length / 2 ? records.slice(0, MOST) : [];
  }
  if (!isRecord(value)) return [];
  const inner = Object.values(value);
  const records = inner.filter(isRecord);
  if (records.length > 4 && records.length > inner.length / 2) return records.slice(0, MOST);
  if (depth > 2) return [];
  const below = inner.map((one) => jsonRows(one, depth + 1)).sort((a, b) => b.length - a.length)[0] ?? [];
  return below.length > 4 ? below : [];
}

/** Stanzas of `Name: value` that empty lines part, as Debian keeps them; lines that begin with a blank go on. */
function stanzas(text: string): Record<string, string>[] {
  return text
    .split(/\n\n+/)
    .filter((stanza) => stanza.trim() !== '')
    .slice(0, MOST)
    .map((stanza) => {
      const out: Record<string, string> = {};
      let last = '';
      for (const line of stanza.split('\n')) {
        const at = line.indexOf(': ');
        if (line.startsWith(' ') && last !== '') out[last] += `\n${line.trim()}`;
        else if (at > 0) out[(last = line.slice(0, at))] = line.slice(at + 2);
      }
      return out;
    });
}

/** The first rows of a file by its ending; none where it holds no table. */
export function rowsOf(path: string): readonly Readonly<Record<string, unknown>>[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^﻿/, '');
  const name = path.replace(/\.gz$/, '');
  if (name.endsWith('.json')) return jsonRows(JSON.parse(text));
  if (name.endsWith('/status')) return stanzas(text);
  const head = text.slice(0, BYTES);
  const line = head.slice(0, head.indexOf('\n'));
  const separator = name.endsWith('.tsv') ? '\t' : ([',', ';', '\t'].sort((a, b) => line.split(b).length - line.split(a).length)[0] as string);
  return csvRows(head, separator);
}
