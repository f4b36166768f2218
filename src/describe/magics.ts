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
export function magicOf(bytes: Uint8Array, start: number, end: number): Magic | undefined {
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
  return undefined;
}

const view = new DataView(new ArrayBuffer(4));

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

/** Looks behind base64, a `data:` URL or PostgreSQL's `\x` hex at the first bytes; undefined where the text is neither. */
export function magicOfText(bytes: Uint8Array, start: number, end: number): Magic | undefined {
  let at = start;
  if (has(bytes, at, 'data:')) {
    const comma = bytes.subarray(at, Math.min(end, at + 120)).indexOf(0x2c);
    if (comma < 0) return undefined;
    at += comma + 1;
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
