import { Unreadable } from './limits.ts';

/** A type of an Avro schema (avro.apache.org, specification 1.11), with names resolved. */
export type AvroType =
  | {
      readonly kind: 'null' | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'string';
      readonly logical?: string;
    }
  | { readonly kind: 'record'; fields: readonly { readonly name: string; readonly type: AvroType }[] }
  | { readonly kind: 'enum'; readonly symbols: readonly string[] }
  | { readonly kind: 'array' | 'map'; readonly items: AvroType }
  | { readonly kind: 'union'; readonly branches: readonly AvroType[] }
  | { readonly kind: 'fixed'; readonly size: number };

const PRIMITIVE = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;
type Primitive = (typeof PRIMITIVE)[number];

function isPrimitive(name: string): name is Primitive {
  return (PRIMITIVE as readonly string[]).includes(name);
}

const wrong = (): Unreadable => new Unreadable('the schema of the Avro file is not understood');

/** Reads the JSON of a schema. */
export function avroSchema(json: string): AvroType {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw wrong();
  }
  return typeOf(parsed, new Map(), '', 0);
}

function typeOf(given: unknown, named: Map<string, AvroType>, space: string, depth: number): AvroType {
  if (depth > 64) throw wrong();
  if (typeof given === 'string') {
    if (isPrimitive(given)) return { kind: given };
    const known = named.get(given) ?? named.get(`${space}.${given}`);
    if (known === undefined) throw wrong();
    return known;
  }
  if (Array.isArray(given))
    return { kind: 'union', branches: given.map((one) => typeOf(one, named, space, depth + 1)) };
  if (typeof given !== 'object' || given === null) throw wrong();
  const about = given as Readonly<Record<string, unknown>>;
  const { type, name } = about;
  const here = typeof about['namespace'] === 'string' ? about['namespace'] : space;
  const keep = (made: AvroType): AvroType => {
    if (typeof name === 'string') {
      named.set(name, made);
      if (here !== '') named.set(`${here}.${name}`, made);
    }
    return made;
  };
  switch (type) {
    case 'record':
    case 'error': {
      const made: AvroType = { kind: 'record', fields: [] };
      keep(made);
      if (!Array.isArray(about['fields'])) throw wrong();
      made.fields = about['fields'].map((field: unknown) => {
        const { name: key, type: inner } = (field ?? {}) as { name?: unknown; type?: unknown };
        if (typeof key !== 'string') throw wrong();
        return { name: key, type: typeOf(inner, named, here, depth + 1) };
      });
      return made;
    }
    case 'enum':
      return keep({
        kind: 'enum',
        symbols: Array.isArray(about['symbols']) ? about['symbols'].map(String) : [],
      });
    case 'fixed': {
      const size = about['size'];
      if (typeof size !== 'number' || !(size >= 0)) throw wrong();
      return keep({ kind: 'fixed', size });
    }
    case 'array':
      return { kind: 'array', items: typeOf(about['items'], named, here, depth + 1) };
    case 'map':
      return { kind: 'map', items: typeOf(about['values'], named, here, depth + 1) };
    default: {
      const logical = about['logicalType'];
      if (typeof type === 'string' && isPrimitive(type))
        return { kind: type, ...(typeof logical === 'string' ? { logical } : {}) };
      return typeOf(type, named, here, depth + 1);
    }
  }
}
