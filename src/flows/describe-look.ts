import { findVisitors, type Visitors } from '../assess/markers.ts';
import type { TypeTable } from '../assess/type-facts.ts';
import { datatypes } from '../datatypes/index.ts';
import { describeInventory } from '../describe/describe.ts';
import { templateName } from '../describe/judge/names.ts';
import { systemClock } from '../kit/clock.ts';
import type { DatasetDescription } from '../model/description.ts';
import type { Identity } from '../model/identity.ts';
import type { Inventory, Sample } from '../model/inventory.ts';

/** What stands behind an open door, without a value. */
export interface Described extends Visitors {
  readonly datasets: readonly DatasetDescription[];
  /** What a rating needs of each data type. */
  readonly types: TypeTable;
}

let table: TypeTable | undefined;

function typeTable(): TypeTable {
  table ??= new Map(
    datatypes.map((type) => [type.id, { group: type.group, law: type.law, weight: type.weight }]),
  );
  return table;
}

function visitorsOf(identity: Identity, inventory: Inventory): Visitors {
  return findVisitors({
    service: identity.service,
    containers: inventory.datasets.map((dataset) => ({
      name: templateName(dataset.name),
      kind: dataset.kind,
      ...(dataset.rows ? { rows: dataset.rows.value } : {}),
      fields: dataset.fields.map((field) => templateName(field.path)),
      ...(dataset.created ? { created: dataset.created } : {}),
      ...(dataset.internal === true ? { internal: true } : {}),
    })),
    traces: (inventory.traces ?? []).map((trace) => ({
      kind: trace.kind,
      name: templateName(trace.name),
      ...(trace.at === undefined ? {} : { at: trace.at }),
      ...(trace.method === undefined ? {} : { method: trace.method }),
    })),
    now: systemClock.now(),
  });
}

/** Describes an inventory and its sample. Loaded where something is open: the catalogue of data types is large. */
export function describeLook(
  identity: Identity,
  inventory: Inventory,
  sample: Sample | undefined,
): Described {
  return {
    datasets: describeInventory(inventory, sample),
    types: typeTable(),
    ...visitorsOf(identity, inventory),
  };
}
