import { type Random, seeded } from '../random.ts';
import { dateText, SYNTHETIC, withIdCheck } from './people.ts';

/** How many invented residents there are to draw from: about one billion. */
export const RESIDENTS = 1_000_000_000;
/** Prime to the number of residents, so that multiplying by it shuffles them without losing one. */
const STEP = 387_421;
const SEQUENCES = 1_000;
const FIRST_YEAR = 1938;
/** Days from the first of January 1938 on: the youngest was born in 2012. */
const BIRTHDAYS = 27_300;
const DAY = 86_400_000;

const REGIONS =
  '310101 310104 310105 310106 310107 310109 310110 310112 310113 310114 310115 310116 310117 310118 310120 310151 320102 320104 320105 320106 330102 330105 330106 340102 340103 350102 350103 360102 370102 370103 410102 410103 420102 420103 430102 440103 440104'.split(
    ' ',
  );
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬燕鹏辉斌波'];
const DISTRICTS = [
  '黄浦区',
  '徐汇区',
  '长宁区',
  '静安区',
  '普陀区',
  '虹口区',
  '杨浦区',
  '闵行区',
  '宝山区',
] as const;
const ROADS = ['中山路', '南京路', '淮海路', '延安路', '四川路', '江苏路', '西藏路', '河南路'] as const;
const PEOPLES = [...Array.from({ length: 46 }, () => '汉族'), '回族', '满族', '苗族', '壮族'];
const MOBILE = ['138', '139', '150', '158', '177', '186', '189'] as const;

export function hanName(random: Random): string {
  return random.pick(SURNAMES) + random.pick(GIVEN) + (random.next() < 0.7 ? random.pick(GIVEN) : '');
}

/** Numbers that `mobileNumber` can give. */
export const MOBILES = MOBILE.length * 100_000_000;

export function mobileNumber(random: Random): string {
  return random.pick(MOBILE) + String(random.below(100_000_000)).padStart(8, '0');
}

export function shanghaiAddress(random: Random): string {
  return `上海市${random.pick(DISTRICTS)}${random.pick(ROADS)}${1 + random.below(1200)}弄${1 + random.below(80)}号${100 * (1 + random.below(18)) + 1 + random.below(6)}室`;
}

/** The number of one resident: every resident has one of their own. */
export function residentNumber(index: number): string {
  const place = (index * STEP) % RESIDENTS;
  const days = Math.floor(place / SEQUENCES) % BIRTHDAYS;
  const region = REGIONS[Math.floor(place / SEQUENCES / BIRTHDAYS)] ?? '310101';
  const born = new Date(Date.UTC(FIRST_YEAR, 0, 1) + days * DAY).toISOString().slice(0, 10);
  return withIdCheck(`${region}${born.replaceAll('-', '')}${String(place % SEQUENCES).padStart(3, '0')}`);
}

export interface Resident {
  readonly name: string;
  readonly id_number: string;
  readonly sex: string;
  readonly nation: string;
  readonly birth_date: string;
  readonly address: string;
  readonly mobile: string;
  readonly synthetic: string;
  readonly [field: string]: string;
}

export function resident(index: number): Resident {
  const random = seeded(11, index);
  const number = residentNumber(index);
  return {
    name: hanName(random),
    id_number: number,
    sex: Number(number[16]) % 2 === 1 ? '男' : '女',
    nation: random.pick(PEOPLES),
    birth_date: dateText({
      year: Number(number.slice(6, 10)),
      month: Number(number.slice(10, 12)),
      day: Number(number.slice(12, 14)),
    }),
    address: shanghaiAddress(random),
    mobile: mobileNumber(random),
    synthetic: SYNTHETIC,
  };
}
