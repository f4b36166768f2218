import type { DataType } from '../datatype.ts';
import { epochMilliseconds } from './epoch-milliseconds.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { timestamp } from './timestamp.ts';

export const timeTypes: readonly DataType[] = [epochMilliseconds, epochSeconds, timestamp];
