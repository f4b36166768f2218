import { readdirSync, readFileSync } from 'node:fs';

function status(pid: number): { readonly parent: number; readonly peak: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return {
      parent: Number(/^PPid:\s+(\d+)/m.exec(text)?.[1] ?? 0),
      peak: Number(/^VmHWM:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024,
    };
  } catch {
    // It has ended meanwhile, or there is no /proc.
    return undefined;
  }
}

/**
 * Watches a process and all below it: the sum of the most resident memory that each ever had, in MB of 2^20 bytes. More than
 * they ever had at one time, never less. Undefined where the system has no /proc.
 */
export function watchTree(root: number): { readonly stop: () => number | undefined } {
  const peaks = new Map<number, number>();
  const look = (): void => {
    let pids: number[];
    try {
      pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
    } catch {
      return;
    }
    const all = new Map(pids.map((pid) => [pid, status(pid)]));
    for (const [pid, about] of all) {
      let at = pid;
      for (let depth = 0; at !== root && depth < 32 && at > 1; depth++) at = all.get(at)?.parent ?? 0;
      if (at === root && about !== undefined) peaks.set(pid, Math.max(peaks.get(pid) ?? 0, about.peak));
    }
  };
  const timer = setInterval(look, 50);
  look();
  return {
    stop() {
      clearInterval(timer);
      return peaks.size === 0 ? undefined : [...peaks.values()].reduce((a, b) => a + b, 0);
    },
  };
}
