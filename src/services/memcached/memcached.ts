import { defineService } from '../../wire/service.ts';
import { memcachedCodec } from './codec.ts';
import { commands } from './commands.ts';
import { identify, USUAL_PORT } from './identify.ts';
import { inventory } from './inventory.ts';
import { remedies } from './remedies.ts';

export const memcached = defineService({
  name: 'memcached',
  title: 'Memcached',
  ports: [USUAL_PORT],
  tls: 'maybe',
  first: 'client',
  codec: memcachedCodec,
  allow: commands,
  recognises(bytes) {
    const start = bytes.toString('latin1', 0, 64);
    if (/^(?:VERSION \d|CLIENT_ERROR unauthenticated)/.test(start)) return 'yes';
    if (/^(?:ERROR|CLIENT_ERROR [^\r\n]*)\r\n/.test(start) || bytes[0] === 0x81) return 'maybe';
    return 'no';
  },
  identify,
  inventory,
  close: remedies,
});
