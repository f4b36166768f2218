/**
 * Requests as data. A template is a plain structure of the codec's request type in which some places are holes; the guard
 * fills it, encodes it, decodes its own bytes again and compares.
 */

/** A place in a request that the probe may fill, with the test that a value must pass. */
export interface Hole {
  readonly hole: string;
  /** What may stand here, in words: printed in docs. */
  readonly allows: string;
  test(value: unknown): boolean;
  /** How the value is written into the request; identity where absent. Runs after the test. */
  render?(value: never): unknown;
}

/** Text with holes inside, joined after rendering: a path, a statement. */
export interface Joined {
  readonly joined: readonly (string | Hole)[];
}

export type Template =
  | string
  | number
  | bigint
  | boolean
  | null
  | Hole
  | Joined
  | readonly Template[]
  | { readonly [key: string]: Template };

export type HoleValues = Readonly<Record<string, unknown>>;

export function isHole(value: unknown): value is Hole {
  return typeof value === 'object' && value !== null && 'hole' in value && 'test' in value;
}

function isJoined(value: unknown): value is Joined {
  return typeof value === 'object' && value !== null && 'joined' in value;
}

/** A hole that takes one of a closed list of words. */
export function oneOf(name: string, words: readonly string[]): Hole {
  return {
    hole: name,
    allows: words.join(' | '),
    test: (value) => typeof value === 'string' && words.includes(value),
  };
}

/** A hole that takes a whole number within bounds, both included. */
export function integer(name: string, least: number, most: number): Hole {
  return {
    hole: name,
    allows: `${least}..${most}`,
    test: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
  };
}

/** A hole that takes text which passes a test; `allows` says the test in words. */
export function text(
  name: string,
  allows: string,
  test: (value: string) => boolean,
  render?: (value: string) => string,
): Hole {
  const hole = { hole: name, allows, test: (value: unknown) => typeof value === 'string' && test(value) };
  return render ? { ...hole, render: render } : hole;
}

/** Text with holes: join\`/\${db}/_stats\`. */
export function join(strings: TemplateStringsArray, ...holes: readonly Hole[]): Joined {
  const joined: (string | Hole)[] = [];
  strings.forEach((part, index) => {
    if (part !== '') joined.push(part);
    const hole = holes[index];
    if (hole) joined.push(hole);
  });
  return { joined };
}

export class TemplateError extends Error {}

function fillHole(hole: Hole, values: HoleValues): unknown {
  const value = values[hole.hole];
  if (!hole.test(value)) throw new TemplateError(`hole "${hole.hole}" takes ${hole.allows}`);
  return hole.render ? hole.render(value as never) : value;
}

/** Fills every hole. Throws `TemplateError` where a value fails its test. */
export function fill(template: Template, values: HoleValues): unknown {
  if (isHole(template)) return fillHole(template, values);
  if (isJoined(template)) {
    return template.joined
      .map((part) => (typeof part === 'string' ? part : String(fillHole(part, values))))
      .join('');
  }
  if (Array.isArray(template)) return template.map((item: Template) => fill(item, values));
  if (typeof template === 'object' && template !== null) {
    const out: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(template)) out[key] = fill(item, values);
    return out;
  }
  return template;
}

/** Names of the holes in a template, in order. */
export function holesOf(template: Template): readonly Hole[] {
  if (isHole(template)) return [template];
  if (isJoined(template)) return template.joined.filter(isHole);
  if (Array.isArray(template)) return template.flatMap((item: Template) => holesOf(item));
  if (typeof template === 'object' && template !== null)
    return Object.values(template).flatMap((item) => holesOf(item));
  return [];
}
