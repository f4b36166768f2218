export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;

/** 1 where a byte may end the plain part of a JSON text: quote, backslash, control characters but the tab. */
export const TEXT_STOP = new Uint8Array(256);
TEXT_STOP.fill(1, 0, 0x20);
TEXT_STOP[0x09] = 0;
TEXT_STOP[QUOTE] = 1;
TEXT_STOP[BACKSLASH] = 1;

/** So many bytes are looked at one by one before the search for the quote is left to the machine's own. */
const PATIENCE = 64;
const WORTHWHILE = 256;

/**
 * From inside a text to its closing quote, or to a control character; negative where a backslash was passed. Needs two
 * quotes behind `end`. Four bytes at a time first: a word is passed where none of its bytes is a quote, a backslash or below
 * 0x20 (Mycroft's test for a zero byte, three times).
 */
export function skipText(buffer: Uint8Array, view: DataView, from: number, end: number): number {
  let j = from;
  const near = Math.min(from + PATIENCE, end - 3);
  while (j < near) {
    const word = view.getInt32(j, true);
    const quote = word ^ 0x22222222;
    const back = word ^ 0x5c5c5c5c;
    if (
      ((((quote - 0x01010101) & ~quote) | ((back - 0x01010101) & ~back) | ((word - 0x20202020) & ~word)) &
        0x80808080) !==
      0
    )
      break;
    j += 4;
  }
  const stop = from + PATIENCE;
  while (TEXT_STOP[buffer[j] as number] === 0 && j < stop) j++;
  if (buffer[j] === QUOTE) return j;
  return skipFar(buffer, j);
}

function skipFar(buffer: Uint8Array, from: number): number {
  let j = from;
  let escaped = false;
  let tried = false;
  for (;;) {
    const d = buffer[j] as number;
    if (TEXT_STOP[d] === 0) j++;
    else if (d === BACKSLASH) {
      escaped = true;
      j += 2;
    } else return escaped ? -j : j;
    if (tried || escaped || j - from < PATIENCE) continue;
    tried = true;
    const quote = buffer.indexOf(QUOTE, j);
    if (quote - j <= WORTHWHILE || buffer[quote - 1] === BACKSLASH) continue;
    const backslash = buffer.subarray(j, quote).indexOf(BACKSLASH);
    if (backslash < 0) return quote;
    j += backslash;
  }
}
