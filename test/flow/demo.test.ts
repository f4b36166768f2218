import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run, start } from '../kit/cli.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'demo-test-'));
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

describe('demo, as a user runs it', () => {
  test('two at once both find everything, end by themselves and leave nothing behind', async () => {
    const options = { cwd, env: { TMPDIR: cwd } };
    for (const ran of await Promise.all([run(['demo'], options), run(['demo'], options)])) {
      expect(ran).toMatchObject({ code: 0, signal: null });
      expect(ran.stdout).toContain('live tracking');
      expect(ran.stdout).toContain('≥ 1 bn people');
      expect(ran.stdout).toMatch(/3 services locked/);
      expect(ran.stdout).toMatch(/0 values kept/);
    }
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('lists its twins without starting any, and knows no others', async () => {
    const listed = await run(['demo', '--list'], { cwd });
    expect(listed.code).toBe(0);
    for (const name of ['tracking', 'police', 'chat-log', 'shop', 'wiped', 'weather'])
      expect(listed.stdout).toContain(name);
    const unknown = await run(['demo', 'nonsense'], { cwd });
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('tracking');
  });

  test('Ctrl-C ends servers and process, and removes what was written', async () => {
    const going = start(['demo', '--serve', 'weather', 'shop'], { cwd, env: { TMPDIR: cwd } });
    let said = '';
    going.child.stderr?.on('data', (text: string) => {
      said += text;
    });
    await expect.poll(() => said, { timeout: 20_000 }).toContain('until Ctrl-C');
    going.child.kill('SIGINT');
    expect((await going.ended).signal).toBeNull();
    const looking = start(['demo'], { cwd, env: { TMPDIR: cwd } });
    await expect.poll(() => readdirSync(cwd).length, { timeout: 20_000 }).toBeGreaterThan(0);
    looking.child.kill('SIGINT');
    expect(await looking.ended).toMatchObject({ code: 130, signal: null });
    expect(readdirSync(cwd)).toEqual([]);
  });
});
