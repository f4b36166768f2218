/**
 * IPv4 and IPv6 addresses and ranges, read strictly: one spelling for one address. A lenient reader turns a typing slip
 * into somebody else's network (`010.0.0.0/8` is 8.0.0.0/8 to readers that take octal, `10.1` is 10.0.0.1), so every
 * other spelling is refused, with the canonical one in the message where there is one.
 * Canonical: dotted quad without leading zeros; RFC 5952 section 4 for IPv6.
 */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** Both ends belong to it. */
export interface IpRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

export type IpResult<T> =
  | { readonly ok: true; readonly value: T }
  /** `canonical` is the spelling that would have been taken, where the text has one clear meaning. */
  | { readonly ok: false; readonly problem: string; readonly canonical?: string };

const BITS = { 4: 32, 6: 128 } as const;

/** The longest text that can be an address with a prefix length or a second address. */
const LONGEST = 100;

/** The value of a canonical dotted quad, or -1. For hot paths: no allocation. */
export function ipv4Number(text: string): number {
  const length = text.length;
  if (length < 7 || length > 15) return -1;
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i);
    if (c === 46) {
      if (digits === 0 || ++dots > 3) return -1;
      value = value * 256 + octet;
      octet = 0;
      digits = 0;
      continue;
    }
    if (c < 48 || c > 57 || (digits > 0 && octet === 0)) return -1;
    octet = octet * 10 + (c - 48);
    digits++;
    if (octet > 255) return -1;
  }
  return dots === 3 && digits > 0 ? value * 256 + octet : -1;
}

export function formatIpv4(value: number): string {
  return `${(value >>> 24) & 255}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/**
 * Reads a canonical IPv6 address into four 32-bit words, highest first; false for any other text. For hot paths: no
 * allocation. IPv4-mapped addresses are not taken, see `parseIp`.
 */
export function ipv6Words(text: string, words: Uint32Array): boolean {
  const length = text.length;
  if (length < 2 || length > 39) return false;
  let groups = 0;
  let gap = -1;
  let at = 0;
  words.fill(0);
  if (text.charCodeAt(0) === 58) {
    if (text.charCodeAt(1) !== 58) return false;
    gap = 0;
    at = 2;
  }
  while (at < length) {
    let group = 0;
    let digits = 0;
    for (; at < length; at++) {
      const c = text.charCodeAt(at);
      const digit = c >= 48 && c <= 57 ? c - 48 : c >= 97 && c <= 102 ? c - 87 : -1;
      if (digit < 0) break;
      if (++digits > 4 || (digits > 1 && group === 0)) return false;
      group = group * 16 + digit;
    }
    if (digits === 0 || groups === 8) return false;
    groupBuffer[groups++] = group;
    if (at === length) break;
    if (text.charCodeAt(at++) !== 58 || at === length) return false;
    if (text.charCodeAt(at) === 58) {
      if (gap >= 0) return false;
      gap = groups;
      at++;
    }
  }
  const zeros = 8 - groups;
  if (gap < 0 ? zeros !== 0 : zeros < 2) return false;
  let run = 0;
  let longest = 1;
  let longestEnd = -1;
  for (let i = 0; i < 8; i++) {
    const group =
      gap < 0 || i < gap ? (groupBuffer[i] ?? 0) : i < gap + zeros ? 0 : (groupBuffer[i - zeros] ?? 0);
    const word = i >> 1;
    words[word] = (words[word] ?? 0) * 65536 + group;
    run = group === 0 ? run + 1 : 0;
    if (run > longest) {
      longest = run;
      longestEnd = i + 1;
    }
  }
  // RFC 5952 section 4.2: the first of the longest runs is written as `::`, and nothing else is.
  if (gap < 0 ? longestEnd >= 0 : longestEnd !== gap + zeros || longest !== zeros) return false;
  return !(words[0] === 0 && words[1] === 0 && words[2] === 0xffff);
}

const groupBuffer = new Uint16Array(8);
const wordBuffer = new Uint32Array(4);

/** The eight groups of an IPv6 text in any spelling (case, zeros, `::` anywhere, dotted tail), or undefined. */
function ipv6Groups(text: string): { readonly groups: number[]; readonly dotted: boolean } | undefined {
  if (text.length < 2 || text.length > 45) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  let dotted = false;
  const read = (half: string, isEnd: boolean): number[] | undefined => {
    if (half === '') return [];
    const groups: number[] = [];
    const parts = half.split(':');
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] ?? '';
      if (part.includes('.')) {
        const quad = isEnd && i === parts.length - 1 ? ipv4Number(part) : -1;
        if (quad < 0) return undefined;
        dotted = true;
        groups.push(Math.floor(quad / 65536), quad % 65536);
      } else {
        if (!/^[0-9a-f]{1,4}$/i.test(part)) return undefined;
        groups.push(Number.parseInt(part, 16));
      }
    }
    return groups;
  };
  const left = read(halves[0] ?? '', halves.length === 1);
  if (left === undefined) return undefined;
  if (halves.length === 1) return left.length === 8 ? { groups: left, dotted } : undefined;
  const right = read(halves[1] ?? '', true);
  if (right === undefined || left.length + right.length > 7) return undefined;
  const zeros = new Array<number>(8 - left.length - right.length).fill(0);
  return { groups: [...left, ...zeros, ...right], dotted };
}

function formatGroups(groups: readonly number[]): string {
  let start = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end++;
    if (end - i > length) {
      start = i;
      length = end - i;
    }
    if (end > i) i = end;
  }
  const hex = groups.map((group) => group.toString(16));
  if (start < 0) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

function wordsToValue(words: Uint32Array): bigint {
  const word = (i: number): bigint => BigInt(words[i] ?? 0);
  return (((((word(0) << 32n) | word(1)) << 32n) | word(2)) << 32n) | word(3);
}

function valueToGroups(value: bigint): number[] {
  const groups: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(Number((value >> shift) & 0xffffn));
  return groups;
}

export function formatIp(address: IpAddress): string {
  return address.family === 4
    ? formatIpv4(Number(address.value))
    : formatGroups(valueToGroups(address.value));
}

/** Why a text that is no canonical dotted quad is not one, in words that help to correct it. */
function ipv4Problem(text: string): string {
  const parts = text.split('.');
  if (parts.some((part) => /^0[0-9]/.test(part)))
    return 'has a part with a leading zero, which some programs read as octal: write each part without leading zeros';
  if (/^0x/i.test(text) || parts.some((part) => /^0x/i.test(part)))
    return 'is written in hexadecimal: write four decimal numbers, 192.0.2.1';
  if (parts.length !== 4 && parts.every((part) => /^[0-9]+$/.test(part)))
    return `has ${parts.length} ${parts.length === 1 ? 'part' : 'parts'} instead of four: write all four, 192.0.2.1`;
  if (parts.some((part) => /^[0-9]+$/.test(part) && Number(part) > 255)) return 'has a part above 255';
  return 'is not an IP address';
}

function isMapped(groups: readonly number[]): boolean {
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

/** One address in its canonical spelling. */
export function parseIp(text: string): IpResult<IpAddress> {
  const quad = ipv4Number(text);
  if (quad >= 0) return { ok: true, value: { family: 4, value: BigInt(quad) } };
  if (!text.includes(':')) return { ok: false, problem: text === '' ? 'is empty' : ipv4Problem(text) };
  if (ipv6Words(text, wordBuffer)) return { ok: true, value: { family: 6, value: wordsToValue(wordBuffer) } };
  if (text.includes('%'))
    return {
      ok: false,
      problem: 'has a zone id (%), which means something on one machine only: leave it out',
    };
  const read = ipv6Groups(text);
  if (read === undefined) return { ok: false, problem: 'is not an IP address' };
  if (isMapped(read.groups)) {
    const canonical = formatIpv4((read.groups[6] ?? 0) * 65536 + (read.groups[7] ?? 0));
    return { ok: false, problem: `is an IPv4 address written as IPv6: write ${canonical}`, canonical };
  }
  const canonical = formatGroups(read.groups);
  return { ok: false, problem: `is not the canonical spelling (RFC 5952): write ${canonical}`, canonical };
}

/** The range of a network; `prefix` is within 0 and 32 or 128. Host bits are cleared. */
export function network(address: IpAddress, prefix: number): IpRange {
  const host = (1n << BigInt(BITS[address.family] - prefix)) - 1n;
  const first = address.value & ~host;
  return { family: address.family, first, last: first | host };
}

/** `192.0.2.0/24`, `2001:db8::/32` or one address. Host bits must be zero. */
export function parseCidr(text: string): IpResult<IpRange> {
  if (text.length > LONGEST) return { ok: false, problem: 'is too long for an address' };
  const slash = text.indexOf('/');
  if (slash < 0) {
    const single = parseIp(text);
    if (!single.ok) return single;
    return {
      ok: true,
      value: { family: single.value.family, first: single.value.value, last: single.value.value },
    };
  }
  const prefixText = text.slice(slash + 1);
  const address = parseIp(text.slice(0, slash));
  if (!address.ok) {
    if (address.canonical === undefined || address.problem.includes('IPv4'))
      return { ok: false, problem: address.problem };
    const canonical = `${address.canonical}/${prefixText}`;
    return { ok: false, problem: `is not the canonical spelling (RFC 5952): write ${canonical}`, canonical };
  }
  const bits = BITS[address.value.family];
  if (!/^(?:0|[1-9][0-9]{0,2})$/.test(prefixText) || Number(prefixText) > bits)
    return { ok: false, problem: `has no prefix length from 0 to ${bits} after the slash` };
  const range = network(address.value, Number(prefixText));
  if (range.first !== address.value.value) {
    const canonical = `${formatIp({ family: range.family, value: range.first })}/${prefixText}`;
    return {
      ok: false,
      problem: `has bits set after the prefix: write ${canonical} for the network, or the address without a prefix`,
      canonical,
    };
  }
  return { ok: true, value: range };
}

/** A network, one address, or `192.0.2.5-192.0.2.9` with both ends in it. */
export function parseRange(text: string): IpResult<IpRange> {
  const dash = text.indexOf('-');
  if (dash < 0 || text.length > LONGEST) return parseCidr(text);
  const first = parseIp(text.slice(0, dash));
  const last = parseIp(text.slice(dash + 1));
  if (!first.ok) return { ok: false, problem: `its first end ${first.problem}` };
  if (!last.ok) return { ok: false, problem: `its last end ${last.problem}` };
  if (first.value.family !== last.value.family)
    return { ok: false, problem: 'has one end in IPv4 and the other in IPv6' };
  if (first.value.value > last.value.value)
    return { ok: false, problem: 'ends before it begins: write the lower address first' };
  return {
    ok: true,
    value: { family: first.value.family, first: first.value.value, last: last.value.value },
  };
}

export function rangeCount(range: IpRange): bigint {
  return range.last - range.first + 1n;
}

/** The address at `index`, counted from 0. Throws `RangeError` past the end. */
export function nthAddress(range: IpRange, index: bigint | number): IpAddress {
  const value = range.first + BigInt(index);
  if (value < range.first || value > range.last) throw new RangeError('no such address in the range');
  return { family: range.family, value };
}

/** The prefix length where the range is a network, else undefined. */
function prefixOf(range: IpRange): number | undefined {
  const count = rangeCount(range);
  if ((count & (count - 1n)) !== 0n || (range.first & (count - 1n)) !== 0n) return undefined;
  return BITS[range.family] - (count.toString(2).length - 1);
}

/** As one would write it: an address, a network, or `first-last`. `parseRange` reads it back. */
export function formatRange(range: IpRange): string {
  const first = formatIp({ family: range.family, value: range.first });
  if (range.first === range.last) return first;
  const prefix = prefixOf(range);
  if (prefix !== undefined) return `${first}/${prefix}`;
  return `${first}-${formatIp({ family: range.family, value: range.last })}`;
}
