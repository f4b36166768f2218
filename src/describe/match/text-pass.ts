import { type Automaton, DEAD, START } from './automaton.ts';

/** Longer values with separators inside get this second pass: `Mira, tel. +7 …` is no prose, and says as much. */
export const SCAN_FROM = 14;
/** Longer ones count as prose. */
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
  const stop = Math.min(end, start + 200);
  for (let i = start; i < stop; i++) {
    const byte = bytes[i] as number;
    if (SEPARATOR[byte] === 1 || byte >= 0x80) return true;
  }
  return false;
}

/** What is made of a match: true where it is worth something, so that the words in it need no look of their own. */
type Hit = (codes: readonly number[], start: number, end: number) => boolean;

/**
 * Looks at the words of a long text: parted at blanks, quotes and brackets; a word that is nothing known is parted again at
 * `= & : /` and at the border of ASCII. What is written in groups (`+49 170 1234567`, an IBAN, a card) is matched over its
 * blanks first. `hit` gets the codes of a match and where it stands. 8 KB of a value at most.
 */
export function scanText(
  automaton: Automaton,
  wild: Automaton,
  bytes: Uint8Array,
  start: number,
  end: number,
  hit: Hit,
): void {
  const stop = Math.min(end, start + MOST_BYTES);
  let from = start;
  for (let i = start; i <= stop; i++) {
    if (i < stop && SEPARATOR[bytes[i] as number] !== 1) continue;
    if (i > from) {
      const grouped = GROUPED[bytes[from] as number] === 1 ? groups(automaton, bytes, from, i, stop, hit) : i;
      if (grouped > i) i = grouped;
      else if (i - from >= 5) word(automaton, wild, bytes, from, i, hit);
    }
    from = i + 1;
  }
}

/** Numbers in groups begin with a digit, `+`, `(` (which parts words) or the country letters of an IBAN. */
const GROUPED = new Uint8Array(256);
for (let byte = 0x30; byte <= 0x39; byte++) GROUPED[byte] = 1;
for (let byte = 0x41; byte <= 0x5a; byte++) GROUPED[byte] = 1;
GROUPED[0x2b] = 1;
/** The longest IBAN in groups of four has 42 characters. */
const LONGEST_GROUPS = 48;

/**
 * The end of the longest match of worth that begins at `start` and goes beyond the word's end at `wordEnd`; `wordEnd` where
 * there is none.
 */
function groups(
  automaton: Automaton,
  bytes: Uint8Array,
  start: number,
  wordEnd: number,
  stop: number,
  hit: Hit,
): number {
  const limit = Math.min(stop, start + LONGEST_GROUPS);
  let s = START;
  let i = start;
  let ends = 0;
  while (i < limit) {
    s = automaton.next(s, bytes[i] as number);
    if (s === DEAD) break;
    i++;
    const accepted = automaton.acceptOf[s] as number;
    if (i <= wordEnd || accepted === 0 || (i < stop && isWordByte(bytes[i] as number))) continue;
    ENDS[ends] = i;
    SETS[ends++] = accepted;
  }
  while (ends-- > 0) {
    const end = ENDS[ends] as number;
    if (hit(automaton.sets[SETS[ends] as number] ?? [], start, end)) return end;
  }
  return wordEnd;
}

const ENDS = new Int32Array(LONGEST_GROUPS);
const SETS = new Int32Array(LONGEST_GROUPS);

function isWordByte(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) || byte >= 0x80;
}

function word(
  automaton: Automaton,
  wild: Automaton,
  bytes: Uint8Array,
  start: number,
  end: number,
  hit: Hit,
): void {
  const last = trimDot(bytes, start, end);
  const whole = automaton.match(bytes, start, last);
  if (whole !== 0 && hit(automaton.sets[whole] ?? [], start, last)) return;
  const loose = wild.match(bytes, start, last);
  if (loose !== 0 && hit(wild.sets[loose] ?? [], start, last) && !beyondAscii(bytes, start, last)) return;
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
