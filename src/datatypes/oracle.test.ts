import { createRequire } from 'node:module';
import { stdnum } from 'stdnum';
import { describe, expect, it } from 'vitest';
import { byId } from './index.ts';

/** The package ships no types; these are the two functions used here. */
const validator = createRequire(import.meta.url)('validator') as {
  isIdentityCard(value: string, locale: string): boolean;
  isIBAN(value: string): boolean;
  isTaxID(value: string, locale: string): boolean;
  isBIC(value: string): boolean;
  isIMEI(value: string): boolean;
  isCreditCard(value: string): boolean;
  isEthereumAddress(value: string): boolean;
  isIP(value: string): boolean;
  isMACAddress(value: string): boolean;
  isEmail(value: string): boolean;
  isJWT(value: string): boolean;
  isUUID(value: string): boolean;
};
const encoder = new TextEncoder();

interface Judge {
  /** What npm `stdnum` or `validator` says. */
  readonly says: (value: string) => boolean;
  /** Values on which we differ on purpose, and why. */
  readonly differs?: { readonly because: string; readonly where: (value: string, we: boolean) => boolean };
}

function of(country: string, name: string): (value: string) => boolean {
  const judge = (stdnum as Record<string, Record<string, { validate(value: string): { isValid: boolean } }>>)[
    country
  ]?.[name];
  if (!judge) throw new Error(`stdnum has no ${country}.${name}`);
  return (value) => judge.validate(value).isValid;
}

const stricter = (because: string): { because: string; where: (value: string, we: boolean) => boolean } => ({
  because,
  where: (_, we) => !we,
});
/** A rule on which the two differ either way. */
const both = (because: string): { because: string; where: () => boolean } => ({ because, where: () => true });
const looser = (because: string): { because: string; where: (value: string, we: boolean) => boolean } => ({
  because,
  where: (_, we) => we,
});

const judges: Readonly<Record<string, Judge>> = {
  'id.cn.resident': {
    says: of('CN', 'ric'),
    differs: stricter('stdnum takes any region and births since 1880'),
  },
  'id.cn.credit-code': {
    says: of('CN', 'uscc'),
    differs: both(
      'stdnum has another table of registering authorities, and no check character 0 for a remainder of 31',
    ),
  },
  'id.hk.hkid': { says: of('HK', 'hkid'), differs: looser('stdnum refuses the letter O') },
  'id.tw.national': { says: (value) => of('TW', 'natid')(value) || of('TW', 'ui')(value) },
  'id.kr.rrn': {
    says: of('KR', 'rrn'),
    differs: both(
      'no check digit since October 2020, one that is two higher for foreigners; births before 1880 and places above 96',
    ),
  },
  'id.in.aadhaar': { says: of('IN', 'aadhaar') },
  'id.in.vid': { says: of('IN', 'vid'), differs: looser('stdnum refuses palindromes') },
  'id.in.pan': {
    says: of('IN', 'pan'),
    differs: stricter('stdnum takes holder kinds that are not issued (E, K, M)'),
  },
  'id.pk.cnic': { says: of('PK', 'cnic') },
  'id.my.nric': { says: of('MY', 'nric'), differs: stricter('stdnum takes place code 70') },
  'id.th.national': { says: of('TH', 'idnr') },
  'id.ru.inn': {
    says: (value) => value.length === 12 && of('RU', 'inn')(value),
    differs: stricter('stdnum accepts all zeros and region 00'),
  },
  'id.ua.rntrc': { says: of('UA', 'rntrc'), differs: stricter('the first five digits must be a day') },
  'id.md.idnp': { says: of('MD', 'idno'), differs: stricter('people begin with 2 or 0, companies with 1') },
  'id.tr.tckn': { says: of('TR', 'tckimlik') },
  'id.ir.melli': {
    says: (value) => validator.isIdentityCard(value, 'IR'),
    differs: stricter('validator accepts repeated digits'),
  },
  'id.il.id': { says: of('IL', 'idnr'), differs: stricter('all zeros') },
  'id.hr.oib': { says: of('HR', 'oib') },
  'id.de.idnr': {
    says: of('DE', 'idnr'),
    differs: stricter('a digit that occurs twice must be the only one'),
  },
  'id.de.svnr': {
    says: of('DE', 'svnr'),
    differs: both('stdnum weighs the letter otherwise; ours keeps the published example 15070649C103'),
  },
  'id.at.svnr': { says: of('AT', 'vnr'), differs: both('months 13 to 15 exist, a leading zero does not') },
  'id.ch.ahv': { says: of('CH', 'ssn') },
  'id.fr.nir': { says: of('FR', 'nir'), differs: stricter('stdnum takes any first digit and month') },
  'id.fr.nif': { says: of('FR', 'nif'), differs: looser('all zeros') },
  'id.es.dni': { says: of('ES', 'dni') },
  'id.es.nie': { says: of('ES', 'nie') },
  'id.es.nss': { says: of('ES', 'nss'), differs: both('stdnum joins province and number without padding') },
  'id.it.codice-fiscale': {
    says: of('IT', 'codicefiscale'),
    differs: stricter('stdnum takes days that no month has'),
  },
  'id.pt.cc': { says: of('PT', 'cc') },
  'id.nl.bsn': { says: of('NL', 'bsn'), differs: stricter('all zeros') },
  'id.be.national': {
    says: (value) => of('BE', 'nn')(value) || of('BE', 'bis')(value),
    differs: both('unknown days are allowed, a check of 00 is not'),
  },
  'id.gb.nino': { says: of('GB', 'nino') },
  'id.gb.utr': { says: of('GB', 'utr') },
  'id.ie.pps': { says: of('IE', 'pps'), differs: looser('this version does not know the letter B of 2024') },
  'id.pl.pesel': { says: of('PL', 'pesel'), differs: stricter('births in the future and before 1850') },
  'id.pl.nip': { says: of('PL', 'nip'), differs: stricter('no tax office has code 000') },
  'id.cz.rodne-cislo': {
    says: of('CZ', 'rc'),
    differs: both('remainder 10 counts as 0, and births in the future are refused'),
  },
  'id.ro.cnp': { says: of('RO', 'cnp'), differs: both('county 80 to 83 exist; births before 1850') },
  'id.bg.lnch': { says: of('BG', 'pnf') },
  'id.br.cnpj': {
    says: of('BR', 'cnpj'),
    differs: looser('this version does not know the letters of July 2026'),
  },
  'id.it.partita-iva': {
    says: of('IT', 'iva'),
    differs: both('stdnum accepts number 0; this one takes the country prefix'),
  },
  'id.in.gstin': { says: of('IN', 'gstin'), differs: both('state codes 38, 97 and 99; PAN kinds') },
  'id.in.epic': { says: of('IN', 'epic') },
  'id.pt.nif': { says: of('PT', 'nif'), differs: stricter('prefixes that are not given to anyone') },
  'id.gr.afm': { says: of('GR', 'vat'), differs: both('prefix EL; all zeros') },
  'id.cy.tin': { says: of('CY', 'vat'), differs: both('prefix CY and first digits') },
  'id.id.npwp': { says: of('ID', 'npwp'), differs: looser('kinds of taxpayer that stdnum does not list') },
  'id.co.nit': { says: of('CO', 'nit') },
  'id.ba.jmbg': {
    says: of('BA', 'jmbg'),
    differs: stricter('regions of the other countries, future births'),
  },
  'id.me.jmbg': {
    says: of('ME', 'jmbg'),
    differs: stricter('regions of the other countries, future births'),
  },
  'id.mk.embg': {
    says: of('MK', 'jmbg'),
    differs: stricter('regions of the other countries, future births'),
  },
  'id.si.emso': {
    says: of('SI', 'emso'),
    differs: stricter('regions of the other countries, future births'),
  },
  'id.lk.nic': {
    says: (value) => validator.isIdentityCard(value, 'LK'),
    differs: both('no check of the day; births before 1910'),
  },
  'id.hu.tax': { says: (value) => validator.isTaxID(value, 'hu-HU'), differs: both('date window') },
  'id.lu.matricule': {
    says: (value) => validator.isTaxID(value, 'fr-LU'),
    differs: stricter('births before 1850 and in the future'),
  },
  'id.hk.hkid/validator': { says: (value) => validator.isIdentityCard(value, 'zh-HK') },
  'id.fi.hetu/validator': {
    says: (value) => validator.isIdentityCard(value, 'FI'),
    differs: both('signs of 2023'),
  },
  'id.no.fodselsnummer/validator': {
    says: (value) => validator.isIdentityCard(value, 'NO'),
    differs: both('validator does not read the date'),
  },
  'id.in.aadhaar/validator': {
    says: (value) => validator.isIdentityCard(value, 'IN'),
    differs: stricter('the first digit is 2 at least'),
  },
  'id.th.national/validator': {
    says: (value) => validator.isIdentityCard(value, 'TH'),
    differs: looser('validator wants a first digit from 1 to 8'),
  },
  'id.pl.pesel/validator': {
    says: (value) => validator.isIdentityCard(value, 'PL'),
    differs: stricter('validator does not read the date'),
  },
  'id.cn.resident/validator': {
    says: (value) => validator.isIdentityCard(value, 'zh-CN'),
    differs: stricter('validator takes any year'),
  },
  'id.tw.national/validator': {
    says: (value) => validator.isIdentityCard(value, 'zh-TW'),
    differs: both('residence certificates; validator takes any second digit'),
  },
  'financial.no-account': { says: of('NO', 'kontonr') },
  'financial.bic': { says: (value) => validator.isBIC(value) },
  'financial.payment-card': {
    says: (value) => validator.isCreditCard(value),
    differs: both('issuer ranges'),
  },
  'financial.ethereum-address': {
    says: (value) => validator.isEthereumAddress(value),
    differs: both('validator takes other cases of the prefix'),
  },
  'device.imei': { says: (value) => validator.isIMEI(value) },
  'device.ip': { says: (value) => validator.isIP(value) },
  'device.mac': {
    says: (value) => validator.isMACAddress(value),
    differs: stricter('addresses of groups'),
  },
  'contact.email': { says: (value) => validator.isEmail(value) },
  'key.uuid': { says: (value) => validator.isUUID(value), differs: looser('other versions') },
  'id.bg.egn': { says: of('BG', 'egn'), differs: stricter('stdnum does not check the date') },
  'id.gr.amka': { says: of('GR', 'amka') },
  'id.fi.hetu': { says: of('FI', 'hetu') },
  'id.se.personnummer': {
    says: of('SE', 'personnummer'),
    differs: both('stdnum misreads the form with a century'),
  },
  'id.no.fodselsnummer': {
    says: of('NO', 'fodselsnummer'),
    differs: looser('months of the synthetic test register'),
  },
  'id.dk.cpr': { says: of('DK', 'cpr') },
  'id.is.kennitala': {
    says: of('IS', 'kennitala'),
    differs: stricter('companies and century digits that do not exist'),
  },
  'id.ee.isikukood': { says: of('EE', 'ik'), differs: stricter('stdnum does not check the date') },
  'id.lt.asmens': {
    says: of('LT', 'asmens'),
    differs: stricter('foreign codes that begin with 9 and births in the future'),
  },
  'id.lv.personas-kods': {
    says: of('LV', 'pvn'),
    differs: both('codes since 2017 run from 32 to 39; stdnum takes companies'),
  },
  'id.us.ssn': {
    says: of('US', 'ssn'),
    differs: stricter('serial 0000 and repeated digits are never issued'),
  },
  'id.us.ein': { says: of('US', 'ein') },
  'id.ca.sin': { says: of('CA', 'sin'), differs: stricter('first digits 0 and 8 are not issued to people') },
  'id.mx.curp': { says: of('MX', 'curp'), differs: stricter('vowels where the rules want consonants') },
  'id.br.cpf': { says: of('BR', 'cpf') },
  'id.ar.cuit': { says: of('AR', 'cuit'), differs: looser('prefixes 25 and 26') },
  'id.cl.rut': { says: of('CL', 'rut'), differs: stricter('all zeros') },
  'id.pe.ruc': { says: of('PE', 'ruc') },
  'id.ec.cedula': { says: of('EC', 'ci') },
  'id.uy.ci': { says: of('UY', 'cedula') },
  'id.do.cedula': { says: of('DO', 'cedula'), differs: stricter('all zeros') },
  'id.gt.cui': { says: of('GT', 'cui'), differs: stricter('municipality 00') },
  'id.cu.carnet': { says: of('CU', 'ni'), differs: stricter('births in the future') },
  'id.au.tfn': { says: of('AU', 'tfn'), differs: stricter('all zeros') },
  'id.nz.ird': { says: of('NZ', 'ird'), differs: stricter('numbers above 150 million are not issued') },
  'id.za.id': {
    says: of('ZA', 'idnr'),
    differs: looser('citizenship digit 2 and the eleventh digit of any value'),
  },
  'id.mu.nid': {
    says: of('MU', 'nid'),
    differs: both('stdnum does not check the date, nor take remainder 0 as 0'),
  },
  'id.rs.jmbg': {
    says: of('RS', 'jmbg'),
    differs: stricter('stdnum takes regions of the other countries and births in the future'),
  },
  'financial.iban': { says: (value) => validator.isIBAN(value) },
  'financial.mx-clabe': { says: of('MX', 'clabe'), differs: looser('stdnum lists bank codes') },
  'financial.ar-cbu': { says: of('AR', 'cbu'), differs: looser('stdnum lists bank codes') },
};

/** A small generator of uniform numbers (mulberry32), so that a failure can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Another character of the same kind. */
function another(char: string, random: (below: number) => number): string {
  if (/\d/.test(char)) return String(random(10));
  if (/[A-Z]/.test(char)) return String.fromCharCode(65 + random(26));
  return char;
}

/** 6,000 values: random ones, and mutants of the examples with every last character, among which many are valid. */
function* values(examples: readonly string[], random: (below: number) => number): Generator<string> {
  for (let i = 0; i < 1000; i++)
    yield [...(examples[i % examples.length] ?? '')].map((char) => another(char, random)).join('');
  for (let i = 0; i < 400; i++) {
    const chars = [...(examples[i % examples.length] ?? '')];
    for (let k = 1 + random(3); k > 0; k--) {
      const at = random(chars.length);
      chars[at] = another(chars[at] ?? '', random);
    }
    const at = i % 2 === 0 ? chars.length - 1 : random(chars.length);
    for (let d = 0; d < 10; d++) {
      const kept = chars[at] ?? '';
      chars[at] = /[A-Z]/.test(kept) ? another(kept, random) : /\d/.test(kept) ? String(d) : kept;
      yield chars.join('');
      chars[at] = kept;
    }
  }
  // Two check digits are met by one value in a hundred.
  for (let i = 0; i < 1000; i++) {
    const chars = [...(examples[(i >> 3) % examples.length] ?? '')];
    for (const at of [chars.length - 2, chars.length - 1]) chars[at] = another(chars[at] ?? '', random);
    yield chars.join('');
  }
}

describe('checks agree with npm stdnum and validator', () => {
  it.each(Object.entries(judges))('%s', (name, judge) => {
    const id = name.split('/')[0] ?? '';
    const type = byId.get(id);
    if (!type) throw new Error(`no data type ${id}`);
    const shapes = type.shapes.map((shape) => new RegExp(`^(?:${shape})$`, 'us'));
    const random = generator(20_260_102);
    let total = 0;
    let valid = 0;
    let agreed = 0;
    const wrong = new Set<string>();
    for (const value of values(type.examples, random)) {
      const bytes = encoder.encode(value);
      const we = shapes.some((shape) => shape.test(value)) && (type.holds?.(bytes, 0, bytes.length) ?? true);
      const they = judge.says(value.replaceAll(/[ ./-]/g, '')) || judge.says(value);
      total++;
      if (they) valid++;
      if (they && we) agreed++;
      if (we !== they && !judge.differs?.where(value, we))
        wrong.add(`${value} ${we ? 'we only' : 'they only'}`);
    }
    expect(valid, 'the judge must have seen valid values').toBeGreaterThan(20);
    expect(total).toBe(6000);
    expect(agreed, 'valid by both').toBeGreaterThan(10);
    expect([...wrong].slice(0, 5)).toEqual([]);
  });
});
