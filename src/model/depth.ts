/** How far a look may go. Each depth includes the ones before it. See DESIGN "Depths". */
export const DEPTHS = ['passive', 'touch', 'shape', 'sample'] as const;
export type Depth = (typeof DEPTHS)[number];

/** True where `granted` allows what `wanted` needs. */
export function allowsDepth(granted: Depth, wanted: Depth): boolean {
  return DEPTHS.indexOf(wanted) <= DEPTHS.indexOf(granted);
}

/** The shallower of two depths. */
export function shallower(a: Depth, b: Depth): Depth {
  return allowsDepth(a, b) ? b : a;
}
