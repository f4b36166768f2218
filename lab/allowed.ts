import type { Depth } from '../src/model/depth.ts';
import type { AnyService, Row } from '../src/wire/service.ts';
import { isHole, type Template } from '../src/wire/template.ts';
import type { SeenCommand } from './server.ts';

/** Places in a statement that a text log shows filled, as what their rendering may look like. A `;` is in none of them. */
const FILLED: Readonly<Record<string, string>> = {
  oids: '\\d+(?:, ?\\d+)*',
  limit: '\\d{1,4}',
  size: '\\d{1,4}',
  every: '\\d{1,7}',
  share: '\\d{1,7}',
  caps: '(?: SETTINGS max_execution_time = 5)?',
};
const QUOTED = "(?:\"(?:[^\"]|\"\")+\"|`(?:[^`]|``)+`|'(?:[^']|'')+'|CONVERT\\(x'[0-9a-f]+' USING \\w+\\))";
const NAMES = new Set(['schema', 'table', 'column', 'database']);
/** In a path a name is percent-encoded whole, so that it stays within its segment. */
const SEGMENT = '[^/?;]+';

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function filled(name: string, inPath: boolean): string {
  return FILLED[name] ?? (inPath ? SEGMENT : NAMES.has(name) ? QUOTED : '[^;]*');
}

function isJoined(value: unknown): value is { readonly joined: readonly unknown[] } {
  return typeof value === 'object' && value !== null && 'joined' in value;
}

/** The text that a joined template may become. Literals must stand exactly as in the table. */
function patternOf(parts: readonly unknown[]): RegExp {
  const inPath = typeof parts[0] === 'string' && parts[0].startsWith('/') && !parts[0].startsWith('/*');
  const source = parts.map((part) =>
    typeof part === 'string' ? escaped(part) : isHole(part) ? filled(part.hole, inPath) : '',
  );
  return new RegExp(`^${source.join('')}$`, 's');
}

/** True where this request is that template with its holes filled: judged without the guard and without its codec. */
export function fits(template: Template, request: unknown): boolean {
  if (isHole(template)) return template.render === undefined ? template.test(request) : request !== undefined;
  if (isJoined(template)) return typeof request === 'string' && patternOf(template.joined).test(request);
  if (Array.isArray(template)) {
    return (
      Array.isArray(request) &&
      request.length === template.length &&
      template.every((item: Template, index) => fits(item, request[index]))
    );
  }
  if (typeof template === 'object' && template !== null) {
    if (typeof request !== 'object' || request === null) return false;
    const given = request as Readonly<Record<string, unknown>>;
    return (
      Object.keys(given).every((key) => key in template) &&
      Object.entries(template).every(([key, item]) => fits(item, given[key]))
    );
  }
  return template === request;
}

/** Every text with holes that is anywhere in a template. */
function statementsOf(template: unknown): readonly (readonly unknown[])[] {
  if (isJoined(template)) return [template.joined];
  if (isHole(template) || typeof template !== 'object' || template === null) return [];
  return Object.values(template).flatMap(statementsOf);
}

/** `ping` of `['PING']`, `config` and `config|get` of `['CONFIG', 'GET', …]`: all that some statistics keep of a command. */
function wordsOf(template: Template): readonly string[] {
  if (!Array.isArray(template)) {
    const type: unknown =
      typeof template === 'object' && template !== null && 'type' in template ? template['type'] : undefined;
    if (typeof type === 'string') return [type];
    return Object.entries(template ?? {}).map(([key, value]) => `${key} ${String(value)}`);
  }
  const [first, second] = template.map((item: unknown) =>
    typeof item === 'string' ? item.toLowerCase() : undefined,
  );
  return first === undefined ? [] : second === undefined ? [first] : [first, `${first}|${second}`];
}

export interface Allowed {
  readonly name: string;
  readonly depth: Depth;
}

/** The row of the service's table that a command seen by the server belongs to; undefined where there is none. */
export function allowedBy(service: AnyService, seen: SeenCommand): Allowed | undefined {
  const rows: readonly (readonly [string, Row])[] = Object.entries(service.allow);
  const { sql, word } = seen;
  const found = rows.find(([, { send }]) => {
    if (sql !== undefined) return statementsOf(send).some((parts) => patternOf(parts).test(sql));
    return word === undefined ? fits(send, seen.request) : wordsOf(send).includes(word);
  });
  return found && { name: found[0], depth: found[1].depth };
}
