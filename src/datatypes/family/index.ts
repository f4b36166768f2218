import type { DataType } from '../datatype.ts';
import { child } from './child.ts';
import { maritalStatus } from './marital-status.ts';
import { relative } from './relative.ts';

export const familyTypes: readonly DataType[] = [child, maritalStatus, relative];
