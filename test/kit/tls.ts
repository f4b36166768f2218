import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import type { Endpoint } from '../../src/model/endpoint.ts';

const folder = join(import.meta.dirname, 'certificates');

/** TLS in front of a plain server of the same test, with a self-signed certificate that exists for tests alone. */
export async function tlsBefore(plain: Endpoint): Promise<Endpoint & { close(): Promise<void> }> {
  const key = readFileSync(join(folder, 'key.pem'));
  const cert = readFileSync(join(folder, 'cert.pem'));
  const server = createServer({ key, cert }, (socket) => {
    const inner = connect(plain.port, plain.address);
    socket.pipe(inner);
    inner.pipe(socket);
    socket.on('error', () => inner.destroy());
    inner.on('error', () => socket.destroy());
    socket.on('close', () => inner.destroy());
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: '127.0.0.1',
    port,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
