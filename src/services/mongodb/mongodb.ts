import { defineService } from '../../wire/service.ts';
import { USUAL_PORTS } from './answer.ts';
import { looksLikeMessage, mongoCodec } from './codec.ts';
import { commands } from './commands.ts';
import { identify } from './identify.ts';
import { inventory } from './inventory.ts';
import { remedies } from './remedies.ts';
import { sample } from './sample.ts';

/** The page that MongoDB answers to an HTTP request with. */
const HTTP_HINT = 'It looks like you are trying to access MongoDB over HTTP';

export const mongodb = defineService({
  name: 'mongodb',
  title: 'MongoDB',
  ports: USUAL_PORTS,
  tls: 'maybe',
  first: 'client',
  codec: mongoCodec,
  allow: commands,
  recognises(bytes) {
    if (looksLikeMessage(bytes)) return 'yes';
    return bytes.subarray(0, 1_024).includes(HTTP_HINT) ? 'yes' : 'no';
  },
  identify,
  inventory,
  sample,
  close: remedies,
});
