import { serverVersion } from '../../kit/server-version.ts';
import { contentId } from '../../model/ids.ts';
import type { Identity } from '../../model/identity.ts';
import type { Posture, Reason } from '../../model/posture.ts';
import { type Outcome, success } from '../../model/outcome.ts';
import { type Answer, type MongoPeer, type Session, contact, firstBatch, put, said } from './answer.ts';
import { asArray, asCount, asDocument, asNumber, asText, field } from './bson-read.ts';
import { isDatabaseName } from './commands.ts';

/** Databases of the engine itself. Markers left there count all the same. */
export const INTERNAL_DATABASES: ReadonlySet<string> = new Set(['admin', 'config', 'local']);
const REFERRALS_MOST = 64;

interface Verdict {
  readonly posture: Posture;
  readonly reasons: readonly Reason[];
}

/** Host names of other members, `host:port`, and nothing that is no such name. */
function membersOf(hello: Buffer): readonly string[] {
  const names = ['hosts', 'passives', 'arbiters'].flatMap((key) => asArray(field(hello, key)) ?? []);
  const hosts = names.flatMap((item) => asText(item) ?? []);
  const clean = hosts.filter((host) => /^[0-9A-Za-z._:[\]-]{1,255}$/.test(host));
  return [...new Set(clean)].sort().slice(0, REFERRALS_MOST);
}

/** A replica set keeps its name and members when it moves. A name alone (`rs0`) says nothing, so members must be more than this host. */
function serverId(hello: Buffer): string | undefined {
  const setName = asText(field(hello, 'setName'));
  const members = membersOf(hello);
  const telling = members.some((host) => !/^(?:localhost|127\.|\[::1\])/i.test(host));
  return setName !== undefined && telling ? contentId('mongodb', setName, ...members) : undefined;
}

/** A guess from what each product says of itself; `mongodb` where nothing tells it apart. */
function productOf(hello: Buffer, build: Buffer | undefined): string {
  const git = asText(field(build, 'gitVersion')) ?? '';
  const hosts = [...membersOf(hello), asText(field(hello, 'me')) ?? ''].join(' ').toLowerCase();
  if (field(build, 'ferretdb') || field(build, 'ferretdbVersion') || field(build, 'ferretdbFeatures'))
    return 'ferretdb';
  if (field(build, 'psmdbVersion')) return 'percona-server-mongodb';
  if (/\.docdb(?:-elastic)?\.amazonaws\.com/.test(hosts)) return 'documentdb';
  if (/\.(?:mongo\.cosmos\.azure|mongocluster\.cosmos\.azure)\.com/.test(hosts)) return 'cosmosdb';
  if (git === 'congodb') return 'congodb';
  return 'mongodb';
}

interface Listed {
  readonly name: string;
  readonly bytes: number;
}

/** Databases by name and size, names that can be asked about only. */
export function listedDatabases(document: Buffer): {
  readonly count: number;
  readonly named: readonly Listed[];
} {
  const items = asArray(field(document, 'databases')) ?? [];
  const named = items.flatMap((item) => {
    const name = asText(field(asDocument(item), 'name'));
    const bytes = asCount(field(asDocument(item), 'sizeOnDisk')) ?? 0;
    return name !== undefined && isDatabaseName(name) ? [{ name, bytes }] : [];
  });
  return { count: items.length, named };
}

function refused(command: string, answer: Answer): Reason {
  return { command, showed: `refused (${said(answer)})` };
}

/** The verdict where `listDatabases` was refused. */
function whenRefused(answer: Answer): Verdict {
  const reasons = [refused('listDatabases', answer)];
  if (answer.kind === 'unauthorized') return { posture: 'auth-required', reasons };
  if (answer.kind === 'tls') return { posture: 'tls-required', reasons };
  if (answer.kind === 'api-version') return { posture: 'restricted', reasons };
  return { posture: 'inconclusive', reasons };
}

/** The second read: names inside one database that was listed, preferably a small one of the owner's. */
async function readCollections(
  peer: MongoPeer,
  session: Session,
  database: string,
): Promise<Outcome<Answer>> {
  const outcome = await put(peer, session, 'collectionNames', { db: database });
  if (!outcome.ok || outcome.value.kind !== 'ok' || firstBatch(outcome.value.document)) return outcome;
  return success({ kind: 'other', code: undefined });
}

/** The second read where no database helps. Positive only with the number of lines that the server holds. */
async function readLog(peer: MongoPeer, session: Session): Promise<Outcome<Answer>> {
  const outcome = await put(peer, session, 'startupWarnings');
  if (!outcome.ok || outcome.value.kind !== 'ok') return outcome;
  const lines = asNumber(field(outcome.value.document, 'totalLinesWritten'));
  return lines === undefined ? success({ kind: 'other', code: undefined }) : outcome;
}

/**
 * Two different reads for `open`. `listDatabases` that answers with an empty list proves nothing: a server with
 * authorization on filters the list by what nobody may see, and lets anyone in from localhost while it has no user.
 */
async function judge(peer: MongoPeer, session: Session): Promise<Outcome<Verdict>> {
  const first = await put(peer, session, 'listDatabases');
  if (!first.ok) return first;
  if (first.value.kind !== 'ok') return success(whenRefused(first.value));
  const { count, named } = listedDatabases(first.value.document);
  const seen: Reason = {
    command: 'listDatabases',
    showed: count === 0 ? 'answered with an empty list' : `listed ${count} databases`,
  };
  const own = named.filter((item) => !INTERNAL_DATABASES.has(item.name)).sort((a, b) => a.bytes - b.bytes)[0];
  const reasons: Reason[] = [seen];
  let denied = false;
  if (own) {
    const names = await readCollections(peer, session, own.name);
    if (names.ok && names.value.kind === 'ok') {
      reasons.push({ command: 'listCollections', showed: 'listed the collections of one database' });
      return success({ posture: 'open', reasons });
    }
    reasons.push(
      names.ok
        ? refused('listCollections', names.value)
        : { command: 'listCollections', showed: `no answer (${names.why})` },
    );
    denied = names.ok && names.value.kind === 'unauthorized';
  }
  const log = await readLog(peer, session);
  if (log.ok && log.value.kind === 'ok') {
    reasons.push({
      command: 'getLog',
      showed: 'told how many log lines there are, which needs a role where authorization is on',
    });
    return success({ posture: denied ? 'restricted' : 'open', reasons });
  }
  reasons.push(
    log.ok ? refused('getLog', log.value) : { command: 'getLog', showed: `no answer (${log.why})` },
  );
  denied ||= log.ok && log.value.kind === 'unauthorized';
  if (!denied) return success({ posture: 'inconclusive', reasons });
  return success({ posture: count === 0 ? 'auth-required' : 'restricted', reasons });
}

function introduced(session: Session): Reason {
  const wire = asNumber(field(session.hello, 'maxWireVersion')) ?? 0;
  const how = session.via === 'isMasterOld' ? 'over OP_QUERY, as servers before 3.6 do' : 'over OP_MSG';
  const name = session.via.startsWith('hello') ? 'hello' : 'isMaster';
  const router =
    asText(field(session.hello, 'msg')) === 'isdbgrid' ? ', as the router of a sharded cluster' : '';
  return { command: name, showed: `answered ${how}, wire version ${wire}${router}` };
}

/** FerretDB tells the MongoDB that it stands in for as `version`, and its own elsewhere: `v1.24.0`. */
function versionOf(build: Buffer | undefined): string | undefined {
  const own =
    asText(field(build, 'ferretdbVersion')) ?? asText(field(asDocument(field(build, 'ferretdb')), 'version'));
  return serverVersion(own ?? asText(field(build, 'version')));
}

function identity(session: Session, build: Buffer | undefined, verdict: Verdict): Identity {
  const version = versionOf(build);
  const id = serverId(session.hello);
  const me = asText(field(session.hello, 'me'));
  const others = membersOf(session.hello).filter((host) => host !== me);
  return {
    service: 'mongodb',
    product: productOf(session.hello, build),
    ...(version === undefined ? {} : { version }),
    posture: verdict.posture,
    reasons: [introduced(session), ...verdict.reasons],
    ...(id === undefined ? {} : { serverId: id }),
    ...(others.length === 0 ? {} : { referrals: others }),
  };
}

const NO_SESSION: Readonly<Record<string, Posture>> = {
  unauthorized: 'auth-required',
  tls: 'tls-required',
  'api-version': 'restricted',
};

export async function identify(peer: MongoPeer): Promise<Outcome<Identity>> {
  const met = await contact(peer);
  if (!met.ok) {
    if (met.why !== 'rejected') return met;
    const posture = NO_SESSION[met.detail] ?? 'inconclusive';
    const reasons = [{ command: 'hello', showed: `refused (${met.detail})` }];
    return success({ service: 'mongodb', product: 'mongodb', posture, reasons });
  }
  const session = met.value;
  const built = await put(peer, session, 'buildInfo');
  const build = built.ok && built.value.kind === 'ok' ? built.value.document : undefined;
  if (field(session.hello, 'arbiterOnly') && asNumber(field(session.hello, 'arbiterOnly')) === 1) {
    const reasons = [{ command: 'hello', showed: 'is an arbiter, which holds no data' }];
    return success(identity(session, build, { posture: 'restricted', reasons }));
  }
  const verdict = await judge(peer, session);
  if (!verdict.ok) {
    const reasons = [{ command: 'listDatabases', showed: `no answer (${verdict.why})` }];
    return success(identity(session, build, { posture: 'inconclusive', reasons }));
  }
  return success(identity(session, build, verdict.value));
}
