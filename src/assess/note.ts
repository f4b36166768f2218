import { createHash } from 'node:crypto';
import type { Marker } from '../model/marker.ts';
import { findWallets, type WalletKind } from './wallet.ts';

/** What a note is, without one word of it. */
export interface NoteVerdict {
  readonly class: Marker['class'];
  /** True where it is beyond doubt a visitor's note. */
  readonly evidence: boolean;
  /** Ids of the stable fragments that it holds. */
  readonly fragments: readonly string[];
  readonly wallets: readonly { readonly kind: WalletKind; readonly checked: boolean }[];
  /** Number of mail addresses and links. */
  readonly mails: number;
  readonly links: number;
  /** The demand, where one is told in bitcoin. */
  readonly bitcoin?: number;
  /** SHA-256 of the normalised text, hex: equal for the notes of one campaign, whatever wallet, sum and names they hold. */
  readonly campaign: string;
}

interface Fragment {
  readonly id: string;
  readonly class: Marker['class'];
  readonly match: RegExp;
}

/** Stable wording of published notes (dbransom data set of the NDSS 2025 study; issues parse-server 3342 and eggs 917; Percona 2017). */
const FRAGMENTS: readonly Fragment[] = [
  {
    id: 'backed-up',
    class: 'ransom',
    match: /your (?:data|db|databases?) (?:is|was|are|has been|have been) (?:a )?backed up/,
  },
  { id: 'must-pay', class: 'ransom', match: /must pay \d[\d.,]{0,12} ?(?:btc|bitcoins?)/ },
  { id: '48-hours', class: 'ransom', match: /48 hours (?:for|to) (?:recover|pay)/ },
  { id: 'recover-lost', class: 'ransom', match: /to recover your lost databases?/ },
  { id: 'backups-now', class: 'ransom', match: /backups that we have right now/ },
  { id: 'proof-of-payment', class: 'ransom', match: /proof of payment/ },
  { id: 'leak', class: 'ransom', match: /(?:delete or leak|leak or delete|leak and delete) your/ },
  { id: 'gdpr', class: 'ransom', match: /general data protection regulation,? gdpr and notify/ },
  { id: 'pwned-port', class: 'warning', match: /pwned because it is publicall?y accessible at port/ },
  {
    id: 'send-btc',
    class: 'ransom',
    match: /send \d[\d.,]{0,12} ?(?:btc|bitcoins?) to (?:this|the|my|our)? ?(?:wallet|address|bitcoin)/,
  },
  {
    id: 'index-dropped',
    class: 'wipe',
    match: /ind(?:exs|exes|ices|ex) ha(?:s|ve) been (?:dropped|deleted)/,
  },
  { id: 'dbcode', class: 'ransom', match: /your dbcode is/ },
  { id: 'zh-deleted', class: 'ransom', match: /以下数据库已被删除/ },
  { id: 'zh-pay', class: 'ransom', match: /您需要支付/ },
  { id: 'cron-fetch', class: 'implant', match: /\*\/\d{1,2} \* \* \* \* .{0,80}(?:curl|wget|lynx|cd1|wd1)/ },
];

/** The most of a note that is looked at. */
const MOST_BYTES = 4_096;

function plain(text: string): string {
  return text
    .slice(0, MOST_BYTES)
    .normalize('NFKC')
    .replace(/[\p{Cf}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const MAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}/g;
const LINK = /(?:https?:\/\/|www\.)[^\s"'<>]{1,200}|\b[a-z2-7]{16,56}\.onion\b[^\s"'<>]{0,100}/gi;
const AMOUNT = /\d[\d.,]{0,14} ?(?:btc|bitcoins?)\b/g;

/** The text with everything that differs from victim to victim replaced by tags. */
function template(text: string): string {
  let out = '';
  let from = 0;
  for (const { start, end } of findWallets(text)) {
    out += `${text.slice(from, start)} WALLET `;
    from = end;
  }
  out += text.slice(from);
  return out
    .replace(LINK, ' LINK ')
    .replace(MAIL, ' MAIL ')
    .toLowerCase()
    .replace(AMOUNT, ' AMOUNT ')
    .replace(/((?:code|token|id)\b ?(?:is)? ?:? ?)[\w-]{4,64}/g, '$1 TOKEN ')
    .replace(
      /(databases?|dbs?|backups?|indexes|right now|数据库)( ?[^:：.]{0,40}[:：]) ?[^.!?;。]{1,2000}/g,
      '$1$2 LIST ',
    )
    .replace(/[\w-]*\d[\w-]{9,}/g, ' TOKEN ')
    .replace(/\d[\d.,]*/g, ' NUMBER ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function demanded(lower: string): number | undefined {
  const match = /(\d[\d.,]{0,14}) ?(?:btc|bitcoins?)\b/.exec(lower)?.[1];
  const value = match === undefined ? Number.NaN : Number(match.replace(',', '.').replace(/\.$/, ''));
  return Number.isFinite(value) && value > 0 && value < 10_000 ? value : undefined;
}

function classOf(fragments: readonly Fragment[], wallets: number): Marker['class'] {
  const order = ['implant', 'ransom', 'wipe', 'warning'] as const;
  const pays = wallets > 0;
  const found = order.find((word) => fragments.some((fragment) => fragment.class === word));
  if (pays && found !== 'implant') return 'ransom';
  return found ?? 'unknown';
}

/**
 * Judges a text in memory. `name` is how well the container's name is known: a strong name needs nothing more; a weak one a
 * fragment or a wallet whose checksum holds; any other two fragments. Nothing of the text is in the result.
 */
export function judgeNote(text: string, name: 'strong' | 'weak' | 'none'): NoteVerdict {
  const clean = plain(text);
  const lower = clean.toLowerCase();
  const fragments = FRAGMENTS.filter(({ match }) => match.test(lower));
  const wallets = findWallets(clean);
  const checked = wallets.filter((wallet) => wallet.checked).length;
  const bitcoin = demanded(lower);
  const evidence =
    name === 'strong' || fragments.length >= 2 || (name === 'weak' && fragments.length + checked >= 1);
  return {
    class: classOf(fragments, checked),
    evidence,
    fragments: fragments.map(({ id }) => id),
    wallets: wallets.map(({ kind, checked: holds }) => ({ kind, checked: holds })),
    mails: clean.match(MAIL)?.length ?? 0,
    links: clean.match(LINK)?.length ?? 0,
    ...(bitcoin === undefined ? {} : { bitcoin }),
    campaign: createHash('sha256').update(template(clean)).digest('hex'),
  };
}
