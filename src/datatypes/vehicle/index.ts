import type { DataType } from '../datatype.ts';
import { plate } from './plate.ts';
import { plateCn } from './plate-cn.ts';

export const vehicleTypes: readonly DataType[] = [plate, plateCn];
