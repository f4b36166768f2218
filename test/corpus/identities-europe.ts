import { icao, luhn, mod11x10, mod97, verhoeff, weighted } from './checks.ts';
import { dmy, type Make, two, until, ymd, year } from './identity.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Two passes of rising weights, as the three Baltic numbers of the Soviet tradition use. */
function baltic(body: string): number {
  const first = weighted(body, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  if (first < 10) return first;
  return (weighted(body, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10;
}

function balticNumber(r: Parameters<Make>[0], p: Parameters<Make>[1]): string {
  const century = (year(p) >= 2000 ? 5 : 3) + (p.female ? 1 : 0);
  const body = `${century}${ymd(p).slice(2)}${r.digits(3)}`;
  return body + baltic(body);
}

/** The number of the former Yugoslavia, by the regions that each successor took. */
function jmbg(low: number, high: number): Make {
  return (r, p) =>
    until(() => {
      const body = `${dmy(p).slice(0, 4)}${String(year(p)).slice(1)}${two(r.int(low, high))}${String(
        (p.female ? 500 : 0) + r.int(0, 499),
      ).padStart(3, '0')}`;
      const rest = 11 - (weighted(body, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
      return rest === 10 ? undefined : body + (rest === 11 ? 0 : rest);
    });
}

const CODICE_ODD: Readonly<Record<string, number>> = Object.fromEntries(
  [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23].flatMap((v, i) => [
    [LETTERS[i] as string, v],
    ...(i < 10 ? [[String(i), v]] : []),
  ]),
);

function codice(text: string): string {
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const char = text[i] as string;
    sum += i % 2 === 0 ? (CODICE_ODD[char] as number) : /\d/.test(char) ? Number(char) : LETTERS.indexOf(char);
  }
  return LETTERS[sum % 26] as string;
}

const three = (r: Parameters<Make>[0], name: string, first = ''): string => {
  const upper = name.normalize('NFD').toUpperCase().replace(/[^A-Z]/g, '');
  const consonants = upper.replace(/[AEIOU]/g, '');
  const vowels = upper.replace(/[^AEIOU]/g, '');
  return `${consonants}${vowels}${first}XXX`.slice(0, 3) || r.chars(3, LETTERS);
};

export const europe: Readonly<Record<string, Make>> = {
  'id.at.svnr': (r, p) =>
    until(() => {
      const serial = String(r.int(100, 999));
      const date = dmy(p).slice(0, 4) + dmy(p).slice(6);
      const check = (weighted(serial, [3, 7, 9]) + weighted(date, [5, 8, 4, 2, 1, 6])) % 11;
      return check === 10 ? undefined : `${serial}${check} ${date}`;
    }),
  'id.ba.jmbg': jmbg(10, 19),
  'id.me.jmbg': jmbg(21, 26),
  'id.mk.embg': jmbg(41, 49),
  'id.si.emso': jmbg(50, 50),
  'id.rs.jmbg': jmbg(71, 79),
  'id.be.national': (r, p) => {
    const body = `${ymd(p).slice(2)}${String(r.int(1, 997)).padStart(3, '0')}`;
    const check = 97 - (Number((year(p) >= 2000 ? '2' : '') + body) % 97);
    return `${body.slice(0, 2)}.${body.slice(2, 4)}.${body.slice(4, 6)}-${body.slice(6)}.${two(check)}`;
  },
  'id.bg.egn': (r, p) => {
    const month = p.born.getUTCMonth() + 1 + (year(p) >= 2000 ? 40 : 0);
    const body = `${two(year(p) % 100)}${two(month)}${dmy(p).slice(0, 2)}${r.digits(3)}`;
    return body + ((weighted(body, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10);
  },
  'id.ch.ahv': (r) => {
    const body = `756${r.digits(9)}`;
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += Number(body[i]) * (i % 2 === 0 ? 1 : 3);
    const all = body + ((10 - (sum % 10)) % 10);
    return `${all.slice(0, 3)}.${all.slice(3, 7)}.${all.slice(7, 11)}.${all.slice(11)}`;
  },
  'id.cy.tin': (r) => {
    const body = `0${r.digits(7)}`;
    const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let sum = 0;
    for (let i = 0; i < 8; i++) sum += i % 2 === 0 ? (odd[Number(body[i])] as number) : Number(body[i]);
    return body + LETTERS[sum % 26];
  },
  'id.cz.rodne-cislo': (r, p) =>
    until(() => {
      const month = p.born.getUTCMonth() + 1 + (p.female ? 50 : 0);
      const body = `${two(year(p) % 100)}${two(month)}${dmy(p).slice(0, 2)}${r.digits(3)}`;
      if (year(p) < 1954) return `${body.slice(0, 6)}/${body.slice(6)}`;
      const rest = Number(body) % 11;
      return rest === 10 ? undefined : `${body.slice(0, 6)}/${body.slice(6)}${rest}`;
    }),
  'id.de.idnr': (r) =>
    until(() => {
      const digits = r.shuffle([...'0123456789']);
      const kept = digits.slice(0, 9);
      const at = r.int(0, 8);
      kept.splice(r.int(0, 9), 0, kept[at] as string);
      const body = kept.join('');
      return body.startsWith('0') || /(.)\1\1/.test(body) ? undefined : body + mod11x10(body);
    }),
  'id.de.personalausweis': (r) => {
    const alphabet = 'CFGHJKLMNPRTVWXYZ';
    const body = r.pick([...'LMNPRTVWXY']) + r.chars(8, `0123456789${alphabet}`);
    return body + icao(body);
  },
  'id.de.svnr': (r, p) => {
    const letter = r.int(0, 25);
    const head = `${r.pick(['10', '12', '13', '14', '15', '17', '18', '19', '20', '24', '50', '53', '65'])}${dmy(p).slice(0, 4)}${dmy(p).slice(6)}`;
    const serial = two(p.female ? r.int(50, 99) : r.int(0, 49));
    const text = `${head}${two(letter + 1)}${serial}`;
    let sum = 0;
    for (const [i, w] of [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].entries()) {
      const product = Number(text[i]) * w;
      sum += Math.floor(product / 10) + (product % 10);
    }
    return `${head}${LETTERS[letter] as string}${serial}${sum % 10}`;
  },
  'id.dk.cpr': (r, p) =>
    until(() => {
      const date = dmy(p).slice(0, 4) + dmy(p).slice(6);
      const seventh = year(p) >= 2000 ? r.int(4, 9) : r.int(0, 3);
      const body = `${date}${seventh}${r.digits(2)}`;
      const rest = weighted(body, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
      const check = rest === 0 ? 0 : 11 - rest;
      return check === 10 || check % 2 !== (p.female ? 0 : 1) ? undefined : `${date}-${seventh}${body.slice(7)}${check}`;
    }),
  'id.ee.isikukood': balticNumber,
  'id.lt.asmens': balticNumber,
  'id.es.dni': (r) => {
    const n = r.int(1_000_000, 79_999_999);
    return String(n).padStart(8, '0') + 'TRWAGMYFPDXBNJZSQVHLCKE'[n % 23];
  },
  'id.es.nie': (r) => {
    const head = r.int(0, 2);
    const n = r.digits(7);
    return `${'XYZ'[head] as string}${n}${'TRWAGMYFPDXBNJZSQVHLCKE'[Number(`${head}${n}`) % 23] as string}`;
  },
  'id.es.nss': (r) => {
    const province = two(r.int(1, 52));
    const n = r.int(10_000_000, 99_999_999);
    return `${province}${n}${two(Number(`${province}${n}`) % 97)}`;
  },
  'id.fi.hetu': (r, p) => {
    const date = dmy(p).slice(0, 4) + dmy(p).slice(6);
    const serial = String(r.int(1, 449) * 2 + (p.female ? 0 : 1)).padStart(3, '0');
    return `${date}${year(p) >= 2000 ? 'A' : '-'}${serial}${'0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(date + serial) % 31] as string}`;
  },
  'id.fr.nif': (r) => {
    const body = `${r.int(0, 3)}${r.digits(9)}`;
    return body + String(Number(body) % 511).padStart(3, '0');
  },
  'id.fr.nir': (r, p) => {
    const body = `${p.female ? 2 : 1}${ymd(p).slice(2, 6)}${two(r.int(1, 95)).replace('20', '21')}${String(r.int(1, 600)).padStart(3, '0')}${String(r.int(1, 990)).padStart(3, '0')}`;
    return body + two(97 - (Number(body) % 97));
  },
  'id.gb.driving-licence': (r, p) => {
    const surname = `${p.family.normalize('NFD').toUpperCase().replace(/[^A-Z]/g, '')}99999`.slice(0, 5);
    const month = two(p.born.getUTCMonth() + 1 + (p.female ? 50 : 0));
    const y = two(year(p) % 100);
    return `${surname}${y[0] as string}${month}${dmy(p).slice(0, 2)}${y[1] as string}${r.pick([...LETTERS])}${r.pick(['9', 'A', 'J', 'M'])}9${r.chars(2, LETTERS)}`;
  },
  'id.gb.nhs': (r) =>
    until(() => {
      const body = `${r.pick(['4', '6', '7'])}${r.digits(8)}`;
      const check = 11 - (weighted(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
      return check === 10 ? undefined : `${body.slice(0, 3)} ${body.slice(3, 6)} ${body.slice(6)}${check % 11}`;
    }),
  'id.gb.nino': (r) =>
    until(() => {
      const head = r.pick([...'ABCEGHJKLMNPRSTWXYZ']) + r.pick([...'ABCEGHJKLMNPRSTWXYZ']);
      return ['BG', 'GB', 'NK', 'KN', 'TN', 'NT', 'ZZ'].includes(head) ? undefined : `${head}${r.digits(6)}${r.pick([...'ABCD'])}`;
    }),
  'id.gb.upn': (r) => {
    const body = `${r.int(200, 938)}${r.digits(9)}`;
    return 'ABCDEFGHJKLMNPQRTUVWXYZ'[weighted(body, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]) % 23] + body;
  },
  'id.gb.utr': (r) => {
    const body = r.digits(9);
    return ('21987654321'[weighted(body, [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] as string) + body;
  },
  'id.gr.afm': (r) => {
    const body = r.pick(['0', '1']) + r.digits(7);
    let sum = 0;
    for (let i = 0; i < 8; i++) sum += Number(body[i]) * 2 ** (8 - i);
    return body + ((sum % 11) % 10);
  },
  'id.gr.amka': (r, p) => {
    const body = `${dmy(p).slice(0, 4)}${dmy(p).slice(6)}${r.digits(3)}${r.int(0, 4) * 2 + (p.female ? 0 : 1)}`;
    return body + luhn(body);
  },
  'id.hr.oib': (r) => {
    const body = r.digits(10);
    return body + mod11x10(body);
  },
  'id.hu.personal': (r, p) =>
    until(() => {
      const late = year(p) >= 1997;
      const head = (year(p) >= 2000 ? 3 : 1) + (p.female ? 1 : 0);
      const body = `${head}${ymd(p).slice(2)}${r.digits(3)}`;
      const rest = weighted(body, late ? [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] : [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) % 11;
      return rest === 10 ? undefined : body + rest;
    }),
  'id.hu.taj': (r) => {
    const body = r.digits(8);
    return body + (weighted(body, [3, 7, 3, 7, 3, 7, 3, 7]) % 10);
  },
  'id.hu.tax': (r, p) =>
    until(() => {
      const days = Math.round((p.born.getTime() - Date.UTC(1867, 0, 1)) / 86_400_000);
      const body = `8${String(days).padStart(5, '0')}${r.digits(3)}`;
      const rest = weighted(body, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
      return rest === 10 ? undefined : body + rest;
    }),
  'id.ie.pps': (r) => {
    const body = r.digits(7);
    const second = r.chance(0.4) ? 'A' : '';
    const sum = weighted(body, [8, 7, 6, 5, 4, 3, 2]) + (second === 'A' ? 9 : 0);
    return body + ('WABCDEFGHIJKLMNOPQRSTUV'[sum % 23] as string) + second;
  },
  'id.is.kennitala': (r, p) =>
    until(() => {
      const body = `${dmy(p).slice(0, 4)}${dmy(p).slice(6)}${r.int(20, 99)}`;
      const rest = 11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
      return rest === 10 ? undefined : `${body.slice(0, 6)}-${body.slice(6)}${rest % 11}${year(p) >= 2000 ? 0 : 9}`;
    }),
  'id.it.codice-fiscale': (r, p) => {
    const day = p.born.getUTCDate() + (p.female ? 40 : 0);
    const body = `${three(r, p.family)}${three(r, p.given)}${two(year(p) % 100)}${'ABCDEHLMPRST'[p.born.getUTCMonth()] as string}${two(day)}${r.pick(['H501', 'F205', 'L219', 'D612', 'A944', 'F839', 'G273', 'Z404'])}`;
    return body + codice(body);
  },
  'id.lu.matricule': (r, p) => {
    const body = ymd(p) + r.digits(3);
    return `${body}${luhn(body)}${verhoeff(body)}`;
  },
  'id.lv.personas-kods': (r, p) =>
    until(() => {
      const body = `${dmy(p).slice(0, 4)}${dmy(p).slice(6)}${year(p) >= 2000 ? 2 : 1}${r.digits(3)}`;
      const check = (1 + weighted(body, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11;
      return check === 10 ? undefined : `${body.slice(0, 6)}-${body.slice(6)}${check}`;
    }),
  'id.mt.id': (r) => `${String(r.int(1, 99_999)).padStart(5, '0')}${two(r.int(40, 99))}${r.pick([...'MGAL'])}`,
  'id.nl.bsn': (r) =>
    until(() => {
      const body = r.pick(['1', '2', '3', '4', '5', '6', '7', '8', '9']) + r.digits(7);
      const check = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      return check === 10 ? undefined : body + check;
    }),
  'id.no.fodselsnummer': (r, p) =>
    until(() => {
      const serial = year(p) >= 2000 ? r.int(500, 999) : r.int(0, 499);
      if (serial % 2 !== (p.female ? 0 : 1)) return undefined;
      const body = `${dmy(p).slice(0, 4)}${dmy(p).slice(6)}${String(serial).padStart(3, '0')}`;
      const first = (11 - (weighted(body, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
      const second = (11 - (weighted(body + first, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return first === 10 || second === 10 ? undefined : `${body}${first}${second}`;
    }),
  'id.pl.id-card': (r) => {
    const head = r.pick(['A', 'C', 'D']) + r.chars(2, LETTERS);
    const tail = r.digits(5);
    const value = (char: string): number => Number.parseInt(char, 36);
    let sum = 0;
    for (const [i, w] of [7, 3, 1].entries()) sum += value(head[i] as string) * w;
    for (const [i, w] of [7, 3, 1, 7, 3].entries()) sum += Number(tail[i]) * w;
    return `${head}${sum % 10}${tail}`;
  },
  'id.pl.nip': (r) =>
    until(() => {
      const body = `${r.int(101, 998)}${r.digits(6)}`;
      const check = weighted(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
      return check === 10 ? undefined : `${body.slice(0, 3)}-${body.slice(3, 6)}-${body.slice(6, 8)}-${body.slice(8)}${check}`;
    }),
  'id.pl.pesel': (r, p) => {
    const month = p.born.getUTCMonth() + 1 + (year(p) >= 2000 ? 20 : 0);
    const body = `${two(year(p) % 100)}${two(month)}${dmy(p).slice(0, 2)}${r.digits(3)}${r.int(0, 4) * 2 + (p.female ? 0 : 1)}`;
    return body + ((10 - (weighted(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10);
  },
  'id.pt.cc': (r) => {
    const nine = r.digits(9);
    const version = r.chars(1, 'YZX') + r.chars(1, LETTERS + '0123456789');
    const body = nine + version;
    let sum = 0;
    for (let i = 0; i < body.length; i++) {
      let v = Number.parseInt(body[body.length - 1 - i] as string, 36);
      if (i % 2 === 0) v = v * 2 > 9 ? v * 2 - 9 : v * 2;
      sum += v;
    }
    return `${nine.slice(0, 8)} ${nine.slice(8)} ${version}${(10 - (sum % 10)) % 10}`;
  },
  'id.pt.nif': (r) => {
    const body = r.pick(['1', '2', '3']) + r.digits(7);
    const check = 11 - (weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    return body + (check > 9 ? 0 : check);
  },
  'id.ro.cnp': (r, p) => {
    const head = (year(p) >= 2000 ? 5 : 1) + (p.female ? 1 : 0);
    const body = `${head}${ymd(p).slice(2)}${two(r.int(1, 46))}${String(r.int(1, 999)).padStart(3, '0')}`;
    const check = weighted(body, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    return body + (check === 10 ? 1 : check);
  },
  'id.se.personnummer': (r, p) => {
    const body = `${ymd(p).slice(2)}${r.digits(2)}${r.int(0, 4) * 2 + (p.female ? 0 : 1)}`;
    return `${ymd(p)}-${body.slice(6)}${luhn(body)}`;
  },
  'id.mrz': (r, p) => {
    const nation = r.pick(['D<<', 'UTO', 'FRA', 'ITA', 'POL', 'CHN', 'TUR', 'BRA']);
    const number = r.pick([...'CFGHJK']) + r.chars(8, '0123456789CFGHJK');
    const expires = `${two(r.int(26, 35))}${two(r.int(1, 12))}${two(r.int(1, 28))}`;
    const birth = ymd(p).slice(2);
    const optional = '<<<<<<<<<<<<<<';
    const parts = `${number}${icao(number)}${nation}${birth}${icao(birth)}${p.female ? 'F' : 'M'}${expires}${icao(expires)}${optional}0`;
    const composite = `${number}${icao(number)}${birth}${icao(birth)}${expires}${icao(expires)}${optional}0`;
    return parts + icao(composite);
  },
};

/** IBAN by ISO 13616. */
export function iban(country: string, bban: string): string {
  return `${country}${two(98 - mod97(`${bban}${country}00`))}${bban}`;
}
