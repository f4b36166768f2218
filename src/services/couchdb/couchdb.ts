import { http } from '../../wire/http.ts';
import { defineService } from '../../wire/service.ts';
import { close } from './close.ts';
import { identify } from './identify.ts';
import { inventory } from './inventory.ts';
import { sample } from './sample.ts';
import { table } from './table.ts';

export const couchdb = defineService({
  name: 'couchdb',
  title: 'CouchDB',
  ports: [5984, 6984],
  tls: 'maybe',
  first: 'client',
  codec: http,
  allow: table,
  recognises(bytes) {
    const start = bytes.subarray(0, 4_096).toString('latin1');
    if (!start.startsWith('HTTP/1.')) return 'no';
    return /\r\nserver: *couchdb\//i.test(start) || /"(?:couchdb|express-pouchdb)":/.test(start)
      ? 'yes'
      : 'maybe';
  },
  identify,
  inventory,
  sample,
  close,
});
