import type { DataType } from '../datatype.ts';
import { record } from './record.ts';
import { watchList } from './watch-list.ts';

export const criminalTypes: readonly DataType[] = [record, watchList];
