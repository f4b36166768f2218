import { luhn, mod11x2, verhoeff, weighted } from './checks.ts';
import { dmy, type Make, two, until, year, ymd } from './identity.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A few dozen of the county codes of GB/T 2260. */
const COUNTIES = ['110105', '120103', '130102', '140106', '150102', '210102', '220104', '230103', '310104', '320106', '330106', '340104', '350203', '360103', '370202', '410105', '420106', '430104', '440305', '450103', '460105', '500103', '510107', '520102', '530103', '540102', '610113', '620102', '630104', '640106', '650102', '650104', '653101', '653201', '654002'];

export const residentId: Make = (r, p) => {
  const body = `${r.pick(COUNTIES)}${ymd(p)}${r.digits(2)}${r.int(0, 4) * 2 + (p.female ? 0 : 1)}`;
  return body + mod11x2(body);
};

export const asia: Readonly<Record<string, Make>> = {
  'id.cn.resident': residentId,
  'id.cn.resident-15': (r, p) =>
    `${r.pick(COUNTIES)}${ymd(p).slice(2)}${r.digits(2)}${r.int(0, 4) * 2 + (p.female ? 0 : 1)}`,
  'id.cn.student': (r, p) => `G${residentId(r, p)}`,
  'id.cn.disability': (r, p) => `${residentId(r, p)}${r.int(1, 7)}${r.int(1, 4)}`,
  'id.cn.hmt-residence': (r, p) => {
    const body = `${r.pick(['810000', '820000', '830000'])}${ymd(p)}${r.digits(3)}`;
    return body + mod11x2(body);
  },
  'id.cn.foreign-resident': (r, p) => `${r.pick(['USA', 'FRA', 'DEU', 'KOR', 'JPN', 'GBR'])}${r.pick(COUNTIES).slice(0, 4)}${ymd(p).slice(2)}${r.digits(2)}`,
  'id.cn.travel-permit': (r) => r.pick(['H', 'M']) + r.digits(r.chance(0.5) ? 8 : 10),
  'id.cn.passport': (r) => (r.chance(0.5) ? 'E' + r.pick([...'ABCDEFGH']) + r.digits(7) : r.pick(['E', 'G']) + r.digits(8)),
  'id.cn.military': (r) => `${r.pick(['军', '海', '空', '政', '后'])}字第${r.digits(7)}号`,
  'id.cn.credit-code': (r) => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    const body = `9${r.pick(['1', '2', '3'])}${r.pick(COUNTIES)}${r.digits(8)}${r.chars(1, '0123456789X')}`;
    let sum = 0;
    let weight = 1;
    for (const char of body) {
      sum += alphabet.indexOf(char) * weight;
      weight = (weight * 3) % 31;
    }
    return body + (alphabet[(31 - (sum % 31)) % 31] as string);
  },
  'id.hk.hkid': (r) => {
    const letter = r.pick([...LETTERS]);
    const body = r.digits(6);
    const sum = 36 * 9 + (LETTERS.indexOf(letter) + 10) * 8 + weighted(body, [7, 6, 5, 4, 3, 2]);
    const check = (11 - (sum % 11)) % 11;
    return `${letter}${body}(${check === 10 ? 'A' : check})`;
  },
  'id.mo.bir': (r) => `${r.pick(['1', '5', '7'])}${r.digits(6)}(${r.digits(1)})`,
  'id.tw.national': (r, p) => {
    const letter = r.int(0, 25);
    const order = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';
    const code = 10 + letter;
    const body = `${p.female ? 2 : 1}${r.digits(7)}`;
    const sum = Math.floor(code / 10) + (code % 10) * 9 + weighted(body, [8, 7, 6, 5, 4, 3, 2, 1]);
    return `${order[letter] as string}${body}${(10 - (sum % 10)) % 10}`;
  },
  'id.kr.rrn': (r, p) => {
    const body = `${ymd(p).slice(2)}${(year(p) >= 2000 ? 3 : 1) + (p.female ? 1 : 0)}${r.digits(5)}`;
    const check = (11 - (weighted(body, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
    return `${body.slice(0, 6)}-${body.slice(6)}${check}`;
  },
  'id.jp.my-number': (r) => {
    const body = r.digits(11);
    const rest = weighted(body, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    return body + (rest <= 1 ? 0 : 11 - rest);
  },
  'id.in.aadhaar': (r) => {
    const body = r.int(2, 9) + r.digits(10);
    const all = body + verhoeff(body);
    return `${all.slice(0, 4)} ${all.slice(4, 8)} ${all.slice(8)}`;
  },
  'id.in.vid': (r) => {
    const body = r.int(2, 9) + r.digits(14);
    return body + verhoeff(body);
  },
  'id.in.pan': (r) => `${r.chars(3, LETTERS)}P${r.chars(1, LETTERS)}${String(r.int(1, 9999)).padStart(4, '0')}${r.chars(1, LETTERS)}`,
  'id.in.epic': (r) => {
    const body = r.digits(6);
    return r.chars(3, LETTERS) + body + luhn(body);
  },
  'id.pk.cnic': (r) => `${r.pick(['11101', '17301', '35202', '36302', '42101', '54400', '61101'])}-${r.digits(7)}-${r.digits(1)}`,
  'id.bd.nid': (r) => r.int(1, 9) + r.digits(9),
  'id.lk.nic': (r, p) => {
    const day = Math.floor((p.born.getTime() - Date.UTC(year(p), 0, 1)) / 86_400_000) + 1 + (p.female ? 500 : 0);
    return `${two(year(p) % 100)}${String(day).padStart(3, '0')}${r.digits(4)}V`;
  },
  'id.np.citizenship': (r) => `${two(r.int(1, 75))}-${two(r.int(1, 20))}-${two(r.int(60, 79))}-${r.digits(5)}`,
  'id.id.nik': (r, p) => {
    const day = p.born.getUTCDate() + (p.female ? 40 : 0);
    return `${r.pick(['317101', '327301', '337401', '357801', '517103', '127101'])}${two(day)}${two(p.born.getUTCMonth() + 1)}${two(year(p) % 100)}${String(r.int(1, 60)).padStart(4, '0')}`;
  },
  'id.id.npwp': (r) => {
    const body = `0${r.int(1, 9)}${r.digits(6)}`;
    const all = `${body}${luhn(body)}${r.digits(3)}000`;
    return `${all.slice(0, 2)}.${all.slice(2, 5)}.${all.slice(5, 8)}.${all.slice(8, 9)}-${all.slice(9, 12)}.${all.slice(12)}`;
  },
  'id.my.nric': (r, p) => `${ymd(p).slice(2)}-${two(r.int(1, 16))}-${r.digits(3)}${r.int(0, 4) * 2 + (p.female ? 0 : 1)}`,
  'id.sg.nric': (r) => {
    const kind = r.pick(['S', 'T', 'F', 'G']);
    const body = r.digits(7);
    const sum = weighted(body, [2, 7, 6, 5, 4, 3, 2]) + (kind === 'T' || kind === 'G' ? 4 : 0);
    return kind + body + ((kind === 'S' || kind === 'T' ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK')[sum % 11] as string);
  },
  'id.th.national': (r) => {
    const body = `${r.int(1, 8)}${r.digits(11)}`;
    const check = (11 - (weighted(body, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10;
    return `${body[0] as string}-${body.slice(1, 5)}-${body.slice(5, 10)}-${body.slice(10)}-${check}`;
  },
  'id.vn.cccd': (r, p) =>
    `0${r.pick(['01', '79', '48', '31', '92', '36', '40', '56'])}${(year(p) >= 2000 ? 2 : 0) + (p.female ? 1 : 0)}${two(year(p) % 100)}${r.digits(6)}`,
  'id.ph.philsys': (r) => `${r.digits(4)}-${r.digits(4)}-${r.digits(4)}-${r.digits(4)}`,
  'id.mn.registration': (r, p) =>
    r.chars(2, 'АБВГДЕЖЗИЙКЛМНОПРСТУХЦЧШЭЮЯ') + two(year(p) % 100) + two(p.born.getUTCMonth() + 1 + (year(p) >= 2000 ? 20 : 0)) + dmy(p).slice(0, 2) + r.digits(2),
  'id.kz.iin': (r, p) =>
    until(() => {
      const body = `${ymd(p).slice(2)}${(year(p) >= 2000 ? 5 : 3) + (p.female ? 1 : 0)}${r.digits(4)}`;
      let check = weighted(body, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
      if (check === 10) check = weighted(body, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
      return check === 10 ? undefined : body + check;
    }),
  'id.uz.pinfl': (r, p) => {
    const body = `${(year(p) >= 2000 ? 5 : 3) + (p.female ? 1 : 0)}${dmy(p).slice(0, 4)}${dmy(p).slice(6)}${r.digits(3)}${r.digits(3)}`;
    return body + (weighted(body, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7]) % 10);
  },
  'id.kg.pin': (r, p) => `${p.female ? 1 : 2}${dmy(p).slice(0, 4)}${year(p)}${r.digits(5)}`,
  'id.az.fin': (r) => r.chars(7, '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'),
  'id.ge.personal': (r) => `${two(r.int(1, 62))}${r.digits(9)}`,
  'id.ru.inn': (r) => {
    const body = `${r.pick(['77', '78', '50', '16', '66', '54', '23'])}${r.digits(8)}`;
    const first = (weighted(body, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
    return `${body}${first}${(weighted(body + first, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10}`;
  },
  'id.ru.snils': (r) => {
    const body = `${r.int(1, 1)}${r.digits(8)}`;
    let check = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
    if (check === 100) check = 0;
    return `${body.slice(0, 3)}-${body.slice(3, 6)}-${body.slice(6)} ${two(check)}`;
  },
  'id.ru.passport': (r) => `${r.pick(['45', '40', '46', '92', '65', '50'])}${two(r.int(0, 23))} ${r.int(100_000, 999_999)}`,
  'id.ru.oms': (r) => {
    const body = `${r.int(1, 9)}${r.digits(14)}`;
    return body + luhn(body);
  },
  'id.ua.rntrc': (r, p) => {
    const days = Math.round((p.born.getTime() - Date.UTC(1899, 11, 31)) / 86_400_000);
    const body = `${String(days).padStart(5, '0')}${r.digits(3)}${r.int(0, 4) * 2 + (p.female ? 0 : 1)}`;
    const sum = weighted(body, [-1, 5, 7, 9, 4, 6, 10, 5, 7]);
    return body + ((((sum % 11) + 11) % 11) % 10);
  },
  'id.by.personal': (r, p) => {
    const body = `${(year(p) >= 2000 ? 5 : 3) + (p.female ? 1 : 0)}${dmy(p).slice(0, 4)}${dmy(p).slice(6)}${r.pick([...'ABCHKEM'])}${r.digits(3)}PB`;
    let sum = 0;
    for (let i = 0; i < body.length; i++) sum += Number.parseInt(body[i] as string, 36) * ([7, 3, 1][i % 3] as number);
    return body + (sum % 10);
  },
  'id.md.idnp': (r, p) => {
    const body = `2${String(year(p)).slice(1)}${r.digits(8)}`;
    return body + (weighted(body, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10);
  },
  'id.tr.tckn': (r) => {
    const body = `${r.int(1, 9)}${r.digits(8)}`;
    const odd = weighted(body, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
    const even = weighted(body, [0, 1, 0, 1, 0, 1, 0, 1, 0]);
    const tenth = (((odd * 7 - even) % 10) + 10) % 10;
    return `${body}${tenth}${(odd + even + tenth) % 10}`;
  },
  'id.ir.melli': (r) => {
    const body = r.pick(['00', '12', '22', '38', '45']) + r.digits(7);
    const rest = weighted(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return body + (rest < 2 ? rest : 11 - rest);
  },
  'id.il.id': (r) => {
    const body = r.pick(['0', '2', '3']) + r.digits(7);
    return body + luhn(body);
  },
  'id.ps.id': (r) => {
    const body = r.pick(['4', '8', '9']) + r.digits(7);
    return body + luhn(body);
  },
  'id.sa.national': (r) => {
    const body = r.pick(['1', '2']) + r.digits(8);
    return body + luhn(body);
  },
  'id.ae.emirates-id': (r, p) => {
    const body = `784${year(p)}${r.digits(7)}`;
    return `784-${year(p)}-${body.slice(7)}-${luhn(body)}`;
  },
  'id.kw.civil': (r, p) =>
    until(() => {
      const body = `${year(p) >= 2000 ? 3 : 2}${ymd(p).slice(2)}${r.digits(4)}`;
      const check = 11 - (weighted(body, [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11);
      return check > 9 ? undefined : body + check;
    }),
  'id.qa.qid': (r, p) => `${year(p) >= 2000 ? 3 : 2}${two(year(p) % 100)}${r.pick(['634', '356', '586', '818', '050'])}${r.digits(5)}`,
  'id.bh.cpr': (r, p) => `${ymd(p).slice(2, 6)}${r.digits(5)}`,
  'id.eg.national': (r, p) => {
    const body = `${year(p) >= 2000 ? 3 : 2}${ymd(p).slice(2)}${r.pick(['01', '02', '12', '14', '21', '88'])}${r.digits(3)}${r.int(0, 4) * 2 + (p.female ? 0 : 1)}`;
    return body + ((11 - (weighted(body, [2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10);
  },
  'id.iq.national': (r, p) => `${year(p)}${r.digits(8)}`,
  'id.jo.national': (r, p) => `9${two(year(p) % 100)}1${r.digits(6)}`,
  'id.lb.record': (r) => r.digits(12),
};
