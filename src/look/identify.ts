import type { CertificateSeen, Endpoint } from '../model/endpoint.ts';
import type { Identity } from '../model/identity.ts';
import type { Failure } from '../model/outcome.ts';
import type { HostBehaviour } from '../model/posture.ts';
import type { Grant } from '../model/scope.ts';
import type { Budget } from '../wire/budget.ts';
import type { Connection } from '../wire/connection.ts';
import { dial, type DialContext } from '../wire/dial.ts';
import { createPeer, type PeerOptions, type ServicePeer } from '../wire/peer.ts';
import type { AnyService } from '../wire/service.ts';

export interface IdentifySettings {
  readonly services: readonly AnyService[];
  readonly connectMs: number;
  readonly answerMs: number;
  /** How long to wait for a server that speaks first, on a port that is nobody's usual one. */
  readonly bannerMs: number;
  readonly agent: string;
}

export type Identified =
  | {
      readonly kind: 'service';
      readonly service: AnyService;
      readonly peer: ServicePeer;
      readonly identity: Identity;
    }
  | {
      readonly kind: 'other';
      readonly state: 'answers' | 'refused' | 'silent' | 'reset' | 'unreachable';
      readonly behaviour?: HostBehaviour;
      readonly certificate?: CertificateSeen;
      /** Set where the answer says nothing of the target: interrupted, out of scope, this machine's limits. */
      readonly failure?: Failure;
    };

/** The outcome of asking one service over one connection kind. */
type Attempt =
  | {
      readonly kind: 'yes';
      readonly service: AnyService;
      readonly peer: ServicePeer;
      readonly identity: Identity;
    }
  | { readonly kind: 'no'; readonly bytes: Buffer; readonly failure: Failure; readonly dialled: boolean };

/** Contacts that an endpoint can cost before it is given up as nobody's: one hinted, one waited, a few probes. */
const MAX_ATTEMPTS = 9;
const NOTHING = Buffer.alloc(0);

/** A TLS record, alert (0x15) or handshake (0x16), or an HTTP server that says it expected TLS. */
function wantsTls(bytes: Buffer): boolean {
  if (bytes.length >= 3 && (bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 0x03) return true;
  return bytes.includes('HTTPS') && bytes.includes('400');
}

function isHttp(bytes: Buffer): boolean {
  return bytes.subarray(0, 5).toString('latin1') === 'HTTP/';
}

const hints = new WeakMap<readonly AnyService[], Map<number, readonly AnyService[]>>();

/** Services whose usual port this is. */
function hintedFor(services: readonly AnyService[], port: number): readonly AnyService[] {
  let byPort = hints.get(services);
  if (!byPort) {
    byPort = new Map();
    hints.set(services, byPort);
  }
  let hinted = byPort.get(port);
  if (!hinted) {
    hinted = services.filter((service) => service.ports.includes(port));
    byPort.set(port, hinted);
  }
  return hinted;
}

const REFUSED: Identified = { kind: 'other', state: 'refused' };
const SILENT: Identified = { kind: 'other', state: 'silent', behaviour: 'silent' };
const RESET: Identified = { kind: 'other', state: 'reset', behaviour: 'reset' };
const UNREACHABLE: Identified = { kind: 'other', state: 'unreachable' };

/** What a connection that could not be made says of the endpoint. */
function unconnected(failure: Failure): Identified {
  switch (failure.why) {
    case 'refused':
      return REFUSED;
    case 'timeout':
      return SILENT;
    case 'reset':
    case 'closed':
      return RESET;
    case 'unreachable':
      return UNREACHABLE;
    default:
      return { kind: 'other', state: 'unreachable', failure };
  }
}

/**
 * Which service answers here? Usual ports are asked in their own language at once; elsewhere the server may speak first, then
 * few probes are sent in an order that what came so far decides, so that an odd port costs little.
 */
export async function identify(
  context: DialContext,
  endpoint: Endpoint,
  host: string | undefined,
  budget: Budget,
  settings: IdentifySettings,
): Promise<Identified> {
  const hinted = hintedFor(settings.services, endpoint.port);
  budget.spendConnection();
  const dialled = await dial(context, endpoint, {
    connectMs: settings.connectMs,
    tls: false,
    upgradable: hinted[0] === undefined || hinted[0].tls === 'upgrade',
    ...(host === undefined ? {} : { host }),
  });
  if (dialled.ok) return converse(context, endpoint, host, budget, settings, hinted, dialled.value);
  if (dialled.why === 'timeout') budget.noteTimeout();
  return unconnected(dialled);
}

interface Dialled {
  readonly connection: Connection;
  readonly grant: Grant;
}

async function converse(
  context: DialContext,
  endpoint: Endpoint,
  host: string | undefined,
  budget: Budget,
  settings: IdentifySettings,
  hinted: readonly AnyService[],
  first: Dialled,
): Promise<Identified> {
  let attempts = 0;
  let anyBytes: Buffer = NOTHING;
  let closedSilently = false;
  let slow = false;
  let certificate: CertificateSeen | undefined;
  const tried = new Set<string>();

  const options = (tls: boolean): PeerOptions => ({
    connectMs: settings.connectMs,
    answerMs: settings.answerMs,
    agent: settings.agent,
    tls,
    ...(host === undefined ? {} : { host }),
  });

  const attempt = async (service: AnyService, tls: boolean, existing?: Dialled): Promise<Attempt> => {
    attempts += 1;
    tried.add(`${service.name}:${tls}`);
    const peer = createPeer(context, service, endpoint, budget, options(tls), existing);
    const outcome = await service.identify(peer);
    certificate ??= peer.certificate;
    if (outcome.ok) return { kind: 'yes', service, peer, identity: outcome.value };
    const bytes = peer.firstBytes();
    if (bytes.length > 0) anyBytes = bytes;
    else if (outcome.why === 'closed' || outcome.why === 'reset') closedSilently = true;
    slow ||= peer.dripped();
    const dialled = peer.dialFailure() === undefined;
    peer.hangUp();
    return { kind: 'no', bytes, failure: outcome, dialled };
  };

  const settled = (result: Attempt): Identified | undefined => {
    if (result.kind === 'yes') {
      const seen = result.peer.certificate;
      const identity = seen ? { ...result.identity, tls: { certificate: seen } } : result.identity;
      return { kind: 'service', service: result.service, peer: result.peer, identity };
    }
    const { why } = result.failure;
    if (why === 'out-of-scope' || why === 'local' || why === 'denied-by-guard') {
      return { kind: 'other', state: 'unreachable', failure: result.failure };
    }
    return undefined;
  };

  const ranked = (bytes: Buffer, tls: boolean): readonly AnyService[] => {
    const open = settings.services.filter((service) => !tried.has(`${service.name}:${tls}`));
    const sure = open.filter((service) => service.recognises(bytes) === 'yes');
    return sure.length > 0 ? sure : open.filter((service) => service.recognises(bytes) === 'maybe');
  };

  // Follows what the bytes say until they say nothing new.
  const follow = async (bytes: Buffer, tls: boolean): Promise<Identified | undefined> => {
    let seen = bytes;
    for (;;) {
      const next = seen.length > 0 ? ranked(seen, tls)[0] : undefined;
      if (!next || attempts >= MAX_ATTEMPTS) return undefined;
      const result = await attempt(next, tls);
      const done = settled(result);
      if (done) return done;
      if (result.kind === 'no' && result.bytes.length > 0) seen = result.bytes;
    }
  };

  const overTls = async (first: readonly AnyService[]): Promise<Identified | undefined> => {
    const candidates = [...first, ...settings.services].filter((service) => service.tls === 'maybe');
    for (const service of candidates) {
      if (attempts >= MAX_ATTEMPTS || tried.has(`${service.name}:true`)) continue;
      const result = await attempt(service, true);
      const done = settled(result);
      if (done) return done;
      if (result.kind === 'no') {
        if (!result.dialled) return undefined;
        const followed = await follow(result.bytes, true);
        if (followed) return followed;
        if (isHttp(result.bytes)) return undefined;
      }
    }
    return undefined;
  };

  const unknown = (): Identified => ({
    kind: 'other',
    state: anyBytes.length > 0 || certificate ? 'answers' : closedSilently ? 'reset' : 'silent',
    behaviour: slow
      ? 'tarpit'
      : anyBytes.length > 0 || certificate
        ? 'talks-unknown'
        : closedSilently
          ? 'reset'
          : 'silent',
    ...(certificate ? { certificate } : {}),
  });

  let waiting: Dialled | undefined = first;
  let silent = false;
  for (const service of hinted) {
    const result = await attempt(service, false, waiting);
    waiting = undefined;
    const done = settled(result);
    if (done) return done;
    if (result.kind === 'yes') continue;
    if (!result.dialled) return unconnected(result.failure);
    if (slow) return unknown();
    if (wantsTls(result.bytes)) break;
    const followed = await follow(result.bytes, false);
    if (followed) return followed;
    silent ||= result.bytes.length === 0 && result.failure.why === 'timeout';
  }

  if (silent && anyBytes.length === 0) {
    // A server that speaks TLS answers plain bytes with an alert or an end, not with silence; a line-based one waits for a
    // line, which the request of the web service ends.
    const asking = settings.services.find(
      (service) => service.codec.name === 'http' && !tried.has(`${service.name}:false`),
    );
    if (!asking) return unknown();
    const result = await attempt(asking, false);
    const done = settled(result) ?? (result.kind === 'no' ? await follow(result.bytes, false) : undefined);
    if (done) return done;
    if (anyBytes.length === 0 && !closedSilently) return unknown();
  } else if (hinted.length > 0 && (anyBytes.length === 0 || wantsTls(anyBytes))) {
    const secured = await overTls(hinted);
    if (secured) return secured;
    if (certificate) return unknown();
  }
  if (isHttp(anyBytes)) return unknown();

  attempts += 1;
  if (!waiting) {
    budget.spendConnection();
    const dialled = await dial(context, endpoint, {
      connectMs: settings.connectMs,
      tls: false,
      upgradable: true,
      ...(host === undefined ? {} : { host }),
    });
    if (!dialled.ok) {
      if (dialled.why === 'timeout') budget.noteTimeout();
      return unconnected(dialled);
    }
    waiting = dialled.value;
  }
  const { connection } = waiting;
  const banner = await connection.read(settings.bannerMs);
  if (banner.ok) {
    budget.spendBytes(banner.value.length);
    anyBytes = banner.value;
    const service = ranked(banner.value, false).find((candidate) => candidate.first === 'server');
    if (!service) {
      connection.close();
      const followed = await follow(banner.value, false);
      return followed ?? unknown();
    }
    connection.unread(banner.value);
    return settled(await attempt(service, false, waiting)) ?? unknown();
  }
  connection.close();

  let securedTried = false;
  for (const service of settings.services) {
    if (service.first === 'server' || tried.has(`${service.name}:false`) || attempts >= MAX_ATTEMPTS)
      continue;
    const result = await attempt(service, false);
    const done = settled(result);
    if (done) return done;
    if (result.kind === 'yes') continue;
    if (slow) return unknown();
    if (wantsTls(result.bytes)) break;
    const followed = await follow(result.bytes, false);
    if (followed) return followed;
    if (isHttp(result.bytes)) return unknown();
    if (result.bytes.length === 0 && result.failure.why === 'timeout') break;
    if (result.bytes.length === 0 && !securedTried) {
      // Hanging up on plain bytes without a word is what many TLS servers do: worth one handshake before more guesses.
      securedTried = true;
      const secured = await overTls([]);
      if (secured) return secured;
      if (certificate) return unknown();
    }
  }
  return (securedTried ? undefined : await overTls([])) ?? unknown();
}
