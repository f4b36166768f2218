import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { wordTrie } from '../word-trie.ts';
import { GIVEN } from './latin-names.ts';

const names = wordTrie(GIVEN);

export const given = defineDataType({
  id: 'name.given',
  title: 'Given name',
  group: 'name',
  law: PERSONAL,
  weight: 'low',
  hints: {
    en: ['first name', 'firstname', 'given name', 'forename', 'fname', 'middle name', 'christian name'],
    zh: ['名', 'ming'],
    es: ['nombre', 'nombres', 'primer nombre'],
    pt: ['primeiro nome'],
    fr: ['prénom'],
    de: ['vorname', 'rufname'],
    it: ['nome'],
    nl: ['voornaam'],
    pl: ['imię'],
    ru: ['имя', 'imya', 'отчество', 'otchestvo'],
    uk: ['ім я'],
    ar: ['الاسم الاول', 'الاسم الأول'],
    fa: ['نام'],
    tr: ['isim', 'adı', 'adi'],
    ug: ['isim'],
    hi: ['नाम'],
    id: ['nama depan'],
    ja: ['名'],
  },
  weakHints: ['name', 'ad', 'nome', 'first', 'given', 'nick'],
  antiHints: ['file', 'host', 'city', 'product', 'company', 'month'],
  shapes: ["[A-Za-zÀ-ÖØ-öø-ɏ'-]+", '[А-Яа-яЁёҐґЄєІіЇїӘәҒғҚқҢңӨөҰұҮүҺһ-]+', '[ء-ۓە]+',
    "[א-ת]+([ '-][א-ת]+){0,2}",
    '[Ͱ-Ͽ-]+',
    '[ऀ-ॿ]+',
    '[ก-๎]+',
    '[ა-ჿ]+',
    '[Ա-և]+',
  ],
  holds: (bytes, start, end) => names.is(bytes, start, end),
  nullRate: 0.02,
  needs: 'statistics',
  examples: ['Jane', 'Иван', 'فاطمة', 'Zeynep'],
  counterexamples: ['Firefox', 'Jane Doe', 'x1', 'Москва'],
  source: 'Own list of very common given names',
});
