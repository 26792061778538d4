import { demoId } from '../demo-data/demo-id.js';
import type { Route } from '../proof/identity/contract/routes.js';

const SHIRT = 'linen-shirt';
const VARIANT = demoId('variant', 'LINEN-SHIRT-WHITE-M');

/** A row of the demo shop for each field that names one of a kind which it has. */
const BY_NAME: Readonly<Record<string, string>> = {
  addressId: demoId('address', 'alice'),
  billingAddressId: demoId('address', 'alice'),
  brandId: demoId('brand', 'hestia-vale'),
  categoryId: demoId('category', 'shirts'),
  collectionId: demoId('collection', 'summer-linen'),
  discountId: demoId('discount', 'WELCOME10'),
  imageId: demoId('image', `${SHIRT} 0`),
  paymentMethodId: demoId('payment-method', 'sandbox'),
  productId: demoId('product', SHIRT),
  reviewId: demoId('review', `${SHIRT} alice`),
  shippingMethodId: demoId('shipping-method', 'standard'),
  taxRateId: demoId('tax-rate', 'US standard'),
  userId: demoId('user', 'alice'),
  variantId: VARIANT,
  zoneId: demoId('shipping-zone', 'us'),
};

/** Where a name means something else, or its row is only good for looking at. */
const NOT_IN: ReadonlySet<string> = new Set(['describeImage', 'detachImage']);

/** The id of a demo row that the field of a route may name; null where the demo shop has none. */
export function demoIdFor({ operationId }: Route, name: string): string | null {
  return NOT_IN.has(operationId) ? null : (BY_NAME[name] ?? null);
}
