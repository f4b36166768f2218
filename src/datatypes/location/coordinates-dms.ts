import { defineDataType } from '../datatype.ts';
import { PRECISE_LOCATION } from '../law.ts';

export const coordinatesDms = defineDataType({
  id: 'location.coordinates-dms',
  title: 'Position in degrees and minutes, NMEA or WKB',
  group: 'location',
  law: PRECISE_LOCATION,
  weight: 'medium',
  hints: { en: ['nmea', 'gprmc', 'dms', 'wkb', 'ewkb', 'geom wkb', 'gps raw', 'gps string'] },
  weakHints: ['gps', 'position', 'location', 'coordinates', 'geom', 'lat', 'lng'],
  shapes: [
    '\\d{1,3} ?° ?\\d{1,2} ?[\'′] ?\\d{1,2}(\\.\\d+)? ?["″] ?[NSEW](,? ?\\d{1,3} ?° ?\\d{1,2} ?[\'′] ?\\d{1,2}(\\.\\d+)? ?["″] ?[NSEW])?',
    '\\$G[PNLAB](RMC|GGA|GLL),.*',
    '01010000(00|20)[0-9A-Fa-f]{32,40}',
    '0101000020E6100000[0-9A-Fa-f]{32}',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '43°47\'34"N',
    '$GPRMC,000000,A,4347.000,N,08737.000,E,0,0,010100,,*00',
    '0101000020E610000000000000000000000000000000000000',
  ],
  counterexamples: ['43°', '$GPXXX', '0101', '43.79'],
  source: 'ISO 6709 annex D; NMEA 0183; OGC 06-103r4 and PostGIS EWKB',
});
