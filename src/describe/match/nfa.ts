import type { ShapeNode } from './shape-syntax.ts';
import { type ByteRange, utf8Ranges } from './utf8-ranges.ts';

/**
 * A non-deterministic automaton over bytes, in flat lists. A state either reads one byte of the set number `set[i]` and goes
 * to `next[i]`, or is a fork to `next[i]` and `other[i]` (-1: none), or accepts `accept[i]` (-1: no).
 */
export interface Nfa {
  readonly set: number[];
  readonly next: number[];
  readonly other: number[];
  readonly accept: number[];
  /** 256 flags each: which bytes may pass. */
  readonly sets: Uint8Array[];
  /** Sets by their lowest and highest byte, where they are one range: the number plus one. */
  readonly ofRange: Int32Array;
  readonly setIndex: Map<string, number>;
  /** How sets of code points are read: shapes repeat them, and their UTF-8 costs much to work out. */
  readonly readings: Map<string, Reading>;
}

type Ranges = readonly (readonly [number, number])[];

/** The bytes that stand alone (-1: none), and chains of sets: a first byte, then its continuation. */
interface Reading {
  readonly single: number;
  readonly chains: readonly (readonly number[])[];
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
  return {
    set: [],
    next: [],
    other: [],
    accept: [],
    sets: [],
    ofRange: new Int32Array(65_536),
    setIndex: new Map(),
    readings: new Map(),
  };
}

function state(nfa: Nfa, set: number, next: number, other: number, accept: number): number {
  if (nfa.set.length >= NFA_CEILING) throw new NfaTooLargeError();
  nfa.set.push(set);
  nfa.next.push(next);
  nfa.other.push(other);
  nfa.accept.push(accept);
  return nfa.set.length - 1;
}

/** The number of a set of bytes. */
function setOf(nfa: Nfa, ranges: Ranges): number {
  const flags = new Uint8Array(256);
  let size = 0;
  for (const [low, high] of ranges) flags.fill(1, low, high + 1);
  for (let i = 0; i < 256; i++) size += flags[i] as number;
  const first = flags.indexOf(1);
  const last = flags.lastIndexOf(1);
  const one = size > 0 && last - first + 1 === size;
  if (one) {
    const known = nfa.ofRange[(first << 8) | last] as number;
    if (known > 0) return known - 1;
  }
  const key = one ? '' : flags.join('');
  if (!one) {
    const known = nfa.setIndex.get(key);
    if (known !== undefined) return known;
    nfa.setIndex.set(key, nfa.sets.length);
  } else nfa.ofRange[(first << 8) | last] = nfa.sets.length + 1;
  nfa.sets.push(flags);
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

function addSet(nfa: Nfa, ranges: Ranges, target: number): number {
  const only = ranges.length === 1 ? ranges[0] : undefined;
  if (only !== undefined && only[1] < 0x80) {
    const known = nfa.ofRange[(only[0] << 8) | only[1]] as number;
    return state(nfa, known > 0 ? known - 1 : setOf(nfa, ranges), target, -1, -1);
  }
  const key = ranges.join();
  let reading = nfa.readings.get(key);
  if (reading === undefined) {
    reading = read(nfa, ranges);
    nfa.readings.set(key, reading);
  }
  let entry = reading.single >= 0 ? state(nfa, reading.single, target, -1, -1) : -1;
  for (const chain of reading.chains) {
    let at = target;
    for (let i = chain.length - 1; i >= 0; i--) at = state(nfa, chain[i] as number, at, -1, -1);
    entry = entry < 0 ? at : state(nfa, -1, at, entry, -1);
  }
  return entry < 0 ? state(nfa, setOf(nfa, []), target, -1, -1) : entry;
}

/** Sequences that differ in their first byte alone are one chain. */
function read(nfa: Nfa, ranges: Ranges): Reading {
  const single: (readonly [number, number])[] = [];
  const byTail = new Map<
    string,
    { readonly firsts: (readonly [number, number])[]; readonly tail: ByteRange }
  >();
  for (const [low, high] of ranges) {
    for (const [first, ...tail] of utf8Ranges(low, high)) {
      if (first === undefined) continue;
      if (tail.length === 0) {
        single.push(first);
        continue;
      }
      const key = tail.join(';');
      const known = byTail.get(key);
      if (known) known.firsts.push(first);
      else byTail.set(key, { firsts: [first], tail });
    }
  }
  return {
    single: single.length > 0 ? setOf(nfa, single) : -1,
    chains: [...byTail.values()].map(({ firsts, tail }) => [
      setOf(nfa, firsts),
      ...tail.map((range) => setOf(nfa, [range])),
    ]),
  };
}

/** Adds one shape that accepts with `code`; gives its start state. */
export function addShape(nfa: Nfa, tree: ShapeNode, code: number): number {
  return add(nfa, tree, state(nfa, -1, -1, -1, code));
}
