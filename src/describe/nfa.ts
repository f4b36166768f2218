import type { ShapeNode } from './shape-syntax.ts';
import { utf8Ranges } from './utf8-ranges.ts';

/**
 * A non-deterministic automaton over bytes, in flat lists. A state either reads one byte of `sets[set[i]]` and goes to
 * `next[i]`, or is a fork to `next[i]` and `other[i]` (-1: none), or accepts `accept[i]` (-1: no).
 */
export interface Nfa {
  readonly set: number[];
  readonly next: number[];
  readonly other: number[];
  readonly accept: number[];
  /** 256 flags each: which bytes may pass. */
  readonly sets: Uint8Array[];
  /** The same as 256 bits. */
  readonly masks: Int32Array[];
  readonly setIndex: Map<string, number>;
}

/** All shapes together may take so many states; more is a mistake in a shape (a huge repetition). */
export const NFA_CEILING = 400_000;

export class NfaTooLargeError extends Error {
  constructor() {
    super(
      `the shapes need more than ${NFA_CEILING} states: look for large or nested repetitions such as (.{1,500}){1,500}, ` +
        'and bound them or leave them to holds()',
    );
    this.name = 'NfaTooLargeError';
  }
}

export function emptyNfa(): Nfa {
  return { set: [], next: [], other: [], accept: [], sets: [], masks: [], setIndex: new Map() };
}

function state(nfa: Nfa, set: number, next: number, other: number, accept: number): number {
  if (nfa.set.length >= NFA_CEILING) throw new NfaTooLargeError();
  nfa.set.push(set);
  nfa.next.push(next);
  nfa.other.push(other);
  nfa.accept.push(accept);
  return nfa.set.length - 1;
}

function setOf(nfa: Nfa, ranges: readonly (readonly [number, number])[]): number {
  const key = ranges.map(([low, high]) => `${low}-${high}`).join();
  const known = nfa.setIndex.get(key);
  if (known !== undefined) return known;
  const flags = new Uint8Array(256);
  for (const [low, high] of ranges) flags.fill(1, low, high + 1);
  nfa.sets.push(flags);
  const mask = new Int32Array(8);
  for (let i = 0; i < 256; i++) if (flags[i] === 1) mask[i >> 5] = (mask[i >> 5] as number) | (1 << (i & 31));
  nfa.masks.push(mask);
  nfa.setIndex.set(key, nfa.sets.length - 1);
  return nfa.sets.length - 1;
}

/** Adds the states for `node` that lead to `target`; gives the entry. Built from the end, so that no patching is needed. */
function add(nfa: Nfa, node: ShapeNode, target: number): number {
  if (node.kind === 'set') return addSet(nfa, node.ranges, target);
  if (node.kind === 'all') {
    let entry = target;
    for (let i = node.parts.length - 1; i >= 0; i--) entry = add(nfa, node.parts[i] as ShapeNode, entry);
    return entry;
  }
  if (node.kind === 'any') {
    let entry = -1;
    for (let i = node.parts.length - 1; i >= 0; i--) {
      const part = add(nfa, node.parts[i] as ShapeNode, target);
      entry = entry < 0 ? part : state(nfa, -1, part, entry, -1);
    }
    return entry;
  }
  let entry = target;
  if (node.max === Number.POSITIVE_INFINITY) {
    const loop = state(nfa, -1, target, -1, -1);
    nfa.other[loop] = add(nfa, node.part, loop);
    entry = loop;
  } else {
    for (let i = node.min; i < node.max; i++) entry = state(nfa, -1, target, add(nfa, node.part, entry), -1);
  }
  for (let i = 0; i < node.min; i++) entry = add(nfa, node.part, entry);
  return entry;
}

function addSet(nfa: Nfa, ranges: readonly (readonly [number, number])[], target: number): number {
  const byFirst = new Map<string, [number, number][]>();
  const single: [number, number][] = [];
  for (const [low, high] of ranges) {
    for (const sequence of utf8Ranges(low, high)) {
      if (sequence.length === 1) single.push([...(sequence[0] as readonly [number, number])]);
      else {
        const rest = JSON.stringify(sequence.slice(1));
        const firsts = byFirst.get(rest) ?? [];
        firsts.push([...(sequence[0] as readonly [number, number])]);
        byFirst.set(rest, firsts);
      }
    }
  }
  let entry = single.length > 0 ? state(nfa, setOf(nfa, single), target, -1, -1) : -1;
  for (const [rest, firsts] of byFirst) {
    let after = target;
    const tail = JSON.parse(rest) as [number, number][];
    for (let i = tail.length - 1; i >= 0; i--)
      after = state(nfa, setOf(nfa, [tail[i] as [number, number]]), after, -1, -1);
    const first = state(nfa, setOf(nfa, firsts), after, -1, -1);
    entry = entry < 0 ? first : state(nfa, -1, first, entry, -1);
  }
  return entry < 0 ? state(nfa, setOf(nfa, []), target, -1, -1) : entry;
}

/** Adds one shape that accepts with `code`; gives its start state. */
export function addShape(nfa: Nfa, tree: ShapeNode, code: number): number {
  return add(nfa, tree, state(nfa, -1, -1, -1, code));
}
