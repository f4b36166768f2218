import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { openAuditLog } from '../audit/log.ts';
import { lookUp, receiptFromLog, signReceipt, verifyReceipt } from '../audit/receipt.ts';
import { fingerprint, openSigner } from '../audit/signing.ts';
import { verifyLog, type Verified } from '../audit/verify.ts';
import { isoUtc, systemClock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';
import { statePaths, type StatePaths } from '../kit/files.ts';
import { isLocked } from '../kit/lock.ts';
import type { Case, CaseState } from '../model/finding.ts';
import type { Receipt } from '../model/receipt.ts';
import { openHomeStore } from './home.ts';

export { receiptLine } from '../audit/receipt.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The key that must have sealed the log of this state directory; a log from elsewhere may have another. */
function ownKey(paths: StatePaths): string | undefined {
  return existsSync(paths.signingKey) ? openSigner(paths.signingKey).publicKey : undefined;
}

export interface Checked extends Verified {
  readonly keyFingerprint: string;
  /** True where a writer has the log open at this moment. */
  readonly open: boolean;
}

/** Checks the log of the state directory, or a named file with its seal beside it. AUDIT_BROKEN, AUDIT_EMPTY. */
export async function checkLedger(
  home: string,
  file: string | undefined,
  signal: AbortSignal,
): Promise<Checked> {
  const paths = statePaths(home);
  const path = file === undefined ? paths.auditLog : resolve(file);
  const own = path === resolve(paths.auditLog) ? ownKey(paths) : undefined;
  const verified = await verifyLog(path, { signal, ...(own === undefined ? {} : { expectedKey: own }) });
  return {
    ...verified,
    keyFingerprint: fingerprint(verified.sealed.publicKey),
    open: isLocked(paths.auditLock) && own !== undefined,
  };
}

/**
 * A signed receipt. `12`, `#12` or a case id: all that was ever done to that endpoint; anything else: the run of that
 * id; nothing: the last run. RUN_NOT_FOUND, CASE_NOT_FOUND, AUDIT_BROKEN, AUDIT_EMPTY.
 */
export async function receiptOf(
  home: string,
  reference: string | undefined,
  env: Environment,
  signal: AbortSignal,
): Promise<Receipt> {
  const paths = statePaths(home);
  const options = { signal, ...expected(paths) };
  const filter = await filterFor(paths, reference, env, signal);
  return signReceipt(await receiptFromLog(paths.auditLog, filter, options), openSigner(paths.signingKey));
}

function expected(paths: StatePaths): { readonly expectedKey?: string } {
  const own = ownKey(paths);
  return own === undefined ? {} : { expectedKey: own };
}

async function filterFor(
  paths: StatePaths,
  reference: string | undefined,
  env: Environment,
  signal: AbortSignal,
): Promise<{ readonly run: string } | { readonly endpoint: string }> {
  if (reference !== undefined && /^#?\d{1,9}$/.test(reference))
    return { endpoint: (await caseOf(paths, reference, env)).endpoint };
  if (reference !== undefined) return { run: reference };
  const { lastRun } = await lookUp(paths.auditLog, undefined, signal);
  if (lastRun === undefined)
    throw new SidelightError(
      'RUN_NOT_FOUND',
      'the audit log tells of no run',
      'The first `sidelight look` makes one.',
    );
  return { run: lastRun };
}

async function caseOf(paths: StatePaths, reference: string, env: Environment): Promise<Case> {
  if (!hasStore(paths, env))
    throw new SidelightError(
      'CASE_NOT_FOUND',
      `there is no case ${reference}: this state directory has no store yet`,
      'The first `sidelight look` makes one.',
    );
  const store = await openHomeStore(paths, env);
  try {
    return await store.showCase(reference);
  } finally {
    await store.close();
  }
}

/** False where nothing was ever stored; reading then should not make an empty store. */
export function hasStore(paths: StatePaths, env: Environment): boolean {
  return (env['SIDELIGHT_STORE_URL'] ?? '') !== '' || existsSync(paths.store);
}

export interface CheckedReceipt {
  readonly receipt: Receipt;
  readonly keyFingerprint: string;
  /**
   * `here`: this log still has that line with that hash. `elsewhere`: signed by another key, so this log says nothing of
   * it. `contradicted`: our key signed it, and the log no longer agrees.
   */
  readonly log: 'here' | 'elsewhere' | 'contradicted';
}

/** Checks a receipt that someone hands in: its signature, and where our key made it, that the log still agrees. */
export async function checkReceipt(home: string, file: string, signal: AbortSignal): Promise<CheckedReceipt> {
  const receipt = readReceipt(file);
  const signed = verifyReceipt(receipt);
  if (signed === undefined) {
    throw new SidelightError(
      'AUDIT_BROKEN',
      `the signature of the receipt does not hold (${file})`,
      'It was changed after it was signed, or was never signed.',
    );
  }
  const paths = statePaths(home);
  const keyFingerprint = fingerprint(signed.publicKey);
  if (ownKey(paths) !== signed.publicKey) return { receipt, keyFingerprint, log: 'elsewhere' };
  const { hashAt } = await lookUp(paths.auditLog, receipt.chain.entries, signal);
  return { receipt, keyFingerprint, log: hashAt === receipt.chain.head ? 'here' : 'contradicted' };
}

function readReceipt(file: string): Receipt {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new SidelightError(
      'INPUT_NOT_FOUND',
      `the receipt cannot be read (${file})`,
      'Name the file that `sidelight receipt --format json` wrote.',
    );
  }
  try {
    const value: unknown = JSON.parse(text);
    const found: unknown =
      typeof value === 'object' && value !== null && 'receipt' in value ? value.receipt : value;
    if (
      typeof found === 'object' &&
      found !== null &&
      'chain' in found &&
      typeof found.chain === 'object' &&
      found.chain !== null
    ) {
      return found as Receipt;
    }
  } catch {
    // Falls through to the same message: neither text is a receipt.
  }
  throw new SidelightError(
    'INPUT_FORMAT',
    `the file is no receipt in JSON (${file})`,
    'Expected what `sidelight receipt --format json` writes.',
  );
}

/** Sets the state of a case, in the store and as a decision in the audit log. Both, or a clear error before the first. */
export async function decideState(
  home: string,
  reference: string,
  to: CaseState,
  by: string,
  note: string,
  env: Environment,
): Promise<Case> {
  const paths = statePaths(home);
  const before = await caseOf(paths, reference, env);
  const log = await openAuditLog({ paths });
  try {
    const store = await openHomeStore(paths, env);
    try {
      const changed = await store.setState(reference, to, by, note);
      log.append({
        kind: 'decision',
        at: isoUtc(systemClock.now()),
        subject: `case ${changed.id}`,
        decided: `${before.state} -> ${to}`,
        because: `${by}: ${note}`.slice(0, 2_000),
      });
      return changed;
    } finally {
      await store.close();
    }
  } finally {
    await log.close();
  }
}
