import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LimitError, ProtocolError } from './codec.ts';
import { countOf, entriesOf, listOf, member, numberOf, parseJson } from './http-json.ts';

const LIMITS = { elements: 1_000, depth: 20 };

describe('parseJson', () => {
  it('gives what JSON.parse gives, within the limits', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(parseJson(Buffer.from(text), { elements: 1e6, depth: 100 })).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses nesting before building anything', () => {
    expect(() => parseJson(Buffer.from('['.repeat(1_000_000)), LIMITS)).toThrow(LimitError);
    expect(() => parseJson(Buffer.from('{"a":'.repeat(30)), LIMITS)).toThrow(LimitError);
    expect(parseJson(Buffer.from(JSON.stringify('['.repeat(100))), LIMITS)).toBe('['.repeat(100));
    expect(parseJson(Buffer.from(JSON.stringify('"[\\"'.repeat(100))), LIMITS)).toBe('"[\\"'.repeat(100));
  });

  it('refuses more elements than the limit', () => {
    expect(() => parseJson(Buffer.from(`[${'1,'.repeat(2_000)}1]`), LIMITS)).toThrow(LimitError);
    expect(() => parseJson(Buffer.from(`[${'[],'.repeat(600)}1]`), LIMITS)).toThrow(LimitError);
  });

  it('throws nothing but its two errors on any bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => Buffer.from(`{${text}`)),
        ),
        (bytes) => {
          try {
            parseJson(bytes, LIMITS);
          } catch (error) {
            expect(error instanceof ProtocolError || error instanceof LimitError).toBe(true);
          }
        },
      ),
    );
  });

  it('reaches no prototype', () => {
    const json = parseJson(Buffer.from('{"__proto__":{"polluted":1},"a":{"constructor":2}}'), LIMITS);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(member(json, '__proto__', 'polluted')).toBe(1);
    expect(member(json, 'toString')).toBeUndefined();
    expect(member(json, 'a', 'constructor')).toBe(2);
    expect(member(json, 'a', 'hasOwnProperty')).toBeUndefined();
  });
});

describe('readers of values', () => {
  it('take only what they name', () => {
    expect(numberOf('12.5')).toBe(12.5);
    expect(numberOf('0x10')).toBeUndefined();
    expect(numberOf('')).toBeUndefined();
    expect(countOf('12')).toBe(12);
    expect(countOf(-1)).toBeUndefined();
    expect(countOf(1.5)).toBeUndefined();
    expect(listOf({ length: 3 })).toEqual([]);
    expect(entriesOf([1])).toEqual([]);
    expect(member([1] as const, 'length')).toBeUndefined();
  });
});
