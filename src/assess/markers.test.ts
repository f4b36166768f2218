import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKER_NAMES, MEOW } from './marker-names.ts';
import {
  findMarkers,
  findVisitors,
  type MarkedContainer,
  type MarkerTrace,
  plausibleDate,
} from './markers.ts';

const NOW = Date.UTC(2026, 10, 22);
const APP: MarkedContainer = {
  name: 'shop.orders',
  kind: 'collection',
  rows: 9_000,
  fields: ['_id', 'total', 'customer'],
};

function on(service: string, containers: readonly MarkedContainer[], traces: readonly MarkerTrace[] = []) {
  return findMarkers({ service, containers, traces, now: NOW });
}
function collection(name: string, rest: Partial<MarkedContainer> = {}): MarkedContainer {
  return { name, kind: 'collection', rows: 1, fields: ['_id', 'content'], ...rest };
}
const index = (name: string, rest: Partial<MarkedContainer> = {}) =>
  collection(name, { kind: 'index', fields: [], ...rest });

describe('strong names', () => {
  it.each([
    [
      'mongodb',
      collection('READ__ME_TO_RECOVER_YOUR_DATA.README'),
      'READ__ME_TO_RECOVER_YOUR_DATA',
      'ransom',
    ],
    ['mongodb', collection('read_me_to_recover_your_data.readme'), 'READ__ME_TO_RECOVER_YOUR_DATA', 'ransom'],
    ['mongodb', collection('PLEASE_READ.PLEASE_READ'), 'PLEASE_READ', 'ransom'],
    ['mongodb', collection('topkek<digits>.x'), 'topkek112', 'implant'],
    [
      'mongodb',
      collection('DELETED_BECAUSE_YOU_DIDNT_PASSWORD_PROTECT_YOUR_MONGODB.x'),
      'DELETED_BECAUSE_YOU_DIDNT_PASSWORD_PROTECT_YOUR_MONGODB',
      'wipe',
    ],
    [
      'mongodb',
      collection('to_get_DB_back_send_1BTC_to_<wallet>.x'),
      'to_get_DB_back_send_<amount>_to_<wallet>',
      'ransom',
    ],
    ['mongodb', collection('university_cybersec_experiment.x'), 'university_cybersec_experiment', 'warning'],
    ['elasticsearch', index('read_me_to_recover_database'), 'read_me_to_recover_database', 'ransom'],
    ['opensearch', index('read_me'), 'read_me', 'ransom'],
    ['mysql', collection('PLEASE_READ_ME_VVV.WARNING', { kind: 'table' }), 'PLEASE_READ_ME_VVV', 'ransom'],
    [
      'mariadb',
      collection('RECOVER_YOUR_DATA.RECOVER_YOUR_DATA_info', { kind: 'table' }),
      'RECOVER_YOUR_DATA',
      'ransom',
    ],
    [
      'postgresql',
      collection('readme_to_recover.public.readme', { kind: 'table' }),
      'readme_to_recover',
      'ransom',
    ],
    ['couchdb', collection('0_wegeturdb_1', { kind: 'database' }), '*wegeturdb*', 'ransom'],
    ['redis', collection('db0 crackit', { kind: 'keys' }), 'crackit', 'implant'],
    ['elasticsearch', index('fsq1kzn5ur-meow'), '*-meow', 'wipe'],
    ['couchdb', collection('28whm4w5vn-meow', { kind: 'database' }), '*-meow', 'wipe'],
  ])('%s %o is %s', (service, container, name, kind) => {
    expect(on(service, [container, APP])).toMatchObject([
      { name, class: kind, strength: 'strong', count: 1 },
    ]);
  });

  it('compares in lower case and NFKC, and sees through invisible characters', () => {
    expect(on('mongodb', [collection('ＲＥＡＤ__ME_TO_RECOVER_YOUR_\u200bDATA.README')])).toMatchObject([
      { strength: 'strong' },
    ]);
  });

  it('is a hint at most on another engine', () => {
    expect(on('postgresql', [collection('PLEASE_READ_ME.x', { kind: 'table' }), APP])).toMatchObject([
      { strength: 'weak' },
    ]);
    expect(on('postgresql', [collection('PLEASE_READ_ME.x', { kind: 'table', rows: 900 }), APP])).toEqual([]);
  });

  it('never gives back what the server said', () => {
    const [marker] = on('mongodb', [
      collection('to_get_DB_back_send_1BTC_to_1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa.x'),
    ]);
    expect(JSON.stringify(marker)).not.toContain('1A1z');
  });
});

describe('names that only look like marks', () => {
  it.each([
    'shop.warnings',
    'shop.readme_settings',
    'shop.hello_world',
    'shop.recovery_codes',
    'shop.meow_cats',
    'shop.homeowner',
    'shop.backup1',
    'shop.read_models',
    'warning_system.events',
    'recovery.attempts',
    'shop.WARNING',
    'shop.readme',
    'shop.aviso',
    'shop.please_read',
    'meow.meow',
    'please_read_me_later.notes',
  ])('%s beside other data', (name) => {
    for (const service of ['mongodb', 'mysql', 'postgresql', 'elasticsearch']) {
      expect(on(service, [collection(name, { rows: 40, fields: ['_id', 'a', 'b'] }), APP])).toEqual([]);
    }
  });

  it.each([
    [{ rows: 5_000, fields: ['id', 'email', 'note'] }],
    [{ rows: 2, fields: ['id', 'email', 'note', 'a', 'b', 'c', 'd', 'e', 'f'] }],
    [{ rows: 1, fields: ['id', 'title', 'level'] }],
  ])('a table `warning` of an application: %o', (rest) => {
    expect(on('mysql', [collection('app.warning', { kind: 'table', ...rest }), APP])).toEqual([]);
  });

  it('an index `readme` with documents, though everything else is empty', () => {
    expect(on('elasticsearch', [index('readme', { rows: 700 }), index('logs', { rows: 0 })])).toEqual([]);
  });

  it('keys of an application in Redis', () => {
    expect(
      on('redis', [
        collection('db0 backup<n>', { kind: 'keys', rows: 900, fields: [] }),
        collection('db0 user:<n>', { kind: 'keys', rows: 5 }),
      ]),
    ).toEqual([]);
  });

  it('the books of the engine', () => {
    expect(on('elasticsearch', [index('read_me', { internal: true })])).toEqual([]);
  });
});

describe('weak names need a second sign', () => {
  it.each([
    ['mail', 'note'],
    ['Bitcoin Address', 'Email'],
    ['email', 'note'],
    ['content'],
    ['message', 'email'],
    ['WARNING'],
  ])('fields of a note: %s %s', (...fields) => {
    expect(
      on('mongodb', [collection('WARNING.WARNING', { fields: ['_id', ...fields.filter(Boolean)] }), APP]),
    ).toMatchObject([
      {
        name: 'WARNING',
        strength: 'weak',
        class: 'ransom',
        method: 'exact name; with fields of a note in few rows',
      },
    ]);
  });

  it('a strong mark on the same server', () => {
    const markers = on('mongodb', [
      collection('PLEASE_READ_ME.x'),
      collection('Attention.x', { fields: ['_id', 'a'] }),
      APP,
    ]);
    expect(markers.map(({ name, strength }) => [name, strength])).toEqual([
      ['PLEASE_READ_ME', 'strong'],
      ['Attention', 'weak'],
    ]);
  });

  it('everything else empty, or nothing else there', () => {
    const warning = index('warning', { rows: 1 });
    expect(on('elasticsearch', [warning, index('shop', { rows: 0 })])).toMatchObject([
      { strength: 'weak', method: 'exact name; with everything else is empty' },
    ]);
    expect(on('elasticsearch', [warning])).toMatchObject([{ strength: 'weak' }]);
    expect(on('elasticsearch', [warning, index('shop', { rows: 4 })])).toEqual([]);
    expect(
      on('elasticsearch', [warning, index('shop', {}), { name: 'x', kind: 'index', fields: [] }]),
    ).toEqual([]);
  });

  it('a demand under an unknown name is a hint only with a second sign', () => {
    const demand = collection('x9.pay', { fields: ['_id', 'btc_address', 'email', 'note'] });
    expect(on('mongodb', [demand, APP])).toMatchObject([
      { name: 'fields of a ransom note', strength: 'weak' },
    ]);
    expect(on('mongodb', [{ ...demand, rows: 800 }, APP])).toEqual([]);
    expect(on('mongodb', [{ ...demand, fields: ['email', 'note'] }, APP])).toEqual([]);
  });

  it('one word that ends in -meow is none, two are a wipe', () => {
    expect(on('elasticsearch', [index('the-cats-meow'), index('logs', { rows: 8 })])).toEqual([]);
    expect(on('elasticsearch', [index('strawberry-meow'), index('logs', { rows: 8 })])).toEqual([]);
    expect(on('elasticsearch', [index('strawberry-meow'), index('qwertyuiop-meow')])).toMatchObject([
      { name: '*-meow', count: 2, strength: 'strong' },
    ]);
  });
});

describe('traces', () => {
  const redis = (traces: readonly MarkerTrace[]) =>
    on('redis', [], traces).map(({ name, strength }) => `${strength} ${name}`);

  it('several keys of one pattern stand for each other, as keys of a database too', () => {
    const keys = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        collection(`db0 backup${at + 1}`, { kind: 'keys', rows: 1, fields: ['value'] }),
      );
    expect(on('redis', keys(4), []).map(({ name, count }) => `${count} ${name}`)).toEqual(['4 backup1..4']);
    expect(on('redis', keys(2), [])).toEqual([]);
  });

  it('knows settings that an intruder changed', () => {
    expect(redis([{ kind: 'dir', name: '/var/spool/cron' }])).toEqual(['strong dir in a cron folder']);
    expect(redis([{ kind: 'setting', name: 'dir=/root/.ssh' }])).toEqual(['strong dir in a .ssh folder']);
    expect(redis([{ kind: 'dbfilename', name: 'authorized_keys' }])).toEqual([
      'strong dbfilename authorized_keys',
    ]);
    expect(
      redis([
        { kind: 'dir', name: '/etc/cron.d/' },
        { kind: 'dbfilename', name: 'root' },
      ]),
    ).toEqual(['strong dir in a cron folder', 'weak dbfilename root']);
  });

  it('leaves ordinary settings, folders and modules alone', () => {
    expect(
      redis([
        { kind: 'dir', name: '/var/lib/redis' },
        { kind: 'dbfilename', name: 'dump.rdb' },
        { kind: 'dbfilename', name: 'root' },
        { kind: 'module', name: 'search' },
        { kind: 'module', name: 'our_own' },
      ]),
    ).toEqual([]);
  });

  it('takes three or four of backup1..4 for a hint, one for none, and a master for a hint beside more', () => {
    const keys = [1, 2, 3].map((n) => ({ kind: 'key', name: `backup${n}` }));
    expect(redis(keys)).toEqual(['weak backup1..4']);
    expect(redis(keys.slice(0, 2))).toEqual([]);
    expect(
      redis([
        { kind: 'key', name: 'root' },
        { kind: 'master', name: '192.0.2.1' },
      ]),
    ).toEqual([]);
    expect(
      redis([
        { kind: 'module', name: 'system' },
        { kind: 'master', name: '192.0.2.1' },
      ]),
    ).toEqual(['strong module that runs commands', 'weak replica of another server']);
  });

  it('counts a key once that stands in the list of containers too', () => {
    const container = collection('db0 crackit', { kind: 'keys' });
    expect(on('redis', [container], [{ kind: 'key', name: 'crackit' }])).toMatchObject([
      { name: 'crackit', count: 1 },
    ]);
  });

  it('knows hostile modules and images', () => {
    expect(redis([{ kind: 'module', name: 'system' }])).toEqual(['strong module that runs commands']);
    expect(on('docker', [], [{ kind: 'image', name: 'pocosow/centos' }])).toMatchObject([
      { strength: 'strong', class: 'implant' },
    ]);
    expect(on('hdfs', [], [{ kind: 'directory', name: '/NODATA4U_SECUREYOURSHIT' }])).toMatchObject([
      { strength: 'strong', class: 'wipe' },
    ]);
  });

  it('takes an account that intruders add for a hint beside a note only', () => {
    const account = { kind: 'account', name: 'mysqlbackups' };
    expect(on('mysql', [APP], [account])).toEqual([]);
    expect(on('mysql', [APP, collection('RECOVER_YOUR_DATA.x', { kind: 'table' })], [account])).toMatchObject(
      [{ class: 'ransom' }, { class: 'implant', strength: 'weak' }],
    );
  });
});

describe('wiped', () => {
  const wiped = (containers: readonly MarkedContainer[]) =>
    findVisitors({ service: 'elasticsearch', containers, now: NOW }).wiped;

  it('is a server with a mark and nothing else in it', () => {
    const books = index('.kibana', { internal: true, rows: 12 });
    expect(wiped([index('fsq1kzn5ur-meow'), books])).toBe(true);
    expect(wiped([index('read_me'), index('shop', { rows: 0 })])).toBe(true);
    expect(wiped([index('read_me'), index('shop', { rows: 3 })])).toBe(false);
    expect(wiped([index('shop', { rows: 0 })])).toBe(false);
    expect(wiped([index('warning', { rows: 1 })])).toBe(false);
    expect(wiped([])).toBe(false);
  });
});

describe('dates', () => {
  const dated = (at: string, method = 'ObjectId') =>
    collection('READ__ME_TO_RECOVER_YOUR_DATA.README', { created: { at, method } });

  it('says no later than, by which method', () => {
    // First four bytes of a published note's ObjectId, 6488e1bd.
    const at = new Date(Number.parseInt('6488e1bd', 16) * 1000).toISOString();
    expect(on('mongodb', [dated(at)])).toMatchObject([
      { date: '2023-06-13T21:38:05.000Z', method: 'name pattern; no later than by ObjectId' },
    ]);
  });

  it.each([
    '2099-11-15T13:12:00',
    '2099-11-15T13:12:00Z',
    '1970-01-01T00:00:00Z',
    '2027-01-01T00:00:00Z',
    'soon',
    '',
    '99999999',
  ])('does not believe %j', (at) => {
    const [marker] = on('mongodb', [dated(at)]);
    expect(marker).toMatchObject({ strength: 'strong', method: 'name pattern; its date cannot be true' });
    expect(marker).not.toHaveProperty('date');
    expect(plausibleDate(at, Date.UTC(2100, 0, 1)) === undefined || at.startsWith('2027')).toBe(true);
  });

  it('merges the names of one wipe and takes the earliest date', () => {
    const wiped = Array.from({ length: 40 }, (_, n) =>
      index(`a${String(n).padStart(9, '0')}-meow`, {
        created: {
          at: `2020-07-${String(28 - (n % 9)).padStart(2, '0')}T00:00:00Z`,
          method: 'index.creation_date',
        },
      }),
    );
    expect(on('elasticsearch', wiped)).toMatchObject([
      { name: '*-meow', count: 40, date: '2020-07-20T00:00:00.000Z', campaign: 'meow 2020' },
    ]);
    expect(on('elasticsearch', [index('<random>-meow', { containers: 812 })])).toMatchObject([
      { count: 812 },
    ]);
  });

  it('knows wipe marks in which runs of digits were made a template', () => {
    for (const name of ['8yctf<digits>-meow', '<id>-meow', '<digits>ab<digits>-meow', '56udafqk24-meow'])
      expect(on('elasticsearch', [index(name)]), name).toMatchObject([{ class: 'wipe', strength: 'strong' }]);
    expect(on('elasticsearch', [index('shop'), index('cat-<digits>-videos-of-meow')])).toEqual([]);
  });
});

describe('the list itself', () => {
  it('matches each of its own exact names, has a source for each, and no name twice on one engine', () => {
    const seen = new Set<string>();
    for (const entry of MARKER_NAMES) {
      expect(entry.source.length).toBeGreaterThan(5);
      const key = `${entry.engines.join()} ${entry.shown.toLowerCase()}`;
      expect(seen.has(key), key).toBe(false);
      seen.add(key);
      const engine = entry.engines[0] ?? 'mongodb';
      if (typeof entry.match !== 'string' || engine === 'docker' || engine === 'hdfs') continue;
      const kind = engine === 'redis' ? 'keys' : engine === 'elasticsearch' ? 'index' : 'collection';
      expect(
        on(engine, [collection(engine === 'redis' ? `db0 ${entry.match}` : entry.match, { kind })]),
        entry.shown,
      ).toMatchObject([{ name: entry.shown, strength: entry.strength }]);
    }
    expect(MEOW.source).toContain('2020');
  });

  it('survives any names, fields and traces, in linear time', () => {
    const container = fc.record({
      name: fc.string({ unit: 'binary', maxLength: 60 }),
      kind: fc.constantFrom('collection', 'index', 'table', 'keys', 'database'),
      rows: fc.nat(),
      fields: fc.array(fc.string({ unit: 'binary' }), { maxLength: 12 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom('redis', 'mongodb', 'mysql'),
        fc.array(container),
        fc.array(fc.record({ kind: fc.string(), name: fc.string() })),
        (service, containers, traces) => {
          for (const marker of on(service, containers, traces)) expect(marker.count).toBeGreaterThan(0);
        },
      ),
    );
    expect(on('mongodb', [collection(`${'-'.repeat(500_000)}meow`)])).toEqual([]);
  });
});
