import type { DataType } from '../datatype.ts';
import { cnResident } from './cn-resident.ts';
import { cnResident15 } from './cn-resident-15.ts';

export const governmentIdTypes: readonly DataType[] = [cnResident, cnResident15];
