import { countCell, textCell } from './query.ts';
import type { Answer, Cells, Session } from './query.ts';
import { isQuotable } from './quote.ts';
import { MAX_DATABASES } from './statements.ts';
import type { StatementName } from './statements.ts';

export interface Table {
  readonly database: string;
  readonly name: string;
  readonly engine: string;
  readonly rows?: number;
  readonly bytes?: number;
  /** Unix seconds. */
  readonly schemaChanged?: number;
  readonly written?: number;
}

export interface Catalogue {
  readonly tables: readonly Table[];
  /** Databases that are links to other servers, and those that cannot be named in a statement: not asked about. */
  readonly skipped: number;
  readonly complete: boolean;
}

const OWN_BOOKS: readonly string[] = ['system', 'information_schema', 'INFORMATION_SCHEMA'];
/**
 * Database engines whose tables lie on this server. Listing the tables of any other (MySQL, PostgreSQL, data lakes) makes
 * the server call out to a third party.
 */
const LOCAL_DATABASES: readonly string[] = [
  'Atomic',
  'Ordinary',
  'Memory',
  'Lazy',
  'Replicated',
  'Shared',
  'Overlay',
  '',
];

/**
 * Table engines whose rows lie on this server and whose reading changes nothing. A SELECT from a queue (Kafka, RabbitMQ,
 * NATS) takes messages away; one from a link (Distributed, URL, S3, MySQL) or a view makes the server call elsewhere.
 */
export function isReadable(engine: string): boolean {
  return (
    /^(?:Replicated|Shared)?[A-Za-z]*MergeTree$/.test(engine) ||
    ['Log', 'TinyLog', 'StripeLog', 'Memory'].includes(engine)
  );
}

/** Unix seconds that a calendar can hold; 0 is what the engine writes where it does not know. */
function isTime(seconds: number | undefined): seconds is number {
  return seconds !== undefined && seconds > 0 && seconds < 2 ** 33;
}

/** A failure that ends the matter, or the rows. */
type Got<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: Answer };

async function either(
  session: Session,
  names: readonly StatementName[],
  holes: Readonly<Record<string, unknown>>,
): Promise<Got<Cells>> {
  let last: Answer = { kind: 'error', code: 0 };
  for (const name of names) {
    last = await session.ask(name, holes);
    if (last.kind === 'rows') return { ok: true, value: last.rows };
    if (last.kind === 'failed') break;
  }
  return { ok: false, answer: last };
}

/** Lists the tables of the owner's databases with what the engine's books say of them. */
export async function readCatalogue(session: Session): Promise<Got<Catalogue>> {
  const listed = await either(session, ['databases'], {});
  if (!listed.ok) return listed;
  const all = listed.value.filter(([name]) => !OWN_BOOKS.includes(textCell(name)));
  const local = all.filter(
    ([name, engine]) => isQuotable(name) && LOCAL_DATABASES.includes(textCell(engine)),
  );
  const databases = local.slice(0, MAX_DATABASES).map(([name]) => textCell(name));
  const skipped = all.length - databases.length;
  if (databases.length === 0) return { ok: true, value: { tables: [], skipped, complete: true } };
  const tables = await either(session, ['tables', 'tablesOld'], { databases });
  if (!tables.ok) return tables;
  const parts = await either(session, ['parts'], { databases });
  const stored = new Map(
    (parts.ok ? parts.value : []).map((row) => [`${textCell(row[0])}\0${textCell(row[1])}`, row]),
  );
  return {
    ok: true,
    value: {
      skipped,
      complete: tables.value.length < 20_000 && local.length <= MAX_DATABASES,
      // Only what was asked about: a server may answer with rows of any other database.
      tables: tables.value
        .filter(([database]) => databases.includes(textCell(database)))
        .map(([database, name, engine, changed, total, size]): Table => {
          const part = stored.get(`${textCell(database)}\0${textCell(name)}`);
          const rows = countCell(total) ?? countCell(part?.[2]);
          const bytes = countCell(size) ?? countCell(part?.[3]);
          const schemaChanged = countCell(changed);
          const written = countCell(part?.[4]);
          return {
            database: textCell(database),
            name: textCell(name),
            engine: textCell(engine),
            ...(rows === undefined ? {} : { rows }),
            ...(bytes === undefined ? {} : { bytes }),
            ...(isTime(schemaChanged) ? { schemaChanged } : {}),
            ...(isTime(written) ? { written } : {}),
          };
        }),
    },
  };
}
