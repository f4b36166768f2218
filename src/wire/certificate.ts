import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { CertificateSeen } from '../model/endpoint.ts';

const MAX_NAMES = 50;
const MAX_TEXT = 200;

function line(fields: PeerCertificate['subject'] | undefined): string {
  if (!fields) return '';
  return Object.entries(fields)
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : String(value)}`)
    .join(', ')
    .slice(0, MAX_TEXT);
}

function iso(text: string | undefined): string {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

/** What the certificate says of its owner. Nothing in it is believed: it is kept for finding a contact. */
export function certificateSeen(socket: TLSSocket): CertificateSeen {
  const seen = socket.getPeerCertificate(false);
  const names = (seen.subjectaltname ?? '')
    .split(', ')
    .filter((name) => name.startsWith('DNS:') || name.startsWith('IP Address:'))
    .map((name) => name.slice(name.indexOf(':') + 1).slice(0, MAX_TEXT))
    .slice(0, MAX_NAMES);
  return {
    subject: line(seen.subject),
    issuer: line(seen.issuer),
    names,
    validFrom: iso(seen.valid_from),
    validTo: iso(seen.valid_to),
    sha256: (seen.fingerprint256 ?? '').replaceAll(':', '').toLowerCase(),
  };
}
