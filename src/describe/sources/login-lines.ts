/** A list of logins without headings, or a file of one of the few fixed forms in which logins are kept. */
export interface LoginForm {
  /** One character. */
  readonly separator: string;
  /** Where a network address with separators of its own stands; it goes into the first column either way. */
  readonly address: 'first' | 'last' | undefined;
  /** Columns by their names, where the form or a heading has any; the last one takes what is left of a line. */
  readonly columns: readonly (string | undefined)[];
  /** By index of column: what such a list has there. The values have the last word. */
  readonly holds: ReadonlyMap<number, LoginPart>;
  /** Lines in front that are no records. */
  readonly skip: number;
}

export const LOGIN_PARTS = ['password', 'hash', 'salt', 'session'] as const;
export type LoginPart = (typeof LOGIN_PARTS)[number];

const LINES = 400;
const LEAST = 3;
const MAIL = /^[^\s@:;|,"'<>()]{1,64}@[^\s@:;|,"'<>()]+\.[\p{L}\d-]{2,24}$/u;
const USER = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,47}$/u;
const HASH =
  /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}|\$[\w-]{1,16}\$\S{20,}|\*[0-9A-F]{40}|\{\w+\}\S{16,}|pbkdf2_sha\d+\$\S+)$/i;
const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?(?:\/[^\s:|;]*)?$/i;
const SCHEME = /^[a-z][a-z0-9+.-]{1,20}:\/\/\S/i;

const COOKIE = ['domain', 'subdomains', 'path', 'secure', 'expires', 'cookie', 'value'];
const PWDUMP = ['user', 'rid', 'lm hash', 'ntlm hash'];
const SHADOW = ['user', 'password hash', 'changed', 'least', 'most', 'warned', 'idle', 'until', 'rest'];

const most = <T>(all: readonly T[], test: (one: T) => boolean, share: number): boolean =>
  all.length > 0 && all.filter(test).length >= all.length * share;

/** The form of a list of logins, from the head of a text; undefined where it is none. `whole`: there is no more. */
export function loginForm(text: string, whole: boolean): LoginForm | undefined {
  const all = (text.startsWith('\ufeff') ? text.slice(1) : text).split(/\r?\n/, LINES + 1);
  if (!whole || all.length > LINES) all.pop();
  const lines = all.filter((line) => line.trim() !== '');
  const fixed = fixedForm(lines);
  if (fixed !== undefined || lines.length < LEAST) return fixed;
  return addressed(lines) ?? mailed(lines) ?? cracked(lines) ?? accounts(lines);
}

/** Netscape cookie files (as curl writes them), pwdump, shadow(5). */
function fixedForm(lines: readonly string[]): LoginForm | undefined {
  const cookies = lines.filter((line) => !line.startsWith('#') || line.startsWith('#HttpOnly_'));
  const isCookie = (line: string): boolean =>
    /^[^\t]+\t(?:TRUE|FALSE)\t\/[^\t]*\t(?:TRUE|FALSE)\t-?\d+(?:\.\d+)?\t[^\t]*\t/i.test(line);
  const form = (separator: string, columns: readonly string[], holds: [number, LoginPart][]): LoginForm => ({
    separator,
    address: undefined,
    columns,
    holds: new Map(holds),
    skip: 0,
  });
  if (most(cookies, isCookie, 0.9)) return form('\t', COOKIE, [[6, 'session']]);
  if (most(lines, (line) => /^[^:]+:\d+:[0-9a-f]{32}:[0-9a-f]{32}:/i.test(line), 0.9))
    return form(':', [...PWDUMP, 'rest'], []);
  const shadow = /^[a-z_][\w.-]*\$?:(?:[*!x]{0,3}|!?\$[^:]+):\d*:\d*:\d*:\d*:\d*:\d*:\d*$/i;
  if (most(lines, (line) => shadow.test(line), 0.9)) return form(':', SHADOW, []);
  return undefined;
}

/** `https://site/login:user:password`, also with the address behind, as programs that steal logins write them. */
function addressed(lines: readonly string[]): LoginForm | undefined {
  const holds = new Map<number, LoginPart>([[2, 'password']]);
  const columns = [undefined, undefined, undefined];
  for (const separator of [':', '|', ';', '\t', ',', ' ']) {
    for (const address of ['first', 'last'] as const) {
      const good = lines.filter((line) => {
        const cut = addressEnds(line, separator, address);
        return (
          cut !== undefined &&
          isLogin(address === 'first' ? line.slice(cut + 1) : line.slice(0, cut), separator)
        );
      });
      if (good.length >= lines.length * 0.8) return { separator, address, columns, holds, skip: 0 };
    }
    const bare = lines.filter((line) => {
      const at = line.indexOf(separator);
      return at > 0 && HOST.test(line.slice(0, at)) && isLogin(line.slice(at + 1), separator);
    });
    if (bare.length >= lines.length * 0.8) return { separator, address: undefined, columns, holds, skip: 0 };
  }
  return undefined;
}

function isLogin(text: string, separator: string): boolean {
  const at = text.indexOf(separator);
  const user = text.slice(0, at);
  return (
    at > 0 &&
    at < text.length - 1 &&
    text.length <= 200 &&
    (MAIL.test(user) || USER.test(user)) &&
    !SCHEME.test(text) &&
    !text.slice(at + 1).includes(separator)
  );
}

/**
 * Where the separator stands between an address and the rest of a line: behind a scheme, a host with perhaps a port, and a
 * path; or in front of the scheme.
 */
export function addressEnds(line: string, separator: string, place: 'first' | 'last'): number | undefined {
  const scheme = line.indexOf('://');
  if (scheme < 1) return undefined;
  if (place === 'last') {
    const cut = line.lastIndexOf(separator, scheme - 1);
    return cut > 0 && SCHEME.test(line.slice(cut + 1)) ? cut : undefined;
  }
  if (!SCHEME.test(line)) return undefined;
  let cut = line.indexOf(separator, scheme + 3);
  if (separator === ':' && cut > 0) {
    const port = /^:\d{1,5}(?=[/:])/.exec(line.slice(cut, cut + 7));
    if (port !== null) cut = line.indexOf(separator, cut + port[0].length);
  }
  return cut > 0 ? cut : undefined;
}

/** `mail:password`, `mail;hash`, `mail|hash|salt`. Commas, tabs and quotes are left to the tables. */
function mailed(lines: readonly string[]): LoginForm | undefined {
  for (const separator of [':', '|', ';']) {
    const first = lines[0] as string;
    const heads = first.split(separator);
    const heading =
      separator === ':' && heads.length > 1 && heads.every((word) => /^[\p{L}_ -]{2,24}$/u.test(word.trim()));
    const body = heading ? lines.slice(1) : lines;
    if (!heading && separator !== ':' && !MAIL.test((heads[0] as string).trim())) continue;
    const parted = body.map((line) => line.split(separator));
    const good = parted.filter((row) => row.length > 1 && MAIL.test((row[0] as string).trim()));
    if (
      good.length < Math.max(2, body.length * 0.8) ||
      most(good, (row) => /^["'].*["']$/.test(row[1] as string), 0.2)
    )
      continue;
    const three = most(good, (row) => row.length === 3, 0.8);
    if (!three && !most(good, (row) => row.length === 2, 0.7)) continue;
    const hashes = most(good, (row) => HASH.test((row[1] as string).trim()), 0.8);
    const holds = new Map<number, LoginPart>([[1, hashes ? 'hash' : 'password']]);
    if (three && hashes) holds.set(2, 'salt');
    const columns = Array.from({ length: three ? 3 : 2 }, (_one, i) =>
      heading ? heads[i]?.trim() : undefined,
    );
    return { separator, address: undefined, columns, holds, skip: heading ? 1 : 0 };
  }
  return undefined;
}

/** `hash:password` and `hash:salt:password`, as programs that guess passwords write what they found. */
function cracked(lines: readonly string[]): LoginForm | undefined {
  const rows = lines.map((line) => line.split(':'));
  if (!most(rows, (row) => row.length > 1 && HASH.test(row[0] as string), 0.9)) return undefined;
  const three = most(rows, (row) => row.length === 3, 0.8);
  const holds = new Map<number, LoginPart>([
    [0, 'hash'],
    [three ? 2 : 1, 'password'],
  ]);
  if (three) holds.set(1, 'salt');
  return {
    separator: ':',
    address: undefined,
    columns: new Array(three ? 3 : 2).fill(undefined),
    holds,
    skip: 0,
  };
}

const isMixed = (text: string): boolean => /\d/.test(text) && /[\p{L}]/u.test(text);
/** What stands behind a colon as often: versions, addresses, paths, times, identifiers. */
const OTHER =
  /^v?\d+(?:[.:]\d+)+|^[\w.-]+\.(?:com|net|org|io|local)\b|[/\\]|^[0-9a-f]{8}-[0-9a-f]{4}-|^\d+(?:[kmgt]i?b?|ms|s|%)$/i;

/** `user:password`, `user:hash`, `user:hash:salt`. Of names alone many things may be said: each field has to look the part. */
function accounts(lines: readonly string[]): LoginForm | undefined {
  if (lines.length < 5) return undefined;
  const rows = lines.map((line) => line.trimEnd().split(':'));
  const users = rows.map((row) => row[0] as string);
  const right = rows.filter(
    (row) => row.length > 1 && USER.test(row[0] as string) && /^\S{3,200}$/.test(row[1] as string),
  );
  if (right.length < rows.length * 0.95 || new Set(users).size < users.length * 0.8) return undefined;
  if (most(users, (user) => /^\d+$/.test(user), 0.5) || most(users, (user) => user.includes('_'), 0.4))
    return undefined;
  if (most(users, (user) => /\.[a-z0-9]{1,4}$/i.test(user) && !user.includes('@'), 0.3)) return undefined;
  const second = right.map((row) => row[1] as string);
  const three = most(right, (row) => row.length === 3, 0.8);
  if (!three && !most(right, (row) => row.length === 2, 0.8)) return undefined;
  const columns = new Array(three ? 3 : 2).fill(undefined);
  const form = { separator: ':', address: undefined, columns, skip: 0 };
  if (most(second, (one) => HASH.test(one), 0.8))
    return {
      ...form,
      holds: new Map<number, LoginPart>(
        three
          ? [
              [1, 'hash'],
              [2, 'salt'],
            ]
          : [[1, 'hash']],
      ),
    };
  if (three || most(second, (one) => OTHER.test(one), 0.1) || !most(second, isMixed, 0.4)) return undefined;
  const lengths = new Set(second.map((one) => one.length));
  if (lengths.size < Math.min(4, second.length / 2)) return undefined;
  return { ...form, holds: new Map<number, LoginPart>([[1, 'password']]) };
}
