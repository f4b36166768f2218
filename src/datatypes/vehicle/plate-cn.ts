import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

export const plateCn = defineDataType({
  id: 'vehicle.plate-cn',
  title: 'Chinese number plate',
  group: 'vehicle',
  law: PERSONAL,
  weight: 'medium',
  country: 'CN',
  hints: {
    en: [
      'plate',
      'plate no',
      'plate number',
      'license plate',
      'licence plate',
      'car number',
      'vehicle number',
      'car plate',
    ],
    zh: ['车牌', '车牌号', '车牌号码', '号牌', '号牌号码', 'cph', 'cphm', 'hphm', 'chepai', 'chepaihao'],
    ug: ['ماشىنا نومۇرى'],
    ru: ['номер машины'],
  },
  weakHints: ['hp', 'cp', 'car', 'vehicle'],
  shapes: [
    '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-HJ-NP-Z][ ·.-]?([A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳领使试超]|[DFABCEGHJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[DFABCEGHJK])',
    'WJ[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]?\\d{4}[\\dXBTSHJD]',
    '[A-Z]{2}\\d{5}领',
  ],
  nullRate: 0.00085,
  needs: 'value',
  examples: ['京A00000', '新A·D0000', '粤BD00000', '沪A0000警', '京A12345'],
  counterexamples: ['国A00000', '京AI0000', '京A0000', 'A00000', '京a00000'],
  source: 'GA 36-2018',
});
