import type { GlobalOptions, VerbOption } from './verb.ts';

/** Options that stand on every verb. */
export const globalOptions: readonly VerbOption[] = [
  { flag: '--scope <file>', about: 'the scope file (default: ./sidelight.scope.yaml)' },
  { flag: '--home <dir>', about: 'the state directory: store, audit log, keys, runs' },
  {
    flag: '--format <format>',
    about: 'how findings are written',
    choices: ['human', 'json', 'jsonl'],
    default: 'human',
  },
  { flag: '-q, --quiet', about: 'no progress and no notes' },
  { flag: '--no-color', about: 'no colour' },
  { flag: '--no-input', about: 'never ask' },
  { flag: '-y, --yes', about: 'take yes for an answer where it would be asked' },
];

/** For verbs that look: findings as SARIF as well. Stands in the place of the option of every verb. */
export const runFormatOption: VerbOption = {
  flag: '--format <format>',
  about: 'how findings are written',
  choices: ['human', 'json', 'jsonl', 'sarif'],
  default: 'human',
};

export function globalsOf(options: Readonly<Record<string, unknown>>): GlobalOptions {
  return {
    format: options['format'] as GlobalOptions['format'],
    quiet: options['quiet'] === true,
    input: options['input'] !== false,
    yes: options['yes'] === true,
    scope: options['scope'] as string | undefined,
    home: options['home'] as string | undefined,
  };
}
