// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  CategoriesFoundResponse,
  CategoryResponse,
  CategoryTreeResponse,
  GroupResponse,
  ProductPageResponse,
  ProductResponse,
  SearchPageResponse,
  SuggestResponse,
  VariantResponse,
} from './types.js';

/** Query of {@link Catalogue.listBrands}. */
export interface ListBrandsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Language of the texts, before what `Accept-Language` says, for example `vi`.
   * @maxLength 35
   */
  locale?: string | undefined;
  /**
   * Currency of the prices, one that the shop offers, for example `USD`.
   * @maxLength 35
   */
  currency?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Catalogue.getBrand}. */
export interface GetBrandQuery {
  /** Before `Accept-Language`. */
  locale?: string | undefined;
  /** One that the shop offers. */
  currency?: string | undefined;
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Catalogue.listCategories}. */
export interface ListCategoriesQuery {
  /** Before `Accept-Language`. */
  locale?: string | undefined;
  /** One that the shop offers. */
  currency?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Catalogue.getCategory}. */
export interface GetCategoryQuery {
  /** Before `Accept-Language`. */
  locale?: string | undefined;
  /** One that the shop offers. */
  currency?: string | undefined;
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Catalogue.listCollections}. */
export interface ListCollectionsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Language of the texts, before what `Accept-Language` says, for example `vi`.
   * @maxLength 35
   */
  locale?: string | undefined;
  /**
   * Currency of the prices, one that the shop offers, for example `USD`.
   * @maxLength 35
   */
  currency?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Catalogue.getCollection}. */
export interface GetCollectionQuery {
  /** Before `Accept-Language`. */
  locale?: string | undefined;
  /** One that the shop offers. */
  currency?: string | undefined;
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Catalogue.listProducts}. */
export interface ListProductsQuery {
  /**
   * `position` is the order of a collection and needs one; it is the default there, elsewhere `-createdAt`.
   * `-sold` is what sold most in the last 90 days.
   */
  sort?: "-createdAt" | "price" | "-price" | "-rating" | "-sold" | "name" | "position" | undefined;
  /** Count the products too; up to 1,000 are counted exactly. */
  total?: boolean | undefined;
  /**
   * Slug of a category; products of all categories below it are listed too.
   * @maxLength 255
   * @example "clothing"
   */
  category?: string | undefined;
  /**
   * Slugs of brands, one of which made it, for example `hestia-vale,northlight`.
   * @maxLength 255
   * @maxItems 20
   * @minItems 1
   * @uniqueItems true
   */
  brand?: string[] | undefined;
  /**
   * Slug of a collection, for example `summer-linen`.
   * @maxLength 255
   */
  collection?: string | undefined;
  /**
   * An attribute and the values one of which a variant has, for example `colour:navy,white`. Repeat the
   * parameter for another attribute; the two may hold for different variants of a product.
   * @maxLength 500
   * @maxItems 10
   */
  attribute?: string[] | undefined;
  /**
   * One of the shop's own fields that can be filtered by: `material:wool,cotton` for one of several values;
   * `pages:100..200` for a number or date in a range, either end of which may be missing. Repeat it for another one.
   * @maxLength 500
   * @maxItems 10
   */
  field?: string[] | undefined;
  /** The lowest price of a product, in the shop's currency, is at least this, for example `10.00`. */
  minPrice?: string | undefined;
  /** The lowest price of a product, in the shop's currency, is at most this, for example `80.00`. */
  maxPrice?: string | undefined;
  /**
   * The average of its reviews is at least this, for example `4`.
   * @min 1
   * @max 5
   */
  minRating?: number | undefined;
  /** Only featured products, or only others. */
  featured?: boolean | undefined;
  /** Only products of which something can be bought now, or only others. */
  inStock?: boolean | undefined;
  /**
   * Page number instead of a cursor; pages may shift when products are added.
   * @min 1
   * @max 100
   */
  page?: number | undefined;
  /**
   * Members of each item to answer with, separated by commas, for example `id,name,price`; all when left out.
   * @minItems 1
   * @uniqueItems true
   */
  fields?: ("id" | "slug" | "name" | "shortDescription" | "brand" | "category" | "image" | "featured" | "rating" | "createdAt" | "price" | "priceMax" | "compareAtPrice" | "currency" | "inStock" | "options")[] | undefined;
  /**
   * `unavailable`: also products that are not sold (discontinued, or out of stock by the merchant's word).
   * `options`: on each item the values that its variants can be chosen by.
   * @uniqueItems true
   */
  include?: ("unavailable" | "options")[] | undefined;
  /**
   * What to count beside the items, separated by commas, each as if its own filter were not set. Exact up to
   * 10,000 products, above that `about`.
   * @minItems 1
   * @uniqueItems true
   */
  facets?: ("category" | "brand" | "attributes" | "fields" | "price" | "rating" | "stock")[] | undefined;
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Language of the texts, before what `Accept-Language` says, for example `vi`.
   * @maxLength 35
   */
  locale?: string | undefined;
  /**
   * Currency of the prices, one that the shop offers, for example `USD`.
   * @maxLength 35
   */
  currency?: string | undefined;
}

/** Query of {@link Catalogue.getProduct}. */
export interface GetProductQuery {
  /** Before `Accept-Language`. */
  locale?: string | undefined;
  /** One that the shop offers. */
  currency?: string | undefined;
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Catalogue.listProductVariants}. */
export interface ListProductVariantsQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Language of the texts, before what `Accept-Language` says, for example `vi`.
   * @maxLength 35
   */
  locale?: string | undefined;
  /**
   * Currency of the prices, one that the shop offers, for example `USD`.
   * @maxLength 35
   */
  currency?: string | undefined;
  /**
   * Only variants with this option, by the codes of attribute and value: `size:m`. May stand more than once;
   * values of one attribute are alternatives.
   * @maxItems 20
   */
  option?: string[] | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Catalogue.searchProducts}. */
export interface SearchProductsQuery {
  /**
   * Words, a SKU or a barcode, `"a phrase"`, `-without`, `this OR that`.
   * @minLength 1
   * @maxLength 100
   * @pattern ^[^\0]*$
   * @example "linen shirt"
   */
  q: string;
  /** Best matches first unless asked otherwise. */
  sort?: "relevance" | "-createdAt" | "price" | "-price" | "-rating" | "-sold" | "name" | undefined;
  /**
   * Slug of a category; products of all categories below it are listed too.
   * @maxLength 255
   * @example "clothing"
   */
  category?: string | undefined;
  /**
   * Slugs of brands, one of which made it, for example `hestia-vale,northlight`.
   * @maxLength 255
   * @maxItems 20
   * @minItems 1
   * @uniqueItems true
   */
  brand?: string[] | undefined;
  /**
   * Slug of a collection, for example `summer-linen`.
   * @maxLength 255
   */
  collection?: string | undefined;
  /**
   * An attribute and the values one of which a variant has, for example `colour:navy,white`. Repeat the
   * parameter for another attribute; the two may hold for different variants of a product.
   * @maxLength 500
   * @maxItems 10
   */
  attribute?: string[] | undefined;
  /**
   * One of the shop's own fields that can be filtered by: `material:wool,cotton` for one of several values;
   * `pages:100..200` for a number or date in a range, either end of which may be missing. Repeat it for another one.
   * @maxLength 500
   * @maxItems 10
   */
  field?: string[] | undefined;
  /** The lowest price of a product, in the shop's currency, is at least this, for example `10.00`. */
  minPrice?: string | undefined;
  /** The lowest price of a product, in the shop's currency, is at most this, for example `80.00`. */
  maxPrice?: string | undefined;
  /**
   * The average of its reviews is at least this, for example `4`.
   * @min 1
   * @max 5
   */
  minRating?: number | undefined;
  /** Only featured products, or only others. */
  featured?: boolean | undefined;
  /** Only products of which something can be bought now, or only others. */
  inStock?: boolean | undefined;
  /**
   * Page number instead of a cursor; pages may shift when products are added.
   * @min 1
   * @max 100
   */
  page?: number | undefined;
  /**
   * Members of each item to answer with, separated by commas, for example `id,name,price`; all when left out.
   * @minItems 1
   * @uniqueItems true
   */
  fields?: ("id" | "slug" | "name" | "shortDescription" | "brand" | "category" | "image" | "featured" | "rating" | "createdAt" | "price" | "priceMax" | "compareAtPrice" | "currency" | "inStock" | "options")[] | undefined;
  /**
   * `unavailable`: also products that are not sold (discontinued, or out of stock by the merchant's word).
   * `options`: on each item the values that its variants can be chosen by.
   * @uniqueItems true
   */
  include?: ("unavailable" | "options")[] | undefined;
  /**
   * What to count beside the items, separated by commas, each as if its own filter were not set. Exact up to
   * 10,000 products, above that `about`.
   * @minItems 1
   * @uniqueItems true
   */
  facets?: ("category" | "brand" | "attributes" | "fields" | "price" | "rating" | "stock")[] | undefined;
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Language of the texts, before what `Accept-Language` says, for example `vi`.
   * @maxLength 35
   */
  locale?: string | undefined;
  /**
   * Currency of the prices, one that the shop offers, for example `USD`.
   * @maxLength 35
   */
  currency?: string | undefined;
}

/** Query of {@link Catalogue.searchCategories}. */
export interface SearchCategoriesQuery {
  /**
   * What has been typed so far.
   * @minLength 1
   * @maxLength 100
   * @pattern ^[^\0]*$
   * @example "lin"
   */
  q: string;
  /**
   * Language of the texts, before what `Accept-Language` says, for example `vi`.
   * @maxLength 35
   */
  locale?: string | undefined;
  /**
   * Currency of the prices, one that the shop offers, for example `USD`.
   * @maxLength 35
   */
  currency?: string | undefined;
  /**
   * How many at most.
   * @min 1
   * @max 50
   * @example 10
   */
  limit?: number | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Catalogue.suggestSearch}. */
export interface SuggestSearchQuery {
  /**
   * What has been typed so far.
   * @minLength 1
   * @maxLength 100
   * @pattern ^[^\0]*$
   * @example "lin"
   */
  q: string;
  /**
   * Language of the texts, before what `Accept-Language` says, for example `vi`.
   * @maxLength 35
   */
  locale?: string | undefined;
  /**
   * Currency of the prices, one that the shop offers, for example `USD`.
   * @maxLength 35
   */
  currency?: string | undefined;
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Catalogue. */
export class Catalogue {
  constructor(private readonly connection: Connection) {}

  /**
   * List brands
   *
   * In their display order.
   *
   * Takes Accept-Language, If-None-Match.
   */
  listBrands(query?: ListBrandsQuery, options?: CallOptions): PagedCall<{
      items: GroupResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/brands', query }, options);
  }

  /**
   * One brand
   *
   * Found by its slug in any language. Its products are at `/products?brand={slug}`.
   *
   * Takes Accept-Language, If-None-Match.
   */
  getBrand(slug: string, query?: GetBrandQuery, options?: CallOptions): Call<GroupResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/brands/${part(slug)}`, query }, options);
  }

  /**
   * The tree of categories
   *
   * All of it, siblings in their display order.
   *
   * Takes Accept-Language, If-None-Match.
   */
  listCategories(query?: ListCategoriesQuery, options?: CallOptions): Call<CategoryTreeResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/categories', query }, options);
  }

  /**
   * One category with its breadcrumbs and children
   *
   * Found by its slug in any language. Its products are at `/products?category={slug}`.
   *
   * Takes Accept-Language, If-None-Match.
   */
  getCategory(slug: string, query?: GetCategoryQuery, options?: CallOptions): Call<CategoryResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/categories/${part(slug)}`, query }, options);
  }

  /**
   * List collections
   *
   * In their display order.
   *
   * Takes Accept-Language, If-None-Match.
   */
  listCollections(query?: ListCollectionsQuery, options?: CallOptions): PagedCall<{
      items: GroupResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/collections', query }, options);
  }

  /**
   * One collection
   *
   * Found by its slug in any language. Its products are at `/products?collection={slug}`.
   *
   * Takes Accept-Language, If-None-Match.
   */
  getCollection(slug: string, query?: GetCollectionQuery, options?: CallOptions): Call<GroupResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/collections/${part(slug)}`, query }, options);
  }

  /**
   * List products
   *
   * Filtered, sorted and counted; a category includes all below it. Products that are not sold are left out unless `include=unavailable`; one whose stock is gone stays, with `inStock: false`. The cursor is stable when products are added. Price filters and order by price go by the currency of the shop.
   *
   * Takes Accept-Language, If-None-Match.
   */
  listProducts(query?: ListProductsQuery, options?: CallOptions): PagedCall<ProductPageResponse> {
    return this.connection.list({ method: 'GET', path: '/api/v1/products', query }, options);
  }

  /**
   * One product with variants, images and attributes
   *
   * Embeds at most twenty variants; says whether it can be bought and why not. Found by its slug in any language. What has no price in the asked currency comes in the currency of the shop: see `currency` of product and variants.
   *
   * Takes Accept-Language, If-None-Match.
   */
  getProduct(slug: string, query?: GetProductQuery, options?: CallOptions): Call<ProductResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/products/${part(slug)}`, query }, options);
  }

  /**
   * All variants of a product
   *
   * In their display order, for products with more variants than their page embeds.
   *
   * Takes Accept-Language, If-None-Match.
   */
  listProductVariants(slug: string, query?: ListProductVariantsQuery, options?: CallOptions): PagedCall<{
      items: VariantResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/products/${part(slug)}/variants`, query }, options);
  }

  /**
   * Search products
   *
   * By words of name (in every language), SKU, barcode, brand, category, values and description, without regard to accents, with the filters and facets of a list. Where nothing matches, typing mistakes are corrected; where no product has all words, those with some are found.
   *
   * Takes Accept-Language, If-None-Match.
   */
  searchProducts(query: SearchProductsQuery, options?: CallOptions): PagedCall<SearchPageResponse> {
    return this.connection.list({ method: 'GET', path: '/api/v1/search', query }, options);
  }

  /**
   * Search categories
   *
   * By words of name (in every language) and description, best first.
   *
   * Takes Accept-Language, If-None-Match.
   */
  searchCategories(query: SearchCategoriesQuery, options?: CallOptions): Call<CategoriesFoundResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/search/categories', query }, options);
  }

  /**
   * Complete a search while it is typed
   *
   * Completes the last word and names products with it, and categories and brands that begin so.
   *
   * Takes Accept-Language, If-None-Match.
   */
  suggestSearch(query: SuggestSearchQuery, options?: CallOptions): Call<SuggestResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/search/suggest', query }, options);
  }
}
