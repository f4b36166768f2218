import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SidelightError } from '../kit/errors.ts';
import { homeDirectory, homePath } from '../kit/home.ts';
import { initVerb } from './init.ts';
import { optoutVerbs } from './optout.ts';
import { scopeVerbs } from './scope.ts';
import type { GlobalOptions } from './verb.ts';

const root = mkdtempSync(join(tmpdir(), 'sidelight-cli-'));
let cwd = '';
let count = 0;
beforeEach(() => {
  cwd = join(root, String(count++));
  mkdirSync(cwd);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

async function run(
  line: readonly string[],
  options: Readonly<Record<string, unknown>> = {},
  more: Partial<GlobalOptions> = {},
): Promise<Ran> {
  const verb = [...scopeVerbs, ...optoutVerbs, initVerb].find((one) => line.join(' ').startsWith(one.name));
  if (verb === undefined) throw new Error(`no verb in ${line.join(' ')}`);
  const args = line.slice(verb.name.split(' ').length);
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    stdin: Readable.from([]),
    stdoutIsTty: false,
    stderrIsTty: false,
    columns: 80,
    color: false,
    env: {},
    cwd,
    signal: new AbortController().signal,
  };
  const global: GlobalOptions = {
    format: 'human',
    quiet: false,
    input: false,
    yes: false,
    scope: undefined,
    home: join(cwd, 'home'),
    ...more,
  };
  try {
    return { exit: await verb.run({ args, options, global }, io), out, err };
  } catch (error) {
    if (!(error instanceof SidelightError)) throw error;
    return { exit: error.exit, out, err: `${err}${error.message}\n${error.hint ?? ''}\n` };
  }
}

function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

function writeScope(change: (text: string) => string = (text) => text): string {
  const path = join(cwd, 'sidelight.scope.yaml');
  const text = `sidelight: 1
authority: { who: "Jane Doe, CISO", basis: "CISO order 2026-114", contact: "security@example.org" }
valid: { from: ${day(-1)}, until: ${day(30)} }
allow:
  - { range: 10.0.0.0/16, depth: touch }
  - { range: 10.0.4.0/24, depth: sample, relation: own, accounts: [postgres] }
  - { name: "*.example.org", depth: shape }
deny: [10.0.66.0/24]
`;
  writeFileSync(path, change(text));
  return path;
}

describe('init and scope check', () => {
  it('write a template that is incomplete until it is edited, and never write over a file', async () => {
    expect(await run(['scope', 'check'])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/There is no scope file at .*sidelight init/s),
    });
    expect(await run(['init'])).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/sidelight\.scope\.yaml/),
    });
    const path = join(cwd, 'sidelight.scope.yaml');
    const checked = await run(['scope', 'check']);
    expect(checked.exit).toBe(2);
    for (const missing of [
      'authority.who is empty',
      'authority.basis is empty',
      'authority.contact is empty',
      'allow',
    ])
      expect(checked.err).toMatch(new RegExp(`sidelight\\.scope\\.yaml, line \\d+, column \\d+: ${missing}`));
    expect(checked.err.match(/, line /g)).toHaveLength(4);
    expect(await run(['init'])).toMatchObject({ exit: 2, err: expect.stringMatching(/left as it is/) });

    const edited = readFileSync(path, 'utf8')
      .replace('who: ""', 'who: Jane')
      .replace('basis: ""', 'basis: order')
      .replace('contact: ""', 'contact: a@example.org')
      .replace('# - { range', '- { range')
      .replace('# - { range: 2001', '- { range: 2001')
      .replaceAll('# - { range', '- { range')
      .replace('# - { name', '- { name');
    writeFileSync(path, edited);
    const good = await run(['scope', 'check']);
    expect(good).toMatchObject({ exit: 0, err: '' });
    expect(good.out).toMatch(/is in order[^]*3 ranges, 1 name/);
  });

  it('tell what a scope allows', async () => {
    writeScope();
    const { exit, out } = await run(['scope', 'check']);
    expect(exit).toBe(0);
    expect(out).toMatch(/authority +Jane Doe, CISO · "CISO order 2026-114"/);
    expect(out).toMatch(/2 ranges, 1 name · 65,536 IPv4 addresses · depth touch, shape, sample/);
    expect(out).toMatch(/30 whole days left/);
    expect(out).toMatch(/note +it is not signed/);
    const parsed = JSON.parse((await run(['scope', 'check'], {}, { format: 'json' })).out) as {
      ok: boolean;
      scope: { allow: unknown[] };
    };
    expect(parsed.ok).toBe(true);
    expect(parsed.scope.allow).toHaveLength(3);
  });

  it.each([
    [
      'expired',
      (text: string) => text.replace(day(-1), day(-40)).replace(day(30), day(-2)),
      3,
      /the scope ended/,
    ],
    ['too long', (text: string) => text.replace(day(30), day(90)), 3, /90 is the most/],
    ['too wide', (text: string) => text.replace('10.0.0.0/16', '10.0.0.0/15'), 3, /wider than an IPv4 \/16/],
    [
      'octal',
      (text: string) => text.replace('10.0.4.0', '010.0.4.0'),
      2,
      /line 6, column 14: .*leading zero/,
    ],
    ['with a tab', (text: string) => text.replace('  - ', '\t- '), 2, /line 5, column 1: .*tab/],
  ])('refuse a scope that is %s', async (_, change, exit, message) => {
    writeScope(change);
    expect(await run(['scope', 'check'])).toMatchObject({ exit, err: expect.stringMatching(message) });
  });

  it('refuse what is no scope file', async () => {
    const path = join(cwd, 'sidelight.scope.yaml');
    mkdirSync(path);
    expect(await run(['scope', 'check'])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/is a directory/),
    });
    rmSync(path, { recursive: true });
    writeFileSync(path, Buffer.from([0x61, 0x0a, 0xff, 0xfe, 0]));
    expect(await run(['scope', 'check'])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/line 2, column 1: .*UTF-8/),
    });
    writeFileSync(path, `# ${'x'.repeat(1 << 20)}`);
    expect(await run(['scope', 'check'])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/larger than 1 MB/),
    });
    rmSync(path);
    symlinkSync(path, path);
    expect(await run(['scope', 'check'])).toMatchObject({ exit: 2, err: expect.stringMatching(/ELOOP/) });
    rmSync(path);
    execFileSync('mkfifo', [path]);
    expect(await run(['scope', 'check'])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/not a regular file/),
    });
    expect(await run(['scope', 'check'], {}, { scope: 'other.yaml' })).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/other\.yaml/),
    });
  });
});

describe('scope explain', () => {
  it('names the entry, the depth, and what it overrides', async () => {
    writeScope();
    const { exit, out } = await run(['scope', 'explain', '10.0.4.9']);
    expect(exit).toBe(0);
    expect(out).toMatch(/allowed +10\.0\.4\.9 to depth sample \(passive, touch, shape, sample\)/);
    expect(out).toMatch(
      /by L6 \(10\.0\.4\.0\/24, sample\) · relation own · accounts without a password: postgres/,
    );
    expect(out).toMatch(/L5 \(10\.0\.0\.0\/16, touch\) covers it too; the narrower entry counts/);
  });

  it('says why not, and the way forward', async () => {
    writeScope();
    const { exit, out } = await run(['scope', 'explain', '203.0.113.9']);
    expect(exit).toBe(3);
    expect(out).toMatch(
      /refused +203\.0\.113\.9: no allow entry[^]*Allowed now: passive[^]*consent[^]*tasking[^]*Nothing was sent/,
    );
    expect(await run(['scope', 'explain', '10.0.66.1'])).toMatchObject({
      exit: 3,
      out: expect.stringMatching(/the scope denies 10\.0\.66\.0\/24 \(L8\)/),
    });
    expect(await run(['scope', 'explain', 'db.example.org'])).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/L7[^]*by a range as well/),
    });
    expect(await run(['scope', 'explain', 'db.example.net'])).toMatchObject({ exit: 3 });
    expect(await run(['scope', 'explain', '010.0.4.9'])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/leading zero/),
    });
    expect((await run(['scope', 'explain', '10.0.65.0/24'])).exit).toBe(0);
    const parts = (await run(['scope', 'explain', '10.0.64.0/22'], {}, { format: 'jsonl' })).out
      .trim()
      .split('\n');
    expect(parts).toHaveLength(3);
  });

  it('explains an expired scope too', async () => {
    writeScope((text) => text.replace(day(-1), day(-40)).replace(day(30), day(-2)));
    expect(await run(['scope', 'explain', '10.0.4.9'])).toMatchObject({
      exit: 3,
      out: expect.stringMatching(/the scope ended on[^]*renewed/),
    });
  });
});

describe('scope sign and verify', () => {
  it('sign with a key that is made once, and notice every change', async () => {
    const path = writeScope();
    expect(await run(['scope', 'verify'])).toMatchObject({
      exit: 3,
      err: expect.stringMatching(/no signature line/),
    });
    expect((await run(['scope', 'sign'])).out).toMatch(/key +made: .*scope\.pem[^]*signed/);
    expect(statSync(join(cwd, 'home')).mode & 0o777).toBe(0o700);
    expect(statSync(join(cwd, 'home', 'keys', 'scope.pem')).mode & 0o777).toBe(0o600);
    expect((await run(['scope', 'verify'])).exit).toBe(0);
    expect((await run(['scope', 'check'])).out).toMatch(/signature +holds, by the key [0-9a-f]{16}/);
    expect((await run(['scope', 'sign'])).out).not.toMatch(/made/);
    expect(await run(['scope', 'verify'], { key: 'home/keys/scope.pem' })).toMatchObject({ exit: 0 });
    expect(await run(['scope', 'sign'], { key: 'other.pem' })).toMatchObject({ exit: 0 });
    expect(await run(['scope', 'verify'], { key: 'home/keys/scope.pem' })).toMatchObject({
      exit: 3,
      err: expect.stringMatching(/is signed with the key [0-9a-f]{16}, not with/),
    });
    writeFileSync(path, readFileSync(path, 'utf8').replace('depth: touch', 'depth: shape'));
    expect(await run(['scope', 'verify'])).toMatchObject({
      exit: 3,
      err: expect.stringMatching(/changed after it was signed/),
    });
    expect(await run(['scope', 'check'])).toMatchObject({
      exit: 3,
      err: expect.stringMatching(/line 9, column 12: the signature does not hold/),
    });
    expect(await run(['scope', 'explain', '10.0.4.9'])).toMatchObject({ exit: 3, out: '' });
    expect(await run(['scope', 'sign'])).toMatchObject({ exit: 0 });
  });

  it('do not sign what is not in order', async () => {
    writeScope((text) => text.replace('10.0.4.0/24', '10.1'));
    expect(await run(['scope', 'sign'])).toMatchObject({ exit: 2, err: expect.stringMatching(/2 parts/) });
  });
});

describe('optout', () => {
  it('adds, lists, counts in explain, and removes', async () => {
    writeScope();
    expect(await run(['optout', 'list'])).toMatchObject({ exit: 0, out: 'nobody has opted out\n' });
    expect(
      (
        await run(['optout', 'add', '10.0.4.9', '2001:db8::/48', 'db.example.org'], {
          until: day(3),
          note: 'asked by\nmail until=2026-01-01',
        })
      ).out,
    ).toMatch(/added 3/);
    expect((await run(['optout', 'add', '10.0.4.10'])).out).toMatch(/added 1/);
    expect((await run(['optout', 'add', '10.0.4.10'])).out).toMatch(/already/);
    expect(statSync(join(cwd, 'home', 'optout.txt')).mode & 0o777).toBe(0o600);
    const listed = await run(['optout', 'list']);
    expect(listed).toMatchObject({ exit: 0, err: '' });
    expect(listed.out).toContain(`10.0.4.9  until ${day(4)}T00:00:00.000Z\n`);
    expect(listed.out).toContain('10.0.4.10\n');
    expect(await run(['scope', 'explain', '10.0.4.9'])).toMatchObject({
      exit: 3,
      out: expect.stringMatching(/has opted out .*optout\.txt, line 1/),
    });
    expect((await run(['scope', 'explain', 'db.example.org'])).exit).toBe(3);
    expect((await run(['optout', 'remove', '10.0.4.9'])).out).toMatch(/removed 1/);
    expect((await run(['scope', 'explain', '10.0.4.9'])).exit).toBe(0);
    expect(await run(['optout', 'remove', '10.0.4.9'])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/Not on the list: 10\.0\.4\.9/),
    });
    expect(
      (JSON.parse((await run(['optout', 'list'], {}, { format: 'json' })).out) as { entries: unknown[] })
        .entries,
    ).toHaveLength(3);
  });

  it('refuses what is malformed, and reports lines that others broke', async () => {
    for (const bad of ['010.0.0.1', '10.0.0.1/24', '10.0.0.1 # x', '10.0.0.1\n10.0.0.2', '', 'a b'])
      expect(await run(['optout', 'add', bad]), JSON.stringify(bad)).toMatchObject({ exit: 2 });
    expect(await run(['optout', 'add', '10.0.0.1'], { until: 'soon' })).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/is no date/),
    });
    await run(['optout', 'add', '10.0.0.1']);
    writeFileSync(join(cwd, 'home', 'optout.txt'), '10.0.0.1\n10.1\n');
    expect(await run(['optout', 'list'])).toMatchObject({
      exit: 2,
      out: '10.0.0.1\n',
      err: expect.stringMatching(/optout\.txt, line 2: "10\.1" has 2 parts/),
    });
    await run(['optout', 'add', '10.0.0.3']);
    expect(readFileSync(join(cwd, 'home', 'optout.txt'), 'utf8')).toMatch(
      /^10\.0\.0\.1\n10\.1\n10\.0\.0\.3 # added=/,
    );
  });
});

describe('the state directory', () => {
  it('is found in order of precedence', () => {
    const env = { SIDELIGHT_HOME: '/a', XDG_STATE_HOME: '/b', HOME: '/c' };
    const path = (given: Readonly<Record<string, string | undefined>>, home?: string): string =>
      homePath({ env: given, cwd: '/w' }, { home });
    expect(path(env, 'rel')).toBe('/w/rel');
    expect(path(env)).toBe('/a');
    expect(path({ ...env, SIDELIGHT_HOME: '' })).toBe('/b/sidelight');
    expect(path({ XDG_STATE_HOME: 'relative', HOME: '/c' })).toBe('/c/.local/state/sidelight');
  });

  it('is refused where it cannot be written', () => {
    const file = join(cwd, 'file');
    writeFileSync(file, '');
    const at =
      (home: string): (() => string) =>
      () =>
        homeDirectory({ env: {}, cwd }, { home });
    expect(at(file)).toThrow(expect.objectContaining({ code: 'HOME_NOT_WRITABLE', exit: 2 }));
    expect(at(join(file, 'below'))).toThrow(/a file is in its place/);
    expect(at('/proc/sidelight')).toThrow(expect.objectContaining({ code: 'HOME_NOT_WRITABLE' }));
  });

  it.skipIf(process.getuid?.() === 0)(
    'is refused where it is read-only (not as root, who may write anywhere)',
    () => {
      const home = join(cwd, 'ro');
      mkdirSync(home);
      chmodSync(home, 0o500);
      expect(() => homeDirectory({ env: {}, cwd }, { home })).toThrow(/permission is denied/);
    },
  );
});
