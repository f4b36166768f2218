import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleForChild, startChild } from '../../test/support/child.ts';
import { canMount } from '../../test/support/mount.ts';
import { SidelightError } from '../kit/errors.ts';
import { statePaths, type StatePaths } from '../kit/files.ts';
import type { AuditEntry } from './entry.ts';
import { openAuditLog, type AuditLog } from './log.ts';
import { verifyLog } from './verify.ts';

const root = mkdtempSync(join(tmpdir(), 'sidelight-audit-'));
let homes = 0;

function freshHome(): StatePaths {
  homes += 1;
  const home = join(root, `h${homes}`);
  mkdirSync(home);
  return statePaths(home);
}

function ask(n: number): AuditEntry {
  return {
    kind: 'ask',
    at: new Date(1_700_000_000_000 + n).toISOString(),
    endpoint: `127.0.0.${n % 250}:27017`,
    service: 'mongodb',
    command: 'hello',
    bytesOut: 50,
    bytesIn: 200 + n,
    sha256: '0123456789abcdef',
    outcome: 'ok',
  };
}

async function logWith(entries: number, paths = freshHome()): Promise<StatePaths> {
  const log = await openAuditLog({ paths });
  for (let n = 0; n < entries; n += 1) log.append(ask(n), 'r1');
  await log.close();
  return paths;
}

async function verdict(paths: StatePaths): Promise<string> {
  try {
    const verified = await verifyLog(paths.auditLog);
    return `holds ${verified.entries} unsealed ${verified.unsealed} torn ${verified.tornBytes}`;
  } catch (error) {
    if (error instanceof SidelightError) return `${error.code} ${/line \d+/.exec(error.message)?.[0] ?? ''}`;
    throw error;
  }
}

function lines(paths: StatePaths): string[] {
  return readFileSync(paths.auditLog, 'latin1').split('\n').slice(0, -1);
}

function rewrite(paths: StatePaths, changed: readonly string[]): void {
  writeFileSync(paths.auditLog, changed.map((line) => `${line}\n`).join(''), 'latin1');
}

function copyOf(paths: StatePaths): StatePaths {
  const copy = freshHome();
  cpSync(paths.home, copy.home, { recursive: true });
  return copy;
}

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the chain', () => {
  let good: StatePaths;
  beforeAll(async () => {
    good = await logWith(6);
  });

  it('holds when nothing was touched, and goes on after a second opening', async () => {
    const paths = copyOf(good);
    expect(await verdict(paths)).toBe('holds 7 unsealed 0 torn 0');
    await logWith(3, paths);
    expect(await verdict(paths)).toBe('holds 10 unsealed 0 torn 0');
  });

  it('breaks for a flipped bit in any byte of the log or of its seal', async () => {
    const paths = copyOf(good);
    for (const file of [paths.auditLog, paths.auditHead]) {
      const original = readFileSync(file);
      for (let at = 0; at < original.length; at += 1) {
        const changed = Buffer.from(original);
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        writeFileSync(file, changed);
        expect(await verdict(paths), `byte ${at} of ${file}`).toMatch(/^AUDIT_BROKEN/);
      }
      writeFileSync(file, original);
    }
    expect(await verdict(paths)).toBe('holds 7 unsealed 0 torn 0');
  });

  it('breaks for a truncation at any byte', async () => {
    const paths = copyOf(good);
    const original = readFileSync(paths.auditLog);
    for (let length = 0; length < original.length; length += 1) {
      writeFileSync(paths.auditLog, original.subarray(0, length));
      expect(await verdict(paths), `cut to ${length}`).toMatch(/^AUDIT_BROKEN/);
    }
  });

  it('names the first line that does not hold', async () => {
    const all = lines(good);
    const moved = [...all];
    [moved[2], moved[3]] = [all[3] ?? '', all[2] ?? ''];
    const cases: readonly (readonly [string, readonly string[], string])[] = [
      ['two lines change places', moved, 'line 3'],
      ['a line is deleted', all.filter((_, n) => n !== 3), 'line 4'],
      ['a line is doubled', [...all.slice(0, 4), all[3] ?? '', ...all.slice(4)], 'line 5'],
      ['the last line is deleted', all.slice(0, -1), 'line 7'],
      [
        'a line is changed',
        all.map((line, n) => (n === 4 ? line.replace('"bytesIn":203', '"bytesIn":103') : line)),
        'line 6',
      ],
      [
        'the last line is changed',
        all.map((line, n) => (n === 6 ? line.replace('hello', 'jello') : line)),
        'line 7',
      ],
    ];
    for (const [what, changed, where] of cases) {
      const paths = copyOf(good);
      expect(changed.join('\n'), what).not.toBe(all.join('\n'));
      rewrite(paths, changed);
      expect(await verdict(paths), what).toBe(`AUDIT_BROKEN ${where}`);
    }
  });

  it('breaks when the log is another one that chains in itself, and when the seal is another one', async () => {
    const other = await logWith(6);
    const replaced = copyOf(good);
    cpSync(other.auditLog, replaced.auditLog);
    expect(await verdict(replaced)).toBe('AUDIT_BROKEN line 7');
    const both = copyOf(good);
    cpSync(other.auditLog, both.auditLog);
    cpSync(other.auditHead, both.auditHead);
    expect(await verdict(both)).toMatch(/^holds/);
    const key = (await openAuditLogKey(both)).publicKey;
    await expect(verifyLog(both.auditLog, { expectedKey: key })).rejects.toMatchObject({
      code: 'AUDIT_BROKEN',
    });
    await expect(openAuditLog({ paths: both })).rejects.toMatchObject({ code: 'AUDIT_BROKEN' });
  });

  it('says so when log or seal is missing', async () => {
    const noSeal = copyOf(good);
    rmSync(noSeal.auditHead);
    expect(await verdict(noSeal)).toMatch(/^AUDIT_BROKEN/);
    await expect(openAuditLog({ paths: noSeal })).rejects.toMatchObject({ code: 'AUDIT_BROKEN' });
    const noLog = copyOf(good);
    rmSync(noLog.auditLog);
    expect(await verdict(noLog)).toMatch(/^AUDIT_BROKEN/);
    await expect(openAuditLog({ paths: noLog })).rejects.toMatchObject({ code: 'AUDIT_BROKEN' });
    expect(await verdict(freshHome())).toMatch(/^AUDIT_EMPTY/);
  });

  it('refuses to write to a log whose sealed end was changed, and leaves it as it is', async () => {
    const paths = copyOf(good);
    const all = lines(paths);
    rewrite(
      paths,
      all.map((line, n) => (n === 6 ? line.replace('hello', 'jello') : line)),
    );
    const before = readFileSync(paths.auditLog);
    await expect(openAuditLog({ paths })).rejects.toMatchObject({ code: 'AUDIT_BROKEN', exit: 5 });
    expect(readFileSync(paths.auditLog).equals(before)).toBe(true);
    expect(existsSync(paths.auditLock)).toBe(false);
  });
});

async function openAuditLogKey(paths: StatePaths): Promise<{ readonly publicKey: string }> {
  const { openSigner } = await import('./signing.ts');
  return openSigner(paths.signingKey);
}

describe('the writer', () => {
  it('writes only ASCII without controls, whatever an entry holds', async () => {
    const paths = freshHome();
    const log = await openAuditLog({ paths });
    log.append({
      kind: 'decision',
      at: 'now',
      subject: 'a\u202eb\u001b[31m\u009b\ud800\n\u2028"',
      decided: '\0',
      because: 'ж',
    });
    await log.close();
    const text = readFileSync(paths.auditLog, 'latin1');
    expect(text).toMatch(/^[\x20-\x7e\n]+$/);
    expect(lines(paths)).toHaveLength(2);
    expect(JSON.parse(lines(paths)[1] ?? '')).toMatchObject({
      subject: 'a\u202eb\u001b[31m\u009b\ud800\n\u2028"',
      because: 'ж',
    });
    expect(await verdict(paths)).toMatch(/^holds 2/);
  });

  it('keeps its key and its files for the owner alone', async () => {
    const paths = await logWith(1);
    for (const file of [paths.signingKey, paths.auditLog, paths.auditHead])
      expect(statSync(file).mode & 0o777, file).toBe(0o600);
  });

  it('is one at a time', async () => {
    const paths = freshHome();
    const log = await openAuditLog({ paths });
    await expect(openAuditLog({ paths })).rejects.toMatchObject({ code: 'LOCKED' });
    await log.close();
    await (await openAuditLog({ paths })).close();
  });

  it('counts entries after the last seal and says so', async () => {
    const paths = freshHome();
    const log = await openAuditLog({ paths, sealEvery: 1_000_000 });
    for (let n = 0; n < 5; n += 1) log.append(ask(n));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(await verdict(paths)).toBe('holds 6 unsealed 5 torn 0');
    await log.close();
    expect(await verdict(paths)).toBe('holds 6 unsealed 0 torn 0');
  });

  it('cuts off a last line that was not finished, at whatever byte, and records it', async () => {
    const whole = await logWith(3);
    for (const length of [1, 9, 73, 74, 150]) {
      const paths = copyOf(whole);
      const torn = (lines(whole)[2] ?? '').slice(0, length);
      appendFileSync(paths.auditLog, torn);
      expect(await verdict(paths)).toBe(`holds 4 unsealed 0 torn ${length}`);
      await (await openAuditLog({ paths })).close();
      expect(await verdict(paths)).toBe('holds 5 unsealed 0 torn 0');
      expect(JSON.parse(lines(paths)[4] ?? '')).toMatchObject({
        kind: 'log/recovered',
        cutBytes: length,
        unsealed: 0,
      });
    }
  });

  it('loses nothing that was sealed when it is killed', async () => {
    const child = await bundleForChild('src/audit/fixtures/writer.ts');
    const paths = freshHome();
    let sealed = 0;
    for (let round = 0; round < 3; round += 1) {
      const writer = startChild(child, [paths.home]);
      await writer.says('sealed');
      writer.process.kill('SIGKILL');
      const { out } = await writer.ended;
      sealed = Number(out.trim().split(' ').at(-1));
      const verified = await verifyLog(paths.auditLog);
      expect(verified.entries).toBeGreaterThanOrEqual(sealed);
    }
    const log = await openAuditLog({ paths });
    await log.close();
    const verified = await verifyLog(paths.auditLog);
    expect(verified.entries).toBeGreaterThanOrEqual(sealed);
    expect(verified).toMatchObject({ unsealed: 0, tornBytes: 0 });
  });
});

const mountable = canMount();

describe('a disk that refuses', () => {
  async function onSmallDisk(options: string, use: (paths: StatePaths) => Promise<void>): Promise<void> {
    const paths = freshHome();
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', paths.home]);
    try {
      await use(paths);
    } finally {
      execFileSync('umount', ['-l', paths.home]);
    }
  }

  it.skipIf(!mountable)(
    'full: says so once, keeps every entry, and writes all when space comes back (needs the right to mount)',
    async () => {
      await onSmallDisk('size=256k', async (paths) => {
        const told: SidelightError[] = [];
        const log: AuditLog = await openAuditLog({
          paths,
          onFailure: (error) => told.push(error),
          sealEvery: 1_000_000,
        });
        for (let n = 0; n < 3_000; n += 1) log.append(ask(n), 'r1');
        await expect(log.seal()).rejects.toMatchObject({ code: 'DISK_FULL' });
        expect(told.map((error) => error.code)).toEqual(['DISK_FULL']);
        expect(log.failure()?.code).toBe('DISK_FULL');
        execFileSync('mount', ['-o', 'remount,size=4m', paths.home]);
        await log.close();
        expect(await verdict(paths)).toBe('holds 3001 unsealed 0 torn 0');
      });
    },
  );

  it.skipIf(!mountable)(
    'full to the end: close throws, and the next opening recovers (needs the right to mount)',
    async () => {
      await onSmallDisk('size=256k', async (paths) => {
        const log = await openAuditLog({ paths, sealEvery: 1_000_000 });
        for (let n = 0; n < 3_000; n += 1) log.append(ask(n), 'r1');
        await expect(log.close()).rejects.toMatchObject({ code: 'DISK_FULL' });
        expect(await verdict(paths)).toMatch(/^holds \d+ unsealed \d+ torn \d+$/);
        execFileSync('mount', ['-o', 'remount,size=4m', paths.home]);
        await (await openAuditLog({ paths })).close();
        expect(await verdict(paths)).toMatch(/^holds \d+ unsealed 0 torn 0$/);
        expect(lines(paths).at(-1)).toContain('log/recovered');
      });
    },
  );

  it.skipIf(!mountable)('read-only: a clear error and no lock left (needs the right to mount)', async () => {
    await onSmallDisk('size=256k', async (paths) => {
      await logWith(2, paths);
      execFileSync('mount', ['-o', 'remount,ro', paths.home]);
      await expect(openAuditLog({ paths })).rejects.toMatchObject({ code: 'HOME_NOT_WRITABLE' });
      expect(await verdict(paths)).toMatch(/^holds 3/);
    });
  });
});
