import { type Dictionary, DictionaryBuilder } from './dictionary.ts';
import { addShape, emptyNfa } from './nfa.ts';
import { parseShape, type ShapeNode } from './shape-syntax.ts';

/** What an automaton looks for. Codes are chosen by the caller; one code may have many shapes and words. */
export interface Pattern {
  readonly code: number;
  readonly shapes: readonly (string | ShapeNode)[];
  /** Whole values; matched as given, capitalised, with each word capitalised, and in capitals. */
  readonly words?: Iterable<string>;
}

/**
 * Patterns worked out as far as they can be before any value is seen: plain arrays, which other threads can be given instead
 * of working them out again. States are those of `nfa.ts`; `start` are the first states.
 */
export interface Blueprint {
  readonly set: Int32Array;
  readonly next: Int32Array;
  readonly other: Int32Array;
  readonly accept: Int32Array;
  /** 256 flags a set. */
  readonly flags: Uint8Array;
  /** The same as 256 bits a set. */
  readonly masks: Int32Array;
  readonly start: Int32Array;
  readonly words: Dictionary;
}

/** Throws where a shape is not in the language or all are too large. */
export function blueprintOf(patterns: readonly Pattern[]): Blueprint {
  const nfa = emptyNfa();
  const words = new DictionaryBuilder();
  const start: number[] = [];
  for (const pattern of patterns) {
    for (const shape of pattern.shapes)
      start.push(addShape(nfa, typeof shape === 'string' ? parseShape(shape) : shape, pattern.code));
    for (const word of pattern.words ?? []) words.add(word, pattern.code);
  }
  const flags = new Uint8Array(nfa.sets.length * 256);
  const masks = new Int32Array(nfa.sets.length * 8);
  for (const [number, set] of nfa.sets.entries()) {
    flags.set(set, number * 256);
    for (let i = 0; i < 256; i++)
      if (set[i] === 1)
        masks[number * 8 + (i >> 5)] = (masks[number * 8 + (i >> 5)] as number) | (1 << (i & 31));
  }
  return {
    set: Int32Array.from(nfa.set),
    next: Int32Array.from(nfa.next),
    other: Int32Array.from(nfa.other),
    accept: Int32Array.from(nfa.accept),
    flags,
    masks,
    start: Int32Array.from(start),
    words: words.done(),
  };
}
