import type { Sink } from '../columns/sink.ts';
import { Unreadable } from './limits.ts';
import { listpack } from './rdb-lists.ts';
import type { RdbReader } from './rdb-reader.ts';

interface Piece {
  readonly bytes: Uint8Array;
  readonly number: number;
}

const DELETED = 1;
const SAME_FIELDS = 2;

/** A stream (t_stream.c): listpacks of entries, then its state and its consumer groups. One record an entry. */
export async function giveStream(kind: number, reader: RdbReader, sink: Sink | undefined): Promise<void> {
  const nodes = await reader.length();
  for (let i = 0; i < nodes; i++) {
    await reader.text();
    const node = await reader.text();
    if (sink !== undefined) entries(node, sink);
  }
  for (let i = 0; i < (kind === 15 ? 3 : 8); i++) await reader.length();
  const groups = await reader.length();
  for (let i = 0; i < groups; i++) {
    await reader.text();
    for (let k = 0; k < (kind === 15 ? 2 : 3); k++) await reader.length();
    const pending = await reader.length();
    for (let k = 0; k < pending; k++) {
      await reader.bytes(24);
      await reader.length();
    }
    const consumers = await reader.length();
    for (let k = 0; k < consumers; k++) {
      await reader.text();
      await reader.bytes(kind === 21 ? 16 : 8);
      const own = await reader.length();
      for (let n = 0; n < own; n++) await reader.bytes(16);
    }
  }
}

/** A node: the fields of its first entry once, then each entry with flags, differences of its id, and values. */
function entries(node: Uint8Array, sink: Sink): void {
  const pieces: Piece[] = [];
  listpack(node, (bytes, start, end) => {
    const copy = bytes.slice(start, end);
    pieces.push({ bytes: copy, number: Number(Buffer.from(copy).toString('latin1')) });
  });
  let at = 0;
  const next = (): Piece => {
    const piece = pieces[at++];
    if (piece === undefined) throw new Unreadable('a stream is cut off: read up to there');
    return piece;
  };
  const count = next().number + next().number;
  const masterCount = next().number;
  const master = Array.from({ length: Math.min(masterCount, pieces.length) }, () => next().bytes);
  next();
  for (let i = 0; i < count && at < pieces.length; i++) {
    const flags = next().number;
    next();
    next();
    const same = (flags & SAME_FIELDS) !== 0;
    const fields = same ? master.length : next().number;
    const kept = (flags & DELETED) === 0;
    if (kept) sink.beginRecord();
    for (let k = 0; k < fields; k++) {
      const field = same ? (master[k] as Uint8Array) : next().bytes;
      const value = next().bytes;
      if (kept) sink.text(sink.child(sink.root, field, 0, field.length, k), value, 0, value.length);
    }
    if (kept) sink.endRecord();
    next();
  }
}
