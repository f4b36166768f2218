import type { Raw } from '../../model/raw.ts';

/** Where a data set lives on its server, in the form that commands take. Never printed. */
export interface Place {
  readonly db: string;
  readonly collection: string;
  /** True where an index on `_id` leads into the collection (not for time series). */
  readonly byId: boolean;
  /** Hex digits of the oldest and newest ObjectId, where there are any. */
  readonly objectIds?: { readonly oldest: string; readonly newest: string };
}

/**
 * `Inventory` carries names as `Raw`, which a service cannot open. What `sample` must ask for is remembered here, beside
 * the name and for as long as the name lives.
 */
const places = new WeakMap<Raw, Place>();

export function remember(name: Raw, place: Place): void {
  places.set(name, place);
}

export function placeOf(name: Raw): Place | undefined {
  return places.get(name);
}
