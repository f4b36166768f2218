import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal, packIndices, readPlan, replay, unpackIndices } from './journal.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sidelight-test-journal-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('indices come back as they went in, in order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(5_000)), (indices) => {
      const back: number[] = [];
      expect(unpackIndices(packIndices(indices), 5_001, (index) => back.push(index))).toBe(true);
      expect(back).toEqual([...indices].sort((a, b) => a - b));
    }),
  );
});

test.each(['0-99999999999', '5-3', 'x', '-1', '1,,2', '1e9', '10'])(
  '%j is nothing that a run of ten targets can have done',
  (text) => {
    expect(unpackIndices(text, 10, () => undefined)).toBe(false);
  },
);

test('a torn last line does not count, and what comes after it is whole again', async () => {
  const first = openJournal(directory);
  first.append([0, 1, 2], [], 3);
  first.close();
  appendFileSync(join(directory, 'journal.jsonl'), '{"done":"3-5","resul');
  const seen: string[] = [];
  const read = (): Promise<void> =>
    replay(directory, (line) => {
      seen.push(line.done);
      return true;
    });
  await read();
  const second = openJournal(directory);
  second.append([3], [], 1);
  second.close();
  await read();
  expect(seen).toEqual(['0-2', '0-2', '3']);
});

test.each(['{}', 'null', '[]', '{"done":1,"results":[],"counted":0}', 'not json'])(
  'a line %j that is none of ours is said to be damage',
  async (line) => {
    writeFileSync(join(directory, 'journal.jsonl'), `${line}\n`);
    await expect(replay(directory, () => true)).rejects.toMatchObject({ code: 'RUN_DAMAGED' });
  },
);

test.each(['', '{', '[]', '{"run":"a"}'])('a plan %j is said to be damage', (text) => {
  writeFileSync(join(directory, 'plan.json'), text);
  expect(() => readPlan(directory)).toThrow(expect.objectContaining({ code: 'RUN_DAMAGED' }) as Error);
});
