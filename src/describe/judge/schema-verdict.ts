import type { DataType } from '../../datatypes/datatype.ts';
import type { Catalogue } from '../match/catalogue.ts';
import type { NameEvidence } from './name-evidence.ts';
import type { Field } from './record.ts';
import { type Candidate, NAMED } from './verdict.ts';

/** Types of one script or writing, beside a wider type of the same meaning. */
const NARROW = /\.han$|-code$|-national$|-15$/;

/** So many records without a value show that a field is not in use. */
const EMPTY_FROM = 20;

/** What the name, and the engine's type word, say where no value was read. Less sure, and said so. */
export function schemaCandidates(field: Field, catalogue: Catalogue, names: NameEvidence): Candidate[] {
  // Read, and always empty: there is nothing that could be of the type.
  if ((field.column?.nulls ?? 0) >= EMPTY_FROM) return [];
  const out: Candidate[] = [];
  const kind = engineKind(field.engineType);
  for (const [index, strength] of names.strong) {
    const type = catalogue.types[index] as DataType;
    if (strength < NAMED || names.against.has(index) || !fits(type, kind)) continue;
    out.push({
      index,
      type,
      hits: 0,
      n: 0,
      confidence: strength >= 0.99 ? 0.6 : 0.5,
      because: 'field name only, no value read',
      rank:
        strength +
        (type.needs === 'value' ? 0.01 : 0) -
        (type.country ? 0.02 : 0) -
        (NARROW.test(type.id) ? 0.03 : 0),
    });
  }
  if (kind === 'geo' && !out.some((one) => one.type.group === 'location')) {
    const index = catalogue.byId.get('location.gps.pair');
    if (index !== undefined)
      out.push({
        index,
        type: catalogue.types[index] as DataType,
        hits: 0,
        n: 0,
        confidence: 0.7,
        because: 'type of the field in the schema, no value read',
        rank: 2,
      });
  }
  return out;
}

export type EngineKind = 'text' | 'number' | 'date' | 'boolean' | 'geo' | 'binary' | 'vector' | 'any';

/** The engine's type word in eight kinds. */
export function engineKind(type: string): EngineKind {
  if (/geo|point|geometry|2dsphere|2d\b/.test(type)) return 'geo';
  if (/vector|embedding|knn/.test(type)) return 'vector';
  if (/bool|\bbit\b/.test(type)) return 'boolean';
  if (/date|time|year/.test(type)) return 'date';
  if (/blob|bytea|binary|image/.test(type)) return 'binary';
  if (/char|text|string|keyword|clob|uuid|enum|citext|name/.test(type)) return 'text';
  if (/int|num|dec|float|double|real|long|short|byte|money|serial/.test(type)) return 'number';
  return 'any';
}

function fits(type: DataType, kind: EngineKind): boolean {
  if (kind === 'any' || kind === 'text') return true;
  if (kind === 'boolean') return false;
  if (kind === 'date') return type.group === 'birth' || type.group === 'time';
  if (kind === 'geo') return type.group === 'location';
  if (kind === 'vector' || kind === 'binary')
    return type.group === 'biometric' || type.group === 'image' || type.group === 'genetic';
  return (
    type.number !== undefined ||
    type.shapes.some((shape) => /\\d|0-9/.test(shape)) ||
    type.shapes.length === 0
  );
}
