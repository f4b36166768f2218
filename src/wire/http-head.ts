import { LimitError, ProtocolError } from './codec.ts';

/** How the end of the body is found (RFC 9112 §6.3). */
type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' };

export interface Head {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly framing: Framing;
  readonly keepAlive: boolean;
  /** A 1xx answer: another head follows. */
  readonly interim: boolean;
}

const MAX_FIELDS = 200;
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9][0-9]{2})(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const FIELD = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/;
/** Fields of which a second one makes the answer ambiguous. */
const ONCE: readonly string[] = [
  'content-length',
  'transfer-encoding',
  'content-encoding',
  'location',
  'content-type',
];

function parseFields(lines: readonly string[]): Map<string, string> {
  if (lines.length > MAX_FIELDS) throw new LimitError(`more than ${MAX_FIELDS} header fields`);
  const headers = new Map<string, string>();
  for (const line of lines) {
    // A line that begins with a blank is obs-fold (RFC 9112 §5.2), which a client may refuse; two readers would differ.
    const match = FIELD.exec(line);
    if (!match) throw new ProtocolError('expected "name: value" in every header line');
    const name = (match[1] ?? '').toLowerCase();
    const value = (match[2] ?? '').replace(/[ \t]+$/, '');
    const earlier = headers.get(name);
    if (earlier !== undefined && ONCE.includes(name))
      throw new ProtocolError(`expected one ${name} field, got several`);
    headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return headers;
}

function framingOf(
  method: 'GET' | 'HEAD',
  status: number,
  minor: string,
  headers: Map<string, string>,
): Framing {
  const coding = headers.get('transfer-encoding');
  const length = headers.get('content-length');
  if (coding !== undefined && length !== undefined) {
    throw new ProtocolError('expected Content-Length or Transfer-Encoding, got both');
  }
  if (length !== undefined && !/^[0-9]{1,15}$/.test(length))
    throw new ProtocolError('expected digits in Content-Length');
  if (coding !== undefined && (coding.toLowerCase() !== 'chunked' || minor === '0')) {
    throw new ProtocolError('expected no transfer coding but chunked, in HTTP/1.1 only');
  }
  if (method === 'HEAD' || status === 204 || status === 304) return { kind: 'none' };
  if (coding !== undefined) return { kind: 'chunked' };
  return length === undefined ? { kind: 'until-close' } : { kind: 'length', bytes: Number(length) };
}

/** Parses a head that ends in an empty line. */
export function parseHead(bytes: Buffer, method: 'GET' | 'HEAD'): Head {
  const lines = bytes.toString('latin1').slice(0, -4).split('\r\n');
  const start = STATUS_LINE.exec(lines[0] ?? '');
  if (!start) throw new ProtocolError('expected a status line of HTTP/1.0 or HTTP/1.1');
  const minor = start[1] ?? '';
  const status = Number(start[2]);
  if (status === 101) throw new ProtocolError('the server changed the protocol, which was not asked for');
  const headers = parseFields(lines.slice(1));
  if (status < 200) return { status, headers, framing: { kind: 'none' }, keepAlive: true, interim: true };
  const framing = framingOf(method, status, minor, headers);
  const options = (headers.get('connection') ?? '')
    .toLowerCase()
    .split(',')
    .map((option) => option.trim());
  const keepAlive =
    minor === '1' ? !options.includes('close') : options.includes('keep-alive') && !options.includes('close');
  return { status, headers, framing, keepAlive: keepAlive && framing.kind !== 'until-close', interim: false };
}
