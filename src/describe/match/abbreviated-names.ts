/** Words between those that say something. */
const FILLERS = new Set([
  'de',
  'da',
  'do',
  'del',
  'di',
  'du',
  'des',
  'of',
  'the',
  'la',
  'el',
  'le',
  'e',
  'y',
  'и',
]);
const MOST_WORDS = 4;

/** Hints of several words by the first letters of these. */
export type Initialed = ReadonlyMap<string, readonly (readonly [words: readonly string[], index: number])[]>;

function parts(folded: string): string[] {
  return folded.split(' ').filter((word) => !FILLERS.has(word));
}

const initialsOf = (words: readonly string[]): string => words.map((word) => word[0]).join('');
const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Cyrillic} ]+$/u;

/** Gathers the hints that databases cut: `fecha nacimiento`, `performance rating`. Takes pairs of a folded hint and a type. */
export function initialed(hints: Iterable<readonly [hint: string, indexes: readonly number[]]>): Initialed {
  const out = new Map<string, [string[], number][]>();
  for (const [hint, indexes] of hints) {
    if (!hint.includes(' ') || !ALPHABETIC.test(hint)) continue;
    const words = parts(hint);
    if (words.length < 2 || words.length > MOST_WORDS) continue;
    const key = initialsOf(words);
    const list = out.get(key) ?? [];
    for (const index of indexes) list.push([words, index]);
    out.set(key, list);
  }
  return out;
}

/**
 * Types whose hint a field name abbreviates word by word: `fec_nac`, `last_nm`, `perf_rating`, `dt_nasc`. A word may be cut
 * behind three letters or written by its consonants; one of them at least has to be whole or cut late.
 */
export function abbreviated(folded: string, hints: Initialed): readonly number[] {
  const words = parts(folded);
  if (words.length < 2 || words.length > MOST_WORDS) return [];
  const out: number[] = [];
  for (const [full, index] of hints.get(initialsOf(words)) ?? []) {
    let sure = 0;
    let fits = true;
    for (const [at, word] of words.entries()) {
      const how = likeness(word, full[at] as string);
      fits &&= how > 0;
      sure += how;
    }
    if (fits && sure >= ENOUGH * words.length && !out.includes(index)) out.push(index);
  }
  return out;
}

/** On average: a word and a skeleton, or two words cut behind three letters. */
const ENOUGH = 2;

/** 3: the word itself, or four letters of its head; 2: three letters of it; 1: some of its consonants in order; 0: another word. */
function likeness(short: string, full: string): number {
  if (short === full) return 3;
  if (short.length >= full.length || short.length < 2) return 0;
  if (full.startsWith(short)) return short.length >= 4 ? 3 : short.length === 3 ? 2 : 1;
  if (/[aeiouy]/.test(short)) return 0;
  let at = 0;
  for (const letter of full) if (letter === short[at]) at++;
  return at === short.length ? 1 : 0;
}
