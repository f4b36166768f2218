import { pad, type FreshTable, table } from './kit.ts';
import { card, deKvnr, dmy, esDni, frNir, iban, mdy, nhs, plPesel, ssn, ymd } from './numbers.ts';

const UPPER = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** Tables about people of Europe and North America, after what hospitals, schools, hotels, couriers and offices run. */
export const europe: readonly FreshTable[] = [
  table(
    'kis_patient', 'de',
    `PATNR: health.record-number
     NACHNAME: name.family
     VORNAME: name.given
     GEBDAT: birth.date
     GESCHL: birth.sex
     STRASSE: contact.address
     PLZ: location.postcode
     ORT: location.region|contact.address
     TEL_PRIV: contact.phone-national|contact.phone
     KVNR: health.de-kvnr
     KASSE_IK: ~health.insurance-number ~financial.insurance
     KASSE: ~financial.insurance ~health.insurance-number
     HAUSARZT: name.person
     HAUPTDIAG: health.icd
     DIAG_TEXT: health.diagnosis
     ZIMMER: ~travel.lodging
     STATION: ~location.place-word
     VERSTORBEN: ~birth.date`,
    (q) => {
      const [icd, text] = q.pick([['I10.90', 'Essentielle Hypertonie'], ['E11.90', 'Diabetes mellitus Typ 2'], ['S82.18', 'Fraktur der Tibia'], ['K35.8', 'Akute Appendizitis'], ['J18.9', 'Pneumonie'], ['M17.1', 'Gonarthrose']] as const);
      return {
        MANDANT: '001', PATNR: pad(4_410_000 + q.i * 3 + q.int(0, 2), 10), FALLART: q.of('STAT|AMB|TEIL|VOR'),
        NACHNAME: q.dirt(q.human.family), VORNAME: q.dirt(q.human.given), GEBDAT: q.dirt(dmy(q.human)), GESCHL: q.human.female ? 'W' : 'M',
        STRASSE: q.dirt(q.human.street), PLZ: q.dirt(String(q.int(10_115, 97_990))), ORT: q.human.city, TEL_PRIV: q.dirt(q.human.phone, 0.2),
        KVNR: q.dirt(deKvnr(q)), KASSE_IK: `10${q.digits(7)}`, KASSE: q.of('AOK PLUS|Techniker Krankenkasse|BARMER|DAK-Gesundheit|Privat'),
        HAUSARZT: q.maybe(0.8, `Dr. med. ${q.other().family}`), HAUPTDIAG: icd, DIAG_TEXT: text, STATION: q.of('ITS|3B|INN2|CHI1|GYN'), ZIMMER: `${q.int(1, 4)}${pad(q.int(1, 40))}`,
        AUFNDAT: q.sql(500), ENTLDAT: q.maybe(0.7, q.sql(480)), DRG: `${q.pick([...'BEFGIKO'])}${q.int(10, 79)}${q.pick([...'ABCZ'])}`, RELGEW: q.round(q.next() * 4, 3),
        VERSTORBEN: 'N', SPERRE: q.of('0|0|1'), AENDUSER: 'SYSADM', AENDZEIT: q.ago(300), REVISION: q.int(1, 19), ARCHIV_ID: q.hex(16), GUID: q.uuid(),
      };
    },
  ),
  table(
    'lohn_stamm', 'de',
    `PersNr: employment.employee-number
     Name: name.person
     SteuerID: id.de.idnr
     IBAN: financial.iban
     Bruttolohn: employment.salary
     Steuerklasse: ~family.marital-status ~employment.salary
     Konfession: special.religion
     Familienstand: family.marital-status
     Kinder: ~family.child
     Abteilung: ~employment.job
     Eintritt: ~birth.date
     KFB: ~family.child`,
    (q) => ({
      Firma: '100', PersNr: String(20_000 + q.i), Name: q.dirt(`${q.human.family}, ${q.human.given}`), Kostenstelle: q.int(4100, 4990), Abteilung: q.of('Vertrieb|Produktion|Einkauf|IT|Lager'),
      Eintritt: dmy(q.human).slice(0, 6) + q.int(2001, 2026), SteuerID: q.dirt(idnr(q.digits(9), q.int(1, 9))), Steuerklasse: q.int(1, 6), KFB: q.pick([0, 0.5, 1, 1.5, 2]), Konfession: q.of('rk|ev|--|rk|ev|ak|is'),
      Familienstand: q.of('verh.|ledig|gesch.|verw.'), Kinder: q.int(0, 3), IBAN: q.dirt(iban(q, 'DE', 18).replace(/(.{4})(?=.)/g, '$1 ')), Bruttolohn: `${q.int(2, 7)}.${q.digits(3)},${q.digits(2)}`,
      Tarif: q.of('TV-L|IGM|AT'), Gruppe: `E${q.int(3, 15)}`, Stufe: q.int(1, 6), Wochenstd: q.pick([20, 30, 35, 38.5, 40]), Urlaub: q.int(20, 32), AbrMonat: `2026${pad(q.int(1, 9))}`, Lauf: q.int(1, 3), Sperr: '', Periode: q.int(1, 12), SVSchl: q.digits(4), BGRS: q.pick(['1111', '0110', '1000']),
    }),
  ),
  table(
    'eleves', 'fr',
    `INE: education.student-number
     nom: name.family
     prenom: name.given
     date_naissance: birth.date
     sexe: birth.sex
     classe: education.school
     resp_legal: family.relative|name.person ~name.person ~family.relative
     tel_resp: contact.phone-national|contact.phone ~family.relative
     mail_resp: contact.email ~family.relative
     adresse: contact.address
     commune: location.region|contact.address
     code_postal: location.postcode
     moyenne_generale: education.result
     lieu_naissance: birth.place
     pai_allergie: ~health.diagnosis
     regime: ~health.diagnosis`,
    (q) => ({
      id: q.i + 1, INE: `${q.digits(9)}${q.chars(2, UPPER)}`, nom: q.dirt(q.human.family.toUpperCase()), prenom: q.dirt(q.human.given), date_naissance: dmy({ ...q.human, born: new Date(Date.UTC(q.int(2009, 2019), q.int(0, 11), q.int(1, 28))) }, '/'),
      sexe: q.human.female ? 'F' : 'G', lieu_naissance: q.dirt(q.human.city), classe: q.of('6e A|5e B|4e C|3e A|CM2'), regime: q.of('DP|EXT|INT'), resp_legal: q.dirt(q.other().full), tel_resp: q.dirt(q.human.phone, 0.12), mail_resp: q.dirt(q.human.email),
      adresse: q.dirt(q.human.street), code_postal: String(q.int(10_000, 95_900)), commune: q.human.city, moyenne_generale: `${q.int(6, 18)},${q.digits(1)}`, pai_allergie: q.maybe(0.1, q.of('arachide|gluten')), option1: q.of('LATIN|EURO ANG|CHORALE|'), bus: q.of('L12|L3||'), badge_cantine: q.int(1000, 9999),
      solde_cantine: `${q.int(0, 80)},${q.digits(2)}`, annee: '2026-2027', etab_uai: '035' + q.digits(4) + 'B', maj: q.sql(100), actif: q.int(0, 1), ordre: q.i, photo_ok: q.chance(0.8), import_lot: `LOT-${q.int(1, 9)}`,
    }),
  ),
  table(
    'assures_cpam', 'fr',
    `nir: id.fr.nir
     nom_usuel: name.family|name.person
     nom_naissance: name.family|name.person
     prenoms: name.given|name.person
     ddn: birth.date
     rang: ~family.child
     iban_remb: financial.iban
     medecin_traitant: name.person
     taux_ald: ~health.diagnosis
     ald_code: health.icd ~health.diagnosis`,
    (q) => ({
      caisse: q.digits(3), centre: q.digits(4), nir: q.dirt(frNir(q, q.human)), rang: q.int(1, 3), nom_usuel: q.dirt(q.human.family), nom_naissance: q.human.female ? q.other().family : q.human.family, prenoms: `${q.human.given}, ${q.other().given}`, ddn: ymd(q.human, '-'),
      qualite: q.of('A|C|E'), regime_oblig: '01', exo: q.of('0|1|4'), ald_code: q.maybe(0.5, q.pick(['E10', 'C50', 'I50', 'G35'])), taux_ald: q.pick([65, 70, 100]), iban_remb: q.dirt(iban(q, 'FR', 23)), medecin_traitant: `DR ${q.other().family.toUpperCase()}`,
      debut_droits: q.day(2000), fin_droits: '2027-12-31', flux: q.hex(8), norme: '578.3', lot: q.int(1, 999), cle: q.digits(2), statut: q.of('OK|KO|REJ'), code_rejet: q.maybe(0.2, `R${q.int(10, 99)}`), ts: q.ago(200), etat: q.int(0, 4), version: `${q.int(1, 3)}.${q.int(0, 20)}`,
    }),
  ),
  table(
    'reservas_hotel', 'es',
    `huesped: name.person
     documento: id.es.dni ~id.passport ~id.es.nie
     fecha_nac: birth.date
     nacionalidad: birth.nationality
     telefono: contact.phone-national|contact.phone
     correo: contact.email
     habitacion: travel.lodging
     tarjeta: financial.payment-card
     caducidad: financial.card-expiry
     matricula: vehicle.plate
     comentarios: ~communication.free-text
     localizador: ~travel.pnr ~travel.lodging
     entrada: ~travel.lodging
     salida: ~travel.lodging`,
    (q) => ({
      localizador: q.chars(6, `${UPPER}23456789`), hotel: q.of('CENTRO|PLAYA|AEROPUERTO'), entrada: q.day(200), salida: q.day(195), noches: q.int(1, 9), habitacion: `${q.int(1, 8)}${pad(q.int(1, 24))}`, regimen: q.of('SA|AD|MP|PC'), huesped: q.dirt(q.human.full),
      documento: q.dirt(esDni(q)), fecha_nac: q.dirt(dmy(q.human, '/')), nacionalidad: q.of('ESP|FRA|DEU|ARG|GBR'), telefono: q.dirt(q.human.phone), correo: q.dirt(q.human.email, 0.1), tarjeta: q.dirt(card(q)), caducidad: `${pad(q.int(1, 12))}/${q.int(26, 32)}`, matricula: q.maybe(0.5, `${q.digits(4)} ${q.chars(3, 'BCDFGHJKLMNPRSTVWXYZ')}`),
      tarifa: q.round(q.next() * 200 + 40, 2), moneda: 'EUR', agencia: q.of('BOOKING|EXPEDIA|DIRECTO|WEB'), comision: q.int(0, 20), prepago: q.chance(0.5), ttoo: q.digits(5), bono: `B-${q.digits(7)}`, estado: q.of('CONF|CANC|NOSHOW|CHECKOUT'), adultos: q.int(1, 4), menores: q.int(0, 2), cuna: q.int(0, 1), comentarios: q.maybe(0.3, q.of('cama doble|llegada tarde|alta planta')), factura: `F26/${pad(q.i, 6)}`, impuesto: 10, creado_por: q.of('recep1|recep2|web'), fx: q.round(1 + q.next() / 10, 4), pms_ref: q.int(100_000, 999_999),
    }),
  ),
  table(
    'nomina_mx', 'es',
    `no_empleado: employment.employee-number
     nombre_completo: name.person
     sueldo_diario: employment.salary
     puesto: employment.job
     clabe: financial.mx-clabe ~financial.bank-account
     correo: contact.email
     sindicato: special.union`,
    (q) => ({
      no_empleado: q.int(1000, 9999), nombre_completo: q.dirt(`${q.human.given} ${q.human.family} ${q.other().family}`.toUpperCase()), puesto: q.of('OPERADOR|AUXILIAR ADMINISTRATIVO|SUPERVISOR|CHOFER|CAJERA'), sueldo_diario: q.round(250 + q.next() * 900, 2), clabe: clabe(q.digits(11)), correo: q.dirt(q.human.email), sindicato: q.of('SI|NO'),
      planta: q.of('MTY|GDL|QRO'), turno: q.of('1|2|3'), quincena: q.int(1, 24), ejercicio: 2026, percepciones: q.round(q.next() * 9000, 2), deducciones: q.round(q.next() * 2000, 2), faltas: q.int(0, 3), uuid_cfdi: q.uuid().toUpperCase(), serie: 'N', folio: q.int(1, 90_000), timbrado: q.iso(90), forma_pago: '99', uso_cfdi: 'CN01', tipo_regimen: '02', riesgo: q.int(1, 5), registro_patronal: `${q.chars(1, UPPER)}${q.digits(10)}`, estatus: q.of('vigente|cancelado'), lote: q.int(1, 400),
    }),
  ),
  table(
    'pacjenci', 'pl',
    `pesel: id.pl.pesel
     imie: name.given
     nazwisko: name.family
     data_ur: birth.date
     plec: birth.sex
     adres: contact.address
     miasto: location.region|contact.address
     telefon: contact.phone-national|contact.phone
     email: contact.email
     rozpoznanie: health.diagnosis
     icd10: health.icd
     lekarz: name.person
     grupa_krwi: health.blood-group`,
    (q) => {
      const [icd, text] = q.pick([['J06.9', 'zakażenie górnych dróg oddechowych'], ['I10', 'nadciśnienie'], ['E78.5', 'hiperlipidemia'], ['F41.1', 'zaburzenia lękowe'], ['N39.0', 'zakażenie układu moczowego']] as const);
      return {
        id_wizyty: 880_000 + q.i, pesel: q.dirt(plPesel(q, q.human)), imie: q.dirt(q.human.given), nazwisko: q.dirt(q.human.family), data_ur: ymd(q.human, '-'), plec: q.human.female ? 'K' : 'M', adres: q.dirt(q.human.street), miasto: q.human.city, telefon: q.dirt(q.human.phone, 0.15), email: q.maybe(0.6, q.human.email), rozpoznanie: text, icd10: icd, lekarz: `lek. ${q.other().full}`, grupa_krwi: q.maybe(0.5, q.of('A Rh+|0 Rh+|B Rh+|AB Rh-|0 Rh-')),
        poradnia: q.digits(4), nr_umowy: `0${q.int(1, 9)}R/${q.digits(6)}/${q.digits(2)}`, data_wizyty: q.sql(300), punkty: q.round(q.next() * 90, 2), status: q.of('zrealizowana|odwołana|plan'), kod_swiadcz: `5.01.00.${q.digits(7)}`, tryb: q.int(1, 4), kwota: `${q.int(20, 300)},${q.digits(2)}`, wersja: q.int(1, 5), blokada: false, id_zrodla: q.oid(), utworzono: q.iso(400), skierowanie: q.chance(0.3), kolejka: q.int(1, 99), gabinet: q.int(1, 20),
      };
    },
  ),
  table(
    'gp_appointments', 'en',
    `nhs_no: id.gb.nhs
     patient: name.person
     dob: birth.date
     mobile: contact.phone-national|contact.phone
     clinician: name.person
     reason: ~health.diagnosis ~communication.free-text
     smoker: ~health.vital-sign ~health.diagnosis
     bmi: health.vital-sign
     postcode: location.postcode
     ethnicity: special.ethnicity`,
    (q) => ({
      appt_id: q.int(1_000_000, 9_999_999), nhs_no: q.dirt(nhs(q)), patient: q.dirt(q.human.full), dob: q.dirt(dmy(q.human, '/')), mobile: q.dirt(q.human.phone), postcode: q.dirt(`${q.pick(['LS', 'BS', 'NR', 'CF', 'DD'])}${q.int(1, 28)} ${q.int(1, 9)}${q.chars(2, 'ABDEFGHJLNPQRSTUWXYZ')}`), clinician: `Dr ${q.other().full}`, ethnicity: q.of('White British|Asian or Asian British - Pakistani|Black African|Not stated|White Other|Mixed'),
      slot: q.iso(60), duration_min: q.pick([5, 10, 15, 20]), reason: q.of('med review|cough 3/52|bloods|dressing|smear'), status: q.of('Arrived|DNA|Booked|Seen'), site: q.of('MAIN|BRANCH'), room: q.int(1, 9), bmi: q.round(18 + q.next() * 20, 1), smoker: q.of('never|ex|current'), rota: q.digits(3), channel: q.of('phone|online|desk'), sms_sent: q.chance(0.7), recall: q.maybe(0.1, q.day(-200)), tariff: q.of('A|B'), odscode: `${q.pick([...'ABCM'])}${q.digits(5)}`, created: q.iso(120), rowver: `0x${q.hex(16)}`, ext: q.int(100, 999), waiting: q.int(0, 60), batch: q.int(1, 40), q_no: q.i % 60, flags: q.of('|U|UR'),
    }),
  ),
  table(
    'hr_employees', 'en',
    `emp_no: employment.employee-number
     first_nm: name.given
     last_nm: name.family
     ssn: id.us.ssn
     birth_dt: birth.date
     home_addr1: contact.address
     home_city: location.region|contact.address
     home_zip: location.postcode
     personal_email: contact.email
     cell: contact.phone|contact.phone-national
     base_pay: employment.salary
     job_title: employment.job
     routing: financial.us-routing
     acct_no: financial.bank-account
     emerg_contact: family.relative|name.person ~name.person ~family.relative
     perf_rating: employment.evaluation
     gender_cd: birth.sex
     eeo_race: special.ethnicity
     vet_status: special.military
     disab_ind: ~health.disability
     mgr_emp_no: ~employment.employee-number`,
    (q) => ({
      emp_no: `E${pad(q.i + 310, 6)}`, first_nm: q.dirt(q.human.given), last_nm: q.dirt(q.human.family.toUpperCase()), ssn: q.dirt(q.chance(0.1) ? ssn(q).replaceAll('-', '') : ssn(q)), birth_dt: q.dirt(mdy(q.human)), gender_cd: q.human.female ? 'F' : 'M', eeo_race: q.of('White|Hispanic or Latino|Black or African American|Asian|Two or More Races'), vet_status: q.of('Not a veteran|Protected veteran|Declined'), disab_ind: q.of('N|N|Y|D'),
      home_addr1: q.dirt(q.human.street), home_city: q.human.city, home_st: q.pick(['OH', 'AZ', 'WA', 'NC']), home_zip: pad(q.int(1001, 99_900), 5), personal_email: q.dirt(q.human.email), cell: q.dirt(`(${q.int(201, 989)}) 555-${q.digits(4)}`), base_pay: `$${q.int(38, 180)},${q.digits(3)}.00`, job_title: q.of('Warehouse Associate|Accountant II|Sr Software Engineer|Account Executive|HR Generalist'), routing: q.pick(['021000021', '121000248', '026009593', '071000013', '122105278']), acct_no: q.digits(q.int(8, 12)), emerg_contact: q.dirt(q.other().full), perf_rating: q.of('Meets|Exceeds|Partially Meets'),
      dept_cd: q.int(100, 899), cost_ctr: `CC-${q.int(1000, 9999)}`, hire_dt: q.day(6000), term_dt: q.maybe(0.2, q.day(900)), flsa: q.of('E|NE'), fte: q.pick([1, 1, 0.5, 0.8]), grade: q.int(5, 19), shift: q.of('D|E|N'), loc_cd: q.of('CVG1|PHX3|SEA2'), mgr_emp_no: `E${pad(q.int(1, 300), 6)}`, w4_exempt: q.int(0, 3), benefit_plan: q.of('PPO500|HDHP|WAIVE'), pto_bal: q.round(q.next() * 160, 2), last_upd_ts: q.sql(90), last_upd_by: 'BATCH01', src_sys: 'PSFT', row_hash: q.hex(40), eff_seq: q.int(0, 3), comp_freq: 'B', union_cd: q.of('NON|L445'),
    }),
  ),
  table(
    'courier_parcels', 'pl',
    `odbiorca: name.person
     odb_tel: contact.phone-national|contact.phone
     odb_mail: contact.email
     odb_ulica: contact.address
     odb_kod: location.postcode
     odb_miasto: location.region|contact.address
     kurier: name.person
     podpis_b64: image.id-scan|image.photo
     uwagi: ~communication.free-text`,
    (q) => ({
      nr_przesylki: `00${q.digits(18)}`, typ: q.of('STD|EXPRESS|POBRANIE'), odbiorca: q.dirt(q.human.full), odb_tel: q.dirt(q.human.phone), odb_mail: q.dirt(q.human.email, 0.2), odb_ulica: q.dirt(q.human.street), odb_kod: `${q.digits(2)}-${q.digits(3)}`, odb_miasto: q.human.city, kurier: q.other().full, podpis_b64: `iVBORw0KGgoAAAANSUhEUgAA${q.chars(q.int(300, 500), 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')}==`, uwagi: q.maybe(0.2, q.of('zostawić u sąsiada|dzwonić|kod do bramy 12#')),
      waga_kg: q.round(q.next() * 20, 2), dl: q.int(10, 90), sz: q.int(10, 60), wys: q.int(5, 50), pobranie: q.round(q.next() * 400, 2), waluta: 'PLN', oddzial: `O${q.int(10, 60)}`, trasa: q.int(1, 240), paczkomat: `${q.chars(3, UPPER)}${q.digits(2)}${q.chars(1, 'AMN')}`, ostatni_status: q.of('DORĘCZONA|W DORĘCZENIU|ZWROT'), ts_status: q.ago(60), awizo: q.int(0, 2), mpk: q.digits(5), etykieta: `ZPL-${q.hex(6)}`, zwrot: false, ref_klienta: `ZAM/${q.int(1000, 99_999)}/26`, skan: q.int(0, 9), crc: q.hex(8), taryfa: q.of('A1|B2|C'), ean: `590${q.digits(10)}`,
    }),
  ),
];

/** The tax number of a German: ten digits of which one comes twice, and ISO 7064 MOD 11,10. */
function idnr(seed: string, first: number): string {
  const rest = [...'0123456789'].filter((digit) => digit !== String(first));
  let body = String(first);
  for (const [i, char] of [...seed].slice(0, 8).entries()) body += rest.splice((Number(char) + i) % rest.length, 1)[0] as string;
  body += body[Number(seed[8]) % 9] as string;
  let product = 10;
  for (const char of body) {
    const sum = (Number(char) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return `${body}${product === 1 ? 0 : 11 - product}`;
}

/** CLABE: weights 3, 7, 1, each product by 10. */
function clabe(account: string): string {
  const body = `0211${account.slice(0, 2)}${account}`.slice(0, 17);
  let sum = 0;
  for (const [i, char] of [...body].entries()) sum += (Number(char) * ([3, 7, 1][i % 3] as number)) % 10;
  return `${body}${(10 - (sum % 10)) % 10}`;
}
