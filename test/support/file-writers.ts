import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { BSON } from 'bson';
import Database from 'libsql';

/**
 * Small writers of the formats that `describe` reads, after the formats' own documents, for tests that need values of their
 * own in each. They write what is simplest: nothing is compressed where the format allows that.
 */
export type Row = Readonly<Record<string, string>>;

export interface Member {
  readonly name: string;
  readonly data: Uint8Array;
}

function little(bytes: number, value: number): Buffer {
  const out = Buffer.alloc(bytes);
  out.writeUIntLE(value, 0, bytes);
  return out;
}

/** PKWARE APPNOTE 4.3; deflated members. */
export function zip(members: readonly Member[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of members) {
    const packed = deflateRawSync(data);
    const path = Buffer.from(name);
    const about = Buffer.concat([
      little(2, 20),
      little(2, 0x0800),
      little(2, 8),
      little(4, 0),
      little(4, crc32(data)),
      little(4, packed.length),
      little(4, data.length),
      little(2, path.length),
      little(2, 0),
    ]);
    parts.push(Buffer.from('504b0304', 'hex'), about, path, packed);
    central.push(
      Buffer.from('504b01021403', 'hex'),
      about,
      little(2, 0),
      little(2, 0),
      little(2, 0),
      little(4, (0o100644 << 16) >>> 0),
      little(4, offset),
      path,
    );
    offset += 4 + about.length + path.length + packed.length;
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([
    ...parts,
    directory,
    Buffer.from('504b050600000000', 'hex'),
    little(2, members.length),
    little(2, members.length),
    little(4, directory.length),
    little(4, offset),
    little(2, 0),
  ]);
}

/** POSIX ustar; a name beyond 100 bytes comes in a PAX header before it. */
export function tar(members: readonly Member[]): Buffer {
  const block = (name: string, data: Uint8Array, type: string): Buffer[] => {
    const head = Buffer.alloc(512);
    head.write(name, 0, 100);
    head.write('0000644\0', 100);
    head.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124);
    head.write('        ', 148);
    head.write(type, 156);
    head.write('ustar\x0000', 257);
    let sum = 0;
    for (const byte of head) sum += byte;
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [head, Buffer.from(data), Buffer.alloc((512 - (data.length % 512)) % 512)];
  };
  const parts = members.flatMap(({ name, data }) => {
    const line = ` path=${name}\n`;
    let length = Buffer.byteLength(line);
    while (String(length).length + Buffer.byteLength(line) !== length)
      length = String(length).length + Buffer.byteLength(line);
    return [...block('pax', Buffer.from(`${length}${line}`), 'x'), ...block('member', data, '0')];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

/** RFC 8878: one frame of raw blocks. */
export function zstd(data: Uint8Array): Buffer {
  const most = 128 * 1024;
  const blocks: Buffer[] = [];
  for (let at = 0; at < data.length || at === 0; at += most) {
    const piece = data.subarray(at, at + most);
    const last = at + most >= data.length ? 1 : 0;
    blocks.push(little(3, (piece.length << 3) | last), Buffer.from(piece));
  }
  // No checksum, a window of 128 KiB (exponent 7).
  return Buffer.concat([Buffer.from('28b52ffd0038', 'hex'), ...blocks]);
}

function xzNumber(value: number): Buffer {
  const out: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) {
      out.push(left);
      return Buffer.from(out);
    }
    out.push((left % 128) | 0x80);
  }
}

/** The .xz file format 1.2: one block of LZMA2 chunks that are not compressed, no check. */
export function xz(data: Uint8Array): Buffer {
  const flags = Buffer.from([0, 0]);
  const header = Buffer.from([2, 0, 0x21, 1, 22, 0, 0, 0]);
  const chunks: Buffer[] = [];
  for (let at = 0; at < data.length; at += 0x10000) {
    const piece = data.subarray(at, at + 0x10000);
    const size = Buffer.alloc(2);
    size.writeUInt16BE(piece.length - 1);
    chunks.push(Buffer.from([at === 0 ? 1 : 2]), size, Buffer.from(piece));
  }
  const packed = Buffer.concat([...chunks, Buffer.from([0])]);
  const unpadded = header.length + 4 + packed.length;
  const padding = Buffer.alloc((4 - (packed.length % 4)) % 4);
  const index = Buffer.concat([Buffer.from([0, 1]), xzNumber(unpadded), xzNumber(data.length)]);
  const whole = Buffer.concat([index, Buffer.alloc((4 - (index.length % 4)) % 4)]);
  const foot = Buffer.concat([little(4, (whole.length + 4) / 4 - 1), flags]);
  return Buffer.concat([
    Buffer.from('fd377a585a00', 'hex'),
    flags,
    little(4, crc32(flags)),
    header,
    little(4, crc32(header)),
    packed,
    padding,
    whole,
    little(4, crc32(whole)),
    little(4, crc32(foot)),
    foot,
    Buffer.from('YZ'),
  ]);
}

/** Avro 1.11 object container file, codec null; every field a string. */
export function avro(name: string, rows: readonly Row[]): Buffer {
  const long = (value: number): Buffer => xzNumber(value * 2);
  const bytes = (data: Uint8Array): Buffer => Buffer.concat([long(data.length), data]);
  const text = (value: string): Buffer => bytes(Buffer.from(value));
  const fields = Object.keys(rows[0] ?? {});
  const schema = {
    type: 'record',
    name,
    fields: fields.map((field) => ({ name: field, type: 'string' })),
  };
  const sync = Buffer.alloc(16, 7);
  const data = Buffer.concat(rows.flatMap((row) => fields.map((field) => text(row[field] as string))));
  return Buffer.concat([
    Buffer.from('Obj\x01', 'latin1'),
    long(2),
    text('avro.schema'),
    text(JSON.stringify(schema)),
    text('avro.codec'),
    text('null'),
    Buffer.from([0]),
    sync,
    long(rows.length),
    long(data.length),
    data,
    sync,
  ]);
}

type Thrift = number | string | readonly Thrift[] | { readonly [id: number]: Thrift | undefined };

/** Thrift's compact protocol: numbers as i32 (i64 looks alike), texts, lists, structs by field id. */
function thrift(value: Thrift): { readonly type: number; readonly bytes: Buffer } {
  if (typeof value === 'number') return { type: 5, bytes: xzNumber(value * 2) };
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return { type: 8, bytes: Buffer.concat([xzNumber(text.length), text]) };
  }
  if (Array.isArray(value)) {
    const items = value.map((one: Thrift) => thrift(one));
    const head =
      items.length < 15
        ? Buffer.from([(items.length << 4) | (items[0]?.type ?? 5)])
        : Buffer.concat([Buffer.from([0xf0 | (items[0]?.type ?? 5)]), xzNumber(items.length)]);
    return { type: 9, bytes: Buffer.concat([head, ...items.map((one) => one.bytes)]) };
  }
  let last = 0;
  const parts: Buffer[] = [];
  for (const [id, one] of Object.entries(value as { readonly [id: number]: Thrift | undefined })) {
    if (one === undefined) continue;
    const { type, bytes } = thrift(one);
    parts.push(Buffer.from([((Number(id) - last) << 4) | type]), bytes);
    last = Number(id);
  }
  return { type: 12, bytes: Buffer.concat([...parts, Buffer.from([0])]) };
}

/** Apache Parquet 2: one row group, PLAIN pages of BYTE_ARRAY, not compressed, with the extremes as statistics. */
export function parquet(rows: readonly Row[]): Buffer {
  const fields = Object.keys(rows[0] ?? {});
  const parts: Buffer[] = [Buffer.from('PAR1')];
  let at = 4;
  const columns: Thrift[] = [];
  for (const field of fields) {
    const values = rows.map((row) => row[field] as string);
    const data = Buffer.concat(
      values.map((value) => Buffer.concat([little(4, Buffer.byteLength(value)), Buffer.from(value)])),
    );
    const page = thrift({
      1: 0,
      2: data.length,
      3: data.length,
      5: { 1: values.length, 2: 0, 3: 3, 4: 3 },
    }).bytes;
    const sorted = [...values].sort();
    columns.push({
      2: at,
      3: {
        1: 6,
        2: [0],
        3: [field],
        4: 0,
        5: values.length,
        6: page.length + data.length,
        7: page.length + data.length,
        9: at,
        12: { 5: sorted.at(-1), 6: sorted[0] },
      },
    });
    parts.push(page, data);
    at += page.length + data.length;
  }
  const footer = thrift({
    1: 2,
    2: [
      { 4: 'schema', 5: fields.length },
      ...fields.map((field): Thrift => ({ 1: 6, 3: 0, 4: field, 6: 0 })),
    ],
    3: rows.length,
    4: [{ 1: columns, 2: at, 3: rows.length }],
  }).bytes;
  return Buffer.concat([...parts, footer, little(4, footer.length), Buffer.from('PAR1')]);
}

/** A Redis dump, version 9: strings and hashes under these keys; no checksum. */
export function rdb(
  strings: readonly (readonly [string, string])[],
  hashes: readonly (readonly [string, Row])[],
): Buffer {
  const text = (value: string): Buffer => {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(5, 0x80);
    length.writeUInt32BE(bytes.length, 1);
    return Buffer.concat([length, bytes]);
  };
  const count = Buffer.alloc(5, 0x80);
  return Buffer.concat([
    Buffer.from('REDIS0009'),
    Buffer.from([0xfe, 0]),
    ...strings.map(([key, value]) => Buffer.concat([Buffer.from([0]), text(key), text(value)])),
    ...hashes.map(([key, row]) => {
      const entries = Object.entries(row);
      const size = Buffer.from(count);
      size.writeUInt32BE(entries.length, 1);
      return Buffer.concat([
        Buffer.from([4]),
        text(key),
        size,
        ...entries.flatMap(([name, value]) => [text(name), text(value)]),
      ]);
    }),
    Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 0]),
  ]);
}

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function xml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => XML[char] as string);
}

/** ECMA-376: sheets of inline strings. */
export function xlsx(sheets: readonly { readonly name: string; readonly rows: readonly Row[] }[]): Buffer {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const cell = (value: string): string => `<c t="inlineStr"><is><t>${xml(value)}</t></is></c>`;
  const line = (values: readonly string[]): string => `<row>${values.map(cell).join('')}</row>`;
  return zip(
    [
      [
        '[Content_Types].xml',
        `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
      ],
      [
        'xl/workbook.xml',
        `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.map(({ name }, at) => `<sheet name="${xml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
      ],
      [
        'xl/_rels/workbook.xml.rels',
        `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_sheet, at) => `<Relationship Id="rId${at + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`,
      ],
      ...sheets.map(({ rows }, at): [string, string] => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `${head}<worksheet xmlns="${main}"><sheetData>${line(Object.keys(rows[0] ?? {}))}${rows.map((row) => line(Object.values(row))).join('')}</sheetData></worksheet>`,
      ]),
    ].map(([name, text]) => ({ name: name as string, data: Buffer.from(text as string) })),
  );
}

/** A database file as SQLite itself writes it. */
export function sqlite(tables: readonly { readonly name: string; readonly rows: readonly Row[] }[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'sidelight-sqlite-'));
  const path = join(folder, 'made');
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  try {
    const database = new Database(path);
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN');
    for (const { name, rows } of tables) {
      const fields = Object.keys(rows[0] ?? {});
      database.exec(
        `CREATE TABLE ${quoted(name)} (${fields.map((field) => `${quoted(field)} TEXT`).join(', ')})`,
      );
      const insert = database.prepare(
        `INSERT INTO ${quoted(name)} VALUES (${fields.map(() => '?').join(', ')})`,
      );
      for (const row of rows) insert.run(...Object.values(row));
    }
    database.exec('COMMIT');
    database.close();
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As `mongodump --archive` writes (mongo-tools, package archive). */
export function mongoArchive(
  collections: readonly { readonly db: string; readonly name: string; readonly rows: readonly object[] }[],
): Buffer {
  const end = Buffer.from([0xff, 0xff, 0xff, 0xff]);
  return Buffer.concat([
    Buffer.from('6de29981', 'hex'),
    BSON.serialize({
      concurrent_collections: 4,
      version: '0.1',
      server_version: '7.0.1',
      tool_version: '100.9.4',
    }),
    ...collections.map(({ db, name }) =>
      BSON.serialize({ db, collection: name, metadata: '{}', size: 1, type: 'collection' }),
    ),
    end,
    ...collections.flatMap(({ db, name, rows }) => [
      BSON.serialize({ db, collection: name, EOF: false, CRC: 0n }),
      ...rows.map((row) => BSON.serialize(row)),
      end,
      BSON.serialize({ db, collection: name, EOF: true, CRC: 1n }),
      end,
    ]),
  ]);
}
