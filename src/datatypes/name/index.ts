import type { DataType } from '../datatype.ts';
import { family } from './family.ts';
import { given } from './given.ts';
import { han } from './han.ts';
import { person } from './person.ts';

export const nameTypes: readonly DataType[] = [family, given, han, person];
