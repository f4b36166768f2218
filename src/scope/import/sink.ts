import type { IpRange } from '../../kit/ip.ts';
import { parseIp } from '../../kit/ip.ts';
import { quoted } from '../words.ts';

/** One target of somebody else's list. Only plain lists hold ranges and names. */
export type ImportedTarget =
  | { readonly kind: 'address'; readonly address: string; readonly port?: number; readonly line: number }
  | { readonly kind: 'range'; readonly range: IpRange; readonly port?: number; readonly line: number }
  | { readonly kind: 'name'; readonly host: string; readonly port?: number; readonly line: number };

/** Where a reader of one format puts what it finds. */
export interface Sink {
  target(target: ImportedTarget): void;
  /** Something that was not understood. */
  bad(line: number, message: string): void;
  /** Something that was understood and is no target: a closed port, UDP, a host that is down. */
  skip(): void;
}

/** A reader of one format, fed with text cut anywhere. */
export interface Feed {
  push(text: string): void;
  end(): void;
}

/** Puts an address with a port that another program wrote. IPv6 in another spelling is taken, since it has one meaning. */
export function putAddress(
  sink: Sink,
  line: number,
  addressText: string,
  port: number | string | undefined,
): void {
  const parsed = parseIp(addressText);
  const address = parsed.ok
    ? addressText
    : parsed.canonical?.includes(':') === true
      ? parsed.canonical
      : undefined;
  if (address === undefined) {
    sink.bad(line, `${quoted(addressText)} ${parsed.ok ? '' : parsed.problem}`);
    return;
  }
  if (port === undefined || port === '') {
    sink.target({ kind: 'address', address, line });
    return;
  }
  const value = typeof port === 'number' ? port : /^[0-9]{1,5}$/.test(port) ? Number(port) : Number.NaN;
  if (Number.isInteger(value) && value > 0 && value < 65_536)
    sink.target({ kind: 'address', address, port: value, line });
  else sink.bad(line, `${quoted(String(port))} is no port`);
}
