/** A repeatable stream of numbers in [0, 1): Marsaglia's xorshift32. */
export function dice(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

const FAMILY = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'];
const GIVEN = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '洋',
  '艳',
  '勇',
  '军',
  '杰',
  '涛',
  '明',
  '超',
  '秀英',
  '建国',
];
const PLACES = ['mosque', 'hotel', 'police station', 'internet cafe', 'school', 'market'];
const AGENTS = [
  'Mozilla/5.0 (Linux; Android 10; SM-A105F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
];
const WORDS =
  'the person was seen near gate with two others and left by car towards the old town before noon'.split(' ');
const HEX = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * One invented person, as the reference measurement has them: national number, names, phone, e-mail, addresses of machines,
 * places, notes, a trail of ten points, and now and then a card, a token, a password hash, a photo or a vector.
 */
export function person(random: () => number, index: number): Record<string, unknown> {
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const run = (alphabet: string, size: number): string => {
    let out = '';
    for (let i = 0; i < size; i++) out += alphabet[below(alphabet.length)];
    return out;
  };
  const two = (n: number): string => String(n).padStart(2, '0');
  const [year, month, day] = [String(1940 + below(75)), two(1 + below(12)), two(1 + below(28))];
  const body = `${pick(['650102', '110101', '310104', '440305', '653101'])}${year}${month}${day}${String(below(1000)).padStart(3, '0')}`;
  let p = 0;
  for (const digit of body) p = ((p + Number(digit)) * 2) % 11;
  const check = (12 - p) % 11;
  const coordinate = (base: number): number => Math.round((base + random() * 3) * 1e6) / 1e6;
  const second = 1_550_000_000 + below(40_000_000);
  const record: Record<string, unknown> = {
    id: run(HEX, 24),
    name: pick(FAMILY) + pick(GIVEN),
    id_card: `${body}${check === 10 ? 'X' : check}`,
    phone: `1${pick(['38', '39', '50', '86'])}${String(below(100_000_000)).padStart(8, '0')}`,
    email: `${run('abcdefghijklmnop', 3 + below(6))}${index}@${pick(['example.org', 'mail.example.com', 'example.net'])}`,
    birth_date: `${year}-${month}-${day}`,
    sex: pick(['男', '女']),
    ip: `${1 + below(222)}.${below(256)}.${below(256)}.${1 + below(254)}`,
    mac: Array.from({ length: 6 }, () => run(HEX, 2)).join(':'),
    user_agent: pick(AGENTS),
    lat: coordinate(43),
    lng: coordinate(87),
    captured_at: new Date(second * 1000).toISOString(),
    place: pick(PLACES),
    active: random() < 0.5,
    visits: below(500),
    note: Array.from({ length: 8 + below(16) }, () => pick(WORDS)).join(' '),
    track: Array.from({ length: 10 }, (_one, i) => ({
      t: second + i * 60,
      lat: coordinate(43),
      lng: coordinate(87),
    })),
  };
  if (index % 4 === 0)
    record['card'] = `4${String(below(1e9)).padStart(9, '0')}${String(below(1e6)).padStart(6, '0')}`;
  if (index % 8 === 0)
    record['session'] =
      `eyJhbGciOiJIUzI1NiJ9.${run(BASE64.slice(0, 62), 80)}.${run(BASE64.slice(0, 62), 43)}`;
  if (index % 8 === 1) record['password'] = `$2b$12$${run(BASE64.slice(0, 62), 53)}`;
  if (index % 32 === 2) record['photo'] = `/9j/4AAQSkZJRgABAQAAAQABAAD${run(BASE64, 1_174)}`;
  if (index % 64 === 3)
    record['face_feature'] = Array.from(
      { length: 128 },
      () => Math.round((random() - 0.5) * 0.3 * 1e6) / 1e6,
    );
  return record;
}
