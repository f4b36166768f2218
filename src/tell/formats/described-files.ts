import type { DatasetDescription } from '../../model/description.ts';
import type { Severity } from '../../model/severity.ts';

export type DescribedSet = Omit<DatasetDescription, 'rows'> & {
  readonly rows?: number;
  /** Of this data set by itself. */
  readonly severity: Severity;
};

/** What the screens and formats of `describe` are made from. */
export interface DescribedFiles {
  readonly complete: boolean;
  readonly interrupted: boolean;
  readonly exit: number;
  readonly edition: 'owner' | 'cert' | 'public';
  readonly sources: readonly {
    readonly name: string;
    readonly formats: readonly string[];
    readonly bytes: number;
    readonly sha256?: string;
    readonly complete: boolean;
    readonly skipped: readonly string[];
    readonly remarks: readonly string[];
    readonly files?: number;
  }[];
  readonly sourcesMore: number;
  readonly hidden: { readonly cells: number };
  readonly notes: readonly string[];
  readonly datasets: readonly DescribedSet[];
  readonly severity: Severity;
  readonly consequences: readonly string[];
  readonly receipt: {
    readonly bytesRead: number;
    readonly bytesUnpacked: number;
    readonly records: number;
    readonly seconds: number;
    readonly network: string;
    readonly networkOff: boolean;
    readonly confinement: Readonly<Record<'network' | 'files' | 'dumps', { readonly on: boolean }>>;
  };
}
