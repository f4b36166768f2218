import { memcachedServers } from '../../lab/servers/memcached.ts';
import { lookAtLab } from './lab-suite.ts';

lookAtLab(memcachedServers);
