import type { DataType } from './datatype.ts';

/** Every data type, listed by hand: what is not here is not looked for. */
export const datatypes: readonly DataType[] = [];
