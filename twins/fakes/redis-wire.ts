/** An answer before it is written in RESP 2 or 3. */
export type Reply =
  | string
  | number
  | null
  | readonly Reply[]
  | { readonly status: string }
  | { readonly error: string }
  | { readonly pairs: readonly (readonly [string, Reply])[] };

/** Longest request. */
export const LONGEST = 1 << 20;
const MOST_ARGUMENTS = 1_024;

/** One answer in RESP 2 or 3: maps are flat arrays in the older one. */
export function written(reply: Reply, version: 2 | 3): string {
  if (reply === null) return version === 3 ? '_\r\n' : '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (typeof reply === 'string') return `$${Buffer.byteLength(reply)}\r\n${reply}\r\n`;
  if ('status' in reply) return `+${reply.status}\r\n`;
  if ('error' in reply) return `-${reply.error}\r\n`;
  if ('pairs' in reply) {
    const parts = reply.pairs.flatMap(([name, value]) => [written(name, version), written(value, version)]);
    return `${version === 3 ? `%${reply.pairs.length}` : `*${parts.length}`}\r\n${parts.join('')}`;
  }
  return `*${reply.length}\r\n${reply.map((one) => written(one, version)).join('')}`;
}

/** One request: an array of bulk strings, or a line of words. Throws where the bytes are neither. */
export function take(
  held: Buffer,
): { readonly message: readonly string[]; readonly used: number } | undefined {
  const line = (from: number): { text: string; next: number } | undefined => {
    const end = held.indexOf('\r\n', from, 'latin1');
    return end < 0 ? undefined : { text: held.toString('utf8', from, end), next: end + 2 };
  };
  const first = held.length > 0 ? line(0) : undefined;
  if (!first) return undefined;
  if (held[0] !== 0x2a)
    return { message: first.text.split(' ').filter((word) => word !== ''), used: first.next };
  const count = Number(first.text.slice(1));
  if (!(count >= 0 && count <= MOST_ARGUMENTS)) throw new RangeError('not a request');
  const words: string[] = [];
  let at = first.next;
  for (let part = 0; part < count; part += 1) {
    const head = line(at);
    if (!head) return undefined;
    const length = Number(head.text.slice(1));
    if (!head.text.startsWith('$') || !(length >= 0 && length <= LONGEST))
      throw new RangeError('not a request');
    if (held.length < head.next + length + 2) return undefined;
    words.push(held.toString('utf8', head.next, head.next + length));
    at = head.next + length + 2;
  }
  return { message: words, used: at };
}
