import { cleanText } from '../kit/text-safety.ts';

/** Text of a file or command line for a message: quoted, cut, and without anything that a terminal acts upon. */
export function quoted(text: string): string {
  return `"${cleanText(text, 60)}"`;
}

/** The nearest of `known` where it is near enough to be what was meant. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  if (word.length > 40) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase().replaceAll('-', '_'), candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const cell = new Array<number>((a.length + 1) * width).fill(0);
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      const at = i * width + j;
      if (i === 0 || j === 0) {
        cell[at] = i + j;
        continue;
      }
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (cell[at - width] ?? 0) + 1,
        (cell[at - 1] ?? 0) + 1,
        (cell[at - width - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (cell[at - 2 * width - 2] ?? 0) + 1);
      cell[at] = cost;
    }
  }
  return cell[a.length * width + b.length] ?? 0;
}
