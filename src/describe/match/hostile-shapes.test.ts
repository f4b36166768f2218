import { describe, expect, it } from 'vitest';
import { Automaton } from './automaton.ts';
import { blueprintOf } from './blueprint.ts';
import { wholeCatalogue } from './catalogue.ts';
import { parseShape, relax } from './shape-syntax.ts';

const SIZE = 100_000;

/** Long runs and near misses: what makes a backtracking matcher slow. */
function hostile(example: string): Uint8Array[] {
  const bytes = Buffer.from(example === '' ? '0' : example, 'utf8');
  const last = bytes.subarray(bytes.length - 1);
  const first = bytes.subarray(0, 1);
  const fill = (unit: Uint8Array, end: string): Uint8Array => {
    const out = Buffer.alloc(SIZE, unit);
    out.write(end, SIZE - 1);
    return out;
  };
  return [
    fill(bytes, '\u0001'),
    fill(last, '!'),
    fill(first, '\n'),
    fill(Buffer.from('a '), '@'),
    Buffer.concat([bytes, Buffer.alloc(SIZE - bytes.length, last)]),
  ];
}

/** Counts reads of the input: a matcher that backs up reads a byte twice. */
function counting(bytes: Uint8Array): { readonly seen: Uint8Array; readonly reads: () => number } {
  let reads = 0;
  const seen = new Proxy(bytes, {
    get(target, key): unknown {
      if (typeof key === 'string' && key !== 'length') reads++;
      return Reflect.get(target, key, target);
    },
  });
  return { seen, reads: () => reads };
}

describe('every shape on hostile strings', () => {
  const { types, automaton, wild } = wholeCatalogue();

  it('of all types together reads each byte once at most, and works out few states', () => {
    const examples = types.flatMap((type) => type.examples.slice(0, 1)).filter((_one, i) => i % 12 === 0);
    expect(examples.length).toBeGreaterThan(20);
    for (const example of examples)
      for (const bytes of hostile(example).slice(0, 2))
        for (const one of [automaton, wild]) {
          const { seen, reads } = counting(bytes);
          one.match(seen, 0, bytes.length);
          expect(reads()).toBeLessThanOrEqual(bytes.length);
          expect(one.states).toBeLessThanOrEqual(32_768);
        }
  });

  it('of each type alone needs no more states than its shape has places, squared', () => {
    for (const type of types) {
      if (type.shapes.length === 0) continue;
      const trees = type.shapes.map((shape) => relax(parseShape(shape)).tree);
      const alone = new Automaton(blueprintOf([{ code: 0, shapes: trees }]));
      for (const bytes of hostile(type.examples[0] ?? '0')) alone.match(bytes, 0, bytes.length);
      expect(alone.states, type.id).toBeLessThan(2_000);
    }
  });

  it('of each check reads no more than a few times its bytes', () => {
    for (const type of types) {
      if (type.holds === undefined) continue;
      for (const bytes of hostile(type.examples[0] ?? '0')) {
        const { seen, reads } = counting(bytes);
        try {
          type.holds(seen, 0, bytes.length);
        } catch (error) {
          // The machine's own decoders take no proxy; they read once by themselves.
          expect(error).toBeInstanceOf(TypeError);
          type.holds(bytes, 0, bytes.length);
        }
        expect(reads(), type.id).toBeLessThanOrEqual(bytes.length * 8);
      }
    }
  });
});
