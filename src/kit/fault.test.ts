import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultOf, faultText } from './fault.ts';

const place = /^fault\.test\.ts:\d+:\d+$/;

test('kind and places, and nothing of the message', () => {
  const { name, at } = faultOf(new TypeError('qzcanary'));
  expect(name).toBe('TypeError');
  expect(at[0]).toMatch(place);
  expect(faultText({ name, at })).toMatch(/^TypeError at fault\.test\.ts:\d+:\d+/);
});

test('a message that looks like places gives none', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string({ unit: fc.constantFrom('\n', ' ', 'a', '@', '/', '.', 'js', ':1', 'at ') }),
      (a, b) => {
        const value = `${a}\n    at f (/x/qzcanary${b}.js:1:2)\n    at qzcanary.ts:3:4`;
        for (const error of [
          new Error(value),
          new RangeError(value),
          Object.assign(new Error('x'), { message: value, code: value, name: value }),
        ])
          expect(JSON.stringify(faultOf(error))).not.toContain('qzcanary');
      },
    ),
  );
});

test('what is thrown and is no error', () => {
  for (const thrown of ['qzcanary', { message: 'qzcanary', stack: '    at qzcanary.js:1:1' }, undefined, 7])
    expect(faultOf(thrown)).toEqual({ name: 'no error', at: [] });
});

test("the runtime's own codes are told", () => {
  const error = Object.assign(new Error('qzcanary'), { code: 'ERR_ACCESS_DENIED' });
  expect(faultOf(error).name).toBe('Error ERR_ACCESS_DENIED');
});
