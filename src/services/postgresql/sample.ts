import type { Sample } from '../../model/inventory.ts';
import { failure, type Outcome } from '../../model/outcome.ts';
import type { PgPeer } from './table.ts';

export async function sample(peer: PgPeer): Promise<Outcome<Sample>> {
  return Promise.resolve(failure('rejected', String(peer.secure)));
}
