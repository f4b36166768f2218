import type { Raw } from '../../model/raw.ts';
import { type Catalogue, codeType, isWordCode, wholeCatalogue } from '../match/catalogue.ts';
import { foldName, wordRuns } from '../match/field-names.ts';
import { rawName } from './raw-values.ts';

const LONGEST = 120;

/** Single-character surnames that cover most Chinese names; enough to hold back a key that may be a person. */
const SURNAMES = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文买阿',
);

/** Control, bidirectional and invisible characters, written out; lone surrogates too. */
export function escapeText(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (char) => `\\u{${(char.codePointAt(0) as number).toString(16)}}`,
  );
}

/** Whole-name replacements, in this order: what may hold the separators at which names are parted. */
const WHOLE: readonly (readonly [RegExp, string])[] = [
  [/[\p{L}\p{N}._%+-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,6}/gu, '<email>'],
  [/(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi, '<uuid>'],
  [/(?<![0-9a-z])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![0-9a-z])/gi, '<mac>'],
  [/(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])/g, '<ip>'],
  [/(?<![0-9a-z])(?:[0-9a-f]{1,4}:){3,7}:?(?:[0-9a-f]{1,4})?(?![0-9a-z])/gi, '<ip>'],
  [/(?<!\d)(?:19|20)\d{2}([-._/])(?:0?[1-9]|1[0-2])(?:\1(?:0?[1-9]|[12]\d|3[01]))?(?!\d)/g, '<date>'],
  [/(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/g, '<date>'],
  [/(?<![\p{L}\d])\+\d[\d ().-]{6,18}\d/gu, '<phone>'],
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, '<phone>'],
  [/(?<!\d)-?\d{1,3}\.\d{3,}(?!\d)/g, '<digits>'],
  [/(?<!\d)\d{2,}(?:[ -]\d{2,}){2,}(?!\d)/g, '<digits>'],
];

const GROUP_WORDS: Readonly<Record<string, string>> = {
  'government-id': '<id>',
  contact: '<contact>',
  financial: '<account>',
  credential: '<secret>',
  device: '<device>',
  vehicle: '<plate>',
};

/** A token has digits, or by chance none: then it is long, and has capitals side by side as no word in lower case or in humps has. */
const TOKEN = /^(?=.{16})[A-Za-z_~-]*[A-Z]{2}[A-Za-z_~-]*$/;

function knownValue(catalogue: Catalogue, text: string): string | undefined {
  const letters = !/[\d@:/=]/.test(text);
  if (text.length < 5 || (letters && !TOKEN.test(text))) return undefined;
  const bytes = Buffer.from(text, 'utf8');
  for (const automaton of [catalogue.automaton, catalogue.wild]) {
    for (const code of automaton.sets[automaton.match(bytes, 0, bytes.length)] ?? []) {
      const type = catalogue.types[codeType(code)];
      if (type === undefined || isWordCode(code) || (letters && type.group !== 'credential')) continue;
      const word = GROUP_WORDS[type.group];
      const telling =
        type.needs === 'value' ||
        type.group === 'vehicle' ||
        (type.holds !== undefined && type.nullRate < 0.2);
      if (word !== undefined && telling && (type.holds?.(bytes, 0, bytes.length) ?? true)) return word;
    }
  }
  return undefined;
}

/** Signs that names of containers and fields do not have, but sentences, addresses and documents do. */
const PROSE = /[,;{}()"'`=№؟?!|\\]|[.:] /u;

/** What reads as a whole value rather than as a name; tried on the whole and on what follows each colon. */
function wholeValue(catalogue: Catalogue, text: string): string | undefined {
  const known = /^\d+$/.test(text) || /^[0-9a-f]{16,}$/i.test(text) ? undefined : knownValue(catalogue, text);
  if (known !== undefined && !text.includes('@')) return known;
  if ((PROSE.test(text) || text.split(' ').length > 5) && !isHeading(catalogue, text)) return '<text>';
  if (/\s/.test(text) && /\d/.test(text) && !isWholeHint(catalogue, text.replace(/[\d\s]+$/, '')))
    return '<text>';
  // The wipe mark of 2020 is told by its ending, which a template for the whole name would swallow.
  if (!/[._:]|-meow$|^[0-9a-f]{16,}$/i.test(text)) {
    const digits = (text.match(/\d/g) ?? []).length;
    const turns = (text.match(/\d(?=\p{L})|\p{L}(?=\d)/gu) ?? []).length;
    if (digits >= 4 && turns >= 4) return '<id>';
  }
  return undefined;
}

/** One run of letters and digits between separators. */
function word(catalogue: Catalogue, text: string): string {
  if (text.startsWith('<')) return text;
  const known = /^\d+$/.test(text) || /^[0-9a-f]{16,}$/i.test(text) ? undefined : knownValue(catalogue, text);
  if (known !== undefined) return known;
  if (/^\d+$/.test(text)) return text.length < 3 ? text : '<digits>';
  if (/^[0-9a-f]{16,}$/i.test(text) && /\d/.test(text)) return text.length === 24 ? '<hex24>' : '<hex>';
  const digits = (text.match(/\d/g) ?? []).length;
  const turns = (text.match(/\d(?=\p{L})|\p{L}(?=\d)/gu) ?? []).length;
  const humps = (text.match(/\p{Ll}\p{Lu}/gu) ?? []).length;
  if (humps >= 3 && text.length / (humps + 1) < 4) return '<id>';
  if ((text.length >= 8 && turns >= 3) || (digits >= 4 && turns >= 3) || text.length > 40) return '<id>';
  if (/^\p{Script=Han}{2,3}$/u.test(text) && SURNAMES.has([...text][0] as string) && !isHint(catalogue, text))
    return '<name?>';
  if (text.includes('·')) return '<name?>';
  return text.replace(/\d{3,}/g, '<digits>');
}

function isHint(catalogue: Catalogue, text: string): boolean {
  return wordRuns(foldName(text)).some((run) => catalogue.strong.has(run) || catalogue.weak.has(run));
}

/** As `isHint`, where no word of the text is left over: `home phone` of `Home phone 2`, but not `City` of `City Mosque gate`. */
function isWholeHint(catalogue: Catalogue, text: string): boolean {
  const folded = foldName(text);
  const left = wordRuns(folded)
    .filter((run) => catalogue.strong.has(run) || catalogue.weak.has(run))
    .reduce((rest, run) => ` ${rest} `.replace(` ${run} `, ' '), folded);
  return folded !== '' && left.trim() === '';
}

/** Words, abbreviations and articles as spreadsheets head their columns with: `Né(e) le`, `Nom d'usage`, `Tel. no. (home)`. */
const HEADING = /^[\p{L}\p{M}][\p{L}\p{M} .'’()/-]{0,59}$/u;

/**
 * Signs that prose has stand in headings too. They are let through where a hint is among the words, and where no other word
 * is one that may be a name: longer, and with a capital, or common as a name of a person.
 */
function isHeading(catalogue: Catalogue, text: string): boolean {
  if (!HEADING.test(text) || !isHint(catalogue, text)) return false;
  return text
    .split(/[ .'’()/-]+/u)
    .filter((one) => one !== '')
    .every(
      (one, at) =>
        isHint(catalogue, one) || (!maybeNamed(catalogue, one) && (at === 0 || !/^\p{Lu}/u.test(one))),
    );
}

function maybeNamed(catalogue: Catalogue, text: string): boolean {
  if (text.length < 3) return false;
  const bytes = Buffer.from(text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(), 'utf8');
  return ['name.given', 'name.family'].some((id) => {
    const type = catalogue.types[catalogue.byId.get(id) ?? -1];
    return type?.holds?.(bytes, 0, bytes.length) === true;
  });
}

/** What a service itself puts before a name: the number of a Redis database, the size class of a memcached. */
const SERVICE_PREFIX = /^(?:db\d{1,5} |slab (?=\d{1,4}$))/;

/** As `templateName`, for text that is at hand already: a key, a path element, a table's name. */
export function templateText(text: string, catalogue: Catalogue = wholeCatalogue()): string {
  const prefix = SERVICE_PREFIX.exec(text)?.[0] ?? '';
  return prefix + templateWhole(text.slice(prefix.length, prefix.length + 512), catalogue);
}

function templateWhole(text: string, catalogue: Catalogue): string {
  let out = text;
  for (const [pattern, label] of WHOLE) out = out.replace(pattern, label);
  for (let at = 0; at >= 0; at = out.indexOf(':', at) + 1 || -1) {
    const value = wholeValue(catalogue, out.slice(at));
    if (value === undefined) continue;
    out = out.slice(0, at) + value;
    break;
  }
  // A value stands behind the database's or the folder's name too; it is one where all that follows is.
  for (const { index } of out.matchAll(/[./]/g)) {
    const value = knownValue(catalogue, out.slice(index + 1));
    if (value === undefined) continue;
    out = out.slice(0, index + 1) + value;
    break;
  }
  if (/^\p{Lu}\p{Ll}+(?:[ ,]+\p{Lu}\p{Ll}+){1,3}$/u.test(out) && !isHint(catalogue, out)) return '<name?>';
  out = out.replace(/<[a-z0-9?]+>|[\p{L}\p{M}\p{N}·]+/gu, (part) => word(catalogue, part));
  out = escapeText(out).replace(/(<[a-z0-9?]+>)(?:[-_.]?\1)+/g, '$1');
  return out.length > LONGEST ? `${out.slice(0, LONGEST - 1)}…` : out;
}

/**
 * A name that came from a target (container, key, field, path) in a form that may leave: what looks like a value in it is
 * replaced by its kind (`user:<email>`, `log-<date>`), control characters are written out, 120 characters at most.
 */
export function templateName(raw: Raw): string {
  return templateText(rawName(raw));
}

/** True where a key is data rather than the name of a field. */
export function isValueLike(key: string, catalogue: Catalogue = wholeCatalogue()): boolean {
  return (
    key === '' ||
    key.length > 64 ||
    /^<[a-z0-9?]+>$/.test(templateText(key, catalogue)) ||
    /<(?:email|uuid|phone|id|hex24|hex|ip|mac|secret|account|contact|name\?)>/.test(
      templateText(key, catalogue),
    )
  );
}
