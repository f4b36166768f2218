import type { DataType } from '../datatype.ts';
import { household } from './household.ts';
import { title } from './title.ts';

export const propertyTypes: readonly DataType[] = [household, title];
