import type { DataType } from '../datatype.ts';
import { dna } from './dna.ts';

export const geneticTypes: readonly DataType[] = [dna];
