import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const aoBi = defineDataType({
  id: 'id.ao.bi',
  title: 'Angolan identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'AO',
  hints: { pt: ['bilhete de identidade', 'bilhete identidade', 'bi', 'número bi', 'nº bi', 'bi angola'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{9}(BA|BE|BO|CA|CC|CE|CN|CS|HA|HO|KN|KS|LA|LN|LS|MA|ME|MO|NE|UE|ZE)\\d{3}'],
  nullRate: 0.03,
  needs: 'value-and-name',
  examples: ['000000000LA000', '000000001BA001'],
  counterexamples: ['000000000XX000', '00000000LA000', '000000000LA00'],
  source: 'Direcção Nacional de Identificação of Angola',
});
