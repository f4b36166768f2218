import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../kit/text-safety.ts';
import { createProgress, type ProgressOptions } from './progress.ts';

const CLEAR = '\r\x1b[2K';

function made(rest: Partial<ProgressOptions> = {}) {
  const written: string[] = [];
  let now = 0;
  let columns = 80;
  const progress = createProgress({
    write: (text) => written.push(text),
    isTty: true,
    columns: () => columns,
    unicode: true,
    ticks: () => now,
    ...rest,
  });
  return {
    progress,
    written,
    wait: (ms: number) => {
      now += ms;
    },
    resize: (to: number) => {
      columns = to;
    },
  };
}

describe('progress', () => {
  it('tells share, number, open ones, rate and time left', () => {
    const { progress, written, wait } = made();
    progress.update({ done: 0, total: 65_536, found: 0 });
    wait(1_000);
    progress.update({ done: 4_096, total: 65_536, found: 3 });
    expect(written).toEqual([
      `${CLEAR}────────────────  0 %  0 of 65,536  none open`,
      `${CLEAR}━───────────────  6 %  4,096 of 65,536  3 open  4,096/s  00:00:15 left`,
    ]);
  });

  it('writes at most every 100 ms, and the rate follows the last seconds', () => {
    const { progress, written, wait } = made();
    for (let n = 0; n < 1_000; n += 1) {
      progress.update({ done: n * 10, found: 0 });
      wait(1);
    }
    expect(written).toHaveLength(10);
    for (let n = 0; n < 200; n += 1) {
      wait(100);
      progress.update({ done: 10_000, found: 0 });
    }
    expect(written.at(-1)).toBe(`${CLEAR}10,000 done  none open`);
  });

  it('follows the width of the terminal, in ASCII where it must', () => {
    const { progress, written, wait, resize } = made({ unicode: false });
    for (const columns of [80, 30, 20, 5, 400]) {
      resize(columns);
      wait(200);
      progress.update({ done: 5, total: 10, found: 1, what: 'x'.repeat(500) });
      const line = written.at(-1)?.slice(CLEAR.length) ?? '';
      expect(displayWidth(line)).toBeLessThan(Math.max(20, columns));
    }
    expect(written[0]).toContain('########........');
    expect(written.join('').replaceAll(CLEAR, '')).toMatch(/^[\x20-\x7e…]*$/);
  });

  it('is taken away at the end and for a note, and comes back', () => {
    const { progress, written } = made();
    progress.update({ done: 1, found: 0 });
    progress.note('a note\x1b[2J');
    progress.update({ done: 2, found: 0 });
    progress.end();
    progress.end();
    progress.update({ done: 3, found: 0 });
    expect(written).toEqual([
      `${CLEAR}1 done  none open`,
      CLEAR,
      'a note\\x1b[2J\n',
      `${CLEAR}2 done  none open`,
      CLEAR,
    ]);
  });

  it('writes no line where stderr is no terminal', () => {
    const { progress, written, wait } = made({ isTty: false });
    progress.update({ done: 1, total: 2, found: 0 });
    wait(1_000);
    progress.update({ done: 2, total: 2, found: 0 });
    progress.end();
    expect(written).toEqual([]);
  });
});
