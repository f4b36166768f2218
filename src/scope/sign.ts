import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SidelightError } from '../kit/errors.ts';

/** `signature:` at the left margin, one line. Group 1 is the value. */
const SIGNATURE_LINE = /^signature:[ ]*([^\r\n]*?)[ ]*(?:\r?\n|$)/gm;

/** DER header of an Ed25519 public key in SubjectPublicKeyInfo (RFC 8410 section 4); the 32 bytes of the key follow. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The text that is signed: every byte of the file but the signature line. */
export function withoutSignature(text: string): string {
  return text.replace(SIGNATURE_LINE, '');
}

/** The value of the signature line, or undefined where there is none, or more than one. */
export function signatureOf(text: string): string | undefined {
  const found = [...text.matchAll(SIGNATURE_LINE)];
  return found.length === 1 ? found[0]?.[1] : undefined;
}

export type SignatureCheck =
  | { readonly ok: true; readonly publicKey: string; readonly fingerprint: string }
  | { readonly ok: false; readonly problem: string };

/** Checks `ed25519:<public key>:<signature>` (base64, canonical) over the text without its signature line. */
export function checkSignature(text: string): SignatureCheck {
  const value = signatureOf(text);
  if (value === undefined)
    return {
      ok: false,
      problem:
        'there is no signature line, or more than one: it must read signature: ed25519:... at the left margin',
    };
  const [kind, keyText, signatureText, ...more] = value.split(':');
  if (kind !== 'ed25519' || more.length > 0)
    return { ok: false, problem: 'the signature must read ed25519:<public key>:<signature>' };
  const key = strictBase64(keyText ?? '', 32);
  const signature = strictBase64(signatureText ?? '', 64);
  if (key === undefined || signature === undefined)
    return {
      ok: false,
      problem: 'the signature must hold a key of 32 and a signature of 64 bytes, both in base64',
    };
  let holds = false;
  try {
    const publicKey = createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, key]),
      format: 'der',
      type: 'spki',
    });
    holds = verify(null, Buffer.from(withoutSignature(text), 'utf8'), publicKey, signature);
  } catch {
    return { ok: false, problem: 'the public key in the signature is not usable' };
  }
  if (!holds)
    return {
      ok: false,
      problem: 'the file was changed after it was signed, or the signature is of another file',
    };
  return { ok: true, publicKey: keyText ?? '', fingerprint: fingerprintOf(key) };
}

/** Base64 decodes many texts to the same bytes; only the one that encoding gives is taken. */
function strictBase64(text: string, length: number): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length && bytes.toString('base64') === text ? bytes : undefined;
}

function rawPublicKey(key: KeyObject): Buffer {
  return (key.type === 'public' ? key : createPublicKey(key))
    .export({ format: 'der', type: 'spki' })
    .subarray(SPKI_PREFIX.length);
}

/** SHA-256 of the public key, 16 hex digits: what two people compare on the telephone. */
function fingerprintOf(rawKey: Uint8Array): string {
  return createHash('sha256').update(rawKey).digest('hex').slice(0, 16);
}

export function keyFingerprint(key: KeyObject): string {
  return fingerprintOf(rawPublicKey(key));
}

/** Of a public or private Ed25519 key in PEM; undefined for anything else. */
export function publicFingerprint(pem: string): string | undefined {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? keyFingerprint(key) : undefined;
  } catch {
    return undefined;
  }
}

/** The text with a signature line at its end, in place of any that it had. */
export function signText(text: string, privateKey: KeyObject): string {
  let body = withoutSignature(text);
  if (body !== '' && !body.endsWith('\n')) body += '\n';
  const signature = sign(null, Buffer.from(body, 'utf8'), privateKey).toString('base64');
  return `${body}signature: ed25519:${rawPublicKey(privateKey).toString('base64')}:${signature}\n`;
}

/** The private key in a PEM file; with `create`, a new one is made where there is none (mode 0600, folder 0700). */
export function signingKey(
  path: string,
  create: boolean,
): { readonly key: KeyObject; readonly made: boolean } {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    if (!create || (error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new SidelightError(
        'CONFIG',
        `The signing key ${path} cannot be read.`,
        'Name another with --key, or correct its permissions.',
      );
    const { privateKey } = generateKeyPairSync('ed25519');
    try {
      if (!existsSync(dirname(path))) mkdirSync(dirname(path), { mode: 0o700 });
      writeFileSync(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
    } catch {
      throw new SidelightError(
        'CONFIG',
        `The signing key ${path} cannot be written.`,
        'Name a place that is yours with --key.',
      );
    }
    return { key: privateKey, made: true };
  }
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return { key, made: false };
  } catch {
    // The message below serves for every kind of unusable key.
  }
  throw new SidelightError(
    'CONFIG',
    `${path} holds no Ed25519 private key in PEM.`,
    'Name a key made by `sidelight scope sign`, or leave --key out.',
  );
}
