import type { Column } from '../columns/column.ts';
import { foldName } from '../match/field-names.ts';
import type { Field } from './record.ts';
import type { Candidate } from './verdict.ts';

/** A country that so many of the values name is one of this data set's. */
const COMMON = 0.2;
const KINDS_OF_COUNTRY = 300;

/** ISO 3166-1 alpha-2, alpha-3, calling code (ITU-T E.164): countries whose own numbers are in the catalogue. */
const COUNTRIES =
  'AE ARE 971,AL ALB 355,AM ARM 374,AO AGO 244,AR ARG 54,AT AUT 43,AU AUS 61,AZ AZE 994,BA BIH 387,BD BGD 880,BE BEL 32,BG BGR 359,' +
  'BH BHR 973,BO BOL 591,BR BRA 55,BW BWA 267,BY BLR 375,CA CAN 1,CH CHE 41,CL CHL 56,CN CHN 86,CO COL 57,CR CRI 506,CU CUB 53,' +
  'CY CYP 357,CZ CZE 420,DE DEU 49,DK DNK 45,DO DOM 1,DZ DZA 213,EC ECU 593,EE EST 372,EG EGY 20,ES ESP 34,ET ETH 251,FI FIN 358,' +
  'FR FRA 33,GB GBR 44,GE GEO 995,GH GHA 233,GR GRC 30,GT GTM 502,HK HKG 852,HN HND 504,HR HRV 385,HU HUN 36,ID IDN 62,IE IRL 353,' +
  'IL ISR 972,IN IND 91,IQ IRQ 964,IR IRN 98,IS ISL 354,IT ITA 39,JO JOR 962,JP JPN 81,KE KEN 254,KG KGZ 996,KR KOR 82,KW KWT 965,' +
  'KZ KAZ 7,LB LBN 961,LK LKA 94,LT LTU 370,LU LUX 352,LV LVA 371,LY LBY 218,MA MAR 212,MD MDA 373,ME MNE 382,MK MKD 389,MN MNG 976,' +
  'MO MAC 853,MT MLT 356,MU MUS 230,MX MEX 52,MY MYS 60,MZ MOZ 258,NG NGA 234,NL NLD 31,NO NOR 47,NP NPL 977,NZ NZL 64,PA PAN 507,' +
  'PE PER 51,PH PHL 63,PK PAK 92,PL POL 48,PS PSE 970,PT PRT 351,PY PRY 595,QA QAT 974,RO ROU 40,RS SRB 381,RU RUS 7,RW RWA 250,' +
  'SA SAU 966,SE SWE 46,SG SGP 65,SI SVN 386,SK SVK 421,SV SLV 503,TH THA 66,TN TUN 216,TR TUR 90,TW TWN 886,TZ TZA 255,UA UKR 380,' +
  'UG UGA 256,US USA 1,UY URY 598,UZ UZB 998,VE VEN 58,VN VNM 84,ZA ZAF 27,ZM ZMB 260,ZW ZWE 263';
const LANGUAGES = [
  'en',
  'zh',
  'es',
  'pt',
  'fr',
  'de',
  'it',
  'ru',
  'uk',
  'ar',
  'fa',
  'tr',
  'ug',
  'kk',
  'ja',
  'ko',
];

interface Country {
  readonly code: string;
  readonly calling: string;
  /** What a field that names countries may hold for it. */
  readonly words: readonly string[];
}

let known: readonly Country[] | undefined;

/** Names come from the Unicode CLDR that Node carries; made once, when a field that names countries is met. */
function countries(): readonly Country[] {
  if (known !== undefined) return known;
  const names = LANGUAGES.map((language) => new Intl.DisplayNames([language], { type: 'region' }));
  known = COUNTRIES.split(',').map((row) => {
    const [code, three, calling] = row.split(' ') as [string, string, string];
    const words = new Set([code, code.toLowerCase(), three, ...names.map((one) => one.of(code) ?? code)]);
    return { code, calling, words: [...words] };
  });
  return known;
}

const COUNTRY_FIELD =
  /(?:^| )(?:country|nation|nationality|citizenship|iso|cc|land|staat|pays|pais|nazione|ulke|uyruk|strana|grazhdanstvo|guojia|guoji)(?: ?(?:code|iso|name|id|abbr))?$|国家|国籍|国别|страна|гражданство|البلد|الدولة|الجنسيه/u;
const CURRENCY_FIELD =
  /(?:^| )(?:currency|waehrung|devise|moneda|moeda|valuta|para birimi|bizhong)(?: ?code)?$|货币|币种|валюта|العمله/u;

/**
 * Countries that other fields of the data set speak of: a field of country codes or names, of currencies (the first two
 * letters of ISO 4217 are the country), and the calling codes of telephone numbers. Values are not read again: their hashes
 * are asked for the few words that a country has.
 */
export function countriesBeside(
  fields: readonly Field[],
  first: readonly (readonly Candidate[])[],
): Set<string> {
  const out = new Set<string>();
  for (const [at, field] of fields.entries()) {
    const column = field.column;
    if (column === undefined || column.close < 5) continue;
    const name = foldName(field.elements.at(-1) ?? '');
    const few = (column.sketch?.distinct ?? Number.POSITIVE_INFINITY) <= KINDS_OF_COUNTRY;
    if (few && COUNTRY_FIELD.test(name)) {
      for (const { code, words } of countries()) if (sum(column, words) >= COMMON) out.add(code);
    } else if (few && CURRENCY_FIELD.test(name)) {
      for (const code of currencies()) if (column.shareOf(code) >= COMMON) out.add(code.slice(0, 2));
    } else if (first[at]?.some((one) => one.type.id === 'contact.phone' && one.confidence >= 0.6))
      for (const code of called(column)) out.add(code);
  }
  return out;
}

function sum(column: Column, words: readonly string[]): number {
  return words.reduce((share, word) => share + column.shareOf(word), 0);
}

/** Currencies that only one country has: not the euro, and none of the `X` codes. */
function currencies(): string[] {
  return Intl.supportedValuesOf('currency').filter((code) => code !== 'EUR' && !code.startsWith('X'));
}

function* called(column: Column): Generator<string> {
  const calling = column.marks?.calling;
  if (calling === undefined) return;
  let all = 0;
  for (const count of calling.values()) all += count;
  if (all < 5) return;
  for (const { code, calling: prefix } of countries()) {
    let own = 0;
    for (const [digits, count] of calling) if (String(digits).startsWith(prefix)) own += count;
    if (own >= all * COMMON) yield code;
  }
}
