import { type Confuser, kind } from './confuser.ts';
import type { Rng } from './random.ts';
import type { Split } from './shape.ts';

/** A list of which each split has its half; `_` stands for a blank. */
const words = (text: string, split: Split): string[] =>
  text
    .split(' ')
    .filter((_word, i) => i % 2 === (split === 'dev' ? 0 : 1))
    .map((word) => word.replaceAll('_', ' '));

const ADJECTIVES = 'Classic Wooden Deluxe Compact Organic Wireless Heavy Stainless Premium Foldable Mini Ultra Portable Cotton Smart Vintage';
const NOUNS = 'Chair Lamp Keyboard Bottle Backpack Kettle Drill Notebook Sofa Monitor Tent Blender Jacket Router Helmet Speaker Shelf Pan Charger Rug';
const LOREM = 'the of system after order part network test update value new item service report until wide green early market figure result under between change every local small during point common group half river window table paper garden morning'.split(' ');
const HAN_GOODS = '苹果 大米 面粉 牛奶 香皂 铅笔 书包 台灯 毛巾 雨伞 茶叶 电池 手套 拖鞋 风扇 插座 水杯 饼干 花生油 洗衣粉 订书机 充电线 保温杯 笔记本 自行车 收音机';
const CYRILLIC_GOODS = 'Молоко Хлеб Лампа Кабель Насос Труба Краска Ключ Молоток Стол Кресло Чайник Фильтр Провод Ковёр Шкаф';
const ARABIC_GOODS = 'كرسي طاولة مصباح كتاب حقيبة ثلاجة مروحة هاتف سجادة باب نافذة مفتاح';
const TURKISH_GOODS = 'Masa Sandalye Lamba Kitap Çanta Bardak Perde Halı Dolap Tencere Kapı Anahtar';
const COMPANIES = 'Northwind_Traders_Ltd Globex_Corporation Initech_LLC Umbra_Systems_GmbH Acme_Industries_Inc. Vandelay_Imports_S.A. Stark_Metals_PLC Hooli_Cloud_Inc. Wayne_Tooling_AG Soylent_Foods_BV Tyrell_Optics_Oy Cyberdyne_Parts_KK Wonka_Sweets_SARL Oscorp_Labs_SpA Massive_Dynamic_AB Aperture_Fans_Pty_Ltd';
const sentence = (r: Rng, low: number, high: number): string => {
  const text = Array.from({ length: r.int(low, high) }, () => r.pick(LOREM)).join(' ');
  return `${(text[0] as string).toUpperCase()}${text.slice(1)}.`;
};
const enumeration = (made: string, dev: string, held: string, list: string): Confuser =>
  kind(made, dev, held, (r, split) => {
    const mine = words(list, split).length >= 3 ? words(list, split) : list.split(' ');
    const some = r.shuffle(mine).slice(0, r.int(2, Math.min(9, mine.length)));
    return (q) => q.pick(some);
  });

export const confuserText: readonly Confuser[] = [
  kind('version', 'version app_version firmware', 'sw_version release browser_version', () => (r) => `${r.int(60, 125)}.0.${r.pick(['0', String(r.int(1000, 6000))])}.${r.int(0, 200)}`),
  kind('short version', 'lib_version sdk', 'api_version schema', () => (r) => `v${r.int(0, 9)}.${r.int(0, 30)}.${r.int(0, 20)}`),
  kind('status', 'status state', 'order_status phase', (r) => {
    const some = r.shuffle(['new', 'open', 'paid', 'shipped', 'cancelled', 'returned', 'pending', 'done', 'failed']).slice(0, 5);
    return (q) => q.pick(some);
  }),
  enumeration('kind', 'type kind phone_type', 'category contact_type card_type', 'mobile landline home work standard express gold silver basic pro internal external inbound outbound daily weekly'),
  enumeration('log level', 'level severity', 'log_level lvl', 'info warn error debug trace fatal'),
  enumeration('http method', 'method verb', 'http_method action', 'GET POST PUT DELETE PATCH HEAD'),
  enumeration('currency', 'currency ccy', 'curr money_unit', 'USD EUR GBP CNY JPY TRY BRL RUB PLN CHF SEK INR'),
  enumeration('country code', 'country ship_country', 'country_code market', 'US DE FR CN BR TR RU GB IN PL IT ES JP KR MX EG'),
  enumeration('language code', 'lang locale', 'language ui_lang', 'en-US de-DE fr-FR zh-CN pt-BR tr-TR ru-RU es-ES en-GB pl-PL'),
  enumeration('mime type', 'mime content_type', 'media_type mimetype', 'application/json text/html image/png image/jpeg application/pdf text/csv video/mp4 audio/mpeg application/zip text/plain'),
  enumeration('colour word', 'color finish', 'colour paint', 'red blue green black white silver grey yellow orange purple brown beige'),
  enumeration('weekday', 'weekday dow', 'day_name day', 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'),
  enumeration('month word', 'month_name month', 'mon period', 'January February March April May June July August September October November December'),
  enumeration('unit', 'unit uom', 'measure unit_code', 'kg g l ml pcs box m cm pallet dozen'),
  enumeration('size', 'size fit', 'garment_size variant', 'XS S M L XL XXL'),
  enumeration('race as a competition', 'race event_race', 'race race_name', 'City_Marathon Harbour_10K Hill_Climb Spring_Derby Night_Sprint Coast_Relay'),
  enumeration('zone word', 'zone region_name', 'area territory', 'north south east west central coastal inland remote'),
  enumeration('network interface', 'nic iface', 'nic if_name', 'eth0 eth1 ens192 wlan0 lo bond0'),
  enumeration('environment', 'env stage', 'environment tier', 'prod staging dev test qa sandbox'),
  enumeration('grade of goods', 'grade quality', 'class rating', 'A B C D E F'),
  enumeration('gender of clothing', 'department line', 'collection target_group', 'men women kids unisex baby teens'),
  kind('dictionary word', 'keyword tag term', 'label topic theme', () => (r) => r.pick(LOREM)),
  kind('product name', 'product product_name name title', 'item_name article name description_short', (_r, split) => {
    const a = words(ADJECTIVES, split);
    const n = words(NOUNS, split);
    return (r) => `${r.pick(a)} ${r.pick(n)}${r.chance(0.3) ? ` ${r.int(2, 900)}` : ''}`;
  }),
  kind('product name, Chinese', '商品名称 spmc goods_name', '品名 产品 sku_name', (_r, split) => {
    const list = words(HAN_GOODS, split);
    return (r) => r.pick(list) + (r.chance(0.4) ? r.pick(['（大）', '礼盒', '特价', '500克']) : '');
  }),
  kind('two-character words', '品类 category_cn', '类别 xm', () => (r) => r.pick(['食品', '日用', '文具', '家电', '服装', '玩具', '建材', '五金', '饮料', '水果'])),
  kind('product name, Russian', 'товар наименование', 'продукт naimenovanie', (_r, split) => {
    const list = words(CYRILLIC_GOODS, split);
    return (r) => `${r.pick(list)} ${r.int(10, 900)} мм`;
  }),
  kind('product name, Arabic', 'المنتج اسم_المنتج', 'الصنف منتج', (_r, split) => {
    const list = words(ARABIC_GOODS, split);
    return (r) => `${r.pick(list)} ${r.int(1, 90)}`;
  }),
  kind('product name, Turkish', 'urun urun_adi', 'ürün malzeme', (_r, split) => {
    const list = words(TURKISH_GOODS, split);
    return (r) => `${r.pick(list)} ${r.pick(['Küçük', 'Büyük', 'Orta'])}`;
  }),
  kind('company', 'supplier vendor', 'manufacturer carrier', (_r, split) => {
    const list = words(COMPANIES, split);
    return (r) => r.pick(list);
  }),
  kind('brand', 'brand make', 'marque label_name', () => (r) => r.pick(['Velo', 'Nordex', 'Kairo', 'Lumen', 'Tarn', 'Brix', 'Osmo', 'Quill'])),
  kind('product code', 'product_code part_no model_code', 'article_no item_code mpn', () => (r) => `${r.chars(2, 'ABCDEFGHKLMNPRSTX')}-${r.digits(4)}-${r.chars(1, 'ABCX')}`),
  kind('SKU', 'sku sku_code', 'stock_code seller_sku', () => (r) => `${r.chars(3, 'ABCDEFGHKLMNPRSTX')}${r.digits(r.pick([5, 6]))}`),
  kind('SKU of letter and digits', 'ref_code bin_code', 'lot pick_code', () => (r) => `${r.chars(1, 'ABCDEFGHKLMNPRSTX')}${r.digits(8)}`),
  kind('part number like a VIN', 'part_number assembly', 'component_no spare_part', () => (r) => r.chars(17, 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789')),
  kind('part number like an ICD code', 'part grid_ref slot_code', 'shelf bin hole', () => (r) => `${r.chars(1, 'ABCDEFGHJKL')}${r.digits(2)}.${r.digits(1)}`),
  kind('code of capitals', 'routing_code desk_code', 'symbol ticker_code', () => (r) => r.chars(8, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')),
  kind('code of seven characters', 'code locator', 'short_code slug_code', () => (r) => r.chars(7, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789')),
  kind('GTIN', 'ean barcode', 'gtin upc_ean', () => (r) => {
    const body = `40${r.digits(10)}`;
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += Number(body[i]) * (i % 2 === 0 ? 1 : 3);
    return body + ((10 - (sum % 10)) % 10);
  }),
  kind('tracking number of a parcel', 'tracking_no waybill', 'parcel_no awb', () => (r) => `${r.pick(['1Z', 'JD', 'SF', 'RR'])}${r.digits(12)}`),
  kind('url', 'url link href', 'page_url permalink target_url', () => (r) => `https://shop.example.com/${r.pick(LOREM)}/${r.pick(LOREM)}-${r.int(1, 9999)}?ref=${r.chars(6, 'abcdef0123456789')}`),
  kind('path', 'path file_path', 'filename source_file', () => (r) => `/var/${r.pick(LOREM)}/${r.pick(LOREM)}/${r.pick(LOREM)}_${r.int(1, 900)}.${r.pick(['log', 'csv', 'gz', 'tmp'])}`),
  kind('product picture address', 'image_path thumb', 'picture_file icon', () => (r) => `/media/catalog/${r.pick(LOREM)}-${r.int(1, 999)}.jpg`),
  kind('hostname', 'host hostname node', 'server machine instance', () => (r) => `${r.pick(['web', 'db', 'cache', 'worker'])}-${String(r.int(1, 60)).padStart(2, '0')}.${r.pick(['eu', 'us'])}.internal.example.com`),
  kind('hosted name with a date', 'deployment', 'cluster', () => (r) => `hosted-${r.pick(['eu', 'us'])}-2026${String(r.int(1, 12)).padStart(2, '0')}${String(r.int(1, 28)).padStart(2, '0')}-${r.digits(2)}`),
  kind('metric name', 'metric counter_name', 'series gauge', () => (r) => `${r.pick(LOREM)}_${r.pick(LOREM)}_total`),
  kind('slug', 'slug alias', 'handle_slug permalink_key', () => (r) => `${r.pick(LOREM)}-${r.pick(LOREM)}-${r.int(1, 99)}`),
  kind('sentence', 'description summary note_text', 'details body_text remark', () => (r) => sentence(r, 5, 14)),
  kind('long text', 'body article_text', 'content readme', () => (r) => Array.from({ length: r.int(3, 7) }, () => sentence(r, 6, 15)).join(' ')),
  kind('log line', 'message line', 'log msg', () => (r) => `${r.pick(['INFO', 'WARN', 'ERROR'])} [${r.pick(LOREM)}-${r.int(1, 20)}] ${r.pick(['finished', 'retrying', 'skipped', 'flushed'])} ${r.pick(LOREM)} in ${r.int(1, 9000)} ms, ${r.int(1, 900_000)} rows, code=${r.int(0, 599)}`),
  kind('log line with a request id', 'entry', 'raw_line', () => (r) => `${new Date(Date.UTC(2026, 8, r.int(1, 28), r.int(0, 23), r.int(0, 59))).toISOString()} request=${r.hex(16)} path=/api/${r.pick(LOREM)}/${r.int(1, 99_999)} status=${r.pick([200, 201, 304, 404, 500])} took=${r.int(1, 900)}ms`),
  kind('date output', 'printed_at', 'date_line', () => (r) => new Date(Date.UTC(2026, r.int(0, 11), r.int(1, 28), r.int(0, 23), r.int(0, 59), r.int(0, 59))).toUTCString()),
  kind('JSON as text', 'payload_json attributes', 'props_json config_text', () => (r) => JSON.stringify({ a: r.int(1, 9), mode: r.pick(LOREM), on: r.chance(0.5), w: Math.round(r.next() * 100) / 100 })),
  kind('SQL', 'query sql', 'statement stmt', () => (r) => `SELECT ${r.pick(LOREM)}, ${r.pick(LOREM)} FROM ${r.pick(LOREM)}s WHERE id = ${r.int(1, 99_999)}`),
  kind('stack frame', 'frame caller', 'stack_top site_of_call', () => (r) => `at ${r.pick(LOREM)} (/srv/app/lib/${r.pick(LOREM)}.js:${r.int(1, 900)}:${r.int(1, 80)})`),
  kind('package at version', 'dependency package_ref', 'module purl', () => (r) => `${r.pick(LOREM)}-${r.pick(LOREM)}@${r.int(0, 12)}.${r.int(0, 30)}.${r.int(0, 9)}`),
  kind('memory address', 'addr address_hex', 'ptr base_address', () => (r) => `0x7f${r.hex(10)}`),
  kind('dimensions', 'dimensions resolution', 'measures screen', () => (r) => `${r.int(10, 1920)}x${r.int(10, 1080)}`),
  kind('date range', 'validity season', 'window term', () => (r) => `${r.int(1, 12)}-${r.int(1, 28)}`),
  kind('duration', 'ttl_text uptime', 'interval age_text', () => (r) => `${r.int(0, 90)}d ${r.int(0, 23)}h ${r.int(0, 59)}m`),
  kind('bank-free reference', 'payment_ref batch', 'remittance settlement', () => (r) => `INV-${r.int(2019, 2026)}-${r.digits(6)}`),
  kind('chess move', 'move san', 'last_move notation', () => (r) => `${r.pick(['N', 'B', 'R', 'Q', ''])}${r.chars(1, 'abcdefgh')}${r.int(1, 8)}`),
  kind('letter code', 'gate aisle', 'bay rack', () => (r) => `${r.chars(1, 'ABCDEF')}${r.int(1, 40)}`),
  kind('film title', 'film episode', 'track_title album', () => (r) => `The ${r.pick(['Last', 'Hidden', 'Silent', 'Golden'])} ${r.pick(['Garden', 'River', 'Night', 'Road', 'Winter'])}${r.chance(0.3) ? ` ${r.int(2, 5)}` : ''}`),
  kind('empty text', 'memo spare', 'reserved filler', () => () => ''),
];
