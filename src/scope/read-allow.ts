import { type IpRange, parseRange, rangeCount } from '../kit/ip.ts';
import { DEPTHS, type Depth } from '../model/depth.ts';
import type { AllowEntry, Relation } from '../model/scope.ts';
import type { DocumentReader, Fields, Value } from './document.ts';
import { oneOf } from './field.ts';
import { parseNamePattern } from './names.ts';
import { quoted } from './words.ts';

const RELATIONS = ['own', 'constituency', 'consent', 'tasking', 'vdp'] as const satisfies readonly Relation[];
/** Without `authority.kind: cert`: the widest single range, and the most addresses of all ranges together. */
const WIDEST = { 4: { one: 1n << 16n, all: 1n << 24n }, 6: { one: 1n << 80n, all: 1n << 88n } } as const;
const WIDEST_WORDS = {
  4: { one: 'IPv4 /16', all: 'IPv4 /8' },
  6: { one: 'IPv6 /48', all: 'IPv6 /40' },
} as const;

/** Which ranges and names, and how deep. `isCert` lifts the limits of width. */
export function readAllow(
  reader: DocumentReader,
  value: Value | undefined,
  isCert: boolean,
): readonly AllowEntry[] {
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

/** What is never looked at, whatever allow says. */
export function readDeny(
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
