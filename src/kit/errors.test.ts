import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERRORS, SidelightError } from './errors.ts';
import { fileError } from './files.ts';

const source = resolve(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== join('kit', 'errors.ts'))
  .map((name) => readFileSync(join(source, name), 'utf8'));

describe('the table of errors', () => {
  test.each(Object.keys(ERRORS))('%s is given somewhere', (code) => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.some((text) => text.includes(`'${code}'`))).toBe(true);
  });

  test('has exit codes that are documented, and an error carries the one of its code', () => {
    for (const [code, { exit }] of Object.entries(ERRORS)) {
      expect([2, 3, 4, 5], code).toContain(exit);
      expect(new SidelightError(code as keyof typeof ERRORS, 'x').exit).toBe(exit);
    }
  });

  test.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EIO', 'DISK_FULL'],
    ['EROFS', 'HOME_NOT_WRITABLE'],
    ['EACCES', 'HOME_NOT_WRITABLE'],
    ['ELOOP', 'HOME_NOT_WRITABLE'],
    ['EISDIR', 'HOME_NOT_WRITABLE'],
    ['EMFILE', 'PROCESS_LIMIT'],
    ['ENFILE', 'PROCESS_LIMIT'],
  ])('%s of the system is said as %s, with what to do', (system, code) => {
    const error = fileError(Object.assign(new Error('x'), { code: system }), '/somewhere', 'trying');
    expect(error).toMatchObject({ code });
    expect((error as SidelightError).hint).toMatch(/\w/);
  });
});
