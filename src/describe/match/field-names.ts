/** Persian and Uyghur keyboards write some Arabic letters with their own code points; hints and names meet in one form. */
const ARABIC: Readonly<Record<string, string>> = {
  ي: 'ى',
  ی: 'ى',
  ئ: 'ى',
  ک: 'ك',
  ة: 'ه',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ؤ: 'و',
};

/** Letters with a stroke, and joined ones, have no accent that could be taken off; keyboards without them write these. */
const LATIN: Readonly<Record<string, string>> = { đ: 'd', ð: 'd', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', þ: 'th' };

/** Most hints stand in their one form already: words of plain letters, or of Han alone. */
const FOLDED = /^(?:[a-z]+(?: [a-z]+)*|[\u4e00-\u9fff]+)$/;

/**
 * A field name, or a hint, in the one form in which they are compared: camelCase, snake_case, kebab-case and dots parted by
 * one blank, lower case, accents and Arabic vowel signs folded, digits at the end of a word dropped.
 */
export function foldName(name: string): string {
  if (FOLDED.test(name)) return name;
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .replace(/[đðłøæœþ]/g, (letter) => LATIN[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .replace(/[يیئکةأإآؤ]/g, (letter) => ARABIC[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(\p{L})\d+(?= |$)/gu, '$1')
    .trim();
}

/** All runs of whole words of a folded name, longest first: `home phone no` gives itself, `home phone`, `phone no`, … */
export function wordRuns(folded: string): string[] {
  if (folded === '') return [];
  const words = folded.split(' ').slice(0, 8);
  const runs: string[] = [];
  for (let size = words.length; size > 0; size--)
    for (let at = 0; at + size <= words.length; at++) runs.push(words.slice(at, at + size).join(' '));
  if (words.length > 1) runs.push(words.join(''));
  return runs;
}
