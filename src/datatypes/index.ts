import type { DataType } from './datatype.ts';
import { biometricTypes } from './biometric/index.ts';
import { birthTypes } from './birth/index.ts';
import { communicationTypes } from './communication/index.ts';
import { contactTypes } from './contact/index.ts';
import { credentialTypes } from './credential/index.ts';
import { criminalTypes } from './criminal/index.ts';
import { deviceTypes } from './device/index.ts';
import { educationTypes } from './education/index.ts';
import { employmentTypes } from './employment/index.ts';
import { familyTypes } from './family/index.ts';
import { financialTypes } from './financial/index.ts';
import { geneticTypes } from './genetic/index.ts';
import { governmentIdTypes } from './government-id/index.ts';
import { healthTypes } from './health/index.ts';
import { imageTypes } from './image/index.ts';
import { keyTypes } from './key/index.ts';
import { locationTypes } from './location/index.ts';
import { nameTypes } from './name/index.ts';
import { propertyTypes } from './property/index.ts';
import { specialTypes } from './special/index.ts';
import { timeTypes } from './time/index.ts';
import { travelTypes } from './travel/index.ts';
import { vectorTypes } from './vector/index.ts';
import { vehicleTypes } from './vehicle/index.ts';

/** Every data type, listed by hand in the index of its group: what is not here is not looked for. */
export const datatypes: readonly DataType[] = [
  ...biometricTypes,
  ...birthTypes,
  ...communicationTypes,
  ...contactTypes,
  ...credentialTypes,
  ...criminalTypes,
  ...deviceTypes,
  ...educationTypes,
  ...employmentTypes,
  ...familyTypes,
  ...financialTypes,
  ...geneticTypes,
  ...governmentIdTypes,
  ...healthTypes,
  ...imageTypes,
  ...keyTypes,
  ...locationTypes,
  ...nameTypes,
  ...propertyTypes,
  ...specialTypes,
  ...timeTypes,
  ...travelTypes,
  ...vectorTypes,
  ...vehicleTypes,
];

/** Data types by their stable dotted id. */
export const byId: ReadonlyMap<string, DataType> = new Map(datatypes.map((type) => [type.id, type]));
