import { serverVersion } from '../../kit/server-version.ts';
import type { Identity } from '../../model/identity.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import type { Posture, Reason } from '../../model/posture.ts';
import { type MemcachedPeer, numberOf, statsOf, wantsCredentials } from './answer.ts';
import type { MemcachedReply } from './codec.ts';

/** Binary status: authentication is required, or has to go on (protocol-binary.txt). */
const AUTH_STATUSES: ReadonlySet<number> = new Set([0x08, 0x20, 0x21]);

/** Only here is a second wait, in the binary protocol, worth its while. */
export const USUAL_PORT = 11211;

function identity(said: string | undefined, posture: Posture, reasons: readonly Reason[]): Identity {
  const product = /mcrouter/i.test(said ?? '') ? 'mcrouter' : 'memcached';
  const version = serverVersion(said);
  return { service: 'memcached', product, ...(version === undefined ? {} : { version }), posture, reasons };
}

/** Text gets no answer from a server with SASL, which takes the binary protocol alone; its version needs no credentials. */
async function identifyBinary(peer: MemcachedPeer): Promise<Outcome<Identity>> {
  const answer = await peer.ask('binaryVersion');
  if (!answer.ok) return answer;
  if (answer.value.kind !== 'binary') return failure('protocol', 'expected a binary answer');
  const said = answer.value.status === 0 ? answer.value.value.toString('latin1') : undefined;
  const reasons: Reason[] = [
    { command: 'version (binary)', showed: 'answered in the binary protocol alone' },
  ];
  const stat = await peer.ask('binaryStat');
  if (!stat.ok || stat.value.kind !== 'binary') {
    reasons.push({ command: 'stat (binary)', showed: 'no answer' });
    return success(identity(said, 'inconclusive', reasons));
  }
  const { status } = stat.value;
  if (AUTH_STATUSES.has(status) || AUTH_STATUSES.has(answer.value.status)) {
    reasons.push({ command: 'stat (binary)', showed: `asked for credentials (status ${status})` });
    return success(identity(said, 'auth-required', reasons));
  }
  if (status !== 0) {
    reasons.push({ command: 'stat (binary)', showed: `refused (status ${status})` });
    return success(identity(said, 'inconclusive', reasons));
  }
  reasons.push({ command: 'stat (binary)', showed: 'told its statistics without credentials' });
  peer.hangUp();
  const items = await peer.ask('binaryItems');
  const confirmed = items.ok && items.value.kind === 'binary' && items.value.status === 0;
  reasons.push({
    command: 'stat items (binary)',
    showed: confirmed ? 'listed its items by size class' : 'gave no second read',
  });
  return success(identity(said, confirmed ? 'open' : 'inconclusive', reasons));
}

function refused(reply: MemcachedReply): string {
  if (wantsCredentials(reply)) return 'asked for credentials';
  return reply.kind === 'line' && reply.text.startsWith('ERROR')
    ? 'the command is not known here'
    : 'an error';
}

/** Two different reads for `open`: `stats` and `stats items`. */
async function judge(
  peer: MemcachedPeer,
): Promise<{ readonly posture: Posture; readonly reasons: readonly Reason[] }> {
  const stats = await peer.ask('stats');
  if (!stats.ok)
    return { posture: 'inconclusive', reasons: [{ command: 'stats', showed: `no answer (${stats.why})` }] };
  const items = numberOf(statsOf(stats.value)?.get('curr_items'));
  if (items === undefined) {
    const posture = wantsCredentials(stats.value) ? 'auth-required' : 'inconclusive';
    return { posture, reasons: [{ command: 'stats', showed: refused(stats.value) }] };
  }
  const reasons: Reason[] = [{ command: 'stats', showed: 'told how many items it holds' }];
  const second = await peer.ask('items');
  if (!second.ok || second.value.kind !== 'lines') {
    reasons.push({
      command: 'stats items',
      showed: second.ok ? refused(second.value) : `no answer (${second.why})`,
    });
    return { posture: 'inconclusive', reasons };
  }
  reasons.push({ command: 'stats items', showed: 'listed its items by size class' });
  return { posture: 'open', reasons };
}

export async function identify(peer: MemcachedPeer): Promise<Outcome<Identity>> {
  const first = await peer.ask('version');
  if (!first.ok) {
    const silent = first.why === 'timeout' || first.why === 'closed' || first.why === 'reset';
    if (!silent || peer.endpoint.port !== USUAL_PORT) return first;
    peer.hangUp();
    const binary = await identifyBinary(peer);
    return binary.ok ? binary : first;
  }
  const reply = first.value;
  if (wantsCredentials(reply)) {
    return success(
      identity(undefined, 'auth-required', [{ command: 'version', showed: 'asked for credentials' }]),
    );
  }
  if (reply.kind !== 'line' || !reply.text.startsWith('VERSION ')) {
    return failure('protocol', 'expected VERSION or a refusal of memcached');
  }
  const said = reply.text.slice('VERSION '.length);
  const verdict = await judge(peer);
  return success(
    identity(said, verdict.posture, [
      { command: 'version', showed: 'answered without credentials' },
      ...verdict.reasons,
    ]),
  );
}
