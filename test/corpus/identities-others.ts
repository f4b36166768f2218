import { luhn, weighted } from './checks.ts';
import { type Make, two, until, year, ymd } from './identity.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const FEDERAL = ['AS', 'BC', 'CH', 'CL', 'DF', 'GT', 'HG', 'JC', 'MC', 'NL', 'OC', 'PL', 'SR', 'VZ', 'YN'];

const plain = (name: string): string => name.normalize('NFD').toUpperCase().replace(/[^A-Z]/g, '');
const vowel = (name: string): string => plain(name).slice(1).replace(/[^AEIOU]/g, '')[0] ?? 'X';
const consonant = (name: string): string => plain(name).slice(1).replace(/[AEIOU]/g, '')[0] ?? 'X';

const mexican: Make = (r, p) => `${plain(p.family)[0] ?? 'X'}${vowel(p.family)}${r.pick([...LETTERS])}${plain(p.given)[0] ?? 'X'}${ymd(p).slice(2)}`;

function chilean(r: Parameters<Make>[0]): string {
  const body = String(r.int(5_000_000, 24_999_999));
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += Number(body[body.length - 1 - i]) * (2 + (i % 6));
  const check = 11 - (sum % 11);
  return `${body}-${check === 11 ? '0' : check === 10 ? 'K' : check}`;
}

export const others: Readonly<Record<string, Make>> = {
  'id.us.ssn': (r) => {
    const area = until(() => {
      const n = r.int(1, 899);
      return n === 666 ? undefined : String(n).padStart(3, '0');
    });
    return `${area}-${two(r.int(1, 99))}-${String(r.int(1, 9999)).padStart(4, '0')}`;
  },
  'id.us.itin': (r) => `9${r.digits(2)}-${r.int(70, 88)}-${String(r.int(1, 9999)).padStart(4, '0')}`,
  'id.us.ein': (r) => `${r.pick(['12', '20', '26', '36', '45', '54', '61', '83'])}-${r.digits(7)}`,
  'id.us.mbi': (r) => {
    const a = 'ACDEFGHJKMNPQRTUVWXY';
    const an = `${a}0123456789`;
    return `${r.int(1, 9)}${r.chars(1, a)}${r.chars(1, an)}${r.digits(1)}${r.chars(1, a)}${r.chars(1, an)}${r.digits(1)}${r.chars(2, a)}${r.digits(2)}`;
  },
  'id.us.driving-licence': (r) => r.chars(1, LETTERS) + r.digits(7),
  'id.ca.sin': (r) => {
    const body = `${r.pick(['1', '2', '4', '5', '6', '7'])}${r.digits(7)}`;
    const all = body + luhn(body);
    return `${all.slice(0, 3)} ${all.slice(3, 6)} ${all.slice(6)}`;
  },
  'id.mx.curp': (r, p) => {
    const body = `${mexican(r, p)}${p.female ? 'M' : 'H'}${r.pick(FEDERAL)}${consonant(p.family)}${consonant(p.given)}${r.chars(1, 'BCDFG')}${year(p) >= 2000 ? 'A' : '0'}`;
    const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
    let sum = 0;
    for (let i = 0; i < 17; i++) sum += alphabet.indexOf(body[i] as string) * (18 - i);
    return body + ((10 - (sum % 10)) % 10);
  },
  'id.mx.rfc': (r, p) => {
    const body = `${mexican(r, p)}${r.chars(2, '123456789ABCDEFGHIJKLMNPQRSTUVWXYZ')}`;
    const alphabet = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += alphabet.indexOf(body[i] as string) * (13 - i);
    const check = 11 - (sum % 11);
    return body + (check === 11 ? '0' : check === 10 ? 'A' : String(check));
  },
  'id.mx.nss': (r) => {
    const body = r.digits(10);
    return body + luhn(body);
  },
  'id.br.cpf': (r) => {
    const body = r.digits(9);
    const digit = (text: string): number => {
      let sum = 0;
      for (let i = 0; i < text.length; i++) sum += Number(text[i]) * (text.length + 1 - i);
      return ((sum * 10) % 11) % 10;
    };
    const first = digit(body);
    return `${body.slice(0, 3)}.${body.slice(3, 6)}.${body.slice(6)}-${first}${digit(body + first)}`;
  },
  'id.br.cnh': (r) =>
    until(() => {
      const body = r.digits(9);
      const first = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
      const second = weighted(body, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
      return first > 9 || second > 9 ? undefined : `${body}${first}${second}`;
    }),
  'id.br.pis': (r) => {
    const body = r.pick(['1', '2']) + r.digits(9);
    const check = 11 - (weighted(body, [3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    return body + (check > 9 ? 0 : check);
  },
  'id.br.sus': (r) =>
    until(() => {
      const body = r.pick(['7', '8', '9']) + r.digits(13);
      const sum = weighted(body, [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
      const check = (11 - (sum % 11)) % 11;
      return check === 10 ? undefined : body + check;
    }),
  'id.ar.cuit': (r) =>
    until(() => {
      const body = r.pick(['20', '27', '23', '30']) + r.digits(8);
      const check = (11 - (weighted(body, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return check === 10 ? undefined : `${body.slice(0, 2)}-${body.slice(2)}-${check}`;
    }),
  'id.ar.dni': (r) => `${r.int(10, 46)}.${r.digits(3)}.${r.digits(3)}`,
  'id.cl.rut': (r) => chilean(r),
  'id.co.cedula': (r) => String(r.chance(0.5) ? r.int(10_000_000, 99_999_999) : r.int(1_000_000_000, 1_199_999_999)),
  'id.co.nit': (r) => {
    const body = `${r.pick(['8', '9'])}${r.digits(8)}`;
    const rest = weighted(body, [41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
    return `${body}-${rest > 1 ? 11 - rest : rest}`;
  },
  'id.cr.cedula': (r) => `${r.int(1, 7)}-${r.digits(4)}-${r.digits(4)}`,
  'id.cu.carnet': (r, p) => `${ymd(p).slice(2)}${year(p) >= 2000 ? r.int(6, 8) : r.int(0, 5)}${r.digits(4)}`,
  'id.do.cedula': (r) => {
    const body = `${r.pick(['001', '002', '031', '402'])}${r.digits(7)}`;
    return `${body.slice(0, 3)}-${body.slice(3)}-${luhn(body)}`;
  },
  'id.ec.cedula': (r) => {
    const body = `${two(r.int(1, 24))}${r.int(0, 5)}${r.digits(6)}`;
    return body + luhn(body);
  },
  'id.gt.cui': (r) =>
    until(() => {
      const body = r.int(10_000_000, 39_999_999).toString();
      const check = weighted(body, [2, 3, 4, 5, 6, 7, 8, 9]) % 11;
      return check === 10 ? undefined : `${body.slice(0, 4)} ${body.slice(4)}${check} ${two(r.int(1, 5))}${two(r.int(1, 8))}`;
    }),
  'id.hn.dni': (r, p) => `${two(r.int(1, 18))}${two(r.int(1, 10))}-${year(p)}-${r.digits(5)}`,
  'id.pa.cedula': (r) => `${r.int(1, 10)}-${r.int(100, 999)}-${r.int(1000, 9999)}`,
  'id.pe.dni': (r) => r.digits(8),
  'id.pe.ruc': (r) => {
    const body = r.pick(['10', '20', '10']) + r.digits(8);
    return body + ((11 - (weighted(body, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10);
  },
  'id.sv.dui': (r) => {
    const body = `0${r.digits(7)}`;
    return `${body}-${(10 - (weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 10)) % 10}`;
  },
  'id.uy.ci': (r) => {
    const body = String(r.int(1_000_000, 5_999_999));
    const check = (10 - (weighted(body, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10;
    return `${body[0] as string}.${body.slice(1, 4)}.${body.slice(4)}-${check}`;
  },
  'id.ve.cedula': (r) => `${r.chance(0.9) ? 'V' : 'E'}-${r.int(3_000_000, 31_000_000)}`,
  'id.bo.ci': (r) => `${r.int(1_000_000, 9_999_999)} ${r.pick(['LP', 'SC', 'CB', 'OR', 'PT'])}`,
  'id.za.id': (r, p) => {
    const body = `${ymd(p).slice(2)}${p.female ? r.int(0, 4) : r.int(5, 9)}${r.digits(3)}08`;
    return body + luhn(body);
  },
  'id.ng.nin': (r) => r.int(1, 9) + r.digits(10),
  'id.ke.id': (r) => `A${r.digits(9)}${r.chars(1, LETTERS)}`,
  'id.gh.card': (r) => `GHA-${r.digits(9)}-${r.digits(1)}`,
  'id.tz.nida': (r, p) => `${ymd(p)}-${r.digits(5)}-${r.digits(5)}-${r.digits(2)}`,
  'id.ug.nin': (r, p) => `C${p.female ? 'F' : 'M'}${two(year(p) % 100)}${r.digits(3)}${r.chars(7, 'ACDEFGHJKLMNPQRTUVWXY0123456789')}`,
  'id.rw.nid': (r, p) => `1 ${year(p)} ${p.female ? 7 : 8} ${r.digits(7)} ${r.int(0, 3)} ${r.digits(2)}`,
  'id.zm.nrc': (r) => `${r.int(100_000, 999_999)}/${r.pick(['10', '11', '61', '67', '72'])}/1`,
  'id.bw.omang': (r, p) => `${r.digits(4)}${p.female ? 2 : 1}${r.digits(4)}`,
  'id.ao.bi': (r) => `00${r.digits(7)}${r.pick(['LA', 'BA', 'HA', 'ME', 'UE'])}0${r.digits(2)}`,
  'id.mz.bi': (r) => r.digits(12) + r.chars(1, LETTERS),
  'id.ma.cin': (r) => r.pick(['A', 'AB', 'BE', 'BK', 'D', 'JC', 'K']) + r.digits(6),
  'id.tn.cin': (r) => r.pick(['0', '1']) + r.digits(7),
  'id.ly.national': (r, p) => `${p.female ? 2 : 1}${year(p)}${r.digits(7)}`,
  'id.au.tfn': (r) =>
    until(() => {
      const body = r.int(1, 9) + r.digits(7);
      for (let d = 0; d < 10; d++)
        if (weighted(`${body}${d}`, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0) return `${body.slice(0, 3)} ${body.slice(3, 6)} ${body.slice(6)}${d}`;
      return undefined;
    }),
  'id.au.medicare': (r) => {
    const body = r.int(2, 6) + r.digits(7);
    const check = weighted(body, [1, 3, 7, 9, 1, 3, 7, 9]) % 10;
    return `${body.slice(0, 4)} ${body.slice(4)}${check} ${r.int(1, 5)}`;
  },
  'id.nz.ird': (r) =>
    until(() => {
      const body = String(r.int(10_000_000, 14_999_999));
      const rest = weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11;
      const check = rest === 0 ? 0 : 11 - rest;
      return check === 10 ? undefined : `${body.slice(0, 2)}-${body.slice(2, 5)}-${body.slice(5)}${check}`;
    }).replace(/^(\d{2})-(\d{3})-(\d{4})$/, '$1$2$3').replace(/^(\d{3})(\d{3})(\d{3})$/, '$1-$2-$3'),
  'id.nz.nhi': (r) =>
    until(() => {
      const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
      const body = r.chars(3, alphabet) + r.digits(3);
      let sum = 0;
      for (let i = 0; i < 6; i++) sum += (i < 3 ? alphabet.indexOf(body[i] as string) + 1 : Number(body[i])) * (7 - i);
      const rest = sum % 11;
      return rest === 0 ? undefined : body + ((11 - rest) % 10);
    }),
  'id.passport': (r) => r.pick(['P', 'C', 'L', 'X', 'N', 'K']) + r.digits(8),
};
