import { createServer, type Server, type Socket } from 'node:net';
import { ObjectId, serialize } from 'bson';
import { addressOf, type Kind, kindOf } from './kinds.ts';

/**
 * Many loopback endpoints in one process: refused, silent, open MongoDB, locked MongoDB and web servers, by address. Answers
 * are bytes made beforehand, so that what is measured is the scanner. Arguments: port, first index, index after the last.
 * Prints `ready` once all listen. One process holds about 18,000 of them where descriptors end at 20,000.
 */
const LOCKED_PUBLIC = ['hello', 'isMaster', 'ismaster', 'buildInfo', 'buildinfo', 'ping', 'endSessions'];

function framed(opcode: number, parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(opcode, 12);
  return Buffer.concat([head, body]);
}

const message = (document: Record<string, unknown>): Buffer =>
  framed(2013, [Buffer.alloc(5), serialize(document)]);

const hello = {
  isWritablePrimary: true,
  ismaster: true,
  helloOk: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  localTime: new Date(0),
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
};
const build = { version: '7.0.14', gitVersion: 'bench', modules: [], ok: 1 };

const OPEN: ReadonlyMap<string, Buffer> = new Map([
  ['hello', message(hello)],
  ['isMaster', message(hello)],
  ['ismaster', message(hello)],
  ['buildInfo', message(build)],
  ['buildinfo', message(build)],
  [
    'listDatabases',
    message({ databases: [{ name: 'app', sizeOnDisk: 40_960, empty: false }], totalSize: 40_960, ok: 1 }),
  ],
  [
    'listCollections',
    message({
      cursor: {
        id: 0n,
        ns: 'app.$cmd.listCollections',
        firstBatch: [{ name: 'people', type: 'collection' }],
      },
      ok: 1,
    }),
  ],
  ['getLog', message({ totalLinesWritten: 1, log: ['x'], ok: 1 })],
  ['connectionStatus', message({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 })],
  ['ping', message({ ok: 1 })],
]);
const REFUSAL = message({
  ok: 0,
  errmsg: 'command requires authentication',
  code: 13,
  codeName: 'Unauthorized',
});
const UNKNOWN = message({ ok: 0, errmsg: 'no such command', code: 59, codeName: 'CommandNotFound' });
const head20 = Buffer.alloc(20);
head20.writeInt32LE(8, 0);
head20.writeInt32LE(1, 16);
const queryReply = (document: Record<string, unknown>): Buffer => framed(1, [head20, serialize(document)]);
const QUERY_HELLO = queryReply({
  ...hello,
  topologyVersion: { processId: new ObjectId('0'.repeat(24)), counter: 0n },
});
const QUERY_REFUSED = queryReply({
  ok: 0,
  errmsg: 'Unsupported OP_QUERY command',
  code: 352,
  codeName: 'UnsupportedOpQueryCommand',
});
const PAGE = Buffer.from(
  'HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: 11\r\n\r\nBad Request',
);

function commandIn(bytes: Buffer): string {
  // OP_MSG: header 16, flags 4, section kind 1, document length 4, element type 1, name.
  const from = 26;
  return bytes.toString('latin1', from, bytes.indexOf(0, from));
}

function onMongo(socket: Socket, locked: boolean): void {
  socket.on('data', (bytes: Buffer) => {
    if (bytes.length < 26) return void socket.destroy();
    const opcode = bytes.readInt32LE(12);
    let reply: Buffer;
    if (opcode === 2004) reply = bytes.includes('aster') ? QUERY_HELLO : QUERY_REFUSED;
    else if (opcode !== 2013) return void socket.destroy();
    else {
      const name = commandIn(bytes);
      reply = locked && !LOCKED_PUBLIC.includes(name) ? REFUSAL : (OPEN.get(name) ?? UNKNOWN);
    }
    reply.writeInt32LE(bytes.readInt32LE(4), 8);
    socket.write(Buffer.from(reply));
  });
}

function handler(kind: Kind): (socket: Socket) => void {
  return (socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    if (kind === 'open' || kind === 'locked') onMongo(socket, kind === 'locked');
    else if (kind === 'http') socket.once('data', () => socket.end(PAGE));
    else socket.resume();
  };
}

async function main(): Promise<void> {
  const port = Number(process.argv[2]);
  const first = Number(process.argv[3]);
  const end = Number(process.argv[4]);
  const servers: Server[] = [];
  for (let index = first; index < end; index += 1) {
    const kind = kindOf(index);
    if (kind === 'refused') continue;
    const server = createServer(handler(kind));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: addressOf(index), backlog: 16 }, resolve);
    });
    servers.push(server);
  }
  process.stdout.write('ready\n');
  // Ends with its parent, and in any case after ten minutes.
  process.stdin.on('end', () => process.exit(0)).resume();
  setTimeout(() => process.exit(0), 600_000);
}

await main();
