import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fill } from '../../wire/template.ts';
import { readType } from './columns.ts';
import { isQuotable } from './quote.ts';
import { renderMeasures, statements } from './statements.ts';

describe('statements', () => {
  /** Splits as the engine does: quoted tokens with backslash escapes, words, and single marks. */
  function tokens(sql: string): string[] {
    return sql.match(/`(?:\\[^]|[^`\\])*`|'(?:\\[^]|[^'\\])*'|[A-Za-z0-9_.]+|\S/g) ?? [];
  }

  it('keep their tokens, whatever names stand in them', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(isQuotable);
    fc.assert(
      fc.property(name, name, name, (database, table, column) => {
        const values = (a: string, b: string, c: string) => ({
          database: a,
          table: b,
          databases: [a, b],
          columns: [c],
          measures: [{ kind: 'distinct', column: c }],
          caps: '',
          every: 1,
          size: 1,
        });
        for (const { sql } of Object.values(statements)) {
          const plain = tokens(String(fill(sql, values('a', 'b', 'c'))));
          const odd = tokens(String(fill(sql, values(database, table, column))));
          expect(odd.length).toBe(plain.length);
          expect(odd.filter((token) => !/^[`']/.test(token))).toEqual(
            plain.filter((token) => !/^[`']/.test(token)),
          );
        }
      }),
    );
  });

  it('begin with SELECT or SHOW, and take no measure but the listed ones', () => {
    for (const { sql } of Object.values(statements))
      expect(sql.joined[0]).toMatch(/^(?:SELECT |SHOW GRANTS$)/);
    const values = { database: 'a', table: 'b', caps: '' };
    for (const bad of [
      [{ kind: 'sleep', column: 'a' }],
      [{ kind: 'distinct', column: '' }],
      ['x'],
      'x',
      [{ kind: 'distinct', column: 'a\0' }],
    ]) {
      expect(() => fill(statements.measure.sql, { ...values, measures: bad })).toThrow('measures');
    }
    expect(renderMeasures([{ kind: 'nulls', column: 'a`b' }])).toBe('count(), countIf(isNull(`a\\`b`))');
    expect(() => fill(statements.count.sql, { ...values, caps: '; DROP' })).toThrow('caps');
  });

  it('read types down to the innermost word, without the values of an Enum', () => {
    expect(readType('Array(LowCardinality(Nullable(String)))')).toEqual({
      type: 'string',
      nullable: true,
      list: true,
    });
    expect(readType("Enum8('alice@example.org' = 1)")).toEqual({
      type: 'enum8',
      nullable: false,
      list: false,
    });
    expect(readType("DateTime64(3, 'UTC')").type).toBe('datetime64');
    expect(readType('').type).toBe('unknown');
  });
});
