import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, say, table, verdict } from '../kit.ts';
import { type Field, startField } from './field.ts';
import { addressOf, type Kind, kindOf } from './kinds.ts';
import { peers, type Said, sidelight, type Tool } from './tools.ts';

/*
 * Looks a second at posture depth on loopback, next to other scanners on the same endpoints in the same run. Sizes:
 * SIDELIGHT_BENCH_SIZES, `4096,65536` by default, powers of two; SIDELIGHT_BENCH_TOOLS names some tools alone.
 */
const SIZES = (process.env['SIDELIGHT_BENCH_SIZES'] ?? '4096,65536').split(',').map(Number);
const RUNS = Number(process.env['SIDELIGHT_BENCH_RUNS'] ?? 3);
const ONLY = (process.env['SIDELIGHT_BENCH_TOOLS'] ?? '').split(',').filter((name) => name !== '');
/** One run says enough where it takes a minute and more. */
const LARGE = 16_384;
const MOST_MB = 150;

const WORDS: Readonly<Record<Kind, string>> = {
  refused: 'refused',
  silent: 'silent',
  open: 'mongodb open',
  locked: 'mongodb auth-required',
  http: 'talks-unknown',
};

function disagreements(field: Field, said: Said): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (let at = 0; at < field.count; at += 1) {
    const kind = kindOf(at);
    const address = addressOf(at);
    const words = said.get(address) ?? 'nothing';
    if (words === WORDS[kind]) continue;
    const key = `${kind}: says ${words}`;
    const list = found.get(key) ?? [];
    list.push(address);
    found.set(key, list);
  }
  return found;
}

function differences(a: Said, b: Said): number {
  let count = 0;
  for (const [address, words] of a) if (b.get(address) !== words) count += 1;
  return count + Math.max(0, b.size - a.size);
}

interface Row {
  readonly tool: Tool;
  readonly targets: number;
  readonly seconds: number;
  readonly cpu: number;
  readonly rss: number;
  readonly postures: number;
  readonly wrong: ReadonlyMap<string, readonly string[]>;
  readonly varied: number;
}

async function runTool(tool: Tool, field: Field, directory: string): Promise<Row> {
  const part = tool.most < field.count ? { ...field, count: tool.most } : field;
  const shown: Field = { ...part, addresses: () => field.addresses().slice(0, part.count) };
  const times = shown.count > LARGE ? 1 : tool === sidelight ? RUNS : 1;
  const costs = [];
  let said: Said = new Map();
  let varied = 0;
  for (let run = 0; run < times; run += 1) {
    const done = await tool.run(shown, directory);
    costs.push(done.cost);
    if (run > 0) varied += differences(said, done.said);
    said = done.said;
  }
  const told = [...said.values()];
  return {
    tool,
    targets: shown.count,
    seconds: median(costs.map((cost) => cost.seconds)),
    cpu: median(costs.map((cost) => cost.cpu)),
    rss: Math.max(...costs.map((cost) => cost.rss)),
    postures: told.filter((words) => words === WORDS.open || words === WORDS.locked).length,
    wrong: disagreements(shown, said),
    varied,
  };
}

for (const size of SIZES) {
  const field = await startField(size);
  const directory = mkdtempSync(join(tmpdir(), 'sidelight-bench-'));
  const rows: Row[] = [];
  try {
    const kinds = field.addresses().map((_, at) => kindOf(at));
    const count = (kind: Kind): number => kinds.filter((one) => one === kind).length;
    say(
      `\n${size} endpoints, port ${field.port}: ${count('refused')} refused, ${count('silent')} silent, ${count('open')} open MongoDB, ${count('locked')} locked MongoDB, ${count('http')} web`,
    );
    for (const tool of [sidelight, ...peers]) {
      if (ONLY.length > 0 && !ONLY.some((name) => tool.name.startsWith(name))) continue;
      if (tool.absent !== undefined) {
        say(`absent: ${tool.name} (${tool.absent})`);
        continue;
      }
      if (tool.most < size && size > LARGE) {
        say(`left out at this size: ${tool.name} (it takes too long)`);
        continue;
      }
      try {
        rows.push(await runTool(tool, field, directory));
      } catch (error) {
        say(`did not run: ${tool.name} (${error instanceof Error ? error.message : 'unknown'})`);
      }
    }
  } finally {
    await field.stop();
    rmSync(directory, { recursive: true, force: true });
  }
  say();
  table(
    ['tool', 'targets', 'seconds', 'targets/s', 'postures/s', 'CPU s', 'CPU µs/target', 'peak MB'],
    rows.map((row) => [
      row.tool.name,
      String(row.targets),
      row.seconds.toFixed(1),
      (row.targets / row.seconds).toFixed(0),
      (row.postures / row.seconds).toFixed(0),
      row.cpu.toFixed(1),
      ((row.cpu / row.targets) * 1e6).toFixed(0),
      row.rss.toFixed(0),
    ]),
  );
  for (const row of rows) {
    const wrong = [...row.wrong.values()].reduce((sum, list) => sum + list.length, 0);
    say(`\n${row.tool.name} (${row.tool.what}): ${row.targets - wrong} of ${row.targets} as expected`);
    for (const [what, addresses] of [...row.wrong].sort((a, b) => b[1].length - a[1].length)) {
      const some = addresses.slice(0, 3).join(', ');
      say(`  ${String(addresses.length).padStart(6)}  ${what} (${some}${addresses.length > 3 ? ', …' : ''})`);
    }
  }
  say();
  const own = rows.find((row) => row.tool === sidelight);
  if (own) {
    verdict('peak memory, store on', `${own.rss.toFixed(0)} MB`, `under ${MOST_MB} MB`, own.rss < MOST_MB);
    verdict('disagreements with what stands there', String(own.wrong.size), '0', own.wrong.size === 0);
    if (size <= LARGE)
      verdict('verdicts that differ between runs', String(own.varied), '0', own.varied === 0);
    for (const other of rows) {
      if (other === own || other.tool.sweep === true) continue;
      const ratio = own.targets / own.seconds / (other.targets / other.seconds);
      const posture =
        other.postures > 0
          ? `${(own.postures / own.seconds / (other.postures / other.seconds) || 0).toFixed(2)} times its postures/s`
          : 'it gives no posture';
      verdict(
        `targets/s against ${other.tool.name}`,
        `${ratio.toFixed(2)} times as many; ${posture}`,
        'ahead at giving a posture',
        other.postures === 0 ? ratio > 1 : own.postures / own.seconds > other.postures / other.seconds,
      );
    }
  }
  say('Bare sweeps of closed ports are the game of nmap, naabu and masscan: take their output with --from.');
}
