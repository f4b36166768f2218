import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { SidelightError } from '../kit/errors.ts';
import { secretFile } from '../kit/files.ts';

/** Ed25519 (RFC 8032). The public key travels as its 32 raw bytes in hex, the signature as 64 bytes in hex. */
export interface Signer {
  readonly publicKey: string;
  sign(text: string): string;
}

/** DER of an Ed25519 SubjectPublicKeyInfo up to the key itself (RFC 8410). */
const SPKI_PREFIX = '302a300506032b6570032100';

function rawPublic(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
}

/** The signing key in this file, made on first use with mode 0600. */
export function openSigner(path: string): Signer {
  const pem = secretFile(path, () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new SidelightError(
      'CONFIG',
      `the signing key is not a private key in PEM (${path})`,
      'Restore it from a backup, or move it away to have a new one made.',
    );
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new SidelightError(
      'CONFIG',
      `the signing key is ${key.asymmetricKeyType ?? 'unknown'}; expected ed25519 (${path})`,
    );
  }
  return {
    publicKey: rawPublic(key),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('hex'),
  };
}

/** False also where key or signature is not well-formed: upper-case hex has a second spelling and is refused. */
export function verifySignature(publicKey: string, text: string, signature: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(publicKey) || !/^[0-9a-f]{128}$/.test(signature)) return false;
  try {
    const key = createPublicKey({
      key: Buffer.from(SPKI_PREFIX + publicKey, 'hex'),
      format: 'der',
      type: 'spki',
    });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}

/** Short name of a public key for people: 16 hex digits of its SHA-256. */
export function fingerprint(publicKey: string): string {
  return hash('sha256', publicKey, 'hex').slice(0, 16);
}
