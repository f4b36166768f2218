import { readIfExists, writeFileAtomic } from '../kit/files.ts';
import type { Position } from './entry.ts';
import { verifySignature, type Signer } from './signing.ts';

/** The sealed end of a log: so many lines, so many bytes, this hash. Kept beside the log and signed. */
export interface Head {
  readonly count: number;
  readonly bytes: number;
  readonly hash: string;
  readonly at: string;
  readonly publicKey: string;
}

const FORMAT = 'sidelight-audit-head-1';

function signedText(head: Head): string {
  return [FORMAT, head.count, head.bytes, head.hash, head.at, head.publicKey].join('\n');
}

/** One spelling only: a head file that differs from it in any byte is not a head. */
function spell(head: Head, signature: string): string {
  const { count, bytes, hash, at, publicKey } = head;
  return `${JSON.stringify({ format: FORMAT, count, bytes, hash, at, publicKey, signature })}\n`;
}

export function writeHead(path: string, signer: Signer, position: Position, bytes: number, at: string): void {
  const head: Head = { count: position.count, bytes, hash: position.hash, at, publicKey: signer.publicKey };
  writeFileAtomic(path, spell(head, signer.sign(signedText(head))));
}

/** `missing`, `damaged` (unreadable, or the signature does not hold), or the head. */
export function readHead(path: string): Head | 'missing' | 'damaged' {
  const content = readIfExists(path);
  if (content === undefined) return 'missing';
  try {
    const value = JSON.parse(content.toString('utf8')) as Record<string, unknown>;
    const { count, bytes, hash, at, publicKey, signature } = value;
    if (!Number.isSafeInteger(count) || !Number.isSafeInteger(bytes)) return 'damaged';
    const head: Head = {
      count: Number(count),
      bytes: Number(bytes),
      hash: String(hash),
      at: String(at),
      publicKey: String(publicKey),
    };
    if (!content.equals(Buffer.from(spell(head, String(signature))))) return 'damaged';
    return verifySignature(head.publicKey, signedText(head), String(signature)) ? head : 'damaged';
  } catch {
    return 'damaged';
  }
}
