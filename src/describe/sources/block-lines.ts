/** Records of lines `Key: value`, as they are written by programs that steal logins, by directories (LDIF, RFC 2849) and in vCards. */
export interface BlockForm {
  /** vCard (RFC 6350): no blank behind the colon, and parameters behind the key. */
  readonly card: boolean;
  /** One block of settings, or of facts of one machine. */
  readonly single: boolean;
}

const LINES = 400;
const MOST_KEYS = 60;
const MOST_SETTINGS = 300;
/** A line of signs between two records. */
export const RULE = /^\s*([=\-*_#~+.])\1{2,}\s*$/;
const PAIR = /^([\p{L}][\p{L}\p{N} _.()/-]{0,40}?)\s?::?(?:\s(.*)|)$/u;
/** What programs put in front of what they say. */
const LEVEL =
  /^(?:trace|debug|info|notice|note|warn|warning|error|err|critical|fatal|ok|fail|failed|pass|passed|skip|skipped)$/i;
const CARD = /^([A-Za-z][A-Za-z0-9-]{0,30}(?:\.[A-Za-z][A-Za-z0-9-]{0,30})?)(?:;[^:]{0,200})?:(.*)$/;

/** Key and value of a line; undefined where it is no such line. */
export function pairOf(line: string, card: boolean): readonly [string, string] | undefined {
  const found = (card ? CARD : PAIR).exec(line);
  if (found === null) return undefined;
  return [found[1] as string, (found[2] ?? '').trim()];
}

/** How the text is parted into records of keys and values; undefined where it is not. `whole`: there is no more. */
export function blockForm(text: string, whole: boolean): BlockForm | undefined {
  const all = (text.startsWith('\ufeff') ? text.slice(1) : text).split(/\r?\n/, LINES + 1);
  if (!whole || all.length > LINES) all.pop();
  const card = /^BEGIN:VCARD$/i.test((all.find((line) => line.trim() !== '') ?? '').trim());
  const records: string[][] = [];
  let record: string[] = [];
  let [pairs, others, indented] = [0, 0, 0];
  const end = (): void => {
    if (record.length > 0) records.push(record);
    record = [];
  };
  for (const line of all) {
    if (line.trim() === '' || RULE.test(line)) {
      end();
      continue;
    }
    if (/^#|^version: 1$/.test(line)) continue;
    if (/^\s/.test(line)) {
      indented++;
      continue;
    }
    const pair = pairOf(line, card);
    if (pair === undefined) {
      others++;
      continue;
    }
    pairs++;
    if (pair[0] === record[0]) end();
    record.push(pair[0]);
  }
  end();
  if (card) return pairs > 3 ? { card, single: false } : undefined;
  if (pairs < 3 || others > pairs * 0.2 || indented > pairs * 0.15) return undefined;
  const keys = new Set(records.flat());
  const flat = [...records.flat()];
  if (keys.size === flat.length)
    return keys.size >= 4 && keys.size <= MOST_SETTINGS && others <= pairs * 0.1 && indented === 0
      ? { card, single: true }
      : undefined;
  if (records.length < 2 || keys.size > MOST_KEYS || keys.size < 2) return undefined;
  if ([...keys].filter((key) => LEVEL.test(key)).length > keys.size / 2) return undefined;
  const first = records[0]?.[0];
  const even = records.filter(
    (one) => one[0] === first && one.length > 1 && new Set(one).size > one.length * 0.6,
  );
  return even.length >= records.length * 0.8 ? { card, single: false } : undefined;
}
