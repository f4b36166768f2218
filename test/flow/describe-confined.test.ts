import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROGRAM, run, type Workplace, workplace } from '../kit/cli.ts';

const line = '{"id":1,"email":"qzcanary7731@example.org"}\n';
let place: Workplace;
let outside = '';
beforeAll(() => {
  place = workplace();
  outside = mkdtempSync(join(tmpdir(), 'sidelight-outside-'));
  const put = (path: string): void => writeFileSync(path, line.repeat(3));
  mkdirSync(join(place.cwd, 'folder, one*', 'inner'), { recursive: true });
  for (const name of ['plain', 'comma, and*star', 'folder, one*/inner/deep', '--flag=x'])
    put(join(place.cwd, name));
  put(join(outside, 'linked'));
  symlinkSync(join(outside, 'linked'), join(place.cwd, 'link'));
  symlinkSync(join(place.cwd, 'folder, one*'), join(place.cwd, 'folder-link'));
});
afterAll(() => {
  place.remove();
  rmSync(outside, { recursive: true, force: true });
});

interface Shown {
  readonly complete: boolean;
  readonly sources: readonly { readonly name: string; readonly complete: boolean }[];
  readonly receipt: {
    readonly records: number;
    readonly confinement: Readonly<
      Record<'network' | 'files' | 'dumps', { readonly on: boolean; readonly says: string }>
    >;
  };
}

it('every way to name a file reaches the process that may read what was named alone', {
  timeout: 60_000,
}, async () => {
  const names = [
    'plain',
    './folder, one*/../plain',
    join(place.cwd, 'plain'),
    'comma, and*star',
    'link',
    'folder, one*',
    'folder-link',
    '--',
    '--flag=x',
  ];
  const ran = await run(['describe', '--format', 'json', ...names], place);
  expect(ran.stderr).toBe('');
  const shown = JSON.parse(ran.stdout) as Shown;
  expect(shown.sources.map(({ complete }) => complete)).toEqual(Array.from({ length: 8 }, () => true));
  expect(shown.receipt.records).toBe(24);
  expect(shown.receipt.confinement.files.on).toBe(true);
  expect(shown.receipt.confinement.files.says).toMatch(/permission model/);
  if (process.platform === 'linux') expect(shown.receipt.confinement.dumps.on).toBe(true);
  expect(ran.code).toBe(0);
});

it('a descriptor of the shell, and standard input that is a file', { timeout: 60_000 }, () => {
  const out = execFileSync(
    '/bin/sh',
    [
      '-c',
      'exec 7<plain; exec "$0" "$1" describe /dev/fd/7 - --format json <link',
      process.execPath,
      PROGRAM,
    ],
    { cwd: place.cwd },
  );
  const shown = JSON.parse(out.toString()) as Shown;
  expect(shown.complete).toBe(true);
  expect(shown.receipt.records).toBe(6);
});

it('more names than flags are granted by their folders', { timeout: 60_000 }, async () => {
  const folder = join(place.cwd, 'many');
  mkdirSync(folder);
  const names = Array.from({ length: 600 }, (_none, at) => `many/${at}`);
  for (const name of names) writeFileSync(join(place.cwd, name), line);
  const ran = await run(['describe', '--format', 'json', ...names], place);
  const shown = JSON.parse(ran.stdout) as Shown;
  expect(shown.complete).toBe(true);
  expect(shown.receipt.records).toBe(600);
  expect(shown.receipt.confinement.files.on).toBe(true);
});
