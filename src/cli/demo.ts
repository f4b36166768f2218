import type { RunFormat } from '../flows/present.ts';
import { runFormatOption } from './globals.ts';
import type { ExitCode, Io, Verb, VerbInput } from './verb.ts';

async function untilStopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

async function run({ args, options, global }: VerbInput, io: Io): Promise<ExitCode> {
  if (options['list'] === true) {
    const { twinList } = await import('../flows/twin-list.ts');
    io.out(twinList());
    return 0;
  }
  const { lookAtTwins, startTwins, stopTwins } = await import('../flows/demo.ts');
  const { presenter } = await import('../flows/present.ts');
  const running = await startTwins(args);
  try {
    if (!global.quiet) {
      io.err(
        `${running.length} synthetic twins stand on loopback; every person in them is invented, nothing leaves this machine\n`,
      );
      const widest = Math.max(...running.map(({ twin }) => twin.name.length));
      for (const { twin, fake } of running) {
        const { address, port } = fake.endpoint;
        io.err(`  ${`${address}:${port}`.padEnd(22)} ${twin.name.padEnd(widest)} ${twin.title}\n`);
      }
    }
    if (options['serve'] === true) {
      io.err('They stay until Ctrl-C. Allow 127.77.0.0/16 in a scope file to look at them.\n');
      await untilStopped(io.signal);
      return 0;
    }
    if (!global.quiet) io.err('\n');
    const show = await presenter(options['format'] as RunFormat, io, {
      explain: options['explain'] === true,
      listOk: true,
      failOn: 'low',
      next: 'sidelight init && sidelight doctor && sidelight look',
      exitLine: false,
    });
    for await (const event of lookAtTwins(running, io.signal)) show.add(event);
    show.end();
    return io.signal.aborted ? 130 : 0;
  } finally {
    await stopTwins(running);
  }
}

export const demoVerb: Verb = {
  name: 'demo',
  summary: 'Look at synthetic twins of published incidents, on this machine alone',
  about:
    'Starts small servers on loopback addresses that speak the protocols of MongoDB, Elasticsearch, ClickHouse and PostgreSQL, filled with invented people at the counts that were published; looks at them as `look` does; ends them and leaves nothing behind. Exits 0 where the look worked, whatever it found.',
  args: [{ name: 'twins', about: 'names of twins; all where none is named', optional: true, variadic: true }],
  options: [
    { flag: '--list', about: 'list the twins and the incidents behind them' },
    { flag: '--serve', about: 'only start them, and keep them until Ctrl-C' },
    { flag: '--explain', about: 'show for each service which command showed what' },
    runFormatOption,
  ],
  examples: [
    { run: 'sidelight demo', does: 'finds, describes and rates all twins in a few seconds' },
    { run: 'sidelight demo --serve', does: 'keeps them standing, to try `look` on' },
  ],
  run,
};
