import { csvDialect } from './csv-dialect.ts';
import { encodingOf, type Encoding } from './encoding.ts';
import { isElasticdump } from './json.ts';

/** Formats that are told from the first bytes. The name of a file is never looked at. */
export type Format =
  | 'empty'
  | 'gzip'
  | 'zstd'
  | 'bzip2'
  | 'xz'
  | 'zip'
  | 'tar'
  | 'mongodump archive'
  | 'bson'
  | 'sqlite'
  | 'parquet'
  | 'avro'
  | 'redis rdb'
  | 'json'
  | 'ndjson'
  | 'elasticdump'
  | 'csv'
  | 'sql'
  | 'text'
  | 'unknown';

export interface Sniffed {
  readonly format: Format;
  /** For text formats. */
  readonly encoding: Encoding;
  /** Where the format is known and not read: its name, and what to do. */
  readonly named?: string;
}

/** So many bytes are looked at. */
export const HEAD = 64 * 1024;

const MAGICS: readonly (readonly [string, Format])[] = [
  ['1f8b', 'gzip'],
  ['28b52ffd', 'zstd'],
  ['fd377a585a00', 'xz'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['6de29981', 'mongodump archive'],
  ['53514c69746520666f726d6174203300', 'sqlite'],
  ['50415231', 'parquet'],
  ['4f626a01', 'avro'],
  ['5245444953', 'redis rdb'],
];

const NAMED: readonly (readonly [string, string])[] = [
  [
    '5047444d50',
    'a PostgreSQL dump in custom format: `pg_restore -f - FILE | sidelight describe -` reads it',
  ],
  ['377abcaf271c', 'a 7z archive, which is not read: unpack it first'],
  ['526172211a07', 'a RAR archive, which is not read: unpack it first'],
  ['04224d18', 'an LZ4 file, which is not read: unpack it first'],
  ['4f5243', 'an ORC file, which is not read'],
  ['d0cf11e0', 'an old Office file, which is not read: save it as XLSX or CSV'],
  ['25504446', 'a PDF, which is not read'],
  ['ffd8ff', 'a JPEG image, which is not looked at'],
  ['89504e47', 'a PNG image, which is not looked at'],
  ['47494638', 'a GIF image, which is not looked at'],
  ['7f454c46', 'a program, which is not looked at'],
];

function startsWith(head: Uint8Array, hex: string): boolean {
  for (let i = 0; i < hex.length / 2; i++)
    if (head[i] !== Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16)) return false;
  return true;
}

function isBzip2(head: Uint8Array): boolean {
  const level = head[3] as number;
  return (
    startsWith(head, '425a68') && level >= 0x31 && level <= 0x39 && (head[4] === 0x31 || head[4] === 0x17)
  );
}

function isTar(head: Uint8Array): boolean {
  if (head.length < 512) return false;
  const stored = Number.parseInt(
    String.fromCharCode(...head.subarray(148, 156))
      .replace(/\0/g, ' ')
      .trim(),
    8,
  );
  let sum = 0;
  for (let i = 0; i < 512; i++) sum += i >= 148 && i < 156 ? 32 : (head[i] as number);
  return sum === stored && sum > 256;
}

/** A document's length, a known type, a name, and a zero byte where the document ends, as far as it can be seen. */
function isBson(head: Uint8Array): boolean {
  if (head.length < 5) return false;
  const size = new DataView(head.buffer, head.byteOffset, 4).getInt32(0, true);
  if (size < 5 || size > 17 * 1024 * 1024) return false;
  if (size <= head.length && head[size - 1] !== 0) return false;
  if (size === 5) return head[4] === 0;
  const type = head[4] as number;
  if (!((type >= 1 && type <= 0x13) || type === 0x7f || type === 0xff)) return false;
  const nameEnd = head.indexOf(0, 5);
  return nameEnd > 0 && nameEnd < 5 + 1024;
}

function isJson(text: string): boolean {
  const start = text.replace(/^[\s\x1e\ufeff]+/, '').slice(0, 4096);
  if (/^\{\s*(?:"|\}|$)/.test(start)) return true;
  if (/^\[\s*(?:[{["\]]|$)/.test(start)) return true;
  return /^\[\s*(?:-?\d[\d.eE+-]*|true|false|null)\s*(?:[,\]]|$)/.test(start);
}

/** An object on the first line, and one on the second. */
function isLines(text: string): boolean {
  const newline = text.indexOf('\n');
  return newline > 0 && /\}\s*$/.test(text.slice(0, newline)) && /^\s*\{/.test(text.slice(newline));
}

const SQL_START =
  /^(?:(?:--|#)[^\n]*\n|\/\*[^]{0,4000}?\*\/;?|\s+|\\restrict[^\n]*\n)*(?:SET|CREATE|INSERT|REPLACE|DROP|COPY|BEGIN|START TRANSACTION|USE|ALTER|LOCK|PRAGMA|SELECT pg_catalog|\\connect|GO)\b/i;
const SQL_WORDS =
  /(?:^|\n)\s*(?:CREATE\s+(?:\w+\s+){0,3}TABLE|INSERT\s+(?:\w+\s+){0,2}INTO|REPLACE\s+INTO|COPY\s+\S+.{0,9000}FROM\s+stdin)/i;

function isSql(text: string): boolean {
  if (SQL_START.test(text))
    return (
      SQL_WORDS.test(text) ||
      /(?:PostgreSQL database|MySQL|MariaDB) dump|PRAGMA foreign_keys/i.test(text.slice(0, 4000))
    );
  return /^-- (?:PostgreSQL database|MySQL|MariaDB) dump/.test(
    text.replace(/^\/\*[^]{0,200}?\*\/;?\s*/, '').replace(/^--\n/, ''),
  );
}

/** What the bytes are. `whole`: there are no more than these. */
export function sniff(head: Uint8Array, whole: boolean): Sniffed {
  const utf8: Encoding = 'utf-8';
  if (head.length === 0) return { format: 'empty', encoding: utf8 };
  for (const [hex, format] of MAGICS) if (startsWith(head, hex)) return { format, encoding: utf8 };
  if (((head[0] as number) & 0xf0) === 0x50 && startsWith(head.subarray(1), '2a4d18'))
    return { format: 'zstd', encoding: utf8 };
  if (isBzip2(head)) return { format: 'bzip2', encoding: utf8 };
  for (const [hex, named] of NAMED)
    if (startsWith(head, hex)) return { format: 'unknown', encoding: utf8, named };
  if (isTar(head)) return { format: 'tar', encoding: utf8 };
  if (isBson(head)) return { format: 'bson', encoding: utf8 };
  const encoding = encodingOf(head, whole);
  if (encoding === undefined)
    return {
      format: 'unknown',
      encoding: utf8,
      named: 'in no format that is known here: the bytes are neither text nor a known container',
    };
  const text = new TextDecoder(encoding).decode(head);
  if (isJson(text))
    return { format: isElasticdump(text) ? 'elasticdump' : isLines(text) ? 'ndjson' : 'json', encoding };
  if (isSql(text)) return { format: 'sql', encoding };
  if (csvDialect(text, whole) !== undefined) return { format: 'csv', encoding };
  return { format: 'text', encoding };
}
