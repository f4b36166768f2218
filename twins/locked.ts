import { fakeElasticsearch } from './fakes/elasticsearch.ts';
import { fakeMongo } from './fakes/mongodb.ts';
import { fakePostgres } from './fakes/postgresql.ts';
import type { Twin } from './twin.ts';

const INCIDENT = 'none: a neighbour that asks for a password';

export const lockedMongodb: Twin = {
  name: 'locked-mongodb',
  title: 'MongoDB with a password',
  incident: INCIDENT,
  port: 27017,
  start: ({ host, port }) => fakeMongo({ host, port, version: '7.0.14', databases: [], locked: true }),
};

export const lockedElasticsearch: Twin = {
  name: 'locked-elasticsearch',
  title: 'Elasticsearch with security on',
  incident: INCIDENT,
  port: 9200,
  start: ({ host, port }) =>
    fakeElasticsearch({
      host,
      port,
      version: '8.15.3',
      clusterName: 'twin-locked',
      indices: [],
      locked: true,
    }),
};

export const lockedPostgresql: Twin = {
  name: 'locked-postgresql',
  title: 'PostgreSQL with SCRAM',
  incident: INCIDENT,
  port: 5432,
  start: ({ host, port }) =>
    fakePostgres({ host, port, version: '16.4', databases: [], roles: ['postgres'], locked: true }),
};
