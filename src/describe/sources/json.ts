import { isLineDelimited } from '../walk/cut-records.ts';
import { LIMITS } from './limits.ts';
import { valueAt } from './json-member.ts';
import { holdersOf, outlineOf } from './json-outline.ts';
import { JsonRecords } from './json-records.ts';
import { JsonUnwrap, type Taker } from './json-unwrap.ts';
import { readParted, isParted } from './parted.ts';
import { goOn, type Input, remark, type Notes, target, type Target, type Work } from './work.ts';

const HEAD = 64 * 1024;
/** The first record may be long: so much is looked at before it is taken for a wrapper around many. */
const LONG_HEAD = 1024 * 1024;
const NEWLINE = Uint8Array.of(0x0a);
const decoder = new TextDecoder();

/** `window.YTD.tweets.part0 = ` in front of JSON, as exports for a browser begin. */
const ASSIGNED =
  /^\ufeff?\s{0,64}(?:(?:var|let|const)\s{1,8}|export\s{1,8}default\s{1,8})?(?:[A-Za-z_$][\w$.]{0,200}\s{0,8}=\s{0,8})?(?=[[{])/;
const ACTIONS = new Set(['index', 'create', 'update', 'delete']);

/** How many characters stand in front of the JSON; 0 for none. */
export function assignmentIn(head: string): number {
  const found = ASSIGNED.exec(head);
  return found !== null && /=|default/.test(found[0]) ? found[0].length : 0;
}

/** True where the first record is an Elasticsearch hit, as elasticdump writes them. */
export function isElasticdump(head: string): boolean {
  const { keys, next } = outlineOf(head);
  return keys.includes('_index') && keys.includes('_source') && next !== 0x2c;
}

/** JSON in any arrangement: one document, an array, one a line, one after another, or records inside a wrapper. */
export async function readJson(input: Input, work: Work, notes: Notes): Promise<void> {
  const { pull } = input;
  let head = decoder.decode(await pull.peek(HEAD));
  const before = assignmentIn(head);
  if (before > 0) {
    await pull.skip(Buffer.byteLength(head.slice(0, before)));
    remark(notes, 'a script that assigns JSON to a name: the JSON is read');
    head = head.slice(before);
  }
  let outline = outlineOf(head);
  if (!outline.closed && /^[\s\x1e\ufeff]*\{/.test(head)) {
    head = decoder.decode(await pull.peek(LONG_HEAD));
    outline = outlineOf(head);
  }
  const [only] = outline.keys;
  if (outline.keys.length === 1 && only !== undefined && ACTIONS.has(only) && outline.next === 0x7b)
    return readBulk(input, work);
  const pages = /"type"\s*:\s*"header"[^]{0,300}phpMyAdmin/i.test(head.slice(0, 1000));
  const holders = holdersOf(outline, head.length);
  const inSearch =
    outline.keys.includes('hits') && outline.holders.some((one) => one.path.join('.') === 'hits.hits');
  if (pages || inSearch || holders.length > 0) {
    const paths = pages
      ? [{ path: ['[]', 'data'], keys: [] }]
      : inSearch
        ? [{ path: ['hits', 'hits'], keys: ['_index', '_source'] }]
        : holders;
    return readWrapped(input, work, paths);
  }
  const parted =
    outline.next !== 0x2c &&
    before === 0 &&
    isLineDelimited(await pull.peek(HEAD)) &&
    (await isParted(input, work));
  const here = target(work, input.title);
  if (parted) await readParted(input, work, here, 'ndjson');
  else if (work.sampleMax !== undefined || outline.next === 0x2c || before > 0) {
    await eachRecord(
      input,
      work,
      (bytes, start, end) => {
        feed(here, bytes, start, end);
        return !here.full();
      },
      here,
    );
  } else {
    for (;;) {
      goOn(work);
      const chunk = await pull.chunk();
      if (chunk === undefined) break;
      here.source.feedJson(chunk);
    }
  }
  here.source.end();
}

function feed(here: Target, bytes: Uint8Array, start: number, end: number): void {
  here.source.feedJson(bytes.subarray(start, end));
  here.source.feedJson(NEWLINE);
}

const MOST_INDICES = 200;

/** Data sets by the name of an index or a table; beyond the ceiling they go together. */
class ByName {
  readonly #known = new Map<string, Target>();
  readonly #work: Work;
  readonly #title: string;

  constructor(work: Work, title: string) {
    this.#work = work;
    this.#title = title;
  }

  of(name: string | undefined): Target {
    const wanted = name === undefined || name === '' ? this.#title : name;
    let here = this.#known.get(wanted);
    if (here === undefined) {
      here = target(this.#work, this.#known.size < MOST_INDICES ? wanted : this.#title);
      if (this.#known.size < MOST_INDICES) this.#known.set(wanted, here);
    }
    return here;
  }

  end(): void {
    for (const here of this.#known.values()) here.source.end();
  }
}

function textAt(bytes: Uint8Array, start: number, end: number, name: string): string | undefined {
  const found = valueAt(bytes, start, end, name);
  if (found === undefined || bytes[found.start] !== 0x22) return undefined;
  return decoder.decode(bytes.subarray(found.start + 1, found.end - 1)).slice(0, 256);
}

/** Elasticsearch hits, one a line: the record is what stands under `_source`, the data set is the index. */
export async function readElasticdump(input: Input, work: Work): Promise<void> {
  const byIndex = new ByName(work, input.title);
  const fallback = target(work, input.title);
  let full = 0;
  await eachRecord(
    input,
    work,
    (bytes, start, end) => {
      const here = byIndex.of(textAt(bytes, start, end, '_index'));
      if (here.full()) return ++full < 1_000_000;
      giveHit(here, bytes, start, end);
      return true;
    },
    fallback,
  );
  byIndex.end();
}

function giveHit(here: Target, bytes: Uint8Array, start: number, end: number): void {
  const source = valueAt(bytes, start, end, '_source') ?? valueAt(bytes, start, end, 'fields');
  if (source === undefined) here.sink.skip('malformed record');
  else feed(here, bytes, source.start, source.end);
}

/** The body of Elasticsearch's bulk requests: a line that says what to do, and the document on the next. */
async function readBulk(input: Input, work: Work): Promise<void> {
  const byIndex = new ByName(work, input.title);
  const fallback = target(work, input.title);
  let index: string | undefined;
  let isDocument = false;
  let update = false;
  await eachRecord(
    input,
    work,
    (bytes, start, end) => {
      if (!isDocument) {
        for (const action of ACTIONS) {
          const about = valueAt(bytes, start, end, action);
          if (about === undefined) continue;
          index = textAt(bytes, about.start, about.end, '_index');
          update = action === 'update';
          isDocument = action !== 'delete';
          return true;
        }
      }
      isDocument = false;
      const here = byIndex.of(index);
      if (here.full()) return true;
      const inner = update
        ? (valueAt(bytes, start, end, 'doc') ?? valueAt(bytes, start, end, 'upsert'))
        : undefined;
      feed(here, bytes, inner?.start ?? start, inner?.end ?? end);
      return true;
    },
    fallback,
  );
  byIndex.end();
}

/** Names that say nothing of what is inside. */
const PLAIN =
  /^(?:data|results?|rows?|items?|records?|docs?|documents?|features|entries|values?|response|list|content|elements|objects|hits|payload|d|root|__collections__)$/i;

/** One document around records: those go to data sets of their own, what stands around them to one more. */
async function readWrapped(
  input: Input,
  work: Work,
  holders: readonly { readonly path: readonly string[]; readonly keys: readonly string[] }[],
): Promise<void> {
  const byName = new ByName(work, input.title);
  const takers = holders.slice(0, LIMITS.tables).map(({ path, keys }): Taker => {
    const last = path.at(-1) ?? '';
    const named = holders.length > 1 || !PLAIN.test(last) ? last : '';
    const isHit = keys.includes('_source');
    const isRow = keys.includes('doc') && keys.includes('id') && keys.includes('key');
    const isTable = path[0] === '[]';
    return {
      path,
      take(bytes, start, end, key, name) {
        const here = byName.of(isHit ? textAt(bytes, start, end, '_index') : isTable ? name : named);
        if (here.full()) return;
        if (isHit) {
          giveHit(here, bytes, start, end);
          return;
        }
        const inner = isRow ? valueAt(bytes, start, end, 'doc') : undefined;
        if (inner !== undefined) feed(here, bytes, inner.start, inner.end);
        else if (key !== undefined && bytes[start] === 0x7b) {
          // The key of a map is data: often the number, name or address that everything goes by.
          here.source.feedJson(KEY);
          here.source.feedJson(key);
          let at = start + 1;
          while (at < end && (bytes[at] as number) <= 0x20) at++;
          if (bytes[at] !== 0x7d) here.source.feedJson(COMMA);
          feed(here, bytes, start + 1, end);
        } else feed(here, bytes, start, end);
      },
      skip: (why) => byName.of(named).sink.skip(why),
    };
  });
  const around = new Around(work, input.title);
  const unwrap = new JsonUnwrap(takers, (bytes) => around.feed(bytes));
  for (;;) {
    goOn(work);
    const chunk = await input.pull.chunk();
    if (chunk === undefined) break;
    unwrap.feed(chunk);
  }
  unwrap.finish();
  around.end();
  byName.end();
}

const KEY = Buffer.from('{"_key":');
const COMMA = Uint8Array.of(0x2c);

/** What stands around records; no data set where that is nothing but brackets and names. */
class Around {
  readonly #work: Work;
  readonly #title: string;
  #held: Uint8Array[] = [];
  #size = 0;
  #here: Target | undefined;

  constructor(work: Work, title: string) {
    this.#work = work;
    this.#title = title;
  }

  feed(bytes: Uint8Array): void {
    if (this.#here !== undefined) {
      this.#here.source.feedJson(bytes);
      return;
    }
    this.#held.push(bytes.slice());
    this.#size += bytes.length;
    if (this.#size > HEAD) this.#begin();
  }

  #begin(): void {
    this.#here = target(this.#work, `${this.#title} envelope`);
    for (const bytes of this.#held) this.#here.source.feedJson(bytes);
    this.#held = [];
  }

  end(): void {
    if (this.#here === undefined) {
      const text = Buffer.concat(this.#held).toString('utf8');
      // Without keys, brackets and blanks nothing is left of an empty wrapper.
      if (
        /[^\s{}[\],:;\ufeff\x1e]/.test(text.replace(/"(?:[^"\\]|\\.)*"\s*:/g, '')) ||
        !/^[^{[]*[{[][^]*[}\]]\s*;?\s*$/.test(text)
      )
        this.#begin();
    }
    this.#here?.source.end();
  }
}

async function eachRecord(
  input: Input,
  work: Work,
  take: (bytes: Uint8Array, start: number, end: number) => boolean,
  here: Target,
): Promise<void> {
  const records = new JsonRecords(take, (why) => here.sink.skip(why));
  for (;;) {
    goOn(work);
    const chunk = await input.pull.chunk();
    if (chunk === undefined) break;
    if (!records.feed(chunk)) return;
  }
  records.finish();
}
