import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { namedQuery } from '../../../../database/named-query.js';
import { AdminProducts } from '../data/admin-products.js';
import { READ_VARIANTS } from '../data/find-statements.js';
import { combinationKey, type FoundVariant } from '../domain/found.js';
import { combine, fillPattern, type MatrixAxis } from '../domain/variant-matrix.js';
import type { AdminProductResponse } from '../http/dto/admin-product.response.js';
import { throwProblems } from '../product-view.js';
import type { AttributeChoice, VariantRow } from '../products.types.js';
import { lockLiving } from './change-product.js';
import { SaveProducts } from './save-products.js';

/** What variants are to be made of. */
export interface MatrixWish {
  readonly attributes: readonly MatrixAxis[];
  /** See `fillPattern`; without one the variants have no SKU. */
  readonly skuPattern?: string | undefined;
  /** Of each new variant; the product's base price when left out. */
  readonly price?: string | undefined;
  readonly stock?: number | undefined;
  readonly createAttributes?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/** One combination of the matrix. */
export interface MatrixCell {
  /** Null in a dry run for what would be made. */
  readonly id: string | null;
  readonly outcome: 'created' | 'exists';
  readonly sku: string | null;
  readonly attributes: readonly AttributeChoice[];
}

/** Makes the variants that a product lacks of all combinations of chosen values. */
@Injectable()
export class MakeMatrix {
  constructor(
    private readonly save: SaveProducts,
    private readonly products: AdminProducts,
  ) {}

  /** @throws ProductNotFound, TooManyVariants, AttributeUnknown, SkuTaken, InvalidRequest, InvalidMoney */
  async execute(ctx: RequestContext, productId: string, wish: MatrixWish): Promise<MatrixCell[]> {
    const combinations = combine(wish.attributes);
    return this.save.retried(ctx, async (tx) => {
      await lockLiving(tx, productId);
      const product = await this.products.get(tx, productId);
      const variants = await namedQuery<FoundVariant>(tx, READ_VARIANTS, [[productId]]);
      const there = new Map(variants.map((one) => [combinationKey(one.attributes), one]));
      const missing = combinations.filter((choices) => !there.has(combinationKey(choices)));
      const rows = missing.map((choices) => toRow(product, wish, choices));
      const { saved, problems } = await this.save.within(tx, [{ id: productId, variants: rows }], {
        newVariants: true,
        dryRun: wish.dryRun,
        createAttributes: wish.createAttributes,
      });
      throwProblems(problems[0] ?? []);
      const made = new Map(missing.map((choices, at) => [choices, at]));
      return combinations.map((choices): MatrixCell => {
        const at = made.get(choices);
        const known = there.get(combinationKey(choices));
        if (at === undefined) {
          return {
            id: known?.id ?? null,
            outcome: 'exists',
            sku: known?.sku ?? null,
            attributes: choices,
          };
        }
        const id = wish.dryRun === true ? null : (saved[0]?.variants[at]?.id ?? null);
        return { id, outcome: 'created', sku: rows[at]?.sku ?? null, attributes: choices };
      });
    });
  }
}

function toRow(
  product: AdminProductResponse,
  { skuPattern, price, stock }: MatrixWish,
  attributes: readonly AttributeChoice[],
): VariantRow {
  const sku = skuPattern === undefined ? undefined : fillPattern(skuPattern, product, attributes);
  return { attributes, sku, price, stock };
}
