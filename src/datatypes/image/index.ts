import type { DataType } from '../datatype.ts';
import { photo } from './photo.ts';

export const imageTypes: readonly DataType[] = [photo];
