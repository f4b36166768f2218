import type { ShapeName } from '../../model/description.ts';
import type { JudgedField } from './judged.ts';
import { isPersonalKey } from './people.ts';
import { group, has, id, isTime, type ShapeInput } from './shape-fields.ts';

interface Kind {
  readonly name: ShapeName;
  readonly confidence: number;
  readonly because: string;
}

/** What is done to a patient, as against a blood group among other facts of a person. */
const TREATED = /^health\.(?:diagnosis|icd|medication|test-result|record-number|loinc|snomed|vital-sign)/;
const PAID = /^financial\.(?:payment-card|card-|iban|bank-account|balance|payment-alias)/;
const PAYING =
  /(?:^| )(?:payments?|transactions?|invoices?|billing|payouts?|refunds?|charges?|cards?|zahlungen|rechnungen|pagos?|paiements?|odeme|platezhi)(?: |$)|платеж|支付|交易|订单|결제/u;
const SCHOOL =
  /(?:^| )(?:students?|pupils?|schools?|class(?:es)?|enrol+ments?|grades?|exams?|schueler|alumnos?|alunos?|eleves?|ogrenci)(?: |$)|학생|学生|школ|учени/u;
const CROSSING =
  /(?:^| )(?:border|crossing|flight|boarding|arrivals?|departures?|entry|exit|embark\w*|disembark\w*|check ?in|check ?out|checkin|checkout|port of \w+)(?: |$)|出入境|航班|入住/u;
const CALLER = /(?:^| )(?:caller|calling|a ?(?:party|number)|msisdn ?a)(?: |$)|主叫/u;
const CALLED = /(?:^| )(?:callee|called|b ?(?:party|number)|msisdn ?b|dialed|dialled)(?: |$)|被叫/u;
/** Also of mails, parcels and flights: only numbers of telephones tell. */
const FROM = /^(?:from|source|src|originat\w+)(?: |$)/;
const TO = /^(?:to|destination|dst|terminat\w+)(?: |$)/;
const DURATION =
  /(?:^| )(?:duration|dur|seconds|secs?|billsec|talk ?time|call ?(?:length|type))(?: |$)|时长|通话/u;
const LOGIN = /^(?:contact\.email|contact\.phone|name\.username|communication\.handle)/;
const LOGIN_SECRET = /^credential\.(?:password|hash)/;
/** A list of logins holds little else; an account of a shop holds more, and is a table of persons. */
const MOST_BESIDE = 10;

const lists = (fields: readonly JudgedField[]): string =>
  fields
    .slice(0, 3)
    .map(({ field }) => field.path)
    .join(', ');

/** Walks of life that a table of people comes from, each by the fields that only it has. */
export function recordKinds(input: ShapeInput, kinds: readonly string[], chat: boolean): readonly Kind[] {
  const out: Kind[] = [];
  const put = (name: ShapeName, confidence: number, fields: readonly JudgedField[], words: string): void => {
    out.push({ name, confidence: Math.min(0.97, confidence), because: `${lists(fields)}${words}` });
  };
  const people =
    kinds.some((kind) => /^(?:name|national id|birth|address|phone|e-mail)$/.test(kind)) ||
    has(input, isPersonalKey) !== undefined;
  const fields = (test: (field: JudgedField) => boolean): JudgedField[] => input.fields.filter(test);
  const called = (pattern: RegExp): boolean => pattern.test(input.name);

  const health = fields((field) => group(field, 'health'));
  const treated = health.filter((field) => id(field, TREATED));
  if (people && (treated.length > 0 || health.length >= 3))
    put('health records', 0.7 + 0.08 * health.length, health, ' of people');

  const money = fields((field) => group(field, 'financial'));
  const paid = money.filter((field) => id(field, PAID));
  const cards = money.filter((field) => id(field, /^financial\.(?:payment-card|card-)/));
  if (cards.length > 0 || (people && paid.length > 0 && (money.length >= 2 || called(PAYING))))
    put('payment records', 0.7 + 0.08 * money.length, money, cards.length > 0 ? ': cards' : ' of people');

  const school = fields((field) => group(field, 'education'));
  if (people && (school.length >= 2 || (school.length === 1 && called(SCHOOL))))
    put('school records', 0.65 + 0.1 * school.length, school, ' of people');

  const travel = fields((field) => group(field, 'travel'));
  const crossing = fields((field) => CROSSING.test(field.folded));
  const passport = fields((field) => id(field, /passport/));
  if (
    people &&
    (travel.length >= 2 ||
      crossing.length >= 2 ||
      (travel.length > 0 && passport.length > 0) ||
      (travel.length + passport.length > 0 && (crossing.length > 0 || called(CROSSING))))
  )
    put(
      'travel or border records',
      0.65 + 0.08 * (travel.length + crossing.length),
      [...travel, ...crossing, ...passport],
      ' of people',
    );

  const number = (field: JudgedField): boolean => id(field, /^contact\.phone|imsi$/);
  const caller =
    has(input, (field) => CALLER.test(field.folded)) ??
    has(input, (field) => FROM.test(field.folded) && number(field));
  const callee =
    has(input, (field) => CALLED.test(field.folded)) ??
    has(input, (field) => TO.test(field.folded) && number(field));
  const duration = has(input, (field) => DURATION.test(field.folded));
  const timed = input.times.length > 0 || has(input, isTime) !== undefined;
  if (
    !chat &&
    timed &&
    caller &&
    callee &&
    caller !== callee &&
    (duration || number(caller) || number(callee))
  )
    put(
      'call records',
      duration ? 0.92 : 0.75,
      [caller, callee],
      duration ? ' with a time and a duration' : ' with a time',
    );
  else if (!chat && timed && duration && fields(number).length >= 2)
    put('call records', 0.7, [duration], ' beside two telephone numbers');

  const secrets = fields((field) => id(field, LOGIN_SECRET));
  const logins = fields((field) => id(field, LOGIN));
  if (secrets.length > 0 && logins.length > 0 && input.fields.length <= MOST_BESIDE && kinds.length <= 3)
    put('login list', 0.85, [...logins, ...secrets], ': logins with what opens them');
  return out;
}
