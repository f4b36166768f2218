import { defineService, type Service } from '../../wire/service.ts';
import { pgCodec, type PgSend } from './codec.ts';
import type { PgReply } from './reply.ts';
import { identify } from './identify.ts';
import { inventory } from './inventory.ts';
import { remedies } from './remedies.ts';
import { sample } from './sample.ts';
import { pgAllow, type PgName } from './table.ts';

/** `S` or `N` alone, an error that names its severity, or an authentication request. */
function recognises(bytes: Buffer): 'yes' | 'maybe' | 'no' {
  if (bytes.length === 0) return 'no';
  const type = bytes[0];
  if (type === 0x45) {
    if (
      bytes.length >= 8 &&
      bytes.readInt32BE(1) < 30_000 &&
      bytes[5] === 0x53 &&
      /^(?:FATAL|ERROR|PANIC)/.test(bytes.toString('latin1', 6, 11))
    )
      return 'yes';
    return /^E(?:FATAL|ERROR|PANIC|Unsupported frontend protocol)/.test(bytes.toString('latin1', 0, 40))
      ? 'yes'
      : 'no';
  }
  if (type === 0x52 && bytes.length >= 9)
    return bytes.readInt32BE(1) >= 8 &&
      bytes.readInt32BE(1) < 512 &&
      bytes.readInt32BE(5) <= 16 &&
      bytes.readInt32BE(5) >= 0
      ? 'yes'
      : 'no';
  return bytes.length === 1 && (type === 0x53 || type === 0x4e) ? 'maybe' : 'no';
}

export const postgresql: Service<PgName, PgSend, PgReply> = defineService({
  name: 'postgresql',
  title: 'PostgreSQL',
  ports: [5432, 5433, 6432, 5434, 26257, 8812],
  tls: 'upgrade',
  first: 'client',
  codec: pgCodec,
  allow: pgAllow,
  recognises,
  identify,
  inventory,
  sample,
  close: remedies,
});
