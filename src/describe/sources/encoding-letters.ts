import { decodeHead, type OneByte } from './decoding.ts';

/** Letters of a language by how often they come, most used first, in lower case; those beyond ASCII alone. */
const LANGUAGES: readonly {
  readonly encodings: readonly OneByte[];
  readonly often: string;
  readonly seldom: string;
}[] = [
  { encodings: ['windows-1252', 'cp850'], often: 'éäöüáíóñßåøèàãç', seldom: 'êëîïôûùúæœâìòõÿýðþ' },
  {
    encodings: ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5', 'koi8-u'],
    often: 'оеаинтсрвлкмдпу',
    seldom: 'яыьгзбчйхжшюцщэфъёіїєґўђјљњћџ',
  },
  { encodings: ['windows-1250', 'iso-8859-2'], often: 'áéíěřščžůýłąęśćóżőű', seldom: 'úťďňńźăşţđâîöüäôľĺŕ' },
  { encodings: ['windows-1254'], often: 'ıüşğçöİ', seldom: 'âîû' },
  { encodings: ['windows-1253'], often: 'αοιετσνηυρπκμλς', seldom: 'ίόάήέύώωγδχθφβξζψϊϋ' },
  { encodings: ['windows-1255'], often: 'יוהלאתרמבשנ', seldom: 'דםקעחפכןטסצגזךףץ' },
  { encodings: ['windows-1256'], often: 'اليمنوتربةعدسفهكحقجشصأإىخطضذ', seldom: 'زغظئءآؤثپچژگ' },
  { encodings: ['windows-874'], often: 'านรอกเงมยลวดทสตะป', seldom: 'คบหแจพช่้ีิัใไขโณผ์ุูถศธซภษญฟฉฐฎฏฆฬฮ' },
];

/** Signs that stand in no word. */
const WRONG = /[\ufffd\p{Cc}\p{Cn}\p{So}\p{Sm}¤¨ª¬¯³´¸¹º¼½¾¶§¦]/u;

/**
 * The encoding of text in one byte a letter, by the letters that come out: those that the language uses most weigh most, an
 * upper-case letter behind a lower-case one, a sign inside a word and a letter that the language does not have weigh against.
 */
export function byLetters(head: Uint8Array): OneByte {
  let best: OneByte = 'windows-1252';
  let most = Number.NEGATIVE_INFINITY;
  for (const { encodings, often, seldom } of LANGUAGES) {
    for (const encoding of encodings) {
      const score = scoreOf(decodeHead(head, encoding), often, seldom);
      if (score <= most + 1e-9) continue;
      most = score;
      best = encoding;
    }
  }
  return best;
}

function scoreOf(text: string, often: string, seldom: string): number {
  let sum = 0;
  let count = 0;
  let before = ' ';
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (code >= 0x80) {
      count++;
      sum += letterScore(char, before, often, seldom);
    } else if (/[A-Za-z]/.test(char) && isForeign(before)) sum -= 1;
    before = char;
  }
  return count === 0 ? 0 : sum / count;
}

/** A letter of another alphabet than ours: no word holds letters of both. */
function isForeign(char: string): boolean {
  return (char.codePointAt(0) as number) >= 0x80 && /\p{L}/u.test(char) && !/\p{Script=Latin}/u.test(char);
}

function letterScore(char: string, before: string, often: string, seldom: string): number {
  if (/[–—‘’“”„«»…°€№\u00a0]/u.test(char)) return 0.3;
  if (/[A-Za-z]/.test(before) && isForeign(char)) return -1;
  const lower = char === 'İ' ? 'İ' : char.toLowerCase();
  const isUpper = lower !== char;
  // «иВан» and «prÉnom» are no words: an upper-case letter does not follow a lower-case one.
  if (isUpper && /\p{Ll}/u.test(before)) return -1;
  const at = often.indexOf(lower);
  const base = at >= 0 ? 1 : seldom.includes(lower) ? 0.35 : -1;
  if (base > 0) return isUpper && !/\p{L}/u.test(before) ? base : isUpper ? base * 0.7 : base;
  return WRONG.test(char) ? -1.5 : base;
}
