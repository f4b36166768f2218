import { writeScopeTemplate } from '../flows/scope.ts';
import { cleanText } from '../kit/text-safety.ts';
import type { Verb } from './verb.ts';

export const initVerb: Verb = {
  name: 'init',
  summary: 'Write a scope file to fill in',
  about:
    'Writes sidelight.scope.yaml with comments into the working directory. It says who authorises the look, on what basis, until when, where and how deep; it is refused until these are filled in. A file that is there already is left as it is.',
  args: [],
  options: [],
  examples: [
    {
      run: 'sidelight init',
      does: 'writes ./sidelight.scope.yaml; then edit it and ask `sidelight scope check`',
    },
  ],
  async run({ global }, io) {
    const path = writeScopeTemplate(io);
    if (global.format === 'human')
      io.out(
        `wrote ${cleanText(path)}\nNext: name the authority and the ranges in it, then ask \`sidelight scope check\`.\n`,
      );
    else io.out(`${JSON.stringify({ path })}\n`);
    return 0;
  },
};
