import type { Feed, Sink } from './sink.ts';

/** Characters of one line, or of one JSON object. The line of a host with every port open has 1.5 million. */
export const LONGEST_LINE = 4 << 20;

/** Cuts text into lines; one that is too long is left out and reported. */
export function lineFeed(sink: Sink, read: { line(text: string, number: number): void; end?(): void }): Feed {
  let parts: string[] = [];
  let length = 0;
  let number = 1;
  let tooLong = false;
  const finish = (): void => {
    if (tooLong) sink.bad(number, `the line is longer than ${LONGEST_LINE} characters`);
    else read.line((parts.length === 1 ? (parts[0] ?? '') : parts.join('')).replace(/\r$/, ''), number);
    parts = [];
    length = 0;
    tooLong = false;
  };
  const take = (text: string): void => {
    length += text.length;
    if (length > LONGEST_LINE) {
      tooLong = true;
      parts = [];
    } else if (text !== '') parts.push(text);
  };
  return {
    push(text) {
      let start = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        take(text.slice(start, end));
        finish();
        number++;
        start = end + 1;
      }
      take(text.slice(start));
    },
    end() {
      if (length > 0) finish();
      read.end?.();
    },
  };
}
