import type { ArraySummary, Path, Sink } from '../columns/sink.ts';

const encoder = new TextEncoder();
const DEEPEST = 64;

function summaryOf(values: readonly unknown[]): ArraySummary {
  let numbers = 0;
  let sumOfSquares = 0;
  let small = 0;
  let negative = 0;
  const firsts: number[] = [];
  for (const value of values) {
    if (typeof value !== 'number') continue;
    numbers++;
    if (firsts.length < 2) firsts.push(value);
    sumOfSquares += value * value;
    if (value >= -8 && value <= 8) small++;
    if (value < 0) negative++;
  }
  return {
    numbers,
    first: firsts[0] ?? Number.NaN,
    second: firsts[1] ?? Number.NaN,
    sumOfSquares,
    small,
    negative,
  };
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** Older writers keep texts as bytes without saying that they are text. */
function isPlainText(bytes: Uint8Array): boolean {
  const head = bytes.length > 256 ? bytes.subarray(0, 253) : bytes;
  for (const byte of head) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  try {
    strict.decode(head, { stream: bytes.length > 256 });
    return true;
  } catch {
    return false;
  } finally {
    try {
      strict.decode();
    } catch {
      // A character was cut at the end of the head; the decoder is fresh again.
    }
  }
}

/** Puts a value that a decoder made (Parquet, Avro) into a sink, whatever is inside it. */
export function putValue(sink: Sink, path: Path, value: unknown, depth = 0): void {
  switch (typeof value) {
    case 'string': {
      const bytes = encoder.encode(value);
      sink.text(path, bytes, 0, bytes.length);
      return;
    }
    case 'number':
      sink.number(path, value);
      return;
    case 'bigint':
      sink.bigint(path, value);
      return;
    case 'boolean':
      sink.boolean(path);
      return;
    case 'object':
      break;
    default:
      sink.nil(path);
      return;
  }
  if (value === null) sink.nil(path);
  else if (depth > DEEPEST) sink.skip('nested too deeply');
  else if (value instanceof Date) {
    const ms = value.getTime();
    if (Number.isNaN(ms)) sink.nil(path);
    else sink.date(path, ms);
  } else if (value instanceof Uint8Array) {
    if (isPlainText(value)) sink.text(path, value, 0, value.length);
    else sink.binary(path, value, 0, value.length);
  } else if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list: readonly unknown[] = Array.isArray(value)
      ? value
      : Array.from(value as unknown as ArrayLike<unknown>);
    const element = sink.element(path);
    for (const one of list) putValue(sink, element, one, depth + 1);
    if (sink.wantsArray(path)) sink.array(path, list.length, summaryOf(list));
    else sink.array(path, list.length);
  } else {
    sink.object(path);
    putFields(sink, path, value as Readonly<Record<string, unknown>>, depth);
  }
}

/** The fields of an object; keys are looked at by their bytes, so that `__proto__` is one like any other. */
export function putFields(sink: Sink, path: Path, value: Readonly<Record<string, unknown>>, depth = 0): void {
  for (const key of Object.keys(value)) putValue(sink, sink.field(path, key), value[key], depth + 1);
}
