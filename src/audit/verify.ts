import { basename, dirname, join } from 'node:path';
import { existsSync, statSync } from 'node:fs';
import { SidelightError } from '../kit/errors.ts';
import { walkLog } from './chain.ts';
import { readHead } from './head.ts';

export interface Verified {
  readonly path: string;
  /** Whole lines that chain. */
  readonly entries: number;
  readonly bytes: number;
  /** Hash of the last line. */
  readonly head: string;
  readonly sealed: { readonly entries: number; readonly at: string; readonly publicKey: string };
  /** Lines after the last seal: they chain, but nothing signed says that they are all. */
  readonly unsealed: number;
  /** Bytes of an unfinished last line; a writer is at work, or was killed. */
  readonly tornBytes: number;
}

function broken(path: string, because: string): SidelightError {
  return new SidelightError(
    'AUDIT_BROKEN',
    `${because} (${path})`,
    'The log was changed or damaged after it was written. Keep it and its seal as they are, and compare with a backup.',
  );
}

/** The seal lies beside its log: `head.json` for `log.jsonl`, `NAME.head.json` for another name. */
function headPathOf(log: string): string {
  return basename(log) === 'log.jsonl' ? join(dirname(log), 'head.json') : `${log}.head.json`;
}

/**
 * Checks every line of a log and its seal; throws AUDIT_BROKEN with the first line that does not hold, AUDIT_EMPTY where
 * there is no log. Memory is bounded for any size. Limit: whoever holds the signing key can write another log and seal
 * it; a receipt handed out earlier then no longer fits (`receipt --verify`).
 *
 * @param expectedKey public key that must have sealed it, where the caller knows it
 * @param onLine told of each good line, for what is derived from the log in the same pass
 */
export async function verifyLog(
  path: string,
  options: {
    readonly expectedKey?: string;
    readonly signal?: AbortSignal;
    readonly onLine?: (line: Buffer, count: number, hash: string) => void;
  } = {},
): Promise<Verified> {
  const sealed = readHead(headPathOf(path));
  const size = existsSync(path) ? statSync(path).size : undefined;
  if (size === undefined && sealed === 'missing') {
    throw new SidelightError(
      'AUDIT_EMPTY',
      `there is no audit log (${path})`,
      'It is made by the first look; or name the file.',
    );
  }
  if (sealed === 'missing') throw broken(path, 'the seal beside the log is missing');
  if (sealed === 'damaged')
    throw broken(path, 'the seal beside the log is damaged: its signature does not hold');
  if (options.expectedKey !== undefined && options.expectedKey !== sealed.publicKey) {
    throw broken(path, 'the seal was made with another key than the one in this state directory');
  }
  let sealHolds = sealed.count === 0;
  let misfit: number | undefined;
  const walk = await walkLog(path, {
    ...(options.signal ? { signal: options.signal } : {}),
    onLine(line, position, bytes) {
      if (position.count === sealed.count) {
        sealHolds = position.hash === sealed.hash && bytes === sealed.bytes;
        if (!sealHolds) misfit = position.count;
      }
      options.onLine?.(line, position.count, position.hash);
    },
  });
  if (walk.broken) throw broken(path, `the chain breaks at line ${walk.broken.line}: ${walk.broken.because}`);
  if (misfit !== undefined)
    throw broken(path, `the chain breaks at line ${misfit}: it is not the line that was sealed`);
  if (!sealHolds) {
    throw broken(
      path,
      `the chain breaks at line ${walk.position.count + 1}: ${sealed.count} lines were sealed, ${walk.position.count} are there`,
    );
  }
  return {
    path,
    entries: walk.position.count,
    bytes: walk.bytes,
    head: walk.position.hash,
    sealed: { entries: sealed.count, at: sealed.at, publicKey: sealed.publicKey },
    unsealed: walk.position.count - sealed.count,
    tornBytes: walk.torn.length,
  };
}
