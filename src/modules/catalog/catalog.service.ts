import { Inject, Injectable } from '@nestjs/common';
import { minorFromDb } from '../../common/money/money.js';
import { ENV, type Env } from '../../config/env.js';
import type { Db } from '../../database/db.js';
import { namedQuery } from '../../database/named-query.js';
import type { Tx } from '../../database/unit-of-work.js';
import type { SellableVariant } from './catalog.types.js';
import { FIND_SELLABLE, type SellableRow } from './data/sellable.js';

export { PRODUCT_AT, PRODUCT_WORD, VARIANT_NAME } from './data/product-words.js';
export {
  customerGroupsSql,
  type ListedPriceOf,
  ownPriceSql,
  unitPriceSql,
} from './prices/data/unit-price.js';
export { SELLABLE_VARIANTS_SQL, type SellableRow } from './data/sellable.js';

/** What other features may ask the catalogue. */
@Injectable()
export class CatalogService {
  constructor(@Inject(ENV) private readonly env: Env) {}

  /**
   * The variants by id, in one statement; those that are not sold come with their reason, those that
   * never existed are missing. Reads without locks: stock may have changed when it is used.
   */
  async findSellable(
    executor: Tx | Db,
    variantIds: readonly string[],
  ): Promise<Map<string, SellableVariant>> {
    if (variantIds.length === 0) return new Map();
    const rows = await namedQuery<SellableRow>(executor, FIND_SELLABLE, [variantIds]);
    return new Map(
      rows.map((row) => [row.variant_id, toSellableVariant(row, this.env.CURRENCY)] as const),
    );
  }
}

/** A row of the sellable variants, with its amounts in minor units of the currency. */
export function toSellableVariant(row: SellableRow, currency: string): SellableVariant {
  return {
    variantId: row.variant_id,
    productId: row.product_id,
    productName: row.product_name,
    productSlug: row.product_slug,
    variantName: row.variant_name,
    sku: row.sku,
    attributes: row.attributes,
    unitPrice: minorFromDb(row.price, currency),
    stock: row.stock,
    backorderRoom: row.backorder_room,
    availableOn: row.available_on,
    purchasable: row.purchasable,
    unavailableReason: row.unavailable_reason,
    requiresShipping: row.requires_shipping,
    taxable: row.taxable,
    taxClass: row.tax_class,
    weight: toHundredths(row.weight),
    brandId: row.brand_id,
    categoryIds: row.category_ids,
    collectionIds: row.collection_ids,
    imageUrl: row.image_url,
  };
}

/** Weights have two digits behind the point: 0.35 becomes 35 by digits, not by arithmetic. */
function toHundredths(weight: string): number {
  const [whole = '0', fraction = ''] = weight.split('.');
  return Number(whole + fraction.slice(0, 2).padEnd(2, '0'));
}
