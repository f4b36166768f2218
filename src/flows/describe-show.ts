import { systemClock } from '../kit/clock.ts';
import { jsonLine } from '../kit/text-safety.ts';
import { renderDescription } from '../tell/formats/describe-human.ts';
import { describeSarif } from '../tell/formats/describe-sarif.ts';
import { bytesText, countText, durationText } from '../tell/formats/quantities.ts';
import { localeIsUtf8 } from '../tell/formats/wrap.ts';
import type { Description } from './describe.ts';
import type { RunFormat, Stage } from './present.ts';
import { typeTitles } from './type-titles.ts';

const EVERY = 150;
const CLEAR = '\r\x1b[2K';

export interface DescribeProgress {
  update(done: number, total: number | undefined, records: number): void;
  end(): void;
}

/** Bytes, rate and time left on a terminal's stderr; nothing elsewhere. */
export function describeProgress(stage: Stage, quiet: boolean): DescribeProgress {
  const shown = stage.stderrIsTty && !quiet;
  const started = systemClock.ticks();
  let last = Number.NEGATIVE_INFINITY;
  let visible = false;
  return {
    update(done, total, records) {
      const now = systemClock.ticks();
      if (!shown || now - last < EVERY) return;
      last = now;
      const rate = now > started ? (done * 1000) / (now - started) : 0;
      const parts = [
        total === undefined || total === 0
          ? bytesText(done)
          : `${Math.floor((Math.min(done, total) / total) * 100)} %  ${bytesText(done)} of ${bytesText(total)}`,
        `${countText(records)} records`,
        ...(rate > 0 ? [`${bytesText(rate)}/s`] : []),
        ...(total !== undefined && rate > 0 && total > done
          ? [`${durationText((total - done) / rate)} left`]
          : []),
      ];
      stage.err(CLEAR + parts.join('  ').slice(0, Math.max(20, stage.columns - 1)));
      visible = true;
    },
    end() {
      if (visible) stage.err(CLEAR);
      visible = false;
    },
  };
}

/** The result as it was asked for: a screen, one document, or a line for each part. */
export function showDescription(
  result: Description,
  exit: number,
  format: RunFormat,
  stage: Stage,
  explain = false,
): void {
  switch (format) {
    case 'json':
      stage.out(`${jsonLine({ ...result, exit })}\n`);
      return;
    case 'jsonl': {
      const { sources, datasets, receipt, ...rest } = result;
      for (const source of sources) stage.out(`${jsonLine({ v: 1, type: 'source', ...source })}\n`);
      for (const dataset of datasets) stage.out(`${jsonLine({ v: 1, type: 'dataset', ...dataset })}\n`);
      stage.out(`${jsonLine({ v: 1, type: 'receipt', receipt })}\n`);
      stage.out(`${jsonLine({ ...rest, type: 'run.finished', exit })}\n`);
      return;
    }
    case 'sarif':
      stage.out(
        describeSarif(
          { ...result, exit },
          { titles: typeTitles(), startedAt: result.receipt.from, endedAt: result.receipt.until },
        ),
      );
      return;
    case 'human':
      stage.out(
        renderDescription(
          { ...result, exit },
          {
            columns: stage.columns,
            color: stage.color,
            unicode: localeIsUtf8(stage.env),
            titles: typeTitles(),
            explain,
          },
        ),
      );
  }
}
