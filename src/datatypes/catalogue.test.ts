import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type DataType } from './datatype.ts';
import { byId, datatypes } from './index.ts';

const here = new URL('.', import.meta.url);
const encoder = new TextEncoder();

/** The shapes are a subset of JavaScript's regular expressions; this translation is the reference, used in tests only. */
function hasShape(type: DataType): (value: string) => boolean {
  const expressions = type.shapes.map((shape) => new RegExp(`^(?:${shape})$`, 'us'));
  return (value) => expressions.length === 0 || expressions.some((expression) => expression.test(value));
}

function holds(type: DataType, value: string): boolean {
  // Bytes around the value must not matter: a check sees a window into a larger buffer.
  const bytes = encoder.encode(`9${value}9`);
  return type.holds === undefined || type.holds(bytes, 1, bytes.length - 1);
}

/** A small generator of uniform numbers (mulberry32), so that a failure can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Code points that may stand for `char` in a random value: low end and how many, or the character itself. */
function spread(char: string, pool: string): readonly [number, number] | string {
  if (/\d/.test(char)) return [48, 10];
  if (/[A-Z]/.test(char)) return [65, 26];
  if (/[ \-./]/.test(char)) return char;
  if (/[一-龥]/.test(char)) return [0x4e00, 20_902];
  if (/[Ѐ-ӿ]/.test(char)) return [0x430, 32];
  if (/[ء-ۿ]/.test(char)) return [0x627, 36];
  return /\p{L}/u.test(char) || pool === '' ? [97, 26] : pool;
}

/** A maker of random values of the same make-up: digit for digit, letter for letter, separators kept, other signs any character of the kinds in it. */
function randomLike(value: string, random: (below: number) => number): () => string {
  const pool =
    (/\d/.test(value) ? '0123456789' : '') +
    (/[A-Z]/.test(value) ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' : '') +
    (/[a-z]/.test(value) ? 'abcdefghijklmnopqrstuvwxyz' : '');
  const spreads = [...value].map((char) => spread(char, pool));
  return () => {
    const codes = spreads.map((one) =>
      typeof one === 'string' ? one.charCodeAt(random(one.length)) : one[0] + random(one[1]),
    );
    return String.fromCharCode(...codes);
  };
}

const groups = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const declared = groups.flatMap((group) =>
  readdirSync(new URL(`${group.name}/`, here))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'index.ts')
    .map((file) => ({
      path: `${group.name}/${file}`,
      text: readFileSync(new URL(`${group.name}/${file}`, here), 'utf8'),
    }))
    .filter(({ text }) => text.includes('defineDataType(')),
);

describe('the list', () => {
  it('holds every file that declares a data type, once', () => {
    expect(declared.length).toBeGreaterThan(20);
    for (const { path, text } of declared) {
      const id = /^\s*id: '([^']+)'/m.exec(text)?.[1] ?? `no id in ${path}`;
      expect(byId.has(id), `${path} declares ${id}, which index.ts does not list`).toBe(true);
    }
    expect(datatypes.length).toBe(declared.length);
  });

  it('has no id twice, and ids are dotted lower case', () => {
    expect(byId.size).toBe(datatypes.length);
    for (const { id } of datatypes) expect(id).toMatch(/^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$/);
  });
});

describe.each(datatypes.map((type) => [type.id, type] as const))('%s', (_, type) => {
  const shaped = hasShape(type);

  it('recognises its examples', () => {
    expect(type.examples.length).toBeGreaterThanOrEqual(type.holds ? 3 : type.shapes.length > 0 ? 2 : 0);
    for (const example of type.examples) {
      expect(shaped(example), `shape of ${example}`).toBe(true);
      expect(holds(type, example), `check of ${example}`).toBe(true);
    }
  });

  it('refuses its counterexamples', () => {
    const checks = type.shapes.length > 0 || type.holds !== undefined;
    expect(type.counterexamples.length).toBeGreaterThanOrEqual(checks ? 3 : 0);
    if (checks)
      for (const value of type.counterexamples)
        expect(shaped(value) && holds(type, value), value).toBe(false);
  });

  it('has hints in normal form, each once', () => {
    const seen = new Set<string>();
    for (const [language, hints] of Object.entries(type.hints)) {
      expect(LANGUAGES).toContain(language);
      expect(hints.length).toBeGreaterThan(0);
      expect(new Set(hints).size, `${language} hints`).toBe(hints.length);
      for (const hint of hints) seen.add(hint);
    }
    const weak = type.weakHints ?? [];
    expect(new Set(weak).size, 'weak hints').toBe(weak.length);
    for (const hint of [...seen, ...weak, ...(type.antiHints ?? [])]) {
      expect(hint).toBe(hint.toLowerCase().normalize('NFC').trim());
      expect(hint).toMatch(/^[\p{L}\p{N}\p{M}]+( [\p{L}\p{N}\p{M}]+)*$/u);
    }
    if (type.needs === 'name') expect(seen.size).toBeGreaterThan(0);
  });

  it('has a dictionary in lower case, each word once in a language', () => {
    for (const [language, words] of Object.entries(type.words ?? {})) {
      expect(LANGUAGES).toContain(language);
      expect(new Set(words).size, language).toBe(words.length);
      for (const word of words) expect(word).toBe(word.toLowerCase().normalize('NFC').trim());
    }
  });

  it('says what it is and where that is laid down', () => {
    expect(type.title.length).toBeGreaterThan(2);
    expect(Object.values(type.hints).flat().length).toBeGreaterThan(0);
    expect(type.source.length).toBeGreaterThan(7);
    expect(type.source, 'a standard, a law or a vendor').not.toMatch(
      /^own (list|definition)|general knowledge/i,
    );
    if (
      type.group === 'government-id' &&
      !/^id\.(mrz|passport|birth-certificate|residence-permit|voter-card|lb\.record)$/.test(type.id)
    )
      expect(type.country, 'a national identifier has a country').toMatch(/^[A-Z]{2}$/);
  });

  it('says how often chance passes', () => {
    expect(type.nullRate).toBeGreaterThan(0);
    expect(type.nullRate).toBeLessThanOrEqual(1);
    if (type.needs === 'structure' || type.needs === 'name' || (type.shapes.length === 0 && !type.holds))
      return;
    if (type.nullRate === 1 && !type.holds) return;
    // Common passes are measured well by few draws, and a literal prefix is never met by chance.
    const draws = type.nullRate <= 0.000_01 ? 10_000 : type.nullRate > 0.02 ? 30_000 : 100_000;
    const random = generator(20_260_101);
    const makers = type.examples.map((example) => randomLike(example, random));
    let passed = 0;
    for (let i = 0; i < draws; i++) {
      const value = makers[i % makers.length]?.() ?? '';
      if (shaped(value) && holds(type, value)) passed++;
    }
    const rate = passed / draws;
    const noise = 5 * Math.sqrt(Math.max(rate, type.nullRate) / draws);
    expect(rate, `declared ${type.nullRate}`).toBeLessThanOrEqual(type.nullRate * 1.1 + noise);
    // Where statistics decide, real confusers are likelier than random letters, and the declared rate is the higher one.
    if (type.needs !== 'statistics')
      expect(rate, `declared ${type.nullRate}`).toBeGreaterThanOrEqual(type.nullRate * 0.9 - noise);
  });
});

describe('hints over the whole catalogue', () => {
  it('names one concept: no strong hint in more than a handful of types', () => {
    const owners = new Map<string, Set<string>>();
    for (const type of datatypes)
      for (const hint of Object.values(type.hints).flat())
        owners.set(hint, (owners.get(hint) ?? new Set()).add(type.id));
    for (const [hint, ids] of owners)
      expect([...ids].length, `${hint}: ${[...ids].join(', ')}`).toBeLessThanOrEqual(12);
  });
});
