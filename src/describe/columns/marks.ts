import type { StateReader, StateWriter } from './state-bytes.ts';

/** What is counted of marks that values bear. */
export const MARKS = [
  'json',
  'wide',
  'resident',
  'scientific',
  'compared',
  'counting',
  'samples',
  'filler',
  'secretive',
  'strong',
  'placeholders',
  'labels',
] as const;
const LONGEST = 64;
/** Steps between numbered values that still count as numbering, where some values were left out. */
const STEP = 128;

/**
 * Marks of values that tell of how they were made rather than of what they are: numbers that lost their last digits, values
 * that are numbered one after another, sample values of payment schemes, filler text. Kept as counts.
 */
export class Marks {
  /** Texts that are JSON. */
  json = 0;
  /** Numbers beyond 2^53, of which a double keeps 15 to 16 digits; those whose first digits are a Chinese region and a date. */
  wide = 0;
  resident = 0;
  /** Texts such as `6.50102E+17`, as spreadsheets write long numbers. */
  scientific = 0;
  /** Texts with a number in them, and those that go on where the one before ended: `user1@…`, `user2@…`. */
  compared = 0;
  counting = 0;
  /** Card numbers that payment schemes and their processors publish for tests. */
  samples = 0;
  /** Lorem ipsum. */
  filler = 0;
  /** Texts of 4 to 64 characters without blanks, with a letter and a digit or sign; those of three kinds of characters or more. */
  secretive = 0;
  strong = 0;
  /** What stands where a value is to be put in: `${PASSWORD}`, `<password>`, `changeme`, `xxxx`. */
  placeholders = 0;
  /** Among the first values, those that are names themselves. */
  labels = 0;
  /** Lines of coordinates as text: WKT and EWKT, GeoJSON. */
  lines = 0;
  /** First three digits of telephone numbers with a `+`, with how often. */
  readonly calling = new Map<number, number>();
  #stem = 0;
  #number = Number.NaN;

  /** A text, under those that are looked at closely: it stands for `weight` values. */
  text(bytes: Uint8Array, start: number, end: number, weight = 1): void {
    const length = end - start;
    if (length >= 20 && isLine(bytes, start, end)) this.lines += weight;
    if (length > LONGEST) {
      if (isFiller(bytes, start)) this.filler += weight;
      return;
    }
    this.#kinds(bytes, start, end, weight);
    if (isPlaceholder(bytes, start, end)) this.placeholders += weight;
    if (bytes[start] === 0x2b && length >= 8) this.#called(bytes, start, end, weight);
    this.#numbered(bytes, start, end, weight);
    if (length >= 13 && length <= 23 && isSampleCard(bytes, start, end)) this.samples += weight;
    if (length >= 7 && isScientific(bytes, start, end)) this.scientific += weight;
    else if (length >= 20 && isFiller(bytes, start)) this.filler += weight;
  }

  #kinds(bytes: Uint8Array, start: number, end: number, weight: number): void {
    if (end - start < 4) return;
    let kinds = 0;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] as number;
      if (byte <= 0x20) return;
      if (isDigit(byte)) kinds |= 1;
      else if (byte >= 0x61 && byte <= 0x7a) kinds |= 2;
      else if (byte >= 0x41 && byte <= 0x5a) kinds |= 4;
      else if (byte < 0x80) kinds |= 8;
      else kinds |= 2;
    }
    if ((kinds & 6) !== 0 && (kinds & 9) !== 0) this.secretive += weight;
    if (kinds === 7 || kinds === 11 || kinds >= 13) this.strong += weight;
  }

  #called(bytes: Uint8Array, start: number, end: number, weight: number): void {
    let [code, digits] = [0, 0];
    for (let i = start + 1; i < end && digits < 3; i++)
      if (isDigit(bytes[i] as number)) {
        code = code * 10 + (bytes[i] as number) - 48;
        digits++;
      }
    if (digits === 3) this.calling.set(code, (this.calling.get(code) ?? 0) + weight);
  }

  #numbered(bytes: Uint8Array, start: number, end: number, weight: number): void {
    let stop = end;
    for (let i = start; i < end; i++)
      if (bytes[i] === 0x40) {
        stop = i;
        break;
      }
    let last = stop;
    while (last > start && !isDigit(bytes[last - 1] as number)) last--;
    let first = last;
    while (first > start && last - first < 15 && isDigit(bytes[first - 1] as number)) first--;
    if (first === last) return;
    let number = 0;
    for (let i = first; i < last; i++) number = number * 10 + (bytes[i] as number) - 48;
    let stem = 7;
    for (let i = start; i < end; i++)
      if (i < first || i >= last) stem = Math.imul(stem ^ (bytes[i] as number), 0x01000193);
    this.compared += weight;
    if (stem === this.#stem && number > this.#number && number - this.#number <= STEP)
      this.counting += weight;
    this.#stem = stem;
    this.#number = number;
  }

  /** A number beyond 2^53. */
  wideNumber(value: number, weight = 1): void {
    this.wide += weight;
    if (value >= 1e17 && value < 1e18 && isResidentHead(Math.floor(value / 1e4))) this.resident += weight;
  }

  /** In place of weights, counts among so many evenly drawn values as tell as much. */
  settle(factor: number): void {
    for (const mark of MARKS) this[mark] = settled(this[mark], factor);
    for (const [code, count] of this.calling) this.calling.set(code, settled(count, factor));
  }

  merge(other: Marks): void {
    for (const mark of MARKS) this[mark] += other[mark];
    for (const [code, count] of other.calling) this.calling.set(code, (this.calling.get(code) ?? 0) + count);
  }
}

/** A sum of weights as a whole count: what was met at all counts as one at least. */
export function settled(sum: number, factor: number): number {
  return sum === 0 ? 0 : Math.max(1, Math.round(sum * factor));
}

export function saveMarks(marks: Marks | undefined, out: StateWriter): void {
  out.count(marks === undefined ? 0 : 1);
  if (marks === undefined) return;
  for (const mark of MARKS) out.number(marks[mark]);
  out.counts(marks.calling);
}

export function absorbMarks(mine: Marks | undefined, from: StateReader): Marks | undefined {
  if (from.count() === 0) return mine;
  const marks = mine ?? new Marks();
  for (const mark of MARKS) marks[mark] += from.number();
  from.counts((code, count) => marks.calling.set(code, (marks.calling.get(code) ?? 0) + count));
  return marks;
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/** Codes of provinces, GB/T 2260. */
const PROVINCES = new Set([
  11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
  64, 65, 71, 81, 82, 83,
]); // biome-ignore format: a table

/** The first 14 digits of a resident identity number (GB 11643): a region, and a date between 1900 and 2099. */
function isResidentHead(head: number): boolean {
  const [region, date] = [Math.floor(head / 1e8), head % 1e8];
  const [year, month, day] = [Math.floor(date / 1e4), Math.floor(date / 100) % 100, date % 100];
  return (
    PROVINCES.has(Math.floor(region / 1e4)) &&
    year >= 1900 &&
    year < 2100 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31
  );
}

/** `6.50102E+17`: one digit, a point, digits, an exponent of 12 or more. */
function isScientific(bytes: Uint8Array, start: number, end: number): boolean {
  if (!isDigit(bytes[start] as number) || bytes[start + 1] !== 0x2e) return false;
  let at = start + 2;
  while (at < end && isDigit(bytes[at] as number)) at++;
  return (
    at - start >= 5 &&
    end - at === 4 &&
    ((bytes[at] as number) | 32) === 0x65 &&
    bytes[at + 1] === 0x2b &&
    bytes[at + 2] === 0x31 &&
    (bytes[at + 3] as number) >= 0x32 &&
    isDigit(bytes[at + 3] as number)
  );
}

/** Numbers that card schemes and processors publish for tests. */
const SAMPLE_CARDS = new Set([
  '4111111111111111', '4242424242424242', '4012888888881881', '4000056655665556', '4222222222222', '5555555555554444',
  '5105105105105100', '2223003122003222', '5200828282828210', '378282246310005', '371449635398431', '378734493671000',
  '6011111111111117', '6011000990139424', '30569309025904', '38520000023237', '3530111333300000', '3566002020360505',
  '6200000000000005', '4917610000000000', '4000000000000002', '2222420000001113', '5425233430109903', '4263982640269299',
]); // biome-ignore format: a table

function isSampleCard(bytes: Uint8Array, start: number, end: number): boolean {
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (isDigit(byte)) text += String.fromCharCode(byte);
    else if (byte !== 0x20 && byte !== 0x2d) return false;
  }
  return SAMPLE_CARDS.has(text);
}

const LINE = Uint8Array.from('linestring', (char) => char.charCodeAt(0));

/** OGC 06-103r4 and PostGIS: `LINESTRING(`, `SRID=4326;LINESTRING(`; RFC 7946: `"type":"LineString"`. */
function isLine(bytes: Uint8Array, start: number, end: number): boolean {
  const first = (bytes[start] as number) | 0x20;
  if (first !== 0x6c && first !== 0x73 && first !== 0x7b && first !== 0x6d) return false;
  const stop = Math.min(end, start + 40) - LINE.length;
  for (let i = start; i < stop; i++) {
    let k = 0;
    while (k < LINE.length && ((bytes[i + k] as number) | 0x20) === LINE[k]) k++;
    if (k === LINE.length) return true;
  }
  return false;
}

const PLACEHOLDER =
  /^(?:\$?\{\{?[^{}]*\}?\}|\$\([\w.-]+\)|\$[A-Z_][A-Z0-9_]*|%\(?[\w.-]+\)?[%s]?|<[^<>]*>|\[[^[\]]*\]|#\{[^{}]*\}#?|__[\w-]+__|@[\w.-]+@|(.)\1{2,}|\.{2,}|n\/?a|none|null|nil|undefined|true|false|todo|tbd|change[-_ ]?(?:me|this|it)\S*|replace[-_ ]?(?:me|this|with)?\S*|your[-_ ]?\S*|my[-_](?:secret[-_])?(?:password|token|secret|key)\S*|(?:insert|enter|put|set|add)[-_ ].*|example\S*|dummy|placeholder|redacted|removed|hidden|masked|filtered|\(?(?:empty|hidden|redacted)\)?|pass(?:word|wd)?|secret|token|api[-_]?key|env\(.*\)|process\.env.*|os\.(?:environ|getenv).*|getenv\(.*|vault:.*|!vault.*|ref\+.*)$/i;
const PLACEHOLDER_STARTS = new Set(
  Array.from('$%<[{#_@.(!tcrymiepsadhfgovunx*', (char) => char.charCodeAt(0)),
);

/** Whether a text stands where a value is to be put in, or where one was taken out. */
export function isPlaceholderText(text: string): boolean {
  return PLACEHOLDER.test(text.trim());
}

function isPlaceholder(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] as number;
  if (!PLACEHOLDER_STARTS.has(first >= 0x41 && first <= 0x5a ? first | 32 : first)) return false;
  return isPlaceholderText(
    Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1'),
  );
}

const LOREM = Uint8Array.from('lorem ipsum', (char) => char.charCodeAt(0));

function isFiller(bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < LOREM.length; i++) if (((bytes[start + i] as number) | 32) !== LOREM[i]) return false;
  return true;
}
