import type { UnavailableReason } from '../../catalog/catalog.types.js';

const HIDDEN: ReadonlySet<string> = new Set<UnavailableReason>([
  'deleted',
  'product_unpublished',
  'product_inactive',
  'variant_inactive',
]);

/** Variants that shoppers cannot see answer like ones that do not exist. */
export function isHidden(reason: string | null): boolean {
  return reason !== null && HIDDEN.has(reason);
}
