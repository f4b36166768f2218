/** Encodings of text files. All but UTF-32 go by the names that `TextDecoder` knows. */
export type Encoding =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'utf-32le'
  | 'utf-32be'
  | 'gb18030'
  | 'big5'
  | 'shift_jis'
  | 'euc-jp'
  | 'euc-kr'
  | 'iso-2022-jp'
  | OneByte;

export type OneByte =
  | 'windows-1250'
  | 'windows-1251'
  | 'windows-1252'
  | 'windows-1253'
  | 'windows-1254'
  | 'windows-1255'
  | 'windows-1256'
  | 'windows-874'
  | 'iso-8859-2'
  | 'iso-8859-5'
  | 'koi8-r'
  | 'koi8-u'
  | 'ibm866'
  | 'cp850';

/** The head as text. */
export function decodeHead(head: Uint8Array, encoding: Encoding): string {
  const unit = encoding.startsWith('utf-32') ? 4 : encoding.startsWith('utf-16') ? 2 : 1;
  const even = head.subarray(0, head.length - (head.length % unit));
  return decoderOf(encoding)(even, false);
}

/** The upper half of code page 850 (Western DOS), which no decoder of the platform has. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

function decoderOf(encoding: Encoding): (bytes: Uint8Array, more: boolean) => string {
  if (encoding === 'cp850')
    return (bytes) => {
      let text = '';
      for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : CP850[byte - 0x80];
      return text;
    };
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return utf32(encoding === 'utf-32le');
  const decoder = new TextDecoder(encoding);
  return (bytes, more) => decoder.decode(bytes, { stream: more });
}

function utf32(little: boolean): (bytes: Uint8Array, more: boolean) => string {
  let held = new Uint8Array(0);
  return (bytes, more) => {
    const all = new Uint8Array(held.length + bytes.length);
    all.set(held);
    all.set(bytes, held.length);
    const view = new DataView(all.buffer);
    const stop = all.length - (all.length % 4);
    const parts: string[] = [];
    for (let at = 0; at < stop; at += 4) {
      const code = view.getUint32(at, little);
      if (code === 0xfeff && at === 0) continue;
      parts.push(
        code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code),
      );
    }
    held = all.slice(stop);
    if (!more && held.length > 0) parts.push('\ufffd');
    return parts.join('');
  };
}

const SLICE = 64 * 1024;

/** Text in another encoding as UTF-8, chunk by chunk. */
export async function* toUtf8(
  from: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Uint8Array> {
  const decode = decoderOf(encoding);
  const encoder = new TextEncoder();
  for await (const chunk of from)
    for (let at = 0; at < chunk.length; at += SLICE)
      yield encoder.encode(decode(chunk.subarray(at, at + SLICE), true));
  yield encoder.encode(decode(new Uint8Array(0), false));
}
