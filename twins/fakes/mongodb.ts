import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { deserialize, serialize } from 'bson';
import type { RunningFake } from './fake.ts';
import { answer, failed, type FakeMongoOptions, LARGEST_MESSAGE } from './mongodb-commands.ts';

export type { FakeCollection, FakeDatabase, FakeMongoOptions } from './mongodb-commands.ts';

function frame(opcode: number, responseTo: number, parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + body.length, 0);
  header.writeInt32LE(1, 4);
  header.writeInt32LE(responseTo, 8);
  header.writeInt32LE(opcode, 12);
  return Buffer.concat([header, body]);
}

/** One whole message in, the answer out; undefined where the bytes are no message of the protocol. */
function respond(message: Buffer, options: FakeMongoOptions, started: Date): Buffer | undefined {
  const id = message.readInt32LE(4);
  const opcode = message.readInt32LE(12);
  if (opcode === 2013) {
    if (message[20] !== 0) return undefined;
    return frame(2013, id, [
      Buffer.alloc(5),
      serialize(answer(options, deserialize(message.subarray(21), { promoteValues: true }), started)),
    ]);
  }
  if (opcode === 2004) {
    const body = message.subarray(message.indexOf(0, 20) + 9);
    const command = deserialize(body.subarray(0, body.readInt32LE(0)));
    const name = Object.keys(command)[0] ?? '';
    const reply = /^ismaster$/i.test(name)
      ? answer(options, command, started)
      : failed(
          352,
          'UnsupportedOpQueryCommand',
          'Unsupported OP_QUERY command. The client driver may require an upgrade.',
        );
    const head = Buffer.alloc(20);
    head.writeInt32LE(8, 0);
    head.writeInt32LE(1, 16);
    return frame(1, id, [head, serialize(reply)]);
  }
  return undefined;
}

const HTTP_HINT =
  'HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 85\r\n\r\nIt looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n';

function serve(socket: Socket, options: FakeMongoOptions, started: Date): void {
  let held: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    while (held.length >= 16) {
      if (held.subarray(0, 4).toString('latin1') === 'GET ') {
        socket.end(HTTP_HINT);
        return;
      }
      const length = held.readInt32LE(0);
      if (length < 16 || length > LARGEST_MESSAGE) {
        socket.destroy();
        return;
      }
      if (held.length < length) return;
      try {
        const reply = respond(held.subarray(0, length), options, started);
        if (!reply) {
          socket.destroy();
          return;
        }
        socket.write(reply);
      } catch {
        socket.destroy();
        return;
      }
      held = held.subarray(length);
    }
  });
}

/** A server of the MongoDB wire protocol (OP_MSG, and OP_QUERY for the greeting alone, as since 6.0) over invented documents. */
export async function fakeMongo(options: FakeMongoOptions): Promise<RunningFake> {
  const started = new Date();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, options, started);
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const address = server.address();
  return {
    endpoint: {
      address: options.host,
      port: typeof address === 'object' && address ? address.port : options.port,
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
