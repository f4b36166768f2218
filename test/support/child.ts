import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { mkdtempSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Bundles a TypeScript entry so that plain Node runs it as a process of its own; packages stay outside. It is written
 * below `node_modules`, so that those packages are found.
 */
export async function bundleForChild(entry: string): Promise<string> {
  const root = join(process.cwd(), 'node_modules', '.cache', 'sidelight-tests');
  mkdirSync(root, { recursive: true });
  const file = join(mkdtempSync(join(root, 'child-')), 'child.mjs');
  const bundle = await rolldown({ input: entry, platform: 'node', external: /^[^./]/ });
  await bundle.write({ file, format: 'esm', codeSplitting: false });
  await bundle.close();
  return file;
}

export interface Child {
  readonly process: ChildProcess;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly out: string;
    readonly err: string;
  }>;
  /** Resolves when standard output holds this text. */
  says(text: string): Promise<void>;
}

export function startChild(file: string, args: readonly string[], options: SpawnOptions = {}): Child {
  const child = spawn(process.execPath, [file, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  const waiting = new Set<() => void>();
  child.stdout?.on('data', (data: Buffer) => {
    out += data.toString();
    for (const check of waiting) check();
  });
  child.stderr?.on('data', (data: Buffer) => {
    err += data.toString();
  });
  const ended = new Promise<Awaited<Child['ended']>>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  return {
    process: child,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (!out.includes(text)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
        void ended.then(() => reject(new Error(`the child ended without saying ${text}: ${err}`)));
      }),
  };
}
