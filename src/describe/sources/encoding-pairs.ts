import type { Encoding } from './decoding.ts';

/** A way to write East Asian text in two bytes a character. */
interface Pairs {
  readonly encoding: Encoding;
  /** How long the character at `at` is, negative where it cannot be one; `common` where it is one of the most used. */
  readonly read: (head: Uint8Array, at: number) => number;
  readonly common: (lead: number, trail: number) => boolean;
}

function within(byte: number | undefined, from: number, to: number): boolean {
  return byte !== undefined && byte >= from && byte <= to;
}

/**
 * Where the most used characters lie: GB 2312 level 1 (3,755 hanzi), Big5 level 1 (5,401), JIS X 0208 kana and level 1 (2,965
 * kanji), KS X 1001 hangul (2,350).
 */
const WAYS: readonly Pairs[] = [
  {
    encoding: 'gb18030',
    read: (head, at) =>
      !within(head[at], 0x81, 0xfe)
        ? -1
        : within(head[at + 1], 0x30, 0x39)
          ? within(head[at + 2], 0x81, 0xfe) && within(head[at + 3], 0x30, 0x39)
            ? 4
            : -1
          : within(head[at + 1], 0x40, 0xfe) && head[at + 1] !== 0x7f
            ? 2
            : -1,
    common: (lead, trail) =>
      (within(lead, 0xb0, 0xd7) || lead === 0xa3 || (lead === 0xa1 && trail <= 0xbf)) && trail >= 0xa1,
  },
  {
    encoding: 'big5',
    read: (head, at) =>
      within(head[at], 0x81, 0xfe) && (within(head[at + 1], 0x40, 0x7e) || within(head[at + 1], 0xa1, 0xfe))
        ? 2
        : -1,
    common: (lead) => within(lead, 0xa4, 0xc6) || lead === 0xa1,
  },
  {
    encoding: 'shift_jis',
    read: (head, at) =>
      within(head[at], 0xa1, 0xdf)
        ? 1
        : (within(head[at], 0x81, 0x9f) || within(head[at], 0xe0, 0xfc)) &&
            within(head[at + 1], 0x40, 0xfc) &&
            head[at + 1] !== 0x7f
          ? 2
          : -1,
    common: (lead, trail) =>
      within(lead, 0x88, 0x97) ||
      (lead === 0x82 && within(trail, 0x9f, 0xf1)) ||
      (lead === 0x83 && within(trail, 0x40, 0x96)) ||
      (lead === 0x81 && within(trail, 0x40, 0x9a)),
  },
  {
    encoding: 'euc-jp',
    read: (head, at) =>
      head[at] === 0x8e
        ? within(head[at + 1], 0xa1, 0xdf)
          ? 2
          : -1
        : head[at] === 0x8f
          ? within(head[at + 1], 0xa1, 0xfe) && within(head[at + 2], 0xa1, 0xfe)
            ? 3
            : -1
          : within(head[at], 0xa1, 0xfe) && within(head[at + 1], 0xa1, 0xfe)
            ? 2
            : -1,
    common: (lead, trail) =>
      within(lead, 0xb0, 0xcf) ||
      (lead === 0xa4 && trail <= 0xf3) ||
      (lead === 0xa5 && trail <= 0xf6) ||
      lead === 0xa1,
  },
  {
    encoding: 'euc-kr',
    read: (head, at) => (within(head[at], 0x81, 0xfe) && within(head[at + 1], 0x41, 0xfe) ? 2 : -1),
    common: (lead, trail) => within(lead, 0xb0, 0xc8) && trail >= 0xa1,
  },
];

/** Letters that Chinese, Japanese and Korean texts are full of, as the decoder gives them. */
const OFTEN: Readonly<Record<string, RegExp>> = {
  gb18030:
    /[的一是不了人我在有他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运姓址省县号街楼室陈李刘杨黄赵周吴徐孙朱胡郭林何梁宋郑罗谢韩唐冯于董萧曹邓傅沈曾彭吕伟芳娜敏静丽艳勇军杰娟涛超秀霞英华玉兰京津沪]/gu,
  big5: /[的一是不了人我在有他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作里用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運姓址省縣號街樓室臺灣陳李劉楊黃趙周吳徐孫朱胡郭林何梁宋鄭羅謝韓唐馮葉蔡許洪淑芬雅婷家豪志明美玲怡君偉芳娜]/gu,
  shift_jis:
    /[\p{Script=Hiragana}\p{Script=Katakana}ー人名日本東京大都区市町村県田中山川木村藤佐鈴高橋渡辺伊小林加吉太郎子一二三美和氏住所電話番号年月生男女会社]/gu,
  'euc-jp':
    /[\p{Script=Hiragana}\p{Script=Katakana}ー人名日本東京大都区市町村県田中山川木村藤佐鈴高橋渡辺伊小林加吉太郎子一二三美和氏住所電話番号年月生男女会社]/gu,
  'euc-kr':
    /[이다는의가에을하고서로한지를은사기시리자도인어정부전주수일해그대김박최윤장임오신권황안송류홍성동구울산광경민연준현영희호진우석철미선혜은아나유재이름소전화번호특별]/gu,
};

/**
 * East Asian encodings by their bytes: every character above ASCII must be a pair that the encoding has, and most of them
 * characters that are used much. Undefined where none fits.
 */
export function byPairs(head: Uint8Array): Encoding | undefined {
  let best: { readonly encoding: Encoding; readonly score: number } | undefined;
  for (const { encoding, read, common } of WAYS) {
    let pairs = 0;
    let often = 0;
    let wrong = 0;
    for (let at = 0; at < head.length - 3; ) {
      if ((head[at] as number) < 0x80) {
        at++;
        continue;
      }
      const size = read(head, at);
      if (size < 0) {
        wrong++;
        at++;
        continue;
      }
      pairs++;
      if (size === 2 && common(head[at] as number, head[at + 1] as number)) often++;
      at += size;
    }
    if (pairs === 0 || wrong > pairs * 0.02 || often < pairs * 0.6) continue;
    const text = new TextDecoder(encoding).decode(head);
    const known = OFTEN[encoding];
    const letters = [...text].filter((char) => (char.codePointAt(0) as number) >= 0x80).length;
    const used = known === undefined ? 0 : (text.match(known) ?? []).length;
    const score = often / pairs / 2 + used / Math.max(1, letters);
    if (best === undefined || score > best.score) best = { encoding, score };
  }
  // Pairs can be found in any text with accents; words of one language cannot.
  return best !== undefined && best.score >= 0.65 ? best.encoding : undefined;
}
