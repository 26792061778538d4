// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  AdminProductResponse,
  AdminProductSummary,
  AdminVariantResponse,
  BulkProductsRequest,
  BulkProductsResponse,
  CreateProductFieldRequest,
  CreateProductRequest,
  MatrixRequest,
  MatrixResponse,
  NewVariantRequest,
  OrderVariantsRequest,
  PriceHistoryResponse,
  PriceRequest,
  PriceResponse,
  PricesResponse,
  ProductFieldRequest,
  ProductFieldResponse,
  ProductFieldsResponse,
  ProductRequest,
  PublishManyRequest,
  RestoreProductRequest,
  RestoreVariantRequest,
  ScheduleRequest,
  SearchStatusResponse,
  VariantRequest,
} from './types.js';

/** Query of {@link ProductAdministration.listProductFields}. */
export interface ListProductFieldsQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ProductAdministration.getProductField}. */
export interface GetProductFieldQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ProductAdministration.deleteProductField}. */
export interface DeleteProductFieldQuery {
  /** True takes them from all products; without it a field with values stays. */
  stripValues?: boolean | undefined;
}

/** Query of {@link ProductAdministration.listAdminProducts}. */
export interface ListAdminProductsQuery {
  /** Newest first when left out */
  sort?: "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | "name" | "-name" | "basePrice" | "-basePrice" | undefined;
  /** Only those in this state */
  status?: "active" | "inactive" | "out_of_stock" | "discontinued" | undefined;
  /** Only what is (or is not) published */
  published?: boolean | undefined;
  /** Only what is (or is not) featured */
  featured?: boolean | undefined;
  /** True: only deleted ones; else only those that are there. */
  deleted?: boolean | undefined;
  /**
   * Slug of a category; all below it count too.
   * @example "shirts"
   */
  category?: string | undefined;
  /** Slug of a brand. */
  brand?: string | undefined;
  /** Slug of a collection. */
  collection?: string | undefined;
  /** Exactly, of the product or of one of its variants. */
  sku?: string | undefined;
  /**
   * Words of name or description.
   * @example "shirt"
   */
  q?: string | undefined;
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
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ProductAdministration.getAdminProduct}. */
export interface GetAdminProductQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ProductAdministration.listAdminVariants}. */
export interface ListAdminVariantsQuery {
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
  /** True: those that were deleted; else those that are there. */
  deleted?: boolean | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ProductAdministration.getSearchStatus}. */
export interface GetSearchStatusQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ProductAdministration.getAdminVariant}. */
export interface GetAdminVariantQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ProductAdministration.listPriceHistory}. */
export interface ListPriceHistoryQuery {
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
  /** Of which currency, for example `USD`; the shop's own when left out. */
  currency?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link ProductAdministration.listVariantPrices}. */
export interface ListVariantPricesQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Product administration. */
export class ProductAdministration {
  constructor(private readonly connection: Connection) {}

  /**
   * Fields of the shop
   *
   * All of them, in their order.
   *
   * Takes If-None-Match.
   */
  listProductFields(query?: ListProductFieldsQuery, options?: CallOptions): Call<ProductFieldsResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/product-fields', query }, options);
  }

  /**
   * Make a field
   *
   * Products take values of its type in `customFields`. At most 200 fields.
   *
   * Takes Prefer.
   */
  createProductField(body: CreateProductFieldRequest, options?: CallOptions): Call<ProductFieldResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/product-fields', body }, options);
  }

  /**
   * A field
   *
   * With its ETag.
   *
   * Takes If-None-Match.
   */
  getProductField(fieldId: string, query?: GetProductFieldQuery, options?: CallOptions): Call<ProductFieldResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/product-fields/${part(fieldId)}`, query }, options);
  }

  /**
   * Change a field
   *
   * Its code never changes; its type, and a choice that was made, stay while products have values.
   *
   * Takes If-Match, Prefer.
   */
  updateProductField(fieldId: string, body?: ProductFieldRequest, options?: CallOptions): Call<ProductFieldResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/product-fields/${part(fieldId)}`, body }, options);
  }

  /**
   * Delete a field
   *
   * Refused while products have values, unless these shall go with it.
   *
   * Takes If-Match.
   */
  deleteProductField(fieldId: string, query?: DeleteProductFieldQuery, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/product-fields/${part(fieldId)}`, query }, options);
  }

  /**
   * All products
   *
   * Newest first when `sort` is left out, unpublished ones too; deleted ones when asked for.
   *
   * Takes If-None-Match.
   */
  listAdminProducts(query?: ListAdminProductsQuery, options?: CallOptions): PagedCall<{
      items: AdminProductSummary[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/products', query }, options);
  }

  /**
   * Make a product
   *
   * With its variants in one call. It is not published; without a slug it gets one from its name.
   *
   * Takes Prefer.
   */
  createProduct(body: CreateProductRequest, options?: CallOptions): Call<AdminProductResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/products', body }, options);
  }

  /**
   * Make and change many products
   *
   * One result per row, 200 also when rows were refused. A bad row does not stop the others, unless `atomic` says so. Publishing is not among it.
   */
  saveProducts(body: BulkProductsRequest, options?: CallOptions): Call<BulkProductsResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/products/bulk', body }, options);
  }

  /**
   * Show or hide many products
   *
   * Now, or at times in the future. One result per product; at most 500.
   */
  publishProducts(body: PublishManyRequest, options?: CallOptions): Call<BulkProductsResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/products/publish', body }, options);
  }

  /**
   * A product with everything
   *
   * Also an unpublished or a deleted one. The ETag covers what can be edited of it.
   *
   * Takes If-None-Match.
   */
  getAdminProduct(productId: string, query?: GetAdminProductQuery, options?: CallOptions): Call<AdminProductResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/products/${part(productId)}`, query }, options);
  }

  /**
   * Change a product
   *
   * What is left out stays. Publishing has routes of its own.
   *
   * Takes If-Match, Prefer.
   */
  updateProduct(productId: string, body?: ProductRequest, options?: CallOptions): Call<AdminProductResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/products/${part(productId)}`, body }, options);
  }

  /**
   * Delete a product
   *
   * With its variants. Slug and SKUs are free again; it can be restored.
   *
   * Takes If-Match.
   */
  deleteProduct(productId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/products/${part(productId)}` }, options);
  }

  /**
   * Show a product now
   *
   * A plan to publish it is done with; one to hide it stays.
   *
   * Takes If-Match, Prefer.
   */
  publishProduct(productId: string, options?: CallOptions): Call<AdminProductResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/products/${part(productId)}/publish` }, options);
  }

  /**
   * Bring a deleted product back
   *
   * As it was, with the variants that went with it. 409 when somebody else has its slug or SKUs by now: the body says what it is to have instead. One that is not deleted stays as it is.
   *
   * Takes Prefer.
   */
  restoreProduct(productId: string, body?: RestoreProductRequest, options?: CallOptions): Call<AdminProductResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/products/${part(productId)}/restore`, body }, options);
  }

  /**
   * Show or hide a product later
   *
   * A worker does it within seconds of the time. Null takes a plan back, what is left out stays.
   *
   * Takes If-Match, Prefer.
   */
  scheduleProduct(productId: string, body?: ScheduleRequest, options?: CallOptions): Call<AdminProductResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/products/${part(productId)}/schedule`, body }, options);
  }

  /**
   * Hide a product now
   *
   * A plan to hide it is done with; one to publish it stays.
   *
   * Takes If-Match, Prefer.
   */
  unpublishProduct(productId: string, options?: CallOptions): Call<AdminProductResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/products/${part(productId)}/unpublish` }, options);
  }

  /**
   * All variants of a product
   *
   * In their order, inactive ones too; deleted ones when asked for.
   *
   * Takes If-None-Match.
   */
  listAdminVariants(productId: string, query?: ListAdminVariantsQuery, options?: CallOptions): PagedCall<{
      items: AdminVariantResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/products/${part(productId)}/variants`, query }, options);
  }

  /**
   * Add a variant
   *
   * Its first stock is a movement of its own. At most 500 per product.
   *
   * Takes Prefer.
   */
  createVariant(productId: string, body?: NewVariantRequest, options?: CallOptions): Call<AdminVariantResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/products/${part(productId)}/variants`, body }, options);
  }

  /**
   * Make all combinations of chosen values
   *
   * Those that the product has already stay as they are. At most 200 at once; `dryRun` shows what would come.
   */
  makeVariantMatrix(productId: string, body: MatrixRequest, options?: CallOptions): Call<MatrixResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/products/${part(productId)}/variants/matrix`, body }, options);
  }

  /**
   * Put the variants into an order
   *
   * Those that are named come first, the others stay behind them as they were.
   */
  orderVariants(productId: string, body: OrderVariantsRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/products/${part(productId)}/variants/order`, body }, options);
  }

  /**
   * How fresh search is
   *
   * Products are found as soon as their change is saved; words for corrections follow within half a minute, their counts within the hour, and so does what sold most.
   *
   * Takes If-None-Match.
   */
  getSearchStatus(query?: GetSearchStatusQuery, options?: CallOptions): Call<SearchStatusResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/search', query }, options);
  }

  /**
   * A variant with everything
   *
   * Also an inactive or a deleted one. The ETag does not cover its stock.
   *
   * Takes If-None-Match.
   */
  getAdminVariant(variantId: string, query?: GetAdminVariantQuery, options?: CallOptions): Call<AdminVariantResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/variants/${part(variantId)}`, query }, options);
  }

  /**
   * Change a variant
   *
   * What is left out stays. Its stock is moved by the inventory.
   *
   * Takes If-Match, Prefer.
   */
  updateVariant(variantId: string, body?: VariantRequest, options?: CallOptions): Call<AdminVariantResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/variants/${part(variantId)}`, body }, options);
  }

  /**
   * Delete a variant
   *
   * Not the last one of its product. Its SKU is free again; it can be restored.
   *
   * Takes If-Match.
   */
  deleteVariant(variantId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/variants/${part(variantId)}` }, options);
  }

  /**
   * What a variant cost and when
   *
   * The present price, and those that are over, the last one first.
   *
   * Takes If-None-Match.
   */
  listPriceHistory(variantId: string, query?: ListPriceHistoryQuery, options?: CallOptions): Call<PriceHistoryResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/variants/${part(variantId)}/price-history`, query }, options);
  }

  /**
   * Prices of a variant in other currencies
   *
   * The price in the currency of the shop is the variant’s own.
   *
   * Takes If-None-Match.
   */
  listVariantPrices(variantId: string, query?: ListVariantPricesQuery, options?: CallOptions): Call<PricesResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/variants/${part(variantId)}/prices`, query }, options);
  }

  /**
   * Set a price in another currency
   *
   * One of `CURRENCIES`. Carts in this currency pay it; nothing is converted.
   *
   * Takes If-Match, Prefer.
   */
  saveVariantPrice(variantId: string, currency: string, body: PriceRequest, options?: CallOptions): Call<PriceResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/variants/${part(variantId)}/prices/${part(currency)}`, body }, options);
  }

  /**
   * Take a price in another currency away
   *
   * The variant is shown in the currency of the shop then.
   *
   * Takes If-Match.
   */
  deleteVariantPrice(variantId: string, currency: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/variants/${part(variantId)}/prices/${part(currency)}` }, options);
  }

  /**
   * Bring a deleted variant back
   *
   * 409 when another has its combination by now, or its SKU: with `leaveTakenSkus` it comes back without that.
   *
   * Takes Prefer.
   */
  restoreVariant(variantId: string, body?: RestoreVariantRequest, options?: CallOptions): Call<AdminVariantResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/variants/${part(variantId)}/restore`, body }, options);
  }
}
