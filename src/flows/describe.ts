import { resolve } from 'node:path';
import { enisaSeverity } from '../assess/severity/enisa.ts';
import { datatypes } from '../datatypes/index.ts';
import { describeFiles, type FileInput } from '../describe/sources/describe-files.ts';
import type { SourceReport } from '../describe/sources/work.ts';
import { isoUtc, systemClock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';

import type { DatasetDescription } from '../model/description.ts';
import type { Severity } from '../model/severity.ts';
import type { NetworkState } from './describe-network.ts';
import type { Edition } from './edition.ts';

export interface DescribeRequest {
  /** Paths, or `-` for standard input. */
  readonly names: readonly string[];
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
  readonly sampleMax: number | undefined;
  readonly edition: Edition;
  readonly network: NetworkState;
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
  /** True where the kernel gave this process no network. */
  readonly networkOff: boolean;
}

/** The result of `describe`; DESIGN "Contracts". Rows are a number where they are known. */
export interface Description {
  readonly v: 1;
  readonly complete: boolean;
  readonly interrupted: boolean;
  readonly edition: Edition;
  readonly sources: readonly SourceReport[];
  readonly sourcesMore: number;
  readonly datasets: readonly (Omit<DatasetDescription, 'rows'> & {
    readonly rows?: number;
    readonly rowsMethod?: string;
  })[];
  readonly severity: Severity;
  readonly receipt: DescribeReceipt;
}

const typeTable = new Map(datatypes.map((type) => [type.id, type]));

/** Reads everything that is named and says what it holds. Opens no socket, writes nothing. */
export async function describe(request: DescribeRequest): Promise<Description> {
  if (request.edition !== 'owner')
    throw new SidelightError(
      'CONFIG',
      `The ${request.edition} edition cannot be made yet: the floors that keep small groups hidden are not part of this version.`,
      'Use --edition owner, and keep its result with the data.',
    );
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
  const found = await describeFiles(inputs, {
    signal: request.signal,
    sampleMax: request.sampleMax,
    now: systemClock.now(),
    ...(request.progress ? { progress: request.progress } : {}),
  });
  return {
    v: 1,
    complete: found.complete,
    interrupted: found.interrupted,
    edition: request.edition,
    sources: found.sources,
    sourcesMore: found.sourcesMore,
    datasets: found.datasets.map(({ rows, ...rest }) => ({
      ...rest,
      ...(rows === undefined ? {} : { rows: rows.value, rowsMethod: rows.method }),
    })),
    severity: enisaSeverity({ datasets: found.datasets, types: typeTable, markers: [], reach: 'internal' }),
    receipt: {
      from,
      until: isoUtc(systemClock.now()),
      seconds: Math.round(systemClock.ticks() - started) / 1000,
      bytesRead: found.bytesRead,
      bytesUnpacked: found.bytesUnpacked,
      records: found.records,
      valuesKept: 0,
      bytesWritten: 0,
      network: request.network.says,
      networkOff: request.network.off,
    },
  };
}
