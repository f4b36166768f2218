/** Formats that are known by their first bytes and not read: what to do about each. `at`: where the bytes stand. */
interface Named {
  readonly hex: string;
  readonly at?: number;
  readonly says: string;
}

const UNPACK = 'which is not read: unpack it first';
const LOOK = 'which is not looked at';

const NAMED: readonly Named[] = [
  {
    // `PGDMP` and a version byte, which no text has.
    hex: '5047444d5001',
    says: 'a PostgreSQL dump in custom format: `pg_restore -f - FILE | sidelight describe -` reads it',
  },
  { hex: '377abcaf271c', says: `a 7z archive, ${UNPACK}` },
  { hex: '526172211a07', says: `a RAR archive, ${UNPACK}` },
  { hex: '04224d18', says: `an LZ4 file, ${UNPACK} (lz4 -dc FILE | sidelight describe -)` },
  { hex: '02214c18', says: `an LZ4 file of the old kind, ${UNPACK}` },
  { hex: 'ff060000734e61507059', says: `a Snappy stream, ${UNPACK}` },
  { hex: '4c5a495001', says: `an lzip file, ${UNPACK} (lzip -dc FILE | sidelight describe -)` },
  { hex: '4d53434600000000', says: `a cabinet file, ${UNPACK}` },
  {
    hex: '5441504500',
    says: 'a backup of Microsoft SQL Server (.bak), which is not read: restore it, and export it as CSV',
  },
  { hex: '4c554b53babe', says: 'an encrypted disk (LUKS), which cannot be read without its key' },
  { hex: '57415645666d7420', at: 8, says: `a sound in WAVE, ${LOOK}` },
  { hex: '415649204c495354', at: 8, says: `a film in AVI, ${LOOK}` },
  { hex: '49443302', says: `a sound in MP3, ${LOOK}` },
  { hex: '49443303', says: `a sound in MP3, ${LOOK}` },
  { hex: '49443304', says: `a sound in MP3, ${LOOK}` },
  { hex: '1f9d', says: `a file of compress (.Z), ${UNPACK} (gzip -dc FILE | sidelight describe -)` },
  { hex: '1fa0', says: `a file of pack (.z), ${UNPACK}` },
  { hex: '894c5a4f000d0a1a0a', says: `an LZO file, ${UNPACK}` },
  { hex: '213c617263683e0a', says: `an ar archive or Debian package, ${UNPACK}` },
  { hex: 'edabeedb', says: `an RPM package, ${UNPACK}` },
  { hex: '504b0708504b0304', says: 'a part of a zip that was split: join the parts first (zip -s 0)' },
  { hex: '504b3030504b0304', says: 'a part of a zip that was split: join the parts first (zip -s 0)' },
  { hex: '4152524f5731', says: 'an Arrow or Feather file, which is not read: save it as Parquet or CSV' },
  { hex: 'ffffffff', says: 'an Arrow stream, which is not read: save it as Parquet or CSV' },
  { hex: '46454131', says: 'a Feather file of version 1, which is not read: save it as Parquet or CSV' },
  {
    hex: '50415245',
    says: 'a Parquet file with an encrypted footer: it cannot be read without its key',
  },
  { hex: '894844460d0a1a0a', says: 'an HDF5 file, which is not read: save it as Parquet or CSV' },
  { hex: '377f0682', says: 'the log of an SQLite database (-wal): it is read with the database beside it' },
  { hex: '377f0683', says: 'the log of an SQLite database (-wal): it is read with the database beside it' },
  { hex: '18e22d00', says: 'the index of the log of an SQLite database (-shm), which holds no rows' },
  { hex: 'd9d505f920a163d7', says: 'the rollback journal of an SQLite database, which is not read' },
  {
    hex: '000100005374616e64617264204a6574',
    says: 'an Access database, which is not read: save its tables as CSV',
  },
  {
    hex: '000100005374616e6461726420414345',
    says: 'an Access database, which is not read: save its tables as CSV',
  },
  {
    hex: '010f0000',
    says: 'a data file of Microsoft SQL Server, which is not read: attach it, and export it as CSV',
  },
  { hex: '58425354434b3031', says: `an xbstream of XtraBackup, ${UNPACK}` },
  { hex: 'fe62696e', says: 'a binary log of MySQL, which is not read: mysqlbinlog makes SQL of it' },
  { hex: 'd0cf11e0', says: 'an old Office file, which is not read: save it as XLSX or CSV' },
  { hex: '21424446', says: 'an Outlook data file (.pst), which is not read: save it as text' },
  { hex: '2142444e', says: 'an Outlook data file (.pst), which is not read: save it as text' },
  {
    hex: '62706c697374',
    says: 'a binary property list, which is not read: plutil -convert json makes JSON of it',
  },
  { hex: '53616c7465645f5f', says: 'a file that openssl has encrypted: it cannot be read without its key' },
  {
    hex: '6167652d656e6372797074696f6e2e6f72672f',
    says: 'a file that age has encrypted: it cannot be read without its key',
  },
  { hex: '255044462d', says: 'a PDF, which is not read' },
  { hex: '7b5c72746631', says: 'an RTF document, which is not read: save it as text' },
  { hex: 'ffd8ff', says: `a JPEG image, ${LOOK}` },
  { hex: '89504e470d0a1a0a', says: `a PNG image, ${LOOK}` },
  { hex: '474946383761', says: `a GIF image, ${LOOK}` },
  { hex: '474946383961', says: `a GIF image, ${LOOK}` },
  { hex: '49492a00', says: `a TIFF image, ${LOOK}` },
  { hex: '4d4d002a', says: `a TIFF image, ${LOOK}` },
  { hex: '57454250', at: 8, says: `a WebP image, ${LOOK}` },
  { hex: '1a45dfa3', says: `a Matroska or WebM film, ${LOOK}` },
  { hex: '4f67675300', says: `a sound in Ogg, ${LOOK}` },
  { hex: '7f454c46', says: `a program, ${LOOK}` },
  { hex: 'cafebabe', says: `a program, ${LOOK}` },
  { hex: '0061736d', says: `a program, ${LOOK}` },
];

/** What is to be said of bytes that are in a format which is known and not read. */
export function namedFormat(head: Uint8Array): string | undefined {
  const found = NAMED.find(({ hex, at = 0 }) => startsWith(head, hex, at));
  if (found !== undefined) return found.says;
  // A text may begin with the letters that these begin with, but it has no control characters behind them.
  if (startsWith(head, '4f5243') && head.subarray(3, 64).some((byte) => byte < 9))
    return 'an ORC file, which is not read: save it as Parquet or CSV';
  if (head[0] === 0 && startsWith(head, '66747970', 4))
    return `a film or a picture of the MPEG-4 family, ${LOOK}`;
  if (/^07070[127][0-9A-Fa-f]{64}/.test(Buffer.from(head.subarray(0, 80)).toString('latin1')))
    return `a cpio archive, ${UNPACK}`;
  // Properties, a dictionary of 2^n bytes, and eight bytes of length: all ones where it is not known.
  if (
    startsWith(head, '5d0000') &&
    (startsWith(head, 'ffffffffffffffff', 5) || startsWith(head, '000000', 10))
  )
    return `an LZMA file, ${UNPACK} (xz -dc FILE | sidelight describe -)`;
  return undefined;
}

export function startsWith(head: Uint8Array, hex: string, at = 0): boolean {
  for (let i = 0; i < hex.length / 2; i++)
    if (head[at + i] !== Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16)) return false;
  return true;
}
