import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { consequencesOf } from '../assess/consequences.ts';
import { enisaSeverity } from '../assess/severity/enisa.ts';
import { datatypes } from '../datatypes/index.ts';
import { PART_LIMITS } from '../describe/parallel.ts';
import { describeFiles, type FileInput } from '../describe/sources/describe-files.ts';
import {
  roundBytes,
  suppress,
  type Suppressed,
  tellCount,
  tellRemarks,
} from '../describe/editions/suppress.ts';
import type { SourceReport } from '../describe/sources/work.ts';
import { isoUtc, systemClock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';

import type { DatasetDescription } from '../model/description.ts';
import type { Severity } from '../model/severity.ts';
import type { Confinement } from './confinement.ts';
import type { Edition } from './edition.ts';

export interface DescribeRequest {
  /** Paths, or `-` for standard input. */
  readonly names: readonly string[];
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
  readonly sampleMax: number | undefined;
  readonly edition: Edition;
  /** What keeps this process from network, files and dumps. */
  readonly confinement: Confinement;
  /** Threads beside this one for large files: 0 for none, undefined for what the machine has. */
  readonly workers: number | undefined;
  /** The entry of a thread, where the program lies in files that threads can start from. */
  readonly workerUrl: URL | undefined;
  readonly progress?: (done: number, total: number | undefined, records: number) => void;
}

/** What was done to the data, for the last lines. */
export interface DescribeReceipt {
  readonly from: string;
  readonly until: string;
  readonly seconds: number;
  /** Bytes as they lie on the disk. */
  readonly bytesRead: number;
  /** Bytes that came out of archives and compressions. */
  readonly bytesUnpacked: number;
  readonly records: number;
  readonly valuesKept: 0;
  readonly bytesWritten: 0;
  /** How the network was kept off, in words. */
  readonly network: string;
  /** True where kernel or runtime gave this process no network. */
  readonly networkOff: boolean;
  /** All that was kept from the process that read, and by what. */
  readonly confinement: Confinement;
}

/** The result of `describe`; DESIGN "Contracts". Rows are a number where they are known. */
export interface Description {
  readonly v: 1;
  readonly complete: boolean;
  readonly interrupted: boolean;
  readonly edition: Edition;
  readonly sources: readonly Source[];
  readonly sourcesMore: number;
  readonly datasets: readonly (Omit<DatasetDescription, 'rows'> & {
    readonly rows?: number;
    readonly rowsMethod?: string;
    /** Of this data set by itself. */
    readonly severity: Severity;
  })[];
  /** What the edition hides, and how it was made. */
  readonly hidden: Suppressed['hidden'];
  readonly notes: readonly string[];
  readonly severity: Severity;
  /** What follows for the people inside, in sentences, worst first. */
  readonly consequences: readonly string[];
  readonly receipt: DescribeReceipt;
}

const typeTable = new Map(datatypes.map((type) => [type.id, type]));

/** By what the edition tells and nothing else, so that nothing follows from the rating that was hidden. */
function severityOf(datasets: readonly DatasetDescription[]): Severity {
  return enisaSeverity({ datasets, types: typeTable, markers: [], reach: 'file' });
}

/** A file; in editions that hide, all files whose names differ in a number or the like are one. */
export type Source = SourceReport & { readonly files?: number; readonly withheld?: string };

/** A hash or an exact size would name the file, and the number of its rows, to those who must not know them. */
function sourcesFor(sources: readonly SourceReport[], edition: Edition): Source[] {
  if (edition === 'owner') return [...sources];
  const groups = new Map<string, SourceReport[]>();
  for (const [at, source] of sources.entries()) {
    const key = source.name.includes('<') ? source.name : `${at}`;
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return [...groups].map(([name, group], at): Source => {
    const files = tellCount(group.length, edition);
    return {
      name: `source ${at + 1}`,
      formats: [...new Set(group.flatMap(({ formats }) => formats))],
      bytes: roundBytes(
        group.reduce((sum, { bytes }) => sum + bytes, 0),
        edition,
      ),
      complete: group.every(({ complete }) => complete),
      skipped: tellRemarks([...new Set(group.flatMap(({ skipped }) => skipped))], edition),
      remarks: tellRemarks([...new Set(group.flatMap(({ remarks }) => remarks))], edition),
      // A file may be one person's, where its name holds what differs from person to person.
      ...(name.includes('<') ? (files === undefined ? { withheld: 'number of files' } : { files }) : {}),
    };
  });
}

/** Reads everything that is named and says what it holds. Opens no socket, writes nothing. */
export async function describe(request: DescribeRequest): Promise<Description> {
  if (request.names.filter((name) => name === '-').length > 1)
    throw new SidelightError('USAGE', 'Standard input can be read once.', 'Name "-" once.');
  const started = systemClock.ticks();
  const from = isoUtc(systemClock.now());
  const inputs = request.names.map(
    (name): FileInput =>
      name === '-'
        ? { kind: 'stream', bytes: request.stdin, shown: 'standard input' }
        : { kind: 'path', path: resolve(request.cwd, name), shown: name },
  );
  const { workerUrl } = request;
  // This thread reads along.
  const workers = request.workers ?? Math.min(4, availableParallelism() - 1);
  const found = await describeFiles(inputs, {
    ...(workerUrl !== undefined && workers > 0
      ? {
          startWorkers: () =>
            Array.from({ length: workers }, () => new Worker(workerUrl, { resourceLimits: PART_LIMITS })),
        }
      : {}),
    signal: request.signal,
    sampleMax: request.sampleMax,
    now: systemClock.now(),
    ...(request.progress ? { progress: request.progress } : {}),
  });
  const owner = request.edition === 'owner';
  const { datasets, hidden, notes } = suppress(found.datasets, request.edition, typeTable);
  const told = datasets.reduce((sum, set) => sum + (set.rows?.value ?? 0), 0);
  return {
    v: 1,
    complete: found.complete,
    interrupted: found.interrupted,
    edition: request.edition,
    sources: sourcesFor(found.sources, request.edition),
    sourcesMore: tellCount(found.sourcesMore, request.edition) ?? 0,
    hidden,
    notes,
    datasets: datasets.map((set) => {
      const { rows, ...rest } = set;
      return {
        ...rest,
        ...(rows === undefined ? {} : { rows: rows.value, rowsMethod: rows.method }),
        severity: severityOf([set]),
      };
    }),
    severity: severityOf(datasets),
    consequences: consequencesOf(datasets, typeTable),
    receipt: {
      from,
      until: isoUtc(systemClock.now()),
      seconds: Math.round(systemClock.ticks() - started) / 1000,
      bytesRead: roundBytes(found.bytesRead, request.edition),
      bytesUnpacked: roundBytes(found.bytesUnpacked, request.edition),
      records: owner ? found.records : told,
      valuesKept: 0,
      bytesWritten: 0,
      network: request.confinement.network.says,
      networkOff: request.confinement.network.on,
      confinement: request.confinement,
    },
  };
}
