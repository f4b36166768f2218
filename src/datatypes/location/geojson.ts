import { defineDataType } from '../datatype.ts';
import { PRECISE_LOCATION } from '../law.ts';

export const geojson = defineDataType({
  id: 'location.geojson',
  title: 'GeoJSON geometry',
  group: 'location',
  law: PRECISE_LOCATION,
  weight: 'high',
  hints: {
    en: ['geojson', 'geometry', 'geom', 'geo json', 'the geom', 'geo shape'],
    zh: ['几何', '地理信息'],
    ru: ['геометрия'],
  },
  weakHints: ['location', 'loc', 'position', 'point', 'coordinates'],
  shapes: [
    '\\{ ?"type": ?"(Point|LineString|Polygon|MultiPoint|MultiLineString|MultiPolygon|Feature|FeatureCollection)".*\\}',
  ],
  nullRate: 0.000001,
  needs: 'structure',
  examples: [
    '{"type":"Point","coordinates":[87.6177,43.7928]}',
    '{"type": "LineString","coordinates":[[0,0],[1,1]]}',
    '{"type":"Feature","geometry":null}',
  ],
  counterexamples: ['{"type":"user"}', 'Point', '{"coordinates":[1,2]}'],
  source: 'RFC 7946',
});
