import { closeSync, openSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { BSON } from 'bson';
import { dice, person } from './people.ts';

const BATCH = 2_000;

/**
 * Writes `megabytes` of NDJSON, of gzip members of it, or of BSON to `path`. Made in batches; each batch is new, so that no
 * value comes twice by design.
 */
export function writePeople(
  path: string,
  kind: 'ndjson' | 'bson' | 'gzip',
  megabytes: number,
): { readonly bytes: number; readonly plain: number; readonly records: number } {
  const file = openSync(path, 'wx', 0o600);
  const random = dice(20_190_301);
  let bytes = 0;
  let plain = 0;
  let records = 0;
  try {
    while (plain < megabytes * 1e6) {
      const batch = Array.from({ length: BATCH }, () => person(random, records++));
      const raw =
        kind === 'bson'
          ? Buffer.concat(batch.map((one) => BSON.serialize(one)))
          : Buffer.from(batch.map((one) => `${JSON.stringify(one)}\n`).join(''), 'utf8');
      const out = kind === 'gzip' ? gzipSync(raw, { level: 6 }) : raw;
      plain += raw.length;
      bytes += out.length;
      for (let at = 0; at < out.length; ) at += writeSync(file, out, at);
    }
  } finally {
    closeSync(file);
  }
  return { bytes, plain, records };
}
