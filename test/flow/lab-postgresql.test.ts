import { postgresqlServers } from '../../lab/servers/postgresql.ts';
import { lookAtLab } from './lab-suite.ts';

lookAtLab(postgresqlServers);
