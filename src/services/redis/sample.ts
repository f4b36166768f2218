import type { Draw, Inventory, Sample, SampledRecord } from '../../model/inventory.ts';
import { type Outcome, success } from '../../model/outcome.ts';
import { type Raw, rawJson, rawText } from '../../model/raw.ts';
import type { LookLimits } from '../../wire/service.ts';
import { gaveUp, itemsOf, query, type RedisPeer } from './answer.ts';
import type { RespReply } from './codec.ts';
import { VALUE_BYTES, VALUE_ELEMENTS } from './commands.ts';
import { type Keys, keysOf } from './inventory.ts';

/** Records of one collection, whatever the limits say. */
const RECORDS_MOST = 1_000;

function isJson(bytes: Buffer): boolean {
  const first = bytes[0];
  if (first !== 0x7b && first !== 0x5b) return false;
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

function valueOf(item: RespReply | undefined): Raw | undefined {
  if (item?.kind !== 'bulk' || !item.bytes || item.bytes.length === 0) return undefined;
  return isJson(item.bytes) ? rawJson(item.bytes) : rawText(item.bytes);
}

/** Field and value in turn, as one JSON object. */
function objectOf(items: readonly RespReply[]): Raw | undefined {
  const entries: [string, string][] = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    const [field, value] = [items[index], items[index + 1]];
    if (field?.kind === 'bulk' && value?.kind === 'bulk' && field.bytes && value.bytes) {
      entries.push([field.bytes.toString('utf8'), value.bytes.toString('utf8')]);
    }
  }
  return entries.length === 0
    ? undefined
    : rawJson(Buffer.from(JSON.stringify(Object.fromEntries(entries)), 'utf8'));
}

/** A few records of the value of one key. */
async function readKey(peer: RedisPeer, type: string, key: string): Promise<readonly Raw[]> {
  const read = async (): Promise<readonly (Raw | undefined)[]> => {
    switch (type) {
      case 'string':
        return [valueOf(await query(peer, 'string', { key }))];
      case 'hash':
        return [objectOf(itemsOf(itemsOf(await query(peer, 'hash', { key }))[1]))];
      case 'list':
      case 'set':
      case 'zset':
        return itemsOf(await query(peer, type, { key })).map(valueOf);
      case 'stream':
        return itemsOf(await query(peer, 'stream', { key })).map((entry) =>
          objectOf(itemsOf(itemsOf(entry)[1])),
        );
      default:
        return [];
    }
  };
  return (await read()).filter((raw) => raw !== undefined);
}

const KNOWN: ReadonlySet<string> = new Set(['string', 'hash', 'list', 'set', 'zset', 'stream']);

interface Drawn {
  readonly records: readonly SampledRecord[];
  readonly draw: Draw;
  readonly whole: boolean;
}

/** Keys at even distances in the order of SCAN, which is the order of their hash: unrelated to what they hold. */
async function drawFamily(
  peer: RedisPeer,
  index: number,
  keys: Keys,
  wanted: number,
  rows: number,
  strata: number,
): Promise<Drawn> {
  const records: SampledRecord[] = [];
  const count = Math.min(wanted, keys.keys.length);
  const step = keys.keys.length / count;
  let read = 0;
  let stopped = false;
  for (let position = 0; position < count && records.length < wanted && !stopped; position += 1) {
    const key = keys.keys[Math.floor(position * step)];
    if (key === undefined) break;
    const values = (await readKey(peer, keys.type, key)).slice(0, wanted - records.length);
    stopped = !peer.takeRecords(values.length) || peer.left().milliseconds <= 0 || gaveUp(peer);
    if (stopped) break;
    read += 1;
    const stratum = Math.floor((position * strata) / count);
    for (const record of values) records.push({ dataset: index, record, stratum });
  }
  const method = `${read} keys at even distances in SCAN order (by hash), of ${keys.keys.length} remembered`;
  const whole = !stopped && read >= rows && keys.type === 'string';
  return { records, draw: { dataset: index, method, strata, n: records.length, whole }, whole: !stopped };
}

export async function sample(
  peer: RedisPeer,
  limits: LookLimits,
  inventory: Inventory,
): Promise<Outcome<Sample>> {
  const families = inventory.datasets
    .map((dataset, index) => ({ dataset, index, keys: keysOf(dataset.name) }))
    .filter(({ keys }) => keys && KNOWN.has(keys.type));
  const records: SampledRecord[] = [];
  const draws: Draw[] = [];
  const unlearned: string[] = [];
  let complete = true;
  for (const [position, { dataset, index, keys }] of families.entries()) {
    const left = peer.left();
    if (!keys || left.records < 1 || left.bytes < 1 || left.milliseconds < 1) {
      complete = false;
      unlearned.push(`${families.length - position} families were not sampled: a ceiling was reached.`);
      break;
    }
    const fair = Math.max(limits.strata, Math.floor(left.records / (families.length - position)));
    const wanted = Math.max(1, Math.min(limits.sample, RECORDS_MOST, fair, left.records));
    const drawn = await drawFamily(
      peer,
      index,
      keys,
      wanted,
      dataset.rows?.value ?? 0,
      Math.min(limits.strata, wanted),
    );
    records.push(...drawn.records);
    draws.push(drawn.draw);
    complete &&= drawn.whole;
  }
  const others = inventory.datasets.length - families.length;
  if (others > 0)
    unlearned.push(
      `${others} data sets hold no kind of value that can be read in part, or lie in other databases.`,
    );
  unlearned.push(
    `Of each string the first ${VALUE_BYTES} bytes were read, of each other value at most ${VALUE_ELEMENTS} elements; answers over 512 KB were left out.`,
  );
  return success({ records, draws, complete, unlearned });
}
