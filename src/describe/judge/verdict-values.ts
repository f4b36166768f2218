import { birthDate } from './birth-date.ts';
import type { Column } from '../columns/column.ts';
import { countsUp, distinctRatio, isEnumeration, isSequence, onlyNumbers } from './distribution.ts';
import { type Case, NAMED, UNLIKELY, type Verdict } from './verdict.ts';

/** Of several addresses of version 4 one at least has so many characters. */
const SHORT_ADDRESS = 11;

/** Types whose values tell enough: a check or a shape that chance seldom passes. */
export function byValue(one: Case): Verdict | undefined {
  const { type, column, named, weak, against, checked, narrow, rate, share, chance, home } = one;
  const { n, shaped, passed } = one.values;
  // Streets whose house numbers stand in a field of their own.
  if (type.id === 'contact.address' && one.around.persons && one.strong >= 0.95 && areStreets(one))
    return { hits: column.n, confidence: 0.85, why: 'names under a word for a street, beside a person' };
  if (passed < 1) return undefined;
  if (one.around.proofs.get(column.id)?.type === type.id && share > 0.6)
    return { hits: passed, confidence: 0.99 };
  // The name's word is worth more than a weak check.
  if (against && (share < 0.9 || (checked && type.nullRate > 0.01))) return undefined;
  // Version numbers of four parts are shorter than addresses.
  if (type.id === 'device.ip' && !named && column.close >= 8 && column.longest < SHORT_ADDRESS)
    return undefined;
  // A street in a title or a comment makes no column of addresses.
  if (type.id === 'contact.address' && !named && (share < 0.5 || isEnumeration(column))) return undefined;
  if (checked || narrow) {
    const base = checked ? shaped : n;
    if (
      type.nullRate > 0.02 &&
      (rate < (named && type.id === 'device.ip' ? 0.2 : 0.7) ||
        (!named &&
          (base < 10 ||
            share < (home || type.group === 'contact' ? 0.5 : 0.9) ||
            countsUp(column) ||
            isSequence(column))))
    )
      return undefined;
    if (type.nullRate <= 0.02 && rate < (named ? 0.2 : 0.4)) return undefined;
    if (chance > UNLIKELY && !named && !(type.nullRate <= 1e-3 && rate > 0.9)) return undefined;
    if (!named && share < (type.nullRate > 1e-4 ? 0.1 : 0.02)) return undefined;
    const sure = chance < UNLIKELY ? 0.93 : 0.75;
    const wide = type.nullRate > 0.02 && !named && !home ? 0.2 : 0;
    return { hits: passed, confidence: Math.min(0.99, sure + (named ? 0.05 : weak ? 0.02 : 0) - wide) };
  }
  if (!named && (share < 0.05 || passed < 2) && n > 20) return undefined;
  return { hits: passed, confidence: named ? 0.97 : share > 0.8 ? 0.9 : 0.75 };
}

/** Names that the firms of a register have as well as employers. */
const FIRM = /compan|firm|empresa|entreprise|perusahaan|会社|회사|单位名称|^dwmc$/iu;

/** Types that need a field name beside the value, or something that stands for it. */
export function byValueAndName(one: Case): Verdict | undefined {
  const { type, column, field, around, strong, named, weak, against, checked, rate, share, chance, home } =
    one;
  const { n, passed, words } = one.values;
  if (type.id === 'birth.date') return birthDate(one.values, column, strong, against, around);
  if (around.proofs.get(column.id)?.type === type.id && share > 0.6)
    return { hits: passed, confidence: named ? 0.99 : 0.95 };
  if (around.provenIds.has(column.id) && type.group === 'government-id' && share > 0.6)
    return { hits: passed, confidence: named ? 0.99 : 0.9 };
  if (type.telling !== undefined && words >= 2 && words / n >= 0.3 && !field.isKeys)
    return { hits: words, confidence: named ? 0.98 : words / n >= 0.6 ? 0.95 : 0.85 };
  // Firms are the employers of people where there are people in the record.
  if (type.id === 'employment.employer' && !around.persons && FIRM.test(field.elements.at(-1) ?? ''))
    return undefined;
  // Under its own name alone, a number without the trunk prefix is one all the same: Spain, Poland, the Nordics have none.
  if (type.id === 'contact.phone-national' && strong >= 0.9 && isNumberLike(one))
    return { hits: one.values.shaped, confidence: 0.85, why: 'digits of the length of telephone numbers' };
  if (type.id === 'contact.phone-national' && strong >= 0.9 && isPlainNumber(column))
    return { hits: column.numbers, confidence: 0.85, why: 'numbers of 7 to 15 digits that differ' };
  // Month and year under a word for any expiry are those of the card beside them.
  if (
    type.id === 'financial.card-expiry' &&
    (weak || named) &&
    share >= 0.8 &&
    around.beside.has('financial.payment-card')
  )
    return { hits: passed, confidence: 0.95, why: 'months and years beside a card number' };
  // Flags and caches are salted, too.
  if (
    type.id === 'credential.salt' &&
    /^salt$/i.test(field.elements.at(-1) ?? '') &&
    !around.persons &&
    !SECRETS.some((id) => around.beside.has(id))
  )
    return undefined;
  // User names look like words: beside a person they are one's own.
  if (
    type.id === 'communication.handle' &&
    weak &&
    around.persons &&
    column.digitsOnly + column.numbers < column.n * 0.1 &&
    share >= 0.6 &&
    distinctRatio(column) > 0.5
  )
    return { hits: passed, confidence: 0.8 };
  if (named || one.short || (weak && checked && type.nullRate < 0.05)) {
    if (share < (named ? 0.3 : 0.6)) return undefined;
    if (checked && chance > Math.log(0.05) && n >= 5) return undefined;
    // Rows that were numbered are not numbers of people, whatever the column is called.
    if (!checked && type.group === 'government-id' && isSequence(column)) return undefined;
    const sure = checked && chance < UNLIKELY ? 0.95 : 0.85;
    return { hits: passed, confidence: named ? sure : sure - 0.15 };
  }
  if (field.isKeys && !against && checked && type.nullRate <= 0.06 && n >= 20 && !countsUp(column))
    if (rate >= 0.98 && share >= 0.95 && !isSequence(column)) return { hits: passed, confidence: 0.8 };
  if (against || one.unnamed || !checked || chance > UNLIKELY || isSequence(column)) return undefined;
  if (type.nullRate <= 0.02 && rate >= 0.95 && share >= 0.6 && n >= 20)
    return { hits: passed, confidence: home ? 0.9 : 0.8 };
  // Numbers of one length that begin alike pass such checks together: without a sign between the digits they need a name.
  if (type.group === 'contact' && (onlyNumbers(column) || column.fractions > 0)) return undefined;
  if (type.group === 'contact' && type.nullRate > 0.1 && !home) return undefined;
  if (type.nullRate <= 0.15 && rate >= 0.98 && share >= (home ? 0.6 : 0.7) && n >= 50)
    return { hits: passed, confidence: home ? 0.8 : 0.6 };
  return undefined;
}

/** A whole name that means a street, or where somebody lives, in the languages that part it from the house number. */
const STREET =
  /^(street|street name|calle|domicilio|rua|logradouro|rue|nom voie|voie|strasse|straße|straat|straatnaam|via|indirizzo|улица|вулиця|רחוב|ulica|ulice|utca|strada|sokak|cadde|gata|gatuadress|katuosoite|οδός|οδος|الشارع|خیابان|tänav|iela|gatvė|địa chỉ|dia chi|elukoht|aadress|adrese|adresas|naslov)$/u;

/** Different texts of some letters, hardly any of them digits alone. */
function areStreets({ column, field }: Case): boolean {
  const name = (field.elements.at(-1) ?? '').toLowerCase().replaceAll(/[_-]+/g, ' ').normalize('NFC');
  return (
    STREET.test(name) &&
    column.texts >= column.n * 0.9 &&
    column.digitsOnly < column.close * 0.1 &&
    column.bytes >= 5 * column.close &&
    column.longest <= 200 &&
    (column.sketch?.distinct ?? 0) >= 5
  );
}

/** What a salt stands beside. */
const SECRETS = [
  'credential.password',
  'credential.hash.md5',
  'credential.hash.sha1',
  'credential.hash.sha256',
  'credential.hash.pbkdf2',
  'credential.hash.crypt',
];

/** Telephone numbers that lost their `+` or their zeros when they became numbers: 7 to 15 digits (E.164), and they differ. */
function isPlainNumber(column: Column): boolean {
  return (
    column.numbers >= column.n * 0.9 &&
    column.fractions === 0 &&
    column.shortest >= 7 &&
    column.longest <= 15 &&
    distinctRatio(column) > 0.3 &&
    !isSequence(column)
  );
}

/** Most values are of digits and the signs between them, of the length of a telephone number, and they differ. */
function isNumberLike({ values, column }: Case): boolean {
  return (
    values.n > 0 && values.shaped / values.n >= 0.7 && distinctRatio(column) > 0.3 && !isSequence(column)
  );
}

/** The few types of structure that a single text tells: plates, links to pictures, pairs of coordinates, geometries. */
export function byStructure(one: Case): Verdict | undefined {
  const { type, column, field, named, weak, share } = one;
  const { passed } = one.values;
  if (type.group === 'vehicle' && share >= 0.6 && (named || weak)) return { hits: passed, confidence: 0.85 };
  if (type.group === 'image' && named && share >= 0.3 && !field.isKeys)
    return { hits: passed, confidence: 0.93 };
  if (type.id === 'location.gps.pair' && share >= 0.8 && column.texts > 0)
    return { hits: passed, confidence: one.strong >= NAMED ? 0.96 : 0.85 };
  if (type.id === 'location.geojson' && share >= 0.6) return { hits: passed, confidence: 0.95 };
  return undefined;
}
