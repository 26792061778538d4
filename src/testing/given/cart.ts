import { randomBytes } from 'node:crypto';
import { createCartToken, hashCartToken } from '../../modules/cart/domain/cart-token.js';
import type { TestBase } from '../test-base.js';

/** A variant with a product of its own. */
export interface GivenSellable {
  readonly productId: string;
  readonly variantId: string;
}

/** What may differ from a shirt at 10.00, ten in stock. */
export interface SellableWish {
  readonly price?: string;
  readonly stock?: number;
  readonly name?: string;
  readonly status?: 'active' | 'inactive' | 'out_of_stock' | 'discontinued';
  readonly published?: boolean;
  readonly taxClass?: string | null;
  readonly taxable?: boolean;
  readonly requiresShipping?: boolean;
  readonly weight?: string | null;
}

/** A cart as inserted; a guest's with its token. */
export interface GivenCart {
  readonly id: string;
  readonly token: string | null;
  /** Ids of the lines in the order given. */
  readonly itemIds: readonly string[];
}

/** Whose cart, and what is in it. `price` is what was shown, by default the price now. */
export interface CartWish {
  readonly userId?: string;
  readonly lines?: readonly {
    readonly variantId: string;
    readonly quantity?: number;
    readonly price?: string;
  }[];
  readonly codes?: readonly string[];
}

function sellableValues(slug: string, wish: SellableWish): unknown[] {
  const { name = 'Shirt', price = '10.00', status = 'active', published = true } = wish;
  const { stock = 10, taxable = true, requiresShipping = true } = wish;
  const weights = [wish.taxClass ?? null, stock, taxable, requiresShipping, wish.weight ?? null];
  return [name, slug, price, status, published, ...weights];
}

/** Builders of carts and of things to put into them. */
export function cartGiven(t: TestBase) {
  const sellable = async (wish: SellableWish = {}): Promise<GivenSellable> => {
    const slug = `sellable-${randomBytes(6).toString('hex')}`;
    const { rows } = await t.owner.query<GivenSellable>(
      `WITH p AS (
         INSERT INTO products (name, slug, base_price, status, published, tax_class)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id
       )
       INSERT INTO product_variants
         (product_id, name, sku, price, inventory_quantity, taxable, requires_shipping, weight)
       SELECT p.id, 'Default', upper($2), $3, $7, $8, $9, $10 FROM p
       RETURNING product_id AS "productId", id AS "variantId"`,
      sellableValues(slug, wish),
    );
    return first(rows);
  };

  const cart = async (wish: CartWish = {}): Promise<GivenCart> => {
    const token = wish.userId === undefined ? createCartToken() : null;
    const { rows } = await t.owner.query<{ id: string }>(
      `INSERT INTO shopping_carts (user_id, token_hash) VALUES ($1, $2) RETURNING id`,
      [wish.userId ?? null, hashCartToken(token)],
    );
    const { id } = first(rows);
    const lines = wish.lines ?? [];
    const items = await t.owner.query<{ id: string }>(
      `INSERT INTO cart_items (cart_id, product_id, variant_id, quantity, unit_price, created_at)
       SELECT $1, v.product_id, v.id, w.quantity, COALESCE(w.price, v.price), now() + w.n * interval '1 ms'
       FROM unnest($2::uuid[], $3::int[], $4::numeric[]) WITH ORDINALITY w (id, quantity, price, n)
       JOIN product_variants v ON v.id = w.id ORDER BY w.n RETURNING id`,
      [
        id,
        lines.map((line) => line.variantId),
        lines.map((line) => line.quantity ?? 1),
        lines.map((line) => line.price ?? null),
      ],
    );
    await t.owner.query(`INSERT INTO cart_codes (cart_id, code) SELECT $1, unnest($2::text[])`, [
      id,
      wish.codes ?? [],
    ]);
    return { id, token, itemIds: items.rows.map((row) => row.id) };
  };

  const stockOf = async (variantId: string): Promise<number> => {
    const { rows } = await t.owner.query<{ stock: number }>(
      `SELECT inventory_quantity AS stock FROM product_variants WHERE id = $1`,
      [variantId],
    );
    return first(rows).stock;
  };

  return { sellable, cart, stockOf };
}

function first<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('The INSERT gave no row.');
  return row;
}
