import type { Clock } from '../kit/clock.ts';
import { allowsDepth, type Depth } from '../model/depth.ts';
import type { Grant } from '../model/scope.ts';
import type { Inventory, Sample } from '../model/inventory.ts';
import type { Failure } from '../model/outcome.ts';
import type { Target } from '../model/target.ts';
import { type BudgetLimits, createBudget } from '../wire/budget.ts';
import type { DialContext } from '../wire/dial.ts';
import type { LookLimits } from '../wire/service.ts';
import { identify, type Identified, type IdentifySettings } from './identify.ts';

export interface LookSettings extends IdentifySettings {
  readonly limits: LookLimits;
  readonly budget: BudgetLimits;
}

/** What one look at one target gave. Raw parts (`inventory` names, `sample`) are for `describe/` in the same thread. */
export interface EndpointLook {
  readonly target: Target;
  readonly identified: Identified;
  readonly grant: Grant | undefined;
  /** The depth that was reached. */
  readonly depth: Depth;
  readonly inventory: Inventory | undefined;
  readonly sample: Sample | undefined;
  readonly failures: readonly { readonly step: 'inventory' | 'sample'; readonly failure: Failure }[];
  /** A deadline passed while this machine or the path was strained: worth another look. */
  readonly disturbed: boolean;
}

const NO_FAILURES: EndpointLook['failures'] = [];

/** Identify, then inventory, then sample: as deep as the grant reaches and the posture allows. */
export async function lookAtEndpoint(
  context: DialContext,
  target: Target,
  settings: LookSettings,
  clock: Clock,
): Promise<EndpointLook> {
  const budget = createBudget(settings.budget, clock, context.pressure);
  const endpoint = { address: target.address, port: target.port };
  const identified = await identify(context, endpoint, target.host, budget, settings);
  if (identified.kind === 'other') {
    budget.end();
    return {
      target,
      identified,
      grant: undefined,
      depth: 'touch',
      inventory: undefined,
      sample: undefined,
      failures: NO_FAILURES,
      disturbed: budget.disturbed(),
    };
  }
  const { service, peer, identity } = identified;
  const grant = peer.grant;
  const failures: { step: 'inventory' | 'sample'; failure: Failure }[] = [];
  let depth: Depth = 'touch';
  let inventory: Inventory | undefined;
  let sample: Sample | undefined;
  try {
    if (identity.posture === 'open' && allowsDepth(grant.depth, 'shape')) {
      const outcome = await service.inventory(peer, settings.limits);
      if (outcome.ok) {
        inventory = outcome.value;
        depth = 'shape';
      } else failures.push({ step: 'inventory', failure: outcome });
    }
    if (inventory && service.sample && allowsDepth(grant.depth, 'sample')) {
      const outcome = await service.sample(peer, settings.limits, inventory);
      if (outcome.ok) {
        sample = outcome.value;
        depth = 'sample';
      } else failures.push({ step: 'sample', failure: outcome });
    }
  } finally {
    peer.hangUp();
    budget.end();
  }
  return {
    target,
    identified,
    grant,
    depth,
    inventory,
    sample,
    failures,
    disturbed: budget.disturbed(),
  };
}
