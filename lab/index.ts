import type { LabServer } from './server.ts';
import { clickhouseServers } from './servers/clickhouse.ts';
import { couchdbServers } from './servers/couchdb.ts';
import { mariadbServers } from './servers/mariadb.ts';
import { memcachedServers } from './servers/memcached.ts';
import { mongodbServers } from './servers/mongodb.ts';
import { opensearchServers } from './servers/opensearch.ts';
import { postgresqlServers } from './servers/postgresql.ts';
import { redisServers } from './servers/redis.ts';

/** Every server that the lab can start, listed by hand. */
export const labServers: readonly LabServer[] = [
  ...redisServers,
  ...memcachedServers,
  ...postgresqlServers,
  ...mariadbServers,
  ...clickhouseServers,
  ...mongodbServers,
  ...couchdbServers,
  ...opensearchServers,
];
