import { join, resolve } from 'node:path';
import {
  checkScope,
  type CheckedScope,
  explainScope,
  type Explanation,
  signScope,
  verifyScope,
} from '../flows/scope.ts';
import { homeDirectory, homePath } from '../kit/home.ts';
import { cleanText } from '../kit/text-safety.ts';
import { DEPTHS } from '../model/depth.ts';
import type { AllowEntry } from '../model/scope.ts';
import type { ExitCode, GlobalOptions, Io, Verb } from './verb.ts';

/** JSON in the two forms that a program reads; one object either way. */
function json(global: GlobalOptions, value: unknown): string {
  const plain = (_: string, inner: unknown): unknown => (typeof inner === 'bigint' ? String(inner) : inner);
  return `${JSON.stringify(value, plain, global.format === 'json' ? 2 : undefined)}\n`;
}

function row(label: string, text: string): string {
  return `${label.padEnd(10)} ${text}\n`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function addresses(count: bigint, family: string): string {
  if (count <= 0xffff_ffffn)
    return `${count.toLocaleString('en-US')} ${family} ${count === 1n ? 'address' : 'addresses'}`;
  return `about 2^${count.toString(2).length - 1} ${family} addresses`;
}

function checkText(checked: CheckedScope): string {
  const { scope, summary } = checked;
  const { authority, valid, probe } = scope;
  const counts = [
    summary.ipv4 > 0n ? addresses(summary.ipv4, 'IPv4') : '',
    summary.ipv6 > 0n ? addresses(summary.ipv6, 'IPv6') : '',
  ].filter((text) => text !== '');
  const depths = DEPTHS.filter((depth) => scope.allow.some((entry) => entry.depth === depth));
  const deny = `${plural(summary.denied, 'deny entry', 'deny entries')}, ${plural(checked.optOuts, 'opt-out')}`;
  return [
    row('scope', `${cleanText(checked.path)} is in order`),
    row(
      'authority',
      `${cleanText(authority.who)} · "${cleanText(authority.basis)}" · ${cleanText(authority.contact)}`,
    ),
    row('valid', `${valid.from} to ${valid.until} · ${plural(summary.daysLeft, 'whole day')} left`),
    row(
      'allow',
      `${plural(summary.ranges, 'range')}, ${plural(summary.names, 'name')} · ${counts.join(' and ')} · depth ${depths.join(', ')}`,
    ),
    row('deny', deny),
    row(
      'probe',
      `${probe.rate} new connections a second, ${probe.perHost} at a time to one address, from ${probe.vantage}`,
    ),
    ...(checked.signedBy === undefined ? [] : [row('signature', `holds, by the key ${checked.signedBy}`)]),
    ...summary.notes.map((note) => row('note', note)),
    ...checked.optOutProblems.map((problem) => row('opt-outs', `line ${problem.line}: ${problem.message}`)),
  ].join('');
}

const check: Verb = {
  name: 'scope check',
  summary: 'Say whether the scope file is in order, and what it allows',
  about:
    'Reads the scope file as a run would read it, and lists everything that is wrong with it, with line and column. Nothing is sent. Exit 0: in order; 2: not understood or incomplete; 3: understood, but it may not be used (expired, too wide, too long, or its signature does not hold).',
  args: [],
  options: [],
  examples: [{ run: 'sidelight scope check', does: 'checks ./sidelight.scope.yaml' }],
  async run({ global }, io) {
    const checked = await checkScope(global.scope, io, homePath(io, global));
    if (global.format === 'human') io.out(checkText(checked));
    else io.out(json(global, { ok: checked.optOutProblems.length === 0, ...checked }));
    return checked.optOutProblems.length > 0 ? 2 : 0;
  },
};

function entryText(entry: AllowEntry): string {
  return `${entry.id} (${entry.range ?? entry.name}, ${entry.depth})`;
}

function explanationText(one: Explanation): string {
  if (!one.verdict.ok) {
    const { because } = one.verdict.refusal;
    return (
      row('refused', `${one.target}: ${because}`) +
      row('', one.wayForward ?? '') +
      row('', 'Nothing was sent.')
    );
  }
  const { grant } = one.verdict;
  const depths = DEPTHS.slice(0, DEPTHS.indexOf(grant.depth) + 1).join(', ');
  const extra = [
    grant.relation === undefined ? '' : `relation ${grant.relation}`,
    grant.accounts.length === 0 ? '' : `accounts without a password: ${grant.accounts.join(', ')}`,
  ].filter((text) => text !== '');
  return (
    row('allowed', `${one.target} to depth ${grant.depth} (${depths})`) +
    row(
      '',
      `by ${one.entry === undefined ? grant.entry : entryText(one.entry)}${extra.map((text) => ` · ${text}`).join('')}`,
    ) +
    one.wider
      .map((entry) => row('', `${entryText(entry)} covers it too; the narrower entry counts`))
      .join('') +
    (one.entry?.name === undefined
      ? ''
      : row('', 'Every address that the name resolves to must be allowed by a range as well.'))
  );
}

const explain: Verb = {
  name: 'scope explain',
  summary: 'Say what the scope allows for an address, and which line says so',
  about:
    'Names the entry that allows the address, to which depth, and the wider entries that it overrides; or why it is refused and what would change that. Takes an address, a network, first-last or a host name. No packet is sent and no name is resolved. Exit 0: all of it is allowed; 3: some of it is not.',
  args: [{ name: 'address', about: '192.0.2.7, 192.0.2.0/24, 2001:db8::1 or db.example.org' }],
  options: [],
  examples: [
    { run: 'sidelight scope explain 198.51.100.9', does: 'says why it may or may not be looked at' },
  ],
  async run({ args, global }, io) {
    const parts = await explainScope(args[0] ?? '', global.scope, io, homePath(io, global));
    if (global.format === 'human') io.out(parts.map(explanationText).join(''));
    else if (global.format === 'json') io.out(json(global, { parts }));
    else for (const part of parts) io.out(json(global, part));
    return parts.every((part) => part.verdict.ok) ? 0 : 3;
  },
};

function keyPathOf(options: Readonly<Record<string, unknown>>, io: Io): string | undefined {
  const key = options['key'];
  return typeof key === 'string' ? resolve(io.cwd, key) : undefined;
}

const sign: Verb = {
  name: 'scope sign',
  summary: 'Sign the scope file, so that any change to it is noticed',
  about:
    'Adds (or replaces) the line signature: at the end of the file: Ed25519 over every other byte. Without --key the key lies in the state directory and is made on first use, readable by its owner alone.',
  args: [],
  options: [{ flag: '--key <file>', about: 'private key, Ed25519 in PEM; made where it is absent' }],
  examples: [
    {
      run: 'sidelight scope sign',
      does: 'signs ./sidelight.scope.yaml with the key of this state directory',
    },
  ],
  async run({ options, global }, io) {
    const keyPath = keyPathOf(options, io) ?? join(homeDirectory(io, global), 'keys', 'scope.pem');
    const signed = await signScope(global.scope, io, keyPath);
    if (global.format !== 'human') io.out(json(global, signed));
    else
      io.out(
        (signed.made
          ? row('key', `made: ${cleanText(signed.keyPath)} (keep it; who has it can sign for you)`)
          : '') + row('signed', `${cleanText(signed.path)} by the key ${signed.fingerprint}`),
      );
    return 0;
  },
};

const verify: Verb = {
  name: 'scope verify',
  summary: 'Say whether the signature of the scope file holds, and by which key',
  about:
    'Checks the signature over every other byte of the file. The signature proves that nothing was changed since; whose key it is, compare by its fingerprint or with --key. Exit 0: it holds; 3: it does not, or there is none.',
  args: [],
  options: [
    { flag: '--key <file>', about: 'the key that must have signed: public or private, Ed25519 in PEM' },
  ],
  examples: [
    {
      run: 'sidelight scope verify --key jane.pem',
      does: 'holds only if Jane signed it and nothing was changed',
    },
  ],
  async run({ options, global }, io): Promise<ExitCode> {
    const { path, fingerprint, publicKey } = await verifyScope(global.scope, io, keyPathOf(options, io));
    if (global.format !== 'human') io.out(json(global, { ok: true, path, fingerprint, publicKey }));
    else io.out(row('holds', `${cleanText(path)}, signed by the key ${fingerprint}`));
    return 0;
  },
};

export const scopeVerbs: readonly Verb[] = [check, explain, sign, verify];
