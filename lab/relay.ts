import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** Passes bytes on to a server that keeps no log of its own, and keeps what clients sent. */
export interface Relay {
  /** One entry a connection: all that its client sent. */
  received(): readonly Buffer[];
  close(): Promise<void>;
}

export async function startRelay(
  at: { readonly address: string; readonly port: number },
  to: { readonly address: string; readonly port: number },
): Promise<Relay> {
  const sent: Buffer[][] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((client) => {
    const chunks: Buffer[] = [];
    sent.push(chunks);
    const behind = connect(to.port, to.address);
    keep(client);
    keep(behind);
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.pipe(behind).pipe(client);
    client.on('close', () => behind.destroy());
    behind.on('close', () => client.destroy());
  });
  server.listen(at.port, at.address);
  await once(server, 'listening');
  return {
    received: () => sent.map((chunks) => Buffer.concat(chunks)),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
