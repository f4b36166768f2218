import { http } from '../../wire/http.ts';
import { defineService } from '../../wire/service.ts';
import { close } from './close.ts';
import { httpSession, httpTable } from './http-session.ts';
import { identifyBy } from './identify.ts';
import { inventoryBy } from './inventory.ts';
import { sampleBy } from './sample.ts';

/** ClickHouse through its HTTP interface. Without a user in the request the server takes the user `default` by itself. */
export const clickhouse = defineService({
  name: 'clickhouse',
  title: 'ClickHouse (HTTP)',
  ports: [8123, 8443],
  tls: 'maybe',
  first: 'client',
  codec: http,
  allow: httpTable,
  recognises(bytes) {
    const start = bytes.subarray(0, 4_096).toString('latin1');
    if (!start.startsWith('HTTP/1.')) return 'no';
    return /\r\nx-clickhouse-/i.test(start) || /Code: \d+[.,].*DB::/.test(start) ? 'yes' : 'maybe';
  },
  identify: async (peer) => {
    const outcome = await identifyBy(httpSession(peer), 'clickhouse');
    return outcome.ok && peer.certificate
      ? { ...outcome, value: { ...outcome.value, tls: { certificate: peer.certificate } } }
      : outcome;
  },
  inventory: (peer, limits) => inventoryBy(httpSession(peer), limits),
  sample: (peer, limits, inventory) => sampleBy(httpSession(peer), limits, inventory),
  close,
});
