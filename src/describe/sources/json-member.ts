const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function textEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let i = at + 1; i < end; i++) {
    if (bytes[i] === BACKSLASH) i++;
    else if (bytes[i] === QUOTE) return i + 1;
  }
  return end;
}

function blank(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && (bytes[i] as number) <= 0x20) i++;
  return i;
}

function valueEnd(bytes: Uint8Array, at: number, end: number): number {
  let depth = 0;
  for (let i = at; i < end; i++) {
    const c = bytes[i] as number;
    if (c === QUOTE) {
      i = textEnd(bytes, i, end) - 1;
      if (depth === 0) return i + 1;
    } else if (c === 0x7b || c === 0x5b) depth++;
    else if (c === 0x7d || c === 0x5d) {
      if (depth === 0) return i;
      if (--depth === 0) return i + 1;
    } else if (c === 0x2c && depth === 0) return i;
  }
  return end;
}

/** Where the value of a member of the object in `[start, end)` stands; undefined where it has none of that name. */
export function valueAt(
  bytes: Uint8Array,
  start: number,
  end: number,
  name: string,
): { readonly start: number; readonly end: number } | undefined {
  let i = blank(bytes, start, end) + 1;
  while (i < end) {
    i = blank(bytes, i, end);
    if (bytes[i] !== QUOTE) return undefined;
    const keyEnd = textEnd(bytes, i, end);
    let same = keyEnd - i - 2 === name.length;
    for (let k = 0; same && k < name.length; k++) same = bytes[i + 1 + k] === name.charCodeAt(k);
    i = blank(bytes, keyEnd, end);
    if (bytes[i] !== 0x3a) return undefined;
    i = blank(bytes, i + 1, end);
    const to = valueEnd(bytes, i, end);
    if (same) return { start: i, end: to };
    i = blank(bytes, to, end);
    if (bytes[i] !== 0x2c) return undefined;
    i++;
  }
  return undefined;
}
