import { Injectable } from '@nestjs/common';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import type { ListedPrice } from '../price-lists.types.js';

const LIST = {
  name: 'price-list-prices-list',
  text: `SELECT lp.variant_id AS "variantId", v.sku, v.name AS "variantName", p.name AS "productName",
      lp.min_quantity AS "minQuantity", lp.price::text AS price
    FROM price_list_prices lp JOIN product_variants v ON v.id = lp.variant_id JOIN products p ON p.id = v.product_id
    WHERE lp.price_list_id = $1 AND ($2::uuid IS NULL OR lp.variant_id = $2::uuid)
      AND ($3::uuid IS NULL OR (lp.variant_id, lp.min_quantity) > ($3::uuid, $4::int))
    ORDER BY lp.variant_id, lp.min_quantity LIMIT $5`,
};

const LIVING = {
  name: 'price-list-prices-variants',
  text: `SELECT v.id FROM product_variants v WHERE v.id = ANY ($1::uuid[]) AND v.deleted_at IS NULL`,
};

/** $1 list, $2 variants, $3 quantities, $4 prices. One that is the same already is left alone. */
const SAVE = {
  name: 'price-list-prices-save',
  text: `INSERT INTO price_list_prices AS lp (price_list_id, variant_id, min_quantity, price)
    SELECT $1, w.* FROM unnest($2::uuid[], $3::int[], $4::numeric[]) AS w
    ON CONFLICT (price_list_id, variant_id, min_quantity) DO UPDATE SET price = EXCLUDED.price
      WHERE lp.price <> EXCLUDED.price
    RETURNING lp.variant_id || '/' || lp.min_quantity AS key`,
};

const REMOVE = {
  name: 'price-list-prices-remove',
  text: `DELETE FROM price_list_prices lp USING unnest($2::uuid[], $3::int[]) AS gone (variant_id, min_quantity)
    WHERE lp.price_list_id = $1 AND lp.variant_id = gone.variant_id AND lp.min_quantity = gone.min_quantity
    RETURNING lp.variant_id || '/' || lp.min_quantity AS key`,
};

/** A price as the column takes it. */
export interface ListedCell {
  readonly variantId: string;
  readonly minQuantity: number;
  readonly price: string;
}

/** Where a page of prices ends. */
export type PricePosition = Pick<ListedCell, 'variantId' | 'minQuantity'>;

/** The prices of price lists. */
@Injectable()
export class ListedPricesRepository {
  constructor(private readonly db: Db) {}

  /** By variant and quantity; one more than asked for when there is a next page. */
  list(
    listId: string,
    variantId: string | null,
    after: PricePosition | null,
    limit: number,
  ): Promise<ListedPrice[]> {
    const position = [after?.variantId ?? null, after?.minQuantity ?? null];
    const values = [listId, variantId, ...position, limit + 1];
    return this.db.query<ListedPrice & Record<string, unknown>>(LIST, values);
  }

  /** Those of the variants that are there. */
  async living(tx: Tx, variantIds: readonly string[]): Promise<Set<string>> {
    const rows = await namedQuery<{ id: string }>(tx, LIVING, [variantIds]);
    return new Set(rows.map(({ id }) => id));
  }

  /** @returns those that are new or changed, as `variant id/quantity` */
  async save(tx: Tx, listId: string, cells: readonly ListedCell[]): Promise<Set<string>> {
    if (cells.length === 0) return new Set();
    const rows = await namedQuery<{ key: string }>(tx, SAVE, [
      listId,
      cells.map(({ variantId }) => variantId),
      cells.map(({ minQuantity }) => minQuantity),
      cells.map(({ price }) => price),
    ]);
    return new Set(rows.map(({ key }) => key));
  }

  /** @returns those that were there, as `variant id/quantity` */
  async remove(tx: Tx, listId: string, cells: readonly PricePosition[]): Promise<Set<string>> {
    if (cells.length === 0) return new Set();
    const rows = await namedQuery<{ key: string }>(tx, REMOVE, [
      listId,
      cells.map(({ variantId }) => variantId),
      cells.map(({ minQuantity }) => minQuantity),
    ]);
    return new Set(rows.map(({ key }) => key));
  }
}
