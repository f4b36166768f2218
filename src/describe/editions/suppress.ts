/**
 * Three editions of a description: everything for the owner, less for a CERT, least for the public.
 *
 * **What must not be told.** A count of 1 to 10 people, and any share, total or complement from which it follows: the cell
 * size policy of the US Centers for Medicare & Medicaid Services (floor 11; a zero may be told). The Washington State
 * Department of Health's guide to small numbers adds that a sample's estimate is top-coded, 0-5 % or 95-100 %, where it rests
 * on fewer than ten respondents, and that second cells must be hidden where a first could be subtracted. OCHA's Centre for
 * Humanitarian Data counts facts about a group as sensitive although they name no one. The public edition therefore has
 * floor 20, two significant digits, months in place of days, and speaks of protected traits (GDPR Articles 9 and 10,
 * children) by order of magnitude, from 100 people on, never beside the share of a place.
 *
 * **How.** Hiding only small cells would not do: 300 values less 298 is 2. So every number is told by steps:
 *
 * - A count comes out of the dark at twice the floor (20, 40), not at the floor. When it does so between two looks, and the
 *   reader knows how many rows came in between, what it was before is known to within so many: the second half of the dark
 *   absorbs that.
 * - Counts are rounded down to a grid of 3 (2) digits that is never finer than the dark. Steps of the finer edition divide
 *   those of the coarser one, so that two editions side by side are the finer one and nothing else.
 * - A share is made of the steps that are told of its two counts, rounded outward; share times n gives those steps back and
 *   no more. Fewer values than the dark are "few", all but fewer are "nearly all", whatever the grid.
 * - In a field of several types only one has a share (complementary suppression): values of neither are not to be had by
 *   subtraction. It is the commonest that is no protected trait, and thereby the same in both editions.
 * - The topmost step begins three darks below the total, so that the total, even where the reader has it from elsewhere,
 *   leaves each hidden complement its whole range. Sets of fewer than three darks have no shares.
 * - Sizes in bytes are made of the rows that are told; reasons, methods and notes lose their numbers; confidence has four
 *   steps. What is hidden is counted from what is seen to be hidden, and from nothing else.
 * - In the public edition a trait under its floor is not there: neither type, nor a name that tells of it, nor a kind of data
 *   set that is known by it, nor a mark. How many values a field has is told only of fields of which a type is told that is no
 *   trait, for a field may be filled in only for those who have the trait.
 * - What is said of several fields together (kinds that are enough to pass for someone) is made of the fields as they are told.
 *
 * `suppressAll` makes the three together and `derivable` looks for what still follows from them. Not promised: that fields of
 * one record cannot be set off against each other (who has A and not B), for the difference of two fields is no cell of a
 * description; that nothing follows from a type that was not listed at one look and is at the next, unless it is a protected
 * trait in the public edition; and anything against a reader who has the owner's edition.
 */
import type { DatasetDescription, WithheldFact } from '../../model/description.ts';
import { roundDown, RULES, type Rules, significant, step, told } from './suppress-rules.ts';
import { derivable, type Leak } from './suppress-check.ts';
import { tellFields, type TypeTable } from './suppress-fields.ts';
import { tellMinors } from './suppress-minors.ts';
import { tellCombination, tellShapes } from './suppress-together.ts';
import {
  BECAUSE,
  doubtWords,
  drawWords,
  isGenericName,
  methodWords,
  noteWords,
  WHY,
} from './suppress-words.ts';

export const EDITIONS = ['owner', 'cert', 'public'] as const;
export type Edition = (typeof EDITIONS)[number];

/** A description in which facts may be withheld; `edition` and `withheld` say so. */
export type SuppressedDescription = DatasetDescription;

export interface Suppressed {
  readonly edition: Edition;
  readonly datasets: readonly SuppressedDescription[];
  /** Marks that can be seen in `datasets`, by reason. */
  readonly hidden: { readonly cells: number; readonly because: Readonly<Record<string, number>> };
  /** How this edition was made, for its reader. */
  readonly notes: readonly string[];
}

const DATE = /^\d{4}-\d{2}-\d{2}/;

function day(text: string, letters: number): string | undefined {
  return DATE.test(text) ? text.slice(0, letters) : undefined;
}

/** A string says why it is not told. */
function tellPeople(set: DatasetDescription, rules: Rules): DatasetDescription['people'] | string {
  const { people } = set;
  if (people === undefined) return undefined;
  const total = set.rows?.value ?? set.n;
  if (total > 0 && total < 3 * rules.dark) return WHY.records(rules);
  if (people.low < rules.dark) return WHY.people(rules);
  const size = step(Math.max(people.low, total), rules);
  const near = total >= people.low && total - people.low < rules.dark;
  const low = roundDown(near ? total - rules.dark + 1 : people.low, size);
  if (low < rules.dark) return WHY.people(rules);
  const high = people.high === undefined ? undefined : Math.max(people.high, near ? total : 0);
  return {
    low,
    ...(high === undefined ? {} : { high: (Math.floor(high / size) + 1) * size }),
    method: methodWords(people.method),
  };
}

/**
 * What becomes of each part of a description: nothing leaves that is not in this list, and a new part does not compile before
 * somebody has written down here how it is told.
 */
export const HOW_TOLD: Readonly<Record<keyof DatasetDescription, string>> = {
  name: 'as it is (CERT); as it is where many systems have it and it names no trait, else a number (public)',
  containers: 'rounded down; 1 under the floor, and for one a person',
  rows: 'rounded down to the grid',
  bytes: 'made of the rows that are told and of bytes a row, in 2 (1) digits',
  people: 'rounded down to the grid; as good as all where fewer than the floor are missing',
  fields: 'see suppress-fields',
  shapes: 'by name, in four steps of confidence; for the public only what its fields show',
  draw: 'in words without numbers',
  n: 'rounded down to the grid',
  span: 'days (CERT) or months (public) of percentiles; months or the year where the engine told extremes',
  ingest: 'in 2 (1) digits, from the floor on',
  minors: 'a cell of birth dates (CERT); an order of magnitude (public)',
  combination: 'of the kinds that the fields of the edition show, and of nothing else',
  doubts: 'in fixed words without names, of large sets',
  notes: 'in fixed words without numbers',
  edition: 'set here',
  withheld: 'set here',
};

/** Types by which the engine knows how old somebody is: birth dates, ages, identity numbers that hold one of them. */
function tellsBirth(id: string, types: TypeTable): boolean {
  return id.startsWith('birth.') || types.get(id)?.group === 'government-id';
}

function birthsIn(set: DatasetDescription, types: TypeTable): number {
  let most = 0;
  for (const field of set.fields)
    for (const share of field.types)
      if (tellsBirth(share.id, types)) most = Math.max(most, Math.round(share.share * field.n));
  return most;
}

function tellSet(set: DatasetDescription, at: number, rules: Rules, types: TypeTable): SuppressedDescription {
  const { edition, dark, digits } = rules;
  const withheld: Partial<Record<WithheldFact, string>> = {};
  const hide = (fact: WithheldFact, why: string = WHY.few(rules)): undefined => {
    withheld[fact] = why;
    return undefined;
  };
  const rows = set.rows === undefined ? undefined : (told(set.rows.value, rules) ?? hide('rows'));
  const looked = set.n;
  const all = set.rows?.value ?? looked;
  const n = looked === 0 && set.draw === 'schema only' ? 0 : (told(looked, rules) ?? hide('n') ?? 0);
  const small = (looked > 0 || set.draw !== 'schema only') && looked < 3 * dark;
  if (small) hide('fields', WHY.records(rules));
  const few = small || (all > 0 && all < 3 * dark);

  const perUser = /<[a-z0-9?]+>/.test(set.name);
  const containers = perUser
    ? (told(set.containers, rules) ?? hide('containers') ?? 1)
    : (told(set.containers, rules) ?? (set.containers > 1 ? (hide('containers') ?? 1) : 1));

  let bytes: number | undefined;
  if (set.bytes !== undefined) {
    if (few) hide('bytes', WHY.records(rules));
    else if (set.rows === undefined || rows === undefined) hide('bytes', BECAUSE.unrounded);
    else bytes = significant(rows * significant(set.bytes / set.rows.value, digits - 1), digits);
  }

  const around = {
    records: looked,
    rows: Math.max(all, looked),
    people: set.people?.low,
    births: birthsIn(set, types),
  };
  // For the public, that children are told of keeps places from being told of beside them; so that comes first.
  const open = edition === 'public' && set.minors !== undefined;
  const children = open ? tellMinors(set.minors, around, true, rules) : undefined;
  const { fields } = tellFields(set.fields, around, types, rules, children !== undefined);
  let { minors } = set;
  if (minors !== undefined) {
    const births = fields.some((field) =>
      field.types.some(
        (share) =>
          tellsBirth(share.id, types) && (share.withheld === undefined || share.withheld === WHY.all(rules)),
      ),
    );
    const found = open ? children : tellMinors(minors, around, births, rules);
    minors = typeof found === 'string' ? hide('minors', found) : found;
  }

  let people: DatasetDescription['people'];
  const counted = tellPeople(set, rules);
  if (typeof counted === 'string') hide('people', counted);
  else people = counted;

  let span: DatasetDescription['span'];
  if (set.span !== undefined) {
    // Where no record was read the engine told the extremes, which are two persons' values: coarser by one.
    const letters = edition === 'cert' ? (looked === 0 ? 7 : 10) : looked === 0 ? 4 : 7;
    const [from, to] = [day(set.span.from, letters), day(set.span.to, letters)];
    if (few) hide('span', WHY.records(rules));
    else if (set.span.n !== undefined && set.span.n < 3 * dark) hide('span', WHY.records(rules));
    else if (from === undefined || to === undefined) hide('span', BECAUSE.undated);
    else span = { from, to };
  }

  let ingest: DatasetDescription['ingest'];
  if (set.ingest !== undefined) {
    if (few) hide('ingest', WHY.records(rules));
    else if (set.ingest.perSecond * set.ingest.seconds < dark) hide('ingest', WHY.grown(rules));
    else
      ingest = {
        perSecond: significant(set.ingest.perSecond, digits - 1),
        seconds: significant(set.ingest.seconds, digits - 1),
      };
  }

  const combination = tellCombination(set, fields, rules, types);
  const doubts = doubtWords(set.doubts ?? [], looked, rules);
  return {
    name: edition === 'cert' || isGenericName(set.name) ? set.name : `data set ${at + 1}`,
    containers,
    ...(rows === undefined || set.rows === undefined
      ? {}
      : { rows: { value: rows, method: 'estimate' as const } }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(people === undefined ? {} : { people }),
    fields,
    shapes: tellShapes(set, fields, rules, types),
    draw: drawWords(set.draw, edition, small),
    n,
    ...(span === undefined ? {} : { span }),
    ...(ingest === undefined ? {} : { ingest }),
    ...(minors === undefined ? {} : { minors }),
    ...(combination === undefined ? {} : { combination }),
    ...(doubts.length === 0 ? {} : { doubts }),
    notes: noteWords(set.notes, edition),
    edition,
    ...(Object.keys(withheld).length > 0 ? { withheld } : {}),
  };
}

function count(datasets: readonly SuppressedDescription[]): Suppressed['hidden'] {
  const because: Record<string, number> = {};
  let cells = 0;
  const add = (why: string | undefined): void => {
    if (why === undefined) return;
    cells++;
    because[why] = (because[why] ?? 0) + 1;
  };
  for (const set of datasets) {
    for (const why of Object.values(set.withheld ?? {})) add(why);
    add(set.minors?.withheld);
    for (const field of set.fields) {
      add(field.withheld);
      for (const type of field.types) add(type.withheld);
    }
  }
  return { cells, because };
}

function notesOf(edition: Edition): string[] {
  if (edition === 'owner') return [];
  const { dark, floor, digits } = RULES[edition];
  const notes = [
    `Counts are rounded down to ${digits} digits and steps of ${dark} or more; nothing is told from which a count under ${floor} follows, and cells under ${dark} are withheld.`,
    'Records that all but a few have count as all. In a field of several types only one has a share.',
  ];
  if (edition === 'public')
    notes.push(
      'Protected traits (GDPR Articles 9 and 10, children) are told by order of magnitude; of fewer than 200 people nothing is told, not even whether there are any.',
      'Names are told where many systems have them; other fields and data sets have numbers.',
    );
  return notes;
}

/**
 * One edition of what was described. The owner's is the input as it is. Throws a RangeError where a set was made for an
 * edition before and another one is asked for: editions are made from the owner's alone. The same edition again is the same.
 */
export function suppress(
  descriptions: readonly DatasetDescription[],
  edition: Edition,
  types: TypeTable,
): Suppressed {
  const made = descriptions.find((set) => set.edition !== undefined && set.edition !== edition)?.edition;
  if (made !== undefined)
    throw new RangeError(`The ${edition} edition is made from the owner's, not from the ${made} edition.`);
  const datasets =
    edition === 'owner'
      ? descriptions
      : descriptions.map((set, at) =>
          set.edition === edition ? set : tellSet(set, at, RULES[edition], types),
        );
  return { edition, datasets, hidden: count(datasets), notes: notesOf(edition) };
}

export interface AllEditions {
  readonly owner: Suppressed;
  readonly cert: Suppressed;
  readonly public: Suppressed;
  /** What still follows from the CERT and the public edition together: empty, or there is a fault in the rules. */
  readonly leaks: readonly Leak[];
}

/** The three editions, made and checked together. */
export function suppressAll(descriptions: readonly DatasetDescription[], types: TypeTable): AllEditions {
  const owner = suppress(descriptions, 'owner', types);
  const cert = suppress(descriptions, 'cert', types);
  const open = suppress(descriptions, 'public', types);
  return { owner, cert, public: open, leaks: derivable([cert.datasets, open.datasets]) };
}

const MEGABYTE = 1_000_000;

/**
 * Bytes of a file or a run as an edition may tell them: rounded up, to a megabyte at least, for with rows of equal length the
 * size of a small file is the number of its rows.
 */
export function roundBytes(bytes: number, edition: Edition): number {
  if (edition === 'owner' || bytes === 0) return bytes;
  const unit = Math.max(MEGABYTE, 10 ** (Math.floor(Math.log10(bytes)) - RULES[edition].digits + 2));
  return Math.ceil(bytes / unit) * unit;
}

/** A number of files or the like as an edition may tell it; undefined where it is too small, for a file may be one person's. */
export function tellCount(count: number, edition: Edition): number | undefined {
  return edition === 'owner' ? count : told(count, RULES[edition]);
}

/** What was passed over while reading, in the words that the edition allows. */
export function tellRemarks(remarks: readonly string[], edition: Edition): readonly string[] {
  return edition === 'owner' ? remarks : noteWords(remarks, edition);
}
