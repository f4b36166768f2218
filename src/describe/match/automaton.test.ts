import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Automaton } from './automaton.ts';
import { blueprintOf } from './blueprint.ts';
import { parseShape, ShapeSyntaxError } from './shape-syntax.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const codes = (automaton: Automaton, text: string): readonly number[] => {
  const value = bytes(text);
  return automaton.sets[automaton.match(value, 0, value.length)] ?? [];
};

const SHAPES = [
  '[A-Z]{2}\\d{2}',
  '\\d{3,5}',
  '(ab|cd)+',
  'a.c',
  '[^x]y',
  'é{2}',
  '[一-龥]{2,4}',
  '[a-zA-Zа-яё-]+',
  '(a?b){2,3}',
  '',
  'x*',
  '\\+\\d+',
  '[\\d.-]{2,}',
  '(?:foo|fo)o?',
  '[^\\d]{1,2}',
  '😀|[😀-😂]a',
  '\\{a\\}',
  '[]a]',
  'a{0,2}b{2,}',
];

describe('the automaton', () => {
  it('agrees with RegExp on every shape and any text', () => {
    const automaton = new Automaton(blueprintOf(SHAPES.map((shape, code) => ({ code, shapes: [shape] }))));
    const regexes = SHAPES.map((shape) => new RegExp(`^(?:${shape === '[]a]' ? '[\\]a]' : shape})$`, 'su'));
    const likely = fc.stringMatching(/^[abcdxyofé一二😀😁а+.\-{}\]0-9A-C]{0,7}$/u);
    fc.assert(
      fc.property(fc.oneof(likely, fc.string({ unit: 'binary', maxLength: 6 })), (text) => {
        const wanted = regexes.flatMap((regex, code) => (regex.test(text) ? [code] : []));
        expect(codes(automaton, text)).toEqual(wanted);
      }),
      { numRuns: 3_000 },
    );
  });

  it('knows dictionary words in lower case, capitalised and in capitals', () => {
    const automaton = new Automaton(
      blueprintOf([{ code: 4, shapes: [], words: ['мужской', 'han chinese', '维吾尔族'] }]),
    );
    for (const text of [
      'мужской',
      'Мужской',
      'МУЖСКОЙ',
      'Han Chinese',
      'HAN CHINESE',
      'Han chinese',
      '维吾尔族',
    ])
      expect(codes(automaton, text)).toEqual([4]);
    for (const text of ['', 'мужско', 'han', '维吾尔']) expect(codes(automaton, text)).toEqual([]);
  });

  it('stays right and bounded when far more states are met than it keeps', () => {
    const automaton = new Automaton(blueprintOf([{ code: 0, shapes: ['(a|b)*a(a|b){16}'] }]));
    const regex = /^(?:a|b)*a(?:a|b){16}$/;
    let seed = 99;
    for (let round = 0; round < 3_000; round++) {
      let text = '';
      for (let i = 0; i < 40; i++) {
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        text += (seed >>> 16) & 1 ? 'a' : 'b';
      }
      expect(codes(automaton, text).length === 1).toBe(regex.test(text));
      expect(automaton.states).toBeLessThanOrEqual(32_768);
    }
  });

  it('says where a shape is not in the language', () => {
    for (const shape of [
      '(a',
      'a)',
      '[a',
      '*a',
      'a{2',
      'a{3,1}',
      '(?=a)',
      '(a)\\1',
      '^a',
      'a$',
      '\\b',
      '[z-a]',
    ])
      expect(() => parseShape(shape), shape).toThrow(ShapeSyntaxError);
    expect(() => parseShape('ab(?!c)')).toThrow('character 4');
  });

  it('refuses shapes that need too many states, in words that help', () => {
    expect(() => new Automaton(blueprintOf([{ code: 0, shapes: ['((.{1,200}){1,200}){1,200}'] }]))).toThrow(
      /states: look for large/,
    );
  });
});
