import { mongodbServers } from '../../lab/servers/mongodb.ts';
import { lookAtLab } from './lab-suite.ts';

lookAtLab(mongodbServers);
