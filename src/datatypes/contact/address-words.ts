import { wordTrie } from '../word-trie.ts';

/** Levels of a Chinese address, coarse to fine; two different ones make an address. */
const LEVELS = [
  '省',
  '自治区',
  '市',
  '自治州',
  '区',
  '县',
  '旗',
  '镇',
  '乡',
  '街道',
  '村',
  '路',
  '街',
  '巷',
  '弄',
  '胡同',
  '大道',
  '号',
  '栋',
  '幢',
  '座',
  '楼',
  '单元',
  '室',
  '组',
  '屯',
  '社区',
  '小区',
];
const levels = LEVELS.map((level) => wordTrie([level]));

const STREETS = wordTrie([
  'street',
  'st',
  'avenue',
  'ave',
  'road',
  'rd',
  'lane',
  'ln',
  'boulevard',
  'blvd',
  'drive',
  'dr',
  'court',
  'ct',
  'place',
  'square',
  'terrace',
  'crescent',
  'close',
  'highway',
  'hwy',
  'parkway',
  'apt',
  'apartment',
  'suite',
  'p.o. box',
  'po box',
  'calle',
  'avenida',
  'avda',
  'carrera',
  'paseo',
  'plaza',
  'colonia',
  'rua',
  'travessa',
  'alameda',
  'rodovia',
  'rue',
  'allée',
  'chemin',
  'impasse',
  'quai',
  'via',
  'viale',
  'piazza',
  'corso',
  'ulica',
  'ul',
  'aleja',
  'osiedle',
  'straße',
  'strasse',
  'platz',
  'allee',
  'weg',
  'gasse',
  'ул',
  'улица',
  'пр',
  'пр-т',
  'проспект',
  'пер',
  'переулок',
  'бульвар',
  'шоссе',
  'наб',
  'кв',
  'дом',
  'д',
  'мкр',
  'вул',
  'көшесі',
  'mah',
  'mahallesi',
  'cad',
  'caddesi',
  'sok',
  'sokak',
  'sokağı',
  'bulvarı',
  'apartmanı',
  'شارع',
  'طريق',
  'حي',
  'خیابان',
  'کوچه',
  'بلوار',
  'كوچا',
  'كوچىسى',
  'jalan',
  'jl',
  'gang',
  'đường',
  'phố',
  'marg',
  'nagar',
  'thanon',
]);
const ENDINGS = wordTrie([
  'straße',
  'strasse',
  'str',
  'platz',
  'gasse',
  'weg',
  'allee',
  'ring',
  'damm',
  'ufer',
  'straat',
  'laan',
  'plein',
  'gracht',
  'gatan',
  'vägen',
  'gade',
  'vej',
  'gata',
  'veien',
  'katu',
  'tie',
]);

/** Levels of a Korean address, as endings of words: city, county, district, town, neighbourhood, road. */
const KOREAN = ['시', '군', '구', '읍', '면', '동', '로', '길', '호'].map((level) => wordTrie([level]));

/** Two levels of a Chinese address, or two levels of a Korean one and a number; or a street word and a number, in at most 200 bytes. */
export function isAddress(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 8 || end - start > 300) return false;
  let han = false;
  let digits = 0;
  let letters = false;
  let hangul = false;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) digits++;
    else if (byte >= 0xe4 && byte <= 0xe9) han = true;
    else if (byte >= 0xea && byte <= 0xed) hangul = true;
    else if (byte >= 0x80 || (byte | 0x20) >= 0x61) letters = true;
  }
  if (han) {
    let seen = 0;
    for (const level of levels) if (level.contains(bytes, start + 3, end)) seen++;
    return seen >= 2;
  }
  if (hangul) {
    let seen = 0;
    for (const level of KOREAN) if (level.endsToken(bytes, start, end)) seen++;
    return digits > 0 && seen >= 2;
  }
  if (digits === 0 || digits > 12 || !letters) return false;
  return STREETS.contains(bytes, start, end) || ENDINGS.endsToken(bytes, start, end);
}
