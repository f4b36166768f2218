import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM } from '../kit/cli.ts';
import { bundleForChild } from '../support/child.ts';

const CANARY = /qzcanary|7731/;
const linux = process.platform === 'linux';

/** True where the kernel puts core files into the working directory, so that one can be looked for. */
function coresStayHere(): boolean {
  if (!linux) return false;
  const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim();
  return pattern !== '' && !/^[|/@]/.test(pattern);
}
const cores = coresStayHere();

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-crash-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command in an empty folder, with core files allowed. */
function startHere(cwd: string, words: readonly string[], env: Record<string, string> = {}) {
  // What may stand in a core is inherited, and other tests have this process keep its memory out of dumps.
  const allow = 'echo 0x33 > /proc/self/coredump_filter 2>/dev/null; ulimit -c unlimited; exec "$@"';
  const child = spawn('/bin/sh', ['-c', allow, 'sh', ...words], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, LANG: 'C.UTF-8', ...env },
    stdio: 'pipe',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const ended = new Promise<{ readonly code: number | null; readonly said: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, said })),
  );
  return { child, ended, said: () => said };
}

async function until<T>(what: () => T | undefined): Promise<T> {
  for (let turn = 0; turn < 400; turn++) {
    const found = what();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error('it did not come in time');
}

/** The process that `parent` started, once it is Node and no longer what led to it. */
function reader(parent: number): number | undefined {
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one)))
    try {
      const ppid = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
      if (
        Number(ppid) === parent &&
        readFileSync(`/proc/${name}/cmdline`, 'utf8').startsWith(process.execPath)
      )
        return Number(name);
    } catch {
      // It has ended meanwhile.
    }
  return undefined;
}

const line = `${JSON.stringify({ name: 'Qzcanary Wagner', email: 'qzcanary7731@example.org' })}\n`;

describe.skipIf(!linux)('a crash in the middle of a file (looks into /proc, which is Linux)', () => {
  it.concurrent.each([
    ['SIGSEGV', ['--format', 'json']],
    ['SIGABRT', []],
    ['SIGQUIT', ['--format', 'jsonl']],
    ['SIGKILL', ['--edition', 'public']],
  ] as const)(
    '%s: one of our errors, no core file, no report, no value',
    { timeout: 60_000 },
    async (signal, more) => {
      const cwd = mkdtempSync(join(folder, 'cwd-'));
      const running = startHere(
        cwd,
        [
          process.execPath,
          '--report-on-fatalerror',
          '--report-uncaught-exception',
          '--abort-on-uncaught-exception',
          PROGRAM,
          'describe',
          '-',
          ...more,
        ],
        {
          SIDELIGHT_DEBUG: '1',
          SECRET_OF_THE_USER: 'hushhush',
          NODE_OPTIONS: '--report-on-signal --heapsnapshot-signal=SIGUSR2 --trace-uncaught',
        },
      );
      // More than pipes hold: once it is written, most of it has been read.
      await new Promise((done) => running.child.stdin.write(line.repeat(4_000), done));
      const pid = await until(() => reader(running.child.pid as number));
      const limits = readFileSync(`/proc/${pid}/limits`, 'utf8');
      expect(limits).toMatch(/^Max core file size\s+0\s+0\s/m);
      expect(limits).toMatch(/^Max file size\s+0\s+0\s/m);
      for (const one of [pid, running.child.pid])
        expect(readFileSync(`/proc/${one}/coredump_filter`, 'utf8').trim()).toMatch(/^0+$/);
      const command =
        readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8');
      expect(command).not.toMatch(/--report|--heapsnapshot|--abort-on|hushhush/);
      process.kill(pid, signal);
      const { code, said } = await running.ended;
      running.child.stdin.destroy();
      expect(code).toBe(4);
      expect(said).toMatch(/READER_ENDED/);
      expect(said).toContain(signal);
      expect(said).not.toMatch(CANARY);
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  it.concurrent('memory that does not reach is told as that', { timeout: 60_000 }, async () => {
    const cwd = mkdtempSync(join(folder, 'cwd-'));
    const running = startHere(cwd, [process.execPath, PROGRAM, 'describe', '-'], {
      NODE_OPTIONS: '--max-old-space-size=20',
    });
    running.child.stdin.on('error', () => undefined);
    running.child.stdin.end(line.repeat(4_000));
    const { code, said } = await running.ended;
    expect(said).toMatch(/READER_ENDED/);
    expect(said).toMatch(/max-old-space-size/);
    expect(code).toBe(4);
    expect(said).not.toMatch(CANARY);
    expect(said).not.toMatch(/JS stacktrace|FATAL/);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('a crash of the program itself, which holds values while it looks', () => {
  it.skipIf(!cores)(
    'leaves a core file without its memory (needs core files in the working directory)',
    {
      timeout: 60_000,
    },
    async () => {
      const file = await bundleForChild(join(import.meta.dirname, '../support/crash-me.ts'));
      const holds: Record<string, boolean> = {};
      for (const how of ['protect', 'bare']) {
        const cwd = mkdtempSync(join(folder, 'cwd-'));
        const running = startHere(cwd, [process.execPath, file, 'qzcanary', how]);
        await until(() => (running.said().includes('holding') ? true : undefined));
        process.kill(running.child.pid as number, 'SIGSEGV');
        await running.ended;
        const [core, ...more] = readdirSync(cwd);
        expect(more).toEqual([]);
        expect(core).toMatch(/^core/);
        // A core file has holes and is large: grep reads it in pieces.
        const path = join(cwd, core as string);
        holds[how] = execFileSync('/bin/sh', [
          '-c',
          'grep -qa qzcanaryqzcanary "$1" && echo yes || echo no',
          'sh',
          path,
        ])
          .toString()
          .includes('yes');
        rmSync(path);
      }
      rmSync(dirname(file), { recursive: true, force: true });
      // The second shows that the first could have failed.
      expect(holds).toEqual({ protect: false, bare: true });
    },
  );
});
