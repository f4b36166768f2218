import type { DataType } from '../datatype.ts';
import { appearance } from './appearance.ts';
import { faceMatch } from './face-match.ts';
import { faceVector } from './face-vector.ts';
import { template } from './template.ts';
import { voiceVector } from './voice-vector.ts';

export const biometricTypes: readonly DataType[] = [appearance, faceMatch, faceVector, template, voiceVector];
