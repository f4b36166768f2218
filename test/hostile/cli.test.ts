import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { run as runHere } from '../../src/cli/program.ts';
import { verbs } from '../../src/cli/verbs.ts';
import { ERRORS } from '../../src/kit/errors.ts';
import { eventsIn, PROGRAM, run, type Ran, start, type Workplace, workplace } from '../kit/cli.ts';

const DOCUMENTED = [0, 1, 2, 3, 4, 5, 130];
const HOST = '127.82.0.0/24';

let place: Workplace;
let holder: Server;
/** A port that nobody listens on: held by this test on another address. */
let port: string;

beforeAll(async () => {
  place = workplace();
  place.scope(['{ range: 127.82.0.0/16, depth: sample, relation: own }']);
  holder = createServer();
  holder.listen(0, '127.82.255.254');
  await once(holder, 'listening');
  port = String((holder.address() as AddressInfo).port);
});

afterAll(() => {
  holder.close();
  place.remove();
});

/** What holds for every answer of the program, whatever was done to it. */
function expectManners(ran: Ran, what: string): void {
  expect(DOCUMENTED, `${what}: ${ran.stderr}`).toContain(ran.code);
  expect(ran.signal, what).toBeNull();
  const said = ran.stdout + ran.stderr;
  expect(said, what).not.toMatch(/\n\s+at \S+.*:\d+|This is a bug|node:internal|Unhandled|\[object Object\]/);
  expect(ran.stderr, what).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  // An error names its code, so that it can be looked up, and the exit code that it gives.
  if (ran.code === 2 || ran.code === 3 || ran.code === 5) {
    const code = /\(([A-Z_]+), exit (\d)\)\n/.exec(ran.stderr);
    if (!/^(?:doctor|optout list|scope (?:check|explain)|receipt)/.test(what))
      expect(code, `${what}: ${ran.stderr}`).not.toBeNull();
    if (code) {
      expect(Object.keys(ERRORS), what).toContain(code[1]);
      expect(Number(code[2]), what).toBe(ran.code);
    }
  }
}

/** Runs a shell line in which `$S` is the program. */
async function shell(line: string, env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn('bash', ['-c', line], {
    cwd: place.cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: place.cwd,
      SIDELIGHT_HOME: join(place.cwd, 'home'),
      LANG: 'C.UTF-8',
      S: `${process.execPath} ${PROGRAM}`,
      ...env,
    },
  });
  child.stdin.end();
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  return { code, signal, stdout, stderr };
}

/** Two at a time, as many as there are cores to share. */
async function inPairs<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const take = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all([take(), take()]);
}

/** Runs a command line in this process, which takes milliseconds: for hundreds of them. */
async function here(args: readonly string[]): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const end = (...rest: unknown[]): boolean => {
    const done = rest.find((one): one is () => void => typeof one === 'function');
    if (done) setImmediate(done);
    return true;
  };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    stdout += String(text);
    return end(...rest);
  });
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text, ...rest) => {
    stderr += String(text);
    return end(...rest);
  });
  try {
    return { code: await runHere(args), signal: null, stdout, stderr };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

describe('malformed input, generated', () => {
  const junk = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '',
      '-',
      '--',
      '--=',
      '-1',
      '0',
      '1e99',
      '../../x',
      '\u001b[31m',
      '\u202e',
      '127.1',
      '010.0.0.1',
      '::ffff:127.0.0.1',
      '0.0.0.0/0',
      '[::1',
      '1.2.3.4:99999',
      'NaN',
      '{}',
      'constructor',
      '__proto__',
    ),
    fc.integer().map(String),
  );
  // Verbs that start servers, write into the working directory or wait for standard input are attacked below, one by one.
  const safe = verbs.filter(({ name }) => !['demo', 'describe', 'init'].includes(name));
  const flags = [
    ...new Set(
      safe.flatMap((verb) =>
        verb.options.map((option) => option.flag.split(/[ ,]+/).find((word) => word.startsWith('--')) ?? ''),
      ),
    ),
  ];
  const commandLine = fc.tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...safe.map(({ name }) => name.split(' '))) },
      { weight: 1, arbitrary: fc.array(junk, { maxLength: 2 }) },
    ),
    fc.array(fc.oneof(fc.constantFrom(...flags, '--format', '--quiet', '--nonsense'), junk), {
      maxLength: 5,
    }),
  );

  test('250 command lines end with a documented exit code and say what to do', async () => {
    const home = join(place.cwd, 'generated');
    vi.stubEnv('SIDELIGHT_HOME', home);
    vi.stubEnv('SIDELIGHT_SCOPE', join(place.cwd, 'no-such-scope.yaml'));
    try {
      await fc.assert(
        fc.asyncProperty(commandLine, async ([verb, rest]) => {
          // A line that asks for standard input would wait for the terminal of whoever runs the tests.
          fc.pre(
            ![...verb, ...rest].some(
              (word) =>
                word === '-' || word === '--from' || word.startsWith('--home') || word.startsWith('--key'),
            ),
          );
          expectManners(await here([...verb, ...rest]), [...verb, ...rest].join(' '));
        }),
        { numRuns: 250 },
      );
    } finally {
      vi.unstubAllEnvs();
    }
  }, 30_000);

  test('150 broken scope files are refused by line and column, or hold', async () => {
    const good = readFileSync(join(place.cwd, 'sidelight.scope.yaml'), 'utf8');
    const file = join(place.cwd, 'broken.yaml');
    const change = fc.record({
      at: fc.nat({ max: good.length }),
      cut: fc.nat({ max: 60 }),
      put: fc.oneof(
        junk,
        fc.constantFrom(
          '\t',
          '*a',
          '&a',
          '<<: *a',
          '!!js/function',
          '- - -',
          '{',
          ']]',
          '|',
          '\n\n---\n',
          'allow:',
          ': :',
          '9'.repeat(400),
          '"'.repeat(9),
        ),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        let text = good;
        for (const { at, cut, put } of changes) text = text.slice(0, at) + put + text.slice(at + cut);
        writeFileSync(file, text);
        const ran = await here(['scope', 'check', '--scope', file, '--home', join(place.cwd, 'generated')]);
        expectManners(ran, 'scope check');
        expect([0, 2, 3]).toContain(ran.code);
        if (ran.code !== 0) expect(ran.stderr).toMatch(/line \d+, column \d+: \S/);
      }),
      { numRuns: 150 },
    );
  }, 30_000);
});

const LOOK = ['look', HOST, '--format', 'jsonl'] as const;
const look = (): string => `$S look ${HOST} --ports ${port} --format jsonl`;

describe('streams', () => {
  test('a full or closed standard output, a closed standard input and a reader that leaves', async () => {
    const home = (name: string): Record<string, string> => ({
      SIDELIGHT_HOME: join(place.cwd, `stream-${name}`),
    });
    const cases: readonly [line: string, code: number, says: RegExp][] = [
      [`${look()} >/dev/full`, 4, /DISK_FULL/],
      [`$S look ${HOST} --ports ${port} >/dev/full`, 4, /DISK_FULL/],
      ['$S --help >/dev/full', 4, /DISK_FULL/],
      ['$S --version >/dev/full', 4, /^$/],
      ['$S doctor >&-', 0, /^$/],
      ['$S doctor >&- 2>&- <&-', 0, /^$/],
      [`${look()} 2>/dev/full | tail -1 | grep -q '"exit":0'`, 0, /^$/],
      [`$S look --from - --ports ${port} <&-`, 2, /TARGETS_EMPTY|INPUT/],
      ['$S case list | head -1', 0, /^$/],
    ];
    await inPairs(
      cases.map((one, at) => [...one, at] as const),
      async ([line, code, says, at]) => {
        const ran = await shell(line, home(String(at)));
        expectManners(ran, 'doctor');
        expect(ran.code, line).toBe(code);
        expect(ran.stderr, line).toMatch(says);
      },
    );
  });

  test('a reader that leaves stops the look in order: the audit log is sealed and nothing is lost', async () => {
    const env = { SIDELIGHT_HOME: join(place.cwd, 'left') };
    const ran = await shell(
      `$S look 127.82.0.0/21 --ports ${port} --rate 2000/s --format jsonl | head -1; echo "\${PIPESTATUS[0]}"`,
      env,
    );
    expect(ran.stdout.trimEnd().split('\n').at(-1)).toBe('130');
    const checked = await shell('$S audit verify --format json', env);
    expect(checked.code).toBe(0);
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, unsealed: 0, tornBytes: 0 });
  });

  test('odd terminals and locales', async () => {
    const odd: readonly Record<string, string>[] = [
      { COLUMNS: '-1', TERM: '' },
      { COLUMNS: '1e9', TERM: 'dumb', LANG: 'C' },
      { COLUMNS: '20.5', LANG: 'de_DE.ISO-8859-1', LC_ALL: 'xx_YY' },
      { COLUMNS: 'NaN', TERM: 'x'.repeat(500), NO_COLOR: '1' },
    ];
    await inPairs(odd, async (env) => {
      const ran = await run(['look', HOST, '--ports', port], {
        cwd: place.cwd,
        env: { ...env, SIDELIGHT_HOME: join(place.cwd, `odd-${odd.indexOf(env)}`) },
      });
      expectManners(ran, JSON.stringify(env));
      expect(ran.code).toBe(0);
      expect(ran.stderr).toBe('');
      expect(ran.stdout).not.toContain('\u001b');
      if (env['LANG'] === 'C') expect(ran.stdout).not.toMatch(/[^\x00-\x7f]/);
    });
  });
});

describe('the state directory', () => {
  test('in places where none can be', async () => {
    const loop = join(place.cwd, 'loop');
    symlinkSync(loop, loop);
    const homes = [
      '/proc/sidelight',
      '/dev/null',
      '/dev/null/x',
      join(place.cwd, 'sidelight.scope.yaml'),
      join(loop, 'x'),
      join(place.cwd, 'a'.repeat(5_000)),
    ];
    await inPairs(homes, async (home) => {
      const ran = await run(['look', HOST, '--ports', port], {
        cwd: place.cwd,
        env: { SIDELIGHT_HOME: home },
      });
      expectManners(ran, home);
      expect(ran, home).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr, home).toContain('HOME_NOT_WRITABLE');
      const reading = await run(['case', 'list'], { cwd: place.cwd, env: { SIDELIGHT_HOME: home } });
      expectManners(reading, `case list in ${home}`);
    });
  });

  test('damaged between two runs: each part is named, and nothing is overwritten', async () => {
    const made = join(place.cwd, 'made');
    expect(
      (await run([...LOOK, '--ports', port], { cwd: place.cwd, env: { SIDELIGHT_HOME: made } })).code,
    ).toBe(0);
    const replace = (path: string, content: string | undefined) => (home: string) => {
      const full = join(home, path);
      rmSync(full, { recursive: true, force: true });
      if (content === undefined) mkdirSync(full);
      else writeFileSync(full, content, { mode: 0o600 });
    };
    const damage: readonly [name: string, damage: (home: string) => void, code: string][] = [
      ['log is a directory', replace('audit/log.jsonl', undefined), 'HOME_NOT_WRITABLE|AUDIT_BROKEN'],
      ['log cut', (home) => truncateSync(join(home, 'audit/log.jsonl'), 700), 'AUDIT_BROKEN'],
      ['log gone', (home) => rmSync(join(home, 'audit/log.jsonl')), 'AUDIT_BROKEN'],
      ['seal gone', (home) => rmSync(join(home, 'audit/head.json')), 'AUDIT_BROKEN'],
      ['seal is another thing', replace('audit/head.json', '[]'), 'AUDIT_BROKEN'],
      ['audit is a file', replace('audit', 'x'), 'HOME_NOT_WRITABLE'],
      ['signing key gone', (home) => rmSync(join(home, 'keys/audit.key')), 'AUDIT_BROKEN'],
      ['signing key is another thing', replace('keys/audit.key', 'x'), 'CONFIG'],
      ['lock is another thing', replace('audit/log.lock', 'x'), 'LOCKED'],
      ['lock is a directory', replace('audit/log.lock', undefined), 'HOME_NOT_WRITABLE'],
      ['store is another thing', replace('store.db', 'x'.repeat(5_000)), 'STORE_KEY'],
      ['store is a directory', replace('store.db', undefined), 'STORE'],
      ['store cut', (home) => truncateSync(join(home, 'store.db'), 3_000), 'STORE_KEY'],
      ['store key gone', (home) => rmSync(join(home, 'keys/store.key')), 'STORE_KEY'],
      ['store key for all to read', (home) => chmodSync(join(home, 'keys/store.key'), 0o644), 'CONFIG'],
      ['keys is a file', replace('keys', 'x'), 'HOME_NOT_WRITABLE'],
      ['opt-outs are a directory', replace('optout.txt', undefined), 'CONFIG'],
      ['opt-outs are no text', replace('optout.txt', '\u0000\u0001'), 'CONFIG'],
      ['runs is a file', replace('runs', 'x'), 'HOME_NOT_WRITABLE'],
    ];
    await inPairs(damage, async ([name, change, code]) => {
      const home = join(place.cwd, `damaged-${damage.findIndex(([other]) => other === name)}`);
      cpSync(made, home, { recursive: true });
      for (const file of readdirSync(home)) if (file.startsWith('store.db-')) rmSync(join(home, file));
      change(home);
      const before = existsSync(join(home, 'store.db'));
      const ran = await run([...LOOK, '--ports', port], { cwd: place.cwd, env: { SIDELIGHT_HOME: home } });
      expectManners(ran, name);
      expect(ran.stderr, name).toMatch(new RegExp(`\\((?:${code}), exit`));
      expect(existsSync(join(home, 'store.db')), name).toBe(before);
      rmSync(home, { recursive: true, force: true });
    });
  }, 40_000);
});

describe('signals', () => {
  /** From the first instruction to the last line: each of these moments comes while something else is being opened. */
  const MOMENTS = [120, 180, 320, 600] as const;

  test('once and twice, at every stage: exit 130 or by the signal itself, and the state directory stays whole', async () => {
    await inPairs(MOMENTS, async (moment) => {
      const home = join(place.cwd, `signal-${moment}`);
      const twice = moment % 120 === 0;
      const going = start(
        ['look', '127.82.0.0/20', '--ports', port, '--rate', '3000/s', '--format', 'jsonl'],
        { cwd: place.cwd, env: { SIDELIGHT_HOME: home } },
      );
      await new Promise((resolve) => setTimeout(resolve, moment));
      going.child.kill(moment % 180 === 0 ? 'SIGTERM' : 'SIGINT');
      if (twice) going.child.kill('SIGINT');
      const ran = await going.ended;
      // Before the program has taken the signal over, the system ends it, and nothing was begun.
      if (ran.signal === null) expect(ran.code, `${moment}: ${ran.stderr}`).toBe(130);
      else expect(['SIGINT', 'SIGTERM']).toContain(ran.signal);
      expect(ran.stderr).not.toMatch(/\n\s+at |This is a bug/);
      const again = await run(['look', '127.82.0.1', '--ports', port], {
        cwd: place.cwd,
        env: { SIDELIGHT_HOME: home },
      });
      expect(again.code, `${moment}: ${again.stderr}`).toBe(0);
      expect((await run(['audit', 'verify'], { cwd: place.cwd, env: { SIDELIGHT_HOME: home } })).code).toBe(
        0,
      );
    });
  }, 30_000);
});

describe('--resume', () => {
  test('of what is no run', async () => {
    const ids = ['', '../../etc', '0000000000000000', '\u001b[31m'];
    await inPairs(ids, async (id) => {
      const ran = await run([...LOOK, '--ports', port, '--resume', id], {
        cwd: place.cwd,
        env: { SIDELIGHT_HOME: join(place.cwd, `resume-${ids.indexOf(id)}`) },
      });
      expectManners(ran, `--resume ${JSON.stringify(id)}`);
      expect(ran.stderr).toContain('RUN_NOT_FOUND');
      expect(ran.stdout).toBe('');
    });
  });
});

describe('target lists', () => {
  test('200,000 lines, some of them nonsense: read, placed and counted in bounded memory', async () => {
    const list = join(place.cwd, 'large.txt');
    let text = '';
    for (let at = 0; at < 200_000; at += 1)
      text +=
        at % 1_000 === 7
          ? '\u001b[31m nonsense\n'
          : `127.${84 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}\n`;
    writeFileSync(list, text);
    const ran = await shell(`$S look --from ${list} --ports ${port} --dry-run`, {
      NODE_OPTIONS: '--max-old-space-size=160',
    });
    expectManners(ran, '--from');
    expect([0, 2, 3]).toContain(ran.code);
    expect(ran.stderr).toMatch(/200 lines not understood/);
  });

  test('files that are none', async () => {
    const odd = [
      '/dev/null',
      '/proc/self/mem',
      place.cwd,
      join(place.cwd, 'nothing-here'),
      PROGRAM.replace('main.js', ''),
    ];
    await inPairs(odd, async (file) => {
      const ran = await run(['look', '--from', file, '--ports', port], { cwd: place.cwd });
      expectManners(ran, file);
      expect(ran.code, file).toBe(2);
    });
  });
});

describe('refusals', () => {
  test('no scope file, and one who opted out while no look was going on', async () => {
    const env = { SIDELIGHT_HOME: join(place.cwd, 'refused') };
    const without = await run(['look', HOST, '--scope', 'nowhere.yaml'], { cwd: place.cwd, env });
    expectManners(without, 'no scope');
    expect(without.stderr).toContain('SCOPE_NOT_FOUND');
    expect((await run(['optout', 'add', '127.82.0.9'], { cwd: place.cwd, env })).code).toBe(0);
    const refused = await run(['look', '127.82.0.9', '--ports', port], { cwd: place.cwd, env });
    expectManners(refused, 'opted out');
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('OPTED_OUT');
  });
});

describe('events', () => {
  test('the run ends with the exit code that its last event tells', async () => {
    const ran = await run([...LOOK, '--ports', port], {
      cwd: place.cwd,
      env: { SIDELIGHT_HOME: join(place.cwd, 'last') },
    });
    expect(eventsIn(ran.stdout).at(-1)).toMatchObject({
      type: 'run.finished',
      complete: true,
      exposures: 0,
      exit: ran.code,
    });
  });
});
