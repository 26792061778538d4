import { Injectable } from '@nestjs/common';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { slugOf } from '../domain/slug.js';
import * as sql from './data/transfer.sql.js';
import type { GroupKind, KnownVariant, OtherPrice, ProductWords } from './transfer.types.js';

/** Levels of categories that a path may name. */
const MAX_DEPTH = 10;
const MAX_NAME = 255;
const BETWEEN_LEVELS = /\s*>\s*/;

/** How what is looked up or written is treated. */
interface Options {
  readonly dryRun?: boolean;
}

/** What files of products need beside saving them: many names and SKUs at once, prices and words. */
@Injectable()
export class CatalogTransferService {
  /**
   * The slugs behind texts that name groups, by slug, by name, or, for categories, by a path of names
   * (`Clothing > Shirts`).
   *
   * @param options.create makes what is not there; a path makes each of its levels
   * @returns for each text a slug, or null when there is none
   */
  async findGroups(
    tx: Tx,
    kind: GroupKind,
    texts: readonly string[],
    options: { readonly create: boolean },
  ): Promise<Map<string, string | null>> {
    const wanted = [...new Set(texts)].sort();
    const found = await this.lookUp(tx, kind, wanted);
    const missing = wanted.filter((text) => found.get(text) === null && nameable(kind, text));
    if (!options.create || missing.length === 0) return found;
    await this.add(tx, kind, missing);
    return new Map([...found, ...(await this.lookUp(tx, kind, missing))]);
  }

  /** The living variants among these SKUs. */
  async findVariants(tx: Tx, skus: readonly string[]): Promise<Map<string, KnownVariant>> {
    if (skus.length === 0) return new Map();
    const rows = await namedQuery<KnownVariant>(tx, sql.FIND_VARIANTS, [skus]);
    return new Map(rows.map((row) => [row.sku, row]));
  }

  /** Those of the slugs that living products have. */
  async findSlugs(tx: Tx, slugs: readonly string[]): Promise<Set<string>> {
    if (slugs.length === 0) return new Set();
    const rows = await namedQuery<{ slug: string }>(tx, sql.FIND_SLUGS, [slugs]);
    return new Set(rows.map(({ slug }) => slug));
  }

  /**
   * Sets prices in other currencies.
   *
   * @param prices each variant and currency once
   * @returns the variants of which something changed
   */
  async savePrices(
    tx: Tx,
    prices: readonly OtherPrice[],
    { dryRun = false }: Options = {},
  ): Promise<Set<string>> {
    if (prices.length === 0) return new Set();
    return ids(tx, dryRun ? sql.PLAN_PRICES : sql.SAVE_PRICES, [
      prices.map(({ variantId }) => variantId),
      prices.map(({ currency }) => currency),
      prices.map(({ price }) => price ?? null),
      prices.map(({ compareAtPrice }) => compareAtPrice ?? null),
      prices.map(({ price }) => price !== undefined),
      prices.map(({ compareAtPrice }) => compareAtPrice !== undefined),
    ]);
  }

  /**
   * Sets the words of products in other languages.
   *
   * @param words each product and language once
   * @returns the products of which something changed
   */
  async saveWords(
    tx: Tx,
    words: readonly ProductWords[],
    { dryRun = false }: Options = {},
  ): Promise<Set<string>> {
    if (words.length === 0) return new Set();
    return ids(tx, dryRun ? sql.PLAN_WORDS : sql.SAVE_WORDS, [
      words.map(({ productId }) => productId),
      words.map(({ locale }) => locale),
      words.map(({ name }) => name ?? null),
      words.map(({ slug }) => slug ?? null),
      words.map(({ shortDescription }) => shortDescription ?? null),
      words.map(({ description }) => description ?? null),
      words.map(givenWords),
    ]);
  }

  private async lookUp(
    tx: Tx,
    kind: GroupKind,
    texts: readonly string[],
  ): Promise<Map<string, string | null>> {
    if (texts.length === 0) return new Map();
    const names = texts.map((text) => namesOf(kind, text).at(-1) ?? text);
    const statement = sql.findGroups(kind);
    const rows = await namedQuery<{ text: string; slug: string | null }>(tx, statement, [
      texts,
      names,
    ]);
    return new Map(rows.map(({ text, slug }) => [text, slug]));
  }

  private async add(tx: Tx, kind: GroupKind, texts: readonly string[]): Promise<void> {
    const paths = texts.map((text) => namesOf(kind, text));
    const depth = Math.max(...paths.map((path) => path.length));
    for (let level = 0; level < depth; level += 1) {
      const here = new Map<string, string | null>();
      for (const path of paths) {
        const name = path[level];
        if (name !== undefined && !here.has(name)) here.set(name, path[level - 1] ?? null);
      }
      const names = [...here.keys()];
      const slugs = names.map((name) => slugOf(name, kind));
      const parents = kind === 'category' ? [names.map((name) => here.get(name) ?? null)] : [];
      await namedQuery(tx, sql.addGroups(kind), [names, slugs, ...parents]);
    }
  }
}

function namesOf(kind: GroupKind, text: string): string[] {
  const names = kind === 'category' ? text.split(BETWEEN_LEVELS) : [text];
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** Whether something may be called so. */
function nameable(kind: GroupKind, text: string): boolean {
  const names = namesOf(kind, text);
  const isFine = (name: string): boolean => name.length <= MAX_NAME && !/\p{Cc}/u.test(name);
  return names.length > 0 && names.length <= MAX_DEPTH && names.every(isFine);
}

function givenWords({ name, slug, shortDescription, description }: ProductWords): string {
  const all = [name, slug, shortDescription, description];
  return all.map((text) => (text === undefined ? '0' : '1')).join('');
}

async function ids(
  tx: Tx,
  statement: { readonly name: string; readonly text: string },
  values: readonly unknown[],
): Promise<Set<string>> {
  const rows = await namedQuery<{ id: string }>(tx, statement, values);
  return new Set(rows.map(({ id }) => id));
}
