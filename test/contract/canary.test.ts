import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ObjectId } from 'bson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningFake } from '../../twins/fakes/fake.ts';
import { fakeMongo } from '../../twins/fakes/mongodb.ts';
import { openHomeStore } from '../../src/cases/home.ts';
import { statePaths } from '../../src/kit/files.ts';
import { run, type Workplace, workplace } from '../kit/cli.ts';

/** Values that exist nowhere else. Each must be found in no output, log, store or temporary file. */
const VALUES = {
  email: 'canary.zqx7341@mail.invalid',
  phone: '+4915799987341',
  nationalId: '650102199003077346',
  name: 'Zqxwv Canaryson',
  card: '4000009973410007',
  hash: '$2b$12$zqx7341zqx7341zqx7341zqx7341zqx7341zqx7341zqx7341zqx73',
  note: 'free text about zqx7341 and nobody else in this world, long enough to be read twice',
  token: 'zqx7341zqx7341zqx7341zqx7341zqx7341zqx7341',
} as const;
const HOSTILE_NAME = '\u001b]0;zqx\u0007\u202ename';
/** What is searched: the values, and the unique part of them. */
const NEEDLES = [...Object.values(VALUES), 'zqx7341', '7341zqx'];

let fake: RunningFake;
let place: Workplace;

beforeAll(async () => {
  const document = (index: number): Record<string, unknown> => ({
    _id: ObjectId.createFromTime(1_700_000_000 + index),
    ...VALUES,
    number: index,
    phoneNumber: Number(VALUES.phone.slice(1)),
    nested: { deep: [{ ...VALUES }] },
    // Keys that are data: a map by mail address.
    byMail: { [VALUES.email]: 1, [`user-${VALUES.phone}`]: 2 },
    [HOSTILE_NAME]: VALUES.note,
  });
  const collection = (name: string) => ({ name, count: () => 400, averageBytes: 900, at: document });
  fake = await fakeMongo({
    host: '127.79.3.10',
    port: 0,
    version: '7.0.1',
    databases: [
      {
        name: 'app',
        collections: [
          collection('people'),
          collection(`inbox_${VALUES.email}`),
          collection(`session:${VALUES.token}`),
          collection(HOSTILE_NAME),
        ],
      },
      { name: `tenant-${VALUES.nationalId}`, collections: [collection('people')] },
    ],
  });
  place = workplace();
  place.scope(['{ range: 127.79.3.0/24, depth: sample, relation: own }']);
});

afterAll(async () => {
  await fake.close();
  place.remove();
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function found(bytes: Buffer): readonly string[] {
  return NEEDLES.filter(
    (needle) =>
      bytes.includes(needle) ||
      bytes.includes(Buffer.from(needle).toString('base64').slice(0, -4)) ||
      bytes.includes(Buffer.from(needle).toString('hex')),
  );
}

describe('values and names that are values', () => {
  test.each([
    ['human', ['--explain', '--list-ok']],
    ['json', []],
    ['jsonl', []],
  ] as const)('leave no trace in --format %s, on any stream, in any file', async (format, more) => {
    const temporary = join(place.cwd, `tmp-${format}`);
    mkdirSync(temporary);
    const target = `${fake.endpoint.address}:${fake.endpoint.port}`;
    const ran = await run(['look', target, '--format', format, ...more], {
      cwd: place.cwd,
      env: { SIDELIGHT_DEBUG: '1', TMPDIR: temporary },
    });
    expect(ran.code).toBe(1);
    expect(found(Buffer.from(ran.stdout + ran.stderr))).toEqual([]);
    expect(ran.stdout).not.toMatch(/\u001b\]|\u0007|\u202e/);
    for (const verb of [['case', 'list'], ['case', 'show', '1'], ['receipt'], ['audit', 'verify']]) {
      const told = await run(verb, place);
      expect(told.code, verb.join(' ')).toBe(0);
      expect(found(Buffer.from(told.stdout + told.stderr))).toEqual([]);
    }
    // The store is encrypted, so that its bytes prove nothing: what it holds is read back as well.
    const store = await openHomeStore(statePaths(join(place.cwd, 'home')), {});
    try {
      const cases = await store.listCases();
      const looks = await store.observations(1);
      expect(cases).toHaveLength(1);
      expect(looks.length).toBeGreaterThan(0);
      expect(
        found(Buffer.from(JSON.stringify([cases, looks, await store.history(1), await store.runs()]))),
      ).toEqual([]);
    } finally {
      await store.close();
    }
    const files = filesBelow(place.cwd);
    expect(files.length).toBeGreaterThan(3);
    for (const path of files) expect(found(readFileSync(path)), path).toEqual([]);
    const left = readdirSync(temporary);
    expect(left).toEqual([]);
  });

  test('are recognised all the same', async () => {
    const ran = await run(
      ['look', `${fake.endpoint.address}:${fake.endpoint.port}`, '--format', 'jsonl'],
      place,
    );
    const types = new Set([...ran.stdout.matchAll(/"dataType":"([^"]+)"/g)].map((match) => match[1]));
    for (const type of ['contact.email', 'id.cn.resident', 'contact.phone'])
      expect([...types], type).toContain(type);
  });
});
