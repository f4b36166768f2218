import { couchdbServers } from '../../lab/servers/couchdb.ts';
import { lookAtLab } from './lab-suite.ts';

lookAtLab(couchdbServers);
