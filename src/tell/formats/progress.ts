import { cleanText } from '../../kit/text-safety.ts';
import { countText, durationText } from './quantities.ts';
import { clampColumns } from './wrap.ts';

export interface ProgressOptions {
  /** Writes to stderr. */
  readonly write: (text: string) => void;
  /** Where stderr is no terminal the line is never written; notes are. */
  readonly isTty: boolean;
  /** Asked anew for each line, so that a resized terminal is followed. */
  readonly columns: () => number;
  readonly unicode: boolean;
  /** Monotonic milliseconds. */
  readonly ticks: () => number;
  /** Least milliseconds between two lines. Default 100. */
  readonly every?: number;
}

export interface ProgressState {
  readonly done: number;
  /** Undefined where the number of targets is not known. */
  readonly total?: number;
  /** Open endpoints so far. */
  readonly found: number;
  /** What is being done, our words. */
  readonly what?: string;
}

export interface Progress {
  update(state: ProgressState): void;
  /** Takes the line away, writes a whole line in its place, and puts it back at the next update. */
  note(line: string): void;
  /** Takes the line away for good. */
  end(): void;
}

const CLEAR = '\r\x1b[2K';
const DEFAULT_EVERY = 100;
/** The rate is taken over this long, so that a pause shows. */
const WINDOW = 5_000;

function barText(share: number, cells: number, unicode: boolean): string {
  const full = Math.round(Math.max(0, Math.min(1, share)) * cells);
  return (unicode ? '━' : '#').repeat(full) + (unicode ? '─' : '.').repeat(cells - full);
}

function progressLine(state: ProgressState, perSecond: number, columns: number, unicode: boolean): string {
  const { done, total, found } = state;
  const parts: string[] = [];
  if (total !== undefined && total > 0) {
    if (columns >= 70) parts.push(barText(done / total, 16, unicode));
    parts.push(
      `${Math.floor((Math.min(done, total) / total) * 100)} %`,
      `${countText(done)} of ${countText(total)}`,
    );
  } else {
    parts.push(`${countText(done)} done`);
  }
  parts.push(`${found === 0 ? 'none' : countText(found)} open`);
  if (perSecond > 0) {
    parts.push(`${countText(Math.max(1, perSecond))}/s`);
    if (total !== undefined && total > done) parts.push(`${durationText((total - done) / perSecond)} left`);
  }
  if (state.what !== undefined) parts.push(state.what);
  // The last column is left free: some terminals wrap as soon as it is written.
  return cleanText(parts.join('  '), columns - 1);
}

/** One line on stderr that is written over, and none where stderr is no terminal. */
export function createProgress(options: ProgressOptions): Progress {
  const every = options.every ?? DEFAULT_EVERY;
  const marks: { readonly at: number; readonly done: number }[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let visible = false;
  let ended = !options.isTty;

  function rate(now: number, done: number): number {
    while (marks.length > 1 && now - (marks[0]?.at ?? now) > WINDOW) marks.shift();
    const first = marks[0];
    marks.push({ at: now, done });
    return first && now > first.at ? (Math.max(0, done - first.done) * 1_000) / (now - first.at) : 0;
  }

  function clear(): void {
    if (visible) options.write(CLEAR);
    visible = false;
  }

  return {
    update(state) {
      if (ended) return;
      const now = options.ticks();
      if (now - last < every) return;
      last = now;
      const line = progressLine(
        state,
        rate(now, state.done),
        clampColumns(options.columns()),
        options.unicode,
      );
      options.write(CLEAR + line);
      visible = true;
    },
    note(line) {
      clear();
      options.write(`${cleanText(line)}\n`);
      last = Number.NEGATIVE_INFINITY;
    },
    end() {
      if (!ended) clear();
      ended = true;
    },
  };
}
