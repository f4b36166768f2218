import { expect, test } from 'vitest';
import * as library from 'stdnum';
import { makePerson, wordsOf } from './people.ts';
import { positiveLate } from './positives-late.ts';
import { rng } from './random.ts';

interface Validator {
  validate(value: string): { readonly isValid: boolean };
}

/** Judged by a library that is none of ours. */
const JUDGES: readonly (readonly [string, Validator | undefined])[] = [
  ['id.br.cnpj', library.stdnum.BR?.cnpj],
  ['id.in.gstin', library.stdnum.IN?.gstin],
  ['id.it.partita-iva', library.stdnum.IT?.iva],
  ['id.bg.lnch', library.stdnum.BG?.pnf],
  ['financial.no-account', library.stdnum.NO?.kontonr],
  ['id.mu.nid', library.stdnum.MU?.nid],
];

test.each(JUDGES)('%s is made as the standard says', (id, judge) => {
  const one = positiveLate.find((positive) => positive.ids[0] === id);
  const r = rng(`late/${id}`);
  const words = wordsOf('en-GB', 'dev');
  const make = one?.begin(r, words, 'dev');
  for (let i = 0; i < 200; i++) {
    const value = String(make?.({ r, i, person: makePerson(r, words, 'dev') }));
    expect(judge?.validate(value).isValid, value).toBe(true);
  }
});
