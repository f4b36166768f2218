import { icao, luhn, verhoeff, weighted } from './checks.ts';
import { dmy, two, until, year, ymd } from './identity.ts';
import { oneOf, positive, type Positive } from './positive.ts';
import type { Rng } from './random.ts';
import type { Json, RowContext } from './shape.ts';
import { base58, base58check } from './wallets.ts';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS_AND_UPPER = `0123456789${UPPER}`;
const each = (make: (r: Rng, row: RowContext) => Json): Positive['begin'] => () => (row) => make(row.r, row);
const text = (make: (r: Rng, row: RowContext) => string): Positive['begin'] => each(make);

/** Weights that go down from `first` to 2 and begin again at `top`. */
function falling(body: string, first: number, top: number): number {
  let weight = first;
  let sum = 0;
  for (const char of body) {
    sum += Number(char) * weight;
    weight = weight === 2 ? top : weight - 1;
  }
  return sum % 11;
}

const cnpj = (r: Rng): string => {
  let body = `${r.digits(8)}000${r.int(1, 9)}`;
  for (const first of [5, 6]) {
    const rest = falling(body, first, 9);
    body += String(rest < 2 ? 0 : 11 - rest);
  }
  return body;
};
const voter = (r: Rng): string => {
  const serial = r.digits(8);
  const state = two(r.int(1, 28));
  const one = weighted(serial, [2, 3, 4, 5, 6, 7, 8, 9]) % 11 % 10;
  return `${serial}${state}${one}${weighted(`${state}${one}`, [7, 8, 9]) % 11 % 10}`;
};
const gstin = (r: Rng): string => {
  const body = `${two(r.int(1, 37))}${r.chars(3, UPPER)}P${r.chars(1, UPPER)}${r.digits(4)}${r.chars(1, UPPER)}${r.int(1, 9)}Z`;
  let sum = 0;
  for (const [i, char] of [...body].entries()) {
    const product = DIGITS_AND_UPPER.indexOf(char) * (i % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return body + (DIGITS_AND_UPPER[(36 - (sum % 36)) % 36] as string);
};
const esAccount = (r: Rng): string => {
  const weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
  const digit = (body: string): number => {
    const check = 11 - (weighted(body, weights) % 11);
    return check === 11 ? 0 : check === 10 ? 1 : check;
  };
  const bank = `${r.pick(['2100', '0049', '0182', '2038'])}${r.digits(4)}`;
  const account = r.digits(10);
  return `${bank}${digit(`00${bank}`)}${digit(account)}${account}`;
};
const noAccount = (r: Rng): string =>
  until(() => {
    const body = r.digits(10);
    const check = (11 - (weighted(body, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return check === 10 ? undefined : `${body}${check}`;
  });
/** Where the sum is a multiple of 17, publications differ in the check character: such numbers are not made. */
const mauritius = (r: Rng, row: RowContext): string =>
  until(() => {
    const d = dmy(row.person);
    const body = `${r.chars(1, UPPER)}${d.slice(0, 4)}${d.slice(6)}${r.digits(6)}`;
    let sum = 0;
    for (const [i, char] of [...body].entries()) sum += (14 - i) * DIGITS_AND_UPPER.indexOf(char);
    return sum % 17 === 0 ? undefined : body + (DIGITS_AND_UPPER[17 - (sum % 17)] as string);
  });
const zimbabwe = (r: Rng): string => {
  const body = `${r.pick(['63', '08', '42', '75', '29'])}${r.digits(7)}`;
  return `${body.slice(0, 2)}-${body.slice(2)}${'ZABCDEFGHJKLMNPQRSTVWXY'[Number(body) % 23] as string}${two(r.int(1, 86))}`;
};
const withLuhn = (body: string): string => `${body}${luhn(body)}`;
const withVerhoeff = (body: string): string => `${body}${verhoeff(body)}`;
const PLACES = 'restaurant|mosque|police station|hospital|school|hotel|church|petrol station|shopping centre|bank';

/**
 * Kinds of column that came into the corpus later, in tables of their own: beside others they are not drawn, so that what was
 * there before stays as it was.
 */
export const positiveLate: readonly Positive[] = [
  positive('communication.clipboard', '', 'w', 'clipboard clipboard_text', 'keystrokes keylog', each((r) => r.pick(['meeting at nine', 'copy of the contract', `ticket ${r.int(100, 999)}`, 'see you there', `${r.int(10, 99)} boxes to go`])), 'communication.free-text'),
  positive('communication.mail', '', 's', 'raw_message eml', 'rfc822 mail_source', text((r, { person }) => `Received: from mx${r.int(1, 9)}.example.org by in.example.net; Mon, ${r.int(1, 28)} Jun 2026 10:${r.int(10, 59)}:00 +0000\r\nFrom: ${person.email}\r\nTo: office@example.net\r\nSubject: Your letter of ${r.int(1, 28)} May\r\nMessage-ID: <${r.hex(16)}@example.org>\r\nDate: Mon, ${r.int(1, 28)} Jun 2026 10:00:00 +0000\r\n\r\nThank you, we shall answer soon.`), 'contact.email communication.free-text'),
  positive('device.installed-apps', '', 'w', 'installed_apps installed_packages', 'app_list installedApps', each((r) => r.shuffle(['com.whatsapp', 'org.telegram.messenger', 'com.android.chrome', 'com.instagram.android', 'org.mozilla.firefox', 'com.spotify.music']).slice(0, r.int(2, 5)))),
  positive('financial.crypto-address', '', 'w', 'solana_address sol_address', 'solana_wallet solanaAddress', text((r) => base58(r.hex(64))), 'financial.bitcoin-address'),
  positive('financial.crypto-key', '', 's', 'wif private_key_wif', 'wallet_key btc_private_key', text((r) => base58check(`80${r.hex(64)}01`)), 'credential.secret credential.private-key'),
  positive('financial.es-ccc financial.bank-account', 'es', 'w', 'ccc cuenta_ccc', 'ccc_cliente codigo_cuenta_cliente', text(esAccount), 'financial.bank-account'),
  positive('financial.no-account financial.bank-account', 'en-GB', 'w', 'kontonummer bankkonto', 'kontonr kontonummer_lonn', text(noAccount), 'financial.bank-account'),
  positive('financial.tax', '', 'w', 'tax_paid income_tax', 'tax_due tax_withheld', each((r) => Math.round(r.next() * 900_000) / 100), 'financial.balance employment.salary'),
  positive('id.al.nid', 'it', 'w', 'nid_shqiperi numri_personal', 'nid_albania numri_identitetit', text((r, { person }) => `${'ABCDEFGHIJKLM'[Math.floor((year(person) - 1900) / 10)] as string}${year(person) % 10}${two(person.born.getUTCMonth() + 1 + (person.female ? 50 : 0))}${two(person.born.getUTCDate())}${r.digits(3)}${r.chars(1, 'ABCDEFGHIJKLMNOPQRSTUVW')}`)),
  positive('id.am.psn', 'ru', 'w', 'psn_armenia հծհ', 'armenia_psn հծհ_համար', text((r, { person }) => `${person.born.getUTCDate() + (person.female ? 50 : 10)}${ymd(person).slice(4, 6)}${ymd(person).slice(2, 4)}${r.digits(4)}`)),
  positive('id.bg.lnch id.bg.egn', 'ru', 'w', 'lnch lnch_no', 'лнч lnch_number', text((r) => {
    const body = `1${r.digits(8)}`;
    return `${body}${weighted(body, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10}`;
  })),
  positive('id.birth-certificate', 'en-GB', 'w', 'birth_certificate_no birth_cert_number', 'birth_certificate birthCertificateNumber', text((r) => `${r.chars(2, UPPER)} ${r.digits(6)}`)),
  positive('id.br.cnpj', 'pt-BR', 's', 'cnpj cnpj_mei', 'nr_cnpj CNPJ', text((r) => cnpj(r).replace(/(\d{2})(\d{3})(\d{3})(\d{4})/, '$1.$2.$3/$4-'))),
  positive('id.br.rg', 'pt-BR', 'w', 'rg numero_rg', 'RG registro_geral', text((r) => `${r.int(10, 59)}.${r.digits(3)}.${r.digits(3)}-${r.pick([...'0123456789X'])}`)),
  positive('id.br.voter', 'pt-BR', 'w', 'titulo_eleitor titulo_eleitoral', 'nr_titulo_eleitor tituloEleitor', text(voter)),
  positive('id.de.stnr', 'de', 'w', 'steuernummer st_nr', 'Steuernummer steuernr', text((r) => `${r.int(101, 299)}/${r.int(100, 899)}/${r.digits(5)}`)),
  positive('id.et.fayda', 'en-GB', 'w', 'fayda_number fayda_fin', 'fayda_id faydaFan', text((r) => withVerhoeff(`${r.int(2, 9)}${r.digits(10)}`))),
  positive('id.in.gstin', 'en-IN', 's', 'gstin gst_no', 'GSTIN gstNumber', text(gstin)),
  positive('id.in.uan', 'en-IN', 'w', 'uan uan_no', 'uan_number pf_uan', text((r) => `10${r.digits(10)}`)),
  positive('id.it.partita-iva', 'it', 'w', 'partita_iva p_iva', 'partitaIva piva', text((r) => withLuhn(`0${r.digits(6)}${String(r.int(1, 100)).padStart(3, '0')}`))),
  positive('id.jp.residence-card', 'ja', 'w', '在留カード番号 zairyu_card', '在留カード residence_card_no', text((r) => `${r.chars(2, UPPER)}${r.digits(8)}${r.chars(2, UPPER)}`)),
  positive('id.mu.nid', 'en-GB', 'w', 'mauritius_nid nic_mauritius', 'nid_mauritius mu_nid', text(mauritius)),
  positive('id.residence-permit travel.visa', 'en-GB', 'w', 'residence_permit_no residence_permit', 'residence_permit_number permit_of_residence', text((r) => `${r.chars(2, UPPER)}${r.digits(7)}`), 'special.immigration travel.visa'),
  positive('id.ru.ogrnip', 'ru', 'w', 'огрнип ogrnip', 'ОГРНИП ogrn_ip', text((r) => {
    const body = `3${two(r.int(4, 26))}${two(r.int(1, 79))}${r.digits(9)}`;
    return `${body}${(Number(body) % 13) % 10}`;
  })),
  positive('id.tj.inn', 'ru', 'w', 'tj_inn рма', 'rma_tj рма', text((r) => r.digits(9))),
  positive('id.ua.unzr', 'ru', 's', 'унзр unzr', 'УНЗР unzr_no', text((r, { person }) => {
    const body = `${ymd(person)}${r.digits(4)}`;
    return `${body.slice(0, 8)}-${body.slice(8)}${icao(body)}`;
  }), 'birth.date'),
  positive('id.voter-card', 'en-GB', 'w', 'voter_id voter_card_no', 'voter_number voterId', text((r) => `${r.chars(1, UPPER)}${r.digits(9)}`), 'id.in.epic'),
  positive('id.zw.id', 'en-GB', 's', 'zim_national_id zw_id', 'zimbabwe_id national_registration', text(zimbabwe)),
  positive('health.au-ihi', 'en-GB', 's', 'ihi ihi_number', 'ihiNo individual_healthcare_identifier', text((r) => withLuhn(`800360${r.digits(9)}`)), 'financial.payment-card'),
  positive('health.ca-card health.insurance-number', 'en-US', 'w', 'ohip ohip_no', 'ohip_number health_card_ontario', text((r) => `${withLuhn(`${r.int(1, 9)}${r.digits(8)}`)}${r.chars(2, UPPER)}`), 'health.insurance-number'),
  positive('health.ehic', 'de fr it', 's', 'ehic ehic_no', 'ehic_number european_health_card', text((r) => withLuhn(`80${r.pick(['276', '250', '380'])}${r.digits(14)}`)), 'health.insurance-number'),
  positive('health.in-abha', 'en-IN', 'w', 'abha abha_number', 'abha_no health_id_abha', text((r) => withVerhoeff(`91${r.digits(11)}`).replace(/(\d{2})(\d{4})(\d{4})(\d{4})/, '$1-$2-$3-$4'))),
  positive('location.place-word', 'en-GB en-US', 'w', 'place_type poi_type', 'place_category venue_type', oneOf(PLACES)),
  positive('location.place-word', 'zh-CN', 'w', '场所类型', '地点类别', oneOf('宾馆|清真寺|派出所|医院|学校|网吧|加油站|商场')),
  positive('location.track location.geojson', '', 's', 'track_wkt route_wkt', 'trajectory path_wkt', text((r) => `LINESTRING(${Array.from({ length: r.int(5, 12) }, (_v, i) => `${(13.3 + i * 0.002 + r.next() / 900).toFixed(6)} ${(52.4 + i * 0.001 + r.next() / 900).toFixed(6)}`).join(', ')})`), 'location.geojson location.coordinates-dms location.gps.pair'),
  positive('property.household', '', 'w', 'household_id household_no', 'household_number electricity_account', text((r) => `${r.int(1, 9)}${r.digits(8)}`)),
  positive('property.household', 'zh-CN', 'w', '户号', '户籍编号', text((r) => r.digits(10))),
  positive('property.title', '', 'w', 'cadastral_number land_title', 'land_register_no cadastral_ref', text((r) => `${r.int(10, 99)}:${r.digits(2)}:${r.digits(7)}:${r.int(1, 4000)}`)),
  positive('travel.transit-card', '', 'w', 'transit_card_no oyster_card', 'transit_card octopus_card', text((r) => `06${r.digits(9)}`)),
  positive('vehicle.in-driving-licence vehicle.driving-licence', 'en-IN', 'w', 'dl_no driving_licence', 'dl_number drivingLicenceNo', text((r) => `${r.pick(['MH', 'DL', 'KA', 'TN', 'UP'])}${two(r.int(1, 50))} ${r.int(1990, 2025)}${r.digits(7)}`), 'vehicle.driving-licence id.us.driving-licence'),
  positive('vehicle.registration', '', 'w', 'engine_no engine_number', 'engine_number vehicle_registration_certificate', text((r) => `${r.chars(3, UPPER)}${r.digits(7)}`)),
];
