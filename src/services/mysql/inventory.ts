import type { Inventory } from '../../model/inventory.ts';
import { failure, type Outcome } from '../../model/outcome.ts';
import type { MyPeer } from './table.ts';

export async function inventory(peer: MyPeer): Promise<Outcome<Inventory>> {
  return Promise.resolve(failure('rejected', String(peer.secure)));
}
