import { LineCounter, type Node, isAlias, isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import type { ErrorCode } from '../kit/errors.ts';
import { didYouMean, quoted } from './words.ts';

/** Counted from 1; columns in characters as an editor counts them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface ScopeProblem extends Place {
  readonly code: ErrorCode;
  /** What was expected and what came. */
  readonly message: string;
  /** What to do, where the message does not say. */
  readonly hint?: string;
}

export interface Value {
  readonly node: Node | undefined;
  readonly place: Place;
  /** For messages: `authority.who`, `allow entry 2, depth`. */
  readonly label: string;
}

export type Fields = ReadonlyMap<string, Value>;

/** Reads YAML nodes into plain fields, and collects every problem with its place instead of stopping at the first. */
export interface DocumentReader {
  readonly root: Value;
  readonly problems: ScopeProblem[];
  report(place: Place, code: ErrorCode, message: string, hint?: string): void;
  /** The fields of a mapping. Keys outside `known` are problems, keys in `required` must be there. */
  fields(value: Value, known: readonly string[], required: readonly string[]): Fields | undefined;
  items(value: Value): readonly Value[] | undefined;
  /** A scalar as it is written, without quotes; reported where it is empty or something else. */
  text(value: Value | undefined): string | undefined;
}

const MESSAGES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab stands where spaces are expected: indent with spaces',
  MULTIPLE_DOCS: 'a second document begins here: a scope file holds one',
  BLOCK_AS_IMPLICIT_KEY:
    'a nested mapping stands on one line with its key: put it on a line of its own, or in braces',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines: keep it on one',
  KEY_OVER_1024_CHARS: 'a key is longer than 1,024 characters',
  BAD_INDENT: 'the indentation does not fit what stands around it',
  MISSING_CHAR: 'a character is missing here, such as a closing quote, bracket or comma',
  BAD_ALIAS:
    'anchors and aliases (& and *) are not used in scope files: write the value out, in quotes if it begins with a star',
  UNEXPECTED_TOKEN: 'this does not belong here: look for a missing colon, quote or bracket',
};

/** Nothing that anyone writes by hand is deeper; the parser of YAML works by recursion. */
const DEEPEST = 20;

export function readDocument(text: string): DocumentReader {
  const problems: ScopeProblem[] = [];
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const report: DocumentReader['report'] = (place, code, message, hint) => {
    problems.push({
      line: place.line,
      column: place.column,
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  };

  const reader: DocumentReader = {
    root: { node: undefined, place: { line: 1, column: 1 }, label: 'the file' },
    problems,
    report,
    fields(value, known, required) {
      if (!isMap(value.node)) {
        report(
          value.place,
          'SCOPE_MALFORMED',
          `${value.label} must be a mapping (key: value), found ${kindOf(value.node)}`,
        );
        return undefined;
      }
      const found = new Map<string, Value>();
      for (const pair of value.node.items) {
        const keyNode = pair.key as Node | null;
        const keyPlace = keyNode?.range ? placeOf(keyNode.range[0]) : value.place;
        const key = isScalar(keyNode) ? String(keyNode.value) : undefined;
        if (key === undefined) {
          report(keyPlace, 'SCOPE_MALFORMED', `${value.label} has a key that is no word`);
          continue;
        }
        if (!known.includes(key)) {
          const near = didYouMean(key, known);
          const hint = near === undefined ? `known here: ${known.join(', ')}` : `did you mean ${near}?`;
          report(keyPlace, 'SCOPE_MALFORMED', `${value.label} has an unknown key ${quoted(key)}`, hint);
          continue;
        }
        const node = (pair.value as Node | null) ?? undefined;
        const label =
          value.node === reader.root.node
            ? key
            : `${value.label}${value.label.includes(' ') ? ',' : ''}${value.label.includes(' ') ? ' ' : '.'}${key}`;
        if (!found.has(key))
          found.set(key, { node, place: node?.range ? placeOf(node.range[0]) : keyPlace, label });
      }
      for (const key of required) {
        if (found.has(key)) continue;
        const near = value.node.items.some(
          (pair) => isScalar(pair.key) && didYouMean(String(pair.key.value), [key]) === key,
        );
        if (!near) report(value.place, 'SCOPE_INCOMPLETE', `${value.label} lacks the required key ${key}`);
      }
      return found;
    },
    items(value) {
      if (!isSeq(value.node)) {
        report(value.place, 'SCOPE_MALFORMED', `${value.label} must be a list, found ${kindOf(value.node)}`);
        return undefined;
      }
      return value.node.items.map((item, i) => {
        const node = (item as Node | null) ?? undefined;
        const one =
          value.label === 'allow' || value.label === 'deny'
            ? `${value.label} entry ${i + 1}`
            : `${value.label} item ${i + 1}`;
        return { node, place: node?.range ? placeOf(node.range[0]) : value.place, label: one };
      });
    },
    text(value) {
      if (value === undefined) return undefined;
      if (value.node !== undefined && !isScalar(value.node)) {
        report(
          value.place,
          'SCOPE_MALFORMED',
          `${value.label} must be one value, found ${kindOf(value.node)}`,
        );
        return undefined;
      }
      const written = value.node === undefined ? '' : String(value.node.value ?? '').trim();
      if (written === '') {
        report(value.place, 'SCOPE_INCOMPLETE', `${value.label} is empty`);
        return undefined;
      }
      return written;
    },
  };

  const deep = tooDeep(text);
  if (deep !== undefined) {
    report(deep, 'SCOPE_MALFORMED', `brackets are nested deeper than ${DEEPEST}`);
    return reader;
  }
  // The failsafe schema leaves every scalar as written: no octal numbers, no dates, no `no` that turns into false.
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    merge: false,
  });
  // After the first slip the parser of YAML loses its footing, and complains of indentation that is in order.
  const seen = new Set<string>();
  for (const error of document.errors) {
    const isDuplicate = error.code === 'DUPLICATE_KEY';
    if (seen.has(error.code) ? !isDuplicate : error.code === 'BAD_INDENT' && seen.size > 0) continue;
    seen.add(error.code);
    const message = isDuplicate
      ? 'this key stands here for the second time: keep one'
      : (MESSAGES[error.code] ??
        `this is not well-formed YAML (${error.code.toLowerCase().replaceAll('_', ' ')})`);
    report(placeOf(error.pos[0]), 'SCOPE_MALFORMED', message);
  }
  if (document.errors.some((error) => error.code !== 'DUPLICATE_KEY')) return reader;
  const root = (document.contents as Node | null) ?? undefined;
  if (
    !plainNodes(root, (node, message) => report(placeOf(node.range?.[0] ?? 0), 'SCOPE_MALFORMED', message), 0)
  )
    return reader;
  const place = root?.range ? placeOf(root.range[0]) : { line: 1, column: 1 };
  return { ...reader, root: Object.assign(reader.root, { node: root, place }) };
}

function kindOf(node: Node | undefined): string {
  if (node === undefined) return 'nothing';
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node)) return 'something else';
  const text = String(node.value ?? '');
  return text === '' ? 'nothing' : quoted(text);
}

/** The place where brackets first go deeper than any scope file needs. Brackets in quotes count too; nobody has so many. */
function tooDeep(text: string): Place | undefined {
  let depth = 0;
  let line = 1;
  let lineStart = 0;
  let runOfMarks = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10) {
      line++;
      lineStart = i + 1;
      runOfMarks = 0;
    } else if (c === 91 || c === 123) depth++;
    else if (c === 93 || c === 125) depth = Math.max(0, depth - 1);
    // `- - - -` and `? ? ?` nest without brackets.
    else if ((c === 45 || c === 63 || c === 58) && /^[ \r\n]?$/.test(text.charAt(i + 1))) runOfMarks++;
    else if (c !== 32) runOfMarks = 0;
    if (depth > DEEPEST || runOfMarks > DEEPEST || i - lineStart > 20_000)
      return { line, column: i - lineStart + 1 };
  }
  return undefined;
}

/** False, with a report, where the tree has anchors, aliases, tags, or is deeper than a scope file can be. */
function plainNodes(node: unknown, report: (node: Node, message: string) => void, depth: number): boolean {
  if (node === null || node === undefined) return true;
  if (isPair(node)) {
    const key = plainNodes(node.key, report, depth);
    return plainNodes(node.value, report, depth) && key;
  }
  const one = node as Node;
  const anchored = isAlias(one) || (one as { anchor?: string }).anchor !== undefined;
  if (anchored) {
    report(one, MESSAGES['BAD_ALIAS'] ?? '');
    return false;
  }
  if ((one as { tag?: string }).tag !== undefined) {
    report(one, 'tags (!) are not used in scope files: write the plain value');
    return false;
  }
  if (depth > DEEPEST) {
    report(one, `the file is nested deeper than ${DEEPEST}`);
    return false;
  }
  if (!isMap(one) && !isSeq(one)) return true;
  let plain = true;
  for (const item of one.items as unknown[]) plain = plainNodes(item, report, depth + 1) && plain;
  return plain;
}
