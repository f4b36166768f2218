import type { LabServer } from './server.ts';
import { postgresqlServers } from './servers/postgresql.ts';
import { redisServers } from './servers/redis.ts';

/** Every server that the lab can start, listed by hand. */
export const labServers: readonly LabServer[] = [...redisServers, ...postgresqlServers];
