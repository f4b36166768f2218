import { Unreadable } from './limits.ts';

/** What a token is; `text` of elements is the local name. */
export interface XmlTaker {
  open(name: string, attributes: (name: string) => string | undefined, closed: boolean): void;
  close(name: string): void;
  text(text: string): void;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const LONGEST = 4 * 1024 * 1024;

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string') return ENTITIES[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

const patterns = new Map<string, RegExp>();

/** Names come from the readers, never from a file. */
function attributePattern(name: string): RegExp {
  let pattern = patterns.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(`\\s(?:[\\w.-]{1,64}:)?${name}\\s{0,16}=\\s{0,16}(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  return pattern;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/**
 * Parts XML into tags and text as it comes. No entity but the five of XML and numbers is resolved, a document type is passed
 * over, nothing is ever fetched. A tag or text of more than 4 MB ends the reading.
 */
export async function xmlTokens(bytes: AsyncIterable<Uint8Array>, taker: XmlTaker): Promise<void> {
  const decoder = new TextDecoder();
  let held = '';
  const take = (last: boolean): void => {
    let at = 0;
    for (;;) {
      const tag = held.indexOf('<', at);
      if (tag < 0) {
        if (last && at < held.length) taker.text(plain(held.slice(at)));
        held = last ? '' : held.slice(at);
        return;
      }
      const comment = held.startsWith('<!--', tag);
      const data = held.startsWith('<![CDATA[', tag);
      const stop = comment ? '-->' : data ? ']]>' : '>';
      const end = held.indexOf(stop, tag + 1);
      if (end < 0) {
        held = held.slice(at);
        return;
      }
      if (tag > at) taker.text(plain(held.slice(at, tag)));
      at = end + stop.length;
      if (comment || held[tag + 1] === '?') continue;
      if (data) {
        taker.text(held.slice(tag + 9, end));
        continue;
      }
      if (held[tag + 1] === '!') continue;
      if (held[tag + 1] === '/') {
        taker.close(local(held.slice(tag + 2, end).trim()));
        continue;
      }
      const closed = held[end - 1] === '/';
      const inner = held.slice(tag + 1, closed ? end - 1 : end);
      const blank = inner.search(/\s/);
      const attributes = blank < 0 ? '' : inner.slice(blank);
      taker.open(
        local(blank < 0 ? inner : inner.slice(0, blank)),
        (name) => {
          const found = attributePattern(name).exec(attributes);
          return found === null ? undefined : plain(found[1] ?? found[2] ?? '');
        },
        closed,
      );
    }
  };
  for await (const chunk of bytes) {
    held += decoder.decode(chunk, { stream: true });
    take(false);
    if (held.length > LONGEST)
      throw new Unreadable('a tag or text of the workbook is longer than 4 MB: read up to there');
  }
  take(true);
}
