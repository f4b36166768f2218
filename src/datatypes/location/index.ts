import type { DataType } from '../datatype.ts';
import { cell } from './cell.ts';
import { coordinatesDms } from './coordinates-dms.ts';
import { geohash } from './geohash.ts';
import { geojson } from './geojson.ts';
import { gpsLatitude } from './gps-latitude.ts';
import { gpsLongitude } from './gps-longitude.ts';
import { gpsPair } from './gps-pair.ts';
import { placeWord } from './place-word.ts';
import { postcode } from './postcode.ts';
import { region } from './region.ts';
import { track } from './track.ts';

export const locationTypes: readonly DataType[] = [
  cell,
  coordinatesDms,
  geohash,
  geojson,
  gpsLatitude,
  gpsLongitude,
  gpsPair,
  placeWord,
  postcode,
  region,
  track,
];
