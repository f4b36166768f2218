function looksLikeValue(text: string): boolean {
  return (
    text === '' ||
    text.length > 80 ||
    /^[-+]?[\d.,/: -]+$/.test(text) ||
    /@|:\/\/|\d{4,}/.test(text) ||
    (text.match(/\d/g) ?? []).length > text.length / 3
  );
}

/** The first row names the columns where none of its fields is a value by its looks, and they differ. */
export function headerOf(rows: readonly string[][]): readonly string[] | undefined {
  const first = rows[0];
  if (first === undefined) return undefined;
  const names = first.map((name) => name.trim().replace(/\s+/g, ' '));
  const named = names.filter((name) => name !== '');
  if (named.length < names.length / 2 || named.filter(looksLikeValue).length > named.length * 0.1)
    return undefined;
  if (new Set(named).size < named.length * 0.9) return undefined;
  const below = rows.slice(1);
  if (below.length === 0) return names;
  const valuesBelow = below.some((row) => row.some((field) => field !== '' && looksLikeValue(field.trim())));
  const wordy = names.every(
    (name) => /^[\p{L}_$#][\p{L}\p{N}\p{M}\s_.$#()/%°-]*$/u.test(name) || name === '',
  );
  if (valuesBelow) return names;
  // Words over words: a name that never comes again below, and is short, is taken for a heading.
  const again = names.some((name, index) => name !== '' && below.some((row) => row[index]?.trim() === name));
  return wordy && !again && names.every((name) => name.length <= 40) ? names : undefined;
}
