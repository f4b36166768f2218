import { type BlockForm, blockForm } from './block-lines.ts';
import { csvDialect } from './csv-dialect.ts';
import { decodeHead, type Encoding } from './decoding.ts';
import { encodingOf } from './encoding.ts';
import { assignmentIn, isElasticdump } from './json.ts';
import { type LoginForm, loginForm } from './login-lines.ts';
import { namedFormat, startsWith } from './named-formats.ts';

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
  | 'logins'
  | 'blocks'
  | 'sql'
  | 'text'
  | 'unknown';

export interface Sniffed {
  readonly format: Format;
  /** For text formats. */
  readonly encoding: Encoding;
  /** Of a list of logins. */
  readonly logins?: LoginForm;
  /** Of records of keys and values. */
  readonly blocks?: BlockForm;
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
  ['4f626a01', 'avro'],
];

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
  const start = text
    .slice(assignmentIn(text))
    .replace(/^[\s\x1e\ufeff]+/, '')
    .slice(0, 4096);
  if (/^\{\s*(?:"(?:[^"\\\n]|\\.){0,1024}(?:"\s*(?::|$)|$)|\}\s*(?:[{[,\x1e]|$)|$)/.test(start)) return true;
  if (/^\[\s*(?:[{[]\s*["{}[\]\d-]|[{[]\s*$|\]\s*$|$)/.test(start)) return true;
  // A log line may begin with one value in brackets; an array has nothing behind its end.
  return /^\[\s*(?:"(?:[^"\\\n]|\\.){0,2048}(?:"|$)|-?\d[\d.eE+-]*|true|false|null)\s*(?:,|$|\]\s*(?:$|[[{,\x1e]))/.test(
    start,
  );
}

/** An object on the first line, and one on the second. */
function isLines(text: string): boolean {
  const newline = text.indexOf('\n');
  return newline > 0 && /\}\s*$/.test(text.slice(0, newline)) && /^\s*\{/.test(text.slice(newline));
}

const SQL_START =
  /^(?:SET|CREATE|INSERT|REPLACE|DROP|COPY|BEGIN|START TRANSACTION|USE|ALTER|LOCK|PRAGMA|SELECT|TRUNCATE|DELETE|DECLARE|EXEC|EXECUTE|IF|PRINT|GRANT|CONNECT|MERGE|UPDATE|WITH|COMMIT|DELIMITER|REM|PROMPT|GO|\\(?:connect|restrict|c|set|encoding))\b/i;
const SQL_WORDS =
  /(?:^|\n|;)\s{0,20}(?:CREATE\s{1,20}(?:\w+\s{1,20}){0,3}TABLE|INSERT\s{1,20}(?:\w+\s{1,20}){0,2}INTO|INSERT\s{1,20}(?:\[\w+\]\.)?\[\w+\]\s{0,20}\(|INSERT\s{1,20}(?:ALL|FIRST)\s|REPLACE\s{1,20}INTO|COPY\s{1,20}\S{1,256} .{0,9000}FROM stdin)/i;

/** The text behind blanks and comments. Done by hand: a pattern that repeats runs of blanks needs exponential time. */
function behindComments(text: string): string {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  for (;;) {
    while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
    const line = text.startsWith('--', at) || text[at] === '#';
    const block = text.startsWith('/*', at);
    if (!line && !block) return text.slice(at, at + 4096);
    const end = text.indexOf(line ? '\n' : '*/', at + (line ? 0 : 2));
    if (end < 0) return '';
    at = end + (line ? 1 : 2);
    if (block && text[at] === ';') at++;
  }
}

function isSql(text: string): boolean {
  if (
    /^(?:\ufeff|\s)*(?:\/\*[^]{0,200}?\*\/;?\s{0,20})?(?:--\s{0,20})?-- (?:PostgreSQL database|MySQL|MariaDB) dump/.test(
      text.slice(0, 1024),
    )
  )
    return true;
  if (!SQL_START.test(behindComments(text))) return false;
  return (
    SQL_WORDS.test(text) ||
    /(?:PostgreSQL database|MySQL|MariaDB) dump|PRAGMA foreign_keys/i.test(text.slice(0, 4000))
  );
}

/** What the bytes are. `whole`: there are no more than these. */
export function sniff(head: Uint8Array, whole: boolean): Sniffed {
  const utf8: Encoding = 'utf-8';
  if (head.length === 0) return { format: 'empty', encoding: utf8 };
  for (const [hex, format] of MAGICS) if (startsWith(head, hex)) return { format, encoding: utf8 };
  // A text may begin with these letters too: binary formats have a control character behind them.
  if (
    startsWith(head, '50415231') &&
    ((head[4] as number) < 9 || ((head[4] as number) > 13 && (head[4] as number) < 0x20))
  )
    return { format: 'parquet', encoding: utf8 };
  if (/^(?:REDIS\d{4}|VALKEY\d{3})$/.test(Buffer.from(head.subarray(0, 9)).toString('latin1')))
    return { format: 'redis rdb', encoding: utf8 };
  if (((head[0] as number) & 0xf0) === 0x50 && startsWith(head, '2a4d18', 1))
    return { format: 'zstd', encoding: utf8 };
  if (isBzip2(head)) return { format: 'bzip2', encoding: utf8 };
  const named = namedFormat(head);
  if (named !== undefined) return { format: 'unknown', encoding: utf8, named };
  if (isTar(head)) return { format: 'tar', encoding: utf8 };
  if (isBson(head)) return { format: 'bson', encoding: utf8 };
  const encoding = encodingOf(head, whole);
  if (encoding === undefined)
    return {
      format: 'unknown',
      encoding: utf8,
      named:
        'in no format that is known here: the bytes are neither text nor a known container (an encrypted file looks like this too)',
    };
  const text = decodeHead(head, encoding);
  if (isJson(text))
    return { format: isElasticdump(text) ? 'elasticdump' : isLines(text) ? 'ndjson' : 'json', encoding };
  if (isSql(text)) return { format: 'sql', encoding };
  // A program is no table, however many commas it has.
  if (/^\ufeff?(?:<\?php|#!\s?\/)/.test(text)) return { format: 'text', encoding };
  const logins = loginForm(text, whole);
  if (logins !== undefined) return { format: 'logins', encoding, logins };
  const blocks = blockForm(text, whole);
  if (blocks !== undefined) return { format: 'blocks', encoding, blocks };
  if (csvDialect(text, whole) !== undefined) return { format: 'csv', encoding };
  return { format: 'text', encoding };
}
