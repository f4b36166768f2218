/** A reader of plain SELECT statements, as much as clients and probes ask of a twin: one source, no joins, no subqueries. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | null }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'star' }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'in'; readonly left: Expression; readonly list: readonly Expression[] };

export interface SelectItem {
  readonly expression: Expression;
  readonly label: string;
}

export interface Select {
  readonly items: readonly SelectItem[];
  /** Database and table, or the table alone. */
  readonly from: readonly string[];
  readonly where?: Expression;
  readonly groupBy: readonly Expression[];
  readonly orderBy: readonly { readonly expression: Expression; readonly descending: boolean }[];
  readonly limit?: number;
  readonly offset: number;
  readonly format?: string;
}

export class SqlError extends Error {}

type Token = {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'mark';
  readonly text: string;
  readonly from: number;
  readonly to: number;
};

const TOKEN =
  /\s+|--[^\n]*|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<quoted>`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.|"")*")|(?<text>'(?:[^'\\]|\\.|'')*')|(?<number>\d+(?:\.\d+)?)|(?<mark><=|>=|!=|<>|::|[(),.*/%+\-=<>;])/gsy;

function tokens(sql: string): readonly Token[] {
  const out: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < sql.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(sql);
    if (!match) throw new SqlError(`unexpected character at ${from}`);
    const [kind, text] = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined) ?? [];
    if (kind !== undefined && text !== undefined) {
      const bare = kind === 'quoted' || kind === 'text' ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text;
      out.push({ kind: kind as Token['kind'], text: bare, from, to: from + text.length });
    }
  }
  return out;
}

const BINARY: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '!=', '<>', '<', '>', '<=', '>=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
];
const CLAUSES = [
  'from',
  'where',
  'group',
  'order',
  'limit',
  'offset',
  'settings',
  'format',
  'as',
  'asc',
  'desc',
];
const DEEPEST = 60;

class Parser {
  readonly #sql: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(sql: string) {
    this.#sql = sql;
    this.#tokens = tokens(sql);
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  takes(...words: readonly string[]): string | undefined {
    const token = this.#next;
    const found =
      token && (token.kind === 'word' || token.kind === 'mark') && words.includes(token.text.toLowerCase())
        ? token.text.toLowerCase()
        : undefined;
    if (found !== undefined) this.#at += 1;
    return found;
  }

  needs(word: string): void {
    if (this.takes(word) === undefined)
      throw new SqlError(`expected ${word}, got ${this.#next?.text ?? 'the end'}`);
  }

  name(): string {
    const token = this.#next;
    if (!token || (token.kind !== 'word' && token.kind !== 'quoted')) throw new SqlError('expected a name');
    this.#at += 1;
    return token.text;
  }

  whole(): number {
    const token = this.#next;
    if (token?.kind !== 'number') throw new SqlError('expected a number');
    this.#at += 1;
    return Number(token.text);
  }

  list<T>(one: () => T): readonly T[] {
    const out = [one()];
    while (this.takes(',') !== undefined) out.push(one());
    return out;
  }

  atEnd(): boolean {
    return this.#next === undefined;
  }

  skipSettings(): void {
    while (this.#next && !(this.#next.kind === 'word' && this.#next.text.toLowerCase() === 'format'))
      this.#at += 1;
  }

  item(): SelectItem {
    const from = this.#next?.from ?? 0;
    const expression = this.expression();
    const to = this.#tokens[this.#at - 1]?.to ?? from;
    const next = this.#next;
    if (this.takes('as') !== undefined) return { expression, label: this.name() };
    if (
      next &&
      (next.kind === 'quoted' || (next.kind === 'word' && !CLAUSES.includes(next.text.toLowerCase())))
    )
      return { expression, label: this.name() };
    return { expression, label: expression.kind === 'column' ? expression.name : this.#sql.slice(from, to) };
  }

  expression(level = 0): Expression {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new SqlError('nested too deeply');
    const words = BINARY[level];
    let left = words ? this.expression(level + 1) : this.#operand();
    for (let sign = words && this.takes(...words); sign !== undefined; sign = words && this.takes(...words)) {
      if (sign === 'in') {
        this.needs('(');
        left = { kind: 'in', left, list: this.list(() => this.expression()) };
        this.needs(')');
      } else left = { kind: 'call', name: sign, args: [left, this.expression(level + 1)] };
    }
    this.#depth -= 1;
    return left;
  }

  #operand(): Expression {
    const token = this.#next;
    if (!token) throw new SqlError('the statement ends too early');
    this.#at += 1;
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'text') return { kind: 'literal', value: token.text };
    if (token.text === '*') return { kind: 'star' };
    if (token.text === '-') {
      const inner = this.#operand();
      return { kind: 'call', name: '-', args: [{ kind: 'literal', value: 0 }, inner] };
    }
    if (token.text === '(') {
      const inner = this.expression();
      this.needs(')');
      return inner;
    }
    if (token.kind === 'mark') throw new SqlError(`unexpected ${token.text}`);
    if (token.kind === 'word' && this.takes('(') !== undefined) {
      const args = this.takes(')') === undefined ? this.list(() => this.expression()) : [];
      if (args.length > 0) this.needs(')');
      return { kind: 'call', name: token.text.toLowerCase(), args };
    }
    if (token.kind === 'word' && token.text.toLowerCase() === 'null') return { kind: 'literal', value: null };
    let name = token.text;
    while (this.takes('.') !== undefined) name = this.name();
    return { kind: 'column', name };
  }
}

/** Reads one SELECT. Throws `SqlError` for anything else. */
export function parseSelect(sql: string): Select {
  const parser = new Parser(sql);
  parser.needs('select');
  parser.takes('distinct');
  const items = parser.list(() => parser.item());
  let from: string[] = [];
  if (parser.takes('from') !== undefined) {
    from = [parser.name()];
    while (parser.takes('.') !== undefined) from.push(parser.name());
  }
  const where = parser.takes('where') === undefined ? undefined : parser.expression();
  let groupBy: readonly Expression[] = [];
  if (parser.takes('group') !== undefined) {
    parser.needs('by');
    groupBy = parser.list(() => parser.expression());
  }
  let orderBy: Select['orderBy'] = [];
  if (parser.takes('order') !== undefined) {
    parser.needs('by');
    orderBy = parser.list(() => {
      const expression = parser.expression();
      return { expression, descending: parser.takes('desc', 'asc') === 'desc' };
    });
  }
  let limit: number | undefined;
  let offset = 0;
  if (parser.takes('limit') !== undefined) {
    limit = parser.whole();
    if (parser.takes(',') !== undefined) [offset, limit] = [limit, parser.whole()];
  }
  if (parser.takes('offset') !== undefined) offset = parser.whole();
  if (parser.takes('settings') !== undefined) parser.skipSettings();
  const format = parser.takes('format') === undefined ? undefined : parser.name();
  parser.takes(';');
  if (!parser.atEnd()) throw new SqlError('there is more than one statement, or a part that is not known');
  return {
    items,
    from,
    groupBy,
    orderBy,
    offset,
    ...(where ? { where } : {}),
    ...(limit === undefined ? {} : { limit }),
    ...(format === undefined ? {} : { format }),
  };
}
