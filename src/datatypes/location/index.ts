import type { DataType } from '../datatype.ts';
import { geojson } from './geojson.ts';
import { gpsLatitude } from './gps-latitude.ts';
import { gpsLongitude } from './gps-longitude.ts';
import { gpsPair } from './gps-pair.ts';
import { placeWord } from './place-word.ts';

export const locationTypes: readonly DataType[] = [geojson, gpsLatitude, gpsLongitude, gpsPair, placeWord];
