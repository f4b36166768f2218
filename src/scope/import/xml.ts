/** Characters of one tag; the output of a script stands in an attribute and can be long. */
const LONGEST_TAG = 4 << 20;

export interface XmlTag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** Decoded lazily: most tags are not looked at. */
  attribute(name: string): string | undefined;
  readonly line: number;
}

export interface XmlFeed {
  push(text: string): void;
  /** False where the text ends inside a tag or comment. */
  end(): boolean;
}

/**
 * Tags of an XML text, fed in pieces. Text between tags, comments, processing instructions and CDATA are passed over.
 * Only the five predefined entities and character references are decoded; a document type with declarations in it is an
 * error, so that there is no entity to expand and nothing to fetch. Throws `XmlError`.
 */
export class XmlError extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** What a construct that is not a tag begins and ends with. */
const PASSED_OVER = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

export function xmlFeed(onTag: (tag: XmlTag) => void): XmlFeed {
  let buffer = '';
  let line = 1;
  /** End marker of the construct that is being passed over. */
  let until = '';
  const consume = (length: number): void => {
    for (let at = buffer.indexOf('\n'); at >= 0 && at < length; at = buffer.indexOf('\n', at + 1)) line++;
    buffer = buffer.slice(length);
  };

  const step = (): boolean => {
    if (until !== '') {
      const end = buffer.indexOf(until);
      if (end < 0) {
        consume(Math.max(0, buffer.length - until.length + 1));
        return false;
      }
      consume(end + until.length);
      until = '';
      return true;
    }
    const start = buffer.indexOf('<');
    if (start !== 0) {
      consume(start < 0 ? buffer.length : start);
      return start > 0;
    }
    // Too short to tell what it begins.
    if (buffer.length < 9 && PASSED_OVER.some(([open]) => open.startsWith(buffer))) return false;
    const passed = PASSED_OVER.find(([open]) => buffer.startsWith(open));
    if (passed !== undefined) {
      consume(passed[0].length);
      until = passed[1];
      return true;
    }
    const end = tagEnd(buffer);
    if (end < 0) {
      if (buffer.length > LONGEST_TAG)
        throw new XmlError(`a tag is longer than ${LONGEST_TAG} characters`, line);
      return false;
    }
    const inner = buffer.slice(1, end);
    if (inner.startsWith('!')) {
      if (inner.includes('['))
        throw new XmlError('the document type has declarations in it, which are not read', line);
    } else {
      const match = /^(\/?)([A-Za-z_][\w.:-]{0,100})(?=[\s/]|$)/.exec(inner);
      if (match === null) throw new XmlError('a tag has no name', line);
      const kind = match[1] === '/' ? 'close' : inner.endsWith('/') ? 'empty' : 'open';
      onTag({ name: match[2] ?? '', kind, line, attribute: (name) => attributeOf(inner, name) });
    }
    consume(end + 1);
    return true;
  };

  return {
    push(text) {
      buffer += text;
      while (buffer !== '' && step());
    },
    end: () => buffer.trim() === '' && until === '',
  };
}

/** Index of the `>` that ends the tag at the beginning of the text, outside quotes; -1 where it is not there yet. */
function tagEnd(text: string): number {
  for (let at = 1; ; at++) {
    const next = /["'>]/g;
    next.lastIndex = at;
    const found = next.exec(text);
    if (found === null) return -1;
    if (found[0] === '>') return found.index;
    at = text.indexOf(found[0], found.index + 1);
    if (at < 0) return -1;
  }
}

function attributeOf(inner: string, name: string): string | undefined {
  const pattern = /\s([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
  for (const match of inner.matchAll(pattern))
    if (match[1] === name) return decode(match[2] ?? match[3] ?? '');
  return undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(
    /&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9a-f]{1,6}));/gi,
    (whole, word, decimal, hex) => {
      if (word !== undefined) return ENTITIES[String(word).toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
