function words(text: string): number {
  return text.trim() === '' ? 0 : text.trim().split(/\s+/).length;
}

/**
 * Sentences and log lines have commas too. A table has a column of short fields in front or anywhere, and no blank behind each
 * comma; running text begins with many words and goes on with a blank.
 */
export function isRunningText(rows: readonly string[][], separator: string, columns: number): boolean {
  if (separator !== ',' && separator !== ';') return false;
  const even = rows.filter((row) => row.length === columns);
  if (even.length === 0) return false;
  const first = even.reduce((sum, row) => sum + words(row[0] as string), 0) / even.length;
  if (first >= 4 && columns <= 4) return true;
  const behind = even.flatMap((row) => row.slice(1));
  const blank = behind.filter((field) => /^ \S/.test(field)).length / behind.length;
  const all = even.flat().reduce((sum, field) => sum + words(field), 0) / (even.length * columns);
  return blank > 0.8 && all >= 2;
}
