import { serverVersion } from '../../kit/server-version.ts';
import type { Identity } from '../../model/identity.ts';
import { contentId } from '../../model/ids.ts';
import { type Outcome, success } from '../../model/outcome.ts';
import type { Posture, Reason } from '../../model/posture.ts';
import { CLIENT_SSL } from './codec.ts';
import type { MyError, MyGreeting } from './reply.ts';
import { begin, type Knock, knock, rememberWay, type Session, textAt, type Way } from './session.ts';
import type { MyPeer } from './table.ts';

/** Products that speak this protocol, by a word in the version or its comment. The first that fits counts. */
const PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/tidb/i, 'tidb'],
  [/proxysql/i, 'proxysql'],
  [/maxscale/i, 'maxscale'],
  [/dolt/i, 'dolt'],
  [/vitess/i, 'vitess'],
  [/manticore/i, 'manticore'],
  [/sphinx|-id(?:32|64)-/i, 'sphinx'],
  [/oceanbase/i, 'oceanbase'],
  [/starrocks/i, 'starrocks'],
  [/doris/i, 'doris'],
  [/singlestore|memsql/i, 'singlestore'],
  [/clickhouse/i, 'clickhouse'],
  [/aurora/i, 'aurora'],
  [/percona|-\d+\.\d+-log$|^\d+\.\d+\.\d+-\d+(?:\.\d+)?$/i, 'percona'],
  [/mariadb/i, 'mariadb'],
];

export function productOf(said: string): string {
  return PRODUCTS.find(([pattern]) => pattern.test(said))?.[1] ?? 'mysql';
}

/** MariaDB 10 puts `5.5.5-` before its version, because old replicas understand no major version of two digits. */
export function versionOf(greeting: string): string | undefined {
  return serverVersion(/mariadb/i.test(greeting) ? greeting.replace(/^5\.5\.5-/, '') : greeting);
}

/** ER_HOST_NOT_PRIVILEGED, ER_HOST_IS_BLOCKED. */
const BLOCKED = [1130, 1129];
/** ER_CON_COUNT_ERROR, ER_TOO_MANY_USER_CONNECTIONS, ER_USER_LIMIT_REACHED, ER_SERVER_SHUTDOWN, ER_SERVER_OFFLINE_MODE. */
const BUSY = [1040, 1203, 1226, 1053, 3032];
/** ER_ACCESS_DENIED_ERROR, ER_DBACCESS_DENIED, ER_NOT_SUPPORTED_AUTH_MODE, ER_ACCESS_DENIED_NO_PASSWORD, ER_ACCOUNT_HAS_BEEN_LOCKED, ER_MUST_CHANGE_PASSWORD_LOGIN, ER_PLUGIN_IS_NOT_LOADED. */
const DENIED = [1045, 1044, 1251, 1698, 3118, 1862, 1524];
/** ER_SECURE_TRANSPORT_REQUIRED. */
const TLS_REQUIRED = 3159;

function about(error: MyError): string {
  return `error ${error.code}`;
}

function describe(found: Knock): string {
  switch (found.verdict) {
    case 'in':
      return 'the login succeeded without a password';
    case 'turned-away':
      return BLOCKED.includes(found.error.code)
        ? `it refuses this address (${about(found.error)})`
        : `it greets with an error (${about(found.error)})`;
    case 'refused':
      return found.error.code === TLS_REQUIRED
        ? `it insists on TLS (${about(found.error)})`
        : `it refused the login (${about(found.error)})`;
    case 'password':
      return `it wants to see a password (${found.method || 'an old method'})`;
    case 'tls-failed':
      return 'TLS is offered, and its handshake failed';
    case 'too-old':
      return 'it speaks a protocol from before 4.1, in which no login is tried';
  }
}

function closedPosture(found: Knock, tlsFailed: boolean): Posture {
  switch (found.verdict) {
    case 'password':
      return 'auth-required';
    case 'turned-away':
      return BLOCKED.includes(found.error.code) ? 'blocked' : 'inconclusive';
    case 'refused':
      if (found.error.code === TLS_REQUIRED) return 'tls-required';
      if (BLOCKED.includes(found.error.code)) return 'blocked';
      if (BUSY.includes(found.error.code)) return 'inconclusive';
      // MariaDB answers a login in plain text with the same 1045, whether the password or the lack of TLS displeased it.
      if (DENIED.includes(found.error.code)) return tlsFailed ? 'inconclusive' : 'auth-required';
      return 'inconclusive';
    case 'tls-failed':
      return 'tls-required';
    default:
      return 'inconclusive';
  }
}

interface Attempt {
  readonly found: Knock;
  readonly way: Way;
  readonly tlsFailed: boolean;
}

async function attempt(
  peer: MyPeer,
  account: string | undefined,
  fresh: boolean,
  reasons: Reason[],
): Promise<Outcome<Attempt>> {
  const user =
    account === undefined ? 'login as the anonymous user' : 'login as an account that the scope lists';
  const first = await knock(peer, { account, secure: true }, fresh);
  if (!first.ok) return first;
  const offered = 'greeting' in first.value && (first.value.greeting.capabilities & CLIENT_SSL) !== 0;
  reasons.push({
    command: `${user}, without a password${offered ? ', over TLS' : ''}`,
    showed: describe(first.value),
  });
  if (first.value.verdict !== 'tls-failed')
    return success({ found: first.value, way: { account, secure: true }, tlsFailed: false });
  const plain = await knock(peer, { account, secure: false }, false);
  if (!plain.ok) return success({ found: first.value, way: { account, secure: true }, tlsFailed: true });
  reasons.push({ command: `${user}, without a password`, showed: describe(plain.value) });
  return success({ found: plain.value, way: { account, secure: false }, tlsFailed: true });
}

const SYSTEM = ['information_schema', 'performance_schema'];
const SEARCH_ENGINES = ['sphinx', 'manticore'];

/** Reads twice, in two different places; only then it is open. */
async function confirm(session: Session, product: string, reasons: Reason[]): Promise<Posture> {
  if (SEARCH_ENGINES.includes(product)) return confirmSearch(session, reasons);
  const databases = await session.read('databases');
  const names = databases.ok
    ? databases.value.rows.flatMap((row) => textAt(row, 0)?.toLowerCase() ?? [])
    : [];
  const beyond = names.filter((name) => !SYSTEM.includes(name)).length;
  reasons.push({
    command: 'databases',
    showed: databases.ok
      ? `${names.length} databases are listed, ${beyond} of them beyond the books of the server`
      : `refused (${databases.detail})`,
  });
  const relations = await session.read('relations');
  const tables = relations.ok ? Number(textAt(relations.value.rows[0], 0) ?? Number.NaN) : Number.NaN;
  reasons.push({
    command: 'relations',
    showed: Number.isFinite(tables)
      ? `${tables > 0 ? 'tables' : 'no tables'} can be seen`
      : 'the tables cannot be counted',
  });
  if (beyond > 0 && tables > 0) return 'open';
  if (databases.ok && relations.ok) return 'restricted';
  return refused(databases) && refused(relations) ? 'restricted' : 'inconclusive';
}

/** True where the server itself said no; a connection that broke says nothing. */
function refused(outcome: Outcome<unknown>): boolean {
  return !outcome.ok && outcome.why === 'rejected';
}

async function confirmSearch(session: Session, reasons: Reason[]): Promise<Posture> {
  const tables = await session.read('showTables');
  reasons.push({
    command: 'showTables',
    showed: tables.ok ? `${tables.value.rows.length} indexes are listed` : `refused (${tables.detail})`,
  });
  const status = await session.read('showStatus');
  reasons.push({
    command: 'showStatus',
    showed: status.ok ? 'its counters can be read' : `refused (${status.detail})`,
  });
  if (tables.ok && status.ok) return tables.value.rows.length > 0 ? 'open' : 'inconclusive';
  return 'inconclusive';
}

function identity(
  peer: MyPeer,
  greeting: MyGreeting | undefined,
  rest: { posture: Posture; reasons: readonly Reason[]; said?: string; serverId?: string },
): Identity {
  const said = `${greeting?.version ?? ''} ${rest.said ?? ''}`.trim();
  const version = greeting ? versionOf(greeting.version) : undefined;
  return {
    service: 'mysql',
    product: productOf(said),
    posture: rest.posture,
    reasons: rest.reasons,
    ...(version === undefined ? {} : { version }),
    ...(rest.serverId === undefined ? {} : { serverId: rest.serverId }),
    ...(peer.certificate ? { tls: { certificate: peer.certificate } } : {}),
  };
}

async function openIdentity(
  peer: MyPeer,
  way: Way,
  greeting: MyGreeting,
  reasons: Reason[],
): Promise<Outcome<Identity>> {
  const session = await begin(peer, greeting);
  if (!session.ok) return session;
  reasons.push({
    command: 'START TRANSACTION READ ONLY',
    showed: session.value.readOnly
      ? 'the server refuses writes in this session'
      : 'this server has no read-only transactions; only the table of commands holds',
  });
  const named = await session.value.read('about');
  const said = named.ok
    ? `${textAt(named.value.rows[0], 0) ?? ''} ${textAt(named.value.rows[0], 1) ?? ''}`
    : '';
  const posture = await confirm(session.value, productOf(`${greeting.version} ${said}`), reasons);
  const uuid = await session.value.read('identity');
  const id = uuid.ok ? textAt(uuid.value.rows[0], 0) : undefined;
  if (posture === 'open') rememberWay(peer, way);
  await session.value.end();
  return success(
    identity(peer, greeting, {
      posture,
      reasons,
      said,
      ...(id === undefined || id === '' ? {} : { serverId: contentId('mysql', id) }),
    }),
  );
}

/** See README.md of this folder for the order of questions and what each proves. */
export async function identify(peer: MyPeer): Promise<Outcome<Identity>> {
  const reasons: Reason[] = [];
  const anonymous = await attempt(peer, undefined, true, reasons);
  if (!anonymous.ok) return anonymous;
  const { found } = anonymous.value;
  let restricted: Identity | undefined;
  if (found.verdict === 'in') {
    const opened = await openIdentity(peer, anonymous.value.way, found.greeting, reasons);
    if (!opened.ok || opened.value.posture === 'open') return opened;
    restricted = opened.value;
  }
  const { grant } = peer;
  const hopeful =
    found.verdict === 'in' ||
    found.verdict === 'password' ||
    (found.verdict === 'refused' && DENIED.includes(found.error.code));
  for (const account of grant.relation === 'own' && hopeful ? grant.accounts.slice(0, 8) : []) {
    const tried = await attempt(peer, account, false, reasons);
    if (!tried.ok) {
      if (tried.why === 'over-budget') break;
      continue;
    }
    if (tried.value.found.verdict !== 'in') continue;
    const opened = await openIdentity(peer, tried.value.way, tried.value.found.greeting, reasons);
    if (opened.ok) return opened;
  }
  peer.hangUp();
  if (restricted) return success({ ...restricted, reasons });
  const greeting = 'greeting' in found ? found.greeting : undefined;
  return success(
    identity(peer, greeting, { posture: closedPosture(found, anonymous.value.tlsFailed), reasons }),
  );
}
