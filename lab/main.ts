import { once } from 'node:events';
import { type Block, claimBlock, startServer } from './block.ts';
import { labServers } from './index.ts';
import type { LabServer, RunningServer } from './server.ts';

const HELP = `npm run lab -- list             what there is, and why some of it cannot run here
npm run lab -- start NAME...   starts servers whose names begin so (redis, mariadb-root), until Ctrl-C`;

function chosen(prefixes: readonly string[]): readonly LabServer[] {
  return labServers.filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix)));
}

function list(): void {
  for (const server of labServers) {
    const reason = server.needs();
    console.log(`${server.name.padEnd(32)} ${reason === undefined ? server.about : `cannot run: ${reason}`}`);
  }
}

/** A scope file for what stands there: the tool looks at nothing without one. */
function scopeText(running: readonly RunningServer[]): string {
  const day = (offset: number): string =>
    new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const ranges = running.map(
    ({ endpoint }) =>
      `  - { range: ${endpoint.address}/32, depth: sample, relation: own, accounts: [root, postgres, default] }`,
  );
  return `sidelight: 1
authority: { who: "a developer", basis: "servers of the lab on this machine", contact: "nobody@example.org" }
valid: { from: ${day(0)}, until: ${day(7)} }
probe: { rate: 500/s, per_host: 4, vantage: lab }
allow:
${ranges.join('\n')}`;
}

async function start(servers: readonly LabServer[], block: Block): Promise<void> {
  const running: RunningServer[] = [];
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  try {
    for (const server of servers) {
      const reason = server.needs();
      if (reason !== undefined) {
        console.log(`${server.name}: cannot run, ${reason}`);
        continue;
      }
      const one = await startServer(server, block);
      running.push(one);
      console.log(`${server.name}: ${one.endpoint.address}:${one.endpoint.port}, ${server.about}`);
    }
    if (running.length === 0) return;
    console.log(`\nsidelight.scope.yaml:\n${scopeText(running)}\n`);
    console.log(
      `sidelight look ${running.map(({ endpoint }) => `${endpoint.address}:${endpoint.port}`).join(' ')}`,
    );
    console.log('Ctrl-C ends them.');
    await ended;
  } finally {
    for (const one of running) await one.close();
    block.release();
  }
}

const [verb, ...names] = process.argv.slice(2);
if (verb === 'list') list();
else if (verb === 'start' && chosen(names).length > 0) await start(chosen(names), await claimBlock());
else {
  console.error(names.length > 0 ? `No server of the lab is called ${names.join(' or ')}.\n${HELP}` : HELP);
  process.exitCode = 2;
}
