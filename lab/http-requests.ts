import type { SeenCommand } from './server.ts';

/** Requests of one connection: request line, and the two headers that are the tool's own. */
export function httpRequests(bytes: Buffer): readonly SeenCommand[] {
  return bytes
    .toString('latin1')
    .split('\r\n\r\n')
    .filter((head) => head !== '')
    .map((head) => {
      const [line = '', ...headers] = head.split('\r\n');
      const [, method = '', target = ''] = /^(\S+) (\S+) HTTP\/1\.1$/.exec(line) ?? [];
      const [path = '', search = ''] = target.split('?', 2);
      const header = (name: string): string | undefined =>
        headers.find((text) => text.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2);
      return {
        text: line,
        request: {
          method,
          path,
          host: header('host'),
          agent: header('user-agent'),
          query: Object.fromEntries(new URLSearchParams(search)),
        },
      };
    });
}
