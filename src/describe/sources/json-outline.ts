/** What the first bytes of a JSON input show of its arrangement. */
export interface Outline {
  /** The first value is an object that ends within the head. */
  readonly closed: boolean;
  /** The first byte behind the first value that is no blank; 0 where there is none. */
  readonly next: number;
  /** Keys of the first object, as far as they were seen. */
  readonly keys: readonly string[];
  /** Arrays and maps of records inside the first object. */
  readonly holders: readonly Holder[];
}

/** A container of records: `["hits", "hits"]`. */
export interface Holder {
  readonly path: readonly string[];
  readonly map: boolean;
  /** Objects seen inside. */
  readonly records: number;
  readonly bytes: number;
  /** It had not ended where the head did. */
  readonly open: boolean;
  /** Keys of its first record. */
  readonly keys: readonly string[];
}

interface Frame {
  readonly array: boolean;
  readonly start: number;
  readonly keys: string[];
  key: string;
  objects: number;
  scalars: number;
  /** How often the first key of a record is that of the record before. */
  alike: number;
  firstKey: string;
  firstKeys: readonly string[];
}

const DEEPEST = 5;
const FEWEST_IN_MAP = 8;
const KEPT_KEYS = 40;

/** Looks at the first value of a JSON text, cut anywhere. */
export function outlineOf(text: string): Outline {
  const holders: Holder[] = [];
  const stack: Frame[] = [];
  let rootKeys: readonly string[] = [];
  let depth = 0;

  const close = (frame: Frame, at: number, open: boolean): void => {
    const path = stack.filter((one) => !one.array).map((one) => one.key);
    const inArray = stack.some((one) => one.array);
    if (stack.length === 0 && !frame.array) rootKeys = frame.keys;
    if (inArray) return;
    const map = !frame.array;
    const enough = map
      ? frame.objects >= FEWEST_IN_MAP && frame.alike >= frame.objects * 0.75
      : frame.objects >= 2 || (open && frame.objects >= 1);
    if (enough && frame.scalars <= frame.objects * 0.1 && !(frame.array && stack.length === 0))
      holders.push({
        path,
        map,
        records: frame.objects,
        bytes: at - frame.start,
        open,
        keys: frame.firstKeys,
      });
  };

  let at = 0;
  while (at < text.length && /[\s\x1e\ufeff]/.test(text[at] as string)) at++;
  for (; at < text.length; at++) {
    const c = text[at] as string;
    const top = stack.at(-1);
    if (c === '"') {
      const from = at + 1;
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
      if (at >= text.length) break;
      if (top === undefined || depth > stack.length) continue;
      let behind = at + 1;
      while (behind < text.length && text.charCodeAt(behind) <= 0x20) behind++;
      if (!top.array && text[behind] === ':') {
        top.key = text.slice(from, Math.min(at, from + 256));
        if (top.keys.length < KEPT_KEYS) top.keys.push(top.key);
      } else top.scalars++;
    } else if (c === '{' || c === '[') {
      depth++;
      if (depth > stack.length + 1 || stack.length >= DEEPEST) continue;
      stack.push({
        array: c === '[',
        start: at,
        keys: [],
        key: '',
        objects: 0,
        scalars: 0,
        alike: 0,
        firstKey: '',
        firstKeys: [],
      });
    } else if (c === '}' || c === ']') {
      if (depth === stack.length) {
        const done = stack.pop();
        if (done !== undefined) {
          close(done, at, false);
          const parent = stack.at(-1);
          if (parent !== undefined) met(parent, done);
        }
      }
      if (--depth <= 0) break;
    } else if (
      top !== undefined &&
      depth === stack.length &&
      /[\dtfn-]/.test(c) &&
      /[\s,[:]/.test(text[at - 1] ?? ' ')
    )
      top.scalars++;
  }
  const closed = depth === 0 && at < text.length;
  if (!closed)
    for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) close(frame, text.length, true);
  let next = 0;
  if (closed) {
    let behind = at + 1;
    while (behind < text.length && text.charCodeAt(behind) <= 0x20) behind++;
    next = text.charCodeAt(behind) || 0;
  }
  return { closed, next, keys: rootKeys, holders };
}

/** An element or a member of `parent` has ended. */
function met(parent: Frame, done: Frame): void {
  if (done.array) {
    parent.scalars++;
    return;
  }
  if (parent.objects === 0) parent.firstKeys = done.keys;
  const first = done.keys[0] ?? '';
  if (first === parent.firstKey || parent.objects === 0) parent.alike++;
  parent.firstKey = first;
  parent.objects++;
}

const encloses = (outer: readonly string[], inner: readonly string[]): boolean =>
  outer.length < inner.length && outer.every((key, at) => key === inner[at]);

/**
 * The containers whose elements are the records: where the input is one object around them. None where the objects themselves
 * are the records, one after another.
 */
export function holdersOf(outline: Outline, size: number): readonly Holder[] {
  if (outline.next !== 0) return [];
  // The outermost: what is inside a record is a part of it.
  const outer = outline.holders.filter(
    (one) => !outline.holders.some((other) => encloses(other.path, one.path)),
  );
  const share = outer.reduce((sum, one) => sum + one.bytes, 0) / Math.max(1, size);
  return share > 0.5 || outer.some((one) => one.open && one.records >= 2) ? outer : [];
}
