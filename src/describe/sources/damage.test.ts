import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { Crc64, crc32 } from './crc.ts';
import { describeFiles, type FileDescription } from './describe-files.ts';
import { XxHash64 } from './xxhash64.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-damage-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fixtures = join(import.meta.dirname, 'fixtures');

function read(bytes: Uint8Array): Promise<FileDescription> {
  const path = join(folder, 'it');
  writeFileSync(path, bytes);
  return describeFiles([{ kind: 'path', path, shown: 'it' }], { signal: new AbortController().signal });
}

const check = Buffer.from('123456789');

test('checksums: the check values of their definitions', () => {
  expect(crc32(check)).toBe(0xcbf43926);
  const ecma = new Crc64('ecma');
  ecma.update(check);
  expect(ecma.is(Buffer.from('995dc9bbdf1939fa', 'hex').reverse())).toBe(true);
  expect(ecma.is(Buffer.from('995dc9bbdf1939fa', 'hex'))).toBe(false);
  const jones = new Crc64('jones');
  jones.update(check);
  // Redis, crc64.c: e9c6d914c4b8d9ca.
  expect(jones.is(Buffer.from('e9c6d914c4b8d9ca', 'hex').reverse())).toBe(true);
});

test('XXH64: the lower half of the published sums', () => {
  const low = (text: string): number => {
    const hash = new XxHash64();
    hash.update(Buffer.from(text));
    return hash.low();
  };
  expect(low('')).toBe(0x51d8e999);
  expect(low('a')).toBe(0xa98c6e5b);
  // Cut anywhere, the sum is the same.
  const text = createHash('sha512').update('x').digest('hex').repeat(3);
  const whole = low(text);
  for (let cut = 0; cut < text.length; cut += 7) {
    const hash = new XxHash64();
    hash.update(Buffer.from(text.slice(0, cut)));
    hash.update(Buffer.from(text.slice(cut)));
    expect(hash.low()).toBe(whole);
  }
});

describe('one bit that fell over is told', () => {
  it.each(['people.ndjson.xz', 'people.ndjson.bz2', 'people.ndjson.zst', 'people.rdb', 'people-snappy.avro'])(
    '%s',
    async (name) => {
      const path = name.endsWith('.avro')
        ? join(import.meta.dirname, 'samples/recursive-snappy.avro')
        : join(fixtures, name);
      const bytes = readFileSync(path);
      expect((await read(bytes)).complete).toBe(true);
      // The head of an Avro file is JSON without a checksum.
      const from = name.endsWith('.avro') ? 400 : 12;
      for (let part = 0; part < 20; part++) {
        const at = from + Math.floor(((bytes.length - from) * part) / 20);
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] as number) ^ (1 << (part % 8));
        const result = await read(copy);
        expect(result.complete, `bit ${part % 8} of byte ${at}`).toBe(false);
        expect(JSON.stringify(result.sources)).not.toContain('fault in this program');
      }
    },
  );
});

describe('bytes behind the end are told', () => {
  it.each(['people.ndjson.xz', 'people.ndjson.bz2', 'people.ndjson.zst', 'people.rdb'])(
    '%s',
    async (name) => {
      const bytes = readFileSync(join(fixtures, name));
      const result = await read(Buffer.concat([bytes, Buffer.from('something else here')]));
      expect(result.complete).toBe(false);
      expect(result.datasets.reduce((sum, set) => sum + (set.rows?.value ?? 0), 0)).toBeGreaterThanOrEqual(
        60,
      );
      expect(JSON.stringify(result.sources)).toMatch(/behind the end/);
    },
  );

  it('zeros behind are no loss', async () => {
    for (const name of ['people.ndjson.xz', 'people.ndjson.bz2', 'people.ndjson.zst'])
      expect(
        (await read(Buffer.concat([readFileSync(join(fixtures, name)), Buffer.alloc(4096)]))).complete,
      ).toBe(true);
  });
});

/** A zip of zips, each of which holds `inner` many times: every layer is small, the sum is not. */
function zipOf(members: readonly (readonly [string, Buffer])[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of members) {
    const packed = deflateRawSync(data, { level: 9 });
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(data), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    central.push(Buffer.concat([entry, Buffer.from(name)]));
    parts.push(local, Buffer.from(name), packed);
    offset += 30 + name.length + packed.length;
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

it('archives in archives that swell together are ended, and told', { timeout: 60_000 }, async () => {
  const leaf = Buffer.alloc(64 * 1024 * 1024);
  const inner = zipOf([['0', leaf]]);
  const inners = zipOf(Array.from({ length: 12 }, (_one, i) => [`${i}.zip`, inner]));
  const bomb = zipOf(Array.from({ length: 12 }, (_one, i) => [`${i}.zip`, inners]));
  const result = await read(bomb);
  expect(result.complete).toBe(false);
  expect(JSON.stringify(result.sources)).toMatch(/times its size in sum/);
  expect(result.bytesUnpacked).toBeLessThan(1.2e9);
});

it('an Avro block that states 2^60 records of no bytes ends', async () => {
  const schema = Buffer.from('{"type":"record","name":"P","fields":[]}');
  const text = (value: Buffer): Buffer => Buffer.concat([Buffer.from([value.length * 2]), value]);
  const sync = Buffer.alloc(16, 7);
  const bytes = Buffer.concat([
    Buffer.from('Obj\x01\x02', 'latin1'),
    text(Buffer.from('avro.schema')),
    text(schema),
    Buffer.from([0]),
    sync,
    Buffer.from('808080808080808020', 'hex'),
    Buffer.from([0]),
    sync,
  ]);
  const result = await read(bytes);
  expect(result.complete).toBe(false);
  expect(JSON.stringify(result.sources)).toMatch(/more values than its bytes can hold/);
});
