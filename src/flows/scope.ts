import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, isoUtc, systemClock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';
import { createFileAtomic, errorCode, writeFileAtomic } from '../kit/files.ts';
import type { Scope } from '../model/scope.ts';
import { type Explanation, explainTarget, type ScopeSummary, summarise } from '../scope/explain.ts';
import { loadScope, readScopeFile, SCOPE_FILE } from '../scope/load.ts';
import { type OptOutProblem, optOutFile, watchOptOuts } from '../scope/optout.ts';
import { readScope, scopeError } from '../scope/parse.ts';
import { checkSignature, keyFingerprint, publicFingerprint, signingKey, signText } from '../scope/sign.ts';
import { scopeTemplate } from '../scope/template.ts';
import { parseTarget } from '../scope/targets.ts';

export type { Explanation } from '../scope/explain.ts';
export { formatProblem } from '../scope/parse.ts';

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface CheckedScope {
  readonly path: string;
  readonly scope: Scope;
  readonly summary: ScopeSummary;
  /** Fingerprint of the key that signed it. */
  readonly signedBy?: string;
  readonly optOuts: number;
  readonly optOutProblems: readonly OptOutProblem[];
}

/** Reads the scope as a run would, and the opt-outs of the state directory with it. Throws what is wrong with the scope. */
export async function checkScope(
  path: string | undefined,
  place: Place,
  home: string,
  clock: Clock = systemClock,
): Promise<CheckedScope> {
  const loaded = await loadScope(path, place, clock);
  const watch = watchOptOuts([optOutFile(home)], { clock });
  const signed = loaded.scope.signature === undefined ? undefined : checkSignature(loaded.text);
  return {
    path: loaded.path,
    scope: loaded.scope,
    summary: summarise(loaded.scope, clock.now()),
    ...(signed?.ok === true ? { signedBy: signed.fingerprint } : {}),
    optOuts: watch.list().entries.length,
    optOutProblems: watch.problems(),
  };
}

/** What the scope says about a target. No packet is sent, no name is resolved. An expired scope is explained, not thrown. */
export async function explainScope(
  text: string,
  path: string | undefined,
  place: Place,
  home: string,
  clock: Clock = systemClock,
): Promise<readonly Explanation[]> {
  const target = parseTarget(text);
  const file = await readScopeFile(path, place);
  const { scope, problems } = readScope(file.text, clock.now());
  const grave = problems.filter((problem) => problem.code !== 'SCOPE_EXPIRED');
  if (scope === undefined || grave.length > 0) throw scopeError(problems, file.path);
  return explainTarget(scope, target, { clock, optOuts: watchOptOuts([optOutFile(home)], { clock }) });
}

export interface SignedScope {
  readonly path: string;
  readonly fingerprint: string;
  readonly keyPath: string;
  /** True where the key was made now. */
  readonly made: boolean;
}

/** Signs the scope file in place. It must be in order but for its signature and dates. */
export async function signScope(
  path: string | undefined,
  place: Place,
  keyPath: string,
  clock: Clock = systemClock,
): Promise<SignedScope> {
  const file = await readScopeFile(path, place);
  const { problems } = readScope(file.text, clock.now());
  const grave = problems.filter(
    (problem) => problem.code !== 'SCOPE_SIGNATURE' && problem.code !== 'SCOPE_EXPIRED',
  );
  if (grave.length > 0) throw scopeError(grave, file.path);
  const { key, made } = signingKey(keyPath, true);
  const signed = signText(file.text, key);
  // What was written is checked as any reader will check it, before it takes the place of the file.
  const after = readScope(signed, clock.now()).problems.filter((problem) => problem.code !== 'SCOPE_EXPIRED');
  if (after.length > 0) throw scopeError(after, file.path);
  writeFileAtomic(file.path, signed, 0o644);
  return { path: file.path, fingerprint: keyFingerprint(key), keyPath, made };
}

/** Whether the signature holds, and by whose key; with `keyPath` (PEM, public or private), whether it is that key. Throws SCOPE_SIGNATURE. */
export async function verifyScope(
  path: string | undefined,
  place: Place,
  keyPath: string | undefined,
): Promise<{ readonly path: string; readonly fingerprint: string; readonly publicKey: string }> {
  const file = await readScopeFile(path, place);
  const check = checkSignature(file.text);
  if (!check.ok)
    throw new SidelightError(
      'SCOPE_SIGNATURE',
      `${file.path}: ${check.problem}.`,
      'Ask its writer for the file as it was signed, or sign it: `sidelight scope sign`.',
    );
  if (keyPath !== undefined) {
    const expected = publicFingerprint(readKey(keyPath));
    if (expected === undefined)
      throw new SidelightError(
        'CONFIG',
        `${keyPath} holds no Ed25519 key in PEM.`,
        'Name the public or private key of the signer.',
      );
    if (expected !== check.fingerprint)
      throw new SidelightError(
        'SCOPE_SIGNATURE',
        `${file.path} is signed with the key ${check.fingerprint}, not with ${expected}.`,
        'Ask who signed it.',
      );
  }
  return { path: file.path, fingerprint: check.fingerprint, publicKey: check.publicKey };
}

function readKey(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SidelightError(
      'CONFIG',
      `The key ${path} cannot be read (${errorCode(error) ?? 'unknown error'}).`,
      'Check the path after --key.',
    );
  }
}

/** Writes a scope file to fill in, valid for 30 days from today. Throws CONFIG where one is there already. */
export function writeScopeTemplate(place: Place, clock: Clock = systemClock): string {
  const path = join(place.cwd, SCOPE_FILE);
  const day = (ms: number): string => isoUtc(ms).slice(0, 10);
  const text = scopeTemplate(day(clock.now()), day(clock.now() + 29 * 86_400_000));
  if (!createFileAtomic(path, text, 0o644))
    throw new SidelightError(
      'CONFIG',
      `${path} is there already and was left as it is.`,
      'Edit it, or move it away first.',
    );
  return path;
}
