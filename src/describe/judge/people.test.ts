import { expect, test } from 'vitest';
import { createDescriber } from '../describe.ts';

function peopleOf(make: (row: number) => unknown, rows = 200) {
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  for (let row = 0; row < rows; row++) source.feedJson(Buffer.from(`${JSON.stringify(make(row))}\n`));
  return describer.finish()[0]?.people;
}

const hex = (row: number): string => (row * 2654435761).toString(16).padStart(12, '0').slice(0, 12);
const uuid = (row: number): string => `${hex(row).slice(0, 8)}-0000-4000-8000-${hex(row + 9)}`;

test('keys of machines and firms are no keys of people', () => {
  expect(peopleOf((row) => ({ kubernetes: { pod: { uid: uuid(row) } }, message: 'ready' }))).toBeUndefined();
  expect(
    peopleOf((row) => ({ uid: uuid(row), trade: ['bakery', 'joinery'][row % 2], seats: row % 40 })),
  ).toBeUndefined();
  expect(peopleOf((row) => ({ company: { uid: uuid(row) }, seats: row % 40 }))).toBeUndefined();
});

test('keys beside facts of a person are', () => {
  const people = peopleOf((row) => ({ uid: uuid(row), email: `kim${row * 7}@firma-nord.de` }));
  expect(people?.low).toBeGreaterThanOrEqual(190);
});

test('the devices of a trail are as many people at least', () => {
  const people = peopleOf(
    (row) => ({
      device_id: uuid(row % 30),
      lat: 52 + ((row * 7919) % 100_000) / 1e6,
      lon: 13 + ((row * 6007) % 100_000) / 1e6,
      ts: new Date(Date.UTC(2026, 0, 1) + row * 60_000).toISOString(),
    }),
    400,
  );
  expect(people?.low).toBe(30);
});

test('a key of its own in every row is counted, not estimated', () => {
  const people = peopleOf((row) => ({ email: `kim${(row * 7919) % 100_003}@firma-nord.de` }), 3_000);
  expect(people).toMatchObject({ low: 3_000, high: 3_000 });
  expect(people?.method).toContain('one in each row');
  const again = peopleOf((row) => ({ email: `kim${row % 700}@firma-nord.de` }), 3_000);
  expect(again?.high).toBeUndefined();
});
