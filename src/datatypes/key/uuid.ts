import { defineDataType } from '../datatype.ts';
import { PLAIN } from '../law.ts';

export const uuid = defineDataType({
  id: 'key.uuid',
  title: 'UUID',
  group: 'other',
  law: PLAIN,
  weight: 'low',
  hints: { en: ['uuid', 'guid'] },
  shapes: [
    '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    '\\{?[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}\\}?',
  ],
  nullRate: 1,
  needs: 'structure',
  examples: ['00000000-0000-4000-8000-000000000000', '{00000000-0000-4000-8000-00000000000A}'],
  counterexamples: ['00000000', '00000000-0000-4000-8000-00000000000g', '0000000000004000800000000000000'],
  source: 'RFC 9562',
});
