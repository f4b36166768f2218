import { failure, success } from '../model/outcome.ts';
import type { Outcome } from '../model/outcome.ts';
import { LimitError, REPLY_LIMITS } from './codec.ts';
import type { HttpReply } from './http-reader.ts';
import { parseJson } from './http-json.ts';
import type { Json } from './http-json.ts';
import { percentEncode } from './http.ts';
import type { Peer, Row } from './service.ts';
import { text } from './template.ts';
import type { Hole, HoleValues, Template } from './template.ts';

/** Sent where the peer gives no `agent`. */
const DEFAULT_AGENT = 'sidelight/0.1';

/** Filled by the peer with the address and port it is connected to. */
const hostHole: Hole = text('host', 'address:port of the connection', (value) => value.length <= 262);

/** Filled by the peer with `sidelight/0.1 (+URL)` where the scope names an identity. */
export const agentHole: Hole = {
  hole: 'agent',
  allows: 'who looks: sidelight/VERSION (+URL)',
  test: (value) =>
    value === undefined ||
    (typeof value === 'string' && /^[\x21-\x7e](?:[\x20-\x7e]{0,254}[\x21-\x7e])?$/.test(value)),
  render: (value: string | undefined) => value ?? DEFAULT_AGENT,
};

/** The request template of one row: `get('/_cat/indices', { format: 'json' })`. */
export function get(path: Template, query: Readonly<Record<string, Template>> = {}): Template {
  return { method: 'GET', host: hostHole, agent: agentHole, path, query };
}

/** One segment of a path: percent-encoded whole, so that no name can leave its place. */
export function segment(name: string, allows: string, test: (value: string) => boolean): Hole {
  const safe = (value: string): boolean =>
    value !== '' &&
    value !== '.' &&
    value !== '..' &&
    value.length <= 512 &&
    isWellFormed(value) &&
    test(value);
  return text(name, allows, safe, percentEncode);
}

/** True where every surrogate has its partner: other text cannot be written as UTF-8. */
export function isWellFormed(value: string): boolean {
  return Buffer.from(value, 'utf8').toString('utf8') === value;
}

/** Peers whose connection the server keeps for another request. */
const kept = new WeakSet<object>();

/**
 * Asks, hangs up where the server wants no further request on this connection, and asks a second time where a kept
 * connection had died in the meantime (all requests here are safe to repeat).
 */
export async function askHttp<Name extends string>(
  peer: Peer<Name, HttpReply>,
  name: Name,
  holes?: HoleValues,
): Promise<Outcome<HttpReply>> {
  let outcome = await peer.ask(name, holes);
  if (!outcome.ok && (outcome.why === 'closed' || outcome.why === 'reset') && kept.delete(peer)) {
    peer.hangUp();
    outcome = await peer.ask(name, holes);
  }
  if (outcome.ok && outcome.value.keepAlive) kept.add(peer);
  else kept.delete(peer);
  if (outcome.ok && !outcome.value.keepAlive) peer.hangUp();
  return outcome;
}

/** The body as JSON, within the limits of the row that asked for it. */
export function jsonBody(reply: HttpReply, limits: Row['limits'] = {}): Outcome<Json> {
  try {
    return success(parseJson(reply.body, { ...REPLY_LIMITS, ...limits }));
  } catch (error) {
    if (error instanceof LimitError) return failure('over-budget', error.message);
    return failure('protocol', 'expected JSON in the body of the answer');
  }
}
