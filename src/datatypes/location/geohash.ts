import { defineDataType } from '../datatype.ts';
import { PRECISE_LOCATION } from '../law.ts';

export const geohash = defineDataType({
  id: 'location.geohash',
  title: 'Position as a geohash, plus code or cell index',
  group: 'location',
  law: PRECISE_LOCATION,
  weight: 'medium',
  hints: {
    en: [
      'geohash',
      'geo hash',
      'plus code',
      'pluscode',
      'h3 index',
      's2 cell',
      's2cell',
      'open location code',
      'what3words',
      'quadkey',
      'h3index',
    ],
    zh: ['地理哈希'],
  },
  weakHints: ['cell', 'tile', 'location'],
  shapes: [
    '\\d?[b-hjkmnp-z][0-9b-hjkmnp-z]{5,10}',
    '\\d{2}[b-hjkmnp-z][0-9b-hjkmnp-z]{4,9}',
    '[23456789CFGHJMPQRVWX]{8}\\+[23456789CFGHJMPQRVWX]{2,3}',
    '8[0-9a-f]{14}',
    '///[a-z]+\\.[a-z]+\\.[a-z]+',
  ],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['tz8b2j0000', '8FVC9G8F+6X', '8928308280fffff'],
  counterexamples: ['ail', '1550044800', '8FVC9G8F', 'hello world'],
  source: 'Geohash of 2008; Open Location Code; H3 specification',
});
