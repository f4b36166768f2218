import type { DataType } from '../../datatypes/datatype.ts';
import { datatypes } from '../../datatypes/index.ts';
import { type Initialed, initialed } from './abbreviated-names.ts';
import { Automaton, type SavedAutomaton } from './automaton.ts';
import { blueprintOf, type Pattern } from './blueprint.ts';
import { foldName } from './field-names.ts';
import { isWild, parseShape, relax } from './shape-syntax.ts';

/** The data types compiled for matching: the automaton answers with codes, `2 x index` for a shape, one more for a word. */
export interface Catalogue {
  readonly types: readonly DataType[];
  /** For every value: all shapes but wildcards, and the dictionaries. */
  readonly automaton: Automaton;
  /** For values that are looked at closely: shapes that repeat a wildcard. */
  readonly wild: Automaton;
  /** By type: the most bytes a value may have, where the automaton does not count so far; infinite otherwise. */
  readonly longest: Float64Array;
  /** Indexes of the types that judge numbers themselves. */
  readonly judges: Uint16Array;
  /** Field-name hints: normalised words to the indexes of the types that they speak for or against. */
  readonly strong: ReadonlyMap<string, readonly number[]>;
  readonly weak: ReadonlyMap<string, readonly number[]>;
  /** Initials of Chinese words, two to six letters: they count where several stand together. */
  readonly initials: ReadonlyMap<string, readonly number[]>;
  /** Hints of several words, for names that were cut. */
  readonly initialed: Initialed;
  /** Types whose names count for others too: a field for passwords may hold their hashes. */
  readonly kin: ReadonlyMap<number, readonly number[]>;
  readonly against: ReadonlyMap<string, readonly number[]>;
  readonly byId: ReadonlyMap<string, number>;
  /** Variants of one type that is in the catalogue itself (`contact.phone`, `contact.phone-cn-mobile`), which share each other's names. */
  readonly families: ReadonlyMap<string, readonly number[]>;
}

export function codeType(code: number): number {
  return code >> 1;
}

export function isWordCode(code: number): boolean {
  return (code & 1) === 1;
}

/** Initials of Chinese words have no vowels: `xm`, `sfzh`, `hjdz`. */
export function isInitials(name: string): boolean {
  return /^[b-df-hj-np-tv-z]{2,6}$/.test(name);
}

/** Initials of two or three words stand for many; longer ones for hardly any but one. */
const AMBIGUOUS = 3;

/** `contact.phone` of `contact.phone-cn-mobile`. */
export function familyOf(id: string): string {
  const dash = id.indexOf('-', id.lastIndexOf('.'));
  return dash < 0 ? id : id.slice(0, dash);
}

/** Two short words joined are too often another word. */
const JOINED_FROM = 5;
/** How umlauts and ring are spelt where a column's name may have ASCII only. */
const SPELT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

/** Compiles a list of data types. Throws, naming the type, where a shape is not in the language or is too large. */
export function compileCatalogue(types: readonly DataType[]): Catalogue {
  const tame: Pattern[] = [];
  const wild: Pattern[] = [];
  const longest = new Float64Array(types.length);
  for (const [index, type] of types.entries()) {
    const shapes = type.shapes.map((shape) => relax(parseShape(shape)));
    longest[index] = Math.max(0, ...shapes.map((one) => one.longest));
    tame.push({ code: index * 2, shapes: shapes.flatMap((one) => (isWild(one.tree) ? [] : [one.tree])) });
    const telling = (type.telling ?? []).map((shape) => relax(parseShape(shape)).tree);
    tame.push({
      code: index * 2 + 1,
      shapes: telling.filter((tree) => !isWild(tree)),
      words: Object.values(type.words ?? {}).flat(),
    });
    if (telling.some(isWild)) wild.push({ code: index * 2 + 1, shapes: telling.filter(isWild) });
    wild.push({ code: index * 2, shapes: shapes.flatMap((one) => (isWild(one.tree) ? [one.tree] : [])) });
  }
  const strong = new Map<string, number[]>();
  const weak = new Map<string, number[]>();
  const initials = new Map<string, number[]>();
  const against = new Map<string, number[]>();
  const file = (map: Map<string, number[]>, key: string, index: number): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [index]);
    else if (!list.includes(index)) list.push(index);
  };
  const put = (map: Map<string, number[]>, hint: string, index: number): void => {
    const key = foldName(hint);
    if (key === '') return;
    file(map, key, index);
    // Databases that know no upper case run words together: `fathername`, `ngaysinh`.
    if (key.length > JOINED_FROM && key.includes(' ')) file(map, key.replaceAll(' ', ''), index);
    if (/[äöüøå]/.test(hint))
      file(map, foldName(hint.replace(/[äöüøå]/g, (letter) => SPELT[letter] ?? letter)), index);
  };
  for (const [index, type] of types.entries()) {
    for (const [language, hints] of Object.entries(type.hints))
      for (const hint of hints)
        put(
          language === 'zh' && isInitials(hint) && hint.length <= AMBIGUOUS ? initials : strong,
          hint,
          index,
        );
    for (const hint of type.weakHints ?? []) put(weak, hint, index);
    for (const hint of type.antiHints ?? []) put(against, hint, index);
  }
  const families = new Map<string, number[]>();
  for (const [index, type] of types.entries()) {
    const family = familyOf(type.id);
    if (!types.some((one) => one.id === family)) continue;
    families.set(family, [...(families.get(family) ?? []), index]);
  }
  return {
    types,
    longest,
    families,
    automaton: new Automaton(blueprintOf(tame)),
    wild: new Automaton(blueprintOf(wild)),
    judges: Uint16Array.from(types.flatMap((type, index) => (type.number ? [index] : []))),
    strong,
    weak,
    initials,
    initialed: initialed(strong),
    kin: kinOf(types),
    against,
    byId: new Map(types.map((type, index) => [type.id, index])),
  };
}

/** The whole catalogue, with all states that it has met by now, as far as another thread of this program can be sent it: all but the types' own functions. */
export interface CatalogueCopy extends Omit<Catalogue, 'types' | 'automaton' | 'wild'> {
  readonly automaton: SavedAutomaton;
  readonly wild: SavedAutomaton;
}

export function copyCatalogue(): CatalogueCopy {
  const { types: _types, automaton, wild, ...rest } = wholeCatalogue();
  return { ...rest, automaton: automaton.save(), wild: wild.save() };
}

/** In the other thread: the whole catalogue from a copy, which saves the compiling. */
export function adoptCatalogue(copy: CatalogueCopy): Catalogue {
  whole ??= {
    ...copy,
    types: datatypes,
    automaton: new Automaton(copy.automaton.blueprint, copy.automaton),
    wild: new Automaton(copy.wild.blueprint, copy.wild),
  };
  return whole;
}

function kinOf(types: readonly DataType[]): Map<number, number[]> {
  const out = new Map<number, number[]>();
  for (const [index, type] of types.entries())
    for (const id of type.namedAs ?? []) {
      const from = types.findIndex((one) => one.id === id);
      if (from >= 0) out.set(from, [...(out.get(from) ?? []), index]);
    }
  return out;
}

let whole: Catalogue | undefined;

/** The whole catalogue, compiled when first asked for. */
export function wholeCatalogue(): Catalogue {
  whole ??= compileCatalogue(datatypes);
  return whole;
}
