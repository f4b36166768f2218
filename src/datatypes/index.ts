import type { DataType } from './datatype.ts';
import { birthTypes } from './birth/index.ts';
import { contactTypes } from './contact/index.ts';
import { credentialTypes } from './credential/index.ts';
import { deviceTypes } from './device/index.ts';
import { employmentTypes } from './employment/index.ts';
import { financialTypes } from './financial/index.ts';
import { governmentIdTypes } from './government-id/index.ts';
import { imageTypes } from './image/index.ts';
import { locationTypes } from './location/index.ts';
import { nameTypes } from './name/index.ts';
import { specialTypes } from './special/index.ts';
import { timeTypes } from './time/index.ts';
import { vehicleTypes } from './vehicle/index.ts';

/** Every data type, listed by hand in the index of its group: what is not here is not looked for. */
export const datatypes: readonly DataType[] = [
  ...birthTypes,
  ...contactTypes,
  ...credentialTypes,
  ...deviceTypes,
  ...employmentTypes,
  ...financialTypes,
  ...governmentIdTypes,
  ...imageTypes,
  ...locationTypes,
  ...nameTypes,
  ...specialTypes,
  ...timeTypes,
  ...vehicleTypes,
];

/** Data types by their stable dotted id. */
export const byId: ReadonlyMap<string, DataType> = new Map(datatypes.map((type) => [type.id, type]));
