import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
const VALUES: Int8Array = (() => {
  const table = new Int8Array(128).fill(-1);
  for (let i = 0; i < ALPHABET.length; i++)
    if (ALPHABET.charCodeAt(i) < 128) table[ALPHABET.charCodeAt(i)] = i;
  return table;
})();

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 18) return false;
  for (let i = 0; i < 6; i++) register[i] = digitByte(bytes, start + 4 + i);
  const century = digitByte(bytes, start + 16) >= 0 ? 1900 : 2000;
  if (!isPastDate(century + decimal(0, 2), decimal(2, 4), decimal(4, 6), 1850)) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (VALUES[bytes[start + i] ?? 0] ?? 0) * (18 - i);
  return (10 - (sum % 10)) % 10 === digitByte(bytes, start + 17);
}

export const mxCurp = defineDataType({
  id: 'id.mx.curp',
  title: 'Mexican population register code (CURP)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MX',
  hints: {
    es: ['curp', 'clave curp', 'clave única de registro de población', 'clave única'],
    en: ['curp code'],
  },
  weakHints: ID_WORDS,
  shapes: [
    '[A-Z][AEIOUX][A-Z]{2}\\d{6}[HMX](AS|BC|BS|CC|CH|CL|CM|CS|DF|DG|GR|GT|HG|JC|MC|MN|MS|NE|NL|NT|OC|PL|QR|QT|SL|SP|SR|TC|TL|TS|VZ|YN|ZS)[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\\d',
  ],
  holds,
  needs: 'value',
  nullRate: 0.000001,
  examples: ['XAXX900101HDFXXX03', 'XEXX000101MNEXXXA7', 'AAAA991231HASBBB94'],
  counterexamples: ['XAXX900101HDFXXX00', 'XAXX901301HDFXXX01', 'XAXX900101HXXXXX01', 'XAXX900101HDFXXX0'],
  source: 'RENAPO instructions on the CURP (DOF 18 October 2021)',
});
