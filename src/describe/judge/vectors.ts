import type { Catalogue } from '../match/catalogue.ts';
import { distinctRatio } from './distribution.ts';
import { engineKind } from './schema-verdict.ts';
import type { Candidate } from './verdict.ts';
import type { Column } from '../columns/column.ts';
import type { Magic } from '../columns/magics.ts';
import type { Field } from './record.ts';

/** Dimensions in which embeddings come. */
const DIMENSIONS = new Set([64, 96, 128, 160, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096]);
/** Of these, the ones that models of faces and voices use; language models mostly use others. */
const BODY_DIMENSIONS = new Set([64, 96, 128, 160, 192, 256, 512]);

export const FACE_WORDS = /face|facial|portrait|人脸|rltz|лиц|\byuz\b|وجه|rostro|visage|gesicht/iu;
export const VOICE_WORDS = /voice|speaker|声纹|голос|\bses\b|صوت|xvector|dvector/iu;
const VECTOR_WORDS = /embed|vector|feature|encoding|descriptor|template|特征|вектор|tzz|vec\b/iu;
const TEXT_WORDS = /text|chunk|sentence|document|content|passage|title|query|openai|文本|текст/iu;
const FINGER_WORDS = /finger|指纹|отпечат|parmak|iris|虹膜|palm/iu;

/** The number of a type; -1 where the catalogue does not have it. */
export function typeOf(catalogue: Catalogue, id: string): number {
  return catalogue.byId.get(id) ?? -1;
}

/**
 * A verdict of structure, which outranks what single values say; `looked`: the values that `hits` rests on, where they are
 * fewer. None where the catalogue lacks the type.
 */
export function candidate(
  catalogue: Catalogue,
  index: number,
  hits: number,
  n: number,
  confidence: number,
  because: string,
  looked: number = n,
): Candidate[] {
  const type = catalogue.types[index];
  if (type === undefined || n <= 0) return [];
  const least = Math.min(n, Math.round(hits));
  return [{ index, type, hits: least, n, looked, confidence, because, rank: 1 + confidence }];
}

export function magicShare(column: Column, magics: readonly Magic[]): number {
  let hits = 0;
  for (const magic of magics) hits += column.magics.get(magic) ?? 0;
  return column.close === 0 ? 0 : hits / column.close;
}

/** What stands beside a vector in the same object, or in the same record. */
export interface Beside {
  readonly text: boolean;
  readonly persons: boolean;
}

/** Vectors of constant length: arrays of numbers, or float32 as bytes or base64. */
export function vectorTypes(field: Field, column: Column, catalogue: Catalogue, beside: Beside): Candidate[] {
  const name = field.elements.join(' ');
  const stats = column.array;
  if (stats !== undefined && stats.read > 0 && stats.allNumbers >= stats.read * 0.9) {
    const unit = stats.unitLength >= stats.allNumbers * 0.9;
    const signed = stats.negative >= stats.allNumbers * 0.5;
    if (
      stats.shortest === stats.longest &&
      DIMENSIONS.has(stats.longest) &&
      stats.small >= stats.allNumbers * 0.95 &&
      (signed || unit)
    )
      return kindOf(
        catalogue,
        name,
        stats.longest,
        stats.arrays,
        stats.arrays,
        beside,
        `${stats.longest} numbers in every array${unit ? ', of unit length' : ''}`,
      );
    return [];
  }
  const floats = magicShare(column, ['float-vector']);
  if (floats < 0.8 || column.longest - column.shortest > 4 || distinctRatio(column) <= 0.5) return [];
  const bytes = column.binaries > column.texts ? column.longest : Math.floor((column.longest * 3) / 4);
  return kindOf(
    catalogue,
    name,
    Math.floor(bytes / 4),
    floats * column.n,
    column.n,
    beside,
    'binary vector of constant length',
  );
}

/** Of whom or what: by its name, else by what stands beside it. Text beside a vector speaks against a body. */
function kindOf(
  catalogue: Catalogue,
  name: string,
  dimensions: number,
  hits: number,
  n: number,
  beside: Beside,
  because: string,
): Candidate[] {
  const said = (id: string, confidence: number, why: string): Candidate[] =>
    candidate(catalogue, typeOf(catalogue, id), hits, n, confidence, `${because}, ${why}`);
  if (FINGER_WORDS.test(name)) return said('biometric.template', 0.9, 'field name');
  if (FACE_WORDS.test(name)) return said('biometric.face-vector', 0.95, 'field name');
  if (VOICE_WORDS.test(name)) return said('biometric.voice-vector', 0.9, 'field name');
  if (TEXT_WORDS.test(name) || beside.text)
    return said('vector.text-embedding', VECTOR_WORDS.test(name) ? 0.9 : 0.7, 'of text');
  if (beside.persons && BODY_DIMENSIONS.has(dimensions))
    return said('biometric.face-vector', 0.65, 'beside fields of a person and without any text');
  return said('vector.text-embedding', VECTOR_WORDS.test(name) ? 0.55 : 0.5, 'of what cannot be told');
}

/** True where the field is an embedding, whatever of: for shapes. */
export function isVector(field: Field): boolean {
  const stats = field.column?.array;
  if (
    stats !== undefined &&
    stats.shortest === stats.longest &&
    DIMENSIONS.has(stats.longest) &&
    stats.allNumbers >= stats.read * 0.9 &&
    stats.read > 0
  )
    return true;
  if (field.column !== undefined && field.column.n > 0)
    return magicShare(field.column, ['float-vector']) >= 0.8;
  return engineKind(field.engineType) === 'vector';
}
