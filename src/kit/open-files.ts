import { readFileSync } from 'node:fs';

/** How many files and sockets this process may have open at the same time; undefined where the system does not say. */
export function openFileLimit(): number | undefined {
  try {
    const limit = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit === undefined || limit === 'unlimited' ? undefined : Number(limit);
  } catch {
    const report = process.report?.getReport() as
      | { userLimits?: { open_files?: { soft?: unknown } } }
      | undefined;
    const soft = Number(report?.userLimits?.open_files?.soft);
    return Number.isFinite(soft) ? soft : undefined;
  }
}

/** Open files that the program itself needs beside its sockets: store, logs, journal, threads. */
const OWN_FILES = 96;

/** As many sockets as were asked for, and no more than the system grants. At least one. */
export function fittingSockets(asked: number, limit: number | undefined): number {
  return limit === undefined ? asked : Math.max(1, Math.min(asked, limit - OWN_FILES));
}
