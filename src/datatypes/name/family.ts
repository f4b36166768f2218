import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { wordTrie } from '../word-trie.ts';
import { SURNAMES } from './latin-names.ts';

const surnames = wordTrie(SURNAMES);
const endings = wordTrie(['ова', 'ева', 'ина', 'ов', 'ев', 'ёв', 'ский', 'ская', 'енко', 'чук']);

export const family = defineDataType({
  id: 'name.family',
  title: 'Family name',
  group: 'name',
  law: PERSONAL,
  weight: 'low',
  hints: {
    en: ['last name', 'lastname', 'surname', 'family name', 'lname', 'maiden name', 'second name'],
    zh: ['姓', '姓氏', 'xing', 'xingshi'],
    es: ['apellido', 'apellidos', 'primer apellido', 'segundo apellido'],
    pt: ['sobrenome', 'apelido'],
    fr: ['nom de famille', 'nom de naissance'],
    de: ['nachname', 'familienname', 'geburtsname'],
    it: ['cognome'],
    nl: ['achternaam'],
    pl: ['nazwisko'],
    ru: ['фамилия', 'familiya', 'familia'],
    uk: ['прізвище'],
    ar: ['اللقب', 'اسم العائلة', 'الكنية'],
    fa: ['نام خانوادگی'],
    he: ['שם משפחה'],
    tr: ['soyad', 'soyadı', 'soyadi', 'soyisim'],
    ug: ['فامىلە'],
    id: ['nama belakang'],
    ja: ['姓', '苗字'],
    kk: ['тегі'],
  },
  weakHints: ['name', 'last'],
  antiHints: ['file', 'host', 'city', 'product', 'company'],
  shapes: [
    "[A-Za-zÀ-ÖØ-öø-ɏ'-]+",
    '[А-Яа-яЁёҐґЄєІіЇїӘәҒғҚқҢңӨөҰұҮүҺһ-]+',
    '[ء-ۓە]+([ \u200c-][ء-ۓە]+){0,2}',
    "[א-ת]+([ '-][א-ת]+){0,2}",
    '[Ͱ-Ͽ-]+',
    '[ऀ-ॿ]+',
    '[ก-๎]+',
    '[ა-ჿ]+',
    '[Ա-և]+',
  ],
  holds: (bytes, start, end) =>
    surnames.is(bytes, start, end) || ((bytes[start] ?? 0) >= 0xd0 && endings.endsToken(bytes, start, end)),
  nullRate: 0.02,
  needs: 'statistics',
  examples: ['Mustermann', 'Иванова', 'Yılmaz', "O'Brien"],
  counterexamples: ['Firefox', 'Jane Doe', 'Пекин', '42'],
  source: 'Own list of very common surnames; endings of East Slavic surnames',
});
