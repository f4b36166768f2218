import { type Document, deserialize, serialize } from 'bson';
import { type TestServer, testServer } from './test-peer.ts';

/** A command as the official BSON library reads it, and by which opcode it came. */
export interface TestCommand {
  readonly name: string;
  readonly body: Document;
  readonly op: 'msg' | 'query';
}

/** A document to answer with, `'close'`, `'silence'`, or bytes to send as they are. */
export type TestAnswer = Document | 'close' | 'silence' | Buffer;

export const UNAUTHORIZED: Document = {
  ok: 0,
  errmsg: 'command requires authentication',
  code: 13,
  codeName: 'Unauthorized',
};
export const UNKNOWN: Document = {
  ok: 0,
  errmsg: "no such command: 'x'",
  code: 59,
  codeName: 'CommandNotFound',
};

function frame(opcode: number, responseTo: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + body.length, 0);
  header.writeInt32LE(77, 4);
  header.writeInt32LE(responseTo, 8);
  header.writeInt32LE(opcode, 12);
  return Buffer.concat([header, body]);
}

export function messageReply(document: Document): Buffer {
  return frame(2013, 1, Buffer.concat([Buffer.alloc(5), serialize(document)]));
}

export function queryReply(document: Document): Buffer {
  const head = Buffer.alloc(20);
  head.writeInt32LE(8, 0);
  head.writeInt32LE(1, 16);
  return frame(1, 1, Buffer.concat([head, serialize(document)]));
}

function readCommand(bytes: Buffer): TestCommand {
  const opcode = bytes.readInt32LE(12);
  const op = opcode === 2013 ? 'msg' : 'query';
  const at = opcode === 2013 ? 21 : bytes.indexOf(0, 20) + 9;
  const body = deserialize(bytes.subarray(at), { promoteValues: true });
  return { name: Object.keys(body)[0] ?? '', body, op };
}

/** A server of the MongoDB wire protocol whose documents are written by the official BSON library. */
export function testMongod(answer: (command: TestCommand) => TestAnswer): Promise<TestServer> {
  return testServer((socket) => {
    let held = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
        const length = held.readInt32LE(0);
        const command = readCommand(held.subarray(0, length));
        held = held.subarray(length);
        const reply = answer(command);
        if (reply === 'close') socket.destroy();
        else if (Buffer.isBuffer(reply)) socket.write(reply);
        else if (reply !== 'silence')
          socket.write(command.op === 'msg' ? messageReply(reply) : queryReply(reply));
      }
    });
  });
}

export const HELLO: Document = {
  helloOk: true,
  isWritablePrimary: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWireVersion: 21,
  minWireVersion: 0,
  readOnly: false,
  ok: 1,
};
