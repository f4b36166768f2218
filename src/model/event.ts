import type { Depth } from './depth.ts';
import type { DatasetDescription, PeopleEstimate, Shape } from './description.ts';
import type { HostBehaviour, Posture, Reason } from './posture.ts';
import type { Receipt } from './receipt.ts';
import type { Severity } from './severity.ts';

/**
 * The events of a run. The same JSON is `--format jsonl`, the job payload and the stored row: fields may be added, none
 * renamed (DESIGN "Contracts that other things may rely on").
 */
export interface Envelope {
  readonly v: 1;
  readonly at: string;
  readonly run: string;
}

export type EventBody =
  | {
      readonly type: 'run.started';
      readonly targets: number;
      readonly depth: Depth;
      readonly scope: string;
      readonly authority: string;
      readonly vantage: string;
      readonly resumed: boolean;
    }
  | {
      readonly type: 'endpoint.seen';
      readonly endpoint: string;
      readonly state: 'answers' | 'refused' | 'silent' | 'reset' | 'unreachable';
      readonly host?: string;
      readonly behaviour?: HostBehaviour;
    }
  | {
      readonly type: 'posture';
      readonly endpoint: string;
      readonly service: string;
      readonly product: string;
      readonly version?: string;
      readonly posture: Posture;
      readonly reasons: readonly Reason[];
      /** The entry of the scope file that allowed the look, `L7`. */
      readonly scopeEntry?: string;
    }
  | {
      readonly type: 'dataset';
      readonly endpoint: string;
      readonly name: string;
      readonly rows?: number;
      readonly bytes?: number;
      readonly depth: Depth;
      readonly containers: number;
      readonly fields: number;
      readonly draw: string;
      readonly n: number;
      readonly rowsMethod?: string;
      readonly people?: PeopleEstimate;
      readonly minors?: NonNullable<DatasetDescription['minors']>;
      readonly combination?: readonly string[];
      readonly doubts?: readonly string[];
    }
  | {
      readonly type: 'exposure';
      readonly endpoint: string;
      readonly dataset: string;
      readonly field: string;
      readonly dataType: string;
      readonly share: number;
      readonly low: number;
      readonly high: number;
      readonly n: number;
      readonly draw: string;
      readonly confidence: number;
      readonly because: string;
    }
  | {
      readonly type: 'marker';
      readonly endpoint: string;
      readonly class: string;
      readonly name: string;
      readonly strength: 'strong' | 'weak';
      readonly date?: string;
      readonly method: string;
      readonly count: number;
    }
  | {
      readonly type: 'finding';
      readonly endpoint: string;
      readonly case: string;
      readonly number?: number;
      readonly service: string;
      readonly shapes: readonly Shape[];
      readonly rows: number;
      readonly people?: { readonly low: number; readonly high?: number; readonly method: string };
      readonly severity: Severity;
      readonly badges: readonly string[];
      readonly notes: readonly string[];
      readonly close: readonly string[];
      /** Open at least since then, ISO UTC, by which evidence. */
      readonly since?: { readonly at: string; readonly method: string };
      readonly minors?: NonNullable<DatasetDescription['minors']>;
      readonly combination?: readonly string[];
      readonly doubts?: readonly string[];
      /** What follows for the people inside, in sentences, worst first. */
      readonly consequences?: readonly string[];
    }
  | { readonly type: 'error'; readonly endpoint?: string; readonly code: string; readonly message: string }
  | { readonly type: 'receipt'; readonly receipt: Receipt }
  | {
      readonly type: 'run.finished';
      readonly complete: boolean;
      readonly exposures: number;
      readonly exit: number;
      readonly looked: number;
      readonly answered: number;
      readonly notAssessed: number;
      readonly seconds: number;
    };

export type SidelightEvent = Envelope & EventBody;
