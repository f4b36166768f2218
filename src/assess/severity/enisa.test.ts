import { describe, expect, it } from 'vitest';
import type { DatasetDescription, ShapeName } from '../../model/description.ts';
import type { Marker } from '../../model/marker.ts';
import type { TypeFacts, TypeTable } from '../type-facts.ts';
import { type EnisaInput, enisaSeverity } from './enisa.ts';
import { bandOf, scoreOf, sumOf } from './score.ts';

const personal = { gdpr: 'personal', pipl: 'personal', cpra: 'personal' };
const art9 = { gdpr: 'art9', pipl: 'sensitive', cpra: 'sensitive' };
const facts = (group: string, law = personal, weight = 'medium'): TypeFacts => ({ group, law, weight });
const secret = { gdpr: 'personal', pipl: 'sensitive', cpra: 'sensitive' };
const none = { gdpr: 'none', pipl: 'none', cpra: 'none' };

const types: TypeTable = new Map<string, TypeFacts>([
  ['name.person', facts('name')],
  ['contact.email', facts('contact')],
  ['contact.phone', facts('contact')],
  ['contact.phone-national', facts('contact')],
  ['contact.address', facts('contact')],
  ['birth.date', facts('birth')],
  ['id.cn.resident', facts('government-id', personal, 'critical')],
  ['image.photo', facts('image')],
  ['biometric.face-vector', facts('biometric', art9, 'critical')],
  ['special.ethnicity', facts('special', art9, 'critical')],
  ['health.diagnosis', facts('health', art9, 'critical')],
  ['location.gps.pair', facts('location')],
  ['location.cell', facts('location')],
  ['device.id', facts('device')],
  ['device.ip', facts('device')],
  ['account.username', facts('name')],
  ['financial.iban', facts('financial')],
  ['financial.salary', facts('financial')],
  ['financial.transaction', facts('financial')],
  ['financial.payment-card', facts('financial', personal, 'critical')],
  ['credential.api-token', facts('credential', secret, 'critical')],
  ['credential.hash.bcrypt', facts('credential', secret, 'high')],
  ['time.timestamp', facts('time', none, 'low')],
]);

interface Made {
  readonly rows?: number;
  readonly people?: number;
  readonly shapes?: readonly ShapeName[];
  readonly confidence?: number;
  readonly more?: Partial<DatasetDescription>;
}

function dataset(ids: readonly string[], made: Made = {}): DatasetDescription {
  return {
    name: 'd',
    containers: 1,
    rows: { value: made.rows ?? 50, method: 'exact' },
    ...(made.people === undefined ? {} : { people: { low: made.people, method: 'unique index' } }),
    fields: ids.map((id, index) => ({
      path: `f${index}`,
      n: 300,
      types: [{ id, share: 1, low: 0.98, high: 1, confidence: made.confidence ?? 0.95, because: 'test' }],
    })),
    shapes: (made.shapes ?? []).map((name) => ({ name, confidence: 0.9, because: 'test' })),
    draw: 'test',
    n: 300,
    notes: [],
    ...made.more,
  };
}

const ransom: Marker = {
  class: 'ransom',
  name: 'READ__ME',
  strength: 'strong',
  method: 'exact name',
  count: 1,
};

function rate(datasets: readonly DatasetDescription[], rest: Partial<EnisaInput> = {}) {
  return enisaSeverity({ datasets, types, markers: [], reach: 'internet', ...rest });
}

describe('SE = DPC x EI + CB', () => {
  it('holds for all 864 combinations, with its band', () => {
    let seen = 0;
    for (const dpc of [1, 2, 3, 4]) {
      for (const ei of [1, 2, 3, 4]) {
        for (const confidentiality of [0, 1, 2]) {
          for (const integrity of [0, 1, 2]) {
            for (const availability of [0, 1, 2]) {
              for (const malice of [0, 2]) {
                seen += 1;
                // In whole quarters, so that the expectation shares no arithmetic with the code.
                const quarters = dpc * ei + confidentiality + integrity + availability + malice;
                const cb = [confidentiality / 4, integrity / 4, availability / 4, malice / 4];
                const se = scoreOf(dpc, ei / 4, cb);
                expect(se * 4).toBe(quarters);
                expect(bandOf(se)).toBe(
                  quarters < 8 ? 'low' : quarters < 12 ? 'medium' : quarters < 16 ? 'high' : 'very high',
                );
                expect(sumOf(dpc, ei / 4, cb).endsWith(` = ${se}`)).toBe(true);
              }
            }
          }
        }
      }
    }
    expect(seen).toBe(864);
  });

  it.each([
    [0.25, 'low'],
    [1.99, 'low'],
    [2, 'medium'],
    [2.99, 'medium'],
    [3, 'high'],
    [3.99, 'high'],
    [4, 'very high'],
    [6, 'very high'],
  ])('%f is %s', (se, band) => {
    expect(bandOf(se)).toBe(band);
  });

  it('prints every term', () => {
    expect(sumOf(4, 1, [0.5, 0.25, 0.5])).toBe('4 x 1 + (0.5 + 0.25 + 0.5) = 5.25');
    expect(sumOf(1, 0.5, [0.5])).toBe('1 x 0.5 + 0.5 = 1');
    expect(sumOf(2, 0.25, [0])).toBe('2 x 0.25 + 0 = 0.5');
  });
});

describe('reference cases', () => {
  const persons = dataset(
    ['id.cn.resident', 'name.person', 'birth.date', 'contact.address', 'special.ethnicity', 'image.photo'],
    {
      rows: 2_565_724,
      people: 2_565_724,
      shapes: ['person table'],
    },
  );
  const sightings = dataset(['id.cn.resident', 'location.gps.pair', 'time.timestamp'], {
    rows: 51_000_000,
    people: 2_565_724,
    shapes: ['tracking stream', 'live tracking'],
  });

  it('identity numbers, photos and tracks, with a ransom entry beside them: 5.25 very high', () => {
    const severity = rate([persons, sightings], { markers: [ransom] });
    expect(severity).toMatchObject({ se: 5.25, band: 'very high', sum: '4 x 1 + (0.5 + 0.25 + 0.5) = 5.25' });
    expect(severity.flags).toContain('more than 100 people');
  });

  it('the same before any actor: 4.5 very high', () => {
    expect(rate([persons, sightings])).toMatchObject({ se: 4.5, band: 'very high' });
  });

  it('mailing list of opaque addresses: 1.0 low', () => {
    expect(rate([dataset(['contact.email', 'time.timestamp'], { people: 50 })])).toMatchObject({
      se: 1,
      band: 'low',
      sum: '1 x 0.5 + 0.5 = 1',
    });
  });

  const orders = dataset(
    ['name.person', 'contact.email', 'contact.phone', 'contact.address', 'time.timestamp'],
    { rows: 900, people: 400 },
  );

  it('shop orders with names and mails: 2.5 medium', () => {
    expect(rate([orders])).toMatchObject({ se: 2.5, band: 'medium' });
    expect(
      rate([dataset(['name.person', 'contact.email', 'time.timestamp'], { rows: 900, people: 400 })]),
    ).toMatchObject({ se: 2.5 });
  });

  it('payroll: 3.5 high', () => {
    expect(
      rate([dataset(['name.person', 'contact.email', 'financial.iban', 'financial.salary'], { people: 50 })]),
    ).toMatchObject({ se: 3.5, band: 'high' });
  });

  it('telemetry with device ids: 1.5 low', () => {
    expect(rate([dataset(['device.id', 'time.timestamp'])])).toMatchObject({ se: 1.5, band: 'low' });
  });

  it('wiped shop with a note: 3.25 high', () => {
    expect(rate([orders], { markers: [ransom], wiped: true })).toMatchObject({
      se: 3.25,
      band: 'high',
      sum: '2 x 1 + (0.5 + 0.25 + 0.5) = 3.25',
    });
  });

  it('export of names and business mails, as rated in public: 1.5 low, 2.25 with a trace of access', () => {
    const staff = dataset(['name.person', 'contact.email'], { people: 50 });
    expect(rate([staff])).toMatchObject({ se: 1.5, band: 'low' });
    expect(rate([staff], { markers: [ransom] })).toMatchObject({ se: 2.25, band: 'medium' });
  });
});

describe('data processing context', () => {
  // Published per-criterion scores of the ENISA paper, as far as data types and shapes can express them.
  const published: readonly (readonly [
    string,
    number,
    readonly DatasetDescription[],
    Partial<EnisaInput>?,
  ])[] = [
    ['supermarket customer list', 1, [dataset(['name.person', 'contact.address'])]],
    [
      'undercover officers',
      4,
      [dataset(['name.person'])],
      { traits: new Set(['vulnerable people'] as const) },
    ],
    ['credentials of a music shop', 1, [dataset(['credential.hash.bcrypt'])]],
    [
      'a year of transport-card journeys',
      3,
      [dataset(['device.id', 'location.gps.pair'], { shapes: ['tracking stream'] })],
    ],
    [
      'journeys beside health facts',
      4,
      [
        dataset(['device.id', 'location.gps.pair'], { shapes: ['tracking stream'] }),
        dataset(['health.diagnosis']),
      ],
    ],
    [
      'journeys to clinics',
      4,
      [dataset(['device.id', 'location.gps.pair'], { shapes: ['tracking stream'] })],
      { traits: new Set(['sensitive places'] as const) },
    ],
    ['account numbers only', 2, [dataset(['financial.iban'])]],
    ['balances of a month', 3, [dataset(['financial.iban', 'financial.transaction'])]],
    [
      'detailed statements of a year',
      4,
      [dataset(['financial.salary', 'financial.transaction', 'time.timestamp'], { rows: 9_000, people: 40 })],
    ],
    ['full usable cards', 4, [dataset(['financial.payment-card'])]],
    ['test results', 4, [dataset(['health.diagnosis'])]],
    ['places of sensors', 1, [dataset(['location.gps.pair'], { shapes: ['sensor registry'] })]],
    ['persons on a watch list', 3, [dataset(['name.person'], { shapes: ['watch-list flag'] })]],
    ['logs with keys', 2, [dataset(['credential.api-token'])]],
    ['chats with keys', 3, [dataset(['credential.api-token', 'device.ip'], { shapes: ['chat log'] })]],
    [
      'the highest of several, never their sum',
      2,
      [dataset(['contact.email']), dataset(['device.id']), dataset(['name.person'])],
    ],
    [
      'facts that their owner publishes',
      1,
      [dataset(['device.id'])],
      { traits: new Set(['public before'] as const) },
    ],
  ];
  for (const [what, dpc, datasets, rest] of published) {
    it(`${what}: ${dpc}`, () => {
      expect(rate(datasets, rest).dpc.value).toBe(dpc);
    });
  }

  it('ignores guesses, unknown types and what is not personal', () => {
    expect(rate([dataset(['special.ethnicity'], { confidence: 0.3 })]).band).toBe('none');
    expect(rate([dataset(['time.timestamp', 'no.such.type'])])).toMatchObject({
      band: 'none',
      se: 0,
      sum: '0',
    });
    expect(rate([])).toMatchObject({ band: 'none' });
  });
});

describe('what several fields say together', () => {
  const minors = (share: number, low: number, high: number) => ({ minors: { share, low, high, n: 256 } });
  const pupils = (
    more: Partial<DatasetDescription>,
    ids = ['name.person', 'birth.date', 'contact.address'],
  ) => rate([dataset(ids, { people: 50, more })]);

  it('children who can be found: simple 1, +3', () => {
    expect(pupils(minors(0.6, 0.55, 0.65))).toMatchObject({
      dpc: {
        value: 4,
        because:
          'simple 1, +3: about 60 % are children (95 %: 55 to 65 %), and the data says where or how to find them',
      },
      sum: '4 x 1 + 0.5 = 4.5',
      flags: ['children among them'],
    });
    // What they can be found by is missing; only a few; perhaps none but wrong dates.
    expect(pupils(minors(0.6, 0.55, 0.65), ['name.person', 'birth.date']).dpc.value).toBe(2);
    expect(pupils(minors(0.03, 0.02, 0.05)).dpc.value).toBe(2);
    expect(pupils(minors(0.02, 0.005, 0.04), ['name.person', 'birth.date'])).toMatchObject({
      dpc: { value: 1 },
      flags: [],
    });
  });

  it('children by order of magnitude, as the public is told of them', () => {
    const told = {
      minors: { share: 0, low: 0, high: 1, n: 0, atLeast: 1_000, withheld: 'protected trait' },
      people: { low: 9_000, method: 'distinct values' },
    };
    expect(pupils(told).dpc).toMatchObject({
      value: 4,
      because: expect.stringContaining('at least 1,000 are children'),
    });
    expect(pupils({ ...told, people: { low: 900_000, method: 'distinct values' } }).dpc.value).toBe(2);
  });

  it('a combination is enough to point at a person, also without the name, and to pass for one', () => {
    const ids = ['id.cn.resident', 'birth.date', 'contact.address'];
    expect(rate([dataset(ids, { people: 50 })])).toMatchObject({ ei: { value: 0.75 } });
    expect(
      rate([dataset(ids, { people: 50, more: { combination: ['national id', 'birth', 'address'] } })]),
    ).toMatchObject({
      dpc: {
        value: 3,
        because:
          'simple 1, +2: national id, birth, address in one record, enough for fraud in somebody’s name (as financial data)',
      },
      ei: { value: 1, because: 'national id, birth, address in one record' },
      sum: '3 x 1 + 0.5 = 3.5',
    });
    expect(
      rate([
        dataset(['name.person', 'birth.date', 'contact.address'], {
          people: 50,
          more: { combination: ['name', 'birth', 'address'] },
        }),
      ]),
    ).toMatchObject({ dpc: { value: 2 }, sum: '2 x 1 + 0.5 = 2.5' });
  });

  it('doubts lower nothing, and are said', () => {
    const plain = rate([dataset(['name.person', 'contact.email'], { people: 50 })]);
    const doubted = rate([
      dataset(['name.person', 'contact.email'], {
        people: 50,
        more: { doubts: ['most addresses of email end in domains reserved for examples (RFC 2606)'] },
      }),
    ]);
    expect(doubted.sum).toBe(plain.sum);
    expect(doubted.flags).toEqual(['may be test or invented data: nothing is lowered for that']);
  });

  it('messages are rated where no data type was recognised in them, if they were read', () => {
    expect(rate([dataset([], { shapes: ['chat log'] })])).toMatchObject({
      dpc: { value: 3 },
      ei: { value: 0.5 },
      sum: '3 x 0.5 + 0.5 = 2',
    });
    const named = dataset([]);
    expect(
      rate([{ ...named, shapes: [{ name: 'chat log', confidence: 0.53, because: 'names' }] }]).band,
    ).toBe('none');
  });

  it('a face beside a name points at its person; movements tell home and work', () => {
    expect(rate([dataset(['biometric.face-vector', 'name.person'])])).toMatchObject({
      sum: '4 x 1 + 0.5 = 4.5',
    });
    expect(rate([dataset(['biometric.face-vector'])]).ei.value).toBe(0.5);
    expect(rate([dataset(['location.gps.pair'], { shapes: ['tracking stream'] })]).ei.value).toBe(0.75);
    expect(rate([dataset(['location.cell'], { shapes: ['tracking stream'] })]).ei.value).toBe(0.5);
  });

  it('a file has another reason than a network for the same value', () => {
    const [first] = rate([dataset(['contact.email'])], { reach: 'file' }).cb;
    expect(first).toMatchObject({ value: 0.25, because: expect.stringContaining('file') });
  });
});

describe('ease of identification', () => {
  it.each<readonly [number, readonly string[]]>([
    [1, ['name.person', 'birth.date']],
    [1, ['name.person', 'contact.phone']],
    [1, ['name.person', 'image.photo']],
    [1, ['name.person', 'id.cn.resident']],
    [0.75, ['id.cn.resident']],
    [0.75, ['contact.phone', 'contact.address']],
    [0.5, ['account.username']],
    [0.5, ['contact.email']],
    [0.5, ['device.ip', 'time.timestamp']],
    [0.25, ['device.ip']],
    [1, ['name.person', 'contact.address']],
    [0.5, ['name.person']],
    [0.5, ['contact.phone']],
    [0.5, ['contact.address']],
    [0.75, ['contact.email', 'birth.date']],
    [0.75, ['contact.email', 'contact.phone']],
    [0.75, ['birth.date', 'contact.address']],
    [1, ['id.cn.resident', 'image.photo']],
    [0.5, ['financial.iban']],
    [0.25, ['location.gps.pair']],
  ])('%f for %j', (ei, ids) => {
    expect(rate([dataset(ids)]).ei.value).toBe(ei);
  });

  it('takes the highest over data sets, and does not mix fields of two', () => {
    expect(rate([dataset(['name.person']), dataset(['contact.email'])]).ei.value).toBe(0.5);
  });

  it('takes a span that the engine told for a time', () => {
    const span = { from: '2026-01-01T00:00:00Z', to: '2026-01-31T00:00:00Z' };
    expect(rate([{ ...dataset(['device.ip']), span }]).ei.value).toBe(0.5);
  });

  it('rates addresses that hold names higher', () => {
    expect(
      rate([dataset(['contact.email'])], { traits: new Set(['emails hold names'] as const) }).ei.value,
    ).toBe(0.75);
  });
});

describe('circumstances', () => {
  const data = [dataset(['contact.email'])];
  const cbOf = (rest: Partial<EnisaInput>) =>
    rate(data, rest).cb.map(({ element, value }) => `${element} ${value}`);

  it('counts reach, traces and loss, and nothing malicious without a trace', () => {
    expect(cbOf({})).toEqual(['confidentiality 0.5']);
    expect(cbOf({ reach: 'internal' })).toEqual(['confidentiality 0.25']);
    expect(cbOf({ markers: [ransom] })).toEqual([
      'confidentiality 0.5',
      'integrity 0.25',
      'malicious intent 0.5',
    ]);
    expect(cbOf({ markers: [ransom], wiped: true, noBackup: true })).toEqual([
      'confidentiality 0.5',
      'availability 0.5',
      'malicious intent 0.5',
    ]);
    expect(cbOf({ markers: [{ ...ransom, class: 'warning' }] })).toEqual([
      'confidentiality 0.5',
      'integrity 0.25',
    ]);
  });

  it('does not count hints, and says so', () => {
    const severity = rate(data, { markers: [{ ...ransom, strength: 'weak' }] });
    expect(severity.cb).toHaveLength(1);
    expect(severity.flags).toContain('hints of an earlier visitor are not counted');
  });

  it('rates a wiped server of which nothing is known at the least, and says so', () => {
    expect(rate([], { markers: [ransom], wiped: true })).toMatchObject({ se: 1.5, dpc: { value: 1 } });
  });

  it('sets flags that leave the score as it is', () => {
    const plain = rate([dataset(['contact.email'], { people: 100 })]);
    const flagged = rate([dataset(['contact.email'], { people: 101 })], {
      unintelligible: true,
      writable: true,
    });
    expect(plain.flags).toEqual([]);
    expect(flagged.flags).toHaveLength(3);
    expect(flagged.se).toBe(plain.se);
  });
});
