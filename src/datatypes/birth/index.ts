import type { DataType } from '../datatype.ts';
import { age } from './age.ts';
import { date } from './date.ts';
import { nationality } from './nationality.ts';
import { place } from './place.ts';
import { sex } from './sex.ts';

export const birthTypes: readonly DataType[] = [age, date, nationality, place, sex];
