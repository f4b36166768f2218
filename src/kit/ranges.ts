import { type IpAddress, type IpRange, formatIp, formatIpv4, ipv4Number, parseIp } from './ip.ts';

/** By family, then by first address. */
function compareRanges(a: IpRange, b: IpRange): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.last < b.last ? -1 : a.last > b.last ? 1 : 0;
}

/** Sorted, without overlaps; neighbours are joined. */
export function mergeRanges(ranges: readonly IpRange[]): readonly IpRange[] {
  const merged: IpRange[] = [];
  for (const range of [...ranges].sort(compareRanges)) {
    const previous = merged.at(-1);
    if (previous !== undefined && previous.family === range.family && range.first <= previous.last + 1n) {
      if (range.last > previous.last) merged[merged.length - 1] = { ...previous, last: range.last };
    } else merged.push(range);
  }
  return merged;
}

/** What is in both; sorted and merged. Linear in the two lists. */
export function intersectRanges(left: readonly IpRange[], right: readonly IpRange[]): readonly IpRange[] {
  const a = mergeRanges(left);
  const b = mergeRanges(right);
  const both: IpRange[] = [];
  for (let i = 0, j = 0; ; ) {
    const x = a[i];
    const y = b[j];
    if (x === undefined || y === undefined) return both;
    if (x.family !== y.family) {
      if (x.family < y.family) i++;
      else j++;
      continue;
    }
    const first = x.first > y.first ? x.first : y.first;
    const last = x.last < y.last ? x.last : y.last;
    if (first <= last) both.push({ family: x.family, first, last });
    if (x.last < y.last) i++;
    else j++;
  }
}

/** What is in `from` and not in `take`; sorted and merged. */
export function subtractRanges(from: readonly IpRange[], take: readonly IpRange[]): readonly IpRange[] {
  const taken = mergeRanges(take);
  const left: IpRange[] = [];
  let j = 0;
  for (const range of mergeRanges(from)) {
    let first = range.first;
    while (j < taken.length && precedes(taken[j], range)) j++;
    for (let k = j; k < taken.length; k++) {
      const hole = taken[k];
      if (hole === undefined || hole.family !== range.family || hole.first > range.last) break;
      if (hole.first > first) left.push({ family: range.family, first, last: hole.first - 1n });
      if (hole.last >= first) first = hole.last + 1n;
    }
    if (first <= range.last) left.push({ family: range.family, first, last: range.last });
  }
  return left;
}

function precedes(a: IpRange | undefined, b: IpRange): boolean {
  if (a === undefined) return false;
  return a.family < b.family || (a.family === b.family && a.last < b.first);
}

/**
 * Sorted ranges without overlaps, for many questions: `find` gives the index of the range that holds an address, or -1.
 * IPv4 goes by plain numbers, so that a question costs well under a microsecond.
 */
export interface RangeIndex {
  readonly ranges: readonly IpRange[];
  find(address: IpAddress): number;
  /** `value` of a canonical IPv4 address, as `ipv4Number` gives it. */
  findIpv4(value: number): number;
  /** Four words as `ipv6Words` gives them. */
  findIpv6(words: Uint32Array): number;
}

/** `ranges` must be sorted and must not overlap. */
export function indexRanges(ranges: readonly IpRange[]): RangeIndex {
  let split = ranges.findIndex((range) => range.family === 6);
  if (split < 0) split = ranges.length;
  const firsts = Float64Array.from(ranges.slice(0, split), (range) => Number(range.first));
  const lasts = Float64Array.from(ranges.slice(0, split), (range) => Number(range.last));
  const six = ranges.slice(split);
  const findIpv4 = (value: number): number => {
    let low = 0;
    let high = split - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      if (value < (firsts[middle] ?? 0)) high = middle - 1;
      else if (value > (lasts[middle] ?? 0)) low = middle + 1;
      else return middle;
    }
    return -1;
  };
  const firsts6 = wordsOf(six.map((range) => range.first));
  const lasts6 = wordsOf(six.map((range) => range.last));
  const findIpv6 = (words: Uint32Array): number => {
    let low = 0;
    let high = six.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      if (compareWords(words, firsts6, middle * 4) < 0) high = middle - 1;
      else if (compareWords(words, lasts6, middle * 4) > 0) low = middle + 1;
      else return split + middle;
    }
    return -1;
  };
  const find = (address: IpAddress): number =>
    address.family === 4 ? findIpv4(Number(address.value)) : findIpv6(wordsOf([address.value]));
  return { ranges, find, findIpv4, findIpv6 };
}

/** Four 32-bit words for each value, highest first. */
function wordsOf(values: readonly bigint[]): Uint32Array {
  const words = new Uint32Array(values.length * 4);
  values.forEach((value, i) => {
    for (let word = 0; word < 4; word++)
      words[i * 4 + word] = Number((value >> BigInt(96 - 32 * word)) & 0xffff_ffffn);
  });
  return words;
}

function compareWords(words: Uint32Array, table: Uint32Array, at: number): number {
  for (let i = 0; i < 4; i++) {
    const difference = (words[i] ?? 0) - (table[at + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A set of addresses that holds ranges, never lists: membership, size, and the address at an index. */
export interface RangeSet {
  readonly ranges: readonly IpRange[];
  readonly count: bigint;
  has(address: IpAddress): boolean;
  /** False for a text that is not canonical. */
  hasText(text: string): boolean;
  /** Text of the address at `index`, counted from 0 over all ranges. Throws `RangeError` past the end. */
  nth(index: bigint | number): string;
}

export function rangeSet(input: readonly IpRange[]): RangeSet {
  const ranges = mergeRanges(input);
  const index = indexRanges(ranges);
  const starts: bigint[] = [];
  let count = 0n;
  for (const range of ranges) {
    starts.push(count);
    count += range.last - range.first + 1n;
  }
  const small = count <= BigInt(Number.MAX_SAFE_INTEGER);
  const smallStarts = small ? Float64Array.from(starts, Number) : new Float64Array(0);
  const smallFirsts = small
    ? Float64Array.from(ranges, (range) => (range.family === 4 ? Number(range.first) : -1))
    : new Float64Array(0);

  const nth = (at: bigint | number): string => {
    if (typeof at === 'number' && !Number.isSafeInteger(at))
      throw new RangeError('an index is a whole number');
    if (at < 0 || at >= count) throw new RangeError(`no address at index ${at}: the set has ${count}`);
    let low = 0;
    let high = ranges.length - 1;
    if (small) {
      const position = Number(at);
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if ((smallStarts[middle] ?? 0) <= position) low = middle;
        else high = middle - 1;
      }
      const first = smallFirsts[low] ?? -1;
      if (first >= 0) return formatIpv4(first + position - (smallStarts[low] ?? 0));
    } else {
      const position = BigInt(at);
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if ((starts[middle] ?? 0n) <= position) low = middle;
        else high = middle - 1;
      }
    }
    const range = ranges[low];
    if (range === undefined) throw new RangeError('the set is empty');
    return formatIp({ family: range.family, value: range.first + BigInt(at) - (starts[low] ?? 0n) });
  };

  return {
    ranges,
    count,
    has: (address) => index.find(address) >= 0,
    hasText: (text) => {
      const quad = ipv4Number(text);
      if (quad >= 0) return index.findIpv4(quad) >= 0;
      const parsed = parseIp(text);
      return parsed.ok && index.find(parsed.value) >= 0;
    },
    nth,
  };
}
