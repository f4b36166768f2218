import { formatRange } from '../kit/ip.ts';
import { cleanText } from '../kit/text-safety.ts';
import { openTargetList, readTargetList } from '../scope/import/read.ts';
import type { ListedTarget } from './prepare-look.ts';

export interface Listed {
  readonly entries: readonly ListedTarget[];
  /** What was read and what was not understood, for standard error. */
  readonly notes: readonly string[];
}

const MOST_NOTES = 10;

/** Addresses that a sweep of nmap, masscan, zmap or naabu found, or a plain list; `-` reads standard input. Each once. */
export async function readListed(path: string, stdin: AsyncIterable<Uint8Array | string>): Promise<Listed> {
  const list = path === '-' ? readTargetList(stdin, 'standard input') : await openTargetList(path);
  const entries = new Map<string, ListedTarget>();
  for await (const target of list.targets) {
    const what =
      target.kind === 'address'
        ? target.address
        : target.kind === 'range'
          ? formatRange(target.range)
          : target.host;
    entries.set(`${what} ${target.port ?? ''}`, target);
  }
  const { report } = list;
  const notes = [
    `${report.format}: ${entries.size} targets${report.skipped > 0 ? `, ${report.skipped} closed or not TCP` : ''}${report.bad > 0 ? `, ${report.bad} lines not understood` : ''}`,
    ...report.problems
      .slice(0, MOST_NOTES)
      .map(({ line, message }) => `  line ${line}: ${cleanText(message, 200)}`),
  ];
  return { entries: [...entries.values()], notes };
}
