import { type Feed, type Sink, putAddress } from './sink.ts';
import { LONGEST_LINE } from './lines.ts';
import { quoted } from '../words.ts';

/**
 * Objects one after another, each on its line or over many, in an array or not: `masscan -oJ` and `-oD`
 * ({ip, ports: [{port, proto, status}]}; newer ones {ip, port, proto, rec_type, data: {status}}) and `naabu -json` ({host, ip, port, protocol}).
 */
export function jsonObjects(sink: Sink): Feed {
  let line = 1;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let parts: string[] = [];
  let length = 0;
  let startLine = 1;
  let strayLine = 0;

  const finish = (): void => {
    const text = parts.join('');
    parts = [];
    if (length > LONGEST_LINE) sink.bad(startLine, `the object is longer than ${LONGEST_LINE} characters`);
    else readObject(sink, text, startLine);
    length = 0;
  };

  return {
    push(text) {
      let from = 0;
      for (let at = 0; at < text.length; at++) {
        const c = text.charCodeAt(at);
        if (c === 10) line++;
        if (depth === 0) {
          if (c === 123) {
            depth = 1;
            from = at;
            startLine = line;
          } else if (!/[\s,[\]]/.test(text.charAt(at)) && strayLine !== line) {
            strayLine = line;
            sink.bad(line, 'expected an object in braces');
          }
        } else if (inString) {
          if (escaped) escaped = false;
          else if (c === 92) escaped = true;
          else if (c === 34) inString = false;
        } else if (c === 34) inString = true;
        else if (c === 123 || c === 91) depth++;
        else if (c === 125 || c === 93) {
          depth--;
          if (depth > 0) continue;
          length += at + 1 - from;
          parts.push(text.slice(from, at + 1));
          finish();
        }
      }
      if (depth === 0) return;
      length += text.length - from;
      if (length <= LONGEST_LINE) parts.push(text.slice(from));
      else parts = [];
    },
    end() {
      if (depth > 0) sink.bad(startLine, 'the file ends inside an object');
    },
  };
}

function readObject(sink: Sink, text: string, line: number): void {
  // masscan up to 1.0 closes its array with this, which is not JSON.
  if (/^\{\s*"?finished"?\s*:\s*1\s*\}$/.test(text)) return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    sink.bad(line, 'the object is not well-formed JSON');
    return;
  }
  const object = value as Readonly<Record<string, unknown>>;
  const address = typeof object['ip'] === 'string' && object['ip'] !== '' ? object['ip'] : object['host'];
  if (typeof address !== 'string') {
    sink.bad(line, 'the object has no ip');
    return;
  }
  if (Array.isArray(object['ports'])) {
    for (const entry of object['ports'] as readonly unknown[]) readPort(sink, line, address, entry);
    return;
  }
  readPort(sink, line, address, object);
}

/** `entry` is one of masscan's ports, or the whole of naabu's object, in which older versions nest `port`. */
function readPort(sink: Sink, line: number, address: string, entry: unknown): void {
  if (typeof entry !== 'object' || entry === null) {
    sink.bad(line, `${quoted(String(entry))} is no port`);
    return;
  }
  const fields = entry as Readonly<Record<string, unknown>>;
  const nested = fields['port'];
  const port =
    typeof nested === 'object' && nested !== null
      ? (nested as Readonly<Record<string, unknown>>)['Port']
      : nested;
  const protocol = fields['proto'] ?? fields['protocol'];
  const data = fields['data'];
  const status =
    fields['status'] ??
    (typeof data === 'object' && data !== null
      ? (data as Readonly<Record<string, unknown>>)['status']
      : undefined);
  if (
    (typeof status === 'string' && status !== 'open') ||
    (typeof protocol === 'string' && protocol !== 'tcp')
  )
    sink.skip();
  else if (port === undefined || typeof port === 'number' || typeof port === 'string')
    putAddress(sink, line, address, port);
  else sink.bad(line, 'the port is no number');
}
