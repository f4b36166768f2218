import fc from 'fast-check';
import { escapeId } from 'mysql2';
import { describe, expect, it } from 'vitest';
import { fill, holesOf, TemplateError } from '../../wire/template.ts';
import { decodeMy, encodeMy, type MySend } from './codec.ts';
import { isName, quoteIdentifier } from './quote.ts';
import { myAllow } from './table.ts';

/** The lexical rules of MySQL, as far as they matter here: kinds of tokens in order, without what quotes enclose. */
function tokens(sql: string): string[] {
  const found: string[] = [];
  const pattern =
    /`(?:[^`]|``)*`|x'[0-9a-f]*'|'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|--\s[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|@@[\w.]+|[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?|\s+|[\s\S]/gy;
  for (const match of sql.matchAll(pattern)) {
    const token = match[0];
    if (/^\s/.test(token)) continue;
    if (token.startsWith('`') && token.length > 1) found.push('identifier');
    else if (token.startsWith("x'")) found.push('literal');
    else found.push(token);
  }
  return found;
}

const spiteful = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '`',
        '``',
        "'",
        '"',
        '\\',
        ';',
        '-- ',
        '#',
        '/*',
        '*/',
        '/*!',
        '\n',
        '\0',
        ')',
        '(',
        '\ud800',
        'é',
        ' ',
      ),
      { minLength: 1, maxLength: 20 },
    )
    .map((parts) => parts.join('')),
);

const KINDS = ['whole', 'text', 'document', 'bytes', 'number', 'place'] as const;

function sqlOf(row: keyof typeof myAllow, name: string): string {
  const values: Record<string, unknown> = {
    schema: name,
    table: name,
    column: name,
    keys: ['-1'],
    share: 5,
    limit: 5,
    columns: KINDS.map((as) => ({ name, as })),
  };
  return (fill(myAllow[row].send, values) as { sql: string }).sql;
}

describe('an identifier', () => {
  it('is quoted as mysql2 quotes it', () => {
    fc.assert(
      fc.property(spiteful, (name) => {
        expect(quoteIdentifier(name)).toBe(escapeId(name, true));
      }),
    );
  });

  it('changes no token of any statement, whatever it is, or is refused', () => {
    const names = [
      'columns',
      'indexes',
      'rowCounts',
      'count',
      'span',
      'bounds',
      'whole',
      'share',
      'places',
    ] as const;
    const rows = names.map((row) => [row, tokens(sqlOf(row, 'x'))] as const);
    fc.assert(
      fc.property(spiteful, (name) => {
        for (const [row, expected] of rows) {
          if (!isName(name)) {
            expect(() => sqlOf(row, name)).toThrow(TemplateError);
            continue;
          }
          const sql = sqlOf(row, name);
          expect(tokens(sql)).toEqual(expected);
          const send: MySend = { type: 'query', sql };
          expect(decodeMy(encodeMy(send))).toEqual(send);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the table of commands', () => {
  it('holds statements that read, and nothing else', () => {
    const statements = Object.entries(myAllow).flatMap(([name, row]) => {
      const send = row.send as { readonly type?: unknown; readonly sql?: unknown };
      return send.type === 'query' ? [[name, JSON.stringify(send.sql)] as const] : [];
    });
    expect(statements.length).toBeGreaterThan(15);
    for (const [name, sql] of statements) {
      expect(sql, name).toMatch(
        /^(?:\{"joined":\[)?"(?:\/\*M!100102 SET STATEMENT max_statement_time=5 FOR \*\/ SELECT |SELECT |SHOW |START TRANSACTION READ ONLY"$)/,
      );
      expect(sql.replace('SET STATEMENT max_statement_time=5 FOR', ''), name).not.toMatch(
        /;|\b(?:INTO|UPDATE|OUTFILE|DUMPFILE|LOAD_FILE|SET|CALL|DO|LOCK|FLUSH|RESET|KILL|CREATE|DROP|ALTER|GRANT|SLEEP|BENCHMARK|GET_LOCK)\b/,
      );
    }
  });

  it('sends a name of an account only in rows that say so', () => {
    for (const [name, row] of Object.entries(myAllow)) {
      const sends = holesOf(row.send).some((hole) => hole.hole === 'account');
      expect('account' in row && row.account === true, name).toBe(sends);
    }
  });
});
