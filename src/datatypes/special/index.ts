import type { DataType } from '../datatype.ts';
import { ethnicity } from './ethnicity.ts';
import { ethnicityCode } from './ethnicity-code.ts';

export const specialTypes: readonly DataType[] = [ethnicity, ethnicityCode];
