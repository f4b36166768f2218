import { Command, CommanderError, Option } from 'commander';
import { SidelightError } from '../kit/errors.ts';
import { cleanText } from '../kit/text-safety.ts';
import { VERSION } from '../kit/version.ts';
import { processIo } from './io.ts';
import { globalOptions, globalsOf } from './globals.ts';
import type { ExitCode, Io, Verb, VerbOption } from './verb.ts';
import { verbs } from './verbs.ts';

function toOption(option: VerbOption): Option {
  const made = new Option(option.flag, option.about);
  if (option.default !== undefined) made.default(option.default);
  if (option.choices) made.choices([...option.choices]);
  return made;
}

/** One line what, one line what to do: no stack trace for anything that a user can cause. */
export function explain(error: unknown): { readonly text: string; readonly exit: ExitCode } {
  if (error instanceof SidelightError) {
    const hint = error.hint === undefined ? '' : `\n  ${error.hint.split('\n').join('\n  ')}`;
    return {
      text: `${error.message}${hint}\n(${error.code}, exit ${error.exit})\n`,
      exit: error.exit as ExitCode,
    };
  }
  const what =
    error instanceof Error ? `${error.name}: ${cleanText(error.message, 300)}` : 'something that is no error';
  return {
    text: `This is a bug in sidelight ${VERSION}: ${what}\n  Nothing recorded is lost. Please report it; SIDELIGHT_DEBUG=1 prints where.\n`,
    exit: 2,
  };
}

function addVerb(parent: Command, verb: Verb, settle: (code: ExitCode) => void, context: () => Io): void {
  const words = verb.name.split(' ');
  let command = parent;
  for (const [index, word] of words.entries()) {
    const existing = command.commands.find((candidate) => candidate.name() === word);
    const last = index === words.length - 1;
    if (existing && !last) command = existing;
    else {
      const made = command.command(word);
      made.description(last ? verb.summary : '');
      command = made;
    }
  }
  for (const argument of verb.args) {
    const name = argument.variadic === true ? `${argument.name}...` : argument.name;
    command.argument(argument.optional === true ? `[${name}]` : `<${name}>`, argument.about);
  }
  for (const option of [...verb.options, ...globalOptions]) command.addOption(toOption(option));
  command.action(async (...given: unknown[]) => {
    const options = command.opts();
    const args = given
      .slice(0, verb.args.length)
      .flat()
      .filter((value) => typeof value === 'string');
    settle(await verb.run({ args, options, global: globalsOf(options) }, context()));
  });
}

export function buildProgram(settle: (code: ExitCode) => void, context: () => Io): Command {
  const program = new Command('sidelight')
    .description(
      'Finds databases left open in networks you may check, and says what each would leak without taking the data.',
    )
    .version(`sidelight ${VERSION}`, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureHelp({ showGlobalOptions: false })
    .addHelpText(
      'after',
      '\nStart with:  sidelight demo\nThen:        sidelight init && sidelight doctor && sidelight look\n',
    );
  for (const verb of verbs) addVerb(program, verb, settle, context);
  return program;
}

/** Runs one command line and gives its exit code. Never throws. */
export async function run(argv: readonly string[]): Promise<number> {
  const { io, interrupted, release } = processIo({
    color: !argv.includes('--no-color'),
    quiet: argv.includes('--quiet'),
  });
  let code: ExitCode = 0;
  const program = buildProgram(
    (settled) => {
      code = settled;
    },
    () => io,
  );
  try {
    if (argv.length === 0) {
      io.out(program.helpInformation());
      return 0;
    }
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (interrupted()) return 130;
    const { text, exit } = explain(error);
    io.err(`sidelight: ${text}`);
    if (io.env['SIDELIGHT_DEBUG'] === '1' && error instanceof Error)
      io.err(`${cleanText(error.stack ?? '', 4000)}\n`);
    return exit;
  } finally {
    release();
  }
  return code;
}
