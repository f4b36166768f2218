import { describe, expect, it } from 'vitest';
import { codeType, wholeCatalogue } from './catalogue.ts';
import { scanText } from './text-pass.ts';

const catalogue = wholeCatalogue();

/** Ids of the types found, with the text that each stands for. */
function found(text: string): readonly (readonly [string, string])[] {
  const bytes = new TextEncoder().encode(text);
  const out: [string, string][] = [];
  scanText(catalogue.automaton, catalogue.wild, bytes, 0, bytes.length, (codes, from, to) => {
    let used = false;
    for (const code of codes) {
      const type = catalogue.types[codeType(code)];
      if (type?.needs !== 'value' || (type.holds && !type.holds(bytes, from, to))) continue;
      out.push([type.id, new TextDecoder().decode(bytes.subarray(from, to))]);
      used = true;
    }
    return used;
  });
  return out;
}

describe('the words of a text', () => {
  it.each([
    ['Call +49 170 1234567, please', 'contact.phone', '+49 170 1234567'],
    ['тел. +7 912 345-67-89.', 'contact.phone', '+7 912 345-67-89'],
    ['ring +44 (0)20 7946 0018 after six', 'contact.phone', '+44 (0)20 7946 0018'],
    ['to DE89 3704 0044 0532 0130 00 by Monday', 'financial.iban', 'DE89 3704 0044 0532 0130 00'],
    ['paid with 4111 1111 1111 1111 twice', 'financial.payment-card', '4111 1111 1111 1111'],
    ['write to mira@uni-x.edu or not', 'contact.email', 'mira@uni-x.edu'],
    ['user=mira@uni-x.edu&x=1', 'contact.email', 'mira@uni-x.edu'],
    ['邮箱mira@uni-x.edu，谢谢', 'contact.email', 'mira@uni-x.edu'],
  ])('%j has %s', (text, id, value) => expect(found(text)).toContainEqual([id, value]));

  it.each([
    ['built 2026-03-21 04:05:06 in 12 345 678 ms'],
    ['rows 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17'],
    ['version 10.2.3.4, sha 8e12133, pid 4711 on worker 12'],
    ['Sum 1 234 567 890 of 9 876 543 210 units'],
  ])('%j has no person in it', (text) =>
    expect(found(text).filter(([id]) => !id.startsWith('device.'))).toEqual([]),
  );

  it('goes on behind a match', () =>
    expect(found('+49 170 1234567 +49 170 7654321').map(([, value]) => value)).toEqual([
      '+49 170 1234567',
      '+49 170 7654321',
    ]));
});
