import { serverVersion } from '../../kit/server-version.ts';
import { contentId } from '../../model/ids.ts';
import type { Identity } from '../../model/identity.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import type { Posture, Reason } from '../../model/posture.ts';
import {
  infoFields,
  integerOf,
  itemsOf,
  type RedisPeer,
  type Refusal,
  textOf,
  type Told,
  told,
} from './answer.ts';

type Info = ReadonlyMap<string, string>;

const REFERRALS_MOST = 64;
const NOTHING: Info = new Map();

/** Which product answers RESP here, and the field in which it tells its own version. */
const PRODUCTS: readonly (readonly [field: string, product: string])[] = [
  ['valkey_version', 'valkey'],
  ['dragonfly_version', 'dragonfly'],
  ['kvrocks_version', 'kvrocks'],
  ['garnet_version', 'garnet'],
  ['keydb_version', 'keydb'],
];

function productOf(info: Info): { readonly product: string; readonly version: string | undefined } {
  for (const [field, product] of PRODUCTS) {
    if (info.has(field)) return { product, version: serverVersion(info.get(field)) };
  }
  const version = serverVersion(info.get('redis_version'));
  if (/keydb/i.test(info.get('executable') ?? '') || info.has('server_threads'))
    return { product: 'keydb', version };
  if (info.get('redis_mode') === 'sentinel') return { product: 'redis-sentinel', version };
  return { product: 'redis', version };
}

/** `address:port` in the form that others read, or nothing. */
function hostPort(host: string | undefined, port: string | undefined): readonly string[] {
  if (!host || !port || !/^[0-9A-Za-z._:-]{1,255}$/.test(host) || !/^\d{1,5}$/.test(port)) return [];
  return [host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`];
}

/** The master and the replicas that this server names. Never dialled from here. */
function replicationReferrals(info: Info): readonly string[] {
  const found = [...hostPort(info.get('master_host'), info.get('master_port'))];
  for (const [name, value] of info) {
    if (!/^(?:slave|replica)\d+$/.test(name)) continue;
    const parts = new Map(value.split(',').map((part) => part.split('=', 2) as [string, string]));
    found.push(...hostPort(parts.get('ip'), parts.get('port')));
  }
  return found.slice(0, REFERRALS_MOST);
}

function mastersReferrals(reply: Told): readonly string[] {
  if (!reply.ok) return [];
  return itemsOf(reply.reply)
    .flatMap((master) => {
      const words = itemsOf(master).map((item) => textOf(item) ?? '');
      const value = (name: string): string | undefined => words[words.indexOf(name) + 1];
      return hostPort(value('ip'), value('port'));
    })
    .slice(0, REFERRALS_MOST);
}

/** `id host:port@bus,name flags …`, one line a node. */
async function clusterReferrals(peer: RedisPeer): Promise<readonly string[]> {
  const nodes = told(await peer.ask('nodes'));
  const lines = (nodes.ok ? (textOf(nodes.reply) ?? '') : '').split('\n').slice(0, REFERRALS_MOST);
  return lines.flatMap((line) => {
    const [, place, flags] = line.split(' ');
    const [, host, port] = /^(\S+):(\d+)@/.exec(place ?? '') ?? [];
    return flags?.includes('myself') === true ? [] : hostPort(host, port);
  });
}

const WHY_NOT: Readonly<Record<Refusal, { readonly posture: Posture; readonly showed: string }>> = {
  auth: { posture: 'auth-required', showed: 'asked for a password' },
  protected: { posture: 'blocked', showed: 'protected mode refuses this address' },
  permission: {
    posture: 'restricted',
    showed: 'the access list does not allow this to nobody in particular',
  },
  'unknown-command': { posture: 'inconclusive', showed: 'the command is not known here' },
  loading: {
    posture: 'inconclusive',
    showed: 'no data yet: it loads, waits for its master, or runs a script',
  },
  unsaved: { posture: 'inconclusive', showed: 'it cannot save at the moment; reads go on' },
  full: { posture: 'blocked', showed: 'no more clients are let in' },
  'wrong-type': { posture: 'inconclusive', showed: 'an error that does not fit the question' },
  other: { posture: 'inconclusive', showed: 'an error' },
};

function reasonOf(command: string, answer: Told, showed: string): Reason {
  if (answer.ok) return { command, showed };
  return { command, showed: answer.because === 'no answer' ? 'no answer' : WHY_NOT[answer.because].showed };
}

interface Reads {
  readonly info: Told;
  readonly size: Told;
}

/**
 * Two different reads for `open`: INFO keyspace and DBSIZE. Where the first is renamed, LASTSAVE stands in. A part that
 * the access list withholds makes it `restricted`, not locked: what it does answer is open to anyone.
 */
async function judge(
  peer: RedisPeer,
  reads: Reads,
): Promise<{ readonly posture: Posture; readonly reasons: readonly Reason[] }> {
  const keys = reads.size.ok ? integerOf(reads.size.reply) : undefined;
  const reasons = [
    reasonOf('INFO keyspace', reads.info, 'told how many keys each database holds'),
    reasonOf('DBSIZE', reads.size, keys === undefined ? 'an answer that is no count' : 'counted the keys'),
  ];
  const refusals = [reads.info, reads.size].flatMap((read) => (read.ok ? [] : [read.because]));
  if (reads.info.ok && keys !== undefined) return { posture: 'open', reasons };
  if (refusals.includes('auth')) return { posture: 'auth-required', reasons };
  if (refusals.includes('permission')) return { posture: 'restricted', reasons };
  if (keys !== undefined) {
    const saved = told(await peer.ask('lastSave'));
    reasons.push(reasonOf('LASTSAVE', saved, 'told when it last saved'));
    if (saved.ok && integerOf(saved.reply) !== undefined) return { posture: 'open', reasons };
  }
  return { posture: 'inconclusive', reasons };
}

function refusedAtDoor(refusal: Refusal): Identity {
  const { posture, showed } = WHY_NOT[refusal];
  return { service: 'redis', product: 'redis', posture, reasons: [{ command: 'PING', showed }] };
}

/** Refusals of PING that say nothing yet of other commands. */
const GOES_ON: ReadonlySet<Refusal> = new Set(['permission', 'loading', 'unsaved', 'unknown-command']);

function isPong(reply: Told): boolean {
  return reply.ok && /^PONG$/i.test(textOf(reply.reply) ?? '');
}

async function sentinel(peer: RedisPeer, version: string | undefined): Promise<Identity> {
  const masters = told(await peer.ask('masters'));
  const referrals = mastersReferrals(masters);
  return {
    service: 'redis',
    product: 'redis-sentinel',
    ...(version === undefined ? {} : { version }),
    posture: masters.ok ? 'restricted' : 'inconclusive',
    reasons: [
      { command: 'PING', showed: 'answered without a password' },
      { command: 'INFO server', showed: 'is a sentinel, which holds no keys' },
      reasonOf('SENTINEL MASTERS', masters, 'named the servers that it watches, without a password'),
    ],
    ...(referrals.length === 0 ? {} : { referrals }),
  };
}

export async function identify(peer: RedisPeer): Promise<Outcome<Identity>> {
  const first = await peer.ask('ping');
  if (!first.ok) return first;
  const ping = told(first);
  if (!ping.ok && ping.because !== 'no answer') {
    const goesOn = GOES_ON.has(ping.because);
    if (ping.because === 'other') return failure('protocol', 'an error that no Redis answers to PING');
    if (!goesOn) return success(refusedAtDoor(ping.because));
  } else if (!isPong(ping)) {
    return failure('protocol', 'expected PONG or a refusal');
  }
  const server = told(await peer.ask('info', { section: 'server' }));
  const about = server.ok ? infoFields(server.reply) : NOTHING;
  const { product, version } = productOf(about);
  if (!ping.ok && ping.because === 'unknown-command' && !about.has('redis_version')) {
    return failure('protocol', 'neither PING nor INFO is known here');
  }
  if (product === 'redis-sentinel') return success(await sentinel(peer, version));
  const info = told(await peer.ask('info', { section: 'keyspace' }));
  const size = told(await peer.ask('size'));
  const verdict = await judge(peer, { info, size });
  const replication = info.ok ? told(await peer.ask('info', { section: 'replication' })) : info;
  const links = replication.ok ? infoFields(replication.reply) : NOTHING;
  const nodes = about.get('redis_mode') === 'cluster' ? await clusterReferrals(peer) : [];
  const referrals = [...new Set([...replicationReferrals(links), ...nodes])].slice(0, REFERRALS_MOST);
  const run = about.get('run_id');
  return success({
    service: 'redis',
    product,
    ...(version === undefined ? {} : { version }),
    posture: verdict.posture,
    reasons: [reasonOf('PING', ping, 'answered without a password'), ...verdict.reasons],
    ...(run !== undefined && /^[0-9a-f]{40}$/.test(run) ? { serverId: contentId('redis', run) } : {}),
    ...(referrals.length === 0 ? {} : { referrals }),
  });
}
