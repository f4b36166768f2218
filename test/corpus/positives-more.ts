import { luhn, mod97, verhoeff, weighted } from './checks.ts';
import { two, until } from './identity.ts';
import { oneOf, positive, type Positive } from './positive.ts';
import { base58check } from './wallets.ts';
import type { Rng } from './random.ts';
import type { Json, RowContext } from './shape.ts';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALNUM = `${UPPER}abcdefghijklmnopqrstuvwxyz0123456789`;
const each = (make: (r: Rng, row: RowContext) => Json): Positive['begin'] => () => (row) => make(row.r, row);

/** ISO 3779 with the check digit of 49 CFR 565. */
function vin(r: Rng): string {
  const alphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
  const value = (char: string): number => (/\d/.test(char) ? Number(char) : (('ABCDEFGH'.indexOf(char) + 1) || ('JKLMN'.indexOf(char) + 1) || (char === 'P' ? 7 : char === 'R' ? 9 : 'STUVWXYZ'.indexOf(char) + 2)));
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const head = r.pick(['1HG', 'WVW', 'LSV', 'JTD', 'WBA', '5YJ', 'VF1']) + r.chars(5, alphabet);
  const tail = r.pick([...'JKLMNPR']) + r.chars(1, 'ABCDEFGH') + r.digits(6);
  const sum = [...`${head}0${tail}`].reduce((all, char, i) => all + value(char) * (weights[i] as number), 0);
  return `${head}${sum % 11 === 10 ? 'X' : sum % 11}${tail}`;
}

const DISEASES = 'hypertension|type 2 diabetes|asthma|depression|migraine|HIV|hepatitis B|epilepsy|breast cancer';

export const positiveMore: readonly Positive[] = [
  positive('device.user-agent', '', 's', 'user_agent ua', 'agent http_user_agent', each((r) => `Mozilla/5.0 (${r.pick(['Windows NT 10.0; Win64; x64', 'X11; Linux x86_64', 'Macintosh; Intel Mac OS X 10_15_7', 'iPhone; CPU iPhone OS 17_1 like Mac OS X'])}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${r.int(90, 125)}.0.0.0 Safari/537.36`)),
  positive('device.imei', '', 'w', 'imei', 'imei_no', each((r) => {
    const body = `35${r.digits(12)}`;
    return body + luhn(body);
  })),
  positive('device.imsi', '', 'w', 'imsi', 'imsi_number', each((r) => `${r.pick(['46000', '26201', '31026', '25001'])}${r.digits(10)}`)),
  positive('device.iccid', '', 'w', 'iccid', 'sim_serial', each((r) => {
    const body = `8986${r.digits(14)}`;
    return body + luhn(body);
  })),
  positive('device.advertising-id', '', 'w', 'idfa', 'gaid', each((r) => `${r.hex(8)}-${r.hex(4)}-4${r.hex(3)}-a${r.hex(3)}-${r.hex(12)}`)),
  positive('device.push-token', '', 's', 'fcm_token', 'push_token', each((r) => `${r.chars(22, ALNUM)}:APA91b${r.chars(134, `${ALNUM}-_`)}`)),
  positive('device.fingerprint', '', 'w', 'device_fingerprint', 'browser_fingerprint', each((r) => r.hex(32)), 'credential.hash.md5'),
  positive('device.serial', '', 'w', 'device_sn', 'serial_number', each((r) => `${r.chars(3, UPPER)}${r.digits(8)}`)),
  positive('device.wifi-name', '', 'w', 'ssid', 'wifi_ssid', each((r) => `${r.pick(['FRITZ!Box', 'NETGEAR', 'TP-Link', 'HUAWEI', 'Home'])}-${r.hex(4).toUpperCase()}`)),
  positive('financial.bic', '', 'w', 'bic swift', 'bic_code', each((r) => r.pick(['DEUTDEFF', 'BNPAFRPP', 'ICBKCNBJ', 'CHASUS33', 'BARCGB22', 'UNCRITMM', 'INGBNL2A', 'TGBATRIS']) + r.pick(['', 'XXX', '500']))),
  positive('financial.ar-cbu', 'es', 's', 'cbu', 'cbu_cuenta', each((r) => {
    const bank = `${r.pick(['007', '011', '285', '072'])}${r.digits(4)}`;
    const one = (10 - (weighted(bank, [7, 1, 3, 9, 7, 1, 3]) % 10)) % 10;
    const account = r.digits(13);
    return `${bank}${one}${account}${(10 - (weighted(account, [3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3]) % 10)) % 10}`;
  })),
  positive('financial.mx-clabe', 'es', 'w', 'clabe', 'clabe_interbancaria', each((r) => {
    const body = `${r.pick(['002', '012', '014', '072'])}180${r.digits(11)}`;
    let sum = 0;
    for (let i = 0; i < 17; i++) sum += (Number(body[i]) * ([3, 7, 1][i % 3] as number)) % 10;
    return body + ((10 - (sum % 10)) % 10);
  })),
  positive('financial.us-routing', 'en-US', 'w', 'routing_number', 'aba_routing', each((r) => until(() => {
    const body = `${r.pick(['02', '03', '11', '12', '26'])}${r.digits(6)}`;
    return body + ((10 - (weighted(body, [3, 7, 1, 3, 7, 1, 3, 7]) % 10)) % 10);
  }))),
  positive('financial.gb-sort-code', 'en-GB', 'w', 'sort_code', 'sortCode', each((r) => `${two(r.int(1, 98))}-${r.digits(2)}-${r.digits(2)}`)),
  positive('financial.in-ifsc', 'en-IN', 'w', 'ifsc', 'ifsc_code', each((r) => `${r.pick(['HDFC', 'ICIC', 'SBIN', 'UTIB', 'PUNB'])}0${r.digits(6)}`)),
  positive('financial.lei', '', 's', 'lei', 'lei_code', each((r) => {
    const body = `5493${r.chars(14, `${UPPER}0123456789`)}`;
    return body + two(98 - mod97(`${body}00`));
  })),
  positive('financial.bank-account', 'en-US en-GB', 'w', 'account_number bank_account_no', 'accountNumber', each((r) => r.digits(r.int(8, 12)))),
  positive('financial.balance', '', 'w', 'account_balance', 'loan_amount', each((r) => Math.round(r.next() * 9_000_000) / 100)),
  positive('financial.credit-score', 'en-US en-GB', 'w', 'credit_score', 'fico_score', each((r) => r.int(420, 830))),
  positive('financial.card-expiry', '', 'w', 'card_expiry', 'exp_date', each((r) => `${two(r.int(1, 12))}/${r.int(26, 32)}`)),
  positive('financial.card-verification', '', 'w', 'cvv', 'cvc', each((r) => r.digits(3))),
  positive('financial.card-track', '', 's', 'track_data', 'track1', each((r) => {
    const body = `4539${r.digits(11)}`;
    return `%B${body}${luhn(body)}^${r.pick(['DOE/JANE', 'ROE/RICHARD', 'POE/ANN'])}^${r.int(26, 32)}${two(r.int(1, 12))}101${r.digits(10)}?`;
  })),
  positive('financial.bitcoin-address', '', 's', 'btc_address', 'bitcoin_wallet', each((r) => base58check(`00${r.hex(40)}`))),
  positive('financial.tron-address', '', 's', 'trx_address', 'usdt_trc20', each((r) => base58check(`41${r.hex(40)}`))),
  positive('financial.ethereum-address', '', 'w', 'eth_address wallet_address', 'ethereum_address', each((r) => `0x${r.hex(40)}`)),
  positive('financial.insurance', 'en-GB de', 'w', 'insurance_policy', 'policy_number', each((r) => `POL-${r.digits(7)}`)),
  positive('financial.payment-alias', 'en-IN', 'w', 'upi_id', 'vpa', each((r) => `${r.chars(7, 'abcdefghijklmnop')}${r.int(1, 99)}@${r.pick(['okhdfcbank', 'ybl', 'paytm', 'okicici'])}`)),
  positive('health.icd', '', 'w', 'icd10 icd_code', 'diagnosis_code', each((r) => r.pick(['E11.9', 'I10', 'J45.9', 'F32.1', 'B20', 'C50.9', 'M54.5', 'K21.0', 'G40.9', 'N18.3', 'O80', 'Z34.0'])), 'health.diagnosis'),
  positive('health.diagnosis', 'en-US en-GB', 'w', 'diagnosis', 'medical_condition', oneOf(DISEASES)),
  positive('health.diagnosis', 'zh-CN', 's', '诊断', '诊断结果', oneOf('高血压|2型糖尿病|冠心病|乙肝|肺炎|抑郁症|胃炎')),
  positive('health.diagnosis', 'ru', 'w', 'диагноз', 'диагноз', oneOf('гипертония|сахарный диабет|астма|гастрит|эпилепсия')),
  positive('health.diagnosis', 'es', 'w', 'diagnostico', 'diagnóstico', oneOf('hipertensión|diabetes|asma|depresión|gastritis')),
  positive('health.blood-group', '', 'w', 'blood_group blood_type', 'bloodType', oneOf('O+|A+|B+|AB+|O-|A-')),
  positive('health.blood-group', 'zh-CN tr', 'w', '血型 kan_grubu', '血型', oneOf('O|A|B|AB')),
  positive('health.medication', 'en-US en-GB', 'w', 'medication', 'prescription', oneOf('metformin 500 mg|lisinopril 10 mg|sertraline 50 mg|insulin|salbutamol')),
  positive('health.test-result', 'en-GB', 'w', 'hiv_test_result test_result', 'lab_result', oneOf('negative|positive|inconclusive')),
  positive('health.vital-sign', '', 'w', 'heart_rate', 'blood_pressure', each((r) => r.int(52, 128))),
  positive('health.record-number', 'en-US en-GB', 'w', 'mrn', 'medical_record_number', each((r) => `MR${r.digits(7)}`)),
  positive('health.insurance-number', 'en-US', 'w', 'health_insurance_number', 'health_card_number', each((r) => `${r.chars(3, UPPER)}${r.digits(9)}`)),
  positive('health.disability', 'en-GB', 'w', 'disability', 'disability_type', oneOf('none|hearing|visual|mobility|learning')),
  positive('health.us-npi', 'en-US', 'w', 'npi', 'npi_number', each((r) => {
    const body = `1${r.digits(8)}`;
    return body + luhn(`80840${body}`);
  })),
  positive('health.us-dea', 'en-US', 'w', 'dea_number', 'dea_no', each((r) => {
    const body = r.digits(6);
    return `${r.pick(['A', 'B', 'F', 'M'])}${r.chars(1, UPPER)}${body}${(Number(body[0]) + Number(body[2]) + Number(body[4]) + 2 * (Number(body[1]) + Number(body[3]) + Number(body[5]))) % 10}`;
  })),
  positive('health.snomed', '', 'w', 'snomed_code', 'sctid', each((r) => {
    const body = `${r.int(1, 9)}${r.digits(r.int(4, 6))}00`;
    return body + verhoeff(body);
  })),
  positive('health.loinc', '', 'w', 'loinc', 'loinc_code', each((r) => {
    const body = String(r.int(1000, 99_999));
    return `${body}-${luhn(body)}`;
  })),
  positive('genetic.dna', '', 'w', 'rsid', 'snp', each((r) => `rs${r.int(1000, 99_999_999)}`)),
  positive('genetic.dna', '', 'w', 'genotype', 'genotype', oneOf('AA|AG|GG|CT|TT|CC')),
  positive('biometric.face-match', '', 'w', 'face_match_score', 'face_similarity', each((r) => Math.round(r.next() * 1e4) / 1e4)),
  positive('biometric.appearance', 'en-GB', 'w', 'hair_style beard', 'glasses', oneOf('beard|glasses|no beard|moustache')),
  positive('communication.call-record', '', 'w', 'call_duration', 'call_duration', each((r) => r.int(1, 3600))),
  positive('family.child name.given name.person', 'en-GB en-US', 'w', 'child_name', 'childName', each((_r, { person }) => person.given)),
  positive('contact.website', 'en-US', 'w', 'homepage', 'personal_site', each((r) => `https://${r.chars(7, 'abcdefghijklmnop')}.example.net/`)),
  positive('location.postcode', 'en-US de fr', 'w', 'zip postal_code', 'zipcode postcode', each((r) => String(r.int(10_000, 98_999)))),
  positive('location.geohash', '', 'w', 'geohash', 'geo_hash', each((r) => `u${r.chars(8, '0123456789bcdefghjkmnpqrstuvwxyz')}`)),
  positive('location.cell', '', 'w', 'cell_id', 'cellid', each((r) => r.int(10_000, 268_435_455))),
  positive('location.coordinates-dms', '', 's', 'dms', 'place_dms', each((r) => `${r.int(30, 59)}°${r.int(0, 59)}'${r.int(0, 59)}"N ${r.int(0, 120)}°${r.int(0, 59)}'${r.int(0, 59)}"E`)),
  positive('location.region', '', 'w', 'city', 'home_city', (_r, words) => ({ r }) => r.pick(words.cities), 'location.place-word birth.place contact.address'),
  positive('travel.pnr', '', 'w', 'pnr', 'record_locator', each((r) => r.chars(6, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'))),
  positive('travel.ticket', '', 'w', 'eticket', 'ticket_number', each((r) => `${r.pick(['220', '157', '176', '235'])}${r.digits(10)}`)),
  positive('travel.itinerary', '', 'w', 'flight_no', 'flight_number', each((r) => `${r.pick(['LH', 'TK', 'QR', 'CA', 'BA'])}${r.int(10, 3999)}`)),
  positive('travel.lodging', '', 'w', 'hotel_room', 'room_no', each((r) => `${r.int(1, 9)}${two(r.int(1, 30))}`)),
  positive('travel.visa', '', 'w', 'visa_number', 'visa_no', each((r) => `${r.chars(1, UPPER)}${r.digits(8)}`)),
  positive('vehicle.vin', '', 's', 'vin', 'vin_code', each((r) => vin(r))),
  positive('vehicle.driving-licence id.us.driving-licence', 'de pl', 'w', 'driving_license', 'driving_licence_number', each((r) => `${r.chars(1, UPPER)}${r.digits(3)}${r.chars(2, UPPER)}${r.digits(4)}`)),
  positive('image.photo', '', 'w', 'avatar', 'avatar_url', each((r) => `https://cdn.example.com/u/${r.hex(10)}.jpg`)),
  positive('image.recording', '', 's', 'call_recording', 'voice_note', each((r) => `https://files.example.com/rec/${r.hex(12)}.mp3`)),
  positive('communication.contacts contact.phone contact.phone-national', '', 'w', 'phonebook', 'contact_list', each((r) => Array.from({ length: r.int(1, 4) }, () => `+4917${r.digits(8)}`)), 'contact.phone contact.phone-national'),
];
