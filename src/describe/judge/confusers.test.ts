import { describe, expect, it } from 'vitest';
import { createDescriber } from '../describe.ts';

let seed = 7;
const rnd = () => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) / 16777216;
};
const ri = (a: number, b: number) => a + Math.floor(rnd() * (b - a));
const dg = (n: number) => {
  let s = String(ri(1, 10));
  while (s.length < n) s += ri(0, 10);
  return s;
};
const hex = (n: number) => {
  let s = '';
  while (s.length < n) s += '0123456789abcdef'[ri(0, 16)];
  return s;
};
const W =
  'alpha beta gamma delta pump valve motor filter panel widget board cable switch relay monitor printer paper stapler folder chair table lamp desk blue red green large small steel plastic north south'.split(
    ' ',
  );
const w = (n = 1) => Array.from({ length: n }, () => W[ri(0, W.length)]).join(' ');
const cap = (s: string) => s.replace(/\b\w/g, (c) => c.toUpperCase());
const cols: Record<string, (i: number) => unknown> = {
  created_at: (i) => 1548979200 + i * 37 + ri(0, 30),
  ts: (i) => 1744631964000 + i * 5000 + ri(0, 999),
  timestamp: (i) => new Date(1744631964000 + i * 1e5).toISOString(),
  order_no: () => '2019' + dg(14),
  order_id: () => 1e9 + ri(0, 9e9),
  order_number: () => 'ORD-' + dg(8),
  snowflake: () => '1' + dg(18),
  id: (i) => i + 1,
  seq: (i) => 100000000 + i,
  bigid: (i) => 7e10 + i * 13,
  price: () => ri(100, 99999) / 100,
  amount: () => rnd() * 1000,
  ratio: () => rnd(),
  temperature: () => 20 + rnd() * 5,
  version: () => `${ri(0, 9)}.${ri(0, 30)}.${ri(0, 9)}`,
  version4: () => `${ri(90, 120)}.0.${ri(1000, 6000)}.${ri(10, 200)}`,
  sha: () => hex(40),
  commit: () => hex(40),
  md5sum: () => hex(32),
  sha256: () => hex(64),
  etag: () => `"${hex(32)}"`,
  uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  object_id: () => hex(24),
  trace_id: () => hex(32),
  span_id: () => hex(16),
  n9: () => ri(1e8, 1e9),
  n10: () => ri(1e9, 1e10),
  n11: () => dg(11),
  n12: () => dg(12),
  n13: () => dg(13),
  n14: () => dg(14),
  n15: () => dg(15),
  n16: () => dg(16),
  n18: () => dg(18),
  n8: () => dg(8),
  n7: () => dg(7),
  n6: () => dg(6),
  yyyymmdd: () => 20190101 + ri(0, 28),
  when14: () => '2019030' + ri(1, 9) + '12' + ri(10, 59) + ri(10, 59),
  day: () => `2024-0${ri(1, 9)}-1${ri(0, 9)}`,
  updated: () => `2024-0${ri(1, 9)}-1${ri(0, 9)} 12:0${ri(0, 9)}:11`,
  status: () => ['ok', 'failed', 'pending'][ri(0, 3)],
  active: () => rnd() < 0.5,
  email_verified: () => ri(0, 2),
  phone_type: () => ['mobile', 'home'][ri(0, 2)],
  sku: () => `${'ABCDEFGH'[ri(0, 8)]}${'ABCDEFGH'[ri(0, 8)]}${dg(6)}`,
  product: () => cap(w(2)),
  product_name: () => cap(w(2)),
  category: () => w(),
  title: () => cap(w(4)),
  description: () => w(12),
  brand: () => cap(w()),
  file: () => w() + '.txt',
  file_name: () => `${w()}_${dg(3)}.pdf`,
  path: () => '/usr/' + w() + '/' + w(),
  url: () => 'https://example.org/' + w() + '?q=' + w(),
  hostname: () => w() + '-' + dg(3),
  host: () => w() + '01.internal',
  country: () => ['DE', 'FR', 'GB', 'US'][ri(0, 4)],
  currency: () => ['EUR', 'USD', 'GBP'][ri(0, 3)],
  lang: () => ['en', 'de', 'fr'][ri(0, 3)],
  level: () => ['INFO', 'WARN', 'ERROR'][ri(0, 3)],
  message: () => 'request ' + dg(6) + ' took ' + ri(1, 900) + ' ms for ' + w(3),
  count: () => ri(0, 500),
  total: () => ri(0, 50000),
  quantity: () => ri(1, 20),
  weight: () => ri(1, 99),
  score: () => rnd(),
  rating: () => ri(1, 6),
  year: () => ri(1990, 2024),
  month: () => ri(1, 13),
  week: () => ri(1, 53),
  hour: () => ri(0, 24),
  port: () => ri(1024, 65535),
  size: () => ri(100, 1e7),
  bytes: () => ri(1e3, 1e9),
  duration_ms: () => ri(1, 90000),
  width: () => ri(100, 2000),
  x: () => ri(0, 1920),
  y: () => ri(0, 1080),
  color: () => '#' + hex(6),
  zip_file: () => w() + '.zip',
  barcode: () => dg(13),
  isbn: () => '978' + dg(10),
  batch: () => 'B' + dg(5),
  invoice: () => `INV-2024-${dg(5)}`,
  ref: () => 'AB' + dg(7),
  code: () => dg(4),
  academic_year_code: () => '1999/2000',
  type: () => ['A', 'B', 'C'][ri(0, 3)],
  flag: () => ['Y', 'N'][ri(0, 2)],
  gender_neutral: () => rnd() < 0.5,
  checksum: () => hex(8),
  token_count: () => ri(10, 4000),
  key: () => w() + '.' + w(),
  tag: () => w(),
  slug: () => w(3).replace(/ /g, '-'),
  base64: () => Buffer.from(w(8)).toString('base64'),
  pct: () => rnd().toFixed(16),
  name: () => w(),
  label: () => w(2),
  node: () => 'node-' + dg(2),
  pod: () => w() + '-' + hex(8) + '-' + hex(5),
  image: () => 'registry.example/' + w() + ':' + dg(2),
  model: () => 'MX-' + dg(4),
  speed: () => ri(0, 130),
  voltage: () => 220 + rnd(),
  latency: () => rnd() * 100,
  cpu: () => rnd() * 100,
  mem: () => ri(1e6, 1e9),
  epoch_us: (i) => 1744631964000000 + i * 1e6 + ri(0, 1e6),
  高度: () => ri(1, 300),
  数量: () => ri(1, 300),
  商品名称: () => ['苹果手机', '蓝牙耳机', '笔记本电脑', '机械键盘', '无线鼠标'][ri(0, 5)],
  状态: () => ['正常', '异常', '待处理'][ri(0, 3)],
  单价: () => ri(100, 9999) / 100,
  编号: () => dg(8),
  更新时间: () => `2024-0${ri(1, 9)}-1${ri(0, 9)} 12:00:00`,
  статус: () => ['новый', 'закрыт'][ri(0, 2)],
  количество: () => ri(1, 90),
  товар: () => ['стол', 'стул', 'лампа', 'шкаф'][ri(0, 4)],
};

/** Columns of the confuser matrix and their like, none of which holds anything personal. */
describe('harmless columns stay empty', () => {
  it.each([20, 100, 300])('at %i records, whole catalogue', (n) => {
    const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
    const source = describer.source('t');
    for (let i = 0; i < n; i++) {
      const record = Object.fromEntries(Object.entries(cols).map(([name, value]) => [name, value(i)]));
      source.feedJson(Buffer.from(`${JSON.stringify(record)}\n`));
    }
    const [set] = describer.finish();
    expect(set?.fields.length).toBe(Object.keys(cols).length);
    const wrong = set?.fields.flatMap((field) =>
      field.types.map((type) => `${field.path}: ${type.id} (${type.because})`),
    );
    expect(wrong).toEqual([]);
  });
});
