import { redisServers } from '../../lab/servers/redis.ts';
import { lookAtLab } from './lab-suite.ts';

lookAtLab(redisServers);
