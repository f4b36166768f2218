import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleForChild, startChild } from '../../test/support/child.ts';
import { createFileAtomic, ensureDirectory, secretFile, writeFileAtomic } from './files.ts';
import { acquireLock, isLocked } from './lock.ts';

const root = mkdtempSync(join(tmpdir(), 'sidelight-lock-'));
let count = 0;
const freshPath = (): string => join(root, `d${(count += 1)}`, 'x');
afterAll(() => rmSync(root, { recursive: true, force: true }));

function deadPid(): number {
  return Number(spawnSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).stdout);
}

function holder(path: string, change: object): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(
    path,
    JSON.stringify({
      pid: process.pid,
      started: '',
      host: hostname(),
      nonce: '0123456789abcdef',
      purpose: 'test',
      ...change,
    }),
  );
}

describe('the lock', () => {
  it('is held by one, and given back', () => {
    const path = freshPath();
    const lock = acquireLock(path, 'test');
    expect(() => acquireLock(path, 'test')).toThrow(expect.objectContaining({ code: 'LOCKED' }));
    expect(isLocked(path)).toBe(true);
    lock.release();
    lock.release();
    expect(isLocked(path)).toBe(false);
    acquireLock(path, 'test').release();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('is taken over from a dead process', () => {
    const path = freshPath();
    holder(path, { pid: deadPid() });
    const lock = acquireLock(path, 'test');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
    lock.release();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')(
    'is taken over where another process has the pid of the dead one (needs /proc)',
    () => {
      const path = freshPath();
      holder(path, { started: 'another boot:1' });
      acquireLock(path, 'test').release();
    },
  );

  it('is never taken over by age, from another machine, or where its holder cannot be told', () => {
    const path = freshPath();
    for (const change of [{}, { host: 'elsewhere', pid: deadPid() }]) {
      holder(path, change);
      utimesSync(path, 0, 0);
      expect(() => acquireLock(path, 'test')).toThrow(expect.objectContaining({ code: 'LOCKED' }));
    }
    for (const content of ['', 'not json', '{"pid":1}']) {
      writeFileSync(path, content);
      expect(() => acquireLock(path, 'test')).toThrow(expect.objectContaining({ code: 'LOCKED' }));
    }
  });

  it('is taken over where a taker died in the act', () => {
    const path = freshPath();
    holder(path, { pid: deadPid() });
    holder(`${path}.0123456789abcdef`, { pid: deadPid(), nonce: 'fedcba9876543210' });
    acquireLock(path, 'test').release();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('goes to exactly one of many processes that take it from a dead one', async () => {
    const child = await bundleForChild('src/kit/fixtures/lock-taker.ts');
    const path = freshPath();
    for (let round = 0; round < 2; round += 1) {
      holder(path, { pid: deadPid() });
      const go = Date.now() + 300;
      const takers = Array.from({ length: 4 }, () => startChild(child, [path, String(go)]));
      await Promise.all(takers.map((taker) => taker.says('\n')));
      for (const taker of takers) taker.process.kill('SIGKILL');
      const said = (await Promise.all(takers.map((taker) => taker.ended)))
        .map((result) => result.out.trim())
        .sort();
      expect(said).toEqual(['LOCKED', 'LOCKED', 'LOCKED', 'held']);
    }
  }, 30_000);
});

describe('files', () => {
  it('are made whole, once, for the owner alone', () => {
    const path = freshPath();
    ensureDirectory(join(path, '..'));
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    writeFileAtomic(path, 'one');
    writeFileAtomic(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(createFileAtomic(path, 'three')).toBe(false);
    expect(readdirSync(join(path, '..'))).toEqual(['x']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keep a secret that is made once, and refuse one that others can read', () => {
    const path = freshPath();
    expect(secretFile(path, () => 'first')).toBe('first');
    expect(secretFile(path, () => 'second')).toBe('first');
    const open = freshPath();
    mkdirSync(join(open, '..'));
    writeFileSync(open, 'x', { mode: 0o644 });
    expect(() => secretFile(open, () => 'y')).toThrow(expect.objectContaining({ code: 'CONFIG' }));
  });

  it('say clearly where a directory cannot be, and come back', () => {
    expect(() => ensureDirectory('/proc/nothing/here')).toThrow(
      expect.objectContaining({ code: 'HOME_NOT_WRITABLE' }),
    );
    const path = freshPath();
    ensureDirectory(join(path, '..'));
    writeFileSync(path, '');
    expect(() => ensureDirectory(join(path, 'below'))).toThrow(
      expect.objectContaining({ code: 'HOME_NOT_WRITABLE' }),
    );
    expect(() => ensureDirectory(path)).toThrow(expect.objectContaining({ code: 'HOME_NOT_WRITABLE' }));
    expect(existsSync('/proc/nothing')).toBe(false);
  });
});
