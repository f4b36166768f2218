import type { Confuser } from './confuser.ts';
import { confusers } from './confusers.ts';
import { acceptable, identities, type IdentityField, identityFields } from './identity-fields.ts';
import { locales } from './locales.ts';
import { makePerson, type Words, wordsOf } from './people.ts';
import type { Positive } from './positive.ts';
import { positiveLate } from './positives-late.ts';
import { positives } from './positives.ts';
import { type Rng, rng } from './random.ts';
import { type Column, column, type Json, type Label, type Labelled, type RowContext, type Split, type Table } from './shape.ts';
import { themes } from './themes.ts';

const HIDING: Readonly<Record<Split, readonly string[]>> = {
  dev: ['order_ref', 'comment', 'username', 'attr', 'extra1', 'memo'],
  held: ['reference', 'remarks', 'login', 'custom_field', 'info2', 'misc'],
};
/** Numbers whose separators are part of them. */
const SEPARATED = new Set(['id.fi.hetu', 'id.np.citizenship', 'id.ph.philsys', 'id.pa.cedula', 'id.gh.card', 'id.zm.nrc', 'id.mo.bir']);
const GARBAGE = ['n/a', '-', 'unknown', '?', 'none', 'xxx', 'to be done', '0', 'TEST'];

/** Values missing, empty or wrong, as in tables that people fill in. */
function soil(one: Column, nulls: number, empty: number, wrong: number): Column {
  if (nulls + empty + wrong === 0) return one;
  return {
    ...one,
    value: (row) => {
      const made = one.value(row);
      const x = row.r.next();
      if (x < nulls) return row.r.chance(0.5) ? null : undefined;
      if (x < nulls + empty) return '';
      if (x < nulls + empty + wrong) return row.r.pick(GARBAGE);
      return made;
    },
  };
}

function soiled(r: Rng, one: Column, dirty: boolean): Column {
  const nulls = r.chance(0.25) ? r.next() * 0.4 : 0;
  const empty = r.chance(0.1) ? r.next() * 0.2 : 0;
  return soil(one, nulls, empty, dirty ? 0.05 + r.next() * 0.15 : 0);
}

function confuserColumn(r: Rng, kind: Confuser, split: Split, path: string): Column {
  const make = kind.begin(r, split);
  return column(path, (row) => make(row.r, row.i), [], `confuser/${kind.made}`);
}

function positiveColumn(r: Rng, one: Positive, words: Words, split: Split, path: string, how: string): Column {
  return column(path, one.begin(r, words, split), [one.ids], `${one.ids[0] as string}/${how}`, one.also);
}

function identityColumn(field: IdentityField, path: string, how: string, bare: boolean): Column {
  const make = identities[field.id];
  if (make === undefined) throw new Error(`expected a generator for ${field.id}`);
  return column(
    path,
    ({ r, person }) => {
      const value = make(r, person);
      return bare ? value.replace(/[ .\-/()]/g, '') : value;
    },
    [acceptable(field.id, field.strong)],
    `${field.id}/${how}`,
  );
}

interface Making {
  readonly r: Rng;
  readonly split: Split;
  readonly words: Words;
  readonly naming: 'given' | 'neutral';
}

const fits = (one: Positive, locale: string): boolean => one.locales.length === 0 || one.locales.includes(locale);

/** Fills a table with people's fields and with harmless columns, in any order, under names that differ. */
function fill(making: Making, core: readonly Column[], extra: number, harmless: number): Column[] {
  const { r, split, words, naming } = making;
  const columns: Column[] = [...core];
  const taken = new Set(columns.map((one) => one.path));
  const groups = new Set(columns.flatMap((one) => one.labels.flatMap((label) => label.expect.flat())));
  const free = (name: string): boolean => !taken.has(name) && ![...taken].some((other) => other.startsWith(`${name}.`) || name.startsWith(`${other}.`));
  const add = (one: Column): void => {
    columns.push(soiled(r, one, false));
    taken.add(one.path);
  };
  for (const one of r.shuffle(positives.filter((p) => fits(p, words.locale.id))).slice(0, extra * 3)) {
    if (extra === 0) break;
    const name = r.pick(one.names[split]);
    if (!free(name) || one.ids.some((id) => groups.has(id)) || naming === 'neutral') continue;
    add(positiveColumn(r, one, words, split, name, 'beside'));
    for (const id of one.ids) groups.add(id);
    extra--;
  }
  let placed = 0;
  for (const kind of r.shuffle(confusers)) {
    if (placed >= harmless) break;
    const name = r.pick(kind.names[split]);
    if (naming === 'given' && !free(name)) continue;
    add(confuserColumn(r, kind, split, naming === 'neutral' ? `c${columns.length}` : name));
    placed++;
  }
  return r.shuffle(columns);
}

/** All columns below one element: documents within documents. */
function nest(columns: readonly Column[], under: string): Column[] {
  return columns.map((one) => ({
    ...one,
    path: `${under}.${one.path}`,
    labels: one.labels.map((label) => ({ ...label, path: `${under}.${label.path}` })),
  }));
}

function identityTables(split: Split): Table[] {
  const out: Table[] = [];
  for (const field of identityFields) {
    const words = wordsOf(field.locale, split);
    const build = (how: string, path: (r: Rng) => string, naming: Making['naming'], bare: boolean, dirty: boolean, under?: string): void => {
      const seed = `${split}/${field.id}/${how}`;
      const r = rng(seed);
      const core = soiled(r, identityColumn(field, path(r), how, bare), dirty);
      const columns = fill({ r, split, words, naming }, [core], how === 'neutral' ? 0 : 1, 15);
      out.push({ name: `${how}_${field.id.replaceAll('.', '_')}`, locale: field.locale, kind: 'identity', seed, columns: under ? nest(columns, under) : columns });
    };
    const names = field.names[split];
    build('named', () => names[0] as string, 'given', false, false);
    build(SEPARATED.has(field.id) ? 'written' : 'bare', () => names[1] ?? (names[0] as string), 'given', !SEPARATED.has(field.id), true, split === 'dev' ? 'customer' : 'holder');
    if (field.strong) {
      build('neutral', (r) => (split === 'dev' ? `col${r.int(1, 9)}` : `f${r.int(1, 30)}`), 'neutral', false, false);
      build('hidden', (r) => r.pick(HIDING[split]), 'given', false, true);
    }
  }
  return out;
}

function positiveTables(split: Split): Table[] {
  const out: Table[] = [];
  for (const [at, one] of [...positives, ...positiveLate].entries()) {
    const possible = one.locales.length > 0 ? one.locales : locales.map((locale) => locale.id);
    const start = rng(`${split}/${at}`);
    const chosen = start.shuffle(possible).slice(0, 2);
    for (const [turn, locale] of (chosen.length === 1 ? [...chosen, ...chosen] : chosen).entries()) {
      const words = wordsOf(locale, split);
      const build = (how: string, path: string, naming: Making['naming'], dirty: boolean, under?: string): void => {
        const seed = `${split}/${at}/${locale}/${how}/${turn}`;
        const r = rng(seed);
        const core = soiled(r, positiveColumn(r, one, words, split, path, how), dirty);
        const columns = fill({ r, split, words, naming }, [core], naming === 'neutral' ? 0 : 1, 14);
        out.push({ name: `${how}_${at}_${turn}`, locale, kind: 'positive', seed, columns: under ? nest(columns, under) : columns });
      };
      const names = one.names[split];
      if (turn === 0) build('named', names[0] as string, 'given', false);
      else build('dirty', names[names.length - 1] as string, 'given', true, turn === 1 && at % 3 === 0 ? (split === 'dev' ? 'person' : 'profile') : undefined);
      if (one.strong && turn === 0) {
        build('neutral', split === 'dev' ? 'col2' : 'f7', 'neutral', false);
        build('hidden', start.pick(HIDING[split]), 'given', false);
      }
    }
  }
  return out;
}

function themeTables(split: Split): Table[] {
  const out: Table[] = [];
  for (const [at, theme] of themes.entries())
    for (let turn = 0; turn < 2; turn++) {
      const seed = `${split}/theme/${at}/${turn}`;
      const r = rng(seed);
      const words = wordsOf(theme.locale, split);
      const core = theme.columns(r, words, split);
      out.push({ name: `${theme.kind.replaceAll(' ', '_')}_${at}_${turn}`, locale: theme.locale, kind: theme.kind, seed, columns: fill({ r, split, words, naming: 'given' }, core, 0, 10) });
    }
  return out;
}

function harmlessTables(split: Split): Table[] {
  return Array.from({ length: 60 }, (_v, at) => {
    const seed = `${split}/harmless/${at}`;
    const r = rng(seed);
    const words = wordsOf(r.pick(locales).id, split);
    const naming = at % 4 === 0 ? 'neutral' : 'given';
    const columns = fill({ r, split, words, naming }, [], 0, r.int(14, 30));
    return { name: `plain_${at}`, locale: words.locale.id, kind: 'harmless', seed, columns };
  });
}

/** The whole corpus of a split: tables with labelled columns, without any row yet. */
export function corpus(split: Split): Table[] {
  return [...identityTables(split), ...positiveTables(split), ...themeTables(split), ...harmlessTables(split)];
}

function put(target: Record<string, unknown>, path: string, value: Json): void {
  const parts = path.split('.');
  let here = target;
  for (const part of parts.slice(0, -1)) {
    here[part] ??= {};
    here = here[part] as Record<string, unknown>;
  }
  here[parts[parts.length - 1] as string] = value;
}

/** The first `n` records of a table. The same for the same table, whatever was made before. */
export function* records(table: Table, split: Split, n: number): Generator<Record<string, unknown>> {
  const words = wordsOf(table.locale, split);
  const children = /upn|student/.test(table.name);
  const people = rng(`${table.seed}/people`);
  const sources = table.columns.map((one) => rng(`${table.seed}/${one.path}`));
  for (let i = 0; i < n; i++) {
    const person = makePerson(people, words, split, children);
    const record: Record<string, unknown> = {};
    for (const [at, one] of table.columns.entries()) {
      const row: RowContext = { r: sources[at] as Rng, i, person };
      const value = one.value(row);
      if (value !== undefined) put(record, one.path, value);
    }
    yield record;
  }
}

export function labelsOf(table: Table): Label[] {
  return table.columns.flatMap((one) => one.labels);
}

/** The tables of a split with their labels, as the bench takes them. */
export function labelled(split: Split, keep: (table: Table, at: number) => boolean = () => true): Labelled[] {
  return corpus(split)
    .filter(keep)
    .map((table) => ({
      name: table.name,
      locale: table.locale,
      labels: labelsOf(table),
      records: (n) => records(table, split, n),
    }));
}
