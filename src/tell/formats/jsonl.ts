import { jsonLine } from '../../kit/text-safety.ts';
import type { SidelightEvent } from '../../model/event.ts';

/**
 * One event as one line of JSON, ended by a line feed. Controls and invisible characters stand as `\uXXXX`, so that a line
 * is safe to print and parses back to the same event.
 */
export function jsonlLine(event: SidelightEvent): string {
  return `${jsonLine(event)}\n`;
}
