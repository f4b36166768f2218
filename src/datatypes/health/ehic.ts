import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';

export const ehic = defineDataType({
  id: 'health.ehic',
  title: 'European health insurance card',
  group: 'health',
  law: ART9,
  weight: 'medium',
  hints: {
    en: ['ehic', 'ehic number', 'european health insurance card'],
    de: ['ehic nummer'],
    fr: ['ceam', 'carte européenne assurance maladie'],
    es: ['tarjeta sanitaria europea'],
  },
  shapes: [
    '80(040|056|100|191|196|203|208|233|246|250|276|300|348|352|372|380|428|438|440|442|470|528|578|616|620|642|703|705|724|752|756|826)\\d{12,15}',
  ],
  nullRate: 0.00021,
  needs: 'value-and-name',
  examples: ['80276000000000000000', '80040000000000000000'],
  counterexamples: ['80999000000000000000', '80276', '70276000000000000000'],
  source: 'Decision S2 of the Administrative Commission; EN 1867',
});
