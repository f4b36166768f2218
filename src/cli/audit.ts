import { homePath } from '../kit/home.ts';
import { cleanText, jsonLine } from '../kit/text-safety.ts';
import type { Verb } from './verb.ts';

const verify: Verb = {
  name: 'audit verify',
  summary: 'Check that nothing in the audit log was changed',
  about:
    'Reads the whole log, checks that each line carries the hash of the line before it, and that the signed seal beside the log fits. Any changed byte, missing, added or moved line is found, and the first line that does not hold is named (exit 5). Lines written after the last seal are counted and said: they chain, but nothing signed tells how many there were.',
  args: [
    {
      name: 'file',
      about: 'another log, with its seal beside it (default: the log of the state directory)',
      optional: true,
    },
  ],
  options: [],
  examples: [{ run: 'sidelight audit verify', does: 'checks the log of the state directory; exit 0 or 5' }],
  async run({ args, global }, io) {
    const { checkLedger } = await import('../cases/ledger.ts');
    const checked = await checkLedger(homePath(io, global), args[0], io.signal);
    if (global.format !== 'human') {
      io.out(`${jsonLine({ v: 1, type: 'audit.verified', ok: true, ...checked })}\n`);
      return 0;
    }
    const { entries, unsealed, tornBytes, sealed, head, keyFingerprint, open } = checked;
    io.out(`audit log   ${cleanText(checked.path)}\n`);
    io.out(`chain       holds: ${entries.toLocaleString('en-US')} entries, last hash ${head.slice(0, 16)}\n`);
    io.out(
      `seal        holds: ${sealed.entries.toLocaleString('en-US')} entries on ${cleanText(sealed.at)}, key ${keyFingerprint}\n`,
    );
    if (unsealed > 0)
      io.out(
        `not sealed  ${unsealed.toLocaleString('en-US')} entries after the last seal${open ? ' (a run is writing)' : ': the last writer was ended before it could seal'}\n`,
      );
    if (tornBytes > 0)
      io.out(
        `unfinished  ${tornBytes} bytes of a last line${open ? ' (a run is writing)' : ': the next run cuts them off and records that'}\n`,
      );
    return 0;
  },
};

export const auditVerbs: readonly Verb[] = [verify];
