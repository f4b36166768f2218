import type { Sample } from '../../model/inventory.ts';
import { failure, type Outcome } from '../../model/outcome.ts';
import type { MyPeer } from './table.ts';

export async function sample(peer: MyPeer): Promise<Outcome<Sample>> {
  return Promise.resolve(failure('rejected', String(peer.secure)));
}
