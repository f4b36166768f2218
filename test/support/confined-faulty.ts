import '../../src/flows/describe-confined.ts';
import { setImmediate } from 'node:timers';

/** The process that describes, in which a fault happens among values. The task's first name says which; its second is a value. */
process.on('message', (message: { readonly task: { readonly names: readonly string[] } }) => {
  const [kind = '', value = ''] = message.task.names;
  process.stderr.write(value);
  process.stdout.write(value);
  const held: string[] = [];
  const acts: Record<string, () => unknown> = {
    thrown: () => {
      throw new TypeError(value);
    },
    parsed: () => JSON.parse(value) as unknown,
    'no error': () => process.emit('uncaughtException', value as unknown as Error),
    rejected: () => Promise.reject(new Error(value)),
    forged: () => {
      throw new Error(`a\n    at f (${value}.js:1:2)`);
    },
    deep: () => {
      const again = (text: string): string => again(`${text}${value}`) + text;
      return again(value);
    },
    exit: () => process.exit(7),
    abort: () => process.abort(),
    segfault: () => process.kill(process.pid, 'SIGSEGV'),
    memory: () => {
      for (;;) held.push(`${value}${held.length}`.repeat(100).toUpperCase());
    },
  };
  setImmediate(() => acts[kind]?.());
});
