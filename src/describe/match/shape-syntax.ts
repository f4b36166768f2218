/** The tree of one shape. `set` holds code point ranges. */
export type ShapeNode =
  | { readonly kind: 'set'; readonly ranges: readonly (readonly [number, number])[] }
  | { readonly kind: 'all'; readonly parts: readonly ShapeNode[] }
  | { readonly kind: 'any'; readonly parts: readonly ShapeNode[] }
  | { readonly kind: 'repeat'; readonly part: ShapeNode; readonly min: number; readonly max: number };

const LAST = 0x10ffff;
const MOST_REPEATS = 4096;
const DIGITS: readonly (readonly [number, number])[] = [[48, 57]];

/** A shape that is not in the language of `DataType.shapes`; says where and what was expected. */
export class ShapeSyntaxError extends Error {
  constructor(shape: string, at: number, expected: string) {
    super(`shape ${JSON.stringify(shape)}, character ${at + 1}: expected ${expected}`);
    this.name = 'ShapeSyntaxError';
  }
}

function negate(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  let next = 0;
  for (const [low, high] of sorted) {
    if (low > next) out.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= LAST) out.push([next, LAST]);
  return out;
}

/**
 * Parses one shape: literals, `.`, `[a-z]`, `[^…]`, `\d`, `\w`, `\s`, escapes, `( )`, `(?: )`, `|`, `?`, `*`, `+`, `{n}`,
 * `{n,}`, `{n,m}`. Whole-value matching is meant, so `^` and `$` are not known.
 */
export function parseShape(shape: string): ShapeNode {
  const points = [...shape];
  let at = 0;
  const fail = (expected: string): never => {
    throw new ShapeSyntaxError(shape, at, expected);
  };

  function escaped(): readonly (readonly [number, number])[] {
    const char = points[at];
    if (char === undefined) return fail('a character after the backslash');
    at++;
    if (char === 'd') return DIGITS;
    if (char === 'D') return negate(DIGITS);
    if (char === 'w')
      return [
        [48, 57],
        [65, 90],
        [95, 95],
        [97, 122],
      ];
    if (char === 's')
      return [
        [9, 13],
        [32, 32],
      ];
    if (char === 't') return [[9, 9]];
    if (char === 'n') return [[10, 10]];
    if (char === 'r') return [[13, 13]];
    if (char === 'x' || char === 'u') {
      const digits = points.slice(at, at + (char === 'x' ? 2 : 4)).join('');
      if (!/^(?:[0-9a-fA-F]{2}){1,2}$/.test(digits)) return fail('hexadecimal digits');
      at += digits.length;
      const code = Number.parseInt(digits, 16);
      return [[code, code]];
    }
    if (/[A-Za-z0-9]/.test(char))
      return fail('one of \\d \\D \\w \\s \\t \\n \\r \\x \\u or an escaped sign');
    const code = char.codePointAt(0) as number;
    return [[code, code]];
  }

  function set(): ShapeNode {
    const ranges: (readonly [number, number])[] = [];
    const negated = points[at] === '^';
    if (negated) at++;
    for (let first = true; points[at] !== ']' || first; first = false) {
      const char = points[at];
      if (char === undefined) return fail('] to end the class');
      at++;
      let low = char.codePointAt(0) as number;
      if (char === '\\') {
        const inner = escaped();
        const only = inner[0];
        if (inner.length !== 1 || only === undefined || only[0] !== only[1]) {
          ranges.push(...inner);
          continue;
        }
        low = only[0];
      }
      if (points[at] === '-' && points[at + 1] !== ']' && points[at + 1] !== undefined) {
        at++;
        const end = points[at] as string;
        at++;
        let high = end.codePointAt(0) as number;
        if (end === '\\') high = (escaped()[0] as readonly [number, number])[0];
        if (high < low) return fail('a range that goes up');
        ranges.push([low, high]);
      } else ranges.push([low, low]);
    }
    at++;
    return { kind: 'set', ranges: negated ? negate(ranges) : ranges };
  }

  function atom(): ShapeNode {
    const char = points[at];
    if (char === undefined) return fail('a character');
    at++;
    if (char === '(') {
      if (points[at] === '?') {
        if (points[at + 1] !== ':') return fail('no look-around or flags: only ( ) and (?: )');
        at += 2;
      }
      const inner = alternatives();
      if (points[at] !== ')') return fail(') to end the group');
      at++;
      return inner;
    }
    if (char === '[') return set();
    if (char === '.') return { kind: 'set', ranges: [[0, LAST]] };
    if (char === '\\') return { kind: 'set', ranges: escaped() };
    if (char === '^' || char === '$') {
      at--;
      return fail('no anchor: a shape is always matched whole');
    }
    if ('*+?{'.includes(char)) {
      at--;
      return fail('something to repeat');
    }
    const code = char.codePointAt(0) as number;
    return { kind: 'set', ranges: [[code, code]] };
  }

  function repeated(): ShapeNode {
    let part = atom();
    for (;;) {
      const char = points[at];
      if (char === '?') part = { kind: 'repeat', part, min: 0, max: 1 };
      else if (char === '*') part = { kind: 'repeat', part, min: 0, max: Number.POSITIVE_INFINITY };
      else if (char === '+') part = { kind: 'repeat', part, min: 1, max: Number.POSITIVE_INFINITY };
      else if (char === '{') {
        const close = points.indexOf('}', at);
        const match = /^(\d{1,4})(,)?(\d{1,4})?$/.exec(
          points.slice(at + 1, close < 0 ? at + 1 : close).join(''),
        );
        if (!match) return fail('{n}, {n,} or {n,m}');
        const min = Number(match[1]);
        const max = match[3] !== undefined ? Number(match[3]) : match[2] ? Number.POSITIVE_INFINITY : min;
        if (max < min || min > MOST_REPEATS || (max > MOST_REPEATS && max !== Number.POSITIVE_INFINITY))
          return fail(`a repetition that goes up and stays within ${MOST_REPEATS}`);
        part = { kind: 'repeat', part, min, max };
        at = close;
      } else return part;
      at++;
    }
  }

  function sequence(): ShapeNode {
    const parts: ShapeNode[] = [];
    while (at < points.length && points[at] !== '|' && points[at] !== ')') parts.push(repeated());
    return parts.length === 1 ? (parts[0] as ShapeNode) : { kind: 'all', parts };
  }

  function alternatives(): ShapeNode {
    const parts = [sequence()];
    while (points[at] === '|') {
      at++;
      parts.push(sequence());
    }
    return parts.length === 1 ? (parts[0] as ShapeNode) : { kind: 'any', parts };
  }

  const tree = alternatives();
  if (at < points.length) fail('the end of the shape');
  return tree;
}

/** Sets wider than this are wildcards: `.`, `[^;]`. */
const WIDE = 0x8000;
const WIDE_ASCII = 80;

/**
 * True where a shape repeats a wildcard without end (`.*password=.+`). Several of these in one automaton multiply its
 * states, so they get one of their own, which is run on fewer values.
 */
export function isWild(node: ShapeNode): boolean {
  if (node.kind === 'set') return false;
  if (node.kind !== 'repeat') return node.parts.some(isWild);
  if (isWild(node.part)) return true;
  if (node.max !== Number.POSITIVE_INFINITY || node.part.kind !== 'set') return false;
  let points = 0;
  let ascii = 0;
  for (const [low, high] of node.part.ranges) {
    points += high - low + 1;
    if (low < 128) ascii += Math.min(high, 127) - low + 1;
  }
  return points > WIDE && ascii > WIDE_ASCII;
}

/** Repetitions up to so many are counted by the automaton; of longer ones only the lower bound is. */
const COUNTED = 48;

/**
 * A shape with its long upper bounds taken off (`[a-z]{16,512}` becomes `[a-z]{16,}`), for each counted repetition costs a
 * row of the automaton. `longest`: the most bytes a value may have, to be checked on a hit; infinite where no bound was taken.
 */
export function relax(node: ShapeNode): { readonly tree: ShapeNode; readonly longest: number } {
  let relaxed = false;
  const visit = (at: ShapeNode): ShapeNode => {
    if (at.kind === 'set') return at;
    if (at.kind !== 'repeat') return { kind: at.kind, parts: at.parts.map(visit) };
    const part = visit(at.part);
    if (at.max === Number.POSITIVE_INFINITY || at.max <= COUNTED || at.max === at.min) return { ...at, part };
    relaxed = true;
    return { ...at, part, max: Number.POSITIVE_INFINITY };
  };
  const tree = visit(node);
  return { tree, longest: relaxed ? longestOf(node) : Number.POSITIVE_INFINITY };
}

function longestOf(node: ShapeNode): number {
  if (node.kind === 'set') {
    let last = 0;
    for (const [, high] of node.ranges) last = Math.max(last, high);
    return last < 0x80 ? 1 : last < 0x800 ? 2 : last < 0x10000 ? 3 : 4;
  }
  if (node.kind === 'repeat') return node.max === 0 ? 0 : node.max * longestOf(node.part);
  const lengths = node.parts.map(longestOf);
  return node.kind === 'all' ? lengths.reduce((a, b) => a + b, 0) : Math.max(0, ...lengths);
}
