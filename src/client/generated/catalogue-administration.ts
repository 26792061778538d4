// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  AddAttributeValuesRequest,
  AddCollectionProductsRequest,
  AdminBrandResponse,
  AdminCategoryLineResponse,
  AdminCategoryResponse,
  AdminCategoryTreeResponse,
  AdminCollectionResponse,
  AttachImagesRequest,
  AttributeLineResponse,
  AttributeResponse,
  CollectionMemberResponse,
  CreateAttributeRequest,
  CreateBrandRequest,
  CreateCategoryRequest,
  CreateCollectionRequest,
  DescribeImageRequest,
  GroupOrderResponse,
  ImagesResponse,
  MergeValuesRequest,
  MoveCategoryRequest,
  OrderAttributesRequest,
  OrderCategoriesRequest,
  OrderGroupsRequest,
  OrderImagesRequest,
  RenameAttributeRequest,
  RenameAttributeValueRequest,
  RestoreCategoryRequest,
  RestoreGroupRequest,
  SetCollectionProductsRequest,
  TranslationRequest,
  TranslationResponse,
  TranslationsResponse,
  UpdateBrandRequest,
  UpdateCategoryRequest,
  UpdateCollectionRequest,
} from './types.js';

/** Query of {@link CatalogueAdministration.listAttributes}. */
export interface ListAttributesQuery {
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
   * A part of the name; accents and case do not count.
   * @example "col"
   */
  q?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.getAttribute}. */
export interface GetAttributeQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.listBrandsForStaff}. */
export interface ListBrandsForStaffQuery {
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
   * A part of the name; accents and case do not count.
   * @example "nen"
   */
  q?: string | undefined;
  /** Only what is (or is not) published */
  published?: boolean | undefined;
  /** Whether deleted ones are listed: `without` them when left out. */
  deleted?: "without" | "with" | "only" | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.getBrandOrder}. */
export interface GetBrandOrderQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.getBrandForStaff}. */
export interface GetBrandForStaffQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.deleteBrand}. */
export interface DeleteBrandQuery {
  /**
   * Takes over its products and the categories below it.
   * @format uuid
   */
  heir?: string | undefined;
}

/** Query of {@link CatalogueAdministration.listCategoriesForStaff}. */
export interface ListCategoriesForStaffQuery {
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
   * A part of the name; accents and case do not count.
   * @example "nen"
   */
  q?: string | undefined;
  /** Only what is (or is not) published */
  published?: boolean | undefined;
  /** Whether deleted ones are listed: `without` them when left out. */
  deleted?: "without" | "with" | "only" | undefined;
  /** Those below this category, or `top`; all when left out. */
  parent?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.getCategoryOrder}. */
export interface GetCategoryOrderQuery {
  /**
   * Those below this category; the top of the tree when left out.
   * @format uuid
   */
  parent?: string | undefined;
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.getCategoryTreeForStaff}. */
export interface GetCategoryTreeForStaffQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.getCategoryForStaff}. */
export interface GetCategoryForStaffQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.deleteCategory}. */
export interface DeleteCategoryQuery {
  /**
   * Takes over its products and the categories below it.
   * @format uuid
   */
  heir?: string | undefined;
}

/** Query of {@link CatalogueAdministration.listCollectionsForStaff}. */
export interface ListCollectionsForStaffQuery {
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
   * A part of the name; accents and case do not count.
   * @example "nen"
   */
  q?: string | undefined;
  /** Only what is (or is not) published */
  published?: boolean | undefined;
  /** Whether deleted ones are listed: `without` them when left out. */
  deleted?: "without" | "with" | "only" | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.getCollectionOrder}. */
export interface GetCollectionOrderQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.getCollectionForStaff}. */
export interface GetCollectionForStaffQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.listCollectionProducts}. */
export interface ListCollectionProductsQuery {
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

/** Query of {@link CatalogueAdministration.listImages}. */
export interface ListImagesQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.listTranslations}. */
export interface ListTranslationsQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link CatalogueAdministration.getTranslation}. */
export interface GetTranslationQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Catalogue administration. */
export class CatalogueAdministration {
  constructor(private readonly connection: Connection) {}

  /**
   * Attributes
   *
   * In their order, without their values.
   *
   * Takes If-None-Match.
   */
  listAttributes(query?: ListAttributesQuery, options?: CallOptions): PagedCall<{
      items: AttributeLineResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/attributes', query }, options);
  }

  /**
   * Make an attribute
   *
   * With its first values, if there are any.
   *
   * Takes Prefer.
   */
  createAttribute(body: CreateAttributeRequest, options?: CallOptions): Call<AttributeResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/attributes', body }, options);
  }

  /**
   * Put attributes into another order
   *
   * The given ones come first, the others stay behind them as they were.
   */
  orderAttributes(body: OrderAttributesRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/admin/attributes/order', body }, options);
  }

  /**
   * An attribute with its values
   *
   * And how many variants have each of them.
   *
   * Takes If-None-Match.
   */
  getAttribute(attributeId: number, query?: GetAttributeQuery, options?: CallOptions): Call<AttributeResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/attributes/${part(attributeId)}`, query }, options);
  }

  /**
   * Rename an attribute
   *
   * Its code stays: addresses and rules hold it.
   *
   * Takes If-Match, Prefer.
   */
  renameAttribute(attributeId: number, body: RenameAttributeRequest, options?: CallOptions): Call<AttributeResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/attributes/${part(attributeId)}`, body }, options);
  }

  /**
   * Delete an attribute with its values
   *
   * For good, and only when neither a variant nor a rule of a collection uses it.
   *
   * Takes If-Match.
   */
  deleteAttribute(attributeId: number, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/attributes/${part(attributeId)}` }, options);
  }

  /**
   * Add values to an attribute
   *
   * Behind those that are there. All or none.
   *
   * Takes If-Match, Prefer.
   */
  addAttributeValues(attributeId: number, body: AddAttributeValuesRequest, options?: CallOptions): Call<AttributeResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/attributes/${part(attributeId)}/values`, body }, options);
  }

  /**
   * Put the values of an attribute into another order
   *
   * The given ones come first, the others stay behind them as they were.
   *
   * Takes If-Match, Prefer.
   */
  orderAttributeValues(attributeId: number, body: OrderAttributesRequest, options?: CallOptions): Call<AttributeResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/attributes/${part(attributeId)}/values/order`, body }, options);
  }

  /**
   * Rename a value
   *
   * All variants that have it show the new word. Its code stays.
   *
   * Takes If-Match, Prefer.
   */
  renameAttributeValue(attributeId: number, valueId: number, body: RenameAttributeValueRequest, options?: CallOptions): Call<AttributeResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/attributes/${part(attributeId)}/values/${part(valueId)}`, body }, options);
  }

  /**
   * Delete a value
   *
   * For good, and only when neither a variant nor a rule of a collection uses it.
   *
   * Takes If-Match.
   */
  deleteAttributeValue(attributeId: number, valueId: number, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/attributes/${part(attributeId)}/values/${part(valueId)}` }, options);
  }

  /**
   * Make one value of two
   *
   * Variants and rules that name the value of the path name the one of the body from then on, and the former is gone. Refused where variants of a product would become alike.
   *
   * Takes If-Match, Prefer.
   */
  mergeAttributeValues(attributeId: number, valueId: number, body: MergeValuesRequest, options?: CallOptions): Call<AttributeResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/attributes/${part(attributeId)}/values/${part(valueId)}/merge`, body }, options);
  }

  /**
   * Brands, hidden ones too
   *
   * In their display order. All filters together.
   *
   * Takes If-None-Match.
   */
  listBrandsForStaff(query?: ListBrandsForStaffQuery, options?: CallOptions): PagedCall<{
      items: AdminBrandResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/brands', query }, options);
  }

  /**
   * Make a brand
   *
   * Nobody but staff sees it until it is published.
   *
   * Takes Prefer.
   */
  createBrand(body: CreateBrandRequest, options?: CallOptions): Call<AdminBrandResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/brands', body }, options);
  }

  /**
   * The order of all brands
   *
   * Deleted ones are none of them. The ETag covers the whole row.
   *
   * Takes If-None-Match.
   */
  getBrandOrder(query?: GetBrandOrderQuery, options?: CallOptions): Call<GroupOrderResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/brands/order', query }, options);
  }

  /**
   * Put brands into another order
   *
   * The given ones come first, the others stay behind them as they were.
   *
   * Takes If-Match.
   */
  orderBrands(body: OrderGroupsRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/admin/brands/order', body }, options);
  }

  /**
   * One brand, hidden or deleted ones too
   *
   * Take the id from the list.
   *
   * Takes If-None-Match.
   */
  getBrandForStaff(brandId: string, query?: GetBrandForStaffQuery, options?: CallOptions): Call<AdminBrandResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/brands/${part(brandId)}`, query }, options);
  }

  /**
   * Change a brand
   *
   * What is left out stays.
   *
   * Takes If-Match, Prefer.
   */
  updateBrand(brandId: string, body?: UpdateBrandRequest, options?: CallOptions): Call<AdminBrandResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/brands/${part(brandId)}`, body }, options);
  }

  /**
   * Delete a brand
   *
   * Only one without products, or with an heir that takes them over.
   *
   * Takes If-Match.
   */
  deleteBrand(brandId: string, query?: DeleteBrandQuery, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/brands/${part(brandId)}`, query }, options);
  }

  /**
   * Show a brand to everybody
   *
   * It gets a page, and its products name it.
   *
   * Takes If-Match, Prefer.
   */
  publishBrand(brandId: string, options?: CallOptions): Call<AdminBrandResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/brands/${part(brandId)}/publish` }, options);
  }

  /**
   * Bring a deleted brand back
   *
   * As it was, published or not. Where its name or slug is taken by now it needs another one in the body. Products that an heir took over stay with him.
   *
   * Takes Prefer.
   */
  restoreBrand(brandId: string, body?: RestoreGroupRequest, options?: CallOptions): Call<AdminBrandResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/brands/${part(brandId)}/restore`, body }, options);
  }

  /**
   * Hide a brand
   *
   * It has no page and is not named any more; its products stay.
   *
   * Takes If-Match, Prefer.
   */
  unpublishBrand(brandId: string, options?: CallOptions): Call<AdminBrandResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/brands/${part(brandId)}/unpublish` }, options);
  }

  /**
   * Categories, hidden ones too
   *
   * In their display order. All filters together.
   *
   * Takes If-None-Match.
   */
  listCategoriesForStaff(query?: ListCategoriesForStaffQuery, options?: CallOptions): PagedCall<{
      items: AdminCategoryLineResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/categories', query }, options);
  }

  /**
   * Make a category
   *
   * Nobody but staff sees it until it is published. It stands last among its siblings unless a place is given.
   *
   * Takes Prefer.
   */
  createCategory(body: CreateCategoryRequest, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/categories', body }, options);
  }

  /**
   * The order of the categories below one parent
   *
   * Deleted ones are none of them. The ETag covers the whole row.
   *
   * Takes If-None-Match.
   */
  getCategoryOrder(query?: GetCategoryOrderQuery, options?: CallOptions): Call<GroupOrderResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/categories/order', query }, options);
  }

  /**
   * Put categories into another order
   *
   * All of them below one parent. The given ones come first, the others stay behind them as they were.
   *
   * Takes If-Match.
   */
  orderCategories(body: OrderCategoriesRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/admin/categories/order', body }, options);
  }

  /**
   * The tree of categories, hidden ones too
   *
   * With the products in each, and in each with all below it.
   *
   * Takes If-None-Match.
   */
  getCategoryTreeForStaff(query?: GetCategoryTreeForStaffQuery, options?: CallOptions): Call<AdminCategoryTreeResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/categories/tree', query }, options);
  }

  /**
   * One category, hidden or deleted ones too
   *
   * Take the id from the list.
   *
   * Takes If-None-Match.
   */
  getCategoryForStaff(categoryId: string, query?: GetCategoryForStaffQuery, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/categories/${part(categoryId)}`, query }, options);
  }

  /**
   * Change a category
   *
   * What is left out stays. A new metadata schema counts for products that are written from then on.
   *
   * Takes If-Match, Prefer.
   */
  updateCategory(categoryId: string, body?: UpdateCategoryRequest, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/categories/${part(categoryId)}`, body }, options);
  }

  /**
   * Delete a category
   *
   * Only one without products and categories below, or with an heir that takes both over. The heir cannot be below it.
   *
   * Takes If-Match.
   */
  deleteCategory(categoryId: string, query?: DeleteCategoryQuery, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/categories/${part(categoryId)}`, query }, options);
  }

  /**
   * Move a category with all below it
   *
   * Below another parent, or to another place among its siblings.
   *
   * Takes If-Match, Prefer.
   */
  moveCategory(categoryId: string, body: MoveCategoryRequest, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/categories/${part(categoryId)}/move`, body }, options);
  }

  /**
   * Show a category to everybody
   *
   * It has a page when everything above it is published too.
   *
   * Takes If-Match, Prefer.
   */
  publishCategory(categoryId: string, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/categories/${part(categoryId)}/publish` }, options);
  }

  /**
   * Bring a deleted category back
   *
   * As it was, published or not. Where its name or slug is taken by now it needs another one in the body. Where its parent is deleted it needs another one, or null for the top. What an heir took over stays with him.
   *
   * Takes Prefer.
   */
  restoreCategory(categoryId: string, body?: RestoreCategoryRequest, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/categories/${part(categoryId)}/restore`, body }, options);
  }

  /**
   * Hide a category
   *
   * It and everything below it have no page any more; their products stay.
   *
   * Takes If-Match, Prefer.
   */
  unpublishCategory(categoryId: string, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/categories/${part(categoryId)}/unpublish` }, options);
  }

  /**
   * Collections, hidden ones too
   *
   * In their display order. All filters together.
   *
   * Takes If-None-Match.
   */
  listCollectionsForStaff(query?: ListCollectionsForStaffQuery, options?: CallOptions): PagedCall<{
      items: AdminCollectionResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/collections', query }, options);
  }

  /**
   * Make a collection
   *
   * Nobody but staff sees it until it is published. With rules it is filled at once, and follows every change of a product in its transaction.
   *
   * Takes Prefer.
   */
  createCollection(body: CreateCollectionRequest, options?: CallOptions): Call<AdminCollectionResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/collections', body }, options);
  }

  /**
   * The order of all collections
   *
   * Deleted ones are none of them. The ETag covers the whole row.
   *
   * Takes If-None-Match.
   */
  getCollectionOrder(query?: GetCollectionOrderQuery, options?: CallOptions): Call<GroupOrderResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/collections/order', query }, options);
  }

  /**
   * Put collections into another order
   *
   * The given ones come first, the others stay behind them as they were.
   *
   * Takes If-Match.
   */
  orderCollections(body: OrderGroupsRequest, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/admin/collections/order', body }, options);
  }

  /**
   * One collection, hidden or deleted ones too
   *
   * Take the id from the list.
   *
   * Takes If-None-Match.
   */
  getCollectionForStaff(collectionId: string, query?: GetCollectionForStaffQuery, options?: CallOptions): Call<AdminCollectionResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/collections/${part(collectionId)}`, query }, options);
  }

  /**
   * Change a collection
   *
   * What is left out stays. New rules pick anew at once; with rules of null everything that is in it stays, by hand from then on.
   *
   * Takes If-Match, Prefer.
   */
  updateCollection(collectionId: string, body?: UpdateCollectionRequest, options?: CallOptions): Call<AdminCollectionResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/collections/${part(collectionId)}`, body }, options);
  }

  /**
   * Delete a collection
   *
   * Its products stay, and are in it again when it is restored.
   *
   * Takes If-Match.
   */
  deleteCollection(collectionId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/collections/${part(collectionId)}` }, options);
  }

  /**
   * The products of a collection, hidden ones too
   *
   * In the order of the collection: those put in by hand, then those by its rules. The ETag is that of the whole order by hand.
   *
   * Takes If-None-Match.
   */
  listCollectionProducts(collectionId: string, query?: ListCollectionProductsQuery, options?: CallOptions): PagedCall<{
      items: CollectionMemberResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/collections/${part(collectionId)}/products`, query }, options);
  }

  /**
   * Put products into a collection
   *
   * At the end of those put in by hand. Rules neither take them out nor count them. Answers the first page.
   *
   * Takes If-Match, Prefer.
   */
  addCollectionProducts(collectionId: string, body: AddCollectionProductsRequest, options?: CallOptions): Call<{
      items: CollectionMemberResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/collections/${part(collectionId)}/products`, body }, options);
  }

  /**
   * Say which products are in a collection by hand, and in which order
   *
   * Others that were put in by hand are taken out. Answers the first page.
   *
   * Takes If-Match, Prefer.
   */
  setCollectionProducts(collectionId: string, body: SetCollectionProductsRequest, options?: CallOptions): Call<{
      items: CollectionMemberResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/collections/${part(collectionId)}/products`, body }, options);
  }

  /**
   * Take a product out of a collection
   *
   * Only one that was put in by hand. Where the rules of the collection want it, it is in by them from then on.
   *
   * Takes If-Match.
   */
  removeCollectionProduct(collectionId: string, productId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/collections/${part(collectionId)}/products/${part(productId)}` }, options);
  }

  /**
   * Show a collection to everybody
   *
   * It gets a page and lists its products.
   *
   * Takes If-Match, Prefer.
   */
  publishCollection(collectionId: string, options?: CallOptions): Call<AdminCollectionResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/collections/${part(collectionId)}/publish` }, options);
  }

  /**
   * Bring a deleted collection back
   *
   * As it was, published or not. Where its name or slug is taken by now it needs another one in the body.
   *
   * Takes Prefer.
   */
  restoreCollection(collectionId: string, body?: RestoreGroupRequest, options?: CallOptions): Call<AdminCollectionResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/collections/${part(collectionId)}/restore`, body }, options);
  }

  /**
   * Hide a collection
   *
   * It has no page any more; its products stay.
   *
   * Takes If-Match, Prefer.
   */
  unpublishCollection(collectionId: string, options?: CallOptions): Call<AdminCollectionResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/collections/${part(collectionId)}/unpublish` }, options);
  }

  /**
   * Images of a product or group
   *
   * In their order, published or not. The ETag covers all of them.
   *
   * Takes If-None-Match.
   */
  listImages(ownerKind: "products" | "categories" | "brands" | "collections", ownerId: string, query?: ListImagesQuery, options?: CallOptions): Call<ImagesResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/images`, query }, options);
  }

  /**
   * Show uploaded files
   *
   * Behind the images that are there. Files are named by their ids and must have been uploaded for this product or group.
   *
   * Takes If-Match, Prefer.
   */
  attachImages(ownerKind: "products" | "categories" | "brands" | "collections", ownerId: string, body: AttachImagesRequest, options?: CallOptions): Call<ImagesResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/images`, body }, options);
  }

  /**
   * Order images
   *
   * Name every image once. The first one stands for the product or group in lists.
   *
   * Takes If-Match, Prefer.
   */
  orderImages(ownerKind: "products" | "categories" | "brands" | "collections", ownerId: string, body: OrderImagesRequest, options?: CallOptions): Call<ImagesResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/images`, body }, options);
  }

  /**
   * Describe an image
   *
   * Its alternative text and the variant that it shows.
   *
   * Takes If-Match, Prefer.
   */
  describeImage(ownerKind: "products" | "categories" | "brands" | "collections", ownerId: string, imageId: string, body?: DescribeImageRequest, options?: CallOptions): Call<ImagesResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/images/${part(imageId)}`, body }, options);
  }

  /**
   * Delete an image
   *
   * Its file is deleted a while later.
   *
   * Takes If-Match.
   */
  detachImage(ownerKind: "products" | "categories" | "brands" | "collections", ownerId: string, imageId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/images/${part(imageId)}` }, options);
  }

  /**
   * All translations of a thing
   *
   * By language; the texts of the shop’s own language are the thing’s own.
   *
   * Takes If-None-Match.
   */
  listTranslations(ownerKind: "products" | "categories" | "brands" | "collections" | "attributes" | "attribute-values" | "product-fields", ownerId: string, query?: ListTranslationsQuery, options?: CallOptions): Call<TranslationsResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/translations`, query }, options);
  }

  /**
   * One translation
   *
   * What is null falls back to the text of the thing itself.
   *
   * Takes If-None-Match.
   */
  getTranslation(ownerKind: "products" | "categories" | "brands" | "collections" | "attributes" | "attribute-values" | "product-fields", ownerId: string, locale: string, query?: GetTranslationQuery, options?: CallOptions): Call<TranslationResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/translations/${part(locale)}`, query }, options);
  }

  /**
   * Translate a thing
   *
   * Replaces all words of this language. A slug belongs to one thing of its kind, in whatever language: 409 when another one has it. The slug that it had leads to the new one.
   *
   * Takes If-Match, Prefer.
   */
  saveTranslation(ownerKind: "products" | "categories" | "brands" | "collections" | "attributes" | "attribute-values" | "product-fields", ownerId: string, locale: string, body?: TranslationRequest, options?: CallOptions): Call<TranslationResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/translations/${part(locale)}`, body }, options);
  }

  /**
   * Take a translation away
   *
   * The thing is shown with its own texts again; its translated slug leads to its own.
   *
   * Takes If-Match.
   */
  deleteTranslation(ownerKind: "products" | "categories" | "brands" | "collections" | "attributes" | "attribute-values" | "product-fields", ownerId: string, locale: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/translations/${part(locale)}` }, options);
  }
}
