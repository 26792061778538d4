import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { ProductsService } from '../../catalog/products/products.service.js';
import type { SavedRow } from '../../catalog/products/products.types.js';
import { CatalogTransferService } from '../../catalog/transfer/catalog-transfer.service.js';
import type { GroupKind } from '../../catalog/transfer/transfer.types.js';
import { InventoryService } from '../../inventory/inventory.service.js';
import { errorOf, normal, type RowMapper } from '../domain/columns.js';
import type { Draft } from '../domain/draft.js';
import type { ImportView, RowError } from '../transfers.types.js';
import {
  itemOf,
  otherPricesOf,
  type ProductItem,
  type ShopView,
  takeAmounts,
  wordsOf,
} from './product-items.js';
import type { DraftSaver, RowOutcome, Saved } from './save-batch.js';

const POINTS_TO_VARIANT = /^\/variants\/(\d+)/;

/** Saves products, variants and prices: everything goes through the catalogue's own rules. */
@Injectable()
export class SaveProductDrafts implements DraftSaver {
  private readonly shop: ShopView;

  constructor(
    private readonly products: ProductsService,
    private readonly catalog: CatalogTransferService,
    private readonly inventory: InventoryService,
    @Inject(ENV) env: Env,
  ) {
    const { CURRENCY, CURRENCIES, LOCALES } = env;
    this.shop = { currency: CURRENCY, currencies: CURRENCIES, locales: LOCALES };
  }

  async save(
    tx: Tx,
    drafts: readonly Draft[],
    mapper: RowMapper,
    asked: ImportView,
  ): Promise<Saved> {
    const saved: Saved = { outcomes: new Map(), errors: [] };
    const items = (await this.itemsOf(tx, drafts, asked, saved)).filter((item) => {
      const errors = takeAmounts(item, this.shop);
      if (errors.length > 0) refuse(saved, item, errors);
      return errors.length === 0;
    });
    if (items.length === 0) return saved;
    await this.nameGroups(tx, items, asked);
    await this.publishNew(tx, items, asked);
    const rows = items.map(({ product, variants }) => ({
      ...product,
      ...(variants.length > 0 ? { variants: variants.map(({ values }) => values) } : {}),
    }));
    const results = await this.products.saveManyIn(tx, rows, {
      mode: asked.kind === 'products' ? 'upsert' : 'update',
      matchBy: 'slug',
      dryRun: asked.dryRun,
      mayPublish: true,
      createAttributes: asked.options.createMissing,
    });
    const done: [ProductItem, SavedRow][] = [];
    for (const result of results) {
      const item = items[result.index];
      if (!item) continue;
      if (result.errors.length > 0) refuse(saved, item, errorsOf(item, result, mapper));
      else done.push([item, result]);
    }
    for (const [item, result] of done) noteOutcomes(saved, item, result);
    await this.saveBeside(tx, done, saved, asked);
    return saved;
  }

  /** Rows that name no product are put to the one whose variant has their SKU. */
  private async itemsOf(
    tx: Tx,
    drafts: readonly Draft[],
    asked: ImportView,
    saved: Saved,
  ): Promise<ProductItem[]> {
    if (asked.kind === 'products') return drafts.map(itemOf);
    const bySku = drafts.filter(({ product }) => product.slug === undefined);
    const skus = bySku.flatMap(({ variants }) => variants[0]?.values.sku ?? []);
    const known = await this.catalog.findVariants(tx, skus);
    const items = new Map<string, ProductItem>();
    for (const draft of drafts) {
      const sku = draft.variants[0]?.values.sku ?? '';
      const variant = known.get(sku);
      if (draft.product.slug !== undefined) items.set(draft.key, itemOf(draft));
      else if (variant) {
        const item = items.get(variant.productId);
        if (item) {
          item.rows.push(...draft.rows);
          item.variants.push(...draft.variants);
        } else {
          const made = itemOf(draft);
          made.product.id = variant.productId;
          items.set(variant.productId, made);
        }
      } else {
        const message = 'There is no variant with this SKU';
        const error = errorOf(draft.row, 'sku', 'catalog.variant_not_found', message, sku);
        refuse(saved, itemOf(draft), [error]);
      }
    }
    return [...items.values()];
  }

  /** Texts that name groups become slugs; what is missing is made when the import may. */
  private async nameGroups(
    tx: Tx,
    items: readonly ProductItem[],
    { options, dryRun }: ImportView,
  ): Promise<void> {
    const create = options.createMissing && !dryRun;
    const find = (kind: GroupKind, texts: readonly string[]) =>
      this.catalog.findGroups(tx, kind, texts, { create });
    const all = items.map(({ product }) => product);
    const brands = await find(
      'brand',
      all.flatMap(({ brand }) => brand ?? []),
    );
    const categories = await find(
      'category',
      all.flatMap(({ category }) => category ?? []),
    );
    const collections = await find(
      'collection',
      all.flatMap((row) => row.collections ?? []),
    );
    // A dry run makes nothing: what would be made is left out, what is unknown is refused by its text.
    const wouldMake = options.createMissing && dryRun;
    for (const product of all) {
      if (product.brand)
        product.brand = brands.get(product.brand) ?? unless(wouldMake, product.brand);
      if (product.category) {
        product.category = categories.get(product.category) ?? unless(wouldMake, product.category);
      }
      product.collections = product.collections?.flatMap(
        (text) => collections.get(text) ?? unless(wouldMake, text) ?? [],
      );
    }
  }

  /** Products that are new are shown at once when the import says so and the file says nothing. */
  private async publishNew(
    tx: Tx,
    items: readonly ProductItem[],
    { kind, options }: ImportView,
  ): Promise<void> {
    if (kind !== 'products' || !options.publish) return;
    const silent = items.filter(({ product }) => product.published === undefined);
    const slugs = silent.flatMap(({ product }) => product.slug ?? []);
    const known = await this.catalog.findSlugs(tx, slugs);
    for (const { product } of silent) {
      if (product.slug === undefined || !known.has(product.slug)) product.published = true;
    }
  }

  /** What is not in the rows of products: stock of variants that were there, other prices, words. */
  private async saveBeside(
    tx: Tx,
    done: readonly (readonly [ProductItem, SavedRow])[],
    saved: Saved,
    { dryRun }: ImportView,
  ): Promise<void> {
    const rowOf = new Map<string, number>();
    const stock: { variantId: string; quantity: number }[] = [];
    const prices = done.flatMap(([item, { variants }]) =>
      variants.flatMap(({ id, outcome }, index) => {
        const variant = item.variants[index];
        // In a dry run what would be made has no id yet.
        if (!variant || (dryRun && outcome === 'created')) return [];
        rowOf.set(id, variant.row);
        if (variant.stock !== undefined && outcome !== 'created') {
          stock.push({ variantId: id, quantity: variant.stock });
        }
        return otherPricesOf(variant, id, this.shop);
      }),
    );
    const words = done.flatMap(([{ draft }, { productId, outcome }]) => {
      if (productId === null || (dryRun && outcome === 'created')) return [];
      if (draft.translations.size > 0) rowOf.set(productId, draft.row);
      return wordsOf(draft, productId);
    });
    const moved = await this.inventory.setStock(tx, stock, { dryRun });
    const changed = [
      ...moved.filter(({ before, after }) => before !== after).map(({ variantId }) => variantId),
      ...(await this.catalog.savePrices(tx, prices, { dryRun })),
      ...(await this.catalog.saveWords(tx, words, { dryRun })),
    ];
    for (const id of changed) {
      const row = rowOf.get(id);
      if (row !== undefined && saved.outcomes.get(row) === 'unchanged') {
        saved.outcomes.set(row, 'updated');
      }
    }
  }
}

function unless(left: boolean, text: string): string | undefined {
  return left ? undefined : text;
}

function refuse(saved: Saved, item: ProductItem, errors: readonly RowError[]): void {
  for (const row of item.rows) saved.outcomes.set(row, 'failed');
  saved.errors.push(...errors);
}

/** What the catalogue says, in the words of the file: row, column, and what stood there. */
function errorsOf(item: ProductItem, result: SavedRow, mapper: RowMapper): RowError[] {
  return result.errors.map(({ pointer, code, detail }) => {
    const [, number] = POINTS_TO_VARIANT.exec(pointer) ?? [];
    const variant = number === undefined ? undefined : item.variants[Number(number)];
    const column = mapper.columnAt(pointer);
    const texts = variant?.texts ?? item.draft.firstTexts;
    const value = column === null ? null : (texts.get(column) ?? texts.get(normal(column)) ?? null);
    return errorOf(variant?.row ?? item.draft.row, column, code, detail, value);
  });
}

/** A row is what its variant is; the first one also what the product is. */
function noteOutcomes(saved: Saved, item: ProductItem, result: SavedRow): void {
  const own: RowOutcome = result.outcome === 'created' ? 'created' : 'unchanged';
  for (const row of item.rows) saved.outcomes.set(row, own);
  let isSilent = true;
  result.variants.forEach(({ outcome }, index) => {
    const variant = item.variants[index];
    if (!variant) return;
    if (outcome !== 'unchanged') isSilent = false;
    if (own !== 'created') saved.outcomes.set(variant.row, outcome);
  });
  if (result.outcome === 'updated' && isSilent) saved.outcomes.set(item.draft.row, 'updated');
}
