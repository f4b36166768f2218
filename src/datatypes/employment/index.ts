import type { DataType } from '../datatype.ts';
import { employer } from './employer.ts';

export const employmentTypes: readonly DataType[] = [employer];
