import { addOptOuts, listOptOuts, removeOptOuts } from '../flows/optout.ts';
import { homeDirectory, homePath } from '../kit/home.ts';
import { cleanText } from '../kit/text-safety.ts';
import type { Verb } from './verb.ts';

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const add: Verb = {
  name: 'optout add',
  summary: 'Put addresses, networks or names on the list of those who are not looked at',
  about:
    'Opt-outs win over every allow entry of every scope. A run that is under way keeps to them within a second. The list is a text file in the state directory: one address, network or host name a line.',
  args: [
    { name: 'target', about: '192.0.2.7, 192.0.2.0/24, 2001:db8::/48 or db.example.org', variadic: true },
  ],
  options: [
    { flag: '--until <date>', about: 'the last day on which it counts (UTC); without it, it has no end' },
    { flag: '--note <text>', about: 'who asked, and when' },
  ],
  examples: [
    {
      run: 'sidelight optout add 198.51.100.0/25 --until 2027-03-31',
      does: 'leaves that half alone until the end of March',
    },
  ],
  async run({ args, options, global }, io) {
    const until = text(options['until']);
    const note = text(options['note']);
    const added = addOptOuts(homeDirectory(io, global), args, {
      ...(until === undefined ? {} : { until }),
      ...(note === undefined ? {} : { note }),
    });
    if (global.format === 'human')
      io.out(added === 0 ? 'already on the list\n' : `added ${added} to the opt-out list\n`);
    else io.out(`${JSON.stringify({ added })}\n`);
    return 0;
  },
};

const list: Verb = {
  name: 'optout list',
  summary: 'Show who is not looked at',
  about:
    'Lists the opt-outs with their line and end. Exit 2 where a line is not understood: no run begins before it is corrected.',
  args: [],
  options: [],
  examples: [{ run: 'sidelight optout list', does: 'shows every entry and its end' }],
  async run({ global }, io) {
    const { path, entries, problems } = listOptOuts(homePath(io, global));
    if (global.format === 'json') io.out(`${JSON.stringify({ path, entries, problems }, undefined, 2)}\n`);
    else if (global.format === 'jsonl') for (const entry of entries) io.out(`${JSON.stringify(entry)}\n`);
    else {
      if (entries.length === 0) io.out('nobody has opted out\n');
      for (const entry of entries) {
        const end = entry.until === undefined ? '' : `  ${entry.ended ? 'ended' : 'until'} ${entry.until}`;
        io.out(`${cleanText(entry.text, 120)}${end}\n`);
      }
    }
    for (const problem of problems) io.err(`${cleanText(path)}, line ${problem.line}: ${problem.message}\n`);
    return problems.length > 0 ? 2 : 0;
  },
};

const remove: Verb = {
  name: 'optout remove',
  summary: 'Take entries off the opt-out list',
  about:
    'Takes entries off by their text, as `optout list` shows it. Do so only where whoever asked has changed their mind.',
  args: [{ name: 'target', about: 'the entry as the list shows it', variadic: true }],
  options: [],
  examples: [
    { run: 'sidelight optout remove 198.51.100.0/25', does: 'lets the scope decide about it again' },
  ],
  async run({ args, global }, io) {
    const removed = removeOptOuts(homeDirectory(io, global), args);
    if (global.format === 'human') io.out(`removed ${removed} from the opt-out list\n`);
    else io.out(`${JSON.stringify({ removed })}\n`);
    return 0;
  },
};

export const optoutVerbs: readonly Verb[] = [add, list, remove];
