import { success } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { HttpReply } from '../../wire/http.ts';
import { countOf, listOf, member, numberOf, textOf } from '../../wire/http-json.ts';
import type { Json } from '../../wire/http-json.ts';
import { askHttp, jsonBody } from '../../wire/http-service.ts';
import type { Peer } from '../../wire/service.ts';
import { MAX_LISTED, table } from './table.ts';
import type { CouchRow } from './table.ts';

export type CouchPeer = Peer<CouchRow, HttpReply>;

export interface Asked {
  readonly status: number;
  readonly json?: Json;
  readonly reply: HttpReply;
}

export async function askJson(
  peer: CouchPeer,
  name: CouchRow,
  holes: Readonly<Record<string, unknown>> = {},
): Promise<Outcome<Asked>> {
  const asked = await askHttp(peer, name, holes);
  if (!asked.ok) return asked;
  const row = table[name];
  const body = jsonBody(asked.value, 'limits' in row ? row.limits : {});
  if (!body.ok && body.why === 'over-budget') return body;
  return success({
    status: asked.value.status,
    reply: asked.value,
    ...(body.ok ? { json: body.value } : {}),
  });
}

/** Names of databases from `_all_dbs`, or undefined where the answer is no list of names. */
export function namesOf(
  asked: Asked,
): { readonly names: readonly string[]; readonly cut: boolean } | undefined {
  if (asked.status !== 200 || !Array.isArray(asked.json)) return undefined;
  const names = listOf(asked.json).map(textOf);
  if (!names.every((name) => name !== undefined)) return undefined;
  // CouchDB 1.x ignores `limit`, so the list may be longer.
  return { names: names.slice(0, MAX_LISTED), cut: names.length > MAX_LISTED };
}

export interface DatabaseInfo {
  readonly documents: number;
  readonly bytes?: number;
  /** Changes ever made, where `update_seq` tells: a lower bound of how much was written. */
  readonly changes?: number;
}

/** `GET /{db}`: sizes moved from `disk_size` (1.x) over `other` (2.x) to `sizes` (2.x and 3.x). */
export function infoOf(asked: Asked): DatabaseInfo | undefined {
  const documents = asked.status === 200 ? countOf(member(asked.json, 'doc_count')) : undefined;
  if (documents === undefined) return undefined;
  const bytes =
    countOf(member(asked.json, 'sizes', 'active')) ??
    countOf(member(asked.json, 'data_size')) ??
    countOf(member(asked.json, 'disk_size'));
  const seq = member(asked.json, 'update_seq');
  const changes = typeof seq === 'string' ? numberOf(/^[0-9]+/.exec(seq)?.[0]) : countOf(seq);
  return {
    documents,
    ...(bytes === undefined ? {} : { bytes }),
    ...(changes === undefined ? {} : { changes }),
  };
}

/** True where the session of a visitor without a name has the rights of an administrator ("admin party"). */
export function isAdminParty(asked: Asked): boolean {
  return asked.status === 200 && listOf(member(asked.json, 'userCtx', 'roles')).includes('_admin');
}
