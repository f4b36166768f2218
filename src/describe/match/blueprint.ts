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
 * of working them out again. States are those of `nfa.ts`; those of pattern `p` are `statesFrom[p]` to `statesFrom[p + 1]`,
 * its first ones `startFrom[p]` to `startFrom[p + 1]` of `start`. Patterns without shapes are left out.
 */
export interface Blueprint {
  readonly set: Int32Array;
  readonly next: Int32Array;
  readonly other: Int32Array;
  readonly accept: Int32Array;
  /** 256 flags a set. */
  readonly flags: Uint8Array;
  readonly statesFrom: Int32Array;
  readonly startFrom: Int32Array;
  readonly start: Int32Array;
  readonly words: Dictionary;
}

/** Throws where a shape is not in the language or all are too large. */
export function blueprintOf(patterns: readonly Pattern[]): Blueprint {
  const nfa = emptyNfa();
  const words = new DictionaryBuilder();
  const start: number[] = [];
  const startFrom = [0];
  const statesFrom = [0];
  for (const { code, shapes, words: list } of patterns) {
    for (const shape of shapes)
      start.push(addShape(nfa, typeof shape === 'string' ? parseShape(shape) : shape, code));
    if (shapes.length > 0) {
      startFrom.push(start.length);
      statesFrom.push(nfa.set.length);
    }
    for (const word of list ?? []) words.add(word, code);
  }
  const flags = new Uint8Array(nfa.sets.length * 256);
  for (const [number, set] of nfa.sets.entries()) flags.set(set, number * 256);
  return {
    set: Int32Array.from(nfa.set),
    next: Int32Array.from(nfa.next),
    other: Int32Array.from(nfa.other),
    accept: Int32Array.from(nfa.accept),
    flags,
    statesFrom: Int32Array.from(statesFrom),
    startFrom: Int32Array.from(startFrom),
    start: Int32Array.from(start),
    words: words.done(),
  };
}
