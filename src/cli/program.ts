import { Command, CommanderError } from 'commander';
import { SidelightError } from '../kit/errors.ts';
import { faultOf, faultText } from '../kit/fault.ts';
import { fileError } from '../kit/files.ts';
import { keepMemoryOutOfDumps } from '../kit/memory-dumps.ts';
import { cleanText } from '../kit/text-safety.ts';
import { VERSION } from '../kit/version.ts';
import { globalOptions, globalsOf } from './globals.ts';
import { addGlobals, checkChoices, examplesText, helpStyle, optionsOf, toOption } from './help.ts';
import { processIo } from './io.ts';
import type { ExitCode, Io, Verb } from './verb.ts';
import { verbs } from './verbs.ts';

/** What the system refused and no room put into words of its own: still the machine's trouble, not a bug of this program. */
function inWords(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || error instanceof SidelightError) return error;
  const { path, syscall } = error as NodeJS.ErrnoException;
  return fileError(error, path ?? 'no path is known', `the system refused to ${syscall ?? 'go on'}`);
}

/** One line what, one line what to do: no stack trace for anything that a user can cause. */
function explain(given: unknown): { readonly text: string; readonly exit: ExitCode } {
  const error = inWords(given);
  if (error instanceof SidelightError) {
    const lines = (text: string): string[] => text.split('\n').map((line) => cleanText(line, 2_000));
    const hint = error.hint === undefined ? '' : `\n  ${lines(error.hint).join('\n  ')}`;
    return {
      text: `${lines(error.message).join('\n')}${hint}\n(${error.code}, exit ${error.exit})\n`,
      exit: error.exit as ExitCode,
    };
  }
  // A plain Error speaks in this program's words; those of the runtime quote what they met.
  const ours = error instanceof Error && error.name === 'Error' && !('code' in error);
  const what = ours ? cleanText(error.message, 300) : faultText(faultOf(error));
  return {
    text: `This is a bug in sidelight ${VERSION}: ${what}\n  Nothing recorded is lost. Please report it; SIDELIGHT_DEBUG=1 prints where.\n`,
    exit: 2,
  };
}

/** What the parser of the command line has to say, in the same words and with the same code as everything else. */
function usageError(error: CommanderError, argv: readonly string[]): SidelightError {
  const words = argv.filter((word) => /^[a-z]+$/.test(word));
  const verb = verbs.find(({ name }) => name === words.slice(0, 2).join(' ') || name === words[0]);
  const group = verbs.filter(({ name }) => name.startsWith(`${words[0]} `)).map(({ name }) => name);
  if (error.code === 'commander.help') {
    if (words.length === 0 || words[0] === 'help')
      return new SidelightError(
        'USAGE',
        words.length === 0
          ? 'a verb was expected, and only options came'
          : `there is no verb ${words[1] ?? ''}`,
        '`sidelight --help` lists every verb.',
      );
    return new SidelightError(
      'USAGE',
      `\`sidelight ${words[0] ?? ''}\` says too little: one of its parts was expected.`,
      group.map((name) => `sidelight ${name}`).join('\n'),
    );
  }
  const [what = '', near] = error.message.replace(/^error: /, '').split('\n');
  const help = verb === undefined ? (group.length > 0 ? ` ${words[0]}` : '') : ` ${verb.name}`;
  const hint = near === undefined ? '' : `${near.replace(/^\(|\)$/g, '')} `;
  return new SidelightError('USAGE', what, `${hint}\`sidelight${help} --help\` lists what there is.`);
}

function quietly(command: Command): Command {
  return command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureHelp(helpStyle)
    .configureOutput({ outputError: () => undefined, writeErr: () => undefined });
}

function addVerb(parent: Command, verb: Verb, settle: (code: ExitCode) => void, context: () => Io): void {
  const words = verb.name.split(' ');
  let command = parent;
  for (const [index, word] of words.entries()) {
    const existing = command.commands.find((candidate) => candidate.name() === word);
    const last = index === words.length - 1;
    if (existing && !last) command = existing;
    else {
      const made = quietly(command.command(word)).enablePositionalOptions(!last);
      if (!last) {
        const parts = verbs
          .filter(({ name }) => name.startsWith(`${word} `))
          .map(({ name }) => name.split(' ')[1]);
        made.summary(`${parts.join(', ')}: see \`sidelight ${word} --help\``);
        addGlobals(made);
      }
      command = made;
    }
  }
  command.summary(verb.summary).description(`${verb.summary}.\n\n${verb.about}`);
  for (const argument of verb.args) {
    const name = argument.variadic === true ? `${argument.name}...` : argument.name;
    command.argument(argument.optional === true ? `[${name}]` : `<${name}>`, argument.about);
  }
  const own = new Set(verb.options.map((option) => option.flag));
  const options = [...verb.options, ...globalOptions.filter((option) => !own.has(option.flag))];
  for (const option of options) command.addOption(toOption(option));
  command.addHelpText('after', examplesText(verb));
  command.action(async (...given: unknown[]) => {
    const typed = optionsOf(command);
    checkChoices(typed, options);
    const args = given
      .slice(0, verb.args.length)
      .flat()
      .filter((value) => typeof value === 'string');
    settle(await verb.run({ args, options: typed, global: globalsOf(typed) }, context()));
  });
}

function buildProgram(settle: (code: ExitCode) => void, context: () => Io): Command {
  const program = quietly(new Command('sidelight'))
    .description(
      'Finds databases left open in networks you may check, and says what each would leak without taking the data.',
    )
    .version(`sidelight ${VERSION}`, '-V, --version')
    .enablePositionalOptions()
    .configureOutput({ writeOut: (text) => context().out(text) })
    .addHelpText(
      'after',
      '\nStart with:  sidelight demo\nThen:        sidelight init && sidelight doctor && sidelight look\n',
    );
  addGlobals(program);
  for (const verb of verbs) addVerb(program, verb, settle, context);
  return program;
}

async function perform(argv: readonly string[], io: Io, interrupted: () => boolean): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = buildProgram(
    (settled) => {
      code = settled;
    },
    () => io,
  );
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (interrupted()) return 130;
    const known = error instanceof CommanderError ? usageError(error, argv) : error;
    const { text, exit } = explain(known);
    io.err(`sidelight: ${text}`);
    if (io.env['SIDELIGHT_DEBUG'] === '1' && error instanceof Error)
      io.err(
        `${faultOf(error)
          .at.map((place) => `    at ${place}\n`)
          .join('')}`,
      );
    return exit;
  }
}

/** Runs one command line and gives its exit code. Never throws. */
export async function run(argv: readonly string[]): Promise<number> {
  keepMemoryOutOfDumps();
  const { io, interrupted, flushed, release } = processIo({ color: !argv.includes('--no-color') });
  const onBug = (error: Error): void => {
    io.err(`sidelight: ${explain(error).text}`);
    process.exit(2);
  };
  process.on('uncaughtException', onBug);
  const code = await perform(argv, io, interrupted);
  const lost = await flushed();
  release();
  process.removeListener('uncaughtException', onBug);
  // A reader that left early (`| head`) has what it wanted; where there is no room, findings were lost, and that is said.
  if (lost === undefined || lost.code === 'EPIPE') return code;
  const { text, exit } = explain(
    new SidelightError(
      lost.code === 'ENOSPC' || lost.code === 'EDQUOT' ? 'DISK_FULL' : 'CONFIG',
      `standard output did not take everything: ${lost.code ?? 'unknown error'}`,
      'What was recorded is kept: `sidelight case list` shows it. Free some space, or write elsewhere.',
    ),
  );
  io.err(`sidelight: ${text}`);
  return exit;
}
