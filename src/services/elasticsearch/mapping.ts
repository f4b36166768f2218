import type { Json } from '../../wire/http-json.ts';
import { entriesOf, member, textOf } from '../../wire/http-json.ts';

/** One field of a mapping: path as Elasticsearch says it (dotted), and the type word. */
export interface MappedField {
  readonly path: string;
  readonly type: string;
  /** Inside a `nested` object: a plain aggregation does not reach it. */
  readonly nested: boolean;
  /** Where distinct values can be counted: the field itself, or its keyword sub-field, which dynamic mappings add to text. */
  readonly countAt?: string;
}

const MAX_DEPTH = 20;

/** Types on which the server aggregates without loading text into memory. */
const COUNTABLE: readonly string[] = [
  'keyword',
  'constant_keyword',
  'wildcard',
  'long',
  'integer',
  'short',
  'byte',
  'unsigned_long',
  'ip',
];
const DATES: readonly string[] = ['date', 'date_nanos'];

function leaf(path: string, type: string, nested: boolean, field: Json): MappedField {
  const keyword = entriesOf(member(field, 'fields')).find(
    ([, sub]) => textOf(member(sub, 'type')) === 'keyword',
  );
  // Up to 4.x a string that is not analysed is what a keyword is later.
  const plain =
    COUNTABLE.includes(type) || (type === 'string' && textOf(member(field, 'index')) === 'not_analyzed');
  const countAt = plain ? path : keyword && `${path}.${keyword[0]}`;
  return {
    path,
    type: type.slice(0, 40).toLowerCase(),
    nested,
    ...(countAt === undefined ? {} : { countAt }),
  };
}

function walk(
  properties: Json | undefined,
  prefix: string,
  nested: boolean,
  depth: number,
  out: Map<string, MappedField>,
  most: number,
): void {
  if (depth > MAX_DEPTH) return;
  for (const [name, field] of entriesOf(properties)) {
    if (out.size >= most) return;
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const inner = member(field, 'properties');
    const type = textOf(member(field, 'type'));
    if (inner !== undefined) walk(inner, path, nested || type === 'nested', depth + 1, out, most);
    else if (type !== undefined) out.set(path, leaf(path, type, nested, field));
  }
}

/**
 * Fields of one index from its part of a `_mapping` answer. Up to 6.x the mappings of an index stand under type names; from
 * 7.0 on directly. A type may be called `properties`, so the newer form is recognised by its content: every member of it
 * is a field.
 */
export function fieldsOf(
  mappings: Json | undefined,
  most: number,
): { readonly fields: readonly MappedField[]; readonly cut: boolean } {
  const out = new Map<string, MappedField>();
  const direct = member(mappings, 'properties');
  // A type called `properties` holds a map of fields there; a field called `properties` has a type or fields of its own.
  const inner = member(direct, 'properties');
  const isField = textOf(member(inner, 'type')) !== undefined || member(inner, 'properties') !== undefined;
  const typeless = direct !== undefined && (inner === undefined || isField);
  if (typeless) walk(direct, '', false, 0, out, most + 1);
  else
    for (const [, type] of entriesOf(mappings)) walk(member(type, 'properties'), '', false, 0, out, most + 1);
  const fields = [...out.values()];
  return { fields: fields.slice(0, most), cut: fields.length > most };
}

export function isDate(type: string): boolean {
  return DATES.includes(type);
}
