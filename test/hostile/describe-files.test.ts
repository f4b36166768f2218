import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { BSON } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFiles, type FileDescription } from '../../src/describe/sources/describe-files.ts';

const signal = new AbortController().signal;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* of(...chunks: readonly (Uint8Array | string)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

async function* repeated(head: string, piece: string, times: number, tail = ''): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head);
  const bytes = Buffer.from(piece);
  for (let i = 0; i < times; i++) yield bytes;
  yield Buffer.from(tail);
}

function stream(bytes: AsyncIterable<Uint8Array>): Promise<FileDescription> {
  return describeFiles([{ kind: 'stream', bytes, shown: 'standard input' }], { signal });
}

async function file(name: string, bytes: Uint8Array | string): Promise<FileDescription> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return describeFiles([{ kind: 'path', path, shown: name }], { signal });
}

const said = (result: FileDescription): string =>
  JSON.stringify([result.sources, result.datasets.map((set) => set.notes)]);

const fixtures = join(import.meta.dirname, '../../src/describe/sources/fixtures');
const rows = Array.from({ length: 40 }, (_one, i) => ({
  id: i,
  email: `p${i}@example.org`,
  list: [{ a: i }],
  when: new Date(1e12 + i),
}));
const samples: readonly (readonly [string, Buffer])[] = [
  ...readdirSync(fixtures).map((name) => [name, readFileSync(join(fixtures, name))] as const),
  ['json', Buffer.from(JSON.stringify(rows))],
  ['bson', Buffer.concat(rows.map((row) => BSON.serialize(row)))],
  [
    'csv',
    Buffer.from(
      `id,email,note\n${rows.map((row) => `${row.id},${row.email},"a ""quoted"" note"`).join('\n')}\n`,
    ),
  ],
  [
    'sql',
    Buffer.from(
      `CREATE TABLE t (id int, email text);\nINSERT INTO t VALUES ${rows.map((row) => `(${row.id},'${row.email}')`).join(',')};\n`,
    ),
  ],
  [
    'copy',
    Buffer.from(
      `--\n-- PostgreSQL database dump\n--\nCOPY public.t (id, email) FROM stdin;\n${rows.map((row) => `${row.id}\t${row.email}`).join('\n')}\n\\.\n`,
    ),
  ],
  ['gz', gzipSync(JSON.stringify(rows))],
  ['zip', zip([{ name: 'a.json', data: JSON.stringify(rows) }])],
  ['tar', tar([{ name: 'a.json', data: JSON.stringify(rows) }])],
];

/** A zip of deflated members; `as` lies about one. */
function zip(
  members: readonly {
    readonly name: string;
    readonly data: string | Uint8Array;
    readonly mode?: number;
    readonly size?: number;
    readonly flags?: number;
  }[],
  overlap = false,
): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, mode = 0o100644, size, flags = 0 } of members) {
    const packed = deflateRawSync(data);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(0x0314, 4);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(Buffer.from(data)), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size ?? Buffer.byteLength(data), 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(overlap ? 0 : offset, 42);
    central.push(Buffer.concat([entry, Buffer.from(name)]));
    const whole = Buffer.concat([local, Buffer.from(name), packed]);
    parts.push(whole);
    offset += whole.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function tar(
  members: readonly {
    readonly name: string;
    readonly data: string;
    readonly kind?: string;
    readonly size?: number;
  }[],
): Buffer {
  const blocks = members.flatMap(({ name, data, kind = '0', size }) => {
    const head = Buffer.alloc(512);
    head.write(name, 0, 100);
    head.write('0000644\0', 100);
    head.write(`${(size ?? Buffer.byteLength(data)).toString(8).padStart(11, '0')}\0`, 124);
    head.write('        ', 148);
    head.write(kind, 156);
    head.write('ustar\x0000', 257);
    head.write(
      `${[...head]
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    const body = Buffer.from(data);
    return [head, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

describe('files that are cut off or damaged', () => {
  it.each(samples)('%s: cut anywhere, nothing is thrown, and a loss is told', async (name, bytes) => {
    const whole = await file('whole', bytes);
    expect(whole.complete).toBe(true);
    for (let part = 1; part < 12; part++) {
      const cut = Math.floor((bytes.length * part) / 12);
      const result = await file('cut', bytes.subarray(0, cut));
      expect(said(result)).not.toContain('fault in this program');
      // Lines can be cut between two records: then nothing tells that there were more.
      if (!['csv', 'copy'].includes(name) && !(name === 'tar' && result.records === whole.records))
        expect(result.complete, `${name} cut at ${cut}`).toBe(false);
      expect(result.records).toBeLessThanOrEqual(whole.records);
    }
  });

  it.each(samples)('%s: with bytes changed anywhere, nothing is thrown and it ends', async (_name, bytes) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (changes) => {
          const copy = Buffer.from(bytes);
          for (const [at, value] of changes) copy[at] = value;
          const result = await file('changed', copy);
          expect(said(result)).not.toContain('fault in this program');
        },
      ),
      { numRuns: 15 },
    );
  });

  it('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        await stream(of(bytes));
      }),
      { numRuns: 100 },
    );
  });
});

describe('bombs', () => {
  it('gzip that swells 1000 times is ended, and told', { timeout: 60_000 }, async () => {
    const line = `${JSON.stringify({ a: 1 })}\n`;
    const member = gzipSync(line.repeat(8_000_000), { level: 9 });
    const result = await stream(of(...Array.from({ length: 8 }, () => member)));
    expect(result.complete).toBe(false);
    expect(said(result)).toMatch(/decompression bomb/);
    expect(result.bytesUnpacked).toBeLessThan(400e6);
  });

  it('packed too often into one another', async () => {
    let bytes: Buffer = Buffer.from('{"a":1}\n');
    for (let i = 0; i < 12; i++) bytes = gzipSync(bytes);
    const result = await stream(of(bytes));
    expect(result.complete).toBe(false);
    expect(said(result)).toMatch(/packed more than 6 times/);
  });

  it('nesting, in arrays and in objects', async () => {
    for (const piece of ['[', '{"a":', '[{"a":']) {
      const result = await stream(repeated('{"x":', piece.repeat(50_000), 20));
      expect(result.complete).toBe(false);
    }
  });

  it('a zip whose members lie over one another', async () => {
    const result = await file(
      'overlap.zip',
      zip(
        [
          { name: 'a', data: '{"a":1}' },
          { name: 'b', data: '{"a":1}' },
        ],
        true,
      ),
    );
    expect(result.complete).toBe(false);
    expect(said(result)).toMatch(/lie over one another/);
  });

  it('a zip that lies about sizes', async () => {
    for (const size of [1, 1e6]) {
      const result = await file('lies.zip', zip([{ name: 'a.json', data: JSON.stringify(rows), size }]));
      expect(result.complete).toBe(false);
      expect(said(result)).toMatch(/than its directory says/);
    }
  });

  it('100,000 distinct keys, and __proto__', async () => {
    const many = Array.from({ length: 20 }, (_one, i) =>
      JSON.stringify({
        ...Object.fromEntries(Array.from({ length: 5_000 }, (_two, k) => [`k${i * 5_000 + k}`, k])),
      }),
    );
    const result = await stream(
      of(
        many.join('\n'),
        '\n{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}}}\n'.repeat(10),
      ),
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(result.records).toBe(30);
    expect(result.datasets[0]?.fields.length).toBeLessThan(6_000);
  });
});

describe('lines of 100 MB, in bounded memory', () => {
  const MB = 'x'.repeat(1024 * 1024);
  it.each([
    ['JSON text', '{"a":"', MB, '"}\n{"a":"b"}\n'],
    ['JSON text without end', '{"a":"', MB, ''],
    ['JSON number', '{"a":', '1'.repeat(1024 * 1024), '}\n'],
    ['log line', 'a log\nwith words\n', MB, '\nend\n'],
    ['CSV quote without end', 'a,b\n1,2\n3,"', MB, ''],
    ['CSV field', 'a,b\n1,2\n3,', MB, '\n4,5\n'],
    ['SQL literal without end', "CREATE TABLE t (a text);\nINSERT INTO t VALUES ('", MB, ''],
    ['COPY line', 'CREATE TABLE t (a text);\nCOPY t (a) FROM stdin;\n', MB, '\nb\n\\.\n'],
    ['SQL comment', 'CREATE TABLE t (a text);\n/*', MB, '*/'],
  ] as const)('%s', { timeout: 60_000 }, async (_name, head, piece, tail) => {
    const before = process.memoryUsage().rss;
    const result = await stream(repeated(head, piece, 100, tail));
    expect(said(result)).not.toContain('fault in this program');
    expect(result.bytesRead).toBeGreaterThan(100e6);
    expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
  });
});

describe('text as it comes', () => {
  it('NUL, invalid UTF-8, a BOM, mixed line ends', async () => {
    const csv = Buffer.concat([
      Buffer.from('\ufeffid,email\r\n'),
      ...rows.map((row, i) =>
        Buffer.concat([Buffer.from(`${i},${row.email}`), Buffer.from(i % 3 ? [0x0d, 0x0a] : [0x0a])]),
      ),
      Buffer.from([0x31, 0x2c, 0xff, 0xfe, 0x00, 0x0a]),
    ]);
    const result = await stream(of(csv));
    expect(result.datasets[0]?.rows?.value).toBe(41);
    expect(result.datasets[0]?.fields.find((field) => field.path === 'email')?.types[0]?.id).toBe(
      'contact.email',
    );
  });

  it('ragged rows are read and told', async () => {
    const result = await stream(
      of(
        `id,email,x\n${rows.map((row, i) => (i % 10 === 0 ? `${i},${row.email}` : `${i},${row.email},1`)).join('\n')}\n`,
      ),
    );
    expect(result.datasets[0]?.rows?.value).toBe(40);
    expect(said(result)).toMatch(/4 rows have another number of fields/);
  });

  it('a format by its bytes, whatever the name says', async () => {
    const result = await file('people.sqlite', JSON.stringify(rows));
    expect(result.sources[0]?.formats).toEqual(['json']);
  });

  it('what is known and not read is named', async () => {
    const result = await stream(of(Buffer.from('7z\xbc\xaf\x27\x1c rest', 'latin1')));
    expect(result.complete).toBe(false);
    expect(said(result)).toMatch(/7z archive/);
  });
});

describe('names that climb, links, pipes', () => {
  it.each(['../../etc/passwd', '/etc/passwd', 'a/../../b', 'C:\\x', '..\\x', 'a\0b'])(
    'a member named %j is refused',
    async (name) => {
      for (const bytes of [
        zip([{ name, data: '{"a":1}' }]),
        ...(name.includes('\0') ? [] : [tar([{ name, data: '{"a":1}' }])]),
      ]) {
        const result = await file('climb', bytes);
        expect(result.complete).toBe(false);
        expect(said(result)).toMatch(/refused/);
        expect(result.records).toBe(0);
      }
    },
  );

  it('links and devices in archives', async () => {
    for (const bytes of [
      zip([{ name: 'link', data: '/etc/passwd', mode: 0o120777 }]),
      tar([{ name: 'link', data: '', kind: '2' }]),
      tar([{ name: 'device', data: '', kind: '3' }]),
    ]) {
      const result = await file('links', bytes);
      expect(result.complete).toBe(false);
      expect(said(result)).toMatch(/not followed|not read/);
    }
  });

  it('an encrypted member', async () => {
    const result = await file('locked.zip', zip([{ name: 'a', data: '{"a":1}', flags: 1 }]));
    expect(said(result)).toMatch(/encrypted/);
    expect(result.complete).toBe(false);
  });

  it('a folder: links out of it are not followed, pipes are not opened, files come in order', async () => {
    const home = join(folder, 'walk');
    mkdirSync(join(home, 'inner'), { recursive: true });
    writeFileSync(join(folder, 'outside.json'), '{"secret":1}');
    symlinkSync(join(folder, 'outside.json'), join(home, 'out.json'));
    symlinkSync(home, join(home, 'inner', 'loop'));
    execFileSync('mkfifo', [join(home, 'pipe')]);
    writeFileSync(join(home, 'b.json'), JSON.stringify(rows));
    writeFileSync(join(home, 'inner', 'a.json'), JSON.stringify(rows));
    const result = await describeFiles([{ kind: 'path', path: home, shown: 'walk' }], { signal });
    expect(result.records).toBe(80);
    expect(result.complete).toBe(false);
    expect(said(result)).toMatch(/link out of the folder/);
    expect(said(result)).toMatch(/no plain file/);
    expect(result.sources.map((source) => source.name)).toEqual([
      'walk/b.json',
      'walk/inner/a.json',
      'walk/out.json',
      'walk/pipe',
    ]);
  });

  it('a tar that states a member longer than itself', async () => {
    const result = await file('long.tar', tar([{ name: 'a.json', data: JSON.stringify(rows), size: 1e9 }]));
    expect(result.complete).toBe(false);
    expect(said(result)).toMatch(/cut off/);
  });
});

it('an abort ends a stream that never ends, with the description so far', async () => {
  const controller = new AbortController();
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (let i = 0; ; i++) {
      if (i === 50) controller.abort();
      yield Buffer.from(`${JSON.stringify(rows[i % 40])}\n`);
    }
  }
  const result = await describeFiles([{ kind: 'stream', bytes: endless(), shown: '-' }], {
    signal: controller.signal,
  });
  expect(result.interrupted).toBe(true);
  expect(result.complete).toBe(false);
  expect(result.records).toBeGreaterThan(40);
});
