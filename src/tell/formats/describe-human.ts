import { bytesText } from './quantities.ts';
import type { Screen } from './wrap.ts';

/** Stands for the screen until it is laid out. */
export function renderDescription(
  result: { readonly receipt: { readonly bytesRead: number }; readonly exit: number },
  _options: Screen & { readonly titles: ReadonlyMap<string, string> },
): string {
  return `read ${bytesText(result.receipt.bytesRead)}\nexit ${result.exit}\n`;
}
