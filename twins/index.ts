import { tracking } from './tracking.ts';
import type { Twin } from './twin.ts';

/** Every twin, in the order in which the demo starts them. */
export const twins: readonly Twin[] = [tracking];
