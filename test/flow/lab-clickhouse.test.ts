import { clickhouseServers } from '../../lab/servers/clickhouse.ts';
import { lookAtLab } from './lab-suite.ts';

lookAtLab(clickhouseServers);
