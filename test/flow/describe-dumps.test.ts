import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFiles, type FileDescription } from '../../src/describe/sources/describe-files.ts';

/** Dumps that the databases' own tools wrote of the same people. */

const POSTGRES = '/usr/lib/postgresql/15/bin';
const has = {
  postgres: existsSync(`${POSTGRES}/initdb`),
  maria: existsSync('/usr/sbin/mariadbd') && existsSync('/usr/bin/mariadb-dump'),
  redis: existsSync('/usr/bin/redis-server'),
  sqlite: existsSync('/usr/bin/sqlite3'),
};
const root = process.getuid?.() === 0;
const PEOPLE = 400;

let folder = '';
const children: ChildProcess[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-dumps-'));
  chmodSync(folder, 0o755);
});
afterAll(async () => {
  for (const child of children) {
    child.kill('SIGKILL');
    await new Promise((done) =>
      child.exitCode !== null || child.signalCode !== null ? done(undefined) : child.once('exit', done),
    );
  }
  rmSync(folder, { recursive: true, force: true });
});

interface Person {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly born: string;
  readonly note: string;
}

const FIRST = ['Anna', 'Bernd', 'Carla', 'Dieter', 'Eva'];
const LAST = ['Meier', 'Schulz', 'Wagner', 'Becker', 'Hoffmann'];
const people: readonly Person[] = Array.from({ length: PEOPLE }, (_one, i) => ({
  id: i + 1,
  name: `${FIRST[i % 5]} ${LAST[(i * 3 + Math.floor(i / 5)) % 5]}`,
  email: `person.${i}@example.org`,
  born: `${1950 + (i % 50)}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
  note: [
    'it\'s; \\ (quoted), "odd"',
    'a\ttab\nand a line',
    "');DROP TABLE people;--",
    '$$x$$ -- no comment',
    'ünïcode 王小明',
  ][i % 5] as string,
}));

async function look(path: string): Promise<FileDescription> {
  return describeFiles([{ kind: 'path', path, shown: 'it' }], { signal: new AbortController().signal });
}

function expectPeople(result: FileDescription, name = 'people'): void {
  expect(result.sources.flatMap((source) => source.skipped)).toEqual([]);
  expect(result.complete).toBe(true);
  const set = result.datasets.find((one) => one.name === name);
  expect(set?.rows?.value).toBe(PEOPLE);
  const types = Object.fromEntries(
    (set?.fields ?? []).map((field) => [field.path, field.types.map((type) => type.id)]),
  );
  expect(types['email']).toContain('contact.email');
  expect(types['born']).toContain('birth.date');
  expect(types['name']).toContain('name.person');
  expect(set?.fields.find((field) => field.path === 'note')?.n).toBe(PEOPLE);
}

function sqlText(text: string, backslash: boolean): string {
  return `'${(backslash ? text.replaceAll('\\', '\\\\') : text).replaceAll("'", "''")}'`;
}

function inserts(backslash: boolean): string {
  return people
    .map(
      (one) =>
        `INSERT INTO people (id,name,email,born,note) VALUES (${one.id},${sqlText(one.name, backslash)},'${one.email}','${one.born}',${sqlText(one.note, backslash)});`,
    )
    .join('\n');
}

async function waitFor(check: () => boolean): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (check()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the server did not start');
}

function works(file: string, args: readonly string[]): boolean {
  try {
    execFileSync(file, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!has.postgres || !root)('PostgreSQL (needs its server and root)', () => {
  it('pg_dump plain: COPY and INSERT', { timeout: 60_000 }, async () => {
    const home = join(folder, 'pg');
    mkdirSync(home);
    execFileSync('chown', ['postgres', home]);
    const as = ['--reuid=postgres', '--regid=postgres', '--clear-groups'];
    execFileSync(
      'setpriv',
      [...as, `${POSTGRES}/initdb`, '-D', `${home}/d`, '-A', 'trust', '-U', 'postgres', '--no-sync'],
      { stdio: 'ignore', cwd: '/' },
    );
    children.push(
      spawn(
        'setpriv',
        [
          ...as,
          `${POSTGRES}/postgres`,
          '-D',
          `${home}/d`,
          '-c',
          'listen_addresses=',
          '-c',
          `unix_socket_directories=${home}`,
          '-c',
          'fsync=off',
        ],
        { stdio: 'ignore', cwd: '/' },
      ),
    );
    const to = ['-h', home, '-U', 'postgres'];
    await waitFor(() => works(`${POSTGRES}/psql`, [...to, '-c', 'select 1']));
    writeFileSync(
      join(folder, 'in.sql'),
      `CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, email varchar(200), born date, note text, CONSTRAINT odd CHECK (id > 0));\n${inserts(false)}\nCREATE FUNCTION f() RETURNS int AS $body$ BEGIN RETURN 1; -- ; '\nEND; $body$ LANGUAGE plpgsql;`,
    );
    execFileSync(`${POSTGRES}/psql`, [...to, '-q', '-v', 'ON_ERROR_STOP=1', '-f', join(folder, 'in.sql')]);
    for (const [file, options] of [
      ['copy.sql', []],
      ['inserts.sql', ['--inserts']],
      ['rows.sql', ['--column-inserts', '--rows-per-insert=50']],
    ] as const) {
      const path = join(folder, file);
      execFileSync(`${POSTGRES}/pg_dump`, [...to, ...options, '-f', path]);
      const result = await look(path);
      expect(result.sources[0]?.formats).toEqual(['sql']);
      expectPeople(result);
    }
    const custom = join(folder, 'custom.dump');
    execFileSync(`${POSTGRES}/pg_dump`, [...to, '-Fc', '-f', custom]);
    const result = await look(custom);
    expect(result.complete).toBe(false);
    expect(result.sources[0]?.skipped.join()).toMatch(/pg_restore/);
  });
});

describe.skipIf(!has.maria || !root)('MariaDB (needs its server and root)', () => {
  it('mariadb-dump: extended and single INSERT, hex blobs', { timeout: 60_000 }, async () => {
    const home = join(folder, 'maria');
    mkdirSync(home);
    execFileSync('chown', ['mysql', home]);
    execFileSync(
      'mariadb-install-db',
      [
        '--no-defaults',
        '--user=mysql',
        `--datadir=${home}/d`,
        `--tmpdir=${home}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
      ],
      { stdio: 'ignore' },
    );
    const socket = `${home}/s.sock`;
    children.push(
      spawn(
        '/usr/sbin/mariadbd',
        [
          '--no-defaults',
          '--user=mysql',
          `--datadir=${home}/d`,
          `--tmpdir=${home}`,
          '--skip-networking',
          `--socket=${socket}`,
          `--pid-file=${home}/p.pid`,
          '--skip-grant-tables',
        ],
        { stdio: 'ignore' },
      ),
    );
    const to = ['--no-defaults', `--socket=${socket}`];
    await waitFor(() => works('mariadb', [...to, '-e', 'select 1']));
    execFileSync('mariadb', [...to], {
      input: `CREATE DATABASE d CHARACTER SET utf8mb4; USE d; SET NAMES utf8mb4; CREATE TABLE people (id int PRIMARY KEY, name varchar(99) COMMENT 'a, (b) ; c', email varchar(200), born date, note text, photo blob, KEY e (email));\n${inserts(true)}\nUPDATE people SET photo=UNHEX('FFD8FFE000104A46494600010100000100010000');`,
    });
    for (const [file, options] of [
      ['extended.sql', []],
      ['single.sql', ['--skip-extended-insert', '--complete-insert']],
      ['hex.sql', ['--hex-blob']],
    ] as const) {
      const path = join(folder, file);
      writeFileSync(
        path,
        execFileSync('mariadb-dump', [...to, ...options, 'd'], { maxBuffer: 64 * 1024 * 1024 }),
      );
      expectPeople(await look(path));
    }
  });
});

describe.skipIf(!has.redis)('Redis (needs its server)', () => {
  it('SAVE: strings, hashes, lists, sets, sorted sets, streams, small and large', {
    timeout: 30_000,
  }, async () => {
    const home = join(folder, 'redis');
    mkdirSync(home);
    const socket = join(home, 's');
    children.push(
      spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--dir', home, '--save', ''], {
        stdio: 'ignore',
      }),
    );
    await waitFor(() => existsSync(socket) && works('redis-cli', ['-s', socket, 'ping']));
    const commands = people.flatMap(({ id, name, email, born, note }) => [
      ['HSET', `person:${id}`, 'name', name, 'email', email, 'born', born, 'n', String(id * 1000)],
      ['SET', `mail:${id}`, email],
      ['SET', `doc:${id}`, JSON.stringify({ email, note })],
      ['RPUSH', 'queue', email],
      ['SADD', 'numbers', String(id * 70_000)],
      ['SADD', 'mails', email],
      ['ZADD', 'ranks', String(id * 1.5), email],
      ['XADD', 'events', '*', 'email', email, 'kind', 'login'],
      ...(id < 20
        ? [
            ['RPUSH', `short:${id}`, email, '1', '-5', '70000', '5000000000', note],
            ['SADD', `few:${id}`, '1', '2'],
            ['ZADD', `top:${id}`, '1', email, '2.5', 'x'],
          ]
        : []),
      ...(id === 1
        ? [
            ['SET', 'long', 'lorem ipsum '.repeat(2000)],
            ['SET', 'number', '12345678'],
            ['SET', 'passing', 'x', 'EX', '1000'],
          ]
        : []),
    ]);
    const wire = commands
      .map(
        (words) =>
          `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`,
      )
      .join('');
    execFileSync('redis-cli', ['-s', socket, '--pipe'], { input: wire, stdio: ['pipe', 'ignore', 'ignore'] });
    execFileSync('redis-cli', ['-s', socket, 'save'], { stdio: 'ignore' });
    const result = await look(join(home, 'dump.rdb'));
    expect(result.sources[0]?.skipped).toEqual([]);
    expect(result.sources[0]?.formats).toEqual(['redis rdb']);
    expect(result.complete).toBe(true);
    const rows = Object.fromEntries(result.datasets.map((set) => [set.name, set.rows?.value]));
    expect(rows['person:<digits>']! + (rows['person:1'] ?? 0)).toBeGreaterThan(300);
    expect(rows['events']).toBe(PEOPLE);
    const typesOf = (name: string) =>
      result.datasets
        .find((set) => set.name === name)
        ?.fields.map((field) => [field.path, field.n, field.types[0]?.id]);
    expect(typesOf('events')).toContainEqual(['email', PEOPLE, 'contact.email']);
    expect(typesOf('ranks')).toContainEqual(['member[]', PEOPLE, 'contact.email']);
    expect(typesOf('queue')).toContainEqual(['value[]', PEOPLE, 'contact.email']);
    expect(typesOf('mails')).toContainEqual(['value[]', PEOPLE, 'contact.email']);
    expect(typesOf('numbers')?.[0]?.[1]).toBe(PEOPLE);
    const person = result.datasets.find((set) => set.name === 'person:<digits>');
    expect(person?.fields.find((field) => field.path === 'born')?.types[0]?.id).toBe('birth.date');
  });
});

describe.skipIf(!has.sqlite)('SQLite (needs sqlite3)', () => {
  it('the file, its dump, with overflow pages, in UTF-16, and with WAL', async () => {
    for (const [file, setup] of [
      ['plain.db', ''],
      ['small.db', 'PRAGMA page_size=512;'],
      ['wide.db', "PRAGMA encoding='UTF-16le';"],
      ['wal.db', 'PRAGMA journal_mode=WAL;'],
    ] as const) {
      const path = join(folder, file);
      execFileSync('sqlite3', [path], {
        input: `${setup} CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, email TEXT, born TEXT, note TEXT, big TEXT); BEGIN; ${inserts(false)} COMMIT; UPDATE people SET big = printf('%.20000c', 'x') WHERE id % 40 = 0; CREATE INDEX e ON people(email); CREATE VIEW v AS SELECT 1; CREATE TABLE empty (a, b); PRAGMA wal_checkpoint(TRUNCATE);`,
        stdio: ['pipe', 'ignore', 'inherit'],
      });
      const before = execFileSync('sha256sum', [path]).toString();
      const result = await look(path);
      expectPeople(result);
      expect(
        result.datasets.find((set) => set.name === 'people')?.fields.find((field) => field.path === 'id')?.n,
      ).toBe(PEOPLE);
      expect(execFileSync('sha256sum', [path]).toString()).toBe(before);
      expect(before.startsWith(result.sources[0]?.sha256 ?? 'none')).toBe(true);
      expect(existsSync(`${path}-shm`) || existsSync(`${path}-journal`)).toBe(false);
      const dump = join(folder, `${file}.sql`);
      writeFileSync(dump, execFileSync('sqlite3', [path, '.dump'], { maxBuffer: 64 * 1024 * 1024 }));
      expectPeople(await look(dump));
    }
  });
});
