import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { decimal, readDigits } from '../register.ts';

/** MIIT number segments in use: 13x, 145-149, 15x without 154, 162/165/166/167, 17x without 179, 18x, 190-193/195-199. */
const SEGMENTS: ReadonlySet<number> = new Set([
  130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 141, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153,
  155, 156, 157, 158, 159, 162, 165, 166, 167, 170, 171, 172, 173, 174, 175, 176, 177, 178, 180, 181, 182,
  183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 195, 196, 197, 198, 199,
]);

export const phoneCnMobile = defineDataType({
  id: 'contact.phone-cn-mobile',
  title: 'Chinese mobile number without country code',
  group: 'contact',
  law: PERSONAL,
  weight: 'medium',
  country: 'CN',
  hints: {
    zh: ['手机', '手机号', '手机号码', '移动电话', '联系手机', 'sjh', 'sjhm', 'shouji', 'shoujihao', 'yddh'],
    en: ['mobile', 'cn mobile'],
    ug: ['يانفون نومۇرى'],
  },
  weakHints: [
    'sj',
    'dh',
    'lxdh',
    'phone',
    'tel',
    'telephone',
    'phone number',
    'mobile phone',
    '电话',
    '联系电话',
    '联系方式',
    '电话号码',
    'contact',
    'account',
    'username',
  ],
  antiHints: [
    'order no',
    'timestamp',
    'phone model',
    'phone brand',
    'phone type',
    'phone os',
    '手机型号',
    '手机品牌',
    'phone verified',
    'phone price',
    'cell value',
    'cell count',
    'mobile version',
    'mobile app',
  ],
  shapes: ['1[3-9]\\d( |-)?\\d{4}( |-)?\\d{4}'],
  holds: (bytes, start, end) => readDigits(bytes, start, end) === 11 && SEGMENTS.has(decimal(0, 3)),
  nullRate: 0.059,
  needs: 'value-and-name',
  examples: ['13800000000', '199-0000-0000', '186 0000 0001'],
  counterexamples: ['12800000000', '15400000000', '1380000000', '138000000000', '16000000000'],
  source: 'MIIT telecommunication network numbering plan (2017 edition) and later allocations',
});
