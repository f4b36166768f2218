import type { DataType } from '../datatype.ts';
import { drivingLicence } from './driving-licence.ts';
import { inDrivingLicence } from './in-driving-licence.ts';
import { plate } from './plate.ts';
import { plateCn } from './plate-cn.ts';
import { registration } from './registration.ts';
import { vin } from './vin.ts';

export const vehicleTypes: readonly DataType[] = [
  drivingLicence,
  inDrivingLicence,
  plate,
  plateCn,
  registration,
  vin,
];
