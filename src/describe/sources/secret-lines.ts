import { foldName } from '../match/field-names.ts';
import { isPlaceholderText } from '../columns/marks.ts';

/** What a line of settings or of a program sets: the name as it stands there, and the value. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly part: 'set password' | 'set secret';
}

/** Lines are looked at so far. */
const LONGEST = 2_048;
const MOST = 8;

const NAME = `[\\w.$-]{0,60}?(?:pass|pwd|secret|token|key|credential)[\\w.-]{0,40}`;
/** `name = value`, `'name' => 'value'`, `name: value`, `name := value`. */
const ASSIGNED = new RegExp(
  `(?<![\\w.$-])(["']?)(${NAME})\\1\\]?\\s{0,20}(?:=>|:=|[:=])\\s{0,20}(?:[bru]?"([^"]{1,512})"|[bru]?'([^']{1,512})'|([^\\s"'\`,;{}()[\\]&]{1,512})(?=\\s*(?:[#;&].*)?$|&))`,
  'gi',
);
/** `define('NAME', 'value')`, `("name", "value")`. */
const GIVEN = new RegExp(`(["'])(${NAME})\\1\\s{0,20},\\s{0,20}(?:"([^"]{1,512})"|'([^']{1,512})')`, 'gi');
/** `<name>value</name>`, and `name="…" value="…"` of one element. */
const ELEMENT = new RegExp(`<(${NAME})>([^<>]{1,512})</`, 'gi');
const ATTRIBUTES = new RegExp(
  `(?:key|name)=(["'])(${NAME})\\1\\s+value=(?:"([^"]{1,512})"|'([^']{1,512})')`,
  'gi',
);

const PASSWORD =
  /(?:^| )(?:\w*(?:password|passwd|passphrase)|(?:\w{0,6}|user|admin|root|mysql|postgres)pwd|(?:db|user|smtp|mail|ftp|root|admin|my)?pass)$/;
const SECRET =
  /(?:^| )(?:\w*secrets?|token|\w*(?:auth|access|refresh|bot|api)token|(?:api|access|private|auth|signing|signature|encryption|encrypt|secret|account|master|license|app|hmac|aes|jwt|crypt|cookie|logged in|nonce|secure auth) ?keys?|apikey|secretkey|accesskey|secret key base|secret access key|credentials?)$/;
/** What is no value but a type, a call, or a place in a program. */
const CODE =
  /^(?:str|string|text|int|integer|number|bool|boolean|any|object|bytes|char|varchar|optional|required|yes|no|on|off|default|auto|plain|basic|bearer|self|this|password\w*|token\w*)$|^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$|[({[]|\)$|->|::|^(?:!|&|\*)\w/i;
const LETTERS = /^\p{L}+$/u;

/** Which kind of secret a name speaks of; undefined where of none. The last words of it tell: a `token_url` is none. */
export function secretPart(name: string): Setting['part'] | undefined {
  const folded = foldName(name);
  if (PASSWORD.test(folded)) return 'set password';
  return SECRET.test(folded) ? 'set secret' : undefined;
}

/** True where a value is a secret by its looks, and neither a label, a placeholder nor a piece of program. */
export function isSecretValue(value: string, quoted: boolean): boolean {
  if (value.length < 4 || isPlaceholderText(value) || /\$\{|\{\{|\$\(|<%|%\(|\s/.test(value)) return false;
  if (/^(?:https?:\/\/[^@]*|[~.]{0,2}\/\S*|[A-Za-z]:\\\S*)$/.test(value)) return false;
  if (!quoted && CODE.test(value)) return false;
  // One word with a capital is a label: translations and forms are full of them.
  if (LETTERS.test(value))
    return /^[\p{Ll}]+$/u.test(value) && !/[^\x20-\x7e]/.test(value) && value.length >= 5;
  return true;
}

/** The secrets that a line sets. */
export function settingsIn(line: string): Setting[] {
  if (line.length > LONGEST || !/pass|pwd|secret|token|key|credential/i.test(line)) return [];
  const out: Setting[] = [];
  const put = (name: string, value: string | undefined, quoted: boolean): void => {
    const part = secretPart(name);
    if (part === undefined || value === undefined || out.length >= MOST || !isSecretValue(value, quoted))
      return;
    if (out.every((one) => one.name !== name)) out.push({ name, value, part });
  };
  for (const one of line.matchAll(ASSIGNED))
    put(one[2] as string, one[3] ?? one[4] ?? one[5], one[5] === undefined);
  for (const pattern of [GIVEN, ATTRIBUTES])
    for (const one of line.matchAll(pattern)) put(one[2] as string, one[3] ?? one[4], true);
  for (const one of line.matchAll(ELEMENT)) put(one[1] as string, one[2]?.trim(), true);
  return out;
}
