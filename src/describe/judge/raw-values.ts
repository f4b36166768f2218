import { openRaw, type Raw, type RawFormat } from '../../model/raw.ts';

/** The one place where a `Raw` is opened. Its bytes go into columns, and its names through `templateText`, and no further. */
export function rawBytes(value: Raw): { readonly bytes: Uint8Array; readonly format: RawFormat } {
  return openRaw(value);
}

/** A name that came from a target, as text. Only for `names.ts` and for matching against hints: never returned as it is. */
export function rawName(value: Raw): string {
  const { bytes } = openRaw(value);
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024)).toString('utf8');
}
