import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { LimitError, ProtocolError } from './codec.ts';

type Inflate = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

function run(inflate: Inflate, bytes: Buffer, most: number): Buffer {
  try {
    return inflate(bytes, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new LimitError(`the decompressed body is longer than ${most} bytes`);
    }
    throw new ProtocolError('expected a compressed body, got bytes that do not decompress');
  }
}

/** "deflate" is zlib by the standard and raw deflate by some old servers (RFC 9110 §8.4.1.2). */
function inflateEither(bytes: Buffer, most: number): Buffer {
  const first = bytes[0] ?? 0;
  const zlib = (first & 0x0f) === 8 && ((first << 8) | (bytes[1] ?? 0)) % 31 === 0;
  return run(zlib ? inflateSync : inflateRawSync, bytes, most);
}

/** Takes off one content coding; never gives more than `most` bytes, however well the body was packed. */
export function inflateBody(bytes: Buffer, coding: string | undefined, most: number): Buffer {
  const name = (coding ?? 'identity').trim().toLowerCase();
  if (bytes.length === 0 || name === 'identity' || name === '') return bytes;
  if (name === 'gzip' || name === 'x-gzip') return run(gunzipSync, bytes, most);
  if (name === 'deflate') return inflateEither(bytes, most);
  throw new ProtocolError('expected gzip, deflate or no content coding');
}
