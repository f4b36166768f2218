import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { looksLikeFloats, magicOf, magicOfText } from './magics.ts';

/** First bytes as their standards give them: JFIF 1.02, PNG (ISO/IEC 15948), RIFF WAVE, ISO/IEC 19794-2 and -5. */
const FILES: readonly (readonly [string, Buffer])[] = [
  ['jpeg', Buffer.from('ffd8ffe000104a46494600010200006400640000', 'hex')],
  ['png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['wav', Buffer.from('RIFF\u0024\u0000\u0000\u0000WAVEfmt ', 'latin1')],
  ['fingerprint', Buffer.from('FMR\0 20\0\0\0\0\0', 'latin1')],
  ['face-template', Buffer.from('FAC\x00010\0\0\0\0\0', 'latin1')],
];
const padded = (head: Buffer): Buffer => Buffer.concat([head, Buffer.alloc(200, 0x41)]);
const text = (value: string): ReturnType<typeof magicOfText> => {
  const bytes = Buffer.from(value);
  return magicOfText(bytes, 0, bytes.length);
};
const floats = (size: number): Buffer =>
  Buffer.from(Float32Array.from({ length: size }, (_v, i) => Math.sin(i * 12.9898) / 8).buffer);

describe('first bytes', () => {
  it.each(FILES)('tell %s, plain and behind base64, data: URLs and hex of three kinds', (kind, head) => {
    const bytes = padded(head);
    expect(magicOf(bytes, 0, bytes.length)).toBe(kind);
    for (const written of [
      bytes.toString('base64'),
      bytes.toString('base64url'),
      `data:application/octet-stream;base64,${bytes.toString('base64')}`,
      bytes.toString('hex'),
      `\\x${bytes.toString('hex')}`,
      `0x${bytes.toString('hex').toUpperCase()}`,
    ])
      expect(text(written), written.slice(0, 40)).toBe(kind);
  });

  it('are not seen in hashes, random bytes, or hex of odd length', () => {
    for (let i = 0; i < 2_000; i++) {
      const digest = createHash('sha512').update(String(i));
      const bytes = digest.digest();
      expect(text(bytes.toString('hex'))).toBeUndefined();
      expect(text(bytes.toString('base64'))).toBeUndefined();
    }
    expect(text(`ff${padded(FILES[0]?.[1] as Buffer).toString('hex')}f`)).toBeUndefined();
  });
});

describe('vectors as bytes', () => {
  it('are seen as float32 behind base64 and hex, from 64 dimensions on', () => {
    for (const size of [64, 128, 512, 1024]) {
      const bytes = floats(size);
      expect(looksLikeFloats(bytes, 0, bytes.length, bytes.length)).toBe(true);
      expect(text(bytes.toString('base64'))).toBe('float-vector');
      expect(text(`\\x${bytes.toString('hex')}`)).toBe('float-vector');
    }
    const short = floats(16);
    expect(looksLikeFloats(short, 0, short.length, short.length)).toBe(false);
  });
});
