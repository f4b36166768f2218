import { serverVersion } from '../../kit/server-version.ts';
import type { Identity } from '../../model/identity.ts';
import { contentId } from '../../model/ids.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import type { Posture, Reason } from '../../model/posture.ts';
import type { PgReply } from './reply.ts';
import {
  ask,
  begin,
  knock,
  rememberWay,
  type Session,
  textAt,
  type Verdict,
  verdictOf,
  type Way,
} from './session.ts';
import type { PgPeer } from './table.ts';

const AUTH_METHODS: Readonly<Record<number, string>> = {
  2: 'Kerberos 5',
  3: 'a password in plain text',
  5: 'an MD5 password',
  7: 'GSSAPI',
  9: 'SSPI',
  10: 'SASL',
};

/** Products that speak this protocol, by a word in `version()` or a startup parameter. */
const PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/cockroach/i, 'cockroachdb'],
  [/redshift/i, 'redshift'],
  [/-YB-|yugabyte/i, 'yugabytedb'],
  [/greenplum/i, 'greenplum'],
  [/questdb/i, 'questdb'],
  [/materialize/i, 'materialize'],
  [/risingwave/i, 'risingwave'],
  [/cratedb/i, 'cratedb'],
  [/EnterpriseDB/i, 'edb'],
  [/pglite|emscripten|wasm/i, 'pglite'],
  [/\bH2\b/, 'h2'],
  [/opengauss|gaussdb/i, 'opengauss'],
  [/duckdb/i, 'duckdb'],
];

function describeAuth(reply: PgReply): string {
  const code = reply.auth?.code ?? -1;
  const name = AUTH_METHODS[code] ?? `method ${code}`;
  const mechanisms = reply.auth?.mechanisms ?? [];
  return mechanisms.length > 0 ? `${name} (${mechanisms.join(', ')})` : name;
}

function describe(reply: PgReply, verdict: Verdict): string {
  const code = reply.error?.code || 'none';
  switch (verdict) {
    case 'in':
      return 'the session opened without a password';
    case 'trust':
      return `AuthenticationOk came without a password; only then the name was looked up (SQLSTATE ${code})`;
    case 'password':
      return reply.auth ? `it asks for ${describeAuth(reply)}` : `authentication failed (SQLSTATE ${code})`;
    case 'blocked':
      return `its host rules refuse this address (SQLSTATE ${code})`;
    case 'blocked-plain':
      return `its host rules refuse this address without TLS (SQLSTATE ${code})`;
    case 'client-certificate':
      return `it asks for a client certificate (SQLSTATE ${code})`;
    case 'busy':
      return `it takes no connection at the moment (SQLSTATE ${code})`;
    case 'startup-parameter':
      return `it refuses settings in the startup packet, as poolers do (SQLSTATE ${code})`;
    case 'unclear':
      return `it refused for a reason that proves nothing (SQLSTATE ${code})`;
  }
}

interface Attempt {
  readonly way: Way;
  readonly reply: PgReply;
  readonly verdict: Verdict;
}

/** One way tried; where a pooler refuses settings in the startup packet, once more without. */
async function attempt(
  peer: PgPeer,
  way: Way,
  reasons: Reason[],
  continues: boolean,
): Promise<Outcome<Attempt>> {
  const command = `${way.account === undefined ? 'startup as a role that cannot exist' : 'startup as an account that the scope lists'}${way.secure ? ', over TLS' : ''}`;
  const answer = continues ? await ask(peer, way, 'postgres') : await knock(peer, way, 'postgres');
  if (!answer.ok) return answer;
  const verdict = verdictOf(answer.value);
  reasons.push({ command, showed: describe(answer.value, verdict) });
  if (verdict === 'startup-parameter' && !way.bare)
    return attempt(peer, { ...way, bare: true }, reasons, false);
  return success({ way, reply: answer.value, verdict });
}

const RANK: readonly Verdict[] = [
  'in',
  'trust',
  'password',
  'client-certificate',
  'blocked-plain',
  'blocked',
  'busy',
  'startup-parameter',
  'unclear',
];

function better(a: Attempt | undefined, b: Attempt): Attempt {
  return a && RANK.indexOf(a.verdict) <= RANK.indexOf(b.verdict) ? a : b;
}

interface Stranger {
  readonly best: Attempt;
  /** TLS was offered, and its handshake succeeded or failed. */
  readonly tls: 'works' | 'broken' | 'none';
}

/** The stranger, inside TLS where it is offered and in plain text: host rules may differ between the two. */
async function tryStranger(peer: PgPeer, reasons: Reason[]): Promise<Outcome<Stranger>> {
  const offer = await peer.ask('tls');
  if (!offer.ok) return offer;
  if (offer.value.error && offer.value.tls === undefined) {
    reasons.push({
      command: 'SSLRequest',
      showed: `it does not know the request (SQLSTATE ${offer.value.error.code || 'none'})`,
    });
  } else {
    reasons.push({
      command: 'SSLRequest',
      showed: offer.value.tls === 'offered' ? 'TLS is offered' : 'TLS is not offered',
    });
  }
  let best: Attempt | undefined;
  let tls: Stranger['tls'] = 'none';
  let continues = offer.value.tls === 'refused';
  if (offer.value.tls === 'offered') {
    const secured = await peer.startTls();
    tls = secured.ok ? 'works' : 'broken';
    if (secured.ok) {
      const tried = await attempt(peer, { account: undefined, secure: true, bare: false }, reasons, true);
      if (tried.ok) best = tried.value;
      else if (tried.why !== 'closed' && tried.why !== 'reset' && tried.why !== 'tls') return tried;
      else tls = 'broken';
    } else {
      reasons.push({ command: 'TLS handshake', showed: 'it failed' });
    }
    if (best && (best.verdict === 'in' || best.verdict === 'trust')) return success({ best, tls });
    continues = false;
  }
  const plain = await attempt(peer, { account: undefined, secure: false, bare: false }, reasons, continues);
  if (plain.ok) return success({ best: better(best, plain.value), tls });
  return best ? success({ best, tls }) : plain;
}

/** Reads twice, in two different places; only then it is open. */
async function confirm(session: Session, reasons: Reason[]): Promise<Posture> {
  const databases = await session.read('databases');
  reasons.push({
    command: 'databases',
    showed: databases.ok
      ? `${databases.value.rows.length} databases are listed`
      : `refused (${databases.detail})`,
  });
  const relations = await session.read('relations');
  const count = relations.ok ? textAt(relations.value.rows[0], 0) : undefined;
  reasons.push({
    command: 'relations',
    showed:
      relations.ok && count !== undefined
        ? 'the tables of this database can be counted'
        : 'the tables of this database cannot be counted',
  });
  const first = databases.ok && databases.value.rows.length > 0;
  if (first && count !== undefined) return 'open';
  return refused(databases) && refused(relations) ? 'restricted' : 'inconclusive';
}

/** True where the server itself said no; a connection that broke says nothing. */
function refused(outcome: Outcome<unknown>): boolean {
  return !outcome.ok && outcome.why === 'rejected';
}

/** Product and version, from the startup parameters and `version()`. */
async function product(session: Session): Promise<{ product: string; version?: string }> {
  const about = await session.read('about');
  const said = about.ok ? (textAt(about.value.rows[0], 0) ?? '') : '';
  const parameters = session.greeting.parameters;
  const name = productOf(
    `${parameters.has('crdb_version') ? 'cockroach ' : ''}${said} ${parameters.get('server_version') ?? ''}`,
  );
  const own =
    name === 'postgresql'
      ? undefined
      : /\bv?(\d+(?:\.\d+)+[0-9A-Za-z.-]*)/.exec(said.replace(/^PostgreSQL [0-9.]+/i, ''))?.[1];
  const version = serverVersion(
    own ?? parameters.get('server_version') ?? /PostgreSQL ([0-9.]+\S*)/.exec(said)?.[1],
  );
  return version === undefined ? { product: name } : { product: name, version };
}

export function productOf(said: string): string {
  return PRODUCTS.find(([pattern]) => pattern.test(said))?.[1] ?? 'postgresql';
}

async function openIdentity(peer: PgPeer, found: Attempt, reasons: Reason[]): Promise<Outcome<Identity>> {
  const session = await begin(peer, found.way, found.reply);
  if (!session.ok) {
    reasons.push({
      command: 'BEGIN READ ONLY',
      showed: `no read-only transaction could be had (${session.detail}); nothing was read`,
    });
    return success(identity(peer, { product: 'postgresql', posture: 'inconclusive', reasons }));
  }
  const posture = await confirm(session.value, reasons);
  const named = await product(session.value);
  const system = await session.value.read('system');
  const id = system.ok ? textAt(system.value.rows[0], 0) : undefined;
  if (posture === 'open') rememberWay(peer, found.way);
  await session.value.end();
  return success(
    identity(peer, {
      ...named,
      posture,
      reasons,
      ...(id === undefined ? {} : { serverId: contentId('postgresql', id) }),
    }),
  );
}

function identity(peer: PgPeer, rest: Omit<Identity, 'service' | 'tls'>): Identity {
  return {
    service: 'postgresql',
    ...rest,
    ...(peer.certificate ? { tls: { certificate: peer.certificate } } : {}),
  };
}

function closedPosture(best: Attempt, tlsBroken: boolean): Posture {
  switch (best.verdict) {
    case 'password':
      return 'auth-required';
    case 'client-certificate':
      return 'tls-required';
    case 'blocked-plain':
      return tlsBroken ? 'tls-required' : 'blocked';
    case 'blocked':
      return 'blocked';
    default:
      return 'inconclusive';
  }
}

/** See README.md of this folder for the order of questions and what each proves. */
export async function identify(peer: PgPeer): Promise<Outcome<Identity>> {
  const reasons: Reason[] = [];
  const stranger = await tryStranger(peer, reasons);
  if (!stranger.ok)
    return stranger.why === 'closed' && reasons.length === 0 ? failure('closed', stranger.detail) : stranger;
  const { best, tls } = stranger.value;
  if (best.verdict === 'in') return openIdentity(peer, best, reasons);
  const { grant } = peer;
  const accounts = grant.relation === 'own' && best.verdict !== 'busy' ? grant.accounts.slice(0, 8) : [];
  for (const account of accounts) {
    for (const secure of tls === 'works' ? [true, false] : [false]) {
      const tried = await attempt(peer, { account, secure, bare: best.way.bare }, reasons, false);
      if (tried.ok && tried.value.verdict === 'in') return openIdentity(peer, tried.value, reasons);
      if (tried.ok && tried.value.verdict === 'trust') break;
      if (!tried.ok && tried.why === 'over-budget') break;
    }
  }
  peer.hangUp();
  if (best.verdict === 'trust') {
    reasons.push({
      command: 'conclusion',
      showed:
        accounts.length === 0
          ? 'any role name gets in without a password; no role was granted to try'
          : 'any role name gets in without a password; none of the roles that were granted exists there',
    });
  }
  const pooler = best.way.bare ? 'pgbouncer' : 'postgresql';
  return success(
    identity(peer, { product: pooler, posture: closedPosture(best, tls === 'broken'), reasons }),
  );
}
