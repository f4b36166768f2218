import { serverVersion } from '../../kit/server-version.ts';
import { contentId } from '../../model/ids.ts';
import type { Identity } from '../../model/identity.ts';
import { failure, success } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Posture, Reason } from '../../model/posture.ts';
import { isReadable, readCatalogue } from './catalogue.ts';
import type { Table } from './catalogue.ts';
import { CODES, countCell, isAuthentication, isPrivilege, textCell } from './query.ts';
import type { Answer, Session } from './query.ts';
import { isQuotable } from './quote.ts';

interface Verdict {
  readonly posture: Posture;
  readonly reasons: readonly Reason[];
}

function because(command: string, showed: string): Reason {
  return { command, showed };
}

/** What an error to the first statement says. */
export function refusal(command: string, code: number): Verdict {
  if (isAuthentication(code))
    return { posture: 'auth-required', reasons: [because(command, `asks for credentials (code ${code})`)] };
  if (code === CODES.IP_ADDRESS_NOT_ALLOWED) {
    return { posture: 'blocked', reasons: [because(command, `refuses this address (code ${code})`)] };
  }
  if (isPrivilege(code))
    return {
      posture: 'restricted',
      reasons: [because(command, `lets a visitor in and refuses this (code ${code})`)],
    };
  return { posture: 'inconclusive', reasons: [because(command, `answers with error ${code}`)] };
}

/** Before access control came (20.4), whoever is let in may read everything; later, `SHOW GRANTS` says. */
async function seesEverything(session: Session, version: string): Promise<boolean> {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 4)) return true;
  const grants = await session.ask('grants');
  return (
    grants.kind === 'rows' &&
    grants.rows.some(([grant]) => /^GRANT .*\b(?:ALL|SELECT)\b.* ON \*\.\*/.test(textCell(grant)))
  );
}

function largest(tables: readonly Table[]): Table | undefined {
  return tables
    .filter((table) => isReadable(table.engine) && isQuotable(table.name) && isQuotable(table.database))
    .sort((a, b) => (b.rows ?? 0) - (a.rows ?? 0))[0];
}

async function judge(session: Session, version: string): Promise<Verdict> {
  const catalogue = await readCatalogue(session);
  if (!catalogue.ok) return afterList(catalogue.answer);
  const { tables } = catalogue.value;
  if (tables.length === 0) {
    const reasons = [because('tables', 'lists no table outside the engine itself')];
    if (catalogue.value.skipped > 0) return { posture: 'inconclusive', reasons };
    if (!(await seesEverything(session, version))) {
      return {
        posture: 'inconclusive',
        reasons: [...reasons, because('grants', 'do not say that every table would be shown')],
      };
    }
    return {
      posture: 'open',
      reasons: [
        ...reasons,
        because('grants', 'cover every table: the server is empty, and readable by anyone'),
      ],
    };
  }
  const reasons = [because('tables', `lists ${tables.length} tables`)];
  const table = largest(tables);
  if (!table)
    return {
      posture: 'inconclusive',
      reasons: [...reasons, because('count', 'no table here can be read without side effects')],
    };
  const counted = await session.ask('count', { database: table.database, table: table.name });
  const rows = counted.kind === 'rows' ? countCell(counted.rows[0]?.[0]) : undefined;
  if (rows !== undefined)
    return {
      posture: 'open',
      reasons: [...reasons, because('count', `${rows} rows are readable in the largest table`)],
    };
  if (counted.kind === 'error' && isPrivilege(counted.code)) {
    return {
      posture: 'restricted',
      reasons: [...reasons, because('count', `rows may not be read (code ${counted.code})`)],
    };
  }
  return { posture: 'inconclusive', reasons: [...reasons, because('count', 'gives no number')] };
}

function afterList(answer: Answer): Verdict {
  if (answer.kind === 'error') return refusal('tables', answer.code);
  return { posture: 'inconclusive', reasons: [because('tables', 'gives no list')] };
}

/** Identity and posture through either interface. `service` is the name under which it is listed. */
export async function identifyBy(session: Session, service: string): Promise<Outcome<Identity>> {
  const first = await session.ask('version');
  if (first.kind === 'failed') return failure(first.why, first.detail);
  if (first.kind === 'error')
    return success({ service, product: 'clickhouse', ...refusal('version', first.code) });
  const version = serverVersion(textCell(first.rows[0]?.[0]));
  const verdict = await judge(session, version ?? '');
  const server = await session.ask('server');
  const uuid = server.kind === 'rows' ? textCell(server.rows[0]?.[0]) : '';
  return success({
    service,
    product: 'clickhouse',
    ...(version === undefined ? {} : { version }),
    ...verdict,
    ...(/^[0-9a-f-]{36}$/.test(uuid) && !/^[0-]+$/.test(uuid)
      ? { serverId: contentId('clickhouse', uuid) }
      : {}),
  });
}
