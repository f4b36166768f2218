import { systemClock } from '../kit/clock.ts';
import { cleanText } from '../kit/text-safety.ts';
import type { SidelightEvent } from '../model/event.ts';
import type { Band } from '../model/severity.ts';
import { renderHuman } from '../tell/formats/human.ts';
import { createHumanCollector } from '../tell/formats/human-collector.ts';
import { createJsonCollector } from '../tell/formats/json.ts';
import { jsonlLine } from '../tell/formats/jsonl.ts';
import { createProgress } from '../tell/formats/progress.ts';
import { createSarifCollector } from '../tell/formats/sarif.ts';
import { localeIsUtf8 } from '../tell/formats/wrap.ts';

/** Where a result is shown. */
export interface Stage {
  out(text: string): void;
  err(text: string): void;
  readonly stdoutIsTty: boolean;
  readonly stderrIsTty: boolean;
  readonly columns: number;
  readonly color: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Presenter {
  add(event: SidelightEvent): void;
  end(): void;
}

export interface PresentOptions {
  /** Say for each service which command showed what. */
  readonly explain: boolean;
  /** List also what is locked. */
  readonly listOk: boolean;
  readonly failOn: Band;
  readonly next?: string;
  /** False where the process does not end with the look's exit code. */
  readonly exitLine?: boolean;
  /** The scope file as a URI reference, for SARIF; absent where no file stands behind the scope. */
  readonly scopeUri?: string;
}

export type RunFormat = 'human' | 'json' | 'jsonl' | 'sarif';

const MOST_LISTED = 2_000;
/** Characters of event lines that are gathered before they are written. */
const MOST_WAITING = 32 << 10;

/** Lines are written many at a time, and none waits longer than the turn of the event loop in which it came. */
function linePresenter(stage: Stage): Presenter {
  let waiting = '';
  let turn: NodeJS.Immediate | undefined;
  const write = (): void => {
    clearImmediate(turn);
    turn = undefined;
    if (waiting !== '') stage.out(waiting);
    waiting = '';
  };
  return {
    add(event) {
      waiting += jsonlLine(event);
      if (waiting.length >= MOST_WAITING) write();
      else turn ??= setImmediate(write);
    },
    end: write,
  };
}

function humanPresenter(
  stage: Stage,
  options: PresentOptions,
  titles: ReadonlyMap<string, string>,
): Presenter {
  const collector = createHumanCollector();
  const listed: string[] = [];
  return {
    add(event) {
      collector.add(event);
      if (event.type !== 'posture' || listed.length >= MOST_LISTED) return;
      const line = `  ${event.endpoint.padEnd(22)} ${cleanText(`${event.product} ${event.version ?? ''}`.trim(), 40).padEnd(24)} ${event.posture}`;
      if (options.explain) {
        listed.push(
          line,
          ...event.reasons.map(
            (reason) => `      ${cleanText(reason.command, 40).padEnd(24)} ${cleanText(reason.showed, 300)}`,
          ),
        );
      } else if (options.listOk && event.posture !== 'open') listed.push(line);
    },
    end() {
      if (listed.length > 0) stage.out(`${listed.join('\n')}\n\n`);
      stage.out(
        renderHuman(collector.summary(), {
          columns: stage.columns,
          color: stage.color,
          unicode: localeIsUtf8(stage.env),
          titles,
          failOn: options.failOn,
          ...(options.next === undefined ? {} : { next: options.next }),
          ...(options.exitLine === undefined ? {} : { exitLine: options.exitLine }),
        }),
      );
    },
  };
}

/** Turns the events of a run into what was asked for: a screen, one document, or a line an event. */
export async function presenter(
  format: RunFormat,
  stage: Stage,
  options: PresentOptions,
): Promise<Presenter> {
  switch (format) {
    case 'human':
      return humanPresenter(stage, options, (await import('./type-titles.ts')).typeTitles());
    case 'json': {
      const collector = createJsonCollector();
      return { add: (event) => collector.add(event), end: () => stage.out(collector.render()) };
    }
    case 'jsonl':
      return linePresenter(stage);
    case 'sarif': {
      const titles = (await import('./type-titles.ts')).typeTitles();
      const collector = createSarifCollector({ scopeUri: options.scopeUri, titles });
      return { add: (event) => collector.add(event), end: () => stage.out(collector.render()) };
    }
  }
}

export interface ProgressLine {
  update(done: number, total: number, found: number): void;
  end(): void;
}

/** The line on a terminal's stderr while a run goes on; nothing where stderr is no terminal or events are told on the same one. */
export function progressLine(stage: Stage, quiet: boolean, streaming: boolean): ProgressLine {
  const shown = stage.stderrIsTty && !quiet && !(streaming && stage.stdoutIsTty);
  const progress = createProgress({
    write: (text) => stage.err(text),
    isTty: shown,
    columns: () => stage.columns,
    unicode: localeIsUtf8(stage.env),
    ticks: () => systemClock.ticks(),
  });
  return {
    update: (done, total, found) => progress.update({ done, total, found, what: 'looking' }),
    end: () => progress.end(),
  };
}
