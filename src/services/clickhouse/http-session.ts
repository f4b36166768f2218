import type { HttpReply } from '../../wire/http.ts';
import { listOf, member } from '../../wire/http-json.ts';
import type { Json } from '../../wire/http-json.ts';
import { askHttp, get, jsonBody } from '../../wire/http-service.ts';
import type { Peer, Row } from '../../wire/service.ts';
import { CODES } from './query.ts';
import type { Answer, Cell, Session } from './query.ts';
import { rowsOf, statements } from './statements.ts';
import type { StatementName } from './statements.ts';

/** GET alone makes the server refuse writes (ClickHouse documentation, "HTTP Interface"); `default_format` is no setting. */
export const httpTable: Readonly<Record<StatementName, Row>> = rowsOf((sql) =>
  get('/', { query: sql, default_format: 'JSONCompact' }),
);

export type HttpPeer = Peer<StatementName, HttpReply>;

const CAPPED = ' SETTINGS max_execution_time = 5';

function cellOf(value: Json): Cell {
  return typeof value === 'string' || typeof value === 'number' || value === null
    ? value
    : JSON.stringify(value);
}

/** The engine's error number, from its header (20.x and later) or the text of the body. */
function errorCode(reply: HttpReply): number | undefined {
  const header = /^[0-9]{1,5}$/.exec(reply.headers.get('x-clickhouse-exception-code') ?? '')?.[0];
  if (header !== undefined) return Number(header);
  // An error after the first rows stands at the end of an answer with status 200.
  const text = `${reply.body.subarray(0, 300).toString('latin1')}\n${reply.body.subarray(-2_000).toString('latin1')}`;
  const match = /(?:^|\n|__exception__[^\n]*\n)Code: ([0-9]{1,5})[.,][^\n]*DB::\w*Exception/.exec(text);
  return match ? Number(match[1]) : undefined;
}

function read(reply: HttpReply, name: StatementName): Answer {
  const row = statements[name];
  const limits = 'limits' in row ? row.limits : {};
  if (reply.status === 200) {
    const body = jsonBody(reply, limits);
    if (!body.ok && body.why === 'over-budget') return { kind: 'failed', why: body.why, detail: body.detail };
    const columns = body.ok ? listOf(member(body.value, 'meta')).length : 0;
    if (body.ok && columns > 0 && Array.isArray(member(body.value, 'data'))) {
      return {
        kind: 'rows',
        rows: listOf(member(body.value, 'data')).map((cells) => listOf(cells).map(cellOf)),
      };
    }
  }
  const code = errorCode(reply);
  if (code !== undefined) return { kind: 'error', code };
  return { kind: 'failed', why: 'protocol', detail: 'expected a ClickHouse result, got another HTTP answer' };
}

/** Profiles with `readonly = 1` refuse any setting: after the first such refusal, none is sent to this peer. */
const uncapped = new WeakSet<HttpPeer>();

export function httpSession(peer: HttpPeer): Session {
  const ask = async (
    name: StatementName,
    holes: Readonly<Record<string, unknown>>,
    caps: string,
  ): Promise<Answer> => {
    const asked = await askHttp(peer, name, { ...holes, caps });
    return asked.ok ? read(asked.value, name) : { kind: 'failed', why: asked.why, detail: asked.detail };
  };
  return {
    through: 'http',
    async ask(name, holes = {}) {
      const answer = await ask(name, holes, uncapped.has(peer) ? '' : CAPPED);
      if (answer.kind !== 'error' || answer.code !== CODES.READONLY || uncapped.has(peer)) return answer;
      uncapped.add(peer);
      return ask(name, holes, '');
    },
    takeRecords: (count) => peer.takeRecords(count),
    pause: (milliseconds) => peer.pause(milliseconds),
    exhausted: () => peer.left().bytes <= 0 || peer.left().milliseconds <= 0,
  };
}
