/** Ceilings for hostile files. Each one that is met is named in the report. */
export const LIMITS = {
  /** Archives and compressions inside one another. */
  depth: 6,
  /** Unpacked bytes for each packed byte, looked at once `ratioFrom` bytes have come out. Honest logs stay below 100. */
  ratio: 400,
  ratioFrom: 256 * 1024 * 1024,
  /** From so many bytes on, the same ratio holds for all that comes out of one file, archives inside archives together. */
  totalFrom: 1024 * 1024 * 1024,
  /** Bytes that may come out of everything that is packed, in one run. */
  unpacked: 2 ** 40,
  /** Members of one archive, and files of one walk. */
  members: 100_000,
  /** Folders below one another. */
  folders: 64,
  /** What must be held whole (a table file inside an archive, a record of a dump) may have so many bytes. */
  held: 96 * 1024 * 1024,
  /** All that is held whole at one moment: an archive in an archive in an archive. */
  heldTogether: 160 * 1024 * 1024,
  /** One statement, row or record. */
  record: 32 * 1024 * 1024,
  /** Tables of one file. */
  tables: 10_000,
  /** Columns of one table. */
  columns: 4_096,
  /** Sources that are listed one by one. */
  listed: 1_000,
  /** Sentences kept for one source. */
  sentences: 20,
} as const;

/** What was wrong with a source, in our own words; never holds a byte of it. */
export class Unreadable extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'Unreadable';
  }
}

/** The user stopped the run. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}
