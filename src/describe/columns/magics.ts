/** What the first bytes of a value tell of it. Nothing is ever decoded beyond them. */
export const MAGICS = [
  'jpeg',
  'png',
  'gif',
  'webp',
  'bmp',
  'heic',
  'pdf',
  'wav',
  'mp3',
  'ogg',
  'amr',
  'fingerprint',
  'face-template',
  'iris',
  'zip',
  'float-vector',
  'wkb-point',
  'wkb-line',
] as const;
export type Magic = (typeof MAGICS)[number];

export const IMAGE_MAGICS: readonly Magic[] = ['jpeg', 'png', 'gif', 'webp', 'bmp', 'heic'];
export const AUDIO_MAGICS: readonly Magic[] = ['wav', 'mp3', 'ogg', 'amr'];
export const TEMPLATE_MAGICS: readonly Magic[] = ['fingerprint', 'face-template', 'iris'];

function has(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Signatures: JFIF/PNG/GIF/RIFF/ISO-BMFF, ISO/IEC 19794 (FMR, FIR, FAC, IIR), FBI WSQ, RFC 4867 (AMR). */
export function magicOf(
  bytes: Uint8Array,
  start: number,
  end: number,
  whole: number = end - start,
): Magic | undefined {
  const length = end - start;
  if (length < 12) return undefined;
  const [a, b, c] = [bytes[start] as number, bytes[start + 1] as number, bytes[start + 2] as number];
  if (a === 0xff && b === 0xd8 && c === 0xff) return 'jpeg';
  if (a === 0x89 && has(bytes, start + 1, 'PNG')) return 'png';
  if (has(bytes, start, 'GIF8')) return 'gif';
  if (has(bytes, start, 'RIFF'))
    return has(bytes, start + 8, 'WEBP') ? 'webp' : has(bytes, start + 8, 'WAVE') ? 'wav' : undefined;
  if (has(bytes, start + 4, 'ftyphei') || has(bytes, start + 4, 'ftypmif1')) return 'heic';
  if (a === 0x42 && b === 0x4d && length > 54 && bytes[start + 6] === 0 && bytes[start + 8] === 0)
    return 'bmp';
  if (has(bytes, start, '%PDF-')) return 'pdf';
  if (has(bytes, start, 'ID3')) return 'mp3';
  if (has(bytes, start, 'OggS')) return 'ogg';
  if (has(bytes, start, '#!AMR')) return 'amr';
  if (has(bytes, start, 'FMR\0') || has(bytes, start, 'FIR\0') || (a === 0xff && b === 0xa0 && c === 0xff))
    return 'fingerprint';
  if (has(bytes, start, 'FAC\0')) return 'face-template';
  if (has(bytes, start, 'IIR\0')) return 'iris';
  if (has(bytes, start, 'PK\u0003\u0004')) return 'zip';
  return wkbOf(bytes, start, length) ?? (whole !== 25 ? undefined : wkbOf(bytes, start + 4, length - 4));
}

const view = new DataView(new ArrayBuffer(8));

/**
 * A point or a line in well-known binary (OGC 06-103r4), with PostGIS's flag for a reference system, and behind the four bytes
 * for one that MySQL puts first. Its first coordinates must be degrees.
 */
function wkbOf(bytes: Uint8Array, start: number, length: number): Magic | undefined {
  const order = bytes[start] as number;
  if (order > 1 || length < 21) return undefined;
  const little = order === 1;
  const word = (at: number): number => {
    for (let i = 0; i < 4; i++) view.setUint8(i, bytes[at + i] as number);
    return view.getUint32(0, little);
  };
  const double = (at: number): number => {
    for (let i = 0; i < 8; i++) view.setUint8(i, bytes[at + i] as number);
    return view.getFloat64(0, little);
  };
  const type = word(start + 1);
  const kind = type & 0xff;
  if ((type & 0x0fffff00) !== 0 || (kind !== 1 && kind !== 2)) return undefined;
  const at = start + 5 + ((type & 0x20000000) === 0 ? 0 : 4) + (kind === 2 ? 4 : 0);
  if (at + 16 > start + length) return undefined;
  const [x, y] = [double(at), double(at + 8)];
  if (!(Math.abs(x) <= 180 && Math.abs(y) <= 180) || (x === 0 && y === 0)) return undefined;
  return kind === 1 ? 'wkb-point' : 'wkb-line';
}

/** True where the bytes read as float32 of an embedding: finite, small, varied; encrypted or random bytes do not. */
export function looksLikeFloats(bytes: Uint8Array, start: number, end: number, length: number): boolean {
  if (length < 256 || length % 4 !== 0) return false;
  const offset = length % 512 === 8 ? 8 : 0;
  let floats = 0;
  let nonzero = 0;
  for (let at = start + offset; at + 4 <= end && floats < 32; at += 4) {
    for (let i = 0; i < 4; i++) view.setUint8(i, bytes[at + i] as number);
    const value = Math.abs(view.getFloat32(0, true));
    if (!(value < 8) || (value !== 0 && value < 1e-7)) return false;
    if (value !== 0) nonzero++;
    floats++;
  }
  return floats >= 8 && nonzero * 2 > floats;
}

const BASE64 = new Int8Array(128).fill(-1);
for (const [index, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  BASE64[char.charCodeAt(0)] = index;
BASE64[0x2d] = 62;
BASE64[0x5f] = 63;

const head = new Uint8Array(96);

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 0x20;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Puts the first bytes that a text of hex digits stands for into `head`; how many, or -1 where it is not such a text. */
function decodeHex(bytes: Uint8Array, start: number, end: number): number {
  if (((end - start) & 1) !== 0) return -1;
  const size = Math.min(head.length, (end - start) >> 1);
  for (let i = 0; i < size; i++) {
    const high = hexDigit(bytes[start + 2 * i] as number);
    const low = hexDigit(bytes[start + 2 * i + 1] as number);
    if (high < 0 || low < 0) return -1;
    head[i] = high * 16 + low;
  }
  return size;
}

/**
 * Looks behind base64, a `data:` URL or hex (plain, PostgreSQL's `\x`, SQL's `0x`) at the first bytes; undefined where the text
 * is none of them.
 */
export function magicOfText(bytes: Uint8Array, start: number, end: number): Magic | undefined {
  let at = start;
  if (has(bytes, at, 'data:')) {
    const comma = bytes.subarray(at, Math.min(end, at + 120)).indexOf(0x2c);
    if (comma < 0) return undefined;
    at += comma + 1;
  }
  if (end - at < 42) return undefined;
  const prefixed = (bytes[at] === 0x5c || bytes[at] === 0x30) && bytes[at + 1] === 0x78;
  const digits = at + (prefixed ? 2 : 0);
  const hex = decodeHex(bytes, digits, end);
  if (hex > 0) {
    const length = (end - digits) >> 1;
    return (
      magicOf(head, 0, hex, length) ?? (looksLikeFloats(head, 0, hex, length) ? 'float-vector' : undefined)
    );
  }
  if (end - at < 64) return undefined;
  let size = 0;
  let bits = 0;
  let held = 0;
  const stop = Math.min(end, at + 128);
  for (let i = at; i < stop; i++) {
    const code = bytes[i] as number;
    const value = code < 128 ? (BASE64[code] as number) : -1;
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      head[size++] = (held >> bits) & 0xff;
    }
  }
  let padding = 0;
  while (bytes[end - 1 - padding] === 0x3d && padding < 2) padding++;
  const length = Math.floor(((end - at - padding) * 3) / 4);
  return magicOf(head, 0, size) ?? (looksLikeFloats(head, 0, size, length) ? 'float-vector' : undefined);
}
