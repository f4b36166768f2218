import type { DataType } from '../datatype.ts';
import { employeeNumber } from './employee-number.ts';
import { employer } from './employer.ts';
import { evaluation } from './evaluation.ts';
import { job } from './job.ts';
import { salary } from './salary.ts';

export const employmentTypes: readonly DataType[] = [employeeNumber, employer, evaluation, job, salary];
