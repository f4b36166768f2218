/** Exit codes: DESIGN "Contracts that other things may rely on". */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 130;

export interface VerbArgument {
  readonly name: string;
  readonly about: string;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

export interface VerbOption {
  /** As the user types it: `--ports <list>`, `-n, --dry-run`. */
  readonly flag: string;
  readonly about: string;
  readonly default?: string | number | boolean;
  readonly choices?: readonly string[];
}

/** Everything a verb may touch of the outside. Tests give their own. */
export interface Io {
  /** Findings. */
  out(text: string): void;
  /** Progress, notes, errors. */
  err(text: string): void;
  /** The last bytes of stdin-like input, where a verb reads `-`. */
  readonly stdin: NodeJS.ReadableStream;
  readonly stdoutIsTty: boolean;
  readonly stderrIsTty: boolean;
  readonly columns: number;
  readonly color: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Options that every verb takes. */
export interface GlobalOptions {
  readonly format: 'human' | 'json' | 'jsonl';
  readonly quiet: boolean;
  readonly input: boolean;
  readonly yes: boolean;
  readonly scope: string | undefined;
  readonly home: string | undefined;
}

export interface VerbInput {
  readonly args: readonly string[];
  /** By long name without dashes, camel case: `dryRun`. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly global: GlobalOptions;
}

/** One verb (or sub-verb: `scope check`). Parsing, help, completion and docs/cli.md come from it. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** The longer story, a paragraph or two. */
  readonly about: string;
  readonly args: readonly VerbArgument[];
  readonly options: readonly VerbOption[];
  readonly examples: readonly { readonly run: string; readonly does: string }[];
  run(input: VerbInput, io: Io): Promise<ExitCode>;
}
