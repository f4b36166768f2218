import { http } from '../../wire/http.ts';
import { defineService } from '../../wire/service.ts';
import { close } from './close.ts';
import { identify } from './identify.ts';
import { inventory } from './inventory.ts';
import { sample } from './sample.ts';
import { table } from './table.ts';

export const elasticsearch = defineService({
  name: 'elasticsearch',
  title: 'Elasticsearch / OpenSearch',
  ports: [9200, 9201],
  tls: 'maybe',
  first: 'client',
  codec: http,
  allow: table,
  recognises(bytes) {
    const start = bytes.subarray(0, 4_096).toString('latin1');
    if (!start.startsWith('HTTP/1.')) return 'no';
    if (/\r\nkbn-(?:name|version):/i.test(start)) return 'no';
    if (/\r\nx-elastic-product: *elasticsearch/i.test(start)) return 'yes';
    if (/You Know, for Search|"lucene_version"|opensearch security/i.test(start)) return 'yes';
    return 'maybe';
  },
  identify,
  inventory,
  sample,
  close,
});
