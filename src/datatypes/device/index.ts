import type { DataType } from '../datatype.ts';
import { ip } from './ip.ts';
import { mac } from './mac.ts';

export const deviceTypes: readonly DataType[] = [ip, mac];
