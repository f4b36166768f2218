import { createHash } from 'node:crypto';
import { BSON, Binary } from 'bson';
import { describe, expect, it } from 'vitest';
import type { DatasetDescription } from '../../model/description.ts';
import { createDescriber } from '../describe.ts';

const NOW = Date.UTC(2026, 10, 22);

let seed = 11;
const below = (n: number): number => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor(((seed >>> 8) / 16_777_216) * n);
};
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
const two = (n: number): string => String(n).padStart(2, '0');
const WORDS = 'we met at the old station and then she asked whether the papers were ready for tomorrow'.split(
  ' ',
);
const prose = (size: number): string => Array.from({ length: size }, () => pick(WORDS)).join(' ');
const NAMES = ['王伟', '李芳', '张娜', '刘敏', '陈静', '杨丽', '赵强', '黄磊'];
const unit = (size: number): number[] => {
  const raw = Array.from({ length: size }, () => below(2_000) / 1_000 - 1);
  const length = Math.hypot(...raw);
  return raw.map((one) => one / length);
};

/** ISO 7064 MOD 11-2, written anew here. */
function resident(birth: string): string {
  const body = `650102${birth}${String(below(1_000)).padStart(3, '0')}`;
  let p = 0;
  for (const digit of body) p = ((p + Number(digit)) * 2) % 11;
  const check = (12 - p) % 11;
  return body + (check === 10 ? 'X' : String(check));
}

function person(year = 1950 + below(50)): Record<string, unknown> {
  const [month, day] = [two(1 + below(12)), two(1 + below(28))];
  return {
    name: pick(NAMES),
    id_card: resident(`${year}${month}${day}`),
    birth_date: `${year}-${month}-${day}`,
    phone: `138${String(below(1e8)).padStart(8, '0')}`,
  };
}

function describeRows(name: string, rows: readonly object[]): DatasetDescription {
  const describer = createDescriber({ now: NOW });
  const source = describer.source(name);
  for (const row of rows) source.feedBson(BSON.serialize(row));
  return describer.finish()[0] as DatasetDescription;
}

const many = (row: (i: number) => object, n = 200): object[] =>
  Array.from({ length: n }, (_one, i) => row(i));
const shapes = (set: DatasetDescription): string[] => set.shapes.map((shape) => shape.name);
const type = (set: DatasetDescription, path: string): string | undefined =>
  set.fields.find((field) => field.path === path)?.types[0]?.id;

function token(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signature = createHash('sha256')
    .update(String(below(1e9)))
    .digest('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: String(below(1e9)), iat: 1_600_000_000 })}.${signature}`;
}

describe('the kinds of data set', () => {
  it('person table', () =>
    expect(
      shapes(
        describeRows(
          'people',
          many(() => person()),
        ),
      ),
    ).toContain('person table'));

  it('chat log', () => {
    const set = describeRows(
      'messages',
      many((i) => ({
        conversation_id: `c${i % 9}`,
        role: i % 2 ? 'user' : 'assistant',
        content: prose(20),
        created_at: new Date(NOW - i * 1e6),
      })),
    );
    expect(shapes(set)).toContain('chat log');
  });

  it('operator queue', () => {
    const set = describeRows(
      'tasks',
      many((i) => ({ ...person(), assigned_to: `op${i % 4}`, review_status: pick(['open', 'done']) })),
    );
    expect(shapes(set)).toContain('operator queue');
  });

  it('watch-list flag', () => {
    const set = describeRows(
      'persons',
      many(() => ({ ...person(), 重点人员: pick(['是', '否']), control_level: below(4) })),
    );
    expect(shapes(set)).toContain('watch-list flag');
  });

  it('enrichment pile', () => {
    const set = describeRows(
      'enriched',
      many((i) => ({
        ...person(),
        email: `u${i}@mail.example.net`,
        religion: pick(['Muslim', 'Christian', 'Buddhist', 'Hindu']),
        employer: pick(['Acme Ltd', 'Globex GmbH', 'Initech Inc']),
        card_number: pick(['4111111111111111', '5555555555554444', '4012888888881881']),
        home_address: `${1 + below(99)} ${pick(['Main', 'Oak', 'Mill'])} Street`,
        spouse_name: pick(NAMES),
      })),
    );
    expect(shapes(set)).toContain('enrichment pile');
  });

  it('application log with secrets', () => {
    const set = describeRows(
      'app-log',
      many(() => ({
        level: pick(['INFO', 'WARN']),
        logger: 'http',
        timestamp: new Date(NOW - below(1e8)),
        message: `request with header authorization bearer ${token()} was answered`,
      })),
    );
    expect(shapes(set)).toContain('application log with secrets');
  });

  it('vector store with text', () => {
    const set = describeRows(
      'docs',
      many(() => ({ text: prose(30), embedding: unit(384) }), 60),
    );
    expect(shapes(set)).toContain('vector store with text');
    expect(shapes(set)).not.toContain('biometric templates');
  });

  it('message bus', () => {
    const set = describeRows(
      'events',
      many((i) => ({ topic: 'orders', partition: i % 3, offset: i, payload: prose(3) })),
    );
    expect(shapes(set)).toContain('message bus');
  });
});

const near = (middle: number): number => Math.round((middle + below(20_000) / 100_000) * 1e5) / 1e5;
const tel = (): string => `+49151${String(10_000_000 + below(8e7))}`;

describe('trails', () => {
  const residents = Array.from({ length: 80 }, () => person()['id_card']);
  const SPOTS = Array.from({ length: 40 }, () => [near(48), near(11)] as const);

  it('are of subjects at several places', () => {
    const set = describeRows(
      'fixes',
      many((i) => ({ user_id: i % 12, lat: near(48), lng: near(11), ts: new Date(NOW - i * 6e4) })),
    );
    expect(shapes(set)).toContain('tracking stream');
    const stands = describeRows(
      'rides',
      many((i) => {
        const [lat, lng] = pick(SPOTS.slice(0, 9));
        return { bike_id: i % 60, lat, lng, ts: new Date(NOW - i * 6e4) };
      }),
    );
    expect(shapes(stands)).toContain('tracking stream');
    const faces = describeRows(
      'captures',
      many((i) => {
        const [lat, lng] = SPOTS[below(40)] as readonly [number, number];
        return { id_card: residents[i % 80], lat, lng, capture_time: new Date(NOW - i * 6e4) };
      }),
    );
    expect(shapes(faces)).toContain('tracking stream');
  });

  it('are not of machines that stand where they stand, with or without coordinates', () => {
    const pumps = describeRows(
      'telemetry',
      many((i) => {
        const [lat, lng] = SPOTS[i % 40] as readonly [number, number];
        return {
          device_id: `P-${i % 40}`,
          lat,
          lng,
          pressure: below(900) / 100,
          ts: new Date(NOW - i * 6e4),
        };
      }),
    );
    expect(shapes(pumps)).not.toContain('tracking stream');
    const sites = describeRows(
      'telemetry',
      many((i) => ({
        device_id: `P-${i % 40}`,
        site_id: i % 2,
        rpm: below(3_000),
        ts: new Date(NOW - i * 6e4),
      })),
    );
    expect(shapes(sites)).not.toContain('tracking stream');
  });

  it('are not the addresses of patients, nor where users of an app were last', () => {
    const patients = describeRows(
      'patients',
      many((i) => ({
        ...person(),
        patient_id: i,
        address: { street: `${1 + below(99)} Oak Street`, lat: near(48), lng: near(11) },
        admitted_at: new Date(NOW - i * 8e7),
        icd10: pick(['E11.9', 'I10', 'J45.0', 'F32.1', 'M54.5']),
      })),
    );
    expect(shapes(patients)).not.toContain('tracking stream');
    const users = describeRows(
      'users',
      many((i) => ({ user_id: i, lat: near(48), lng: near(11), last_login: new Date(NOW - i * 8e6) })),
    );
    expect(shapes(users)).not.toContain('tracking stream');
  });
});

describe('records of a walk of life', () => {
  it.each<readonly [string, string, (i: number) => object]>([
    [
      'health records',
      'visits',
      () => ({ ...person(), icd10: pick(['E11.9', 'I10', 'J45.0', 'F32.1', 'M54.5']) }),
    ],
    [
      'payment records',
      'payments',
      () => ({
        ...person(),
        card_number: pick(['4111111111111111', '5555555555554444', '4012888888881881']),
      }),
    ],
    [
      'call records',
      'cdr',
      (i) => ({ caller: tel(), callee: tel(), started: new Date(NOW - i * 1e6), duration_sec: below(900) }),
    ],
    [
      'travel or border records',
      'guests',
      (i) => ({
        ...person(),
        check_in: new Date(NOW - i * 9e7),
        check_out: new Date(NOW - i * 8e7),
        room: below(300),
      }),
    ],
    [
      'login list',
      'dump',
      (i) => ({
        email: `u${i * 7919}@firma-nord.de`,
        password_md5: createHash('md5').update(`${i}`).digest('hex'),
      }),
    ],
  ])('%s stand first', (kind, name, row) => {
    const set = describeRows(name, many(row));
    expect(shapes(set)[0]).toBe(kind);
  });

  it('are not seen in prices, marks of goods and words of forms', () => {
    const goods = describeRows(
      'products',
      many((i) => ({
        sku: `A-${i}`,
        price: below(9_000) / 100,
        grade: pick(['A', 'B', 'C']),
        duration: below(9),
      })),
    );
    expect(shapes(goods)).toEqual([]);
  });
});

describe('vectors', () => {
  const floats = (size: number): Buffer => Buffer.from(Float32Array.from(unit(size)).buffer);

  it.each([
    ['numbers', (): unknown => unit(512)],
    ['bytes', (): unknown => new Binary(floats(512))],
    ['base64', (): unknown => floats(512).toString('base64')],
  ])('of faces as %s are told by their name, and are biometric templates', (_form, make) => {
    const set = describeRows(
      'faces',
      many(() => ({ ...person(), face_feature: make() }), 60),
    );
    expect(type(set, 'face_feature')).toBe('biometric.face-vector');
    expect(shapes(set)).toContain('biometric templates');
  });

  it('without a telling name are of a body beside a person, and of text beside text', () => {
    const beside = describeRows(
      'a',
      many(() => ({ ...person(), vec: unit(128) }), 60),
    );
    expect(type(beside, 'vec')).toBe('biometric.face-vector');
    const text = describeRows(
      'b',
      many(() => ({ ...person(), body: prose(30), vec: unit(128) }), 60),
    );
    expect(type(text, 'vec')).toBe('vector.text-embedding');
  });

  it('of a session are not of a voice', () => {
    const set = describeRows(
      'c',
      many(() => ({ session_embedding: unit(256) }), 60),
    );
    expect(type(set, 'session_embedding')).toBe('vector.text-embedding');
  });
});

describe('what follows from several fields', () => {
  it('the share of minors, with its interval', () => {
    const set = describeRows(
      'pupils',
      many((i) => person(i % 4 === 0 ? 1970 + below(20) : 2010 + below(10))),
    );
    expect(set.minors?.n).toBe(200);
    expect(set.minors?.share).toBeCloseTo(0.75, 5);
    expect(set.minors?.low).toBeLessThan(0.75);
    expect(
      describeRows(
        'x',
        many((i) => ({ i })),
      ).minors,
    ).toBeUndefined();
  });

  it('what is enough to pass for someone', () => {
    expect(
      describeRows(
        'people',
        many(() => person()),
      ).combination,
    ).toEqual(['national id', 'name', 'birth']);
    expect(
      describeRows(
        'p',
        many(() => ({ phone: person()['phone'] })),
      ).combination,
    ).toBeUndefined();
  });

  it('names unsalted hashes, and that equal ones come again', () => {
    const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
    const plain = describeRows(
      'users',
      many((i) => ({ user_id: i, password_md5: md5(`secret${i % 50}`) })),
    );
    expect(plain.notes.join()).toMatch(
      /password_md5 holds hashes without a salt \(MD5\): equal ones come again/,
    );
    const salted = describeRows(
      'users',
      many((i) => ({ user_id: i, password_md5: md5(`secret${i}`), salt: md5(`s${i}`).slice(0, 16) })),
    );
    expect(salted.notes.join()).not.toContain('without a salt');
  });

  it('doubts that addresses in example domains, or a few that repeat, are of real people', () => {
    const invented = describeRows(
      'a',
      many((i) => ({ email: `user${i}@example.com` })),
    );
    expect(invented.doubts?.join()).toContain('RFC 2606');
    const repeated = describeRows(
      'b',
      many((i) => ({ email: `user${i % 4}@mail.example.de` })),
    );
    expect(repeated.doubts?.join()).toContain('repeats the same few values');
    const real = describeRows(
      'c',
      many((i) => ({ email: `user${i * 7919}@firma-nord.de` })),
    );
    expect(real.doubts).toBeUndefined();
  });
});
