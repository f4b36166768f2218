import { createHash } from 'node:crypto';
import { SidelightError, ERRORS } from '../kit/errors.ts';
import { type IpRange, parseRange, rangeCount } from '../kit/ip.ts';
import { DEPTHS, type Depth } from '../model/depth.ts';
import type { AllowEntry, Authority, Relation, Scope } from '../model/scope.ts';
import { LONGEST_VALIDITY_DAYS, days, parseDate, validWindow } from './dates.ts';
import { type DocumentReader, type Fields, type ScopeProblem, type Value, readDocument } from './document.ts';
import { parseNamePattern } from './names.ts';
import { checkSignature, signatureOf } from './sign.ts';
import { didYouMean, quoted } from './words.ts';

const RELATIONS = ['own', 'constituency', 'consent', 'tasking', 'vdp'] as const satisfies readonly Relation[];
const KINDS = ['organisation', 'cert', 'researcher'] as const;

/** Without `authority.kind: cert`: the widest single range, and the most addresses of all ranges together. */
const WIDEST = { 4: { one: 1n << 16n, all: 1n << 24n }, 6: { one: 1n << 80n, all: 1n << 88n } } as const;
const WIDEST_WORDS = {
  4: { one: 'IPv4 /16', all: 'IPv4 /8' },
  6: { one: 'IPv6 /48', all: 'IPv6 /40' },
} as const;

const DEFAULT_PROBE = { rate: 100, perHost: 2, vantage: 'here' } as const;

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

function readAuthority(reader: DocumentReader, value: Value | undefined): Authority | undefined {
  if (value === undefined) return undefined;
  const required = ['who', 'basis', 'contact'];
  const fields = reader.fields(value, [...required, 'kind', 'document'], required);
  if (fields === undefined) return undefined;
  const who = bounded(reader, fields.get('who'));
  const basis = bounded(reader, fields.get('basis'));
  const contact = bounded(reader, fields.get('contact'));
  const contactPlace = fields.get('contact')?.place;
  if (
    contact !== undefined &&
    contactPlace !== undefined &&
    !/^(?:[^\s@]+@[^\s@]+|\+[0-9 ()-]{5,30}|https:\/\/\S+)$/.test(contact)
  )
    reader.report(
      contactPlace,
      'SCOPE_MALFORMED',
      `authority.contact must be an e-mail address, a telephone number with + or an https address, found ${quoted(contact)}`,
    );
  const kind = oneOf(reader, fields.get('kind'), KINDS);
  const document = bounded(reader, fields.get('document'));
  if (who === undefined || basis === undefined || contact === undefined) return undefined;
  return {
    who,
    basis,
    contact,
    ...(kind === undefined ? {} : { kind }),
    ...(document === undefined ? {} : { document }),
  };
}

function readValid(
  reader: DocumentReader,
  value: Value | undefined,
  now: number,
): Scope['valid'] | undefined {
  if (value === undefined) return undefined;
  const fields = reader.fields(value, ['from', 'until'], ['from', 'until']);
  if (fields === undefined) return undefined;
  const read = (key: 'from' | 'until'): string | undefined => {
    const field = fields.get(key);
    const text = reader.text(field);
    if (field === undefined || text === undefined) return undefined;
    if (parseDate(text) !== undefined) return text;
    reader.report(
      field.place,
      'SCOPE_MALFORMED',
      `valid.${key} must be a date such as 2026-11-01, or a moment with its zone such as 2026-11-01T08:00Z, found ${quoted(text)}`,
    );
    return undefined;
  };
  const from = read('from');
  const until = read('until');
  if (from === undefined || until === undefined) return undefined;
  const window = validWindow({ from, until });
  const at = fields.get('until')?.place ?? value.place;
  if (window.until <= window.from)
    reader.report(at, 'SCOPE_MALFORMED', `valid.until (${until}) is before valid.from (${from})`);
  else if (days(window) > LONGEST_VALIDITY_DAYS)
    reader.report(
      at,
      'SCOPE_TOO_LONG',
      `the scope is valid for ${Math.ceil(days(window))} days, ${LONGEST_VALIDITY_DAYS} is the most`,
      `choose an earlier date for until, and renew the authority when it ends`,
    );
  if (now >= window.until && window.until > window.from)
    reader.report(
      at,
      'SCOPE_EXPIRED',
      `the scope ended on ${until}`,
      'have the authority renewed, then set new dates',
    );
  else if (now < window.from)
    reader.report(
      fields.get('from')?.place ?? value.place,
      'SCOPE_EXPIRED',
      `the scope begins on ${from} and is not valid yet`,
      'wait until then, or have the authority begin earlier',
    );
  return { from, until };
}

function readProbe(reader: DocumentReader, value: Value | undefined): Scope['probe'] {
  const fields =
    value === undefined ? undefined : reader.fields(value, ['identity', 'rate', 'per_host', 'vantage'], []);
  if (fields === undefined) return DEFAULT_PROBE;
  const checked = <T>(
    key: string,
    expected: string,
    read: (text: string) => T | undefined,
  ): T | undefined => {
    const field = fields.get(key);
    const text = reader.text(field);
    if (field === undefined || text === undefined) return undefined;
    const result = read(text);
    if (result === undefined)
      reader.report(
        field.place,
        'SCOPE_MALFORMED',
        `probe.${key} must be ${expected}, found ${quoted(text)}`,
      );
    return result;
  };
  const identity = checked(
    'identity',
    'an http or https address of a page that says who probes and why (RFC 9511)',
    (text) =>
      /^https?:\/\/[^\s/]+\.[^\s/]+(?:\/\S*)?$/i.test(text) && URL.canParse(text) && text.length <= 500
        ? text
        : undefined,
  );
  const rate = checked(
    'rate',
    'connections in a time, such as 500/s, 30/min or 100/h, at most 100000/s',
    parseRate,
  );
  const perHost = checked('per_host', 'a number from 1 to 64', (text) =>
    /^[1-9][0-9]?$/.test(text) && Number(text) <= 64 ? Number(text) : undefined,
  );
  const vantage = checked('vantage', 'one word of letters, digits and hyphens, such as vienna', (text) =>
    /^[a-z0-9][a-z0-9-]{0,39}$/i.test(text) ? text : undefined,
  );
  return {
    ...(identity === undefined ? {} : { identity }),
    rate: rate ?? DEFAULT_PROBE.rate,
    perHost: perHost ?? DEFAULT_PROBE.perHost,
    vantage: vantage ?? DEFAULT_PROBE.vantage,
  };
}

/** `500/s`, `30/min`, `100/h` in connections a second; undefined where it is none of these or out of bounds. */
export function parseRate(text: string): number | undefined {
  const match = /^([0-9]{1,7}(?:\.[0-9]{1,3})?) ?\/ ?(s|min|h)$/.exec(text);
  if (!match) return undefined;
  const rate = Number(match[1]) / { s: 1, min: 60, h: 3600 }[match[2] as 's' | 'min' | 'h'];
  return rate > 0 && rate <= 100_000 ? rate : undefined;
}

function readAllow(reader: DocumentReader, value: Value | undefined, isCert: boolean): readonly AllowEntry[] {
  const items = value === undefined ? undefined : reader.items(value);
  if (value === undefined || items === undefined) return [];
  if (items.length === 0)
    reader.report(
      value.place,
      'SCOPE_INCOMPLETE',
      'allow is an empty list',
      'list at least one range that the authority covers',
    );
  const entries: AllowEntry[] = [];
  const seen = new Map<string, number>();
  const ids = new Set<string>();
  const total = { 4: 0n, 6: 0n };
  for (const item of items) {
    const fields = reader.fields(item, ['range', 'name', 'depth', 'relation', 'accounts'], []);
    if (fields === undefined) continue;
    const rangeAt = fields.get('range');
    const nameAt = fields.get('name');
    if ((rangeAt === undefined) === (nameAt === undefined)) {
      reader.report(
        item.place,
        'SCOPE_INCOMPLETE',
        `${item.label} must have either range or name, found ${rangeAt === undefined ? 'neither' : 'both'}`,
      );
    }
    const what = rangeAt === undefined ? readName(reader, nameAt) : readRange(reader, rangeAt);
    const rest = readEntryRest(reader, fields);
    if (what === undefined) continue;
    const text = typeof what === 'string' ? what : what.text;
    const earlier = seen.get(text);
    if (earlier !== undefined)
      reader.report(
        item.place,
        'SCOPE_MALFORMED',
        `${item.label} lists ${quoted(text)}, which line ${earlier} lists already: keep one`,
      );
    else seen.set(text, item.place.line);
    if (typeof what !== 'string' && !isCert) {
      const count = rangeCount(what.range);
      if (count > WIDEST[what.range.family].one)
        reader.report(
          rangeAt?.place ?? item.place,
          'SCOPE_TOO_WIDE',
          `${quoted(text)} is wider than an ${WIDEST_WORDS[what.range.family].one}`,
          'list the narrower ranges that the authority covers; a national CERT says authority.kind: cert',
        );
      else total[what.range.family] += count;
    }
    const id = ids.has(`L${item.place.line}`)
      ? `L${item.place.line}:${item.place.column}`
      : `L${item.place.line}`;
    ids.add(id);
    entries.push({ id, ...(typeof what === 'string' ? { name: what } : { range: what.text }), ...rest });
  }
  for (const family of [4, 6] as const) {
    if (total[family] > WIDEST[family].all)
      reader.report(
        value.place,
        'SCOPE_TOO_WIDE',
        `the ranges of allow add up to more than an ${WIDEST_WORDS[family].all}`,
        'split the work over several scope files with their own authority; a national CERT says authority.kind: cert',
      );
  }
  return entries;
}

function readEntryRest(
  reader: DocumentReader,
  fields: Fields,
): Pick<AllowEntry, 'depth' | 'relation' | 'accounts'> {
  const depth: Depth = oneOf(reader, fields.get('depth'), DEPTHS) ?? 'shape';
  const relation = oneOf(reader, fields.get('relation'), RELATIONS);
  const accountsAt = fields.get('accounts');
  const accounts: string[] = [];
  if (accountsAt !== undefined) {
    if (relation !== 'own')
      reader.report(
        accountsAt.place,
        'SCOPE_MALFORMED',
        `${accountsAt.label} may only stand beside relation: own`,
        'accounts are tried on your own servers only',
      );
    const items = reader.items(accountsAt) ?? [];
    if (items.length > 16)
      reader.report(
        accountsAt.place,
        'SCOPE_MALFORMED',
        `${accountsAt.label} lists ${items.length} names, 16 is the most`,
      );
    for (const item of items) {
      const name = reader.text(item);
      if (name === undefined) continue;
      if (/^[A-Za-z0-9_][A-Za-z0-9_.@$-]{0,63}$/.test(name)) accounts.push(name);
      else
        reader.report(
          item.place,
          'SCOPE_MALFORMED',
          `${item.label} must be the name of an account (letters, digits and _ . @ $ -), found ${quoted(name)}`,
        );
    }
  }
  return { depth, ...(relation === undefined ? {} : { relation }), accounts };
}

function readRange(
  reader: DocumentReader,
  value: Value,
): { readonly text: string; readonly range: IpRange } | undefined {
  const text = reader.text(value);
  if (text === undefined) return undefined;
  const parsed = parseRange(text);
  if (parsed.ok) return { text, range: parsed.value };
  reader.report(value.place, 'SCOPE_NOT_CANONICAL', `${value.label}: ${quoted(text)} ${parsed.problem}`);
  return undefined;
}

function readName(reader: DocumentReader, value: Value | undefined): string | undefined {
  const text = reader.text(value);
  if (text === undefined || value === undefined) return undefined;
  const parsed = parseNamePattern(text);
  if (parsed.ok) return parsed.value;
  const isRange = parseRange(text).ok;
  reader.report(
    value.place,
    'SCOPE_MALFORMED',
    `${value.label}: ${quoted(text)} ${isRange ? 'is an address: write range instead of name' : parsed.problem}`,
  );
  return undefined;
}

function readDeny(
  reader: DocumentReader,
  value: Value | undefined,
): readonly { readonly text: string; readonly id: string }[] {
  // `deny:` with nothing after it reads as "nothing is denied", which may not be what its writer meant to leave.
  const items = value === undefined ? undefined : reader.items(value);
  const entries: { text: string; id: string }[] = [];
  for (const item of items ?? []) {
    const text = reader.text(item);
    if (text === undefined) continue;
    const id = `L${item.place.line}`;
    if (/[/:]|^[0-9.-]+$/.test(text) || !/[a-z]/i.test(text)) {
      const range = readRange(reader, item);
      if (range !== undefined) entries.push({ text, id });
    } else {
      const name = readName(reader, item);
      if (name !== undefined) entries.push({ text: name, id });
    }
  }
  return entries;
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

function bounded(reader: DocumentReader, value: Value | undefined): string | undefined {
  const text = reader.text(value);
  if (text === undefined || value === undefined || text.length <= 500) return text;
  reader.report(value.place, 'SCOPE_MALFORMED', `${value.label} is longer than 500 characters`);
  return undefined;
}

function oneOf<T extends string>(
  reader: DocumentReader,
  value: Value | undefined,
  known: readonly T[],
): T | undefined {
  const text = reader.text(value);
  if (text === undefined || value === undefined) return undefined;
  const found = known.find((candidate) => candidate === text);
  if (found !== undefined) return found;
  const near = didYouMean(text, known);
  reader.report(
    value.place,
    'SCOPE_MALFORMED',
    `${value.label} must be one of ${known.join(', ')}, found ${quoted(text)}`,
    near === undefined ? undefined : `did you mean ${near}?`,
  );
  return undefined;
}
