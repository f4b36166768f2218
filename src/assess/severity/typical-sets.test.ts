import { describe, expect, it } from 'vitest';
import { datatypes } from '../../datatypes/index.ts';
import type { DatasetDescription, ShapeName } from '../../model/description.ts';
import { enisaSeverity } from './enisa.ts';

const types = new Map(datatypes.map((type) => [type.id, type]));
const YEAR = { from: '2025-01-01T00:00:00Z', to: '2025-12-31T00:00:00Z' };
const WEEK = { from: '2025-01-01T00:00:00Z', to: '2025-01-08T00:00:00Z' };

function set(
  ids: string,
  shapes: readonly ShapeName[] = [],
  more: Partial<DatasetDescription> = {},
): DatasetDescription {
  return {
    name: 'd',
    containers: 1,
    rows: { value: 3_000, method: 'exact' },
    fields: ids.split(' ').map((id, at) => ({
      path: `f${at}`,
      n: 3_000,
      types: [{ id, share: 1, low: 0.98, high: 1, confidence: 0.9, because: 'test' }],
    })),
    shapes: shapes.map((name) => ({ name, confidence: 0.9, because: 'test' })),
    draw: 'every record read',
    n: 3_000,
    notes: [],
    ...more,
  };
}

/** Sets as they leak, in a file; the bands are those that people who handle leaks gave them. */
const SETS: readonly (readonly [string, DatasetDescription, string])[] = [
  [
    'hotel guests with identity number, birth date and address',
    set('name.person id.tr.tckn birth.date contact.address contact.phone travel.lodging', ['person table'], {
      combination: ['national id', 'name', 'birth', 'address'],
    }),
    '3 x 1 + 0.25 = 3.25 high',
  ],
  [
    'citizens with identity number, parents and birth place',
    set('id.tr.tckn name.given name.family family.relative birth.date birth.place', ['person table'], {
      combination: ['national id', 'name', 'birth'],
    }),
    '3 x 1 + 0.25 = 3.25 high',
  ],
  [
    'voters with identity number and telephone',
    set('name.person id.tr.tckn contact.phone', ['person table']),
    '3 x 1 + 0.25 = 3.25 high',
  ],
  [
    'cameras at home with the links that open them',
    set('contact.email credential.connection-string location.gps.pair', ['sensor registry']),
    '3 x 0.75 + 0.25 = 2.5 medium',
  ],
  [
    'voters with address and birth date',
    set('name.person birth.date contact.address', ['person table'], {
      combination: ['name', 'birth', 'address'],
    }),
    '2 x 1 + 0.25 = 2.25 medium',
  ],
  [
    'voters with the party they lean to',
    set('name.person birth.date contact.address special.politics', ['person table'], {
      combination: ['name', 'birth', 'address'],
    }),
    '4 x 1 + 0.25 = 4.25 very high',
  ],
  [
    'patients of a hospital by name',
    set('name.person birth.date contact.phone health.diagnosis', ['health records']),
    '4 x 1 + 0.25 = 4.25 very high',
  ],
  [
    'patients by number, with sex, birth date and postcode',
    set('health.record-number birth.date birth.sex location.postcode health.icd', ['health records']),
    '4 x 0.5 + 0.25 = 2.25 medium',
  ],
  [
    'dating app: e-mail, birth date, orientation, HIV status',
    set('contact.email birth.date special.sexuality health.test-result'),
    '4 x 0.75 + 0.25 = 3.25 high',
  ],
  [
    'payments with card numbers and names',
    set('name.person contact.email financial.payment-card financial.card-verification', ['payment records']),
    '4 x 1 + 0.25 = 4.25 very high',
  ],
  ['card numbers alone', set('financial.payment-card'), '4 x 0.5 + 0.25 = 2.25 medium'],
  [
    'trail of devices by position',
    set('device.advertising-id location.gps.pair time.timestamp', ['tracking stream']),
    '3 x 0.75 + 0.25 = 2.5 medium',
  ],
  [
    'a year of exact positions of devices',
    set('device.advertising-id location.gps.pair time.timestamp', ['tracking stream'], { span: YEAR }),
    '4 x 0.75 + 0.25 = 3.25 high',
  ],
  [
    'trail of subjects with their telephone numbers',
    set('contact.phone location.gps.pair time.timestamp', ['tracking stream']),
    '3 x 0.75 + 0.25 = 2.5 medium',
  ],
  [
    'a year of calls',
    set('contact.phone contact.phone time.timestamp communication.call-record', ['call records'], {
      span: YEAR,
    }),
    '3 x 0.75 + 0.25 = 2.5 medium',
  ],
  [
    'a week of calls',
    set('contact.phone contact.phone time.timestamp communication.call-record', ['call records'], {
      span: WEEK,
    }),
    '2 x 0.75 + 0.25 = 1.75 low',
  ],
  ['e-mail list', set('contact.email'), '1 x 0.5 + 0.25 = 0.75 low'],
  [
    'e-mails with slow hashes',
    set('contact.email credential.hash.bcrypt', ['login list']),
    '1 x 0.5 + 0.25 = 0.75 low',
  ],
  [
    'e-mails with fast hashes',
    set('contact.email credential.hash.md5', ['login list']),
    '2 x 0.5 + 0.25 = 1.25 low',
  ],
  [
    'e-mails with plain passwords',
    set('contact.email credential.password', ['login list']),
    '3 x 1 + 0.25 = 3.25 high',
  ],
  [
    'registry of cameras',
    set('location.gps.pair location.place-word', ['sensor registry']),
    '1 x 0.25 + 0.25 = 0.5 low',
  ],
  ['catalogue with contacts of suppliers', set('contact.email contact.phone'), '1 x 0.75 + 0.25 = 1 low'],
  ['weather', set('time.timestamp key.uuid'), '0 none'],
];

describe('typical sets in a file', () => {
  for (const [what, dataset, expected] of SETS)
    it(`${what}: ${expected}`, () => {
      for (const { types: found } of dataset.fields)
        for (const { id } of found) expect(types.has(id), id).toBe(true);
      const { sum, band } = enisaSeverity({ datasets: [dataset], types, markers: [], reach: 'file' });
      expect(`${sum} ${band}`).toBe(expected);
    });

  it('one login and its password are settings, and lift nothing', () => {
    const settings = set('contact.email credential.password');
    const one = { ...settings, fields: settings.fields.map((field) => ({ ...field, n: 1 })) };
    const { dpc } = enisaSeverity({ datasets: [one], types, markers: [], reach: 'file' });
    expect(dpc.value).toBe(1);
  });
});
