import { stamp } from './sql-evaluate.ts';
import { Refused } from './clickhouse-error.ts';
import { edgesOf, type FakeTable, type Row } from './table.ts';

export interface FakeClickhouseOptions {
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly databases: readonly { readonly name: string; readonly tables: readonly FakeTable[] }[];
  /** The user `default` has a password: code 516 to everything but a ping. */
  readonly locked?: boolean;
}

/** Databases that every server has. */
export const OWN: Readonly<Record<string, string>> = {
  system: 'Atomic',
  information_schema: 'Memory',
  INFORMATION_SCHEMA: 'Memory',
};

/** The rows of one table of the database `system`, as far as clients and probes ask for them. */
export function systemRows(options: FakeClickhouseOptions, table: string, reading: boolean): readonly Row[] {
  const tables = options.databases.flatMap(({ name, tables: own }) =>
    own.map((one) => ({ database: name, one })),
  );
  switch (table) {
    case 'one':
      return [{ dummy: 0 }];
    case 'databases':
      return [
        ...Object.entries(OWN).map(([name, engine]) => ({ name, engine })),
        ...options.databases.map(({ name }) => ({ name, engine: 'Atomic' })),
      ];
    case 'tables':
      return tables.map(({ database, one }) => ({
        database,
        name: one.name,
        engine: 'MergeTree',
        metadata_modification_time: stamp(one.created),
        total_rows: one.count(),
        total_bytes: one.count() * one.averageBytes,
      }));
    case 'parts':
      return tables.map(({ database, one }) => ({
        database,
        table: one.name,
        name: 'all_1_1_0',
        active: 1,
        rows: one.count(),
        bytes_on_disk: one.count() * one.averageBytes,
        modification_time: lastWrite(one),
      }));
    case 'columns':
      return tables.flatMap(({ database, one }) =>
        one.columns.map(({ name, type, indexed }, at) => ({
          database,
          table: one.name,
          name,
          type,
          position: at + 1,
          is_in_primary_key: indexed === true ? 1 : 0,
        })),
      );
    case 'settings':
      return [
        { name: 'readonly', value: reading ? '2' : '0', changed: reading ? 1 : 0 },
        { name: 'max_threads', value: '4', changed: 0 },
      ];
    default:
      throw new Refused(60, 'UNKNOWN_TABLE', `Table system.${table} does not exist`);
  }
}

function lastWrite(table: FakeTable): string {
  const rising = table.columns.find((column) => column.rising === true && column.type.startsWith('DateTime'));
  const newest = rising ? edgesOf(table, rising.name).most : null;
  return typeof newest === 'string' ? newest.slice(0, 19) : stamp(table.created);
}
