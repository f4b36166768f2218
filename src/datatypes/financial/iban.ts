import { mod97 } from '../checksum/mod97.ts';
import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';
import { digit, readAlnum, register } from '../register.ts';

/** ISO 13616 registry: country and whole length. */
const LENGTHS: ReadonlyMap<number, number> = new Map(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IR26 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 MZ25 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 DZ26 AO25 BF28 BJ28 CF27 CG27 CI28 CM27 CV25 GA27 GQ27 GW25 KM27 MA28 MG27 ML28 NE28 SN28 TD27 TG28'
    .split(' ')
    .map((row) => [(row.charCodeAt(0) - 55) * 36 + row.charCodeAt(1) - 55, Number(row.slice(2))]),
);

export const iban = defineDataType({
  id: 'financial.iban',
  title: 'International bank account number',
  group: 'financial',
  law: FINANCIAL,
  weight: 'high',
  hints: {
    en: [
      'iban',
      'bank account',
      'account iban',
      'international bank account',
      'sheba',
      'sheba number',
      'iban no',
      'iban number',
      'iban code',
      'bank iban',
    ],
    de: ['bankverbindung', 'kontoverbindung', 'iban', 'iban nr'],
    fr: ['rib', 'compte bancaire', 'iban', 'rib iban', 'numéro iban'],
    es: ['cuenta bancaria', 'iban', 'número iban', 'cod iban'],
    tr: ['iban no', 'iban', 'iban numarası', 'ibanno'],
    ar: ['ايبان', 'الآيبان', 'رقم الآيبان', 'رقم الايبان', 'الايبان', 'رقم ايبان'],
    ru: ['ибан'],
    zh: ['国际银行账号'],
    fa: ['شماره شبا', 'شبا', 'sheba', 'shaba', 'shomare sheba'],
    pl: ['iban', 'nr iban'],
    he: ['איבאן'],
    nl: ['iban nummer', 'ibannummer'],
    it: ['iban', 'codice iban', 'cod iban'],
  },
  weakHints: ['account', 'account no', 'account number', 'konto', 'cuenta', 'hesap', 'compte'],
  shapes: ['[A-Z]{2}\\d{2}[A-Z0-9]{11,30}', '[A-Z]{2}\\d{2}( [A-Z0-9]{4})+( [A-Z0-9]{1,3})?'],
  holds(bytes, start, end) {
    const n = readAlnum(bytes, start, end);
    if (LENGTHS.get(digit(0) * 36 + digit(1)) !== n) return false;
    return mod97(register, 0, 4, mod97(register, 4, n)) === 1;
  },
  nullRate: 0.00019,
  needs: 'value',
  examples: ['GB05TEST00000000000000', 'DE36 0000 0000 0000 0000 00', 'SA1000000000000000000000'],
  counterexamples: [
    'DE00000000000000000001',
    'XX82WEST12345698765432',
    'GB82 WEST 1234 5698 7654 3',
    'GB82WEST12345698765431',
  ],
  source: 'ISO 13616-1; SWIFT IBAN registry',
});
