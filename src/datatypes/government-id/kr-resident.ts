import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const krResident = defineDataType({
  id: 'id.kr.rrn',
  title: 'Korean resident registration number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'KR',
  hints: {
    en: [
      'rrn',
      'resident registration number',
      'korean id',
      'jumin',
      'juminbeonho',
      'jumin no',
      'jumin num',
      'juminno',
      'jumin bunho',
      'resident registration no',
      'frn',
      'alien registration kr',
      'ssn kr',
      'rrno',
      'resident no',
    ],
    ko: ['주민등록번호', '주민번호', '외국인등록번호', '주민등록번호 뒷자리', '주민', '외국인번호'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{6}-?[0-9]\\d{6}'],
  /** The check digit holds for numbers issued until October 2020, that of foreigners (5 to 8) is two higher; later ones are random behind the date. */
  nullRate: 0.0027,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 13) return false;
    const century = [18, 19, 19, 20, 20, 19, 19, 20, 20, 18][digit(6)] ?? 19;
    const year = century * 100 + decimal(0, 2);
    if (!isPastDate(year, decimal(2, 4), decimal(4, 6), 1880) || decimal(7, 9) > 96) return false;
    const check = (11 - (dot([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
    const foreign = digit(6) >= 5 && digit(6) <= 8 && (check + 2) % 10 === digit(12);
    return check === digit(12) || foreign || year > 2020 || (year === 2020 && decimal(2, 4) >= 10);
  },
  needs: 'value',
  examples: ['000101-3000008', '9001011000006', '991231-2000000'],
  counterexamples: ['001301-3000000', '900101-1000000', '900101-10000', '990230-1000001'],
  source: 'Resident Registration Act enforcement rules; weights 2-9 and 2-5 modulo 11',
});
