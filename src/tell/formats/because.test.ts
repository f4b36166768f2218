import { describe, expect, it } from 'vitest';
import { becauseText } from './because.ts';

describe('reasons in words', () => {
  it.each([
    [
      'shape 6070/6070, check 2998/6070, null rate 2 %, field name',
      'all 6,070 values are written like one; 2,998 of 6,070 values pass its checks (check digits, known parts); of other values 2 in 100 would, by chance; the field is called so',
    ],
    ['shape 20000/6049', 'all 20,000 values are written like one'],
    [
      'null rate 0 %, dictionary 2547/4312',
      'other values hardly ever would; 2,547 of 4,312 values stand in its list of words',
    ],
    ['equals the date inside an identity number', 'equals the date inside an identity number'],
    ['', ''],
  ])('%s', (because, words) => {
    expect(becauseText(because)).toBe(words);
  });
});
