import { decodeHead, type Encoding } from './decoding.ts';
import { byLetters } from './encoding-letters.ts';
import { byPairs } from './encoding-pairs.ts';

function isUtf8(head: Uint8Array, whole: boolean): boolean {
  // A character may be cut at the end of the head.
  for (let cut = 0; cut <= (whole ? 0 : 3); cut++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, head.length - cut));
      return true;
    } catch {
      // The next cut is tried.
    }
  }
  return false;
}

function share(head: Uint8Array, test: (byte: number) => boolean): number {
  let count = 0;
  for (const byte of head) if (test(byte)) count++;
  return head.length === 0 ? 0 : count / head.length;
}

/** UTF-32 by its zeros: one of each four bytes is always zero, another nearly always. */
function isUtf32(head: Uint8Array): 'utf-32le' | 'utf-32be' | undefined {
  if (head.length < 8) return undefined;
  const zeros = [0, 0, 0, 0];
  const units = Math.floor(head.length / 4);
  for (let i = 0; i < units * 4; i++) if (head[i] === 0) zeros[i % 4] = (zeros[i % 4] as number) + 1;
  const [first = 0, second = 0, third = 0, last = 0] = zeros;
  if (last === units && third > units * 0.95 && first < units * 0.05) return 'utf-32le';
  if (first === units && second > units * 0.95 && last < units * 0.05) return 'utf-32be';
  return undefined;
}

/**
 * UTF-16 without a mark. Chinese has few zeros in it, so the line ends, commas, digits and quotes count too: one byte of
 * nearly each such pair is zero, always the same, and the other way round there would be characters that nobody uses.
 */
function isUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  if (even + odd < Math.max(2, head.length * 0.01)) return undefined;
  if (odd > even * 20) return 'utf-16le';
  if (even > odd * 20) return 'utf-16be';
  return undefined;
}

function isControl(byte: number): boolean {
  // Tab, line ends, form feed, escape and the separators 1c to 1f stand in texts; 01 parts the columns of Hive.
  return byte < 0x20 && byte !== 0x01 && !(byte >= 0x09 && byte <= 0x0d) && !(byte >= 0x1b && byte <= 0x1f);
}

/** The encoding of a text by its first bytes; undefined where they are no text. Bytes that are wrong in UTF-8 here and there leave it UTF-8. */
export function encodingOf(head: Uint8Array, whole: boolean): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return head[2] === 0 && head[3] === 0 ? 'utf-32le' : 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0 && head[1] === 0 && head[2] === 0xfe && head[3] === 0xff) return 'utf-32be';
  const nuls = share(head, (byte) => byte === 0);
  if (nuls > 0.01) {
    const wide = isUtf32(head) ?? isUtf16(head);
    if (wide !== undefined && isPlausible(head, wide)) return wide;
    if (nuls > 0.05) return undefined;
  }
  if (share(head, isControl) > 0.05) return undefined;
  if (isUtf8(head, whole))
    return head.includes(0x1b) && /\x1b\$[@B]/.test(latin1(head)) ? 'iso-2022-jp' : 'utf-8';
  const valid = new TextDecoder('utf-8').decode(head);
  let broken = 0;
  let good = 0;
  for (const char of valid) {
    if (char === '\ufffd') broken++;
    else if ((char.codePointAt(0) as number) >= 0x80) good++;
  }
  // Bytes of pictures stand between UTF-8 texts in dumps; in other encodings hardly a pair of bytes is a character of UTF-8.
  if (good > broken) return 'utf-8';
  // One wrong byte in no word is damage, and no other encoding.
  if (broken === 1 && good === 0 && !/[A-Za-z][\xc0-\xff]|[\xc0-\xff][A-Za-z]/.test(latin1(head)))
    return 'utf-8';
  return statedIn(head) ?? byPairs(head) ?? byLetters(head);
}

/** Encodings by the names that databases give them. */
const STATED: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  utf8mb3: 'utf-8',
  utf8mb4: 'utf-8',
  latin1: 'windows-1252',
  latin5: 'windows-1254',
  win1250: 'windows-1250',
  win1251: 'windows-1251',
  win1252: 'windows-1252',
  win1253: 'windows-1253',
  win1254: 'windows-1254',
  win1255: 'windows-1255',
  win1256: 'windows-1256',
  cp1250: 'windows-1250',
  cp1251: 'windows-1251',
  cp1256: 'windows-1256',
  cp866: 'ibm866',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  gb18030: 'gb18030',
  big5: 'big5',
  sjis: 'shift_jis',
  cp932: 'shift_jis',
  ujis: 'euc-jp',
  euc_jp: 'euc-jp',
  euc_kr: 'euc-kr',
  euckr: 'euc-kr',
  uhc: 'euc-kr',
};

/** What a dump says of its own encoding: `SET NAMES gbk` (MySQL), `SET client_encoding = 'WIN1251'` (PostgreSQL). */
function statedIn(head: Uint8Array): Encoding | undefined {
  const found = /^(?:\/\*![0-9]{5,6} )?SET (?:NAMES|client_encoding =) '?(\w{3,12})/im.exec(
    latin1(head.subarray(0, 8192)),
  );
  return found === null ? undefined : STATED[(found[1] as string).toLowerCase()];
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** Text has no control characters, and no code points that are given to nobody. */
function isPlausible(head: Uint8Array, encoding: Encoding): boolean {
  const text = decodeHead(head, encoding);
  const wrong = (text.match(/[\p{Cn}\p{Co}\ufffd]|(?![\t\r\n\f\x1b-\x1f\x01])\p{Cc}/gu) ?? []).length;
  return wrong <= text.length * 0.02;
}
