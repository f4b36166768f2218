import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

/** Province codes of decision 124/2004 that appear in numbers issued so far. */
const PROVINCES: ReadonlySet<number> = new Set([
  1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42,
  44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86,
  87, 89, 91, 92, 93, 94, 95, 96,
]);

export const vnCccd = defineDataType({
  id: 'id.vn.cccd',
  title: 'Vietnamese citizen identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'VN',
  hints: {
    vi: [
      'cccd',
      'căn cước',
      'số cccd',
      'cmnd',
      'căn cước công dân',
      'số cmnd',
      'số căn cước',
      'chứng minh nhân dân',
      'cmt',
      'số cmt',
      'cmtnd',
      'cccd cmnd',
      'cmnd cccd',
      'chứng minh thư',
      'số định danh',
      'mã định danh',
      'cccd chủ hộ',
      'giấy tờ tùy thân',
    ],
    en: ['vietnam id', 'so cccd', 'so cmnd'],
  },
  weakHints: ID_WORDS,
  shapes: ['0\\d{11}'],
  nullRate: 0.016,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 12 || !PROVINCES.has(decimal(0, 3))) return false;
    const year = 1900 + Math.floor(digit(3) / 2) * 100 + decimal(4, 6);
    return year <= thisYear;
  },
  needs: 'value-and-name',
  examples: ['001090000000', '079199000001', '096300000002'],
  counterexamples: ['003090000000', '001990000000', '101090000000', '00109000000'],
  source: 'Decree 137/2015/ND-CP: province, sex and century, year of birth',
});
