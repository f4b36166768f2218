import { serverVersion } from '../../kit/server-version.ts';
import { contentId } from '../../model/ids.ts';
import type { Identity } from '../../model/identity.ts';
import { failure, success } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Posture, Reason } from '../../model/posture.ts';
import type { HttpReply } from '../../wire/http.ts';
import { countOf, entriesOf, listOf, member, numberOf, textOf } from '../../wire/http-json.ts';
import type { Json } from '../../wire/http-json.ts';
import { askHttp, jsonBody } from '../../wire/http-service.ts';
import type { Peer } from '../../wire/service.ts';
import { table } from './table.ts';
import type { ElasticsearchRow } from './table.ts';

export type ElasticsearchPeer = Peer<ElasticsearchRow, HttpReply>;

interface Verdict {
  readonly posture: Posture;
  readonly reasons: readonly Reason[];
}

/** Status and JSON of one answer; JSON is absent where the body is none. */
export interface Asked {
  readonly status: number;
  readonly json?: Json;
  readonly reply: HttpReply;
}

export async function askJson(
  peer: ElasticsearchPeer,
  name: ElasticsearchRow,
  holes: Readonly<Record<string, unknown>> = {},
): Promise<Outcome<Asked>> {
  const asked = await askHttp(peer, name, holes);
  if (!asked.ok) return asked;
  const reply = asked.value;
  const row = table[name];
  const body = jsonBody(reply, 'limits' in row ? row.limits : {});
  if (!body.ok && body.why === 'over-budget') return body;
  return success({ status: reply.status, reply, ...(body.ok ? { json: body.value } : {}) });
}

interface Root {
  readonly product: string;
  readonly version?: string;
  readonly serverId?: string;
}

/** Reads `GET /`. Other HTTP services that answer JSON lack the version object with a number and the tagline. */
function readRoot(json: Json | undefined): Root | undefined {
  const number = textOf(member(json, 'version', 'number'));
  const tagline = textOf(member(json, 'tagline')) ?? '';
  const distribution = textOf(member(json, 'version', 'distribution'));
  const openSearch = distribution === 'opensearch' || /opensearch/i.test(tagline);
  const known = openSearch || tagline === 'You Know, for Search';
  const lucene = textOf(member(json, 'version', 'lucene_version')) !== undefined;
  if (number === undefined || !(known || lucene)) return undefined;
  const uuid = textOf(member(json, 'cluster_uuid'));
  const version = serverVersion(number);
  return {
    product: openSearch ? 'opensearch' : known ? 'elasticsearch' : 'elasticsearch-compatible',
    ...(version === undefined ? {} : { version }),
    ...(uuid === undefined || uuid === '' || uuid === '_na_'
      ? {}
      : { serverId: contentId('elasticsearch', uuid) }),
  };
}

/** Does an answer that refuses carry the hand of this engine? Returns the product, or undefined for any other HTTP server. */
function signOf({ json, reply, status }: Asked): string | undefined {
  const realm = (reply.headers.get('www-authenticate') ?? '').toLowerCase();
  const body = reply.body.subarray(0, 200).toString('latin1');
  if (/opensearch/.test(realm) || /^OpenSearch Security/i.test(body)) return 'opensearch';
  if (/search guard/.test(realm) || /^Search Guard/i.test(body)) return 'elasticsearch';
  if (reply.headers.get('x-elastic-product') === 'Elasticsearch') return 'elasticsearch';
  const type = textOf(member(json, 'error', 'type'));
  const shaped = type !== undefined && numberOf(member(json, 'status')) === status;
  const old = /^(?:AuthenticationException|AuthorizationException|ClusterBlockException|MasterNotDiscovered)/;
  if (shaped || old.test(textOf(member(json, 'error')) ?? '')) return 'elasticsearch';
  return undefined;
}

function because(command: string, showed: string): Reason {
  return { command, showed };
}

function refusedRoot(asked: Asked): Verdict | undefined {
  const { status } = asked;
  if (status === 401)
    return { posture: 'auth-required', reasons: [because('root', 'asks for credentials (401)')] };
  if (status === 403) {
    const security = textOf(member(asked.json, 'error', 'type')) === 'security_exception';
    return security
      ? {
          posture: 'auth-required',
          reasons: [because('root', 'the anonymous role may not even see the version (403)')],
        }
      : {
          posture: 'blocked',
          reasons: [because('root', 'refuses this visitor (403) without asking for credentials')],
        };
  }
  if (status === 503) {
    return {
      posture: 'inconclusive',
      reasons: [because('root', 'is not ready (503: not initialised, or no master)')],
    };
  }
  return undefined;
}

/** 7.7 and later hide the indices behind data streams; before 5.0 unknown parameters are ignored, from 5.0 on refused. */
function listsHidden(product: string, version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return product === 'opensearch' || major > 7 || (major === 7 && minor >= 7);
}

function refuses(status: number): boolean {
  return status === 401 || status === 403;
}

/** Rows of `_cat/indices`, or undefined where the answer is no such list. */
export function catRows(json: Json | undefined): readonly Json[] | undefined {
  if (!Array.isArray(json)) return undefined;
  return listOf(json).every((row) => textOf(member(row, 'index')) !== undefined) ? listOf(json) : undefined;
}

/** Where nothing is listed: does anything exist that this visitor does not see? */
async function judgeEmpty(peer: ElasticsearchPeer, reasons: Reason[]): Promise<Verdict> {
  const health = await askJson(peer, 'health');
  const shards =
    health.ok && health.value.status === 200
      ? countOf(member(health.value.json, 'active_shards'))
      : undefined;
  if (shards === undefined) {
    reasons.push(because('health', 'does not say whether there are indices that are not shown'));
    return { posture: 'inconclusive', reasons };
  }
  if (shards > 0) {
    reasons.push(because('health', `${shards} shards exist, none of which this visitor may see`));
    return { posture: 'restricted', reasons };
  }
  reasons.push(because('health', 'no shard exists: the cluster is empty, and readable by anyone'));
  return { posture: 'open', reasons };
}

/** The list of indices is refused: what else may this visitor do? */
async function judgeWithoutList(peer: ElasticsearchPeer, count: Asked, reasons: Reason[]): Promise<Verdict> {
  const documents = count.status === 200 ? countOf(member(count.json, 'count')) : undefined;
  if (documents === undefined) return { posture: 'restricted', reasons };
  const mapping = await askJson(peer, 'mappingOfAll');
  if (mapping.ok && mapping.value.status === 200) {
    reasons.push(
      because('mappingOfAll', `fields of ${entriesOf(mapping.value.json).length} indices are readable`),
    );
  }
  return { posture: 'restricted', reasons };
}

async function judge(peer: ElasticsearchPeer, root: Root): Promise<Outcome<Verdict>> {
  const reasons: Reason[] = [];
  const hidden = listsHidden(root.product, root.version);
  let listed = await askJson(peer, hidden ? 'allIndices' : 'indices');
  if (hidden && listed.ok && listed.value.status === 400) listed = await askJson(peer, 'indices');
  if (!listed.ok && listed.why !== 'over-budget') return listed;
  const count = await askJson(peer, 'count');
  if (!count.ok)
    return success({ posture: 'inconclusive', reasons: [because('count', `no answer (${count.why})`)] });
  const documents = count.value.status === 200 ? countOf(member(count.value.json, 'count')) : undefined;
  const countShowed =
    documents !== undefined
      ? `${documents} documents are readable`
      : `does not count documents (${count.value.status})`;

  if (!listed.ok) {
    // The list itself is past the ceiling, which no refused list is: the count decides.
    reasons.push(
      because('indices', 'the list of indices is longer than may be read'),
      because('count', countShowed),
    );
    return success({ posture: documents !== undefined && documents > 0 ? 'open' : 'inconclusive', reasons });
  }
  const rows = listed.value.status === 200 ? catRows(listed.value.json) : undefined;
  if (refuses(listed.value.status)) {
    reasons.push(
      because('indices', `the list of indices is refused (${listed.value.status})`),
      because('count', countShowed),
    );
    if (documents === undefined && listed.value.status === 401)
      return success({ posture: 'auth-required', reasons });
    return success(await judgeWithoutList(peer, count.value, reasons));
  }
  if (rows === undefined) {
    reasons.push(
      because('indices', `gives no list of indices (${listed.value.status})`),
      because('count', countShowed),
    );
    return success({ posture: 'inconclusive', reasons });
  }
  reasons.push(because('indices', `lists ${rows.length} indices`), because('count', countShowed));
  if (documents === undefined) {
    return success({
      posture: refuses(count.value.status) && rows.length > 0 ? 'restricted' : 'inconclusive',
      reasons,
    });
  }
  if (rows.length > 0) return success({ posture: 'open', reasons });
  if (documents > 0) return success({ posture: 'inconclusive', reasons });
  return success(await judgeEmpty(peer, reasons));
}

/** Words of the 7.13+ Warning header, which the engine sends with every answer while its security is off. */
export function saysSecurityOff(reply: HttpReply): boolean {
  return /security features are not enabled/i.test(reply.headers.get('warning') ?? '');
}

export async function identify(peer: ElasticsearchPeer): Promise<Outcome<Identity>> {
  const asked = await askJson(peer, 'root');
  if (!asked.ok) return asked;
  if (asked.value.reply.headers.has('kbn-name') || asked.value.reply.headers.has('kbn-version')) {
    return failure('protocol', 'expected Elasticsearch, got Kibana');
  }
  const root = asked.value.status === 200 ? readRoot(asked.value.json) : undefined;
  if (!root) {
    const product = signOf(asked.value);
    const verdict = product === undefined ? undefined : refusedRoot(asked.value);
    if (product === undefined || !verdict)
      return failure('protocol', 'expected Elasticsearch, got another HTTP server');
    return success({ service: 'elasticsearch', product, ...verdict });
  }
  const verdict = await judge(peer, root);
  if (!verdict.ok) return verdict;
  const { posture, reasons } = verdict.value;
  const off = saysSecurityOff(asked.value.reply);
  return success({
    service: 'elasticsearch',
    ...root,
    posture,
    reasons: off
      ? [because('root', 'warns that its security features are not enabled'), ...reasons]
      : reasons,
    ...(peer.certificate ? { tls: { certificate: peer.certificate } } : {}),
  });
}
