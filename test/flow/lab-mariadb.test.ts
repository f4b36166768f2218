import { mariadbServers } from '../../lab/servers/mariadb.ts';
import { lookAtLab } from './lab-suite.ts';

lookAtLab(mariadbServers);
