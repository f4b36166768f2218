import type { DataType } from '../datatype.ts';
import { date } from './date.ts';

export const birthTypes: readonly DataType[] = [date];
