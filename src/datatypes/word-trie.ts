/** A closed word list over bytes. Latin letters are matched without case; other scripts in lower, title and upper case. */
export interface WordTrie {
  /** The whole of `[start, end)` is a word of the list. */
  is(bytes: Uint8Array, start: number, end: number): boolean;
  /** A word of the list stands in `[start, end)` as a token of its own; words of Han stand anywhere. */
  contains(bytes: Uint8Array, start: number, end: number): boolean;
  /** A token in `[start, end)` ends with a word of the list (`Hauptstraße`). */
  endsToken(bytes: Uint8Array, start: number, end: number): boolean;
  /** How many bytes the longest word has that begins at `start`; 0 where none does. */
  prefix(bytes: Uint8Array, start: number, end: number): number;
}

function isWordByte(byte: number): boolean {
  const folded = byte | 0x20;
  return byte >= 0x80 || (folded >= 0x61 && folded <= 0x7a);
}

function isHanLead(byte: number): boolean {
  return byte >= 0xe3 && byte <= 0xe9;
}

function spellings(word: string): readonly string[] {
  const lower = word.toLowerCase();
  const title = lower.replace(
    /(^|[\s-])(\S)/gu,
    (_, before: string, first: string) => before + first.toUpperCase(),
  );
  return [word, lower, title, lower.toUpperCase()];
}

/** Builds the trie once, when its module loads. */
export function wordTrie(words: readonly string[]): WordTrie {
  const next = new Map<number, number>();
  const final: boolean[] = [false];
  for (const word of words) {
    for (const spelling of spellings(word)) {
      let node = 0;
      for (const byte of Buffer.from(spelling, 'utf8')) {
        const key = node * 256 + fold(byte);
        let child = next.get(key);
        if (child === undefined) {
          child = final.length;
          next.set(key, child);
          final.push(false);
        }
        node = child;
      }
      final[node] = true;
    }
  }

  function longest(bytes: Uint8Array, start: number, end: number, bounded: boolean): number {
    let node = 0;
    let found = 0;
    for (let i = start; i < end; i++) {
      const child = next.get(node * 256 + fold(bytes[i] ?? 0));
      if (child === undefined) break;
      node = child;
      if (final[node] && (!bounded || i + 1 === end || !isWordByte(bytes[i + 1] ?? 0))) found = i + 1 - start;
    }
    return found;
  }

  function find(bytes: Uint8Array, start: number, end: number, openLeft: boolean): boolean {
    for (let i = start; i < end; i++) {
      const byte = bytes[i] ?? 0;
      if ((byte & 0xc0) === 0x80) continue;
      const han = isHanLead(byte);
      if (!han && !openLeft && i > start && isWordByte(bytes[i - 1] ?? 0)) continue;
      if (longest(bytes, i, end, !han) > 0) return true;
    }
    return false;
  }

  return {
    is: (bytes, start, end) => end > start && longest(bytes, start, end, false) === end - start,
    contains: (bytes, start, end) => find(bytes, start, end, false),
    endsToken: (bytes, start, end) => find(bytes, start, end, true),
    prefix: (bytes, start, end) => longest(bytes, start, end, false),
  };
}

function fold(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
