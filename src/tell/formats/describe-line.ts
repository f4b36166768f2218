import { padEnd } from '../../kit/text-safety.ts';
import { type HumanOptions, WIDE, WIDEST } from './human-block.ts';
import { ours, wrapItems } from './wrap.ts';

const LABEL = 13;

/** Items under a label: beside it, or below it where the screen is narrow. */
export function line(
  label: string,
  items: readonly string[],
  options: HumanOptions,
  separator = ' · ',
): string[] {
  const wide = options.columns >= WIDE;
  const indent = wide ? LABEL : 2;
  const lines = wrapItems(items, Math.min(options.columns, WIDEST) - indent, ours(separator, options));
  if (!wide) return [label, ...lines.map((text) => `  ${text}`)];
  return lines.map((text, index) => padEnd(index === 0 ? label : '', LABEL) + text);
}
