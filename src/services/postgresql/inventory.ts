import type { Inventory } from '../../model/inventory.ts';
import { failure, type Outcome } from '../../model/outcome.ts';
import type { PgPeer } from './table.ts';

export async function inventory(peer: PgPeer): Promise<Outcome<Inventory>> {
  return Promise.resolve(failure('rejected', String(peer.secure)));
}
