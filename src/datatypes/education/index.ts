import type { DataType } from '../datatype.ts';
import { result } from './result.ts';
import { school } from './school.ts';
import { studentNumber } from './student-number.ts';

export const educationTypes: readonly DataType[] = [result, school, studentNumber];
