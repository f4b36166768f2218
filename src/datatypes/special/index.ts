import type { DataType } from '../datatype.ts';
import { caste } from './caste.ts';
import { ethnicity } from './ethnicity.ts';
import { ethnicityCode } from './ethnicity-code.ts';
import { immigration } from './immigration.ts';
import { military } from './military.ts';
import { politics } from './politics.ts';
import { religion } from './religion.ts';
import { sexuality } from './sexuality.ts';
import { union } from './union.ts';

export const specialTypes: readonly DataType[] = [
  caste,
  ethnicity,
  ethnicityCode,
  immigration,
  military,
  politics,
  religion,
  sexuality,
  union,
];
