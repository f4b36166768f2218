import { createRequire } from 'node:module';
import { BSON, Double, Int32, Long, ObjectId, deserialize, serialize } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LimitError, ProtocolError, REPLY_LIMITS, type ReplyLimits } from '../../wire/codec.ts';
import { sameRequest } from '../../wire/guard.ts';
import {
  asArray,
  asDocument,
  asNumber,
  asObjectId,
  asText,
  checkDocument,
  elements,
  field,
} from './bson-read.ts';
import { type BsonWritable, type BsonWritableDocument, encodeDocument } from './bson-write.ts';
import { type MongoReply, type MongoSend, mongoCodec } from './codec.ts';
import { messageReply, queryReply } from './fixtures/mongod.ts';

interface DriverRequest {
  new (db: string, command: object, options: object): { toBin(): readonly Uint8Array[] };
}

/** The official driver does not export its wire messages: they are taken from inside. */
const { OpMsgRequest, OpQueryRequest } = createRequire(import.meta.url)('mongodb/lib/cmap/commands.js') as {
  OpMsgRequest: DriverRequest;
  OpQueryRequest: DriverRequest;
};

const send: MongoSend = { op: 'msg', body: { hello: 1, $db: 'admin' } };

/** The document of a reply, or the name of the error, with the bytes cut at the given places. */
function read(bytes: Buffer, cuts: readonly number[] = [], limits: ReplyLimits = REPLY_LIMITS): string {
  const reader = mongoCodec.reader(send, limits);
  const places = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  let from = 0;
  try {
    for (const place of places) {
      const done = reader.push(bytes.subarray(from, place));
      from = place;
      if (done) return done.reply.document.toString('hex');
    }
    return 'waiting';
  } catch (error) {
    if (error instanceof LimitError) return 'LimitError';
    if (error instanceof ProtocolError) return 'ProtocolError';
    throw error;
  }
}

function reply(bytes: Buffer): MongoReply {
  const done = mongoCodec.reader(send, REPLY_LIMITS).push(bytes);
  if (!done) throw new Error('the answer was not whole');
  return done.reply;
}

const key = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((text) => text !== '$oid' && text !== '__proto__' && !text.includes('\0'));
const leaf: fc.Arbitrary<BsonWritable> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constant({ $oid: '5871e94100000000000000ff' }),
);
const { document } = fc.letrec<{ value: BsonWritable; document: BsonWritableDocument }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('document')),
  document: fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
}));

describe('requests', () => {
  it('decode to what was encoded', () => {
    fc.assert(
      fc.property(document, fc.constantFrom('msg', 'query'), (body, op) => {
        const request: MongoSend = op === 'msg' ? { op: 'msg', body } : { op: 'query', db: 'admin', body };
        expect(sameRequest(mongoCodec.decode(mongoCodec.encode(request)), request)).toBe(true);
      }),
    );
  });

  it('are the bytes that the official BSON library writes', () => {
    const ours = encodeDocument({
      find: 'x',
      filter: { _id: { $gte: { $oid: '5871e94100000000000000ff' } } },
      a: [1, 2.5, 3n, null, true, 'é'],
    });
    const theirs = serialize({
      find: 'x',
      filter: { _id: { $gte: new ObjectId('5871e94100000000000000ff') } },
      a: [new Int32(1), new Double(2.5), Long.fromNumber(3), null, true, 'é'],
    });
    expect(ours.toString('hex')).toBe(Buffer.from(theirs).toString('hex'));
  });

  it('are the bytes that the official driver writes', () => {
    const theirs = Buffer.concat(new OpMsgRequest('admin', { hello: 1 }, { requestId: 1 }).toBin());
    expect(mongoCodec.encode(send).toString('hex')).toBe(theirs.toString('hex'));
    const query = new OpQueryRequest(
      'admin',
      { isMaster: 1 },
      { requestId: 1, secondaryOk: true, numberToReturn: -1 },
    );
    const ours = mongoCodec.encode({ op: 'query', db: 'admin', body: { isMaster: 1 } });
    expect(ours.toString('hex')).toBe(Buffer.concat(query.toBin()).toString('hex'));
  });

  it('are one whole message, in canonical form', () => {
    const bytes = mongoCodec.encode(send);
    expect(() => mongoCodec.decode(Buffer.concat([bytes, Buffer.of(0)]))).toThrow(ProtocolError);
    expect(() => mongoCodec.decode(Buffer.concat([bytes, bytes]))).toThrow(ProtocolError);
    const flagged = Buffer.from(bytes);
    flagged[16] = 2;
    expect(() => mongoCodec.decode(flagged)).toThrow(ProtocolError);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const other = Buffer.from(bytes);
        other[at] = (other[at] ?? 0) ^ flip;
        try {
          expect(sameRequest(mongoCodec.decode(other), send)).toBe(false);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });

  it('cannot say a name with a NUL, half a surrogate pair or a false ObjectId', () => {
    expect(() => encodeDocument({ 'a\0b': 1 })).toThrow(ProtocolError);
    expect(() => encodeDocument({ a: '\ud800' })).toThrow(ProtocolError);
    expect(() => encodeDocument({ a: { $oid: 'zz' } })).toThrow(ProtocolError);
    expect(() => encodeDocument({ a: 2n ** 63n })).toThrow(ProtocolError);
  });
});

describe('answers', () => {
  const nested = {
    ok: 1,
    name: 'päd',
    n: Long.fromNumber(7),
    at: new Date(0),
    re: /a/i,
    oid: new ObjectId('5871e94100000000000000ff'),
    list: [{ a: 1 }, 'x'],
    bin: Buffer.of(1, 2),
    d: 1.5,
  };

  it('are read as the official BSON library reads them', () => {
    const { document: bytes } = reply(messageReply(nested));
    expect(BSON.EJSON.stringify(deserialize(bytes))).toBe(
      BSON.EJSON.stringify(deserialize(serialize(nested))),
    );
    expect(asText(field(bytes, 'name'))).toBe('päd');
    expect(asNumber(field(bytes, 'n'))).toBe(7);
    expect(asNumber(field(bytes, 'd'))).toBe(1.5);
    expect(asObjectId(field(bytes, 'oid'))).toBe('5871e94100000000000000ff');
    const list = asArray(field(bytes, 'list'));
    expect(list?.length).toBe(2);
    expect(asNumber(field(asDocument(list?.[0]), 'a'))).toBe(1);
    expect(field(bytes, 'nothing')).toBeUndefined();
  });

  it('pass the walk whatever the official library can write', () => {
    const any = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array(),
      fc.date({ noInvalidDate: true }),
    );
    fc.assert(
      fc.property(fc.dictionary(key, fc.oneof(any, fc.array(any), fc.dictionary(key, any))), (body) => {
        const bytes = Buffer.from(serialize(body));
        checkDocument(bytes, REPLY_LIMITS);
        expect([...elements(bytes)].map((item) => item.name.toString())).toEqual(Object.keys(body));
      }),
    );
  });

  it('come as OP_REPLY or OP_MSG, with or without a checksum', () => {
    const plain = serialize(nested);
    expect(reply(queryReply(nested)).document.equals(plain)).toBe(true);
    const checksummed = Buffer.concat([messageReply(nested), Buffer.alloc(4)]);
    checksummed.writeInt32LE(checksummed.length, 0);
    checksummed.writeUInt32LE(1, 16);
    expect(reply(checksummed).document.equals(plain)).toBe(true);
  });

  it('leave the bytes that follow', () => {
    const done = mongoCodec
      .reader(send, REPLY_LIMITS)
      .push(Buffer.concat([messageReply({ ok: 1 }), Buffer.from('next')]));
    expect(done?.rest.toString()).toBe('next');
  });

  it('mean the same however they are cut', () => {
    const bytes = messageReply(nested);
    const whole = read(bytes);
    expect(whole).toBe(Buffer.from(serialize(nested)).toString('hex'));
    fc.assert(fc.property(fc.array(fc.nat()), (cuts) => void expect(read(bytes, cuts)).toBe(whole)));
    fc.assert(
      fc.property(
        fc.array(fc.nat()),
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 4 }),
        (cuts, changes) => {
          const other = Buffer.from(bytes);
          for (const [at, value] of changes) other[at] = value;
          expect(read(other, cuts)).toBe(read(other));
        },
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.nat()),
        (noise, cuts) => void expect(read(Buffer.from(noise), cuts)).toBe(read(Buffer.from(noise))),
      ),
    );
  });

  it('have a ceiling that is reached exactly', () => {
    const bytes = messageReply(nested);
    expect(read(bytes, [], { ...REPLY_LIMITS, bytes: bytes.length })).not.toMatch(/Error/);
    expect(read(bytes, [], { ...REPLY_LIMITS, bytes: bytes.length - 1 })).toBe('LimitError');
    expect(read(bytes.subarray(0, 16), [], { ...REPLY_LIMITS, bytes: bytes.length - 1 })).toBe('LimitError');
  });

  it('have as many elements and levels as allowed, and no more', () => {
    const flat = messageReply({ a: [1, 2, 3] });
    expect(read(flat, [], { ...REPLY_LIMITS, elements: 4 })).not.toMatch(/Error/);
    expect(read(flat, [], { ...REPLY_LIMITS, elements: 3 })).toBe('LimitError');
    const deep = messageReply({ a: { b: { c: 1 } } });
    expect(read(deep, [], { ...REPLY_LIMITS, depth: 3 })).not.toMatch(/Error/);
    expect(read(deep, [], { ...REPLY_LIMITS, depth: 2 })).toBe('LimitError');
  });

  it('do not recurse into a nesting bomb', () => {
    const levels = 20_000;
    const bomb = Buffer.alloc(levels * 8 + 5);
    for (let level = 0; level <= levels; level += 1) {
      bomb.writeInt32LE(bomb.length - level * 8, level * 7);
      if (level < levels) bomb.set([0x03, 0x61, 0x00], level * 7 + 4);
    }
    expect(() => checkDocument(bomb, REPLY_LIMITS)).toThrow(LimitError);
    checkDocument(bomb, { elements: 100_000, depth: 100_000 });
  });

  it.each([
    ['a negative message length', (bytes: Buffer) => bytes.writeInt32LE(-1, 0)],
    ['a message length of two gigabytes', (bytes: Buffer) => bytes.writeInt32LE(0x7fffffff, 0)],
    ['a message shorter than its header', (bytes: Buffer) => bytes.writeInt32LE(15, 0)],
    ['a compressed message', (bytes: Buffer) => bytes.writeInt32LE(2012, 12)],
    ['an answer to another request', (bytes: Buffer) => bytes.writeInt32LE(9, 8)],
    ['more answers to come', (bytes: Buffer) => bytes.writeUInt32LE(2, 16)],
    ['an unknown required flag', (bytes: Buffer) => bytes.writeUInt32LE(8, 16)],
    ['a document sequence', (bytes: Buffer) => bytes.writeUInt8(1, 20)],
    ['a negative document length', (bytes: Buffer) => bytes.writeInt32LE(-1, 21)],
    ['a document longer than its message', (bytes: Buffer) => bytes.writeInt32LE(0x7fffffff, 21)],
    ['a negative text length', (bytes: Buffer) => bytes.writeInt32LE(-5, 21 + 4 + 1 + 5)],
    ['a text of a billion bytes', (bytes: Buffer) => bytes.writeInt32LE(1_000_000_000, 21 + 4 + 1 + 5)],
    ['an element of no known type', (bytes: Buffer) => bytes.writeUInt8(0x42, 25)],
  ])('are refused with %s', (_name, spoil) => {
    const bytes = messageReply({ name: 'text' });
    spoil(bytes);
    expect(read(bytes)).toBe('ProtocolError');
  });

  it('are told apart from other protocols by their first bytes', () => {
    for (const other of ['HTTP/1.0 200 OK\r\n', '-ERR', 'SSH-2.0-x\r\n', 'ERROR\r\n']) {
      expect(read(Buffer.from(other)), other).toBe('ProtocolError');
    }
  });
});
