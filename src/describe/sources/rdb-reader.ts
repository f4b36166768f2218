import { Crc64 } from './crc.ts';
import { LIMITS, Unreadable } from './limits.ts';
import type { Pull } from './pull.ts';
import { giveNumber, lzf } from './rdb-lists.ts';

const CUT = 'the Redis snapshot is cut off: read up to there';

/** The primitives of a Redis snapshot. Everything throws `Unreadable` where the bytes end. */
export class RdbReader {
  readonly #pull: Pull;
  /** Over all bytes that were taken. */
  readonly #crc = new Crc64('jones');
  /** 0 to 3 where the last length was an encoding and no length. */
  #special = -1;

  constructor(pull: Pull) {
    this.#pull = pull;
  }

  async bytes(count: number): Promise<Uint8Array> {
    const taken = await this.#pull.take(count);
    if (taken === undefined) throw new Unreadable(CUT);
    this.#crc.update(taken);
    return taken;
  }

  /** After the end mark: what is wrong with the eight bytes of checksum there, or behind them. */
  async end(): Promise<string | undefined> {
    const stored = await this.#pull.take(8);
    if (stored === undefined) throw new Unreadable(CUT);
    const held = stored.every((byte) => byte === 0) || this.#crc.is(stored);
    if (!held) return 'the Redis snapshot does not match its checksum: some of it may be wrong';
    if (await this.#pull.fill(1))
      return 'bytes behind the end of the Redis snapshot (an append-only file has its last commands there): not read';
    return undefined;
  }

  async byte(): Promise<number> {
    return (await this.bytes(1))[0] as number;
  }

  async #rawLength(): Promise<number> {
    const first = await this.byte();
    this.#special = -1;
    if (first < 0x40) return first;
    if (first < 0x80) return ((first & 0x3f) << 8) | (await this.byte());
    if (first === 0x80) return this.#view(await this.bytes(4)).getUint32(0);
    if (first === 0x81) return Number(this.#view(await this.bytes(8)).getBigUint64(0));
    if (first < 0xc0) throw new Unreadable('a length in the Redis snapshot cannot be: read up to there');
    this.#special = first & 0x3f;
    return 0;
  }

  #view(bytes: Uint8Array): DataView {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A count or a number. */
  async length(): Promise<number> {
    const length = await this.#rawLength();
    if (this.#special >= 0)
      throw new Unreadable('a length in the Redis snapshot cannot be: read up to there');
    return length;
  }

  /** A string: as it is, a number, or packed. Valid until the next call. */
  async text(): Promise<Uint8Array> {
    const length = await this.#rawLength();
    if (this.#special < 0) {
      if (length > LIMITS.held) {
        await this.#pull.skip(length);
        throw new Unreadable('a value longer than 96 MB: read up to there');
      }
      return this.bytes(length);
    }
    let out: Uint8Array = new Uint8Array(0);
    const take = (bytes: Uint8Array, start: number, end: number): void => {
      out = bytes.slice(start, end);
    };
    if (this.#special === 0) giveNumber(this.#view(await this.bytes(1)).getInt8(0), take);
    else if (this.#special === 1) giveNumber(this.#view(await this.bytes(2)).getInt16(0, true), take);
    else if (this.#special === 2) giveNumber(this.#view(await this.bytes(4)).getInt32(0, true), take);
    else if (this.#special === 3) {
      const packed = await this.length();
      const size = await this.length();
      if (size > LIMITS.held || packed > LIMITS.held)
        throw new Unreadable('a value longer than 96 MB: read up to there');
      if (size > packed * 300)
        throw new Unreadable('a packed value states a length that cannot be: read up to there');
      out = lzf(await this.bytes(packed), size);
    } else throw new Unreadable('a value of a kind that is not known: read up to there');
    return out;
  }

  async double(): Promise<number> {
    return this.#view(await this.bytes(8)).getFloat64(0, true);
  }

  /** A score as digits behind one length byte (before Redis 4). */
  async oldDouble(): Promise<number> {
    const size = await this.byte();
    if (size >= 253)
      return size === 253 ? Number.NaN : size === 254 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    return Number(Buffer.from(await this.bytes(size)).toString('latin1'));
  }

  /** Passes over what a module wrote about itself. */
  async module(): Promise<void> {
    await this.length();
    for (;;) {
      const opcode = await this.length();
      if (opcode === 0) return;
      if (opcode === 1 || opcode === 2) await this.length();
      else if (opcode === 3) await this.bytes(4);
      else if (opcode === 4) await this.bytes(8);
      else if (opcode === 5) await this.text();
      else throw new Unreadable('a value of a module cannot be passed over: read up to there');
    }
  }
}
