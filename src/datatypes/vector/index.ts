import type { DataType } from '../datatype.ts';
import { textEmbedding } from './text-embedding.ts';

export const vectorTypes: readonly DataType[] = [textEmbedding];
