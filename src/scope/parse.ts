import { createHash } from 'node:crypto';
import { SidelightError, ERRORS } from '../kit/errors.ts';
import type { Scope } from '../model/scope.ts';
import { type DocumentReader, type ScopeProblem, type Value, readDocument } from './document.ts';
import { readAllow, readDeny } from './read-allow.ts';
import { readAuthority } from './read-authority.ts';
import { readProbe } from './read-probe.ts';
import { readValid } from './read-valid.ts';
import { checkSignature, signatureOf } from './sign.ts';
import { quoted } from './words.ts';

export interface ScopeReading {
  /** There where every part could be read; problems such as an expired date may stand beside it. */
  readonly scope: Scope | undefined;
  /** In the order of the file. */
  readonly problems: readonly ScopeProblem[];
}

/** Reads the text of a scope file. `now` is milliseconds since 1970, for the dates. Never throws. */
export function readScope(text: string, now: number): ScopeReading {
  const stray = strayCharacter(text);
  if (stray !== undefined) return { scope: undefined, problems: [stray] };
  const reader = readDocument(text);
  const scope = reader.root.node === undefined ? emptyFile(reader) : readRoot(reader, text, now);
  const problems = [...reader.problems].sort((a, b) => a.line - b.line || a.column - b.column);
  const unreadable = problems.some((problem) => ERRORS[problem.code].exit === 2);
  return { scope: unreadable ? undefined : scope, problems };
}

/** As `readScope`, but throws one `SidelightError` that lists every problem, with the exit code of the gravest. */
export function parseScope(text: string, file: string, now: number): Scope {
  const { scope, problems } = readScope(text, now);
  if (scope !== undefined && problems.length === 0) return scope;
  throw scopeError(problems, file);
}

/** All problems in one error. A file that cannot be read (exit 2) goes before one that may not be used (exit 3). */
export function scopeError(problems: readonly ScopeProblem[], file: string): SidelightError {
  const first = problems.find((problem) => ERRORS[problem.code].exit === 2) ?? problems[0];
  if (first === undefined) return new SidelightError('SCOPE_MALFORMED', `${file}: cannot be read`);
  const shown = problems.slice(0, 20).map((problem) => `${file}, ${formatProblem(problem)}`);
  if (problems.length > shown.length) shown.push(`and ${problems.length - shown.length} more`);
  return new SidelightError(
    first.code,
    shown.join('\n'),
    'Correct the file, then ask `sidelight scope check`. Nothing was sent.',
  );
}

/** `line 7, column 12: ...` */
export function formatProblem(problem: ScopeProblem): string {
  const hint = problem.hint === undefined ? '' : ` (${problem.hint})`;
  return `line ${problem.line}, column ${problem.column}: ${problem.message}${hint}`;
}

/** What a reader of the file cannot see is not let in: control characters, and those that turn the direction of text. */
function strayCharacter(text: string): ScopeProblem | undefined {
  const found = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/.exec(
    text,
  );
  if (found === null) return undefined;
  const before = text.slice(0, found.index).split('\n');
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const isBom = found.index === 0 && found[0] === '\ufeff';
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    code: 'SCOPE_MALFORMED',
    message: isBom
      ? 'the file begins with a byte order mark: save it as UTF-8 without one'
      : `an invisible character (U+${code}) stands here: remove it; a scope file is plain text in UTF-8`,
  };
}

function emptyFile(reader: DocumentReader): undefined {
  if (reader.problems.length === 0)
    reader.report(
      { line: 1, column: 1 },
      'SCOPE_INCOMPLETE',
      'the file is empty',
      '`sidelight init` writes one to fill in',
    );
  return undefined;
}

function readRoot(reader: DocumentReader, text: string, now: number): Scope | undefined {
  const required = ['sidelight', 'authority', 'valid', 'allow'];
  const root = reader.fields(reader.root, [...required, 'probe', 'deny', 'signature'], required);
  if (root === undefined) return undefined;
  const version = root.get('sidelight');
  const versionText = reader.text(version);
  if (version !== undefined && versionText !== undefined && versionText !== '1')
    reader.report(
      version.place,
      'SCOPE_MALFORMED',
      `sidelight must be 1, the version of this format, found ${quoted(versionText)}`,
    );
  const authority = readAuthority(reader, root.get('authority'));
  const valid = readValid(reader, root.get('valid'), now);
  const probe = readProbe(reader, root.get('probe'));
  const allow = readAllow(reader, root.get('allow'), authority?.kind === 'cert');
  const deny = readDeny(reader, root.get('deny'));
  const signature = readSignature(reader, root.get('signature'), text);
  if (authority === undefined || valid === undefined) return undefined;
  return {
    version: 1,
    authority,
    valid,
    probe,
    allow,
    deny: deny.map((entry) => entry.text),
    denyIds: deny.map((entry) => entry.id),
    ...(signature === undefined ? {} : { signature }),
    sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
  };
}

function readSignature(reader: DocumentReader, value: Value | undefined, text: string): string | undefined {
  if (value === undefined) return undefined;
  const written = reader.text(value);
  if (written === undefined) return undefined;
  const check = checkSignature(text);
  if (!check.ok || signatureOf(text) !== written)
    reader.report(
      value.place,
      'SCOPE_SIGNATURE',
      `the signature does not hold: ${check.ok ? 'it must stand on one line, without quotes or comment' : check.problem}`,
      'restore the file as it was signed, or have it signed again: `sidelight scope sign`',
    );
  return written;
}
