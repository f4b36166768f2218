import type { AnyService } from '../wire/service.ts';
import { elasticsearch } from './elasticsearch/elasticsearch.ts';
import { mongodb } from './mongodb/mongodb.ts';
import { postgresql } from './postgresql/postgresql.ts';
import { redis } from './redis/redis.ts';

/** Every service, listed by hand in the order in which an odd port is asked. */
export const services: readonly AnyService[] = [
  elasticsearch,
  redis,
  mongodb,
  postgresql,
] as unknown as readonly AnyService[];
