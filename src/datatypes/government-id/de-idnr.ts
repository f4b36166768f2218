import { mod11_10 } from '../checksum/iso7064.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, readDigits, register } from '../register.ts';
import { ID_WORDS, TAX_WORDS } from '../shared-hints.ts';

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  if (readDigits(bytes, start, end) !== 11 || digit(0) === 0) return false;
  // Of the first ten digits one occurs two or three times, the others once at most.
  let pairs = 0;
  for (let d = 0; d < 10; d++) {
    let count = 0;
    for (let i = 0; i < 10; i++) if (register[i] === d) count++;
    if (count > 3) return false;
    if (count > 1) pairs++;
  }
  return pairs === 1 && mod11_10(register, 0, 11);
}

export const deIdnr = defineDataType({
  id: 'id.de.idnr',
  title: 'German tax identification number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'DE',
  hints: {
    de: [
      'steuer id',
      'steueridentifikationsnummer',
      'steuerliche identifikationsnummer',
      'idnr',
      'steuer identnummer',
      'steuerid',
      'identifikationsnummer',
      'steuer identifikationsnummer',
      'steueridentnr',
      'steuer idnr',
      'tin de',
    ],
    en: ['german tax id'],
  },
  weakHints: [...TAX_WORDS, ...ID_WORDS],
  shapes: ['[1-9]\\d{10}', '[1-9]\\d \\d{3} \\d{3} \\d{3}'],
  holds,
  nullRate: 0.0033,
  needs: 'value',
  examples: ['11234567890', '10 023 456 789', '98765432198'],
  counterexamples: ['11223456789', '12345678901', '01122345678', '1122345678'],
  source: 'Fiscal Code of Germany § 139b; Tax identification number ordinance; ISO 7064 MOD 11,10',
});
