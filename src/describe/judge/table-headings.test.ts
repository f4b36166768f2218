import { expect, test } from 'vitest';
import { createDescriber } from '../describe.ts';

/** A table of 200 rows: by field its values. The engine's own names are not used, but those of spreadsheets and portals. */
function typesOf(columns: Readonly<Record<string, (row: number) => unknown>>) {
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  for (let row = 0; row < 200; row++) {
    const record = Object.fromEntries(Object.entries(columns).map(([name, make]) => [name, make(row)]));
    source.feedJson(Buffer.from(`${JSON.stringify(record)}\n`));
  }
  const [set] = describer.finish();
  return Object.fromEntries(
    (set?.fields ?? []).map((field) => [field.path, field.types.map((one) => one.id)]),
  );
}

const spread = (row: number, of: number) => (row * 7919) % of;
const birth = (row: number) =>
  `${1940 + spread(row, 60)}-${String((row % 12) + 1).padStart(2, '0')}-${String((row % 28) + 1).padStart(2, '0')}`;
const email = (row: number) => `person${row}@example.org`;
const birthdays = { email, dob: birth };

test('abbreviated headings keep their names and stay apart', () => {
  const types = typesOf({
    'Tél. portable': (row) => `06 ${10 + (row % 90)} ${10 + spread(row, 89)} 55 01`,
    'Geb.-Datum': birth,
    'E-Mail (privat)': email,
  });
  expect(types['Geb·-Datum']).toContain('birth.date');
  expect(types['E-Mail (privat)']).toContain('contact.email');
  expect(types['Tél· portable']).toContain('contact.phone-national');
});

test('headings with a name of a person in them stay hidden', () => {
  const types = typesOf({ "Anna's phone": (row) => `+1 555 555 ${1000 + row}`, ...birthdays });
  expect(Object.keys(types).join()).not.toContain('Anna');
});

test('numbers without a trunk prefix are telephones under that name alone', () => {
  const number = (row: number) => `${600 + spread(row, 300)}${100000 + spread(row, 899999)}`;
  const types = typesOf({ telefono: number, batch: number, ...birthdays });
  expect(types.telefono).toContain('contact.phone-national');
  expect(types.batch).toEqual([]);
});

test('what a list of telephones holds as number', () => {
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  for (let row = 0; row < 60; row++)
    source.feedJson(
      Buffer.from(
        `${JSON.stringify({ telefonos: [{ numero: `09${10000000 + spread(row, 89999999)}` }] })}\n`,
      ),
    );
  const found = describer.finish()[0]?.fields.find((field) => field.path === 'telefonos[].numero');
  expect(found?.types.map((one) => one.id)).toContain('contact.phone-national');
});

test('firms are employers only beside people', () => {
  const firm = (row: number) => `Example ${row} GmbH`;
  expect(typesOf({ 'company name': firm, capital: (row) => row * 1000 })['company name']).toEqual([]);
  expect(typesOf({ employer: firm, ...birthdays }).employer).toContain('employment.employer');
});

test('a street in some titles makes no column of addresses', () => {
  const types = typesOf({ title: (row) => (row % 4 ? 'Oak lamp' : `Lane lamp ${row} road`) });
  expect(types.title).toEqual([]);
});

test('user names beside people', () => {
  const types = typesOf({
    username: (row) => `j.doe${row}`,
    last_login: (row) => `${1_600_000_000 + row * 77_777}`,
    ...birthdays,
  });
  expect(types.username).toContain('communication.handle');
  expect(types.last_login).not.toContain('communication.handle');
});

test('a field that is always empty holds nothing', () => {
  expect(typesOf({ remark: () => null, n: (row) => row }).remark ?? []).toEqual([]);
});

test('births with the month in letters, and how many of them are children', () => {
  const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  for (let row = 0; row < 200; row++) {
    const DOB = `${String((row % 28) + 1).padStart(2, '0')}-${months[row % 12]}-${row % 2 ? 2012 : 1950 + (row % 40)}`;
    source.feedJson(Buffer.from(`${JSON.stringify({ DOB, code: `${row}-Abc-2012` })}\n`));
  }
  const [set] = describer.finish();
  expect(set?.fields.find((field) => field.path === 'DOB')?.types[0]?.id).toBe('birth.date');
  expect(set?.fields.find((field) => field.path === 'code')?.types).toEqual([]);
  expect(set?.minors?.share).toBeCloseTo(0.5, 1);
});

test('names in scripts that no list of names covers, under their headings', () => {
  const types = typesOf({
    lastName: (row) =>
      `${['محمدی پور', 'رضایی', 'کریمی', 'حسینی‌زاده'][row % 4]}${['', ' اصل', ' نژاد'][row % 3]}`,
    'Họ và tên': (row) =>
      `${['Nguyễn', 'Trần', 'Phạm', 'Đặng'][row % 4]} ${['Văn Nam', 'Thị Bích', 'Ngọc Mai'][row % 3]}`,
    'שם משפחה': (row) => ['כהן', 'לוי', 'מזרחי', 'בן דוד', 'פרץ', 'גבאי', 'עמר', 'גולן', 'שפירא'][row % 9],
    ...birthdays,
  });
  expect(types.lastName).toContain('name.family');
  expect(types['Họ và tên']).toContain('name.person');
  expect(types['שם משפחה']).toContain('name.family');
});

test('Chinese compounds are what their last part is', () => {
  const types = typesOf({
    紧急联系人手机号码: (row) => `139${10000000 + spread(row, 89999999)}`,
    患者出生日期: birth,
    入库出库日期: birth,
  });
  expect(types.紧急联系人手机号码).toContain('contact.phone-cn-mobile');
  expect(types.患者出生日期).toContain('birth.date');
  expect(types.入库出库日期).not.toContain('birth.date');
});

test('notes about the people in a record', () => {
  const words =
    'called again about the late parcel please leave it with a neighbour next door after six'.split(' ');
  const note = (row: number) =>
    Array.from({ length: 14 }, (_one, at) => words[(row * 3 + at * at) % words.length]).join(' ') + row;
  expect(typesOf({ note, ...birthdays }).note).toContain('communication.free-text');
  expect(typesOf({ note, part: (row) => row }).note).toEqual([]);
});

test('jobs of machines are no occupations', () => {
  const job = (row: number) => ['clean up', 'send mails', 'rotate logs'][row % 3];
  expect(typesOf({ job_name: job, cron: (row) => `${row % 60} * * * *` }).job_name).toEqual([]);
  expect(
    typesOf({ job_title: (row) => ['nurse', 'clerk', 'driver'][row % 3], ...birthdays }).job_title,
  ).toContain('employment.job');
});
