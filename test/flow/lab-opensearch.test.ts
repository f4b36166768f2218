import { opensearchServers } from '../../lab/servers/opensearch.ts';
import { lookAtLab } from './lab-suite.ts';

lookAtLab(opensearchServers);
