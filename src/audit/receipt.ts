import { hash } from 'node:crypto';
import { SidelightError } from '../kit/errors.ts';
import type { Receipt } from '../model/receipt.ts';
import type { AuditEntry, AuditLine, Position } from './entry.ts';
import type { AuditLog } from './log.ts';
import { verifySignature, type Signer } from './signing.ts';
import { verifyLog } from './verify.ts';

/** Which lines a receipt is about: one run, one endpoint over all runs, or one endpoint in one run. */
export interface ReceiptFilter {
  readonly run?: string;
  readonly endpoint?: string;
}

export interface ReceiptCounter {
  add(line: AuditLine): void;
  /** True once a line of the run or endpoint was counted. */
  seen(): boolean;
  receipt(): Receipt;
}

/** An endpoint as a number: IPv4 and port fit exactly, anything else is the first 48 bits of its SHA-256. */
function endpointNumber(endpoint: string): number {
  const v4 = /^(\d+)\.(\d+)\.(\d+)\.(\d+):(\d+)$/.exec(endpoint);
  if (!v4) return -Number.parseInt(hash('sha256', endpoint, 'hex').slice(0, 12), 16);
  let address = 0;
  for (let part = 1; part <= 4; part += 1) address = address * 256 + Number(v4[part]);
  return address * 65_536 + Number(v4[5]);
}

/** Outcomes of a connection for which nothing was sent to the target. */
const NOTHING_SENT: ReadonlySet<string> = new Set(['out-of-scope', 'denied-by-guard', 'local']);

/** Runs whose beginning is remembered, for receipts of an endpoint. More never run in one log at a time. */
const RUNS_REMEMBERED = 64;

type Started = Extract<AuditEntry, { kind: 'run/started' }>;

/** Counts as the lines come, live or from the file; both ways give the same receipt. */
function receiptCounter(filter: ReceiptFilter): ReceiptCounter {
  const started = new Map<string, Started>();
  const answered = new Set<number>();
  const exposed = new Map<number, number>();
  const byCommand = new Map<string, number>();
  let authority: Started | undefined;
  let targets = filter.endpoint === undefined ? 0 : 1;
  let connections = 0;
  let commands = 0;
  let bytesSent = 0;
  let bytesRead = 0;
  let records = 0;
  let from = '';
  let until = '';
  let chain: Position | undefined;

  const count = (entry: AuditEntry): void => {
    switch (entry.kind) {
      case 'connect':
        if (!NOTHING_SENT.has(entry.outcome)) connections += 1;
        if (entry.outcome === 'ok') answered.add(endpointNumber(entry.endpoint));
        break;
      case 'ask': {
        const name = `${entry.service}.${entry.command}`;
        commands += 1;
        bytesSent += entry.bytesOut;
        bytesRead += entry.bytesIn;
        byCommand.set(name, (byCommand.get(name) ?? 0) + 1);
        break;
      }
      case 'looked': {
        records += entry.records;
        if (entry.posture !== 'open') break;
        const endpoint = endpointNumber(entry.endpoint);
        exposed.set(endpoint, Math.max(exposed.get(endpoint) ?? 0, entry.bytesHeld));
        break;
      }
      case 'run/started':
      case 'run/finished':
        if (filter.endpoint === undefined) targets = entry.targets;
        break;
    }
  };

  return {
    add({ entry, run, position }) {
      if (filter.run !== undefined && run !== filter.run) return;
      if (entry.kind === 'run/started') {
        started.set(entry.run, entry);
        const oldest = started.keys().next().value;
        if (started.size > RUNS_REMEMBERED && oldest !== undefined) started.delete(oldest);
      }
      if (filter.endpoint !== undefined && (!('endpoint' in entry) || entry.endpoint !== filter.endpoint))
        return;
      authority = (run === undefined ? undefined : started.get(run)) ?? authority;
      if (from === '') from = entry.at;
      until = entry.at;
      chain = position;
      count(entry);
    },
    seen: () => chain !== undefined,
    receipt() {
      let bytesExposed = 0;
      for (const bytes of exposed.values()) bytesExposed += bytes;
      return {
        run: filter.run ?? authority?.run ?? '',
        authority: authority?.authority ?? '',
        basis: authority?.basis ?? '',
        scope: authority?.scope ?? '',
        from,
        until,
        targets,
        endpointsAnswered: answered.size,
        connections,
        commands,
        bytesSent,
        bytesRead,
        bytesExposed,
        recordsInMemory: records,
        valuesKept: 0,
        byCommand: Object.fromEntries([...byCommand].sort(([a], [b]) => (a < b ? -1 : 1))),
        chain: { head: chain?.hash ?? '', entries: chain?.count ?? 0 },
        ...(filter.endpoint === undefined ? {} : { endpoint: filter.endpoint }),
      };
    },
  };
}

/** A receipt that grows while the run goes on: sign it at any moment. `stop` ends the listening. */
export function liveReceipt(
  log: AuditLog,
  filter: ReceiptFilter,
): { readonly counter: ReceiptCounter; signed(): Receipt; stop(): void } {
  const counter = receiptCounter(filter);
  const stop = log.follow((line) => counter.add(line));
  return { counter, signed: () => signReceipt(counter.receipt(), log.signer), stop };
}

/** Keys in one order at every level, so that a receipt that went through other tools still has the same bytes to sign. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`).join(',')}}`;
}

function signedText(receipt: Receipt): string {
  const { signature: _signature, ...rest } = receipt;
  return `sidelight-receipt-1\n${canonical(rest)}`;
}

/** `signature` becomes `ed25519:<public key, hex>:<signature, hex>`. */
export function signReceipt(receipt: Receipt, signer: Signer): Receipt {
  return { ...receipt, signature: `ed25519:${signer.publicKey}:${signer.sign(signedText(receipt))}` };
}

/** Checks a receipt's signature. Gives the public key that signed it, or undefined where the signature does not hold. */
export function verifyReceipt(receipt: Receipt): { readonly publicKey: string } | undefined {
  const [scheme, publicKey, signature, more] = (receipt.signature ?? '').split(':');
  if (scheme !== 'ed25519' || publicKey === undefined || signature === undefined || more !== undefined)
    return undefined;
  return verifySignature(publicKey, signedText(receipt), signature) ? { publicKey } : undefined;
}

/** The entry of a line as it was read back; lines of ours are JSON, for the chain has already been checked. */
function parseLine(line: Buffer, position: Position): AuditLine {
  const {
    prev: _prev,
    n: _n,
    ...entry
  } = JSON.parse(line.toString('latin1')) as AuditEntry & { prev: string; n: number; run?: string };
  return { entry, run: entry.run, position };
}

/**
 * Counts the lines that are in the file already, checking the chain. A resumed run does this before its first entry, so
 * that its live receipt has the part before the interruption, too.
 */
export async function countFromLog(
  path: string,
  counter: ReceiptCounter,
  options: { readonly expectedKey?: string; readonly signal?: AbortSignal } = {},
): Promise<void> {
  await verifyLog(path, {
    ...options,
    onLine: (line, count, sha) => counter.add(parseLine(line, { count, hash: sha })),
  });
}

/** Derives a receipt from the log, checking the chain on the way. RUN_NOT_FOUND where no line fits the filter. */
export async function receiptFromLog(
  path: string,
  filter: ReceiptFilter,
  options: { readonly expectedKey?: string; readonly signal?: AbortSignal } = {},
): Promise<Receipt> {
  const counter = receiptCounter(filter);
  await countFromLog(path, counter, options);
  if (!counter.seen()) {
    const what = filter.endpoint === undefined ? `run ${filter.run ?? ''}` : `endpoint ${filter.endpoint}`;
    throw new SidelightError(
      'RUN_NOT_FOUND',
      `the audit log holds nothing about ${JSON.stringify(what)}`,
      'Without a name, `sidelight receipt` takes the last run.',
    );
  }
  return counter.receipt();
}

/** The id of the last run that the log tells of, and the hash of line `at` where asked for. */
export async function lookUp(
  path: string,
  at?: number,
  signal?: AbortSignal,
): Promise<{ readonly lastRun: string | undefined; readonly hashAt: string | undefined }> {
  let lastRun: string | undefined;
  let hashAt: string | undefined;
  await verifyLog(path, {
    ...(signal ? { signal } : {}),
    onLine(line, count, sha) {
      if (count === at) hashAt = sha;
      if (!line.includes('"kind":"run/started"')) return;
      const { entry } = parseLine(line, { count, hash: sha });
      if (entry.kind === 'run/started') lastRun = entry.run;
    },
  });
  return { lastRun, hashAt };
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** Decimal units, two significant digits below ten: `412 KB`, `1.1 TB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
  return `${digits} ${UNITS[unit] ?? ''}`;
}

/** One line for people: `read 412 KB of about 1.1 TB · 300 records in memory · 0 values kept · audit #a91f`. */
export function receiptLine(receipt: Receipt): string {
  const of = receipt.bytesExposed > 0 ? ` of about ${formatBytes(receipt.bytesExposed)}` : '';
  const records = `${receipt.recordsInMemory.toLocaleString('en-US')} ${receipt.recordsInMemory === 1 ? 'record' : 'records'} in memory`;
  return `read ${formatBytes(receipt.bytesRead)}${of} · ${records} · ${receipt.valuesKept} values kept · audit #${receipt.chain.head.slice(0, 4)}`;
}
