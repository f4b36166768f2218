import { createHash } from 'node:crypto';

export type WalletKind = 'btc-p2pkh' | 'btc-p2sh' | 'btc-segwit' | 'btc-taproot' | 'tron' | 'eth' | 'xmr';

/** Where an address stands in a text, and of which kind; never the address itself. */
export interface WalletFound {
  readonly kind: WalletKind;
  readonly start: number;
  readonly end: number;
  /** False for kinds whose checksum needs Keccak, which are told by their shape alone. */
  readonly checked: boolean;
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
/** Lengths of a base58check address of 25 bytes. */
const BASE58_LENGTHS = [34, 33, 35, 32, 31, 30, 29, 28, 27, 26] as const;
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
/** BIP-173 and BIP-350: what the checksum of each variant must leave. */
const BECH32_CONSTANT = 1;
const BECH32M_CONSTANT = 0x2bc830a3;
/** Notes are short; a longer text is looked at so far. */
const MOST_CHARACTERS = 64_000;

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** The 25 bytes of a base58check address, where its checksum holds. */
function base58Check(text: string): Buffer | undefined {
  const bytes = new Uint8Array(25);
  for (const char of text) {
    let carry = BASE58.indexOf(char);
    if (carry < 0) return undefined;
    for (let index = 24; index >= 0; index -= 1) {
      carry += (bytes[index] ?? 0) * 58;
      bytes[index] = carry & 0xff;
      carry >>= 8;
    }
    if (carry !== 0) return undefined;
  }
  // Each leading zero byte is written as one `1`, so another count of them is another text for the same bytes.
  const zeros = bytes.findIndex((byte) => byte !== 0);
  const ones = /^1*/.exec(text)?.[0].length ?? 0;
  if (zeros !== ones) return undefined;
  return sha256(sha256(bytes.subarray(0, 21)))
    .subarray(0, 4)
    .equals(bytes.subarray(21))
    ? Buffer.from(bytes)
    : undefined;
}

function polymod(values: readonly number[]): number {
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((generator, bit) => {
      if ((top >>> bit) & 1) check ^= generator;
    });
  }
  return check >>> 0;
}

/** Version and length of a segregated-witness address of the Bitcoin main network, where its checksum holds. */
function segwit(text: string): { readonly version: number; readonly bytes: number } | undefined {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return undefined;
  const lower = text.toLowerCase();
  if (!lower.startsWith('bc1')) return undefined;
  const data = Array.from(lower.slice(3), (char) => BECH32.indexOf(char));
  const version = data[0];
  if (version === undefined || version > 16 || data.length < 8 || data.includes(-1)) return undefined;
  const expanded = [3, 3, 0, 2, 3];
  const constant = version === 0 ? BECH32_CONSTANT : BECH32M_CONSTANT;
  if (polymod([...expanded, ...data]) !== constant) return undefined;
  const payload = data.slice(1, -6);
  const bits = payload.length * 5;
  const padding = bits % 8;
  const last = payload.at(-1) ?? 0;
  if (padding > 4 || (last & ((1 << padding) - 1)) !== 0) return undefined;
  return { version, bytes: (bits - padding) / 8 };
}

function segwitKind(text: string): WalletKind | undefined {
  const found = segwit(text);
  if (!found) return undefined;
  if (found.version === 0) return found.bytes === 20 || found.bytes === 32 ? 'btc-segwit' : undefined;
  return found.version === 1 && found.bytes === 32 ? 'btc-taproot' : undefined;
}

function base58Kind(text: string): WalletKind | undefined {
  const version = base58Check(text)?.[0];
  if (version === 0x00) return 'btc-p2pkh';
  if (version === 0x05) return 'btc-p2sh';
  return version === 0x41 ? 'tron' : undefined;
}

/** Kind of a whole text that is one address with a valid checksum. Testnets are not known. */
export function walletKind(text: string): WalletKind | undefined {
  if (text.length > 90) return undefined;
  return /^bc1/i.test(text) ? segwitKind(text) : base58Kind(text);
}

/**
 * Addresses in a text, also where they are glued to the words around them: at each possible start every legal length is tried,
 * and the checksum decides.
 */
export function findWallets(given: string): readonly WalletFound[] {
  const text = given.slice(0, MOST_CHARACTERS);
  const found: WalletFound[] = [];
  let from = 0;
  const starts = /bc1[qp]|BC1[QP]|[13T48]|0x/g;
  for (;;) {
    starts.lastIndex = from;
    const match = starts.exec(text);
    if (!match) return found;
    const hit = walletAt(text, match.index);
    if (hit) found.push(hit);
    from = hit ? hit.end : match.index + 1;
  }
}

function walletAt(text: string, start: number): WalletFound | undefined {
  const first = text.slice(start, start + 3).toLowerCase();
  const lengths = first === 'bc1' ? [62, 42] : BASE58_LENGTHS;
  if (first === 'bc1' || /^[13t]/.test(first)) {
    for (const length of lengths) {
      const piece = text.slice(start, start + length);
      const kind = piece.length === length ? walletKind(piece) : undefined;
      if (kind) return { kind, start, end: start + length, checked: true };
    }
  }
  if (first.startsWith('0x') && /^0x[0-9a-f]{40}(?![0-9a-f])/i.test(text.slice(start, start + 43))) {
    return { kind: 'eth', start, end: start + 42, checked: false };
  }
  const alone = start === 0 || !/[1-9A-HJ-NP-Za-km-z]/.test(text[start - 1] ?? '');
  if (alone && /^[48][1-9A-HJ-NP-Za-km-z]{94}(?![1-9A-HJ-NP-Za-km-z])/.test(text.slice(start, start + 96))) {
    return { kind: 'xmr', start, end: start + 95, checked: false };
  }
  return undefined;
}
