import { type Rng, rng } from '../random.ts';
import type { Json, Label } from '../shape.ts';
import { type Tongue, tongues } from './words.ts';

export interface Human {
  readonly given: string;
  readonly family: string;
  readonly full: string;
  readonly female: boolean;
  readonly born: Date;
  readonly email: string;
  readonly phone: string;
  readonly city: string;
  readonly street: string;
}

/** What a row is made with: random draws, the human of the row, and the dirt of real tables. */
export interface Row extends Rng {
  readonly i: number;
  readonly human: Human;
  /** Another human of the same language. */
  readonly other: () => Human;
  /** One of a list that `|` parts, the first ones more often. */
  readonly of: (list: string) => string;
  /** A moment in milliseconds, between so many days ago and now. */
  readonly ago: (days: number) => number;
  readonly iso: (days: number) => string;
  /** `2026-09-30 14:03:11` */
  readonly sql: (days: number) => string;
  readonly day: (days: number) => string;
  readonly uuid: () => string;
  readonly oid: () => string;
  /** The value, or with the given chance what people type instead, or a value damaged on its way. */
  readonly dirt: (value: Json, share?: number) => Json;
  /** The value or nothing at all. */
  readonly maybe: (share: number, value: Loose) => Loose;
  readonly round: (value: number, places: number) => number;
}

/** A value that may be missing, also within. */
export type Loose = string | number | boolean | null | undefined | readonly Loose[] | { readonly [key: string]: Loose };
export type Doc = Readonly<Record<string, Loose>>;

export interface FreshTable {
  readonly name: string;
  readonly locale: string;
  readonly spec: ReadonlyMap<string, Pick<Label, 'expect' | 'also'>>;
  readonly make: (q: Row) => Doc;
}

/** Moments of the fresh part end here. */
const NOW = Date.UTC(2026, 9, 20, 11, 30);
const EMPTY = ['', '-', 'N/A', 'n/a', '.', 'NULL', '?', 'unknown', 'xx', '0', 'test', '--'];

/**
 * `spec`: one line a column that is not plainly harmless: `path: id|id id2 ~also`. Blanks part findings that must all be there,
 * `|` parts ids that are equally right, `~` marks what is neither asked for nor wrong. Every other column of the table is harmless.
 */
export function table(name: string, locale: string, spec: string, make: FreshTable['make']): FreshTable {
  return { name, locale, spec: labelSpec(spec, name), make };
}

/** Labels by path, as `table` describes them. */
export function labelSpec(text: string, name: string): Map<string, Pick<Label, 'expect' | 'also'>> {
  const map = new Map<string, Pick<Label, 'expect' | 'also'>>();
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '') continue;
    const at = line.indexOf(': ');
    if (at < 0) throw new Error(`expected "path: ids" in the labels of ${name}, got "${line}"`);
    const words = line.slice(at + 2).trim().split(/\s+/);
    map.set(line.slice(0, at), {
      expect: words.filter((word) => !word.startsWith('~')).map((word) => word.split('|')),
      also: words.filter((word) => word.startsWith('~')).map((word) => word.slice(1)),
    });
  }
  return map;
}

const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
export { pad };

const HOSTS = ['gmail.com', 'hotmail.com', 'live.fr', 't-online.de', 'naver.com', 'yahoo.co.jp', 'bk.ru', '126.com', 'wp.pl', 'outlook.es', 'terra.com.br', 'btinternet.com', 'rediffmail.com'];

function human(r: Rng, tongue: Tongue): Human {
  const words = (list: string): string[] => list.split(' ').map((word) => word.replaceAll('_', ' '));
  const female = r.chance(0.52);
  const given = r.pick(words(female ? tongue.women : tongue.men));
  const stem = r.pick(words(tongue.families));
  const family = female && tongue.her ? tongue.her(stem) : stem;
  const age = Math.max(17, Math.min(95, Math.round(r.normal(41, 17))));
  const plain = `${given} ${family}`.normalize('NFD').replace(/[^A-Za-z ]/g, '').toLowerCase().trim();
  const name = plain.length > 5 ? plain.replaceAll(' ', r.pick(['.', '_', '', '-'])) : r.chars(r.int(6, 10), 'abcdefghijklmnopqrstuvwxyz');
  return {
    given,
    family,
    full: tongue.join ? tongue.join(given, family) : `${given} ${family}`,
    female,
    born: new Date(Date.UTC(2026 - age, r.int(0, 11), r.int(1, 28))),
    email: `${name}${r.chance(0.6) ? r.int(1, 2004) : ''}@${r.pick(HOSTS)}`,
    phone: tongue.phone(r),
    city: r.pick(tongue.cities.split('|')),
    street: tongue.street(r),
  };
}

/** The first `n` documents of a table: the same every time. */
export function* documents(one: FreshTable, n: number): Generator<Readonly<Record<string, unknown>>> {
  const r = rng(`fresh/${one.name}`);
  const tongue = tongues[one.locale];
  if (tongue === undefined) throw new Error(`expected a language of the fresh part, got ${one.locale}`);
  for (let i = 0; i < n; i++) {
    const ago = (days: number): number => NOW - Math.floor(r.next() * days * 86_400_000);
    const row: Row = {
      ...r,
      i,
      human: human(r, tongue),
      other: () => human(r, tongue),
      of: (list) => {
        const all = list.split('|');
        return all[Math.floor(r.next() ** 1.6 * all.length)] as string;
      },
      ago,
      iso: (days) => new Date(ago(days)).toISOString(),
      sql: (days) => new Date(ago(days)).toISOString().slice(0, 19).replace('T', ' '),
      day: (days) => new Date(ago(days)).toISOString().slice(0, 10),
      uuid: () => `${r.hex(8)}-${r.hex(4)}-4${r.hex(3)}-${r.pick([...'89ab'])}${r.hex(3)}-${r.hex(12)}`,
      oid: () => Math.floor(ago(900) / 1000).toString(16) + r.hex(16),
      dirt: (value, share = 0.06) => {
        const x = r.next();
        if (x >= share) return value;
        if (x < share * 0.45) return r.pick(EMPTY);
        if (x < share * 0.6) return null;
        if (typeof value !== 'string') return value;
        return r.pick([` ${value}`, `${value} `, value.toUpperCase(), value.toLowerCase(), value.slice(0, -1), `${value.slice(0, 1)}${value}`]);
      },
      maybe: (share, value) => (r.chance(share) ? value : undefined),
      round: (value, places) => Math.round(value * 10 ** places) / 10 ** places,
    };
    yield one.make(row);
  }
}

/** Dotted paths of all leaves: `a.b` in documents, `a[].b` in arrays of documents, `a` for an array of plain values. */
export function leavesOf(value: unknown, path: string, out: Set<string>): void {
  if (Array.isArray(value)) {
    const inner = value.filter((one) => one !== null && typeof one === 'object' && !Array.isArray(one));
    if (inner.length > 0) for (const one of inner) leavesOf(one, `${path}[]`, out);
    else out.add(path);
    return;
  }
  if (value !== null && typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) {
      // An extended JSON value is one value of the database, not a document.
      if (key.startsWith('$')) out.add(path);
      else leavesOf(one, path === '' ? key : `${path}.${key}`, out);
    }
    return;
  }
  out.add(path);
}

const labelsMade = new Map<FreshTable, readonly Label[]>();

/** All columns of a table with what is expected of them; those without a line of labels are harmless. */
export function labelsOfFresh(one: FreshTable): readonly Label[] {
  const kept = labelsMade.get(one);
  if (kept !== undefined) return kept;
  const paths = new Set<string>();
  for (const document of documents(one, 200)) leavesOf(document, '', paths);
  for (const path of one.spec.keys())
    if (!paths.has(path)) throw new Error(`${one.name} has labels for "${path}", which it never makes`);
  const labels = [...paths].map((path) => ({ path, ...(one.spec.get(path) ?? { expect: [], also: [] }), made: `${one.name}/${path}` }));
  labelsMade.set(one, labels);
  return labels;
}
