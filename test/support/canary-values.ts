import type { DataType } from '../../src/datatypes/datatype.ts';

/** A small generator of uniform numbers (mulberry32), so that a failure can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const TRIES = 200;
const WANTED = 12;

/**
 * Values of a data type: its own examples, and others made from them by changing digits and letters until shape and check
 * hold again, so that they stand nowhere else in the world. The catalogue's shapes are regular expressions of JavaScript too.
 */
export function valuesOf(type: DataType, seed: number): readonly string[] {
  const random = generator(seed);
  const shapes = type.shapes.map((shape) => new RegExp(`^(?:${shape})$`, 'us'));
  const fits = (value: string): boolean => {
    if (shapes.length > 0 && !shapes.some((shape) => shape.test(value))) return false;
    const bytes = Buffer.from(value);
    return type.holds?.(bytes, 0, bytes.length) ?? true;
  };
  const other = (value: string): string =>
    value
      .replace(/[0-9]/g, () => String(random(10)))
      .replace(/[a-z]/g, (char) => (random(3) === 0 ? String.fromCharCode(97 + random(26)) : char))
      .replace(/[A-Z]/g, (char) => (random(3) === 0 ? String.fromCharCode(65 + random(26)) : char));
  const made = new Set<string>(type.examples);
  for (let turn = 0; turn < TRIES && made.size < type.examples.length + WANTED; turn++) {
    const example = type.examples[turn % Math.max(1, type.examples.length)];
    if (example === undefined) break;
    const value = other(example);
    if (fits(value)) made.add(value);
  }
  return [...made];
}

/** The ways in which a value could come out: as it is, packed, or escaped. */
export function disguises(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  const wide = Buffer.from(value, 'utf16le');
  return [
    ...new Set([
      value,
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      base64.slice(0, base64.length - (base64.length % 4)),
      encodeURIComponent(value),
      JSON.stringify(value).slice(1, -1),
      [...value].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
      // Few characters backwards are some other value.
      ...(value.length < 8 ? [] : [[...value].reverse().join('')]),
      wide.toString('latin1'),
      Buffer.from(wide).swap16().toString('latin1'),
    ]),
  ].filter((one) => one.length >= 4);
}

const KEY = 4;
const WORD = /[0-9A-Za-z]/;

/** Many needles in one pass over a text: by their first four characters. */
export class Needles {
  readonly #byStart = new Map<string, (readonly [needle: string, value: string])[]>();
  #count = 0;

  add(value: string): void {
    for (const needle of disguises(value)) {
      const start = needle.slice(0, KEY);
      const known = this.#byStart.get(start);
      if (known === undefined) this.#byStart.set(start, [[needle, value]]);
      else if (!known.some(([one]) => one === needle)) known.push([needle, value]);
      this.#count++;
    }
  }

  get count(): number {
    return this.#count;
  }

  /** What stands in the text, with some of what stands around it. Short needles count as whole words alone. */
  in(text: string): readonly string[] {
    const found = new Map<string, string>();
    for (let at = 0; at + KEY <= text.length; at++) {
      const here = this.#byStart.get(text.slice(at, at + KEY));
      if (here === undefined) continue;
      for (const [needle, value] of here) {
        if (found.has(value) || !text.startsWith(needle, at)) continue;
        const end = at + needle.length;
        if (
          needle.length < 12 &&
          ((WORD.test(text[at - 1] ?? '') && WORD.test(needle[0] as string)) ||
            (WORD.test(text[end] ?? '') && WORD.test(needle.at(-1) as string)))
        )
          continue;
        found.set(value, text.slice(Math.max(0, at - 40), end + 40));
      }
    }
    return [...found].map(([value, around]) => `${value} in …${around}…`);
  }
}
