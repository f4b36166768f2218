import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extra, missing } from '../extras.ts';
import { httpRequests } from '../http-requests.ts';
import { people, readings } from '../people.ts';
import { programPath, startProcess } from '../process.ts';
import { startRelay } from '../relay.ts';
import type { LabServer, Place, RunningServer, SeededContainer } from '../server.ts';

const PORT = 9_200;
/** Where the server itself stands; the relay that records stands on the usual port. */
const BEHIND = 9_280;
const JARS = extra('maven', 'opensearch');
const PEOPLE = 400;
const READINGS = 1_000;

const CONTAINERS: readonly SeededContainer[] = [
  {
    name: 'customers',
    rows: PEOPLE,
    leastBytes: 10_000,
    types: {
      email: ['contact.email'],
      phone: ['contact.phone'],
      card: ['financial.payment-card'],
      born: ['birth.date'],
    },
  },
  { name: 'readings', rows: READINGS, leastBytes: 5_000, types: {} },
];

const MAIN = `import org.codelibs.opensearch.runner.OpenSearchRunner;
public class Lab {
  public static void main(String[] a) throws Exception {
    OpenSearchRunner runner = new OpenSearchRunner();
    runner.onBuild((number, settings) -> {
      settings.put("network.host", a[0]);
      settings.put("http.port", a[1]);
      settings.put("transport.port", "9300");
    });
    runner.build(OpenSearchRunner.newConfigs().clusterName("lab").numOfNode(1).basePath(a[2]));
    Thread.currentThread().join();
  }
}
`;

async function start({ address, directory }: Place): Promise<RunningServer> {
  const script = join(directory, 'Lab.java');
  writeFileSync(script, MAIN);
  const jars = existsSync(JARS) ? readdirSync(JARS).map((name) => join(JARS, name)) : [];
  const base = `http://${address}:${BEHIND}`;
  const server = await startProcess({
    command: programPath('java') ?? 'java',
    args: ['-Xmx512m', '-cp', jars.join(':'), script, address, String(BEHIND), join(directory, 'data')],
    cwd: directory,
    startMs: 100_000,
    ready: () =>
      fetch(`${base}/_cluster/health`).then(
        (reply) => reply.ok,
        () => false,
      ),
  });
  const bulk = async (index: string, documents: readonly object[]): Promise<void> => {
    const lines = documents.flatMap((one) => ['{"index":{}}', JSON.stringify(one)]);
    const reply = await fetch(`${base}/${index}/_bulk?refresh=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: `${lines.join('\n')}\n`,
    });
    const told = (await reply.json()) as { readonly errors?: boolean };
    if (!reply.ok || told.errors !== false) throw new Error(`OpenSearch took no documents of ${index}`);
  };
  try {
    await bulk('customers', people(PEOPLE));
    await bulk('readings', readings(READINGS));
    const relay = await startRelay({ address, port: PORT }, { address, port: BEHIND });
    return {
      endpoint: { address, port: PORT },
      facts: {
        product: 'opensearch',
        version: '2.19.1',
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

export const opensearchServers: readonly LabServer[] = [
  {
    name: 'opensearch-open',
    about: 'OpenSearch 2.19 of Maven, without its security plugin',
    service: 'elasticsearch',
    needs: () => (programPath('java') === undefined ? 'there is no Java' : missing(JARS, 'OpenSearch 2.19')),
    start,
  },
];
