import { defineDataType } from '../datatype.ts';
import { isDate } from '../dates.ts';
import { PLAIN } from '../law.ts';
import { digit, digitByte, register } from '../register.ts';

export const timestamp = defineDataType({
  id: 'time.timestamp',
  title: 'Time stamp',
  group: 'time',
  law: PLAIN,
  weight: 'low',
  hints: {
    en: [
      'timestamp',
      'time',
      'date',
      'datetime',
      'created at',
      'updated at',
      'created',
      'updated',
      'modified',
      'capture time',
      'captured at',
      'seen at',
      'last seen',
      'at',
      'ts',
      'event time',
      'create time',
      'update time',
      'createtime',
      'log time',
      'login time',
      'start time',
      'end time',
    ],
    zh: [
      '时间',
      '抓拍时间',
      '创建时间',
      '更新时间',
      '采集时间',
      '登录时间',
      '拍摄时间',
      '过车时间',
      'zpsj',
      'cjsj',
      'gxsj',
      'shijian',
      'gcsj',
      'sj',
    ],
    es: ['fecha', 'hora', 'fecha hora'],
    pt: ['data', 'hora', 'data hora'],
    fr: ['date', 'heure', 'horodatage'],
    de: ['zeit', 'datum', 'zeitstempel', 'uhrzeit'],
    ru: ['время', 'дата', 'дата время', 'vremya', 'data'],
    ar: ['الوقت', 'التاريخ'],
    fa: ['زمان', 'تاریخ'],
    tr: ['zaman', 'tarih', 'saat'],
    ug: ['ۋاقىت', 'ۋاقتى'],
    ja: ['日時', '時刻'],
    ko: ['시간', '날짜'],
  },
  shapes: [
    '\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}[ T]\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)? ?(Z|UTC|[+-]\\d{2}:?\\d{2})?',
    '(20|19)\\d{12}(\\d{3})?',
    '(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\\d{2}:\\d{2}:\\d{2}.*',
  ],
  holds(bytes, start, end) {
    if (digitByte(bytes, start) < 0) return true;
    let n = 0;
    let from = start;
    const parts = register;
    let sum = 0;
    for (let i = start; i <= end && n < 5; i++) {
      const d = i < end ? digitByte(bytes, i) : -1;
      const width = i - from;
      if (d >= 0 && !(width === 4 && n === 0) && !(n > 0 && width === 2)) {
        sum = sum * 10 + d;
        continue;
      }
      parts[n] = n === 0 ? Math.min(255, Math.max(0, sum - 1900)) : sum;
      n++;
      sum = d >= 0 ? d : 0;
      from = d >= 0 ? i : i + 1;
    }
    return n === 5 && isDate(1900 + digit(0), digit(1), digit(2)) && digit(3) < 24 && digit(4) < 60;
  },
  nullRate: 0.000001,
  needs: 'structure',
  examples: [
    '2019-02-13T08:00:00Z',
    '2019-02-13 08:00:00.123',
    '20190213080000',
    '2026/1/2 3:04:05',
    'Wed, 13 Feb 2019 08:00:00 GMT',
    '2019-02-13T08:00:00+08:00',
  ],
  counterexamples: [
    '2019-02-30T08:00:00Z',
    '2019-02-13T25:00:00Z',
    '20191313080000',
    '2019-02-13',
    'yesterday',
  ],
  source: 'ISO 8601-1; RFC 3339; RFC 9110 §5.6.7',
});
