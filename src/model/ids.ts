import { createHash } from 'node:crypto';

/** A content hash as an id: 16 hex digits of SHA-256 over the parts, each with its length so that no two lists collide. */
export function contentId(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex').slice(0, 16);
}

export function caseId(endpoint: string, service: string): string {
  return contentId('case', endpoint, service);
}
