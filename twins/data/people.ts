import { type Random, seeded } from '../random.ts';

/**
 * Invented people. Every one is computed from its number and exists nowhere else: names are drawn letter by letter from short
 * lists, numbers are made to pass their checks, and each record says of itself that it is synthetic.
 */
export const SYNTHETIC = 'invented for a test; no such person';

const SURNAMES = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '赵',
  '黄',
  '周',
  '吴',
  '徐',
  '孙',
  '胡',
  '朱',
  '高',
  '林',
  '何',
  '郭',
  '马',
  '罗',
] as const;
const GIVEN = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '秀',
  '霞',
  '平',
  '刚',
  '桂',
  '英',
  '华',
  '玉',
  '萍',
  '红',
  '娥',
  '玲',
  '芬',
] as const;
const UYGHUR = [
  '阿不都·热合曼',
  '买买提·吐尔逊',
  '古丽·努尔',
  '艾力·卡德尔',
  '热依汗·依明',
  '吐尔逊·阿吉',
  '帕提古丽·买买提',
  '木合塔尔·沙吾提',
] as const;
const REGIONS = [
  '650102',
  '650103',
  '650104',
  '650105',
  '653101',
  '653201',
  '652901',
  '110101',
  '310104',
  '440305',
  '510107',
  '610113',
] as const;
const STREETS = ['人民路', '解放路', '建设街', '和平路', '友好北路', '团结路', '胜利街', '新华南路'] as const;
const CITIES = [
  '乌鲁木齐市天山区',
  '乌鲁木齐市沙依巴克区',
  '喀什市',
  '和田市',
  '阿克苏市',
  '成都市武侯区',
  '西安市未央区',
] as const;
const EMPLOYERS = [
  '第三建筑有限公司',
  '第十七中学',
  '红星机械厂',
  '东方物流有限公司',
  '市环卫局',
  '利民超市有限公司',
  '长河运输有限公司',
] as const;
const PEOPLES = [
  '汉族',
  '汉族',
  '汉族',
  '汉族',
  '维吾尔族',
  '维吾尔族',
  '维吾尔族',
  '哈萨克族',
  '回族',
] as const;

const FIRST_NAMES = [
  'Anna',
  'Bela',
  'Carla',
  'Dario',
  'Elin',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Katya',
  'Luis',
  'Mira',
  'Nils',
  'Olga',
  'Pavel',
  'Rosa',
  'Sven',
  'Tara',
  'Ugo',
] as const;
const LAST_NAMES = [
  'Abel',
  'Brandt',
  'Castro',
  'Dahl',
  'Eriksen',
  'Fuchs',
  'Garcia',
  'Hofer',
  'Ivanov',
  'Jensen',
  'Keller',
  'Lopez',
  'Meyer',
  'Novak',
  'Olsen',
  'Petrov',
  'Ricci',
  'Silva',
  'Toth',
  'Varga',
] as const;
const ROADS = [
  'Oak Street',
  'Mill Lane',
  'Station Road',
  'High Street',
  'Harbour View',
  'Church Road',
  'Park Avenue',
] as const;
const TOWNS = ['Northfield', 'Eastbrook', 'Weston', 'Southport', 'Lakeside', 'Hilltown'] as const;

export interface Birth {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function birthOf(random: Random): Birth {
  return { year: 1940 + random.below(75), month: 1 + random.below(12), day: 1 + random.below(28) };
}

const two = (value: number): string => String(value).padStart(2, '0');

export function dateText({ year, month, day }: Birth): string {
  return `${year}-${two(month)}-${two(day)}`;
}

/** GB 11643: the 18th place is a check digit by ISO 7064 MOD 11-2 over the 17 before it. */
export function withIdCheck(body: string): string {
  let remainder = 0;
  for (const digit of body) remainder = ((remainder + Number(digit)) * 2) % 11;
  return body + '0123456789X'.charAt((12 - remainder) % 11);
}

/** Six digits of region, birth date, three of sequence, check digit. */
export function residentId(random: Random, birth: Birth): string {
  return withIdCheck(
    `${random.pick(REGIONS)}${birth.year}${two(birth.month)}${two(birth.day)}${String(random.below(1000)).padStart(3, '0')}`,
  );
}

export interface TrackedPerson {
  readonly personId: string;
  readonly name: string;
  readonly idNumber: string;
  readonly idIssued: string;
  readonly idExpires: string;
  readonly sex: string;
  readonly ethnicity: string;
  readonly address: string;
  readonly birthday: string;
  readonly employer: string;
  readonly photo: string;
  readonly synthetic: string;
}

export function trackedPerson(index: number): TrackedPerson {
  const random = seeded(1, index);
  const birth = birthOf(random);
  const ethnicity = random.pick(PEOPLES);
  const name =
    ethnicity === '维吾尔族'
      ? random.pick(UYGHUR)
      : random.pick(SURNAMES) + random.pick(GIVEN) + (random.next() < 0.6 ? random.pick(GIVEN) : '');
  const issued = 2006 + random.below(13);
  return {
    personId: personKey(index),
    name,
    idNumber: residentId(random, birth),
    idIssued: `${issued}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`,
    idExpires: `${issued + 20}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`,
    sex: random.next() < 0.5 ? '男' : '女',
    ethnicity,
    address: `${random.pick(CITIES)}${random.pick(STREETS)}${1 + random.below(300)}号${1 + random.below(9)}单元${100 * (1 + random.below(12)) + 1 + random.below(4)}室`,
    birthday: dateText(birth),
    employer: random.pick(EMPLOYERS),
    photo: `http://photos.invalid/${personKey(index)}.jpg`,
    synthetic: SYNTHETIC,
  };
}

export function personKey(index: number): string {
  return `P${String(index * 7919 + 100_000_007).padStart(12, '0')}`;
}

export interface Customer {
  readonly id: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly phone: string;
  readonly birth_date: string;
  readonly street: string;
  readonly city: string;
  readonly card_number: string;
  readonly password_hash: string;
}

/** ISO/IEC 7812: the last digit makes the Luhn sum a multiple of ten. */
function withLuhn(body: string): string {
  let sum = 0;
  for (let at = body.length - 1, twice = true; at >= 0; at -= 1, twice = !twice) {
    const digit = Number(body[at]) * (twice ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return body + String((10 - (sum % 10)) % 10);
}

const BASE64 = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function randomText(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(random.below(alphabet.length))).join('');
}

export function customer(index: number): Customer {
  const random = seeded(2, index);
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  return {
    id: index + 1,
    first_name: first,
    last_name: last,
    email: `${first}.${last}${random.below(10_000)}@mail.example`.toLowerCase(),
    phone: `+4915${random.below(10)}${String(random.below(10_000_000)).padStart(7, '0')}`,
    birth_date: dateText(birthOf(random)),
    street: `${1 + random.below(200)} ${random.pick(ROADS)}`,
    city: random.pick(TOWNS),
    card_number: withLuhn(`40000${randomText(random, '0123456789', 10)}`),
    password_hash: `$2b$12$${randomText(random, BASE64, 53)}`,
  };
}
