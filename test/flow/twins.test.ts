import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookAtTwins, type RunningTwin, startTwins, stopTwins } from '../../src/flows/demo.ts';
import type { SidelightEvent } from '../../src/model/event.ts';
import { chatLog } from '../../twins/chat-log.ts';
import { customer, trackedPerson } from '../../twins/data/people.ts';
import { RESIDENTS, resident, residentNumber } from '../../twins/data/residents.ts';
import { twins } from '../../twins/index.ts';

type Of<T extends SidelightEvent['type']> = Extract<SidelightEvent, { type: T }>;

let running: readonly RunningTwin[] = [];
let events: readonly SidelightEvent[] = [];

function leftovers(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('sidelight-demo-'));
}

beforeAll(async () => {
  running = await startTwins([]);
  const seen: SidelightEvent[] = [];
  for await (const event of lookAtTwins(running, new AbortController().signal)) seen.push(event);
  events = seen;
});

afterAll(() => stopTwins(running));

function of<T extends SidelightEvent['type']>(type: T, twin: string): readonly Of<T>[] {
  const at = running.find((one) => one.twin.name === twin)?.fake.endpoint;
  if (!at) throw new Error(`no twin named ${twin} is running`);
  const key = `${at.address}:${at.port}`;
  return events.filter(
    (event): event is Of<T> => event.type === type && 'endpoint' in event && event.endpoint === key,
  );
}

function finding(twin: string): Of<'finding'> {
  const [first, ...more] = of('finding', twin);
  if (!first || more.length > 0) throw new Error(`expected one finding on ${twin}, got ${1 + more.length}`);
  return first;
}

/** Data types of one data set, by field. */
function typesOf(twin: string, dataset: string): Record<string, readonly string[]> {
  const out: Record<string, string[]> = {};
  for (const { field, dataType, dataset: name } of of('exposure', twin)) {
    if (name === dataset) (out[field] ??= []).push(dataType);
  }
  return out;
}

const shapes = (twin: string): readonly string[] => finding(twin).shapes.map(({ name }) => name);
const rowsOf = (twin: string): Record<string, number | undefined> =>
  Object.fromEntries(of('dataset', twin).map(({ name, rows }) => [name, rows]));

describe('a look at every twin', () => {
  test('finds each open one open and each locked one locked, and completes', () => {
    const postures = Object.fromEntries(
      twins.map(({ name }) => [name, of('posture', name).map((one) => one.posture)]),
    );
    expect(postures).toEqual({
      tracking: ['open'],
      police: ['open'],
      'chat-log': ['open'],
      shop: ['open'],
      wiped: ['open'],
      'wiped-note': ['open'],
      weather: ['open'],
      'locked-mongodb': ['auth-required'],
      'locked-elasticsearch': ['auth-required'],
      'locked-postgresql': ['auth-required'],
    });
    expect(events.at(-1)).toMatchObject({
      type: 'run.finished',
      complete: true,
      exposures: 7,
      exit: 1,
      notAssessed: 0,
    });
    expect(events.filter(({ type }) => type === 'error')).toEqual([]);
    expect(events.filter(({ type }) => type === 'receipt')).toHaveLength(1);
  });

  test('rates them by what they hold', () => {
    const bands = Object.fromEntries(
      twins
        .filter(({ name }) => !name.startsWith('locked-'))
        .map(({ name }) => [name, finding(name).severity.band]),
    );
    expect(bands).toEqual({
      tracking: 'very high',
      police: 'very high',
      'chat-log': 'medium',
      shop: 'very high',
      wiped: 'low',
      'wiped-note': 'low',
      weather: 'low',
    });
  });
});

test('what several fields say together is told, and lowers or raises no sum without a reason', () => {
  const sums = Object.fromEntries(
    ['tracking', 'police', 'shop', 'chat-log'].map((name) => [name, finding(name).severity.sum]),
  );
  expect(sums).toEqual({
    tracking: '4 x 1 + (0.5 + 0.25 + 0.5) = 5.25',
    police: '4 x 1 + 0.5 = 4.5',
    shop: '4 x 1 + 0.5 = 4.5',
    'chat-log': '3 x 0.5 + 0.5 = 2',
  });
  expect(finding('tracking').combination).toEqual(['national id', 'name', 'birth', 'address']);
  expect(finding('shop').combination).toEqual(expect.arrayContaining(['name', 'birth', 'address']));
  const { minors } = finding('shop');
  expect(minors?.low).toBeGreaterThan(0);
  expect(minors?.high).toBeLessThan(0.3);
  expect(finding('shop').doubts?.join(' ')).toContain('reserved for examples');
  expect(finding('chat-log').consequences).toContain('What people wrote to each other can be read.');
  expect(finding('weather').consequences).toEqual([]);
});

describe('tracking', () => {
  test('is a live tracking of 2,565,724 people, with a ransom mark', () => {
    expect(shapes('tracking')).toEqual(
      expect.arrayContaining(['person table', 'tracking stream', 'sensor registry', 'live tracking']),
    );
    expect(rowsOf('tracking')).toMatchObject({ 'facedb.persons': 2_565_724, 'facedb.trackers': 9_012 });
    const { people, rows, badges } = finding('tracking');
    expect(people?.low).toBe(2_565_724);
    expect(rows).toBeGreaterThan(50_000_000);
    expect(badges.join(' ')).toContain('group at risk');
    expect(of('marker', 'tracking')).toMatchObject([{ class: 'ransom', strength: 'strong' }]);
  });

  test('names the data types of a person, field by field', () => {
    const types = typesOf('tracking', 'facedb.persons');
    expect(types['idNumber']).toContain('id.cn.resident');
    expect(types['name']).toContain('name.han');
    expect(types['ethnicity']).toContain('special.ethnicity');
    expect(types['address']).toContain('contact.address');
    expect(types['employer']).toContain('employment.employer');
  });
});

describe('police', () => {
  test('is a billion people in 2.6 billion rows, and rows are not called people', () => {
    expect(rowsOf('police')).toEqual({
      person_info: RESIDENTS,
      police_calls: 1_350_000_000,
      case_reports: 240_000_000,
    });
    const { people, rows } = finding('police');
    expect(rows).toBe(2_590_000_000);
    expect(people?.low).toBe(RESIDENTS);
    expect(shapes('police')).toContain('person table');
  });

  test('names what a person, a call and a case hold', () => {
    const person = typesOf('police', 'person_info');
    expect(person['id_number']).toContain('id.cn.resident');
    expect(person['name']).toContain('name.han');
    expect(person['mobile']?.join(' ')).toContain('contact.phone');
    expect(person['address']).toContain('contact.address');
    expect(typesOf('police', 'case_reports')['suspect_id_number']).toContain('id.cn.resident');
    expect(typesOf('police', 'police_calls')['caller_phone']?.join(' ')).toContain('contact.phone');
  });
});

describe('chat-log', () => {
  test('is a log with chats and keys, and the keys are found inside the text', () => {
    expect(shapes('chat-log')).toEqual(expect.arrayContaining(['application log with secrets', 'chat log']));
    expect(rowsOf('chat-log')).toEqual({ 'default.log_stream': 1_048_112 });
    const inside = typesOf('chat-log', 'default.log_stream')['message'];
    expect(inside).toContain('credential.openai-key');
    expect(inside).toContain('credential.anthropic-key');
    const found = of('exposure', 'chat-log').find(({ dataType }) => dataType === 'credential.openai-key');
    // About 11 in 100 lines hold such a key: the interval must have it inside, or the sample is not what it says.
    expect(found?.low).toBeLessThan(0.13);
    expect(found?.high).toBeGreaterThan(0.09);
  });
});

describe('shop', () => {
  test('is a person table with cards and password hashes, through the account that the scope lists', () => {
    expect(rowsOf('shop')).toEqual({
      'webshop.customers': 186_420,
      'webshop.payment_cards': 186_420,
      'webshop.orders': 1_204_377,
    });
    expect(shapes('shop')).toContain('person table');
    expect(typesOf('shop', 'webshop.payment_cards')['card_number']?.join(' ')).toContain('financial.');
    const types = typesOf('shop', 'webshop.customers');
    expect(types['password_hash']).toContain('credential.hash.bcrypt');
    expect(types['email']).toContain('contact.email');
    expect(types['birth_date']?.join(' ')).toContain('birth.');
    expect(finding('shop').people?.low).toBe(186_420);
    expect(
      of('posture', 'shop')[0]
        ?.reasons.map(({ command }) => command)
        .join(' '),
    ).toContain('an account that the scope lists');
  });
});

describe('wiped', () => {
  test('says who was there: ten wipe marks of July 2020, or one demand, and nothing else', () => {
    expect(of('marker', 'wiped')).toMatchObject([
      { class: 'wipe', strength: 'strong', count: 10, date: expect.stringMatching(/^2020-07-22/) },
    ]);
    expect(finding('wiped')).toMatchObject({ rows: 0 });
    expect(finding('wiped').people).toBeUndefined();
    expect(of('marker', 'wiped-note')).toMatchObject([
      { class: 'ransom', date: expect.stringMatching(/^2020-05-09/) },
    ]);
    for (const twin of ['wiped', 'wiped-note']) expect(finding(twin).badges.join(' ')).toContain('wiped');
  });
});

describe('weather', () => {
  test('holds nobody', () => {
    expect(rowsOf('weather')).toEqual({ 'weather-readings': 412_000 });
    expect(finding('weather').people).toBeUndefined();
    expect(finding('weather').shapes).toEqual([]);
    expect(of('marker', 'weather')).toEqual([]);
  });
});

test('no value of any invented person stands anywhere in what is said', () => {
  const said = JSON.stringify(events);
  const canaries: string[] = [];
  for (let at = 0; at < 100; at += 1) {
    const tracked = trackedPerson(at * 25_657);
    canaries.push(tracked.idNumber, tracked.address, tracked.photo);
    const citizen = resident(at * 9_999_991);
    canaries.push(citizen.id_number, citizen.mobile, citizen.address);
    const buyer = customer(at * 1_864);
    canaries.push(buyer.email, buyer.phone, buyer.card_number, buyer.password_hash, buyer.street);
  }
  expect(new Set(canaries).size).toBeGreaterThan(500);
  expect(canaries.filter((value) => said.includes(value))).toEqual([]);
  // And by form: nothing that looks like a resident number, a key, a card, a hash or an address in the reserved domain.
  for (const form of [
    /(?<![.\d])\d{17}[\dX](?!\d)/,
    /\bsk-(?:proj|ant)-/,
    /\b40000\d{10}/,
    /\$2b\$12\$/,
    /@mail\.example/,
    /198\.51\.100\./,
    /室/,
  ])
    expect(said).not.toMatch(form);
});

test('the generators are deterministic, and every resident has a number of their own', async () => {
  expect(trackedPerson(4711)).toEqual(trackedPerson(4711));
  expect(resident(4711)).toEqual(resident(4711));
  expect(new Set(Array.from({ length: 20_000 }, (_, at) => residentNumber(at * 49_999))).size).toBe(20_000);
  const again = await chatLog.start({ host: '127.0.0.1', port: 0 });
  await again.close();
});

test('nothing is left behind in the temporary directory', () => {
  for (const name of leftovers()) expect(existsSync(name)).toBe(false);
});
