import type { Io } from './verb.ts';

function wantsColor(env: Io['env'], tty: boolean, off: boolean): boolean {
  if (off || env['TERM'] === 'dumb') return false;
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return tty;
}

/** Terminals lie: 0, negative and absurd widths become something that can be laid out. */
export function usableColumns(reported: number | undefined): number {
  return reported !== undefined && Number.isFinite(reported) && reported >= 20 ? Math.min(reported, 400) : 80;
}

/** The process's own streams, with Ctrl-C as a signal: the first asks to stop, the second ends at once. */
export function processIo(options: { readonly color: boolean; readonly quiet: boolean }): {
  io: Io;
  interrupted: () => boolean;
  release: () => void;
} {
  const controller = new AbortController();
  let interrupted = false;
  const onSignal = (): void => {
    if (interrupted) process.exit(130);
    interrupted = true;
    controller.abort(new Error('interrupted'));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // A reader that went away (`| head`) is no error of ours; nothing more can be said to it.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  process.stderr.on('error', () => undefined);
  const stdoutIsTty = process.stdout.isTTY === true;
  const stderrIsTty = process.stderr.isTTY === true;
  const io: Io = {
    out: (text) => void process.stdout.write(text),
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
  const release = (): void => {
    process.removeListener('SIGINT', onSignal);
    process.removeListener('SIGTERM', onSignal);
  };
  return { io, interrupted: () => interrupted, release };
}
