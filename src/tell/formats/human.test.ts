import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../kit/text-safety.ts';
import type { SidelightEvent } from '../../model/event.ts';
import { createHumanCollector } from './human-collector.ts';
import { type HumanOptions, renderHuman } from './human.ts';
import { event, SAMPLE_RUN, SAMPLE_TITLES, severity } from './sample-run.test-data.ts';

const PLAIN: HumanOptions = { columns: 100, color: false, unicode: true, titles: SAMPLE_TITLES };

function render(
  events: readonly SidelightEvent[],
  options: Partial<HumanOptions> = {},
  keep?: number,
): string {
  const collector = createHumanCollector(keep);
  for (const one of events) collector.add(one);
  return renderHuman(collector.summary(), { ...PLAIN, ...options });
}

const finished = (rest: object) =>
  event({
    type: 'run.finished',
    complete: true,
    exposures: 0,
    exit: 0,
    looked: 10,
    answered: 0,
    notAssessed: 0,
    seconds: 3,
    ...rest,
  });

describe('the result screen', () => {
  it('says in one block what stands open, and in one line each what is locked and what is not certain', () => {
    expect(render(SAMPLE_RUN).split('\n')).toEqual([
      'looked at 1,034 endpoints · 7 answered · 6 engines · 00:02:41 · 2 not assessed',
      '',
      '  VERY HIGH  192.0.2.17:27017  mongodb 7.0.14                                                 case 1',
      '             live tracking · ≥ 2.6 M people (unique index) · 54 M rows · live 78/s',
      '             ethnicity · national ID (CN) · GPS position · name · phone 41 %',
      '             in tracking.persons (2.6 M) · tracking.sightings (51 M) · logs.<date> ×12 (20)',
      '             open since 2026-05-11 or earlier (server uptime)',
      '             ransom mark READ__ME_TO_RECOVER_YOUR_DATA by 2026-09-02 · group at risk · writable',
      '             severity 4 x 1 + (0.5 + 0.25 + 0.5) = 5.25 · more than 100 people',
      '             not seen: the values of 3 collections past the ceiling of 200',
      '             to close: Set security.authorization: enabled in mongod.conf and restart.',
      '',
      '  OPEN       192.0.2.3:9200    opensearch 2.11.0                                              case 2',
      '             90,211 rows · nothing personal and no secret was recognised · in app-log (90,211)',
      '',
      '  OK         3 services locked · 2 ask for a password · 1 refuses this vantage',
      '  UNSURE     1 service could not be judged',
      '             192.0.2.8:8123 clickhouse: two reads contradict each other · 1 tarpit',
      '             timeout: nothing came within 10 s',
      '',
      'receipt  read 412 KB of ≈ 1.1 TB · 300 records in memory · 0 values kept · 1,240 commands sent',
      '         audit a91f03c2d4e5',
      'next     sidelight case show 1  |  sidelight receipt  |  sidelight look --resume r-test',
      'exit 1   1 exposure at or above low; incomplete, 2 not assessed',
      '',
    ]);
  });

  it('tells a mildly rated one without personal data in few words', () => {
    const endpoint = '192.0.2.3:9200';
    const finding = {
      type: 'finding',
      endpoint,
      case: 'c',
      service: 'redis',
      shapes: [],
      rows: 7,
      badges: ['writable'],
      notes: ['n'],
      close: ['c'],
    } as const;
    const text = render([
      event({ type: 'posture', endpoint, service: 'redis', product: 'valkey', posture: 'open', reasons: [] }),
      event({ ...finding, severity: severity('low', 0.75, '1 x 0.25 + 0.5 = 0.75') }),
    ]);
    expect(text).toContain('  LOW        192.0.2.3:9200  valkey\n');
    expect(text).toContain(
      '             7 rows · nothing personal and no secret was recognised · writable\n             severity 1 x 0.25 + 0.5 = 0.75\n',
    );
  });

  it('puts colour on the severity words alone, and takes it away when told', () => {
    const colored = render(SAMPLE_RUN, { color: true });
    expect(colored).toContain('\x1b[1;97;41mVERY HIGH\x1b[0m  192.0.2.17:27017');
    expect(colored.match(/\x1b\[[\d;]*m/g)).toHaveLength(8);
    expect(colored.replaceAll(/\x1b\[[\d;]*m/g, '')).toBe(render(SAMPLE_RUN));
    expect(render(SAMPLE_RUN)).not.toContain('\x1b');
  });

  it('prints ASCII alone where the locale is not UTF-8', () => {
    const ascii = render(SAMPLE_RUN, { unicode: false });
    expect(ascii).toMatch(/^[\x20-\x7e\n]*$/);
    expect(ascii).toContain('>= 2.6 M people (unique index) - 54 M rows');
    expect(ascii).toContain('read 412 KB of ~ 1.1 TB');
  });

  it.each([20, 30, 40, 59, 60, 80, 132, 400])(
    'keeps every line within %i columns and loses no number',
    (columns) => {
      const text = render(SAMPLE_RUN, { columns });
      for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      const flat = text.replaceAll(/\s+/g, '');
      for (const part of [
        '192.0.2.17:27017',
        '2.6M',
        '54M',
        '5.25',
        'READ__ME_TO_RECOVER_YOUR_DATA',
        '412KB',
        'exit1',
      ])
        expect(flat).toContain(part);
    },
  );

  it.each([
    [-5, 20],
    [0, 20],
    [100_000, 400],
    [Number.NaN, 80],
  ])('brings %d columns to %i', (columns, most) => {
    const widths = render(SAMPLE_RUN, { columns }).split('\n').map(displayWidth);
    expect(Math.max(...widths)).toBeLessThanOrEqual(most);
  });
});

describe('what several fields say together', () => {
  const together = SAMPLE_RUN.map((one) =>
    one.type === 'finding' && one.case === 'c1'
      ? {
          ...one,
          minors: { share: 0.12, low: 0.1, high: 0.14, n: 256 },
          combination: ['national id', 'name', 'birth'],
          doubts: ['most addresses of email end in domains reserved for examples (RFC 2606)'],
          consequences: [
            'Where people are can be followed as they move.',
            'Children are among them.',
            'It sorts people by what they may be persecuted for: ethnicity.',
            'It says who people are, or something of them.',
          ],
          severity: {
            ...one.severity,
            flags: [
              'more than 100 people',
              'children among them',
              'may be test or invented data: nothing is lowered for that',
            ],
          },
        }
      : one,
  );

  it('stands in the block of its endpoint, each thing once', () => {
    const text = render(together);
    const flat = text.replace(/\n +/g, ' ');
    for (const said of [
      'about 12 % are children (95 %: 10 to 14 %)',
      'national id, name, birth in one record: enough to pass for someone',
      'means: Where people are can be followed as they move. It sorts people by what they may be persecuted for: ethnicity.',
      'doubt: most addresses of email end in domains reserved for examples (RFC 2606)',
    ])
      expect(flat.split(said)).toHaveLength(2);
    expect(text).not.toMatch(/Children are among|children among them|invented|It says who/);
  });

  it('fits any width', () => {
    for (const columns of [20, 44, 60, 80, 120])
      for (const line of render(together, { columns }).split('\n'))
        expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
  });
});

describe('words for data types', () => {
  const exposure = (dataType: string, n = 10, share = 1) =>
    event({
      type: 'exposure',
      endpoint: '192.0.2.1:1',
      dataset: 'd',
      field: 'f',
      dataType,
      share,
      low: 0,
      high: 1,
      n,
      draw: '',
      confidence: 1,
      because: '',
    });
  const open = event({
    type: 'posture',
    endpoint: '192.0.2.1:1',
    service: 'redis',
    product: 'valkey',
    posture: 'open',
    reasons: [],
  });

  it('tells variants once, the most telling first, and no more than ten', () => {
    const text = render([
      open,
      exposure('time.timestamp'),
      exposure('contact.phone', 10, 0.2),
      exposure('contact.phone-national', 10, 0.004),
      exposure('special.ethnicity'),
    ]);
    expect(text).toContain('  ethnicity · phone 20 % · time.timestamp\n');
    const many = render([open, ...Array.from({ length: 14 }, (_, n) => exposure(`x.t${n}`))], {
      columns: 200,
    });
    expect(many).toContain('4 more');
  });

  it('says when only names of fields were seen, and when nothing personal was', () => {
    expect(render([open, exposure('special.ethnicity', 0)])).toContain(
      'ethnicity · by field names, no value read',
    );
    expect(render([open, exposure('time.timestamp')])).toContain(
      'nothing personal and no secret was recognised',
    );
  });
});

describe('hostile names', () => {
  const NAMES: readonly (readonly [string, string])[] = [
    ['escape sequences', '\x1b[2J\x1b]0;owned\x07'],
    ['a right-to-left override', 'abc\u202egnp.exe'],
    ['a formula', '=cmd|calc'],
    ['a very long name', 'x'.repeat(50_000)],
    ['joined emoji', '\u{1f469}\u200d\u{1f469}\u200d\u{1f467} emoji'],
    ['Han', '客户资料库'],
    ['line ends', '\u0000\r\n'],
    ['a forged line', 'a\nexit 0   complete'],
    ['a lone surrogate', '\ud800'],
    ['marks without end', '\u0301'.repeat(90)],
  ];

  /** A run in which every text that a server can choose is `name`. */
  function hostileRun(name: string): SidelightEvent[] {
    const endpoint = '[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:27017';
    return [
      event({
        type: 'posture',
        endpoint,
        service: name,
        product: name,
        version: name,
        posture: 'open',
        reasons: [],
      }),
      event({
        type: 'posture',
        endpoint: name,
        service: name,
        product: name,
        posture: 'inconclusive',
        reasons: [{ command: name, showed: name }],
      }),
      event({
        type: 'dataset',
        endpoint,
        name,
        rows: 3,
        depth: 'shape',
        containers: 2,
        fields: 1,
        draw: name,
        n: 0,
      }),
      event({
        type: 'exposure',
        endpoint,
        dataset: name,
        field: name,
        dataType: name,
        share: 0.5,
        low: 0,
        high: 1,
        n: 3,
        draw: name,
        confidence: 1,
        because: name,
      }),
      event({
        type: 'marker',
        endpoint,
        class: name,
        name,
        strength: 'weak',
        date: name,
        method: name,
        count: 2,
      }),
      event({
        type: 'finding',
        endpoint,
        case: name,
        number: 1,
        service: name,
        shapes: [],
        rows: 3,
        people: { low: 3, method: name },
        severity: { ...severity('high', 3.5, name), flags: [name] },
        badges: [name, `live ${name}`],
        notes: [name, name, name],
        close: [name],
        since: { at: name, method: name },
      }),
      event({ type: 'error', code: name, message: name }),
      finished({ exposures: 1, exit: 1 }),
    ];
  }

  function check(name: string, columns: number): void {
    for (const unicode of [true, false]) {
      const text = render(hostileRun(name), { columns, unicode });
      expect(text).not.toMatch(/[^\P{C}\n]/u);
      const lines = text.split('\n');
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      expect(lines.filter((line) => line.startsWith('exit '))).toHaveLength(1);
      expect(text.length).toBeLessThan(20_000);
    }
  }

  it.each(NAMES)('%s cannot leave their place', (_what, name) => {
    for (const columns of [20, 61, 100]) check(name, columns);
  });

  it('holds for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.integer({ min: 20, max: 130 }),
        (name, columns) => check(name, columns),
      ),
      { numRuns: 25 },
    );
  });
});

describe('exit and next', () => {
  it.each([
    [{ exit: 0 }, 'exit 0   complete, nothing at or above low', 'next     sidelight case list'],
    [
      { exit: 4, complete: false, notAssessed: 12 },
      'exit 4   incomplete, nothing found so far; 12 not assessed',
      'next     sidelight look --resume r-test  |  sidelight case list',
    ],
    [
      { exit: 130, complete: false },
      'exit 130 interrupted; it can be resumed',
      'next     sidelight look --resume r-test  |  sidelight case list',
    ],
    [
      { exit: 3, complete: false },
      'exit 3   refused by scope, expiry or opt-out',
      'next     sidelight look --resume r-test  |  sidelight case list',
    ],
  ])('%o', (rest, exit, next) => {
    const lines = render([finished(rest)]).split('\n');
    expect(lines).toContain(exit);
    expect(lines).toContain(next);
    expect(lines).toContain('  nothing open was found');
  });

  it('does not pretend that a run that broke off was complete', () => {
    expect(render(SAMPLE_RUN.slice(0, 14))).toContain('exit     the run did not finish');
  });

  it('names the band that was asked for', () => {
    expect(render([finished({ exit: 0 })], { failOn: 'high' })).toContain('nothing at or above high');
  });
});

describe('many endpoints', () => {
  it('keeps the worst, counts the rest, and forgets the locked ones', () => {
    const collector = createHumanCollector(10);
    const bands = ['low', 'medium', 'high', 'very high', 'none'] as const;
    for (let n = 0; n < 65_536; n += 1) {
      const endpoint = `198.51.${n >> 8}.${n & 255}:6379`;
      const open = n % 64 === 0;
      collector.add(
        event({
          type: 'posture',
          endpoint,
          service: 'redis',
          product: 'redis',
          posture: open ? 'open' : 'auth-required',
          reasons: [],
        }),
      );
      if (open) {
        const band = bands[(n / 64) % 5] ?? 'none';
        collector.add(
          event({
            type: 'finding',
            endpoint,
            case: String(n),
            service: 'redis',
            shapes: [],
            rows: n,
            severity: severity(band, 1, '1'),
            badges: [],
            notes: [],
            close: [],
          }),
        );
      }
    }
    const summary = collector.summary();
    expect(summary.open).toHaveLength(10);
    expect(new Set(summary.open.map(({ finding }) => finding?.severity.band))).toEqual(
      new Set(['very high']),
    );
    expect([...summary.more.values()].reduce((sum, count) => sum + count, 0)).toBe(1_024 - 10);
    expect(summary.more.get('very high')).toBe(205 - 10);
    expect(summary.postures.get('auth-required')).toBe(65_536 - 1_024);
    expect(renderHuman(summary, PLAIN)).toContain(
      'MORE       195 very high · 205 high · 205 medium · 205 low · 204 open, nothing personal seen',
    );
  });

  it('does not let one server with endless names fill the memory', () => {
    const collector = createHumanCollector();
    for (let n = 0; n < 5_000; n += 1) {
      collector.add(
        event({
          type: 'dataset',
          endpoint: '192.0.2.1:1',
          name: `${n}${'x'.repeat(2_000)}`,
          rows: n,
          depth: 'shape',
          containers: 1,
          fields: 1,
          draw: '',
          n: 0,
        }),
      );
      collector.add(
        event({
          type: 'exposure',
          endpoint: '192.0.2.1:1',
          dataset: 'd',
          field: 'f',
          dataType: `t.${n}`,
          share: 1,
          low: 1,
          high: 1,
          n: 0,
          draw: '',
          confidence: 1,
          because: '',
        }),
      );
      collector.add(
        event({
          type: 'marker',
          endpoint: '192.0.2.1:1',
          class: 'wipe',
          name: `m${n}`,
          strength: 'strong',
          method: '',
          count: 1,
        }),
      );
    }
    collector.add(
      event({
        type: 'posture',
        endpoint: '192.0.2.1:1',
        service: 'redis',
        product: 'redis',
        posture: 'open',
        reasons: [],
      }),
    );
    const [one] = collector.summary().open;
    expect(one?.datasetCount).toBe(5_000);
    expect(JSON.stringify(one).length).toBeLessThan(12_000);
  });
});
