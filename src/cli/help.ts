import { type Command, type Help, Option } from 'commander';
import { SidelightError } from '../kit/errors.ts';
import { globalOptions } from './globals.ts';
import type { Verb, VerbOption } from './verb.ts';

export function toOption(option: VerbOption): Option {
  const made = new Option(option.flag, option.about);
  if (option.default !== undefined) made.default(option.default);
  if (option.choices) made.choices([...option.choices]);
  return made;
}

/** The options of every verb, without their defaults: where they stand before the verb, only what was typed may count. */
export function addGlobals(command: Command): void {
  for (const option of globalOptions) command.addOption(new Option(option.flag, option.about));
}

/** Choices of an option that stood before the verb, where the parser does not know yet which there are. */
export function checkChoices(options: Readonly<Record<string, unknown>>, known: readonly VerbOption[]): void {
  for (const option of known) {
    const value = options[new Option(option.flag).attributeName()];
    if (option.choices && value !== undefined && !option.choices.includes(String(value)))
      throw new SidelightError(
        'USAGE',
        `${option.flag} takes one of ${option.choices.join(', ')}; got "${String(value)}".`,
      );
  }
}

/** What was typed, on the verb or before it; the verb's own word counts where both were given. */
export function optionsOf(command: Command): Record<string, unknown> {
  const options: Record<string, unknown> = { ...command.opts() };
  for (let above = command.parent; above; above = above.parent) {
    for (const [name, value] of Object.entries(above.opts())) {
      const typed = above.getOptionValueSource(name) === 'cli';
      if (typed && command.getOptionValueSource(name) !== 'cli') options[name] = value;
    }
  }
  return options;
}

/** Short lists: a verb with its arguments, without the word `[options]` in each line. */
export const helpStyle: Partial<Help> = {
  showGlobalOptions: false,
  subcommandTerm(command) {
    const args = command.registeredArguments.map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
      return argument.required ? ` <${name}>` : ` [${name}]`;
    });
    return `${command.name()}${args.join('')}`;
  },
};

export function examplesText(verb: Verb): string {
  if (verb.examples.length === 0) return '';
  return `\nExamples:\n${verb.examples.map(({ run, does }) => `  ${run}\n      ${does}\n`).join('')}`;
}
