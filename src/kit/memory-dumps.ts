import { writeFileSync } from 'node:fs';

/**
 * From here on a core file of this process, or what a crash handler of the system is given, holds none of its memory
 * (Linux, core(5) "Controlling which mappings are written"). All threads share it, and it costs no other process. True where
 * the kernel took it.
 */
export function keepMemoryOutOfDumps(): boolean {
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
    return true;
  } catch {
    return false;
  }
}
