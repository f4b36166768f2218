import { luhn, mod11x2, mod97, verhoeff, weighted } from '../checks.ts';
import { until } from '../identity.ts';
import type { Rng } from '../random.ts';
import { type Human, pad } from './kit.ts';

const year = (h: Human): number => h.born.getUTCFullYear();
const month = (h: Human): number => h.born.getUTCMonth() + 1;
const date = (h: Human): number => h.born.getUTCDate();
export const ymd = (h: Human, by = ''): string => [year(h), pad(month(h)), pad(date(h))].join(by);
export const dmy = (h: Human, by = '.'): string => [pad(date(h)), pad(month(h)), year(h)].join(by);
export const mdy = (h: Human, by = '/'): string => [month(h), date(h), year(h)].join(by);
export const yy = (h: Human): string => ymd(h).slice(2);

/** GB 11643-1999. */
export const cnId = (r: Rng, h: Human): string => {
  const body = `${r.pick(['410105', '350203', '530102', '340104', '620102', '130602', '652801'])}${ymd(h)}${r.digits(2)}${h.female ? r.pick([...'02468']) : r.pick([...'13579'])}`;
  return body + mod11x2(body);
};
/** NIR: 13 digits and 97 less their rest. */
export const frNir = (r: Rng, h: Human): string => {
  const body = `${h.female ? 2 : 1}${pad(year(h) % 100)}${pad(month(h))}${r.pick(['35', '69', '75', '80', '59'])}${pad(r.int(1, 399), 3)}${pad(r.int(1, 399), 3)}`;
  return `${body}${pad(97 - Number(BigInt(body) % 97n))}`;
};
/** DNI: the letter by 23. */
export const esDni = (r: Rng): string => {
  const n = r.int(10_000_000, 79_999_999);
  return `${n}${'TRWAGMYFPDXBNJZSQVHLCKE'[n % 23] as string}`;
};
/** CPF: two digits by 11. */
export const brCpf = (r: Rng): string => {
  let body = `${r.int(1, 9)}${r.digits(8)}`;
  for (let turn = 0; turn < 2; turn++) {
    let sum = 0;
    for (const [i, char] of [...body].entries()) sum += Number(char) * (body.length + 1 - i);
    body += String(((sum * 10) % 11) % 10);
  }
  return body;
};
/** SNILS: the sum of digit times place, by 101. */
export const ruSnils = (r: Rng): string => {
  const body = `${r.int(1, 1)}${r.digits(8)}`;
  const sum = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
  return `${body.slice(0, 3)}-${body.slice(3, 6)}-${body.slice(6)} ${pad(sum === 100 ? 0 : sum)}`;
};
/** TCKN: tenth and eleventh digit. */
export const trTckn = (r: Rng): string => {
  const d = [...`${r.int(1, 9)}${r.digits(8)}`].map(Number);
  const odd = (d[0] as number) + (d[2] as number) + (d[4] as number) + (d[6] as number) + (d[8] as number);
  const even = (d[1] as number) + (d[3] as number) + (d[5] as number) + (d[7] as number);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return [...d, tenth, (odd + even + tenth) % 10].join('');
};
/** Egyptian number: century, date, governorate, serial with sex, one digit more. */
export const egId = (r: Rng, h: Human): string =>
  `${year(h) < 2000 ? 2 : 3}${yy(h)}${r.pick(['01', '02', '12', '13', '16', '21'])}${r.digits(3)}${h.female ? r.pick([...'2468']) : r.pick([...'1357'])}${r.int(1, 9)}`;
/** RRN: weights 2 to 9 and 2 to 5. */
export const krRrn = (r: Rng, h: Human): string => {
  const body = `${yy(h)}${(year(h) < 2000 ? 1 : 3) + (h.female ? 1 : 0)}${r.digits(5)}`;
  return `${body.slice(0, 6)}-${body.slice(6)}${(11 - (weighted(body, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10}`;
};
/** My Number: weights 6 to 2 and 7 to 2. */
export const jpMyNumber = (r: Rng): string => {
  const body = `${r.int(1, 9)}${r.digits(10)}`;
  const rest = weighted(body, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return `${body}${rest <= 1 ? 0 : 11 - rest}`;
};
export const inAadhaar = (r: Rng): string => {
  const body = `${r.int(2, 9)}${r.digits(10)}`;
  return `${body}${verhoeff(body)}`.replace(/(\d{4})(?=\d)/g, '$1 ');
};
export const inPan = (r: Rng): string => `${r.chars(3, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')}P${r.chars(1, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')}${r.digits(4)}${r.chars(1, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')}`;
/** NIK: district, day (women: plus 40), month, year, serial. */
export const idNik = (r: Rng, h: Human): string =>
  `${r.pick(['327301', '357801', '127101', '737101', '337401'])}${pad(date(h) + (h.female ? 40 : 0))}${pad(month(h))}${pad(year(h) % 100)}${pad(r.int(1, 40), 4)}`;
export const vnCccd = (r: Rng, h: Human): string =>
  `${r.pick(['001', '048', '031', '092', '046'])}${(year(h) < 2000 ? 0 : 2) + (h.female ? 1 : 0)}${pad(year(h) % 100)}${r.digits(6)}`;
export const plPesel = (r: Rng, h: Human): string => {
  const body = `${pad(year(h) % 100)}${pad(month(h) + (year(h) < 2000 ? 0 : 20))}${pad(date(h))}${r.digits(3)}${h.female ? r.pick([...'02468']) : r.pick([...'13579'])}`;
  return `${body}${(10 - (weighted(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10}`;
};
/** KVNR: a letter as two digits, weights 1 and 2. */
export const deKvnr = (r: Rng): string => {
  const letter = r.int(1, 26);
  const body = r.digits(8);
  let sum = 0;
  for (const [i, char] of [...`${pad(letter)}${body}`].entries()) {
    const product = Number(char) * (i % 2 === 0 ? 1 : 2);
    sum += product > 9 ? product - 9 : product;
  }
  return `${String.fromCharCode(64 + letter)}${body}${sum % 10}`;
};
export const iban = (r: Rng, country: string, length: number, head = ''): string => {
  const bban = head + r.digits(length - head.length);
  return `${country}${pad(98 - mod97(`${bban}${country}00`))}${bban}`;
};
export const card = (r: Rng): string => {
  const body = `${r.pick(['4539', '5425', '4716', '5211', '6221', '3569'])}${r.digits(11)}`;
  return `${body}${luhn(body)}`;
};
export const imei = (r: Rng): string => {
  const body = `86${r.digits(12)}`;
  return `${body}${luhn(body)}`;
};
/** NHS number: weights 10 to 2, by 11. */
export const nhs = (r: Rng): string =>
  until(() => {
    const body = `${r.pick([...'4679'])}${r.digits(8)}`;
    const check = 11 - (weighted(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    return check === 10 ? undefined : `${body.slice(0, 3)} ${body.slice(3, 6)} ${body.slice(6)}${check % 11}`;
  });
export const ssn = (r: Rng): string => `${pad(r.int(1, 665), 3)}-${pad(r.int(1, 99))}-${pad(r.int(1, 9999), 4)}`;
/** ICCID: telecom, country, issuer, account, Luhn. */
export const iccid = (r: Rng): string => {
  const body = `8990${r.digits(14)}`;
  return `${body}${luhn(body)}`;
};
/** CRC-32 of IEEE 802.3. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
/** A token as GitHub describes it: thirty characters and their CRC-32 in six of base 62. */
export const githubToken = (r: Rng): string => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const body = r.chars(30, alphabet);
  let rest = crc32(body);
  let tail = '';
  for (let i = 0; i < 6; i++) {
    tail = (alphabet[rest % 62] as string) + tail;
    rest = Math.floor(rest / 62);
  }
  return `ghp_${body}${tail}`;
};
