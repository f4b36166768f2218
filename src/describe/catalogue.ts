import type { DataType } from '../datatypes/datatype.ts';
import { datatypes } from '../datatypes/index.ts';
import { Automaton } from './automaton.ts';
import { foldName } from './field-names.ts';

/** The data types compiled for matching: the automaton answers with codes, `2 x index` for a shape, one more for a word. */
export interface Catalogue {
  readonly types: readonly DataType[];
  readonly automaton: Automaton;
  /** Indexes of the types that judge numbers themselves. */
  readonly judges: Uint16Array;
  /** Field-name hints: normalised words to the indexes of the types that they speak for or against. */
  readonly strong: ReadonlyMap<string, readonly number[]>;
  readonly weak: ReadonlyMap<string, readonly number[]>;
  readonly against: ReadonlyMap<string, readonly number[]>;
  readonly byId: ReadonlyMap<string, number>;
}

export function codeType(code: number): number {
  return code >> 1;
}

export function isWordCode(code: number): boolean {
  return (code & 1) === 1;
}

/** Compiles a list of data types. Throws, naming the type, where a shape is not in the language or is too large. */
export function compileCatalogue(types: readonly DataType[]): Catalogue {
  const patterns = types.flatMap((type, index) => [
    { code: index * 2, shapes: type.shapes },
    { code: index * 2 + 1, shapes: [], words: Object.values(type.words ?? {}).flat() },
  ]);
  const strong = new Map<string, number[]>();
  const weak = new Map<string, number[]>();
  const against = new Map<string, number[]>();
  const put = (map: Map<string, number[]>, hint: string, index: number): void => {
    const key = foldName(hint);
    if (key === '') return;
    const list = map.get(key) ?? [];
    if (!list.includes(index)) list.push(index);
    map.set(key, list);
  };
  for (const [index, type] of types.entries()) {
    for (const hint of Object.values(type.hints).flat()) put(strong, hint, index);
    for (const hint of type.weakHints ?? []) put(weak, hint, index);
    for (const hint of type.antiHints ?? []) put(against, hint, index);
  }
  return {
    types,
    automaton: new Automaton(patterns),
    judges: Uint16Array.from(types.flatMap((type, index) => (type.number ? [index] : []))),
    strong,
    weak,
    against,
    byId: new Map(types.map((type, index) => [type.id, index])),
  };
}

let whole: Catalogue | undefined;

/** The whole catalogue, compiled when first asked for. */
export function wholeCatalogue(): Catalogue {
  whole ??= compileCatalogue(datatypes);
  return whole;
}
