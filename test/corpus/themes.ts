import { residentId } from './identities-asia.ts';
import { cardNumber } from './positives.ts';
import type { Words } from './people.ts';
import type { Rng } from './random.ts';
import { type Column, column, type Json, type RowContext, type Split } from './shape.ts';

/** A whole table as people keep it, where the columns explain each other. */
export interface Theme {
  readonly kind: string;
  readonly locale: string;
  readonly columns: (r: Rng, words: Words, split: Split) => readonly Column[];
}

/** A fixed population, so that subjects come again: a trail has many points of few people. */
function subjects<T>(r: Rng, size: number, make: (r: Rng) => T): T[] {
  return Array.from({ length: size }, () => make(r));
}

const at = (row: RowContext): number => Date.UTC(2026, 9, 1) + row.i * 47_000 + row.r.int(0, 40_000);
const iso = (row: RowContext): string => new Date(at(row)).toISOString();
const fine = (value: number): number => Math.round(value * 1e6) / 1e6;
const place = (r: Rng, lat: number, lng: number): { lat: number; lng: number } => ({
  lat: fine(lat + r.normal(0, 0.08)),
  lng: fine(lng + r.normal(0, 0.08)),
});
const SENTENCES = [
  'can you send me the file again please', 'i will be there at eight', 'the meeting moved to tomorrow', 'thanks, that helped a lot',
  'did you talk to her about it yet?', 'we are still waiting for the answer', 'no idea, ask him when he is back', 'see you at the station then',
  'my brother is in hospital since monday', 'call me when you are home', 'the landlord wants the rent today', 'i do not want to talk about it here',
];
const talk = (r: Rng): string => `${r.pick(SENTENCES)}${r.pick(['', ', ', '. '])}${r.pick(SENTENCES)}${r.chance(0.3) ? ` ${r.int(1, 99)}` : ''}`;
const unit = (r: Rng, size: number): number[] => {
  const raw = Array.from({ length: size }, () => r.normal(0, 1));
  const length = Math.sqrt(raw.reduce((sum, v) => sum + v * v, 0));
  return raw.map((v) => Math.round((v / length) * 1e5) / 1e5);
};
const floats = (r: Rng, size: number): string => Buffer.from(Float32Array.from(unit(r, size)).buffer).toString('base64');
const jpeg = (r: Rng): string =>
  Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb004300', 'hex'), Buffer.from(r.hex(r.int(300, 700) * 2), 'hex')]).toString('base64');
const fingerprint = (r: Rng): string => Buffer.concat([Buffer.from('FMR\0 20\0', 'latin1'), Buffer.from(r.hex(300), 'hex')]).toString('base64');

const LAT = ['location.gps.latitude'];
const LNG = ['location.gps.longitude'];
const POINT = ['location.gps.pair', 'location.geojson'];
const POINT_PARTS = ['location.gps.latitude', 'location.gps.longitude', ...POINT];

function points(lat: string, lng: string, base: readonly [number, number], asText: boolean): Column[] {
  const last = new Map<number, { lat: number; lng: number }>();
  const spot = (row: RowContext): { lat: number; lng: number } => {
    const known = last.get(row.i);
    if (known) return known;
    const made = place(row.r, base[0], base[1]);
    last.clear();
    last.set(row.i, made);
    return made;
  };
  const as = (v: number): Json => (asText ? String(v) : v);
  return [
    column(lat, (row) => as(spot(row).lat), [LAT], 'theme/latitude'),
    column(lng, (row) => as(spot(row).lng), [LNG], 'theme/longitude'),
  ];
}

function tracking(lat: readonly [string, string], lng: readonly [string, string], id: readonly [string, string], base: readonly [number, number], locale: string): Theme {
  return {
    kind: 'tracking', locale,
    columns: (r, _words, split) => {
      const which = split === 'dev' ? 0 : 1;
      const people = subjects(r, 40, (q) => residentId(q, { born: new Date(Date.UTC(q.int(1950, 2005), 3, q.int(1, 28))), female: q.chance(0.5) } as RowContext['person']));
      const macs = subjects(r, 40, (q) => ['3c', ...Array.from({ length: 5 }, () => q.hex(2))].join(':'));
      return [
        ...(locale === 'zh-CN' || locale === 'ug' ? [column(id[which], (row: RowContext) => row.r.pick(people), ['id.cn.resident'], 'theme/tracked id')] : []),
        ...points(lat[which], lng[which], base, r.chance(0.3)),
        column(['device_mac', 'terminal_mac'][which] as string, (row) => row.r.pick(macs), ['device.mac'], 'theme/mac'),
        column(['capture_time', 'seen_at'][which] as string, iso, [], 'theme/time'),
        column(['accuracy', 'hdop'][which] as string, (row) => row.r.int(3, 60), [], 'theme/accuracy'),
        column(['speed', 'velocity'][which] as string, (row) => row.r.int(0, 120), [], 'theme/speed'),
        column(['track_status', 'fix'][which] as string, (row) => row.r.pick(['ok', 'lost', 'stale']), [], 'theme/enum'),
      ];
    },
  };
}

export const themes: readonly Theme[] = [
  tracking(['lat', 'latitude'], ['lng', 'longitude'], ['sfzh', 'idcard'], [43.8, 87.6], 'zh-CN'),
  tracking(['wd', 'weidu'], ['jd', 'jingdu'], ['zjhm', '证件号码'], [30.6, 104.1], 'zh-CN'),
  tracking(['широта', 'широта'], ['долгота', 'долгота'], ['x', 'x'], [55.7, 37.6], 'ru'),
  tracking(['enlem', 'enlem'], ['boylam', 'boylam'], ['x', 'x'], [41.0, 28.9], 'tr'),
  tracking(['gps.lat', 'location.latitude'], ['gps.lon', 'location.longitude'], ['x', 'x'], [40.4, -3.7], 'es'),
  tracking(['خط_العرض', 'خط_العرض'], ['خط_الطول', 'خط_الطول'], ['x', 'x'], [30.0, 31.2], 'ar'),
  {
    kind: 'geojson', locale: 'en-US',
    columns: (r, _words, split) => [
      {
        path: split === 'dev' ? 'location' : 'loc',
        value: ({ r: q }) => {
          const p = place(q, 41.8, -87.6);
          return { type: 'Point', coordinates: [p.lng, p.lat] };
        },
        labels: [
          { path: `${split === 'dev' ? 'location' : 'loc'}.coordinates`, expect: [POINT], also: POINT_PARTS, made: 'theme/geojson' },
          { path: `${split === 'dev' ? 'location' : 'loc'}.type`, expect: [], also: POINT, made: 'theme/geojson type' },
        ],
      },
      column('user_ref', ({ r: q }) => q.int(1, 60), [], 'theme/counter'),
      column(split === 'dev' ? 'position' : 'gps', ({ r: q }) => `${place(q, 41.8, -87.6).lat},${place(r, 41.8, -87.6).lng}`, [POINT], 'theme/pair as text'),
      column('at', iso, [], 'theme/time'),
    ],
  },
  {
    kind: 'trail', locale: 'de',
    columns: (_r, _words, split) => {
      const name = split === 'dev' ? 'track' : 'points';
      return [
        column('ride', ({ i }) => i, [], 'theme/counter'),
        {
          path: name,
          value: ({ r }) => Array.from({ length: r.int(4, 9) }, (_v, k) => ({ ...place(r, 52.5, 13.4), t: 1_790_000_000 + k * 30 })),
          labels: [
            { path: `${name}[].lat`, expect: [LAT], also: ['location.track'], made: 'theme/trail' },
            { path: `${name}[].lng`, expect: [LNG], also: ['location.track'], made: 'theme/trail' },
            { path: `${name}[].t`, expect: [], also: ['location.track'], made: 'theme/trail time' },
          ],
        },
        column('battery', ({ r }) => r.int(0, 100), [], 'theme/percent'),
      ];
    },
  },
  {
    kind: 'faces', locale: 'zh-CN',
    columns: (_r, _words, split) => [
      column(split === 'dev' ? 'name' : '姓名', ({ person }) => person.full, [['name.han', 'name.person']], 'theme/name', ['name.person', 'name.han']),
      column(split === 'dev' ? 'face_feature' : 'faceVec', ({ r }) => unit(r, 128), ['biometric.face-vector'], 'theme/face vector'),
      column(split === 'dev' ? 'rltz' : '人脸特征', ({ r }) => floats(r, 256), ['biometric.face-vector'], 'theme/face vector, base64'),
      column(split === 'dev' ? 'zp' : 'photo', ({ r }) => jpeg(r), [['image.photo', 'image.id-scan']], 'theme/photo'),
      column('sfzh', ({ r, person }) => residentId(r, person), ['id.cn.resident'], 'theme/id'),
    ],
  },
  {
    kind: 'voices', locale: 'en-US',
    columns: (_r, _words, split) => [
      column('full_name', ({ person }) => person.full, ['name.person'], 'theme/name'),
      column(split === 'dev' ? 'voiceprint' : 'voice_embedding', ({ r }) => unit(r, 192), ['biometric.voice-vector'], 'theme/voice vector'),
      column(split === 'dev' ? 'fingerprint' : 'finger_template', ({ r }) => fingerprint(r), ['biometric.template'], 'theme/fingerprint'),
      column('enrolled_at', iso, [], 'theme/time'),
    ],
  },
  {
    kind: 'text vectors', locale: 'en-GB',
    columns: (_r, _words, split) => [
      column('doc_id', ({ i }) => i, [], 'theme/counter'),
      column(split === 'dev' ? 'chunk' : 'passage', ({ r }) => `The ${r.pick(['valve', 'pump', 'filter'])} of unit ${r.int(1, 90)} is ${r.pick(['opened', 'closed', 'cleaned'])} before the ${r.pick(['start', 'test', 'audit'])}.`, [], 'theme/passage', ['communication.free-text']),
      column('embedding', ({ r }) => unit(r, 384), ['vector.text-embedding'], 'theme/text embedding'),
    ],
  },
  {
    kind: 'chat', locale: 'en-GB',
    columns: (_r, _words, split) => [
      column(split === 'dev' ? 'from_id' : 'sender_id', ({ r }) => r.int(100_000, 100_060), [], 'theme/counter'),
      column(split === 'dev' ? 'to_id' : 'recipient_id', ({ r }) => r.int(100_000, 100_060), [], 'theme/counter'),
      column('conversation_id', ({ r }) => r.hex(12), [], 'theme/hex'),
      column(split === 'dev' ? 'message' : 'text', ({ r }) => talk(r), ['communication.free-text'], 'theme/chat text'),
      column('sent_at', iso, [], 'theme/time'),
    ],
  },
  {
    kind: 'tickets', locale: 'en-US',
    columns: (_r, _words, split) => [
      column('ticket', ({ i }) => 40_000 + i, [], 'theme/counter'),
      column(
        split === 'dev' ? 'body' : 'comment_text',
        ({ r, person }) => `Hello, I am writing about my order, please answer to ${person.email} ${r.pick(['soon', 'today', 'this week'])}. ${r.chance(0.4) ? `My card is ${cardNumber(r)} as before.` : 'Nothing else has changed.'}`,
        ['contact.email', 'financial.payment-card'], 'theme/text with e-mail and card', ['communication.free-text'],
      ),
      column('priority', ({ r }) => r.pick(['low', 'high', 'urgent']), [], 'theme/enum'),
    ],
  },
  {
    kind: 'police notes', locale: 'zh-CN',
    columns: (_r, _words, split) => [
      column('编号', ({ i }) => `AJ2026${String(i).padStart(6, '0')}`, [], 'theme/case number'),
      column(
        split === 'dev' ? '备注' : '简要案情',
        ({ r, person }) => `经核查，当事人（身份证${residentId(r, person)}）于${r.int(1, 12)}月${r.int(1, 28)}日到达本地，住在旅馆${r.int(100, 999)}房间，已登记。`,
        ['id.cn.resident'], 'theme/text with an id', ['communication.free-text'],
      ),
      column('状态', ({ r }) => r.pick(['待办', '已办', '移交']), [], 'theme/enum'),
    ],
  },
  {
    kind: 'masked', locale: 'zh-CN',
    columns: (_r, _words, split) => [
      column('row', ({ i }) => i, [], 'theme/counter'),
      column(split === 'dev' ? 'sfzh_masked' : 'id_card_mask', ({ r }) => `${r.pick(['650102', '110105'])}**********${r.digits(4)}`, [], 'theme/masked id', ['id.cn.resident']),
      column(split === 'dev' ? 'phone_masked' : 'mobile_mask', ({ person }) => `${person.phone.slice(0, 3)}****${person.phone.slice(7)}`, [], 'theme/masked phone', ['contact.phone-cn-mobile', 'contact.phone']),
      column(split === 'dev' ? 'card_masked' : 'card_last', ({ r }) => `**** **** **** ${r.digits(4)}`, [], 'theme/masked card', ['financial.payment-card']),
    ],
  },
  {
    kind: 'shops', locale: 'fr',
    columns: (r, _words, split) => {
      const shops = subjects(r, 12, (q) => place(q, 48.8, 2.3));
      return [
        column('store', ({ r: q }) => `Store ${q.int(1, 12)}`, [], 'theme/shop'),
        column(split === 'dev' ? 'lat' : 'latitude', ({ i }) => (shops[i % 12] as { lat: number }).lat, [], 'theme/shop place', LAT),
        column(split === 'dev' ? 'lon' : 'longitude', ({ i }) => (shops[i % 12] as { lng: number }).lng, [], 'theme/shop place', LNG),
        column('opens', ({ r: q }) => `${q.int(7, 10)}:00`, [], 'theme/time of day'),
        column('image', ({ r: q }) => jpeg(q), [], 'theme/picture of a shop', ['image.photo']),
      ];
    },
  },
  {
    kind: 'market', locale: 'en-US',
    columns: () => [
      column('symbol', ({ r }) => r.pick(['ABC', 'XYZ', 'KLM', 'QRS']), [], 'theme/ticker'),
      column('bid', ({ r }) => fine(39 + r.next()), [], 'theme/price pair'),
      column('ask', ({ r }) => fine(116 + r.next()), [], 'theme/price pair'),
      column('x', ({ r }) => fine(r.next() * 80), [], 'theme/plain x'),
      column('y', ({ r }) => fine(r.next() * 80), [], 'theme/plain y'),
      column('volume', ({ r }) => r.int(1, 900_000), [], 'theme/volume'),
      column('ts', (row) => at(row), [], 'theme/epoch'),
    ],
  },
  {
    kind: 'sensors', locale: 'en-GB',
    columns: () => [
      column('sensor', ({ r }) => `S-${r.int(100, 160)}`, [], 'theme/sensor'),
      column('reading.temp', ({ r }) => Math.round(r.normal(20, 5) * 100) / 100, [], 'theme/reading'),
      column('reading.hum', ({ r }) => r.int(20, 90), [], 'theme/reading'),
      column('fw', ({ r }) => `${r.int(100, 125)}.0.0.0`, [], 'theme/version like an address'),
      column('at', (row) => Math.floor(at(row) / 1000), [], 'theme/epoch'),
    ],
  },
];
