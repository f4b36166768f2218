import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { RunningFake } from './fake.ts';

/** A TCP server in this process, each of whose connections is handed to `serve`; closing it ends them all. */
export async function tcpFake(
  at: { readonly host: string; readonly port: number },
  serve: (socket: Socket) => void,
): Promise<RunningFake> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    serve(socket);
  });
  server.listen(at.port, at.host);
  await once(server, 'listening');
  return {
    endpoint: { address: at.host, port: (server.address() as AddressInfo).port },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/**
 * Cuts a stream into messages: `take` gives one message and how many bytes it used, undefined where more must come, and
 * throws where the bytes are none of the protocol, which ends the connection.
 */
export function eachMessage<T>(
  socket: Socket,
  longest: number,
  take: (held: Buffer) => { readonly message: T; readonly used: number } | undefined,
  handle: (message: T) => void,
): void {
  let held: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    try {
      for (let found = take(held); found && !socket.destroyed; found = take(held)) {
        held = held.subarray(found.used);
        handle(found.message);
      }
      if (held.length > longest) socket.destroy();
    } catch {
      socket.destroy();
    }
  });
}
