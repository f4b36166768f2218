/**
 * Sidelight as a library: the nouns, the journeys and the lists of services and data types. What is not exported here is
 * private.
 *
 * @module
 */
export { datatypes } from './datatypes/index.ts';
export { type DataType, defineDataType } from './datatypes/datatype.ts';
export { createDescriber, describeInventory } from './describe/describe.ts';
export { enisaSeverity } from './assess/severity/enisa.ts';
export { verifyLog } from './audit/verify.ts';
export { verifyReceipt } from './audit/receipt.ts';
export { openStore, type Store } from './cases/store.ts';
export { prepareLook, type PrepareOptions } from './flows/prepare-look.ts';
export { runLook, type RunLookOptions } from './flows/run-look.ts';
export { ERRORS, SidelightError } from './kit/errors.ts';
export { VERSION } from './kit/version.ts';
export type { DatasetDescription, FieldProfile, Shape } from './model/description.ts';
export type { SidelightEvent } from './model/event.ts';
export type { Case, Observation } from './model/finding.ts';
export type { Inventory, Sample } from './model/inventory.ts';
export type { Receipt } from './model/receipt.ts';
export type { Grant, Permit, Scope } from './model/scope.ts';
export { loadScope } from './scope/load.ts';
export { compilePermit } from './scope/permit.ts';
export { services } from './services/index.ts';
export { eventSchema } from './tell/formats/event-schema.ts';
export { defineService, type Peer, type Service } from './wire/service.ts';
