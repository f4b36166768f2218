import { defineService } from '../../wire/service.ts';
import { resp } from './codec.ts';
import { commands } from './commands.ts';
import { identify } from './identify.ts';
import { inventory } from './inventory.ts';
import { remedies } from './remedies.ts';
import { sample } from './sample.ts';

/** What Redis says to bytes that are not for it, or before it is asked. */
const SURE =
  /^(?:-NOAUTH |-DENIED Redis|-NOPERM |-ERR max number of clients|-ERR unknown command|-ERR wrong number of arguments|\+PONG\r\n)/;

export const redis = defineService({
  name: 'redis',
  title: 'Redis / Valkey',
  ports: [6379, 6380, 26379],
  tls: 'maybe',
  first: 'client',
  codec: resp,
  allow: commands,
  recognises(bytes) {
    const start = bytes.toString('latin1', 0, 64);
    if (SURE.test(start)) return 'yes';
    return start.startsWith('-ERR ') ? 'maybe' : 'no';
  },
  identify,
  inventory,
  sample,
  close: remedies,
});
