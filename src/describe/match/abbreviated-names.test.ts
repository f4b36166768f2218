import { describe, expect, it } from 'vitest';
import { abbreviated, initialed } from './abbreviated-names.ts';

const hints = initialed([
  ['fecha nacimiento', [1]],
  ['data de nascimento', [2]],
  ['last name', [3]],
  ['performance rating', [4]],
  ['tanggal lahir', [5]],
  ['дата рождения', [6]],
  ['veteran status', [7]],
  ['password', [8]],
]);

describe('names that databases cut', () => {
  it.each([
    ['fec nac', 1],
    ['fecha nac', 1],
    ['dt nasc', 2],
    ['data nascimento', 2],
    ['last nm', 3],
    ['lst name', 3],
    ['perf rating', 4],
    ['tgl lahir', 5],
    ['дата рожд', 6],
    ['vet status', 7],
  ])('%j is read', (name, index) => expect(abbreviated(name, hints)).toEqual([index]));

  it.each([
    'l n',
    'dt nr',
    'fc nc',
    'list number',
    'dirty name',
    'visible status',
    'pass',
    'last seen',
    'data node',
  ])('%j is not', (name) => expect(abbreviated(name, hints)).toEqual([]));
});
