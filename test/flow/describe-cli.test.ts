import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BSON } from 'bson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolation } from '../../src/flows/confine.ts';
import { eventsIn, PROGRAM, run, start, type Workplace, workplace } from '../kit/cli.ts';

let place: Workplace;
beforeAll(() => {
  place = workplace();
});
afterAll(() => place.remove());

const CANARY = /qzcanary|77317/i;
const isolated = isolation() !== undefined;
const people = Array.from({ length: 60 }, (_one, i) => ({
  id: i,
  name: 'Qzcanary Wagner',
  email: `qzcanary7731.${i}@example.org`,
  phone: `+49151773177${String(i).padStart(2, '0')}`,
  born: `19${60 + (i % 40)}-0${1 + (i % 9)}-1${i % 10}`,
}));
const lines = people.map((one) => JSON.stringify(one)).join('\n');

interface Shown {
  readonly complete: boolean;
  readonly exit: number;
  readonly sources: readonly {
    readonly name: string;
    readonly formats: readonly string[];
    readonly sha256?: string;
    readonly skipped: readonly string[];
  }[];
  readonly datasets: readonly {
    readonly name: string;
    readonly rows: number;
    readonly fields: readonly { readonly path: string; readonly types: readonly { readonly id: string }[] }[];
  }[];
  readonly receipt: { readonly networkOff: boolean; readonly network: string };
}

/** Files of every format, full of values that must be found nowhere. */
function plant(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, bytes: string | Uint8Array): void => writeFileSync(join(folder, name), bytes);
  put('a.ndjson', lines);
  put('b.json', JSON.stringify({ hits: people, 'qzcanary7731@example.org': { note: 'qzcanary' } }));
  put('c.csv', `id,name,email\n${people.map((one) => `${one.id},${one.name},${one.email}`).join('\n')}\n`);
  put(
    'd.tsv',
    Buffer.from(
      `\ufeffid\tname\temail\n${people.map((one) => `${one.id}\t${one.name}\t${one.email}`).join('\n')}\n`,
      'utf16le',
    ),
  );
  put('e.headless', `${people.map((one) => `${one.email};${one.name};${one.phone}`).join('\n')}\n`);
  put(
    'f.sql',
    `CREATE TABLE people (id int, email text);\nINSERT INTO people VALUES ${people.map((one) => `(${one.id},'${one.email}')`).join(',')};\n`,
  );
  put(
    'g.copy',
    `--\n-- PostgreSQL database dump\n--\nCOPY public.people (id, email) FROM stdin;\n${people.map((one) => `${one.id}\t${one.email}`).join('\n')}\n\\.\n`,
  );
  put('h.bson', Buffer.concat(people.map((one) => BSON.serialize(one))));
  put('i.archive', archive());
  put('j.log', people.map((one) => `2024-01-01 INFO login of ${one.email} from 10.0.0.1`).join('\n'));
  put('k.gz', gzipSync(lines));
  put(
    'l.elastic',
    people
      .map((one) => JSON.stringify({ _index: 'people', _id: one.email, _score: 1, _source: one }))
      .join('\n'),
  );
  put('m.cut', gzipSync(lines).subarray(0, 200));
  put('n.bad', `{"email":"qzcanary7731@example.org", oops qzcanary\n`.repeat(5));
  put('qzcanary7731@example.org.json', lines);
  const fixtures = join(import.meta.dirname, '../../src/describe/sources/fixtures');
  for (const name of readdirSync(fixtures)) copyFileSync(join(fixtures, name), join(folder, name));
  execFileSync('tar', [
    '-cf',
    join(folder, 'o.tar'),
    '-C',
    folder,
    'a.ndjson',
    'qzcanary7731@example.org.json',
  ]);
}

/** As `mongodump --archive` writes (mongo-tools, package archive). */
function archive(): Buffer {
  const end = Buffer.from([0xff, 0xff, 0xff, 0xff]);
  return Buffer.concat([
    Buffer.from('6de29981', 'hex'),
    BSON.serialize({
      concurrent_collections: 4,
      version: '0.1',
      server_version: '7.0.1',
      tool_version: '100.9.4',
    }),
    BSON.serialize({ db: 'app', collection: 'people', metadata: '{}', size: 1, type: 'collection' }),
    end,
    BSON.serialize({ db: 'app', collection: 'people', EOF: false, CRC: 0n }),
    ...people.map((one) => BSON.serialize(one)),
    end,
    BSON.serialize({ db: 'app', collection: 'people', EOF: true, CRC: 1n }),
    end,
  ]);
}

describe('a folder with every format', () => {
  it('describes them all; no value is in the output, in the state or in temporary files', {
    timeout: 60_000,
  }, async () => {
    const folder = join(place.cwd, 'data');
    plant(folder);
    const before = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);
    const temporary = join(place.cwd, 'tmp');
    mkdirSync(temporary);
    for (const format of ['json', 'human', 'jsonl']) {
      const ran = await run(['describe', 'data', '--format', format], {
        cwd: place.cwd,
        env: { TMPDIR: temporary },
      });
      expect(ran.code, ran.stderr).toBe(4);
      expect(ran.stdout).not.toMatch(CANARY);
      expect(ran.stderr).toBe('');
      if (format === 'jsonl') expect(eventsIn(ran.stdout).at(-1)?.['type']).toBe('run.finished');
      if (format !== 'json') continue;
      const shown = JSON.parse(ran.stdout) as Shown;
      const formats = new Set(shown.sources.flatMap((source) => source.formats));
      for (const wanted of [
        'json',
        'ndjson',
        'csv',
        'sql',
        'bson',
        'mongodump archive',
        'elasticdump',
        'text',
        'gzip',
        'zstd',
        'bzip2',
        'xz',
        'tar',
        'sqlite',
        'parquet',
        'avro',
        'xlsx',
        'redis rdb',
      ])
        expect([...formats]).toContain(wanted);
      expect(shown.datasets.find((set) => set.name === 'app.people')?.rows).toBe(60);
      const broken = shown.sources.filter((source) => source.skipped.length > 0).map((source) => source.name);
      expect(broken).toEqual(['data/m.cut']);
    }
    expect(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs])).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(place.cwd).filter((name) => name === 'home')).toEqual([]);
  });
});

describe('one file', () => {
  it('exit 0, its hash, the contract of DESIGN', async () => {
    writeFileSync(join(place.cwd, 'people'), lines);
    const ran = await run(['describe', 'people', '--format', 'json'], { cwd: place.cwd });
    expect(ran.code).toBe(0);
    const shown = JSON.parse(ran.stdout) as Shown;
    expect(shown.complete).toBe(true);
    expect(shown.sources[0]?.sha256).toBe(createHash('sha256').update(lines).digest('hex'));
    expect(shown.datasets[0]?.rows).toBe(60);
    const fields = Object.fromEntries(
      (shown.datasets[0]?.fields ?? []).map((field) => [field.path, field.types.map((type) => type.id)]),
    );
    expect(fields['email']).toContain('contact.email');
    expect(fields['id']).toEqual([]);
  });

  it('exit 1 from --fail-on, 2 for what is not there, for a bad number', { timeout: 120_000 }, async () => {
    writeFileSync(join(place.cwd, 'people'), lines);
    expect((await run(['describe', 'people', '--fail-on', 'low'], { cwd: place.cwd })).code).toBe(1);
    expect((await run(['describe', 'nowhere'], { cwd: place.cwd })).code).toBe(2);
    expect((await run(['describe', 'people', '--sample-max', '0'], { cwd: place.cwd })).code).toBe(2);
    expect((await run(['describe'], { cwd: place.cwd })).code).toBe(2);
  });

  it('a stream on standard input', async () => {
    writeFileSync(join(place.cwd, 'people'), lines);
    const out = execFileSync(
      '/bin/sh',
      ['-c', `cat people | "${process.execPath}" "${PROGRAM}" describe - --format json`],
      { cwd: place.cwd },
    );
    const shown = JSON.parse(out.toString()) as Shown;
    expect(shown.datasets[0]?.rows).toBe(60);
    expect(shown.complete).toBe(true);
  });
});

describe('the network', () => {
  it.skipIf(!isolated)('is taken away by the kernel (needs unshare)', async () => {
    writeFileSync(join(place.cwd, 'people'), lines);
    const ran = await run(['describe', 'people', '--format', 'json'], { cwd: place.cwd });
    const shown = JSON.parse(ran.stdout) as Shown;
    expect(shown.receipt.networkOff).toBe(true);
    expect(shown.receipt.network).toMatch(/namespace/);
    expect((await run(['doctor'], { cwd: place.cwd })).stdout).toMatch(/network .*describe.*unshare/);
  });

  it('where it cannot be taken away, that is said', async () => {
    writeFileSync(join(place.cwd, 'people'), lines);
    const ran = await run(['describe', 'people', '--format', 'json'], {
      cwd: place.cwd,
      env: { PATH: '/nowhere' },
    });
    expect(ran.code).toBe(0);
    const shown = JSON.parse(ran.stdout) as Shown;
    expect(shown.receipt.networkOff).toBe(false);
    expect(shown.receipt.network).toMatch(/not blocked/);
  });

  it('no file of describe/, and none of the flow, imports a module that opens sockets', () => {
    const source = join(import.meta.dirname, '../../src');
    const files = [
      ...readdirSync(join(source, 'describe'), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(source, 'describe', name),
      ),
      ...readdirSync(join(source, 'flows'))
        .filter((name) => name.startsWith('describe'))
        .map((name) => join(source, 'flows', name)),
    ].filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    expect(files.length).toBeGreaterThan(40);
    const opening = files.filter((name) =>
      /from '(?:node:)?(?:net|tls|http|https|http2|dgram|dns|inspector)'|\bfetch\(|\bWebSocket\b|\bimport\(/.test(
        readFileSync(name, 'utf8'),
      ),
    );
    expect(opening).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  const many = `${lines}\n`.repeat(200);

  it('on standard input that goes on without giving anything', { timeout: 60_000 }, async () => {
    const child = spawn(process.execPath, [PROGRAM, 'describe', '-', '--format', 'json'], {
      cwd: place.cwd,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let out = '';
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
    });
    // Larger than what a pipe holds: once it is written, most of it has been read.
    await new Promise((done) => child.stdin.write(many, done));
    child.kill('SIGINT');
    const code = await new Promise((done) => child.on('close', done));
    child.stdin.destroy();
    expect(code).toBe(130);
    const shown = JSON.parse(out) as Shown;
    expect(shown.complete).toBe(false);
    expect(shown.datasets[0]?.rows).toBeGreaterThan(1_000);
  });

  it('on a pipe whose writer stays: the description so far, exit 130, at once', {
    timeout: 60_000,
  }, async () => {
    const fifo = join(place.cwd, 'pipe');
    execFileSync('mkfifo', [fifo]);
    writeFileSync(join(place.cwd, 'many'), many);
    const running = start(['describe', 'pipe', '--format', 'json'], { cwd: place.cwd });
    const writer = spawn('/bin/sh', ['-c', `exec 3>"${fifo}"; cat many >&3; touch written; exec sleep 50`], {
      cwd: place.cwd,
      stdio: 'ignore',
    });
    while (!existsSync(join(place.cwd, 'written'))) await new Promise((done) => setTimeout(done, 50));
    running.child.kill('SIGINT');
    const ran = await running.ended;
    expect(writer.exitCode).toBeNull();
    writer.kill('SIGKILL');
    expect(ran.code).toBe(130);
    const shown = JSON.parse(ran.stdout) as Shown;
    expect(shown.complete).toBe(false);
    expect(shown.exit).toBe(130);
    expect(shown.datasets[0]?.rows).toBeGreaterThan(1_000);
  });
});
