import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extra, missing } from '../extras.ts';
import { httpRequests } from '../http-requests.ts';
import { people, readings } from '../people.ts';
import { accepts, startProcess } from '../process.ts';
import { startRelay } from '../relay.ts';
import type { LabServer, Place, RunningServer, SeededContainer } from '../server.ts';

const PORT = 5_984;
const BEHIND = 5_999;
const PROGRAM = extra('npm', 'node_modules', 'pouchdb-server', 'bin', 'pouchdb-server');
const PEOPLE = 120;
const READINGS = 300;

const CONTAINERS: readonly SeededContainer[] = [
  {
    name: 'customers',
    rows: PEOPLE,
    types: {
      email: ['contact.email'],
      phone: ['contact.phone'],
      card: ['financial.payment-card'],
      born: ['birth.date'],
    },
  },
  { name: 'readings', rows: READINGS, types: {} },
];

async function start({ address, directory }: Place): Promise<RunningServer> {
  const configuration = join(directory, 'config.json');
  writeFileSync(configuration, '{}');
  const server = await startProcess({
    command: process.execPath,
    args: [
      PROGRAM,
      '--in-memory',
      '--host',
      address,
      '--port',
      String(BEHIND),
      '--config',
      configuration,
      '--no-stdout-logs',
    ],
    cwd: directory,
    ready: () => accepts(address, BEHIND),
  });
  const base = `http://${address}:${BEHIND}`;
  const send = async (method: string, path: string, body?: unknown): Promise<void> => {
    const reply = await fetch(`${base}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${text}`);
  };
  try {
    await send('PUT', '/customers');
    await send('POST', '/customers/_bulk_docs', {
      docs: people(PEOPLE).map(({ id, ...one }) => ({
        _id: `customer-${String(id).padStart(6, '0')}`,
        ...one,
      })),
    });
    await send('PUT', '/readings');
    await send('POST', '/readings/_bulk_docs', {
      docs: readings(READINGS).map(({ id, ...one }) => ({
        _id: `reading-${String(id).padStart(6, '0')}`,
        ...one,
      })),
    });
    const relay = await startRelay({ address, port: PORT }, { address, port: BEHIND });
    return {
      endpoint: { address, port: PORT },
      facts: {
        product: 'pouchdb-server',
        version: '4.2.0',
        posture: 'open',
        containers: CONTAINERS,
        markers: [],
      },
      commandsSeen: () => Promise.resolve(relay.received().flatMap(httpRequests)),
      async close() {
        await relay.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export const couchdbServers: readonly LabServer[] = [
  {
    name: 'couchdb-pouchdb-server',
    about: 'pouchdb-server of npm: CouchDB where everyone is administrator',
    service: 'couchdb',
    needs: () => missing(PROGRAM, 'pouchdb-server'),
    start,
  },
];
