import { defineService, type Service } from '../../wire/service.ts';
import { myCodec, type MySend } from './codec.ts';
import type { MyReply } from './reply.ts';
import { identify } from './identify.ts';
import { inventory } from './inventory.ts';
import { remedies } from './remedies.ts';
import { sample } from './sample.ts';
import { myAllow, type MyName } from './table.ts';

/** The first packet has number 0 and holds a version of protocol 10, or an error with a number of the server. */
function recognises(bytes: Buffer): 'yes' | 'maybe' | 'no' {
  if (bytes.length < 5 || bytes[3] !== 0) return 'no';
  const length = bytes.readUIntLE(0, 3);
  if (length < 3 || length > 1_024) return 'no';
  if (bytes[4] === 10)
    return bytes.length > 5 && /^[0-9]/.test(bytes.toString('latin1', 5, 6)) ? 'yes' : 'maybe';
  if (bytes[4] !== 0xff || bytes.length < 7) return 'no';
  const code = bytes.readUInt16LE(5);
  return code >= 1_000 && code < 5_000 ? 'yes' : 'no';
}

export const mysql: Service<MyName, MySend, MyReply> = defineService({
  name: 'mysql',
  title: 'MySQL / MariaDB',
  ports: [3306, 3307, 33061, 6033, 4000, 9306],
  tls: 'upgrade',
  first: 'server',
  codec: myCodec,
  allow: myAllow,
  recognises,
  identify,
  inventory,
  sample,
  close: remedies,
});
