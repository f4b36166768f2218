import type { AnyService } from '../wire/service.ts';
import { clickhouse } from './clickhouse/clickhouse.ts';
import { clickhouseNative } from './clickhouse/native.ts';
import { couchdb } from './couchdb/couchdb.ts';
import { elasticsearch } from './elasticsearch/elasticsearch.ts';
import { memcached } from './memcached/memcached.ts';
import { mongodb } from './mongodb/mongodb.ts';
import { mysql } from './mysql/mysql.ts';
import { postgresql } from './postgresql/postgresql.ts';
import { redis } from './redis/redis.ts';

/** Every service, listed by hand in the order in which an odd port is asked. */
export const services: readonly AnyService[] = [
  elasticsearch,
  couchdb,
  clickhouse,
  redis,
  mongodb,
  postgresql,
  mysql,
  memcached,
  clickhouseNative,
];
