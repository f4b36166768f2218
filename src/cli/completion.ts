import { SidelightError } from '../kit/errors.ts';
import type { Verb, VerbOption } from './verb.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'pwsh'] as const;

function flagsOf(options: readonly VerbOption[]): readonly string[] {
  return options.flatMap((option) =>
    option.flag
      .split(/[ ,]+/)
      .filter((word) => word.startsWith('--'))
      .map((word) => word.trim()),
  );
}

interface Tree {
  readonly words: readonly string[];
  /** By first word: sub-verbs and flags. */
  readonly below: ReadonlyMap<
    string,
    { readonly subs: readonly string[]; readonly flags: readonly string[] }
  >;
}

function treeOf(verbs: readonly Verb[], globals: readonly VerbOption[]): Tree {
  const below = new Map<string, { subs: string[]; flags: string[] }>();
  for (const verb of verbs) {
    const [first = '', second] = verb.name.split(' ');
    const entry = below.get(first) ?? { subs: [], flags: flagsOf(globals).slice() };
    if (second !== undefined) entry.subs.push(second);
    for (const flag of flagsOf(verb.options)) if (!entry.flags.includes(flag)) entry.flags.push(flag);
    below.set(first, entry);
  }
  return { words: [...below.keys()], below };
}

function bash(tree: Tree): string {
  const cases = [...tree.below].map(
    ([word, { subs, flags }]) => `    ${word}) words="${[...subs, ...flags].join(' ')}" ;;`,
  );
  return `_sidelight() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" words
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${tree.words.join(' ')}"
  else
    case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  [ "\${#COMPREPLY[@]}" -eq 0 ] && COMPREPLY=($(compgen -f -- "$cur"))
}
complete -F _sidelight sidelight
`;
}

function zsh(tree: Tree): string {
  const cases = [...tree.below].map(
    ([word, { subs, flags }]) => `    ${word}) compadd -- ${[...subs, ...flags].join(' ')} ;;`,
  );
  return `#compdef sidelight
_sidelight() {
  if (( CURRENT == 2 )); then
    compadd -- ${tree.words.join(' ')}
    return
  fi
  case "\${words[2]}" in
${cases.join('\n')}
  esac
  _files
}
compdef _sidelight sidelight
`;
}

function fish(tree: Tree): string {
  const lines = [`complete -c sidelight -n __fish_use_subcommand -f -a "${tree.words.join(' ')}"`];
  for (const [word, { subs, flags }] of tree.below) {
    const seen = `-n "__fish_seen_subcommand_from ${word}"`;
    if (subs.length > 0) lines.push(`complete -c sidelight ${seen} -f -a "${subs.join(' ')}"`);
    for (const flag of flags) lines.push(`complete -c sidelight ${seen} -l ${flag.slice(2)}`);
  }
  return `${lines.join('\n')}\n`;
}

function pwsh(tree: Tree): string {
  const cases = [...tree.below].map(
    ([word, { subs, flags }]) => `    '${word}' { '${[...subs, ...flags].join("','")}' -split ',' }`,
  );
  return `Register-ArgumentCompleter -Native -CommandName sidelight -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $first = if ($commandAst.CommandElements.Count -gt 1) { $commandAst.CommandElements[1].ToString() } else { '' }
  $words = switch ($first) {
${cases.join('\n')}
    default { '${tree.words.join("','")}' -split ',' }
  }
  $words | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`;
}

/** `lists` gives the verbs at run time, since this verb is one of them. */
export function completionVerb(
  lists: () => { readonly verbs: readonly Verb[]; readonly globals: readonly VerbOption[] },
): Verb {
  return {
    name: 'completion',
    summary: 'Print a completion script for a shell',
    about:
      'Prints a script that completes verbs and options. It is made from the same definitions as the help.',
    args: [{ name: 'shell', about: SHELLS.join(', ') }],
    options: [],
    examples: [
      { run: 'sidelight completion bash > /etc/bash_completion.d/sidelight', does: 'installs it for bash' },
    ],
    async run({ args }, io) {
      const { verbs, globals } = lists();
      const tree = treeOf(verbs, globals);
      switch (args[0]) {
        case 'bash':
          io.out(bash(tree));
          return 0;
        case 'zsh':
          io.out(zsh(tree));
          return 0;
        case 'fish':
          io.out(fish(tree));
          return 0;
        case 'pwsh':
          io.out(pwsh(tree));
          return 0;
        default:
          throw new SidelightError(
            'USAGE',
            `There is no completion for this shell. Known are ${SHELLS.join(', ')}.`,
          );
      }
    },
  };
}
