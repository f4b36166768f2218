import type { Automaton } from './automaton.ts';

/** Longer values with separators inside get this second pass. */
export const TEXT_FROM = 40;
const MOST_BYTES = 8_192;

/** 1: parts words everywhere. 2: parts words only where the whole word is nothing known. */
const SEPARATOR = new Uint8Array(256);
for (let byte = 0; byte <= 0x20; byte++) SEPARATOR[byte] = 1;
for (const char of '"\'<>()[]{},;|`\\') SEPARATOR[char.charCodeAt(0)] = 1;
for (const char of '=&?#:/!*') SEPARATOR[char.charCodeAt(0)] = 2;
for (let byte = 0x80; byte < 256; byte++) SEPARATOR[byte] = 2;

/** True where a value is long and has a blank or another separator in its first bytes. */
export function isText(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start <= TEXT_FROM) return false;
  const stop = Math.min(end, start + 200);
  for (let i = start; i < stop; i++) {
    const byte = bytes[i] as number;
    if (SEPARATOR[byte] === 1 || byte >= 0x80) return true;
  }
  return false;
}

/**
 * Looks at the words of a long text: parted at blanks, quotes and brackets; a word that is nothing known is parted again at
 * `= & : /` and at the border of ASCII. `hit` gets the codes of a word and where it stands. 8 KB of a value at most.
 */
export function scanText(
  automaton: Automaton,
  wild: Automaton,
  bytes: Uint8Array,
  start: number,
  end: number,
  hit: (codes: readonly number[], start: number, end: number) => void,
): void {
  const stop = Math.min(end, start + MOST_BYTES);
  let from = start;
  for (let i = start; i <= stop; i++) {
    if (i < stop && SEPARATOR[bytes[i] as number] !== 1) continue;
    if (i - from >= 5) word(automaton, wild, bytes, from, i, hit);
    from = i + 1;
  }
}

function word(
  automaton: Automaton,
  wild: Automaton,
  bytes: Uint8Array,
  start: number,
  end: number,
  hit: (codes: readonly number[], start: number, end: number) => void,
): void {
  const last = trimDot(bytes, start, end);
  const whole = automaton.match(bytes, start, last);
  if (whole !== 0) {
    hit(automaton.sets[whole] ?? [], start, last);
    return;
  }
  const loose = wild.match(bytes, start, last);
  if (loose !== 0) {
    hit(wild.sets[loose] ?? [], start, last);
    if (!beyondAscii(bytes, start, last)) return;
  }
  let from = start;
  for (let i = start; i <= end; i++) {
    if (i < end && SEPARATOR[bytes[i] as number] === 0) continue;
    if (i - from >= 5 && (from > start || i < end)) {
      const to = trimDot(bytes, from, i);
      const set = automaton.match(bytes, from, to);
      if (set !== 0) hit(automaton.sets[set] ?? [], from, to);
    }
    from = i + 1;
  }
}

/** Scripts without blanks: what a wildcard shape takes for one value may be a sentence with a number in it. */
function beyondAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((bytes[i] as number) >= 0x80) return true;
  return false;
}

function trimDot(bytes: Uint8Array, start: number, end: number): number {
  let to = end;
  while (
    to > start &&
    (bytes[to - 1] === 0x2e || bytes[to - 1] === 0x3a || bytes[to - 1] === 0x21 || bytes[to - 1] === 0x3f)
  )
    to--;
  return to;
}
