import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditLog } from '../audit/log.ts';
import { observed, DAY } from '../cases/fixtures/observations.ts';
import { openHomeStore } from '../cases/home.ts';
import { SidelightError } from '../kit/errors.ts';
import { statePaths } from '../kit/files.ts';
import { auditVerbs } from './audit.ts';
import { caseVerbs } from './case.ts';
import { receiptVerb } from './receipt.ts';
import type { GlobalOptions, Io, Verb } from './verb.ts';

const root = mkdtempSync(join(tmpdir(), 'sidelight-cli-'));
const home = join(root, 'home');
const paths = statePaths(home);
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function run(
  name: string,
  args: readonly string[] = [],
  options: Readonly<Record<string, unknown>> = {},
  format: GlobalOptions['format'] = 'human',
  at = home,
): Promise<{ readonly code: number; readonly out: string; readonly error?: SidelightError }> {
  const verb: Verb | undefined = [...caseVerbs, ...auditVerbs, receiptVerb].find((one) => one.name === name);
  if (verb === undefined) throw new Error(`no verb ${name}`);
  let out = '';
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: () => {},
    stdin: Readable.from([]),
    stdoutIsTty: false,
    stderrIsTty: false,
    columns: 100,
    color: false,
    env: {},
    cwd: root,
    signal: new AbortController().signal,
  };
  const global: GlobalOptions = {
    format,
    quiet: false,
    input: false,
    yes: false,
    scope: undefined,
    home: at,
  };
  try {
    return { code: await verb.run({ args, options, global }, io), out };
  } catch (error) {
    if (error instanceof SidelightError) return { code: error.exit, out, error };
    throw error;
  }
}

const HOSTILE = 'x\u001b[31m\u202e\u009b1m\n';

beforeAll(async () => {
  const store = await openHomeStore(paths, {});
  await store.recordObservations([observed(1), observed(8, 0, { product: HOSTILE, notes: [HOSTILE] })]);
  await store.recordObservations([observed(8, DAY, { product: HOSTILE, notes: [HOSTILE] })]);
  await store.close();
  const log = await openAuditLog({ paths });
  const at = '2026-11-22T10:00:00.000Z';
  log.append(
    {
      kind: 'run/started',
      at,
      run: 'r1',
      authority: `Jane ${HOSTILE}`,
      basis: 'order',
      scope: 'ab',
      depth: 'shape',
      targets: 2,
      vantage: 'v',
      resumed: false,
    },
    'r1',
  );
  for (const n of [1, 8]) {
    const { endpoint } = observed(n);
    log.append({ kind: 'connect', at, endpoint, scope: 'L1', tls: false, outcome: 'ok' }, 'r1');
    log.append(
      {
        kind: 'ask',
        at,
        endpoint,
        service: 'mongodb',
        command: 'hello',
        bytesOut: 10,
        bytesIn: 100 * n,
        sha256: '00',
        outcome: 'ok',
      },
      'r1',
    );
  }
  log.append({ kind: 'run/finished', at, run: 'r1', complete: true, exit: 1, targets: 2 }, 'r1');
  await log.close();
});

describe('case', () => {
  it('list gives the worst first, as text, JSON and JSON lines', async () => {
    const { out } = await run('case list');
    expect(
      out
        .split('\n')
        .slice(1, 3)
        .map((line) => line.trim().split(/\s+/).slice(0, 4)),
    ).toEqual([
      ['#2', 'high', '3.80', 'observed'],
      ['#1', 'high', '3.10', 'observed'],
    ]);
    const json = JSON.parse((await run('case list', [], { sort: 'number' }, 'json')).out) as {
      cases: { number: number; looks: number }[];
    };
    expect(json.cases.map((one) => [one.number, one.looks])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const lines = (await run('case list', [], { limit: '1' }, 'jsonl')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([{ v: 1, type: 'case', number: 2, severity: { band: 'high' } }]);
    expect((await run('case list', [], { state: 'closed' })).out).toBe('No cases.\n');
    expect((await run('case list', [], { state: 'gone' })).error?.code).toBe('USAGE');
    expect((await run('case list', [], { limit: '0' })).error?.code).toBe('USAGE');
  });

  it('makes no store where there is none', async () => {
    const empty = join(root, 'empty');
    expect((await run('case list', [], {}, 'human', empty)).out).toBe('No cases.\n');
    expect(JSON.parse((await run('case list', [], {}, 'json', empty)).out)).toEqual({ cases: [] });
    expect((await run('case show', ['1'], {}, 'human', empty)).error?.code).toBe('CASE_NOT_FOUND');
    expect((await run('case set', ['1', 'invalid'], { note: 'x' }, 'human', empty)).error?.code).toBe(
      'CASE_NOT_FOUND',
    );
    expect(existsSync(statePaths(empty).store)).toBe(false);
  });

  it('show tells of one case and escapes what a server said', async () => {
    for (const format of ['human', 'json', 'jsonl'] as const) {
      const { out, code } = await run('case show', ['2'], {}, format);
      expect(code).toBe(0);
      expect(out).toContain('127.9.0.8:27017');
      expect(out).not.toMatch(/[\u001b\u202e\u009b]/);
    }
    expect((await run('case show', ['77'])).error?.code).toBe('CASE_NOT_FOUND');
  });

  it('set keeps to the lifecycle and leaves a decision in the audit log', async () => {
    expect((await run('case set', ['2', 'closed'])).error?.code).toBe('CASE_STATE');
    expect(readFileSync(paths.auditLog, 'utf8')).not.toContain('"kind":"decision"');
    expect((await run('case set', ['2', 'verified'])).out).toBe('case #2 is now verified\n');
    expect(readFileSync(paths.auditLog, 'utf8')).toContain('"decided":"observed -> verified"');
    expect((await run('case set', ['2', 'nonsense'])).error?.code).toBe('USAGE');
    expect((await run('case show', ['2'])).out).toContain('observed → verified');
  });
});

describe('receipt and audit', () => {
  it('receipt is of the last run, of a run by name, or of the endpoint of a case', async () => {
    const last = JSON.parse((await run('receipt', [], {}, 'json')).out) as object;
    expect(last).toMatchObject({ run: 'r1', commands: 2, bytesRead: 900, endpointsAnswered: 2, targets: 2 });
    expect(JSON.parse((await run('receipt', ['r1'], {}, 'json')).out)).toEqual(last);
    expect(JSON.parse((await run('receipt', ['#1'], {}, 'json')).out)).toMatchObject({
      endpoint: '127.9.0.1:27017',
      bytesRead: 100,
      targets: 1,
    });
    expect((await run('receipt', ['nope'])).error?.code).toBe('RUN_NOT_FOUND');
    const { out } = await run('receipt');
    expect(out).toMatch(
      /^receipt +read 900 bytes · 0 records in memory · 0 values kept · audit #[0-9a-f]{4}\n/,
    );
    expect(out).not.toMatch(/[\u001b\u202e\u009b]/);
  });

  it('receipt --verify finds a change, and a log that was rolled back', async () => {
    const file = join(root, 'receipt.json');
    writeFileSync(file, (await run('receipt', [], {}, 'json')).out);
    expect(await run('receipt', [], { verify: file })).toMatchObject({ code: 0 });
    expect((await run('receipt', [], { verify: file })).out).toContain('this log agrees');
    expect((await run('receipt', [], { verify: file }, 'human', join(root, 'other'))).out).toContain(
      'not of this state directory',
    );
    writeFileSync(
      join(root, 'changed.json'),
      readFileSync(file, 'utf8').replace('"bytesRead":900', '"bytesRead":800'),
    );
    expect(await run('receipt', [], { verify: join(root, 'changed.json') })).toMatchObject({
      code: 5,
      error: { code: 'AUDIT_BROKEN' },
    });
    expect((await run('receipt', [], { verify: join(root, 'none.json') })).error?.code).toBe(
      'INPUT_NOT_FOUND',
    );
    expect((await run('receipt', [], { verify: paths.auditLog })).error?.code).toBe('INPUT_FORMAT');
    rmSync(paths.auditLog);
    rmSync(paths.auditHead);
    await (await openAuditLog({ paths })).close();
    expect((await run('receipt', [], { verify: file })).code).toBe(5);
  });

  it('audit verify says that the chain holds, and exits 5 with the line where it does not', async () => {
    expect((await run('audit verify')).out).toMatch(/chain +holds: 1 entries/);
    expect(JSON.parse((await run('audit verify', [], {}, 'json')).out)).toMatchObject({
      ok: true,
      entries: 1,
      unsealed: 0,
    });
    const whole = readFileSync(paths.auditLog, 'latin1');
    writeFileSync(paths.auditLog, whole.replace('"kind"', '"kinD"'));
    const broken = await run('audit verify');
    expect(broken.code).toBe(5);
    expect(broken.error?.message).toContain('line 1');
    expect((await run('receipt')).code).toBe(5);
    expect((await run('audit verify', [], {}, 'human', join(root, 'nowhere'))).error?.code).toBe(
      'AUDIT_EMPTY',
    );
  });
});
