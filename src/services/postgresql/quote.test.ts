import fc from 'fast-check';
import { escapeIdentifier } from 'pg';
import { describe, expect, it } from 'vitest';
import { fill, holesOf, TemplateError } from '../../wire/template.ts';
import { decodePg, encodePg, type PgSend } from './codec.ts';
import { isName, quoteIdentifier } from './quote.ts';
import { pgAllow } from './table.ts';

/** The lexical rules of PostgreSQL, as far as they matter here: kinds of tokens in order, without what quotes enclose. */
function tokens(sql: string): string[] {
  const found: string[] = [];
  const pattern =
    /"(?:[^"]|"")*"|'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|\$[A-Za-z_]*\$|[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?|\s+|[\s\S]/gy;
  for (const match of sql.matchAll(pattern)) {
    const token = match[0];
    if (/^\s/.test(token)) continue;
    if (token.startsWith('"') && token.length > 1) found.push('identifier');
    else if (token.startsWith("'") && token.length > 1) found.push('string');
    else found.push(token);
  }
  return found;
}

const spiteful = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '"',
        '""',
        "'",
        '\\',
        ';',
        '--',
        '/*',
        '*/',
        '$$',
        '$a$',
        'U&',
        '\n',
        '\0',
        ')',
        '(',
        'E',
        '\ud800',
        'é',
        ' ',
      ),
      { minLength: 1, maxLength: 20 },
    )
    .map((parts) => parts.join('')),
);

function sqlOf(name: keyof typeof pgAllow, identifier: string): string {
  const values: Record<string, unknown> = {
    schema: identifier,
    table: identifier,
    column: identifier,
    oids: [1],
    tuples: [[0, 1]],
    limit: 5,
    columns: (['whole', 'text', 'document', 'bytes'] as const).map((as) => ({ name: identifier, as })),
  };
  return (fill(pgAllow[name].send, values) as { sql: string }).sql;
}

describe('an identifier', () => {
  it('is quoted as node-postgres quotes it', () => {
    fc.assert(
      fc.property(spiteful, (name) => {
        expect(quoteIdentifier(name)).toBe(escapeIdentifier(name));
      }),
    );
  });

  it('changes no token of any statement, whatever it is, or is refused', () => {
    const rows = (['count', 'span', 'whole', 'tuples'] as const).map(
      (name) => [name, tokens(sqlOf(name, 'x'))] as const,
    );
    fc.assert(
      fc.property(spiteful, (name) => {
        for (const [row, expected] of rows) {
          if (!isName(name)) {
            expect(() => sqlOf(row, name)).toThrow(TemplateError);
            continue;
          }
          const sql = sqlOf(row, name);
          expect(tokens(sql)).toEqual(expected);
          const send: PgSend = { type: 'query', sql };
          expect(decodePg(encodePg(send))).toEqual(send);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the table of commands', () => {
  const statements = Object.entries(pgAllow).flatMap(([name, row]) => {
    const send = row.send as { readonly type?: unknown; readonly sql?: unknown };
    return send.type === 'query' ? [[name, JSON.stringify(send.sql)] as const] : [];
  });

  it('holds statements that read, and nothing else', () => {
    expect(statements.length).toBeGreaterThan(15);
    for (const [name, sql] of statements) {
      expect(sql, name).toMatch(
        /^(?:"|\{"joined":\["|\[")(?:SELECT |WITH RECURSIVE |BEGIN READ ONLY"$|ROLLBACK"$)/,
      );
      expect(sql, name).not.toMatch(
        /;|\b(?:INTO|UPDATE|COPY|SET|CALL|DO|LOCK|NOTIFY|VACUUM|CREATE|DROP|ALTER|GRANT|pg_read_file|lo_import|dblink|nextval|most_common|histogram_bounds)\b(?!, DELETE)/,
      );
    }
  });

  it('sends a name of an account only in rows that say so', () => {
    for (const [name, row] of Object.entries(pgAllow)) {
      const sends = holesOf(row.send).some((hole) => hole.hole === 'account');
      expect('account' in row && row.account === true, name).toBe(sends);
    }
  });
});
