import type { Io } from './verb.ts';

function wantsColor(env: Io['env'], tty: boolean, off: boolean): boolean {
  if (off || env['TERM'] === 'dumb') return false;
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return tty;
}

/** Terminals lie: 0, negative and absurd widths become something that can be laid out. */
function usableColumns(reported: number | undefined): number {
  return reported !== undefined && Number.isFinite(reported) && reported >= 20
    ? Math.floor(Math.min(reported, 400))
    : 80;
}

export interface ProcessIo {
  readonly io: Io;
  /** True once the user, the system or a reader that went away asked to stop. */
  interrupted(): boolean;
  /** Resolves when all that was said has been handed over; the error that kept standard output from taking it, if any. */
  flushed(): Promise<NodeJS.ErrnoException | undefined>;
  release(): void;
}

function ignore(): void {}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The process's own streams, with Ctrl-C as a signal: the first asks to stop, the second ends at once. */
export function processIo(options: { readonly color: boolean }): ProcessIo {
  const controller = new AbortController();
  let interrupted = false;
  let lost: NodeJS.ErrnoException | undefined;
  const stop = (reason: string): void => {
    interrupted = true;
    controller.abort(new Error(reason));
  };
  const onSignal = (): void => {
    if (interrupted) process.exit(130);
    stop('interrupted');
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  // Where findings can no longer be told, going on would look at targets for nobody: the run stops as on Ctrl-C, so that
  // audit log, journal and store are closed in order.
  const onLost = (error: NodeJS.ErrnoException): void => {
    lost ??= error;
    if (!interrupted) stop('standard output is gone');
  };
  process.stdout.on('error', onLost);
  process.stderr.on('error', ignore);
  const stdoutIsTty = process.stdout.isTTY;
  const stderrIsTty = process.stderr.isTTY;
  const io: Io = {
    out(text) {
      if (lost === undefined) process.stdout.write(text);
    },
    err: (text) => void process.stderr.write(text),
    stdin: process.stdin,
    stdoutIsTty,
    stderrIsTty,
    get columns() {
      return usableColumns(
        process.stdout.columns ?? process.stderr.columns ?? Number(process.env['COLUMNS'] || Number.NaN),
      );
    },
    color: wantsColor(process.env, stdoutIsTty, !options.color),
    env: process.env,
    cwd: process.cwd(),
    signal: controller.signal,
  };
  return {
    io,
    interrupted: () => interrupted,
    async flushed() {
      if (lost === undefined) await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
      return lost;
    },
    release() {
      for (const signal of SIGNALS) process.removeListener(signal, onSignal);
      process.stdout.removeListener('error', onLost);
      // What still goes wrong while the process ends has been said, or can no longer be.
      process.stdout.on('error', ignore);
    },
  };
}
