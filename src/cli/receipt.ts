import { homePath } from '../kit/home.ts';
import { cleanText, jsonLine, padEnd } from '../kit/text-safety.ts';
import type { Receipt } from '../model/receipt.ts';
import type { Verb } from './verb.ts';

function line(label: string, text: string): string {
  return `${padEnd(label, 12)}${text}\n`;
}

function render(receipt: Receipt, oneLine: string): string {
  const count = (value: number): string => value.toLocaleString('en-US');
  return [
    line('receipt', cleanText(oneLine, 400)),
    line(
      receipt.endpoint === undefined ? 'run' : 'endpoint',
      cleanText(receipt.endpoint ?? receipt.run, 200),
    ),
    line('authority', `${cleanText(receipt.authority, 200)} · ${cleanText(receipt.basis, 200)}`),
    line('scope', cleanText(receipt.scope, 80)),
    line('time', `${cleanText(receipt.from, 40)} to ${cleanText(receipt.until, 40)}`),
    line(
      'targets',
      `${count(receipt.targets)} targets · ${count(receipt.endpointsAnswered)} answered · ${count(receipt.connections)} connections`,
    ),
    line(
      'commands',
      `${count(receipt.commands)} sent, all of them reads · ${count(receipt.bytesSent)} bytes out · ${count(receipt.bytesRead)} bytes in`,
    ),
    ...Object.entries(receipt.byCommand).map(([name, times]) =>
      line('', `${cleanText(name, 60)}: ${count(times)}`),
    ),
    line('audit', `entry ${count(receipt.chain.entries)}, hash ${cleanText(receipt.chain.head, 80)}`),
    line('signature', cleanText(receipt.signature ?? 'none', 300)),
  ].join('');
}

export const receiptVerb: Verb = {
  name: 'receipt',
  summary: 'Say, signed, what was read from whom',
  about:
    'Derives the receipt of a run from the audit log (checking the log on the way) and signs it. With the number of a case: all that was ever done to that endpoint, for its owner. --verify checks a receipt that somebody hands in; exit 5 where it was changed, or where this log no longer agrees with it.',
  args: [{ name: 'run', about: 'id of a run, or number of a case (default: the last run)', optional: true }],
  options: [{ flag: '--verify <file>', about: 'check this receipt (JSON) instead' }],
  examples: [
    { run: 'sidelight receipt', does: 'the receipt of the last run' },
    {
      run: 'sidelight receipt 12 --format json > receipt.json',
      does: 'what was done to the endpoint of case 12, to hand to its owner',
    },
    { run: 'sidelight receipt --verify receipt.json', does: 'checks it' },
  ],
  async run({ args, options, global }, io) {
    const home = homePath(io, global);
    const { checkReceipt, receiptLine, receiptOf } = await import('../cases/ledger.ts');
    if (typeof options['verify'] === 'string') {
      const checked = await checkReceipt(home, options['verify'], io.signal);
      if (global.format !== 'human')
        io.out(
          `${jsonLine({ v: 1, type: 'receipt.verified', ok: checked.log !== 'contradicted', ...checked })}\n`,
        );
      else {
        io.out(render(checked.receipt, receiptLine(checked.receipt)));
        io.out(line('checked', VERDICTS[checked.log].replace('KEY', checked.keyFingerprint)));
      }
      return checked.log === 'contradicted' ? 5 : 0;
    }
    const receipt = await receiptOf(home, args[0], io.env, io.signal);
    if (global.format === 'json') io.out(`${jsonLine(receipt)}\n`);
    else if (global.format === 'jsonl')
      io.out(`${jsonLine({ v: 1, type: 'receipt', at: receipt.until, run: receipt.run, receipt })}\n`);
    else io.out(render(receipt, receiptLine(receipt)));
    return 0;
  },
};

const VERDICTS = {
  here: 'the signature holds (key KEY, of this state directory), and this log agrees',
  elsewhere:
    'the signature holds (key KEY, not of this state directory); only the log it came from can confirm the rest',
  contradicted:
    'the signature holds (key KEY, of this state directory), but this log no longer agrees: the log was replaced or rolled back',
} as const;
