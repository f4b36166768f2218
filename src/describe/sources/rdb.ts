import { wholeCatalogue } from '../match/catalogue.ts';
import { templateText } from '../judge/names.ts';
import { Unreadable } from './limits.ts';
import { type Element, giveNumber, intset, listpack, ziplist } from './rdb-lists.ts';
import { RdbReader } from './rdb-reader.ts';
import { giveStream } from './rdb-stream.ts';
import { goOn, type Input, type Notes, remark, skipped, target, type Target, type Work } from './work.ts';

/** Data sets that keys are parted into by their templated name; more go together. */
const MOST_GROUPS = 500;
const decoder = new TextDecoder();
/** Of Redis 7.4 and 8; Valkey 9 counts from 80 on. */
const NEWEST = 12;
const VALKEY = 80;

/**
 * A snapshot of Redis or Valkey (rdb.c, versions 1 to 12; Valkey 80): one record a key, keys grouped by their templated name. Modules'
 * own values are passed over.
 */
export async function readRdb(input: Input, work: Work, notes: Notes): Promise<void> {
  const reader = new RdbReader(input.pull);
  const head = await reader.bytes(9);
  const version = Number(decoder.decode(head.subarray(head[0] === 0x56 ? 6 : 5)));
  if (!(version >= 1)) throw new Unreadable('a Redis snapshot of an unknown version, which is not read');
  if (version > NEWEST && version !== VALKEY)
    remark(notes, `a snapshot of version ${version}, newer than the ${NEWEST} that is known here`);
  const keys = new Keys(work);
  for (let count = 0; ; count++) {
    if ((count & 255) === 0) goOn(work);
    const kind = await reader.byte();
    switch (kind) {
      case 0xff: {
        const wrong = version >= 5 ? await reader.end() : undefined;
        if (wrong !== undefined) skipped(notes, wrong);
        return;
      }
      case 0xfa:
        await reader.text();
        await reader.text();
        continue;
      case 0xfe:
      case 0xf8:
        await reader.length();
        continue;
      case 0xfb:
        await reader.length();
        await reader.length();
        continue;
      case 0xf4:
        for (let i = 0; i < 3; i++) await reader.length();
        continue;
      case 0xfd:
        await reader.bytes(4);
        continue;
      case 0xfc:
        await reader.bytes(8);
        continue;
      case 0xf9:
        await reader.bytes(1);
        continue;
      case 0xf5:
        await reader.text();
        skipped(notes, 'functions of the server are not looked at');
        continue;
      case 0xf7:
        await reader.length();
        await reader.module();
        continue;
      default: {
        const key = (await reader.text()).slice();
        await keyOf(kind, keys.of(key), reader, notes);
      }
    }
  }
}

class Keys {
  readonly #work: Work;
  readonly #known = new Map<string, Target>();

  constructor(work: Work) {
    this.#work = work;
  }

  of(key: Uint8Array): Target {
    const name = templateText(decoder.decode(key.subarray(0, 256)), wholeCatalogue());
    let here = this.#known.get(name);
    if (here === undefined) {
      here = target(this.#work, this.#known.size < MOST_GROUPS ? name : 'other keys');
      if (this.#known.size < MOST_GROUPS) this.#known.set(name, here);
    }
    return here;
  }
}

async function keyOf(kind: number, here: Target, reader: RdbReader, notes: Notes): Promise<void> {
  const { sink } = here;
  const root = sink.root;
  const full = here.full();
  switch (kind) {
    case 0: {
      const value = await reader.text();
      if (full) return;
      const first = value[0];
      const last = value[value.length - 1];
      if ((first === 0x7b && last === 0x7d) || (first === 0x5b && last === 0x5d)) {
        here.source.feedJson(value);
        here.source.feedJson(NEWLINE);
      } else {
        sink.beginRecord();
        sink.text(sink.field(root, 'value'), value, 0, value.length);
        sink.endRecord();
      }
      return;
    }
    case 6:
    case 7:
      await (kind === 7
        ? reader.module()
        : Promise.reject(new Unreadable('a value of a module of an old kind: read up to there')));
      skipped(notes, 'values of modules are not looked at');
      return;
    case 15:
    case 19:
    case 21:
      await giveStream(kind, reader, full ? undefined : sink);
      return;
    default:
  }
  if (full) {
    await elements(kind, reader, () => undefined);
    return;
  }
  sink.beginRecord();
  if ([4, 9, 13, 16, 22, 24, 25].includes(kind)) {
    sink.object(root);
    let path = root;
    const step = kind === 25 ? 3 : 2;
    let index = 0;
    await elements(kind, reader, (bytes, start, end) => {
      if (index % step === 0) path = sink.child(root, bytes, start, end, 0);
      else if (index % step === 1) sink.text(path, bytes, start, end);
      index++;
    });
  } else if ([3, 5, 12, 17].includes(kind)) {
    const member = sink.element(sink.field(root, 'member'));
    const score = sink.element(sink.field(root, 'score'));
    let index = 0;
    await elements(kind, reader, (bytes, start, end) => {
      sink.text(index++ % 2 === 0 ? member : score, bytes, start, end);
    });
  } else {
    const value = sink.element(sink.field(root, 'value'));
    await elements(kind, reader, (bytes, start, end) => sink.text(value, bytes, start, end));
  }
  sink.endRecord();
}

const NEWLINE = Uint8Array.of(0x0a);

/** The elements of a value of any kind that has some: fields and values by turns, members and scores by turns. */
async function elements(kind: number, reader: RdbReader, take: Element): Promise<void> {
  const each = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const text = await reader.text();
      take(text, 0, text.length);
    }
  };
  switch (kind) {
    case 1:
    case 2:
      return each(await reader.length());
    case 4:
      return each((await reader.length()) * 2);
    case 3:
    case 5: {
      const count = await reader.length();
      for (let i = 0; i < count; i++) {
        await each(1);
        const score = kind === 5 ? await reader.double() : await reader.oldDouble();
        giveNumber(score, take);
      }
      return;
    }
    case 10:
    case 12:
    case 13:
      return ziplist(await reader.text(), take);
    case 11:
      return intset(await reader.text(), take);
    case 14: {
      const count = await reader.length();
      for (let i = 0; i < count; i++) ziplist(await reader.text(), take);
      return;
    }
    case 16:
    case 17:
    case 20:
      return listpack(await reader.text(), take);
    case 18: {
      const count = await reader.length();
      for (let i = 0; i < count; i++) {
        const packed = (await reader.length()) === 2;
        const node = await reader.text();
        if (packed) listpack(node, take);
        else take(node, 0, node.length);
      }
      return;
    }
    case 22: {
      // Valkey 9: field, value, and when the field runs out.
      const count = await reader.length();
      for (let i = 0; i < count; i++) {
        await each(2);
        await reader.bytes(8);
      }
      return;
    }
    case 24: {
      // A hash whose fields run out by themselves (Redis 7.4): the earliest time, then time, field and value each.
      await reader.bytes(8);
      const count = await reader.length();
      for (let i = 0; i < count; i++) {
        await reader.length();
        await each(2);
      }
      return;
    }
    case 25:
      await reader.bytes(8);
      return listpack(await reader.text(), take);
    default:
      throw new Unreadable('a value of a kind that is not known: read up to there');
  }
}
