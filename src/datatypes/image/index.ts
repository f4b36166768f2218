import type { DataType } from '../datatype.ts';
import { idScan } from './id-scan.ts';
import { photo } from './photo.ts';
import { recording } from './recording.ts';

export const imageTypes: readonly DataType[] = [idScan, photo, recording];
