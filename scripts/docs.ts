import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { globalOptions } from '../src/cli/globals.ts';
import type { VerbOption } from '../src/cli/verb.ts';
import { verbs } from '../src/cli/verbs.ts';
import { datatypes } from '../src/datatypes/index.ts';
import { ERRORS } from '../src/kit/errors.ts';
import { services } from '../src/services/index.ts';
import { eventSchema } from '../src/tell/formats/event-schema.ts';
import { holesOf } from '../src/wire/template.ts';

/** Writes docs/: what is in the code, for reading. CI fails where these files say something else than the code. */
const folder = join(process.cwd(), 'docs');
const made = '<!-- Made by `npm run docs` from the source. -->\n';

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '--')), ...rows.map(line)].join('\n');
}

function optionRows(options: readonly VerbOption[]): readonly (readonly string[])[] {
  return options.map((option) => [
    `\`${option.flag}\``,
    [
      option.about,
      option.choices ? `one of ${option.choices.join(', ')}` : '',
      option.default === undefined ? '' : `default ${String(option.default)}`,
    ]
      .filter((part) => part !== '')
      .join('; '),
  ]);
}

const cli = [
  made,
  '# Command line\n',
  'Exit codes: `0` complete, nothing at or above `--fail-on` · `1` exposure at or above it · `2` usage or configuration · `3` refused by scope, expiry or opt-out · `4` incomplete, nothing found so far · `5` audit chain broken · `130` interrupted, can be resumed. 1 outranks 4.\n',
  'Findings go to standard output, progress and notes to standard error.\n',
  '## Options of every verb\n',
  table(['option', 'meaning'], optionRows(globalOptions)),
  ...verbs.flatMap((verb) => [
    `\n## sidelight ${verb.name}\n`,
    `${verb.summary}. ${verb.about}\n`,
    `\`sidelight ${verb.name}${verb.args.map((argument) => ` ${argument.optional === true ? '[' : '<'}${argument.name}${argument.variadic === true ? '...' : ''}${argument.optional === true ? ']' : '>'}`).join('')}\`\n`,
    ...(verb.args.length > 0
      ? [
          table(
            ['argument', 'meaning'],
            verb.args.map((argument) => [argument.name, argument.about]),
          ),
          '',
        ]
      : []),
    ...(verb.options.length > 0 ? [table(['option', 'meaning'], optionRows(verb.options)), ''] : []),
    ...verb.examples.map((example) => `- \`${example.run}\`: ${example.does}`),
  ]),
  '',
].join('\n');

const errors = [
  made,
  '# Errors\n',
  'Every error that a user can meet, with the exit code that it gives.\n',
  table(
    ['code', 'exit', 'meaning'],
    Object.entries(ERRORS).map(([code, entry]) => [`\`${code}\``, String(entry.exit), entry.title]),
  ),
  '',
].join('\n');

const serviceDoc = [
  made,
  '# Services\n',
  'What may be sent to each, and nothing else: the guard writes bytes from this table alone. A depth is granted by the scope file.\n',
  ...services.flatMap((service) => [
    `## ${service.title} (\`${service.name}\`)\n`,
    `Usual ports ${service.ports.join(', ')} · TLS: ${service.tls} · ${service.first} speaks first · sample: ${service.sample ? 'yes' : 'not needed or not possible'}\n`,
    table(
      ['command', 'depth', 'asks', 'holes'],
      Object.entries(service.allow).map(([name, row]) => [
        `\`${name}\`${row.account === true ? ' (listed accounts only)' : ''}`,
        row.depth,
        row.why,
        [...new Set(holesOf(row.send).map((hole) => `${hole.hole}: ${hole.allows}`))].join('; '),
      ]),
    ),
    '\nHow to close it:\n',
    ...service.close.map((remedy) => `- ${remedy.versions}: ${remedy.lines.join(' ')}`),
    '',
  ]),
].join('\n');

const types = [
  made,
  '# Data types\n',
  `${datatypes.length} types, ${new Set(datatypes.filter((type) => type.group === 'government-id' && type.country !== undefined).map((type) => type.country)).size} countries of national identifiers. "Null" is the share of random values of the same shape that pass the check; a column counts only far above it.\n`,
  table(
    ['id', 'title', 'group', 'GDPR', 'PIPL', 'CPRA', 'weight', 'needs', 'null', 'source'],
    datatypes.map((type) => [
      `\`${type.id}\``,
      type.title,
      type.group,
      type.law.gdpr,
      type.law.pipl,
      type.law.cpra,
      type.weight,
      type.needs,
      type.nullRate === 1 ? 'no check' : String(type.nullRate),
      type.source,
    ]),
  ),
  '',
].join('\n');

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'cli.md'), cli);
writeFileSync(join(folder, 'errors.md'), errors);
writeFileSync(join(folder, 'services.md'), serviceDoc);
writeFileSync(join(folder, 'datatypes.md'), types);
writeFileSync(join(folder, 'events.schema.json'), `${JSON.stringify(eventSchema, null, 2)}\n`);
