import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';

export const voterCard = defineDataType({
  id: 'id.voter-card',
  title: 'Number of a voter',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  hints: {
    en: [
      'voter id',
      'voter card',
      'voter number',
      'voter no',
      'voter id number',
      'voter registration number',
      'voters card',
      'vin voter',
      'pvc number',
      'polling number',
    ],
    es: ['clave de elector', 'clave elector', 'credencial de elector', 'ine', 'ife', 'cic ine', 'padrón'],
    fr: ['carte électeur', 'numéro électeur', 'numero electeur'],
    pt: ['cartão de eleitor'],
    tr: ['seçmen no', 'seçmen numarası'],
    ar: ['رقم الناخب', 'رقم ناخب'],
    id: ['no dpt'],
    ru: ['номер избирателя'],
  },
  shapes: ['[A-Z0-9][A-Z0-9 /-]{5,23}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['AAAAAA00000000H000', '0000000000', '90F5B0000000000000'],
  counterexamples: ['abc', 'none', '12'],
  source: 'Electoral laws; INE of Mexico: elector key of eighteen characters',
});
