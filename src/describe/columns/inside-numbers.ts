/**
 * What numbers of people say of them, by type: where the digit for the sex stands, where the code of a region, how to read
 * the year of birth. Places count letters and digits only, from 0; negative ones from the end.
 *
 * Sources: the laws and standards that the types themselves name, among them GB 11643, KR 주민등록법 시행규칙, PESEL
 * (Dz.U. 2010 nr 217), CNP (HG 1375/2006), ЕГН (Наредба № РД-02-20-9/2012), JMBG (1977), codice fiscale (DM 23.12.1976),
 * CURP (DOF 2006), NIK (Permendagri), CCCD (Nghị định 137/2015), and the structures published for EU TIN Online.
 */
export interface Inside {
  /** `p16`: the parity of the character at 16 tells the sex; `t4@9`: a digit of 4 or more at 9 does, `t5@2` of 5 or more. */
  readonly sex?: string;
  /** First character, and how many, of the code of a region. */
  readonly region?: readonly [number, number];
  /** The year of birth, or 0. Only where the century is told. */
  readonly year?: (text: Uint8Array, length: number) => number;
}

const digit = (text: Uint8Array, at: number): number => {
  const value = (text[at] as number) - 48;
  return value >= 0 && value <= 9 ? value : -1000;
};
const pair = (text: Uint8Array, at: number): number => digit(text, at) * 10 + digit(text, at + 1);
const four = (at: number) => (text: Uint8Array) => pair(text, at) * 100 + pair(text, at + 2);
/** Two digits of a year, and a digit that names its century: the centuries by that digit, 0 for none. */
const split =
  (year: number, century: number, centuries: readonly number[]) =>
  (text: Uint8Array): number => {
    const base = centuries[digit(text, century)] ?? 0;
    return base === 0 ? 0 : base + pair(text, year);
  };
const SOVIET = [0, 1800, 1800, 1900, 1900, 2000, 2000];
const YUGOSLAV: Inside = {
  sex: 't5@9',
  region: [7, 2],
  year: (text) => {
    const rest = digit(text, 4) * 100 + pair(text, 5);
    return rest >= 850 ? 1000 + rest : rest >= 0 && rest <= 100 ? 2000 + rest : 0;
  },
};

export const INSIDE: Readonly<Record<string, Inside>> = {
  'id.cn.resident': { sex: 'p16', region: [0, 2], year: four(6) },
  'id.cn.hmt-residence': { sex: 'p16', year: four(6) },
  'id.cn.resident-15': { sex: 'p14', region: [0, 2] },
  'id.kr.rrn': {
    sex: 'p6',
    region: [7, 2],
    year: split(0, 6, [1800, 1900, 1900, 2000, 2000, 1900, 1900, 2000, 2000, 1800]),
  },
  'id.tw.national': { sex: 'p1', region: [0, 1] },
  'id.kz.iin': { sex: 'p6', year: split(0, 6, SOVIET) },
  'id.uz.pinfl': { sex: 'p0', year: split(5, 0, SOVIET) },
  'id.kg.pin': { sex: 'p0', year: four(5) },
  'id.by.personal': { sex: 'p0', region: [7, 1], year: split(5, 0, SOVIET) },
  'id.mn.registration': { sex: 'p-2' },
  'id.pl.pesel': {
    sex: 'p9',
    year: (text) => pair(text, 0) + ([1900, 2000, 2100, 2200, 1800][digit(text, 2) >> 1] ?? -3000),
  },
  'id.ro.cnp': { sex: 'p0', region: [7, 2], year: split(1, 0, [0, 1900, 1900, 1800, 1800, 2000, 2000]) },
  'id.bg.egn': {
    sex: 'p8',
    year: (text) => pair(text, 0) + (digit(text, 2) >= 4 ? 2000 : digit(text, 2) >= 2 ? 1800 : 1900),
  },
  'id.ee.isikukood': { sex: 'p0', year: split(1, 0, [0, 1800, 1800, 1900, 1900, 2000, 2000]) },
  'id.lt.asmens': { sex: 'p0', year: split(1, 0, [0, 1800, 1800, 1900, 1900, 2000, 2000]) },
  'id.rs.jmbg': YUGOSLAV,
  'id.ba.jmbg': YUGOSLAV,
  'id.me.jmbg': YUGOSLAV,
  'id.mk.embg': YUGOSLAV,
  'id.si.emso': YUGOSLAV,
  'id.it.codice-fiscale': { sex: 't4@9', region: [11, 4] },
  'id.fr.nir': { sex: 'p0', region: [5, 2] },
  'id.be.national': { sex: 'p8' },
  'id.no.fodselsnummer': { sex: 'p8' },
  'id.dk.cpr': { sex: 'p-1' },
  'id.se.personnummer': { sex: 'p-2' },
  'id.fi.hetu': { sex: 'p-2' },
  'id.cz.rodne-cislo': { sex: 't5@2' },
  'id.al.nid': { sex: 't5@2' },
  'id.hu.personal': { sex: 'p0' },
  'id.gr.amka': { sex: 'p9' },
  'id.ua.rntrc': { sex: 'p8' },
  'id.gb.driving-licence': { sex: 't5@6' },
  'id.za.id': { sex: 't5@6' },
  'id.eg.national': { sex: 'p12', region: [7, 2], year: split(1, 0, [0, 0, 1900, 2000]) },
  'id.kw.civil': { year: split(1, 0, [0, 1800, 1900, 2000]) },
  'id.rw.nid': { sex: 'p5', year: four(1) },
  'id.ug.nin': { sex: 'p1' },
  'id.id.nik': { sex: 't4@6', region: [0, 2] },
  'id.my.nric': { sex: 'p-1', region: [6, 2] },
  'id.vn.cccd': { sex: 'p3', region: [0, 3], year: split(4, 3, [1900, 1900, 2000, 2000, 2100, 2100]) },
  'id.pk.cnic': { sex: 'p-1', region: [0, 1] },
  'id.th.national': { region: [1, 2] },
  'id.mx.curp': { sex: 'p10', region: [11, 2] },
  'id.cu.carnet': { sex: 'p9' },
  'id.ec.cedula': { region: [0, 2] },
  'id.br.cpf': { region: [8, 1] },
  'id.gt.cui': { region: [9, 2] },
  'id.hn.dni': { region: [0, 2] },
  'id.cr.cedula': { region: [0, 1] },
  'id.ru.passport': { region: [0, 2] },
  'id.ru.inn': { region: [0, 2] },
  'id.zm.nrc': { region: [6, 2] },
  'id.tz.nida': { region: [8, 5], year: four(0) },
  'location.postcode': { region: [0, 2] },
  'contact.phone': { region: [0, 2] },
  'contact.phone-national': { region: [0, 3] },
  'vehicle.plate': { region: [0, 2] },
  'vehicle.plate-cn': { region: [0, 4] },
};

/** 0 or 1: which of two sexes the character at the place says; -1 where it says none. */
export function sexOf(rule: string, text: Uint8Array, length: number): number {
  const [place, least] = rule[0] === 'p' ? [rule.slice(1), 0] : [rule.slice(3), Number(rule[1])];
  const at = Number(place) < 0 ? length + Number(place) : Number(place);
  if (at < 0 || at >= length) return -1;
  const char = text[at] as number;
  if (least === 0) return char & 1;
  return char < 48 || char > 57 ? -1 : char - 48 >= least ? 1 : 0;
}

/** The code of a region as a number of its own; -1 where the value is too short. */
export function regionOf([from, size]: readonly [number, number], text: Uint8Array, length: number): number {
  if (from + size > length) return -1;
  let code = 0;
  for (let i = from; i < from + size; i++) code = (code * 257 + (text[i] as number)) % 4_294_967_291;
  return code;
}
