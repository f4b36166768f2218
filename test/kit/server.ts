import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export interface TestServer {
  readonly address: string;
  readonly port: number;
  readonly connections: () => number;
  readonly received: () => Buffer;
  close(): Promise<void>;
}

/** A TCP server on loopback for one test; every socket it took is destroyed at the end. */
export async function tcpServer(
  onSocket: (socket: Socket) => void,
  host = '127.0.0.1',
  port = 0,
): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const chunks: Buffer[] = [];
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    onSocket(socket);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const bound = server.address() as AddressInfo;
  return {
    address: bound.address,
    port: bound.port,
    connections: () => connections,
    received: () => Buffer.concat(chunks),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
