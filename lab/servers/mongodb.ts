import { BSON, type Document, MongoClient } from 'mongodb';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extra, missing } from '../extras.ts';
import { people, readings } from '../people.ts';
import { accepts, programPath, type RunningProcess, startProcess } from '../process.ts';
import { startRelay } from '../relay.ts';
import type {
  LabServer,
  Place,
  RunningServer,
  SeededContainer,
  SeededFacts,
  SeenCommand,
} from '../server.ts';

const PORT = 27_017;
/** Where the server itself stands; the relay that records stands on the usual port. */
const BEHIND = 27_100;
const PEOPLE = 400;
const READINGS = 1_000;
const PASSWORD = 'lab-only-password';

const CONTAINERS: readonly SeededContainer[] = [
  {
    name: 'shop.customers',
    rows: PEOPLE,
    types: {
      email: ['contact.email'],
      phone: ['contact.phone'],
      card: ['financial.payment-card'],
      born: ['birth.date'],
    },
  },
  { name: 'plant.readings', rows: READINGS, types: {} },
  { name: 'READ_ME_TO_RECOVER_YOUR_DATA.README', rows: 1, types: {} },
];

/** Requests of one connection, by the official BSON library: OP_MSG (2013) with one body, OP_QUERY (2004) on `$cmd`. */
export function mongoRequests(bytes: Buffer): readonly SeenCommand[] {
  const seen: SeenCommand[] = [];
  for (let at = 0; at + 16 <= bytes.length; ) {
    const length = bytes.readInt32LE(at);
    const message = bytes.subarray(at, at + length);
    const code = message.readInt32LE(12);
    at += Math.max(16, length);
    let request: unknown;
    if (code === 2013 && message[20] === 0) request = { op: 'msg', body: plain(message.subarray(21)) };
    if (code === 2004) {
      const end = message.indexOf(0, 20);
      const collection = message.toString('utf8', 20, end);
      if (collection.endsWith('.$cmd'))
        request = { op: 'query', db: collection.slice(0, -5), body: plain(message.subarray(end + 9)) };
    }
    seen.push({ text: JSON.stringify(request) ?? `opcode ${code}`, request });
  }
  return seen;
}

function plain(bytes: Buffer): unknown {
  const document: Document = BSON.deserialize(bytes);
  return BSON.EJSON.serialize(document, { relaxed: true });
}

async function seed(url: string): Promise<void> {
  const client = await MongoClient.connect(url, { serverSelectionTimeoutMS: 5_000 });
  try {
    await client
      .db('shop')
      .collection<Document>('customers')
      .insertMany(people(PEOPLE).map(({ id: number, ...one }) => ({ number, ...one })));
    await client
      .db('plant')
      .collection<Document>('readings')
      .insertMany(readings(READINGS).map(({ id: number, ...one }) => ({ number, ...one })));
    await client
      .db('READ_ME_TO_RECOVER_YOUR_DATA')
      .collection<Document>('README')
      .insertOne({ content: 'A harmless line of the lab.' });
  } finally {
    await client.close();
  }
}

interface Variant {
  readonly name: string;
  readonly about: string;
  readonly facts: Pick<SeededFacts, 'product' | 'version' | 'posture'>;
  needs(): string | undefined;
  /** Starts the server on that address and the port behind the relay. */
  run(place: Place, ready: () => Promise<boolean>): Promise<RunningProcess>;
  readonly credentials?: string;
}

const CONGO = extra('npm', 'node_modules', '@push.rocks', 'smartmongo', 'dist_ts', 'congodb', 'index.js');
const JARS = extra('maven', 'mongo-java-server');
const FERRET = extra('go', 'ferretdb');

function ferret(
  place: Place,
  ready: () => Promise<boolean>,
  more: readonly string[],
): Promise<RunningProcess> {
  return startProcess({
    command: FERRET,
    args: [
      '--handler=sqlite',
      `--sqlite-url=file:${place.directory}/`,
      `--listen-addr=${place.address}:${BEHIND}`,
      '--telemetry=disable',
      '--debug-addr=-',
      `--state-dir=${place.directory}`,
      ...more,
    ],
    cwd: place.directory,
    env: { DO_NOT_TRACK: '1' },
    ready,
  });
}

const VARIANTS: readonly Variant[] = [
  {
    name: 'mongodb-congodb',
    about: 'CongoDB of npm: modern wire, no OP_QUERY',
    facts: { product: 'congodb', version: '7.0.0', posture: 'open' },
    needs: () => missing(CONGO, 'CongoDB of @push.rocks/smartmongo'),
    run(place, ready) {
      const script = join(place.directory, 'congo.mjs');
      writeFileSync(
        script,
        `import { CongoServer } from ${JSON.stringify(CONGO)};\nawait new CongoServer({ host: '${place.address}', port: ${BEHIND} }).start();\n`,
      );
      return startProcess({ command: process.execPath, args: [script], cwd: place.directory, ready });
    },
  },
  {
    name: 'mongodb-java-server',
    about: 'mongo-java-server of Maven: old wire, no hello',
    facts: { product: 'mongodb', version: '5.0.0', posture: 'open' },
    needs: () =>
      programPath('java') === undefined ? 'there is no Java' : missing(JARS, 'mongo-java-server'),
    run(place, ready) {
      const script = join(place.directory, 'Lab.java');
      writeFileSync(
        script,
        `public class Lab { public static void main(String[] a) { new de.bwaldvogel.mongo.MongoServer(new de.bwaldvogel.mongo.backend.memory.MemoryBackend()).bind("${place.address}", ${BEHIND}); } }\n`,
      );
      const jars = existsSync(JARS) ? readdirSync(JARS).map((name) => join(JARS, name)) : [];
      return startProcess({
        command: programPath('java') ?? 'java',
        args: ['-Xmx128m', '-cp', jars.join(':'), script],
        cwd: place.directory,
        ready,
      });
    },
  },
  {
    name: 'mongodb-ferretdb',
    about: 'FerretDB 1.24 of Go over SQLite',
    facts: { product: 'ferretdb', version: '1.24.0', posture: 'open' },
    needs: () => missing(FERRET, 'FerretDB'),
    run: (place, ready) => ferret(place, ready, []),
  },
  {
    name: 'mongodb-ferretdb-password',
    about: 'FerretDB 1.24 of Go, which asks for a password',
    facts: { product: 'ferretdb', version: '1.24.0', posture: 'auth-required' },
    needs: () => missing(FERRET, 'FerretDB'),
    run: (place, ready) =>
      ferret(place, ready, [
        '--test-enable-new-auth',
        '--setup-username=lab',
        `--setup-password=${PASSWORD}`,
        '--setup-database=admin',
      ]),
    credentials: `lab:${PASSWORD}@`,
  },
];

async function start(variant: Variant, place: Place): Promise<RunningServer> {
  const { address } = place;
  const server = await variant.run(place, () => accepts(address, BEHIND));
  const open = variant.facts.posture === 'open';
  try {
    await seed(
      `mongodb://${variant.credentials ?? ''}${address}:${BEHIND}/${variant.credentials === undefined ? '' : 'admin?authMechanism=SCRAM-SHA-256'}`,
    );
    const relay = await startRelay({ address, port: PORT }, { address, port: BEHIND });
    return {
      endpoint: { address, port: PORT },
      facts: {
        ...variant.facts,
        containers: open ? CONTAINERS : [],
        markers: open ? ['ransom'] : [],
      },
      commandsSeen: () => Promise.resolve(relay.received().flatMap(mongoRequests)),
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

export const mongodbServers: readonly LabServer[] = VARIANTS.map((variant) => ({
  name: variant.name,
  about: variant.about,
  service: 'mongodb',
  needs: () => variant.needs(),
  start: (place) => start(variant, place),
}));
