import type { DataType } from '../datatype.ts';
import { objectId } from './object-id.ts';
import { uuid } from './uuid.ts';

export const keyTypes: readonly DataType[] = [objectId, uuid];
