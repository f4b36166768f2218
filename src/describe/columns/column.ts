import type { Automaton } from '../match/automaton.ts';
import { type ArrayStats, mergeArrays } from './array-stats.ts';
import { type Catalogue, codeType, isWordCode } from '../match/catalogue.ts';
import { parseDate, parsed } from './date-value.ts';
import { looksLikeFloats, type Magic, magicOf, magicOfText } from './magics.ts';
import { Marks, settled } from './marks.ts';
import { readNumber } from './read-number.ts';
import { Reservoir } from './reservoir.ts';
import { keyedHash, Sketch } from './sketch.ts';
import { Slots } from './slots.ts';
import { isText, SCAN_FROM, scanText, TEXT_FROM } from '../match/text-pass.ts';

/** So many values of a column are looked at in every respect; beyond, of the i-th ones one in i / 128, from the 4,096th on one in 32. */
const CLOSE_LOOK = 512;
const CLOSE_GAP = 32;
/**
 * So many texts of a column have their shape matched; beyond, one in 8, and once as many again were matched, one in 32: an
 * interval over 8,192 values is narrower than 2.2 %. Shares rest on `tested` values.
 */
const MATCHED = 4_096;
const MATCHED_GAP = 8;
const SETTLED = 8_192;
const SETTLED_GAP = 32;
/** So many bytes of a value are matched with wildcard shapes. */
const MOST_WILD = 4_096;
/** Of numbers, once `SETTLED` were looked at, one in so many: elements of arrays come by the million. */
const FAMILIAR_GAP = 128;

/** What two columns add up to. */
export const COUNTS = [
  'n', 'nulls', 'texts', 'numbers', 'booleans', 'dates', 'objectIds', 'binaries', 'tested', 'testedSquares', 'close',
  'closeSquares', 'integers', 'fractions', 'fine', 'bytes', 'han', 'cyrillic', 'arabic', 'latin', 'digitsOnly', 'nonAscii',
  'blanks', 'words', 'dateTexts', 'timed', 'freeTexts', 'scanned', 'judgedOf', 'judgedSquares', 'reserved', 'wildOf',
] as const; // biome-ignore format: a table

/** Of those, the ones that are counted at close looks. */
const CLOSE_COUNTS = [
  'integers', 'fractions', 'fine', 'bytes', 'han', 'cyrillic', 'arabic', 'latin', 'digitsOnly', 'nonAscii', 'blanks', 'words',
  'dateTexts', 'timed', 'freeTexts', 'scanned', 'reserved', 'wildOf',
] as const; // biome-ignore format: a table

/**
 * What is known of one path: bounded, whatever the number of values. `n` and the counts by kind are of all non-null values,
 * `tested` of those whose shape was looked at, `close` of those that were looked at in every respect. Sketch and reservoirs
 * hold hashes and numbers in memory only; nothing of them is ever returned but shares and percentiles.
 *
 * The first values of a column are all looked at, later ones seldom, and files are sorted (by time, by birth, by country): a
 * look therefore counts by its weight, which is 1 / the chance that it was taken. Looks are taken independently of each other
 * (gaps between them are geometric), so that shares of weights are those of the column in whatever order its values came.
 * While reading, all counts of looks are sums of weights; `settle` turns them, after all threads and containers were
 * added up, into counts among as many evenly drawn values as tell as much, (sum of weights)^2 / sum of their squares: what is
 * worked out from those, intervals and tails of chance, is as wide as it has to be. Where all was looked at, nothing changes.
 */
export class Column {
  n = 0;
  nulls = 0;
  texts = 0;
  numbers = 0;
  booleans = 0;
  dates = 0;
  objectIds = 0;
  binaries = 0;
  tested = 0;
  testedSquares = 0;
  close = 0;
  closeSquares = 0;
  integers = 0;
  fractions = 0;
  /** Numbers with four or more decimals: what coordinates have. */
  fine = 0;
  bytes = 0;
  shortest = Number.POSITIVE_INFINITY;
  longest = 0;
  han = 0;
  cyrillic = 0;
  arabic = 0;
  latin = 0;
  digitsOnly = 0;
  nonAscii = 0;
  blanks = 0;
  words = 0;
  dateTexts = 0;
  timed = 0;
  /** Texts longer than a word or two, of prose. */
  freeTexts = 0;
  /** Texts whose words were looked at one by one. */
  scanned = 0;
  /** E-mail addresses in domains that RFC 2606 reserves. */
  reserved = 0;
  array: ArrayStats | undefined = undefined;
  readonly slots: Slots;
  /** As `slots`, for wildcard shapes: counted over `wildOf` values. */
  readonly wildSlots: Slots;
  wildOf = 0;
  readonly judged = new Map<number, number>();
  judgedOf = 0;
  judgedSquares = 0;
  /** Codes found inside free text: in how many values. */
  readonly inside = new Map<number, number>();
  readonly magics = new Map<Magic, number>();
  marks: Marks | undefined = undefined;
  sketch: Sketch | undefined = undefined;
  values: Reservoir | undefined = undefined;
  times: Reservoir | undefined = undefined;
  /** So many texts, and numbers, are only counted before the next one is looked at; sources read these in their loops. */
  textGap = 0;
  numberGap = 0;
  /** How many values the last one that was matched, and the last one that was looked at closely, stand for. */
  stands = 1;
  weight = 1;
  /** Number given by the data set, for links between columns. */
  readonly id: number;

  #random: number;
  /** So many matched texts before the next close look, and so on. */
  #closeGap = 0;
  #dateGap = 0;
  #bytesGap = 0;
  /** Of the next look at each: 1 / its chance; of a close look, its chance among the matched texts. */
  #textWeight = 1;
  #closeWeight = 1;
  #numberWeight = 1;
  #dateWeight = 1;
  #bytesWeight = 1;
  #looks = 0;
  #judgedLooks = 0;
  #judgedWaiting = 0;
  #isSettled = false;
  readonly #catalogue: Catalogue;
  readonly #automaton: Automaton;
  readonly #hashKey: number;

  readonly #closeLook: number;
  readonly #matched: number;
  readonly #settled: number;

  /** `part`: this thread is one of several, and another has looked at the first values already: a quarter is enough here. */
  constructor(catalogue: Catalogue, hashKey: number, id: number, part = false) {
    this.#catalogue = catalogue;
    this.#automaton = catalogue.automaton;
    this.#hashKey = hashKey;
    this.id = id;
    const share = part ? 4 : 1;
    this.#closeLook = CLOSE_LOOK / share;
    this.#matched = MATCHED / share;
    this.#settled = SETTLED / share;
    this.slots = new Slots(catalogue, catalogue.automaton);
    this.wildSlots = new Slots(catalogue, catalogue.wild);
    this.#random = Math.imul(id + 2, 0x9e3779b1) ^ hashKey || 1;
  }

  /** How many to leave out so that each value is looked at with a chance of one in `mean`, independently of the others. */
  #gap(mean: number): number {
    if (mean === 1) return 0;
    let r = this.#random;
    r ^= r << 13;
    r ^= r >>> 17;
    r ^= r << 5;
    this.#random = r;
    return Math.floor(Math.log(((r >>> 0) + 0.5) / 0x1_0000_0000) / Math.log(1 - 1 / mean));
  }

  /** One in how many values is looked at closely after `met` of its kind: the weight of a look grows no faster than the column. */
  #thinned(met: number): number {
    if (met < this.#closeLook) return 1;
    return Math.min(CLOSE_GAP, Math.floor((4 * met) / this.#closeLook));
  }

  /** A close look that stands for `weight` values. */
  #look(weight: number): void {
    this.weight = weight;
    this.close += weight;
    this.closeSquares += weight * weight;
  }

  /** A text value whose accept set is known already. */
  text(bytes: Uint8Array, start: number, end: number, set: number): void {
    // Whoever brings a text out of turn has it counted: looks are taken by chance alone.
    if (this.textGap > 0) {
      this.countText();
      return;
    }
    this.n++;
    this.texts++;
    const weight = this.#textWeight;
    this.stands = weight;
    this.tested += weight;
    this.testedSquares += weight * weight;
    const looks = ++this.#looks;
    if (looks >= this.#matched) {
      this.#textWeight = looks < this.#settled ? MATCHED_GAP : SETTLED_GAP;
      this.textGap = this.#gap(this.#textWeight);
    }
    if (set !== 0) this.slots.hit(set, bytes, start, end, weight);
    if (this.texts > this.#closeLook && this.#closeGap-- > 0) return;
    this.#look(weight * this.#closeWeight);
    this.#closeWeight = Math.max(1, Math.round(this.#thinned(this.texts) / this.#textWeight));
    this.#closeGap = this.#gap(this.#closeWeight);
    this.#closeText(bytes, start, end);
  }

  /** A text that nobody looks at. */
  countText(): void {
    this.n++;
    this.texts++;
    this.textGap--;
  }

  /** A number that nobody looks at. */
  countNumber(): void {
    this.n++;
    this.numbers++;
    this.numberGap--;
  }

  /** A number; `bytes` hold its decimal digits where it is an integer. */
  number(value: number, integer: boolean, bytes: Uint8Array, start: number, end: number): void {
    if (this.numberGap > 0) {
      this.countNumber();
      return;
    }
    this.n++;
    const weight = this.#numberWeight;
    this.stands = weight;
    this.tested += weight;
    this.testedSquares += weight * weight;
    this.#look(weight);
    const looks = ++this.#looks;
    this.numbers++;
    this.#numberWeight = looks < this.#settled ? this.#thinned(this.numbers) : FAMILIAR_GAP;
    this.numberGap = this.#gap(this.#numberWeight);
    this.values ??= new Reservoir();
    this.values.add(value, weight);
    if (value > Number.MAX_SAFE_INTEGER) (this.marks ??= new Marks()).wideNumber(value, weight);
    this.sketch ??= new Sketch();
    this.sketch.add(keyedHash(this.#hashKey, bytes, start, end), weight);
    if (integer) {
      this.integers += weight;
      this.#length(end - start);
      const set = this.#automaton.match(bytes, start, end);
      if (set !== 0) this.slots.hit(set, bytes, start, end, weight);
    } else {
      this.fractions += weight;
      const scaled = value * 1000;
      if (Math.abs(scaled - Math.round(scaled)) > 1e-6) this.fine += weight;
    }
    const judges = this.#catalogue.judges;
    if (judges.length === 0) return;
    // All types that judge numbers judge the first ones, then one in 8 of those looked at: it stands for those before it.
    this.#judgedWaiting += weight;
    if (this.#judgedLooks >= 2 * this.#closeLook && (looks & 7) !== 0) return;
    this.#judgedLooks++;
    const stands = this.#judgedWaiting;
    this.#judgedWaiting = 0;
    this.judgedOf += stands;
    this.judgedSquares += stands * stands;
    for (let i = 0; i < judges.length; i++) {
      const index = judges[i] as number;
      if (this.#catalogue.types[index]?.number?.(value))
        this.judged.set(index, (this.judged.get(index) ?? 0) + stands);
    }
  }

  boolean(): void {
    this.n++;
    this.booleans++;
  }

  nil(): void {
    this.nulls++;
  }

  /** A typed date, milliseconds since 1970. */
  date(ms: number): void {
    this.n++;
    if (++this.dates > this.#closeLook && this.#dateGap-- > 0) return;
    const weight = this.#dateWeight;
    this.#dateWeight = this.#thinned(this.dates);
    this.#dateGap = this.#gap(this.#dateWeight);
    this.#look(weight);
    this.times ??= new Reservoir();
    this.times.add(ms, weight);
    if (ms % 86_400_000 !== 0) this.timed += weight;
  }

  objectId(bytes: Uint8Array, start: number): void {
    this.n++;
    if (++this.objectIds > this.#closeLook && this.#bytesGap-- > 0) return;
    this.#look(this.#bytesWeight);
    this.#bytesWeight = this.#thinned(this.objectIds);
    this.#bytesGap = this.#gap(this.#bytesWeight);
    this.sketch ??= new Sketch();
    this.sketch.add(keyedHash(this.#hashKey, bytes, start, start + 12), this.weight);
  }

  binary(bytes: Uint8Array, start: number, end: number): void {
    this.n++;
    if (++this.binaries > this.#closeLook && this.#bytesGap-- > 0) return;
    this.#look(this.#bytesWeight);
    this.#bytesWeight = this.#thinned(this.binaries);
    this.#bytesGap = this.#gap(this.#bytesWeight);
    this.#length(end - start);
    this.sketch ??= new Sketch();
    this.sketch.add(keyedHash(this.#hashKey, bytes, start, end), this.weight);
    const magic =
      magicOf(bytes, start, end) ??
      (looksLikeFloats(bytes, start, end, end - start) ? 'float-vector' : undefined);
    if (magic !== undefined) this.magics.set(magic, (this.magics.get(magic) ?? 0) + this.weight);
  }

  #length(length: number): void {
    this.bytes += length * this.weight;
    if (length < this.shortest) this.shortest = length;
    if (length > this.longest) this.longest = length;
  }

  #closeText(bytes: Uint8Array, start: number, end: number): void {
    const weight = this.weight;
    const length = end - start;
    this.#length(length);
    this.sketch ??= new Sketch();
    this.sketch.add(keyedHash(this.#hashKey, bytes, start, end), this.weight);
    if (length === 0) return;
    (this.marks ??= new Marks()).text(bytes, start, end, weight);
    const first = bytes[start] as number;
    if (length >= 64) {
      const magic = magicOfText(bytes, start, end);
      if (magic !== undefined) {
        this.magics.set(magic, (this.magics.get(magic) ?? 0) + this.weight);
        return;
      }
    }
    this.wildOf += weight;
    const wild = this.#catalogue.wild.match(bytes, start, Math.min(end, start + MOST_WILD));
    if (wild !== 0) this.wildSlots.hit(wild, bytes, start, end, weight);
    this.#scripts(bytes, start, end);
    if (isReservedDomain(bytes, start, end)) this.reserved += weight;
    if ((first >= 48 && first <= 57) || first === 0x2d || first === 0x2b) this.#numeric(bytes, start, end);
    if (length > SCAN_FROM && isText(bytes, start, end)) this.#free(bytes, start, end);
  }

  #numeric(bytes: Uint8Array, start: number, end: number): void {
    const ms = parseDate(bytes, start, end);
    if (!Number.isNaN(ms)) {
      this.dateTexts += this.weight;
      if (parsed.time) this.timed += this.weight;
      this.times ??= new Reservoir();
      this.times.add(ms, this.weight);
    }
    const value = readNumber(bytes, start, end);
    if (Number.isNaN(value)) return;
    this.values ??= new Reservoir();
    this.values.add(value, this.weight);
    if (Number.isInteger(value)) return;
    const scaled = value * 1000;
    if (Math.abs(scaled - Math.round(scaled)) > 1e-6) this.fine += this.weight;
  }

  #scripts(bytes: Uint8Array, start: number, end: number): void {
    const weight = this.weight;
    const stop = Math.min(end, start + 64);
    let digits = 0;
    let blanks = 0;
    let letters = 0;
    let other = 0;
    let han = 0;
    let cyrillic = 0;
    let arabic = 0;
    for (let i = start; i < stop; i++) {
      const c = bytes[i] as number;
      if (c < 0x80) {
        if (c >= 48 && c <= 57) digits++;
        else if (c === 0x20) blanks++;
        else if ((c | 32) >= 97 && (c | 32) <= 122) letters++;
      } else if (c >= 0xe3 && c <= 0xe9) han++;
      else if (c === 0xd0 || c === 0xd1) cyrillic++;
      else if (c >= 0xd8 && c <= 0xdb) arabic++;
      else if (c >= 0xc0) other++;
    }
    if (digits === stop - start) this.digitsOnly += weight;
    if (blanks > 0) this.blanks += weight;
    this.words += (blanks + 1) * weight;
    if (han + cyrillic + arabic + other > 0) this.nonAscii += weight;
    if (han > 0) this.han += weight;
    else if (cyrillic > 0) this.cyrillic += weight;
    else if (arabic > 0) this.arabic += weight;
    else if (letters > 0) this.latin += weight;
  }

  #free(bytes: Uint8Array, start: number, end: number): void {
    this.scanned += this.weight;
    if (end - start > TEXT_FROM) this.freeTexts += this.weight;
    const found = new Set<number>();
    scanText(this.#automaton, this.#catalogue.wild, bytes, start, end, (codes, from, to) => {
      let used = false;
      for (const code of codes) {
        const type = this.#catalogue.types[codeType(code)];
        if (isWordCode(code) || type === undefined || type.needs !== 'value') continue;
        if (!found.has(code) && type.holds !== undefined && !type.holds(bytes, from, to)) continue;
        found.add(code);
        used = true;
      }
      return used;
    });
    for (const code of found) this.inside.set(code, (this.inside.get(code) ?? 0) + this.weight);
  }

  /** The share of the values looked at closely that are just this text. */
  shareOf(text: string): number {
    if (this.sketch === undefined || this.sketch.weight === 0) return 0;
    const bytes = Buffer.from(text, 'utf8');
    return this.sketch.weightOf(keyedHash(this.#hashKey, bytes, 0, bytes.length)) / this.sketch.weight;
  }

  /** See the class: once, after everything was read and merged, and before it is judged. */
  settle(): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    const tested = this.testedSquares > 0 ? this.tested / this.testedSquares : 1;
    this.tested = settled(this.tested, tested);
    this.slots.settle(tested);
    const close = this.closeSquares > 0 ? this.close / this.closeSquares : 1;
    this.close = settled(this.close, close);
    for (const key of CLOSE_COUNTS) this[key] = settled(this[key], close);
    for (const counts of [this.inside, this.magics] as Map<unknown, number>[])
      for (const [key, count] of counts) counts.set(key, settled(count, close));
    this.wildSlots.settle(close);
    this.marks?.settle(close);
    for (const kept of [this.values, this.times]) if (kept !== undefined) kept.seen *= close;
    const judged = this.judgedSquares > 0 ? this.judgedOf / this.judgedSquares : 1;
    this.judgedOf = settled(this.judgedOf, judged);
    for (const [index, count] of this.judged) this.judged.set(index, settled(count, judged));
  }

  /** Adds what another column knows: for containers and keys whose names are one after templating. */
  merge(other: Column): void {
    for (const key of COUNTS) this[key] += other[key];
    this.shortest = Math.min(this.shortest, other.shortest);
    this.longest = Math.max(this.longest, other.longest);
    this.slots.merge(other.slots);
    this.wildSlots.merge(other.wildSlots);
    for (const [key, count] of other.judged) this.judged.set(key, (this.judged.get(key) ?? 0) + count);
    for (const [key, count] of other.inside) this.inside.set(key, (this.inside.get(key) ?? 0) + count);
    for (const [key, count] of other.magics) this.magics.set(key, (this.magics.get(key) ?? 0) + count);
    if (other.marks) (this.marks ??= new Marks()).merge(other.marks);
    if (other.sketch) {
      this.sketch ??= new Sketch();
      this.sketch.merge(other.sketch);
    }
    if (other.values) {
      this.values ??= new Reservoir();
      this.values.merge(other.values);
    }
    if (other.times) {
      this.times ??= new Reservoir();
      this.times.merge(other.times);
    }
    if (other.array) this.array = mergeArrays(this.array, other.array);
  }
}

const RESERVED = ['example.com', 'example.net', 'example.org', '.example', '.test', '.invalid'].map((end) =>
  Uint8Array.from(end, (char) => char.charCodeAt(0)),
);

function isReservedDomain(bytes: Uint8Array, start: number, end: number): boolean {
  return RESERVED.some((domain) => {
    const from = end - domain.length;
    if (from <= start) return false;
    for (let i = 0; i < domain.length; i++) if (bytes[from + i] !== domain[i]) return false;
    return true;
  });
}
