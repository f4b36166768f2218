export type Kind = 'refused' | 'silent' | 'open' | 'locked' | 'http';

/** Which kind stands at the index-th address: half refuse, the rest is mixed. */
export function kindOf(index: number): Kind {
  const slot = Math.imul(index + 1, 0x9e37_79b1) >>> 0;
  const part = slot % 100;
  if (part < 50) return 'refused';
  if (part < 52) return 'silent';
  if (part < 67) return 'open';
  return part < 90 ? 'locked' : 'http';
}

export function addressOf(index: number): string {
  return `127.60.${index >>> 8}.${index & 255}`;
}
