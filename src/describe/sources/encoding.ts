/** Encodings of text files, by the names that `TextDecoder` knows. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1251' | 'windows-1252';

function isUtf8(head: Uint8Array, whole: boolean): boolean {
  // A character may be cut at the end of the head.
  for (let cut = 0; cut <= (whole ? 0 : 3); cut++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, head.length - cut));
      return true;
    } catch {
      // The next cut is tried.
    }
  }
  return false;
}

function share(head: Uint8Array, test: (byte: number) => boolean): number {
  let count = 0;
  for (const byte of head) if (test(byte)) count++;
  return head.length === 0 ? 0 : count / head.length;
}

/** Most pairs of bytes are characters of the first level of GB 2312 (lead B0 to D7, trail from A1): the 3,755 most used ones. */
function isGb18030(head: Uint8Array): boolean {
  let good = 0;
  let bad = 0;
  for (let i = 0; i + 1 < head.length; i++) {
    const lead = head[i] as number;
    if (lead < 0x81) continue;
    const trail = head[i + 1] as number;
    if (trail >= 0xa1 && lead >= 0xa1 && lead <= 0xd7) good++;
    else if (!(trail >= 0x30 && trail <= 0x39)) bad++;
    if (trail >= 0x40) i++;
  }
  return good > 0 && good >= (good + bad) * 0.75;
}

/** Words of three and more letters that all have the high bit are Cyrillic in one byte each; Western text has single ones. */
function isCyrillic(head: Uint8Array): boolean {
  let runs = 0;
  let singles = 0;
  let run = 0;
  for (const byte of head) {
    if (byte >= 0xc0) run++;
    else {
      if (run >= 3) runs += run;
      else singles += run;
      run = 0;
    }
  }
  return runs > singles * 2;
}

/** The encoding of a text by its first bytes; undefined where they are no text. Bytes that are wrong in UTF-8 here and there leave it UTF-8. */
export function encodingOf(head: Uint8Array, whole: boolean): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  const nuls = share(head, (byte) => byte === 0);
  if (nuls > 0.2) {
    let even = 0;
    let odd = 0;
    for (let i = 0; i < head.length; i++) {
      if (head[i] !== 0) continue;
      if (i % 2 === 0) even++;
      else odd++;
    }
    if (odd > even * 20) return 'utf-16le';
    if (even > odd * 20) return 'utf-16be';
    return undefined;
  }
  const controls = share(
    head,
    (byte) =>
      byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b && byte !== 0x1e,
  );
  if (controls > 0.05) return undefined;
  if (isUtf8(head, whole)) return 'utf-8';
  const high = share(head, (byte) => byte >= 0x80);
  const valid = new TextDecoder('utf-8').decode(head);
  const broken = (valid.match(/\ufffd/g) ?? []).length;
  const good = [...valid].filter(
    (char) => (char.codePointAt(0) as number) >= 0x80 && char !== '\ufffd',
  ).length;
  if (good > broken * 4 || high * head.length < 2) return 'utf-8';
  if (isGb18030(head)) return 'gb18030';
  return isCyrillic(head) ? 'windows-1251' : 'windows-1252';
}

/** Text in another encoding as UTF-8, chunk by chunk. */
export async function* toUtf8(
  from: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  for await (const chunk of from) yield encoder.encode(decoder.decode(chunk, { stream: true }));
  yield encoder.encode(decoder.decode());
}
