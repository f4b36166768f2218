import { serverVersion } from '../../kit/server-version.ts';
import { contentId } from '../../model/ids.ts';
import type { Identity } from '../../model/identity.ts';
import { failure, success } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Posture, Reason } from '../../model/posture.ts';
import { member, textOf } from '../../wire/http-json.ts';
import { askJson, infoOf, isAdminParty, namesOf } from './ask.ts';
import type { Asked, CouchPeer } from './ask.ts';
import { isDatabaseName, isInternal } from './table.ts';

interface Verdict {
  readonly posture: Posture;
  readonly reasons: readonly Reason[];
}

/** Databases asked for the posture: the first ones in the order of the list, until one can be read. */
const TRIED = 8;

function because(command: string, showed: string): Reason {
  return { command, showed };
}

interface Root {
  readonly product: string;
  readonly version?: string;
  readonly serverId?: string;
}

function readRoot(asked: Asked): Root | undefined {
  const welcome = textOf(member(asked.json, 'couchdb'));
  const express = textOf(member(asked.json, 'express-pouchdb'));
  if (welcome === undefined && express === undefined) return undefined;
  const version = serverVersion(textOf(member(asked.json, 'version')));
  const uuid = textOf(member(asked.json, 'uuid'));
  return {
    product: express === undefined ? 'couchdb' : 'pouchdb-server',
    ...(version === undefined ? {} : { version }),
    ...(uuid === undefined || uuid === '' ? {} : { serverId: contentId('couchdb', uuid) }),
  };
}

/** CouchDB 3 with `require_valid_user` refuses even `/`; its Server header and the form of its errors give it away. */
function signed(asked: Asked): boolean {
  const server = asked.reply.headers.get('server') ?? '';
  return server.startsWith('CouchDB/') && textOf(member(asked.json, 'error')) !== undefined;
}

function refuses(status: number): boolean {
  return status === 401 || status === 403;
}

/** Two reads of one database: its counts, and the right to list documents (asked for none of them). */
async function tryDatabase(
  peer: CouchPeer,
  database: string,
): Promise<Outcome<'open' | 'refused' | 'unclear'>> {
  const first = await askJson(peer, 'database', { database });
  if (!first.ok) return first;
  if (refuses(first.value.status)) return success('refused');
  if (!infoOf(first.value)) return success('unclear');
  const second = await askJson(peer, 'documents', { database });
  if (!second.ok) return second;
  if (refuses(second.value.status)) return success('refused');
  const rows = second.value.status === 200 && Array.isArray(member(second.value.json, 'rows'));
  return success(rows ? 'open' : 'unclear');
}

async function judge(peer: CouchPeer): Promise<Outcome<Verdict>> {
  const asked = await askJson(peer, 'databases');
  if (!asked.ok) return asked;
  const { status } = asked.value;
  if (refuses(status)) {
    return success({
      posture: 'auth-required',
      reasons: [because('databases', `the list of databases asks for credentials (${status})`)],
    });
  }
  const list = namesOf(asked.value);
  if (!list)
    return success({
      posture: 'inconclusive',
      reasons: [because('databases', `gives no list of databases (${status})`)],
    });
  const session = await askJson(peer, 'session');
  const party = session.ok && isAdminParty(session.value);
  const reasons = [because('databases', `lists ${list.names.length} databases`)];
  if (party) reasons.push(because('session', 'a visitor without a name has the rights of an administrator'));
  const own = list.names.filter((name) => !isInternal(name) && isDatabaseName(name));
  if (own.length === 0) {
    if (party) return success({ posture: 'open', reasons });
    // The list is public up to 2.x, so an empty one is what a locked server shows too.
    return success({
      posture: 'inconclusive',
      reasons: [...reasons, because('session', 'gives a visitor no rights, and there is no database to try')],
    });
  }
  return tryAll(peer, own, reasons);
}

async function tryAll(
  peer: CouchPeer,
  names: readonly string[],
  reasons: readonly Reason[],
): Promise<Outcome<Verdict>> {
  const tried = names.slice(0, TRIED);
  let refused = 0;
  for (const database of tried) {
    const result = await tryDatabase(peer, database);
    if (!result.ok)
      return success({
        posture: 'inconclusive',
        reasons: [...reasons, because('database', `no answer (${result.why})`)],
      });
    if (result.value === 'open') {
      const before =
        refused > 0 ? [because('database', `${refused} databases before it ask for credentials`)] : [];
      const showed = 'a database tells its counts, and lets its documents be listed';
      return success({ posture: 'open', reasons: [...reasons, ...before, because('documents', showed)] });
    }
    if (result.value === 'refused') refused += 1;
  }
  if (refused === tried.length) {
    const showed = `${refused} of ${names.length} databases were asked, all ask for credentials: only their names can be seen`;
    return success({ posture: 'restricted', reasons: [...reasons, because('database', showed)] });
  }
  return success({
    posture: 'inconclusive',
    reasons: [...reasons, because('database', 'the databases answer neither with data nor with a refusal')],
  });
}

export async function identify(peer: CouchPeer): Promise<Outcome<Identity>> {
  const asked = await askJson(peer, 'root');
  if (!asked.ok) return asked;
  const root = readRoot(asked.value);
  const tls = peer.certificate ? { tls: { certificate: peer.certificate } } : {};
  if (!root) {
    if (!signed(asked.value) || !refuses(asked.value.status))
      return failure('protocol', 'expected CouchDB, got another HTTP server');
    const reasons = [because('root', `asks for credentials (${asked.value.status})`)];
    return success({ service: 'couchdb', product: 'couchdb', posture: 'auth-required', reasons, ...tls });
  }
  const verdict = await judge(peer);
  if (!verdict.ok) return verdict;
  return success({ service: 'couchdb', ...root, ...verdict.value, ...tls });
}
