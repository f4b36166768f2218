import type { Peer } from '../../wire/service.ts';
import type { MemcachedReply } from './codec.ts';
import type { MemcachedCommand } from './commands.ts';

export type MemcachedPeer = Peer<MemcachedCommand, MemcachedReply>;

/** `STAT name value` lines. Values are hostile text. */
export function statsOf(reply: MemcachedReply | undefined): ReadonlyMap<string, string> | undefined {
  if (reply?.kind !== 'lines') return undefined;
  const stats = new Map<string, string>();
  for (const line of reply.lines) {
    const [, name, value] = /^STAT (\S+) (.*)$/s.exec(line) ?? [];
    if (name !== undefined && value !== undefined) stats.set(name, value);
  }
  return stats;
}

/** A whole number of 0 or more. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** `CLIENT_ERROR unauthenticated` of `-Y`. */
export function wantsCredentials(reply: MemcachedReply): boolean {
  return reply.kind === 'line' && /^CLIENT_ERROR\s+unauthenticated/i.test(reply.text);
}
