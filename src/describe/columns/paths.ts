import type { Column } from './column.ts';

/** So many keys of one object are kept apart; more are data, and share one path. */
export const KEYS_AN_OBJECT = 1_000;
/** So many paths are kept apart in one data set: at about 3 KB each that is 150 MB. */
export const PATH_CEILING = 50_000;
/** Deeper values are counted, not described. */
export const DEPTH_CEILING = 64;

/** One place in the tree of a record's fields. Opaque to sources: got from a `Sink`, handed back to it. */
export class PathNode {
  readonly key: Uint8Array;
  readonly index: number;
  readonly depth: number;
  readonly children: PathNode[] = [];
  /** By hash of the key, once there are more than a few children. */
  byHash: Map<number, PathNode[]> | undefined = undefined;
  element: PathNode | undefined = undefined;
  /** Where keys go once there are too many to keep apart. */
  any: PathNode | undefined = undefined;
  column: Column | undefined = undefined;
  /** How often the key came. */
  count = 0;
  /** How often an object stood here. */
  objects = 0;
  /** The key four bytes at a time, little-endian, to be compared with bytes at hand; the last one under `wordMask`. */
  readonly words: Int32Array;
  readonly wordMask: number;
  /** So many bytes must be at hand for that, and one behind the key. */
  readonly span: number;

  constructor(key: Uint8Array, index: number, depth: number) {
    this.key = key;
    const words = new Int32Array(Math.max(1, Math.ceil(key.length / 4)));
    for (let i = 0; i < key.length; i++)
      words[i >> 2] = (words[i >> 2] as number) | ((key[i] as number) << (8 * (i & 3)));
    const rest = key.length - 4 * (words.length - 1);
    this.words = words;
    this.wordMask = rest === 4 ? -1 : (1 << (8 * rest)) - 1;
    this.span = 4 * words.length + 1;
    this.index = index;
    this.depth = depth;
  }
}

const NO_KEY = new Uint8Array(0);
const LONGEST_KEY = 256;

/** The tree of one data set. Keys are compared as bytes; nothing is ever looked up by a string, so `__proto__` is a key. */
export class PathTree {
  readonly root = new PathNode(NO_KEY, 0, 0);
  /** Where everything beyond the depth ceiling ends up. */
  readonly deep = new PathNode(NO_KEY, 0, DEPTH_CEILING + 1);
  size = 1;
  collapsed = false;

  constructor() {
    this.deep.element = this.deep;
    this.deep.any = this.deep;
  }

  /** The child of `parent` under a key. `guess` is the index to try first: records tend to repeat their order. */
  child(parent: PathNode, bytes: Uint8Array, start: number, end: number, guess: number): PathNode {
    const likely = parent.children[guess];
    if (likely !== undefined && same(likely.key, bytes, start, end)) {
      likely.count++;
      return likely;
    }
    return this.find(parent, bytes, start, end);
  }

  /** As `child`, for a key that was not the likely one. */
  find(parent: PathNode, bytes: Uint8Array, start: number, end: number): PathNode {
    if (parent === this.deep) return parent;
    const stop = Math.min(end, start + LONGEST_KEY);
    let candidates: readonly PathNode[] = parent.children;
    let hash = 0;
    if (parent.byHash !== undefined) {
      hash = hashKey(bytes, start, stop);
      candidates = parent.byHash.get(hash) ?? [];
    }
    for (const child of candidates) {
      if (same(child.key, bytes, start, stop)) {
        child.count++;
        return child;
      }
    }
    if (parent.depth >= DEPTH_CEILING) return this.deep;
    if (parent.children.length >= KEYS_AN_OBJECT || this.size >= PATH_CEILING) {
      const any = this.anyOf(parent);
      any.count++;
      return any;
    }
    const child = new PathNode(bytes.slice(start, stop), parent.children.length, parent.depth + 1);
    this.size++;
    child.count = 1;
    parent.children.push(child);
    if (parent.byHash !== undefined) {
      const list = parent.byHash.get(hash);
      if (list) list.push(child);
      else parent.byHash.set(hash, [child]);
    } else if (parent.children.length > 8) {
      parent.byHash = new Map();
      for (const known of parent.children) {
        const key = hashKey(known.key, 0, known.key.length);
        const list = parent.byHash.get(key);
        if (list) list.push(known);
        else parent.byHash.set(key, [known]);
      }
    }
    return child;
  }

  /** Where the keys of an object go that has too many. */
  anyOf(parent: PathNode): PathNode {
    if (parent.any !== undefined) return parent.any;
    if (parent.depth >= DEPTH_CEILING) return this.deep;
    parent.any = new PathNode(NO_KEY, 0, parent.depth + 1);
    this.collapsed = true;
    return parent.any;
  }

  elementOf(parent: PathNode): PathNode {
    if (parent.element !== undefined) return parent.element;
    if (parent.depth >= DEPTH_CEILING || this.size >= PATH_CEILING) return this.deep;
    this.size++;
    parent.element = new PathNode(NO_KEY, 0, parent.depth + 1);
    return parent.element;
  }
}

function same(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const length = key.length;
  if (end - start !== length) return false;
  for (let i = 0; i < length; i++) if (key[i] !== bytes[start + i]) return false;
  return true;
}

function hashKey(bytes: Uint8Array, start: number, end: number): number {
  let h = 0x811c9dc5 ^ (end - start);
  for (let i = start; i < end; i++) h = Math.imul(h ^ (bytes[i] as number), 0x01000193);
  return h ^ (h >>> 15);
}
