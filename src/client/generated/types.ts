// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.

export interface AcceptedResponse {
  /** @example "accepted" */
  status: string;
  /** @example "If this address can be used, a mail is on its way to it." */
  message: string;
}

export interface AccessTokenResponse {
  /** For the header `Authorization: Bearer …`. */
  accessToken: string;
  /** @example "Bearer" */
  tokenType: string;
  /**
   * Seconds until the access token runs out.
   * @example 900
   */
  expiresIn: number;
  sessionId: string;
}

export interface ActRequest {
  /**
   * The customer reads it in his list of sessions.
   * @example "Ticket 4711: address in order"
   */
  reason: string;
}

export interface ActingResponse {
  /** For the header `Authorization: Bearer …`; the customer's rows are "own" with it. */
  accessToken: string;
  /** @example "Bearer" */
  tokenType: string;
  /**
   * Seconds until it runs out.
   * @example 900
   */
  expiresIn: number;
  /** Its id in the customer's list of sessions. */
  sessionId: string;
}

export interface AddAttributeValuesRequest {
  /** @minItems 1 */
  values: AttributeValueRequest[];
}

export interface AddCartCodeRequest {
  /**
   * Upper or lower case.
   * @example "WELCOME10"
   */
  code: string;
}

export interface AddCartItemRequest {
  /**
   * The variant; every product has at least one.
   * @format uuid
   * @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75"
   */
  variantId: string;
  /**
   * Pieces to add, a whole number; a line that is there already grows by them.
   * @min 1
   * @max 999
   * @example 2
   */
  quantity: number;
}

export interface AddCollectionProductsRequest {
  /**
   * @maxItems 500
   * @minItems 1
   * @uniqueItems true
   */
  productIds: string[];
}

export interface AddNotedItemRequest {
  /**
   * Kept on the order's line; in place of an earlier one.
   * @example "Please wrap it."
   */
  notes?: string | undefined;
  /**
   * The variant; every product has at least one.
   * @format uuid
   * @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75"
   */
  variantId: string;
  /**
   * Pieces to add, a whole number; a line that is there already grows by them.
   * @min 1
   * @max 999
   * @example 2
   */
  quantity: number;
}

export interface AddressResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  id: string;
  /** @example "Alice Andersen" */
  recipient: string;
  /** @example "+12025550147" */
  phoneNumber: string | null;
  /** @example "12 Harbour Street, Apt 4" */
  street: string;
  ward: string | null;
  /** @example "Downtown" */
  district: string;
  /** @example "Portland" */
  city: string;
  /** @example "97201" */
  postalCode: string | null;
  /** @example "US" */
  country: string;
  isDefault: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface AdjustmentRequest {
  /**
   * Left out: the default place.
   * @format uuid
   */
  locationId?: string | undefined;
  /**
   * Why; `damaged`, `lost` and `expired` write pieces off.
   * @example "count"
   */
  reason: "count" | "found" | "damaged" | "lost" | "expired" | "other";
  /** @example "Yearly count" */
  note?: string | undefined;
  /**
   * Each variant once.
   * @minItems 1
   */
  items: AdjustmentRowRequest[];
}

export interface AdjustmentRowRequest {
  /** @format uuid */
  variantId?: string | undefined;
  /**
   * Pieces that lie in the place.
   * @min 0
   * @max 1000000
   * @example 12
   */
  quantity?: number | undefined;
  delta?: number | undefined;
  /**
   * Pieces that you believe to lie there; the row is refused when there are others. Not needed with If-Match.
   * @min 0
   * @max 2147483647
   */
  expectedQuantity?: number | undefined;
  /** Counts when there is no id. */
  sku?: string | undefined;
}

export interface AdminAttributeResponse {
  /** @example "Size" */
  name: string;
  /** @example "M" */
  value: string;
}

export interface AdminBrandResponse {
  id: string;
  /** @example "Nhà Gốm" */
  name: string;
  /** @example "nha-gom" */
  slug: string;
  description: string | null;
  /** The first of its images. */
  imageUrl: string | null;
  /** Whether everybody sees it. */
  published: boolean;
  displayOrder: number;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
  /** Products in it that are not deleted, hidden ones too. */
  productCount: number;
}

export interface AdminCategoryLineResponse {
  id: string;
  /** @example "Nhà Gốm" */
  name: string;
  /** @example "nha-gom" */
  slug: string;
  description: string | null;
  /** The first of its images. */
  imageUrl: string | null;
  /** Whether everybody sees it. */
  published: boolean;
  displayOrder: number;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
  /** Products in it that are not deleted, hidden ones too. */
  productCount: number;
  parentId: string | null;
  taxClass: string | null;
  metadataSchema: Record<string, unknown> | null;
  /** Categories right below it. */
  childCount: number;
}

export interface AdminCategoryNodeResponse {
  id: string;
  slug: string;
  name: string;
  published: boolean;
  displayOrder: number;
  /** Products in it, without those below. */
  productCount: number;
  descendantProductCount: number;
  children: AdminCategoryNodeResponse[];
}

export interface AdminCategoryResponse {
  id: string;
  /** @example "Nhà Gốm" */
  name: string;
  /** @example "nha-gom" */
  slug: string;
  description: string | null;
  /** The first of its images. */
  imageUrl: string | null;
  /** Whether everybody sees it. */
  published: boolean;
  displayOrder: number;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
  /** Products in it that are not deleted, hidden ones too. */
  productCount: number;
  /** Products in it and in everything below. */
  descendantProductCount: number;
  /** From the top of the tree down to this category. */
  breadcrumbs: NamedLink[];
  parentId: string | null;
  taxClass: string | null;
  metadataSchema: Record<string, unknown> | null;
  /** Categories right below it. */
  childCount: number;
}

export interface AdminCategoryTreeResponse {
  items: AdminCategoryNodeResponse[];
}

export interface AdminCollectionResponse {
  id: string;
  /** @example "Nhà Gốm" */
  name: string;
  /** @example "nha-gom" */
  slug: string;
  description: string | null;
  /** The first of its images. */
  imageUrl: string | null;
  /** Whether everybody sees it. */
  published: boolean;
  displayOrder: number;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
  /** Products in it that are not deleted, hidden ones too. */
  productCount: number;
  /** Null: its products are put in by hand alone. */
  rules: Record<string, unknown> | null;
}

export interface AdminProductResponse {
  id: string;
  /** @example "linen-shirt" */
  slug: string;
  /** @example "Linen Shirt" */
  name: string;
  sku: string | null;
  /** @example "active" */
  status: string;
  published: boolean;
  featured: boolean;
  /** When a worker will publish it. */
  publishAt: string | null;
  unpublishAt: string | null;
  /** What new variants inherit. */
  basePrice: string;
  /** @example "USD" */
  currency: string;
  brand: (NamedLink | null);
  category: (NamedLink | null);
  /** Lowest and highest price of its variants, inactive ones too. */
  price: string;
  priceMax: string;
  variantCount: number;
  /** Of all variants together. */
  stock: number;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
  shortDescription: string | null;
  description: string | null;
  /** In kilograms. */
  weight: number | null;
  dimensions: Record<string, unknown> | null;
  metadata: Record<string, unknown> | null;
  /** By code of the field. */
  customFields: Record<string, unknown>;
  taxClass: string | null;
  /** Those it was put into by hand. */
  collections: NamedLink[];
  /** The first twenty; the rest is at `/admin/products/{productId}/variants`. */
  variants: AdminVariantResponse[];
}

export interface AdminProductSummary {
  id: string;
  /** @example "linen-shirt" */
  slug: string;
  /** @example "Linen Shirt" */
  name: string;
  sku: string | null;
  /** @example "active" */
  status: string;
  published: boolean;
  featured: boolean;
  /** When a worker will publish it. */
  publishAt: string | null;
  unpublishAt: string | null;
  /** What new variants inherit. */
  basePrice: string;
  /** @example "USD" */
  currency: string;
  brand: (NamedLink | null);
  category: (NamedLink | null);
  /** Lowest and highest price of its variants, inactive ones too. */
  price: string;
  priceMax: string;
  variantCount: number;
  /** Of all variants together. */
  stock: number;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface AdminVariantResponse {
  id: string;
  productId: string;
  /** @example "White / M" */
  name: string;
  /** @example "LINEN-SHIRT-WHITE-M" */
  sku: string | null;
  barcode: string | null;
  /** @example "49.90" */
  price: string;
  compareAtPrice: string | null;
  /** What the shop pays for it; never in a public answer. */
  costPerItem: string | null;
  /** @example "USD" */
  currency: string;
  /** In kilograms; null: as the product. */
  weight: number | null;
  position: number;
  /** False: hidden and not sold. */
  isActive: boolean;
  requiresShipping: boolean;
  taxable: boolean;
  attributes: AdminAttributeResponse[];
  /** Free to sell now. */
  stock: number;
  purchasable: boolean;
  /** Why it cannot be bought; null when it can. */
  unavailableReason: string | null;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface AlarmResponse {
  id: string;
  /** @example "job-overdue" */
  kind: string;
  /** @example "maintenance.partitions" */
  subject: string;
  detail: string;
  raisedAt: string;
  lastSeenAt: string;
  /** How often it was seen. */
  times: number;
  settledAt: string | null;
  /** Null while it is open, and when whatever raised it found it gone. */
  settledBy: string | null;
}

export interface AlertResponse {
  id: string;
  kind: "back_in_stock" | "price_drop";
  /** `waiting`, or `notified`: it is over, and asking again begins anew. */
  status: "waiting" | "notified";
  variantId: string;
  variantName: string;
  /** @example "linen-shirt" */
  productSlug: string;
  /** @example "Linen shirt" */
  productName: string;
  /**
   * For `price_drop`: told when the price is as low as this.
   * @example "9.99"
   */
  targetPrice: string | null;
  /** What it costs now. */
  price: string | null;
  /** @example "USD" */
  currency: string;
  /** Can be bought now. */
  purchasable: boolean;
  notifiedAt: string | null;
  /** @example "2026-03-01T09:00:00.000Z" */
  createdAt: string;
}

export interface ApiKeyResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  id: string;
  /** @example "Stock sync" */
  name: string;
  /**
   * The beginning of the key, after `eshop_`.
   * @example "4f1f3a11c0de"
   */
  prefix: string;
  /** What it was made for; of that it may do what its owner may do. */
  permissions: PermissionResponse[];
  expiresAt: string;
  revokedAt: string | null;
  /** To the minute. */
  lastUsedAt: string | null;
  /** @example "203.0.113.7" */
  lastUsedIp: string | null;
  createdAt: string;
}

export interface AppliedEditResponse {
  id: string;
  orderId: string;
  /**
   * From 1.
   * @example 1
   */
  revision: number;
  /** Who of the staff. */
  actorId: string | null;
  /** @example "The customer has called" */
  reason: string;
  /** @example "USD" */
  currency: string;
  /** @example "59.92" */
  totalBefore: string;
  /** @example "113.93" */
  totalAfter: string;
  /**
   * What went back because of it.
   * @example "0.00"
   */
  refundAmount: string;
  /** The goods go to another place; a corrected name or street does not count. */
  addressChanged: boolean;
  before: EditStateResponse;
  after: EditStateResponse;
  createdAt: string;
  /** Of the order from now on; also in the ETag header. */
  etag: string;
  /**
   * What is owed from now on.
   * @example "54.01"
   */
  amountDue: string;
  /** Pending refunds of what is above the new total. */
  refundIds: string[];
}

export interface ApplyEditRequest {
  changes: EditChangesRequest;
  /**
   * Of the preview of the same changes.
   * @pattern ^[\w-]{43}$
   * @example "Uu9L0vXo2cNfZ2Vd8m1q4Zs0b5gY7tQwErTyUiOpAsD"
   */
  previewHash: string;
  /**
   * Why; it stands beside the edit, for staff.
   * @example "The customer has called"
   */
  reason: string;
}

export interface ApproveReturnRequest {
  /**
   * For the customer to read: where to send it, for example.
   * @example "Please use the label in the parcel"
   */
  answer?: string | undefined;
}

export interface ArmAlertRequest {
  /**
   * @format uuid
   * @example "6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52"
   */
  variantId: string;
  /** @example "price_drop" */
  kind: "back_in_stock" | "price_drop";
  /**
   * For `price_drop`, in the shop's currency; any lower price when left out.
   * @maxLength 20
   * @example "9.99"
   */
  targetPrice?: string | undefined;
}

export interface AttachImagesRequest {
  /**
   * Files that are ready, in the order in which they are to stand; ids, never addresses.
   * @maxItems 20
   * @minItems 1
   * @uniqueItems true
   */
  fileIds: string[];
  /**
   * What can be seen, for those who cannot see it.
   * @example "Linen shirt in white, from the front"
   */
  altText?: string | null | undefined;
  /**
   * The variant that is shown; products only.
   * @format uuid
   */
  variantId?: string | null | undefined;
}

export interface AttributeFacetResponse {
  /** @example "colour" */
  code: string;
  /** @example "Colour" */
  name: string;
  values: ValueCount[];
  /** More than 10,000 products would have to be counted: these are the counts of the first 10,000. */
  about: boolean;
}

export interface AttributeLineResponse {
  /** @example 1 */
  id: number;
  /** @example "colour" */
  code: string;
  /** @example "Colour" */
  name: string;
  position: number;
  valueCount: number;
}

export interface AttributeRequest {
  /** @example "Colour" */
  name: string;
  /** @example "Blue" */
  value: string;
}

export interface AttributeResponse {
  /** @example 1 */
  id: number;
  /** @example "colour" */
  code: string;
  /** @example "Colour" */
  name: string;
  position: number;
  valueCount: number;
  values: AttributeValueResponse[];
}

export interface AttributeValueRequest {
  /** @example "Xanh Navy" */
  value: string;
  /**
   * How addresses and rules name it; never changes. Made from the value when left out.
   * @example "navy"
   */
  code?: string | undefined;
}

export interface AttributeValueResponse {
  /** @example 3 */
  id: number;
  /** @example "navy" */
  code: string;
  /** @example "Navy" */
  value: string;
  position: number;
  /** Variants that have it and are not deleted. */
  variantCount: number;
}

export interface AuditEntryResponse {
  /** @format uuid */
  id: string;
  /** @example "users" */
  table: string;
  action: "insert" | "update" | "delete" | "batch";
  /** The row as it was; null for an insert */
  before: Record<string, unknown> | null;
  /** The row as it became; null for a delete */
  after: Record<string, unknown> | null;
  /** @format date-time */
  createdAt: string;
  /** Null for a batch. */
  rowId: string | null;
  /** Who did it; null for guests and the system. */
  actorId: string | null;
  /** The customer for whom a member of staff did it. */
  onBehalfOf: string | null;
  /** The key that a machine did it with. */
  apiKeyId: string | null;
  requestId: string | null;
  /** Columns that differ. */
  changedFields: string[];
  /** It is part of the chain: a later change of this entry would be found. */
  sealed: boolean;
  /**
   * When personal data were taken out of `before` and `after`, because the person was erased.
   * @format date-time
   */
  erasedAt: string | null;
}

export interface AvatarResponse {
  /** @example "/media/avatars/5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11.webp" */
  avatarUrl: string;
}

export interface BrandReportResponse {
  /**
   * As of when: a replica may be a moment behind.
   * @format date-time
   */
  asOf: string;
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
  totals: GoodsReportTotals[];
  items: BrandReportRow[];
  /**
   * First day.
   * @example "2026-01-01"
   */
  from: string;
  /**
   * Last day.
   * @example "2026-01-31"
   */
  to: string;
  /** @example "UTC" */
  timeZone: string;
}

export interface BrandReportRow {
  /**
   * Null for goods without a brand.
   * @format uuid
   */
  brandId: string | null;
  name: string | null;
  /** Pieces sold. */
  quantity: number;
  /**
   * Price times pieces, as it was shown: with tax where prices include it.
   * @example "120.00"
   */
  gross: string;
  /**
   * What discounts took off goods.
   * @example "12.00"
   */
  discount: string;
  /**
   * Tax on goods, whether the prices included it or not.
   * @example "8.64"
   */
  tax: string;
  /**
   * Gross less discount, without tax.
   * @example "108.00"
   */
  net: string;
  /** @example "USD" */
  currency: string;
}

export interface BulkProductsRequest {
  /**
   * At most 500 with 5,000 variants in them; each is judged by itself.
   * @minItems 1
   */
  rows: BulkRowRequest[];
  /**
   * `upsert` changes what is found and makes what is not.
   * @default "upsert"
   */
  mode?: "create" | "update" | "upsert" | undefined;
  /**
   * By what a row without an id finds its product; a SKU may be one of its variants'.
   * @default "slug"
   */
  matchBy?: "slug" | "sku" | undefined;
  /** One refused row refuses all. */
  atomic?: boolean | undefined;
  /** Answers the same and writes nothing. */
  dryRun?: boolean | undefined;
  /** Makes attributes and values that are not there yet; without it they are refused. */
  createAttributes?: boolean | undefined;
}

export interface BulkProductsResponse {
  results: SavedRowResponse[];
  /** How many rows were refused. */
  refused: number;
}

export interface BulkRowRequest {
  /** @example "active" */
  status?: "active" | "inactive" | "out_of_stock" | "discontinued" | undefined;
  /** @example "Harbour Shirt" */
  name?: string | undefined;
  /**
   * Small letters, digits and single dashes. The old address leads to the new one.
   * @example "harbour-shirt"
   */
  slug?: string | undefined;
  /** @example "HARBOUR-SHIRT" */
  sku?: string | null | undefined;
  /** @example "A shirt for the quay" */
  shortDescription?: string | null | undefined;
  /** @example "Heavy cotton, washed soft, with buttons of horn." */
  description?: string | null | undefined;
  /**
   * Slug of the brand.
   * @example "hestia-vale"
   */
  brand?: string | null | undefined;
  /**
   * Slug of the category.
   * @example "shirts"
   */
  category?: string | null | undefined;
  /**
   * Slugs of all collections it is put into by hand; the first is the main one.
   * @example ["summer-linen"]
   */
  collections?: string[] | undefined;
  /**
   * What new variants inherit.
   * @example "59.90"
   */
  basePrice?: string | undefined;
  featured?: boolean | undefined;
  /** Null: as its category. */
  taxClass?: string | null | undefined;
  /**
   * In kilograms.
   * @example 0.31
   */
  weight?: number | null | undefined;
  /** Named lengths and words, at most ten: `{ "length": 30, "unit": "cm" }`. */
  dimensions?: Record<string, unknown> | null | undefined;
  /** Whatever the shop keeps beside, at most 16 KiB; must fit the schema of the nearest category that has one. */
  metadata?: Record<string, unknown> | null | undefined;
  /** Values of the shop's own fields by code; null takes one away, others stay. */
  customFields?: Record<string, unknown> | undefined;
  /** Of the product to change; counts before slug and SKU. */
  id?: string | undefined;
  /** Those that are not named stay as they are. */
  variants?: BulkVariantRequest[] | undefined;
}

export interface BulkVariantRequest {
  /**
   * Its first stock.
   * @example 12
   */
  stock?: number | undefined;
  /**
   * Unique over all variants of the shop.
   * @example "LINEN-SHIRT-BLUE-XXL"
   */
  sku?: string | null | undefined;
  /**
   * A new variant without a name is called by its values.
   * @example "Blue / XXL"
   */
  name?: string | undefined;
  /** Replaces the whole combination, which no other variant of the product may have. At most ten. */
  attributes?: AttributeRequest[] | undefined;
  /**
   * A new variant without a price takes the product's.
   * @example "54.90"
   */
  price?: string | undefined;
  /** @example "59.90" */
  compareAtPrice?: string | null | undefined;
  /**
   * What the shop pays for it; never in a public answer.
   * @example "21.50"
   */
  costPerItem?: string | null | undefined;
  /** @example "4006381333931" */
  barcode?: string | null | undefined;
  /**
   * In kilograms, two digits behind the point; null: as the product.
   * @example 0.26
   */
  weight?: number | null | undefined;
  /**
   * Display order; a new variant comes last.
   * @example 8
   */
  position?: number | undefined;
  /** False hides it. */
  isActive?: boolean | undefined;
  requiresShipping?: boolean | undefined;
  taxable?: boolean | undefined;
  id?: string | undefined;
}

export interface CancelOrderRequest {
  /**
   * In the customer's own words.
   * @example "I ordered the wrong size"
   */
  reason?: string | undefined;
}

export interface CapturePaymentRequest {
  /**
   * In the payment's currency; the rest is let go. Left out: all of it.
   * @pattern ^\d{1,8}(\.\d{1,2})?$
   * @example "10.00"
   */
  amount?: string | undefined;
}

export interface CardOptionResponse {
  /** @example "colour" */
  code: string;
  /** @example "Colour" */
  name: string;
  values: OptionValue[];
}

export interface CardResponse {
  /** @example "visa" */
  brand: string | null;
  id: string;
  /** @example "stripe" */
  gateway: string;
  /** @example "**** **** **** 4242" */
  maskedNumber: string;
  /** @example "4242" */
  "last4": string;
  /**
   * Last day on which it is good.
   * @example "2030-12-31"
   */
  expiresOn: string;
  isExpired: boolean;
  isDefault: boolean;
  createdAt: string;
}

export interface CardsResponse {
  items: CardResponse[];
}

export interface CartDiscountResponse {
  /** @format uuid */
  id: string | null;
  /**
   * Null: applies by itself
   * @example "WELCOME10"
   */
  code: string | null;
  /** @example "Ten per cent for newcomers" */
  name: string | null;
  type: "percentage" | "fixed_amount" | "buy_x_get_y" | "free_shipping" | "tiered";
  applied: boolean;
  /** @example "9.98" */
  amount: string;
  /** Null when it applies */
  reason: "not_found" | "inactive" | "not_started" | "expired" | "usage_limit_reached" | "user_limit_reached" | "code_used" | "first_order_only" | "not_eligible" | "minimum_not_reached" | "no_matching_items" | "shipping_not_chosen" | "nothing_to_take_off" | "superseded" | "broken_rules";
  /** It applies as far as is known: whether a guest may use it (uses per customer, first order) is decided by the e-mail of his order */
  awaitsEmail: boolean;
}

export interface CartLineResponse {
  /**
   * Null in a quote of given lines
   * @format uuid
   */
  id: string | null;
  /** @format uuid */
  variantId: string;
  /** @format uuid */
  productId: string;
  /** @example "Linen shirt" */
  productName: string;
  /** @example "linen-shirt" */
  productSlug: string;
  /** @example "White / M" */
  variantName: string;
  /** @example "LINEN-SHIRT-WHITE-M" */
  sku: string | null;
  /** @example {"Colour":"White","Size":"M"} */
  attributes: Record<string,string>;
  imageUrl: string | null;
  /** @example 2 */
  quantity: number;
  /**
   * The price now, for this customer and quantity; null: none in this currency
   * @example "49.90"
   */
  unitPrice: string | null;
  /**
   * Without price lists; above `unitPrice` where a list makes it cheaper
   * @example "49.90"
   */
  listPrice: string | null;
  /**
   * Before discounts; zero when it cannot be sold
   * @example "99.80"
   */
  total: string;
  /**
   * Its share of all discounts
   * @example "9.98"
   */
  discount: string;
  discounts: LineDiscountResponse[];
  /** @example "7.41" */
  tax: string;
  /** @example "0.082500" */
  taxRate: string | null;
  /**
   * How its pieces come: `backorder` when not all of them are there, `preorder` before the day in `availableOn`; null when it cannot be ordered
   * @example "in_stock"
   */
  availability: "in_stock" | "backorder" | "preorder";
  /**
   * Of a preorder: the day from which it is sent
   * @example "2030-05-01"
   */
  availableOn: string | null;
  /** @example "Please wrap it." */
  notes: string | null;
  problems: LineProblemResponse[];
}

export interface CartProblemResponse {
  code: "no_exchange_rate";
  /** @example "Nothing can be ordered in this currency at the moment" */
  detail: string;
}

export interface CartResponse {
  /** @example "USD" */
  currency: string;
  items: CartLineResponse[];
  discounts: CartDiscountResponse[];
  /** @example "99.80" */
  subtotal: string;
  /**
   * All discounts, that of shipping included
   * @example "9.98"
   */
  discount: string;
  /**
   * Zero until a method is chosen
   * @example "5.90"
   */
  shipping: string;
  /** @example "0.00" */
  shippingDiscount: string;
  /** @example "7.41" */
  tax: string;
  taxes: CartTaxResponse[];
  /**
   * Whether prices contain their tax
   * @example false
   */
  taxInclusive: boolean;
  /** @example "103.13" */
  total: string;
  shippingState: "none_needed" | "not_chosen" | "chosen" | "unavailable";
  /** @example "standard" */
  shippingMethodCode: string | null;
  /** What would take this basket */
  shippingMethods: ShippingMethodResponse[];
  /** Beside those of its lines */
  problems: CartProblemResponse[];
  /** Not empty, and neither it nor a line has a problem */
  orderable: boolean;
  /** Stands for this price; an order that names it is placed at it or not at all */
  quoteHash: string;
  /**
   * Null until something is in it
   * @format uuid
   */
  id: string | null;
  /**
   * Also the ETag; send it as If-Match to be safe
   * @example 3
   */
  version: number;
  /** @example "A gift for Ada." */
  notes: string | null;
  /**
   * Pieces of all lines
   * @example 2
   */
  quantity: number;
  /** A guest's secret, shown this once; send it as X-Cart-Token */
  token?: string | undefined;
}

export interface CartTaxResponse {
  /** @example "Sales tax" */
  name: string;
  /**
   * A fraction: 8.25 %
   * @example "0.082500"
   */
  rate: string;
  /** @example "89.82" */
  base: string;
  /** @example "7.41" */
  amount: string;
}

export interface CatalogueEntryResponse {
  /** @example "orders" */
  module: string;
  /** @example "Sees the orders of all customers." */
  r: string;
  /** @example "Changes addresses and notes of orders." */
  w: string;
  /** @example "Cancels, confirms and completes orders." */
  x: string;
}

export interface CatalogueExportRequest {
  /**
   * How the file is written.
   * @default "csv"
   */
  format?: "csv" | "jsonl" | undefined;
  /** @example "products" */
  kind: "products" | "variants" | "prices";
  status?: "active" | "inactive" | "out_of_stock" | "discontinued" | undefined;
  /**
   * With everything below it.
   * @maxLength 255
   */
  categorySlug?: string | undefined;
  /** @maxLength 255 */
  brandSlug?: string | undefined;
  published?: boolean | undefined;
  /**
   * From then on: changed (products), registered (customers) or placed (orders).
   * @format date-time
   * @example "2020-01-01T00:00:00Z"
   */
  from?: string | undefined;
  /**
   * Before then.
   * @format date-time
   * @example "2040-01-01T00:00:00Z"
   */
  to?: string | undefined;
}

export interface CatalogueResponse {
  items: CatalogueEntryResponse[];
}

export interface CategoriesFoundResponse {
  items: NamedLink[];
}

export interface CategoryNodeResponse {
  id: string;
  /** @example "clothing" */
  slug: string;
  /** @example "Clothing" */
  name: string;
  description: string | null;
  imageUrl: string | null;
  /** The same picture with its sizes and its alternative text. */
  image: (PictureResponse | null);
  children: CategoryNodeResponse[];
}

export interface CategoryReportResponse {
  /**
   * As of when: a replica may be a moment behind.
   * @format date-time
   */
  asOf: string;
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
  totals: GoodsReportTotals[];
  items: CategoryReportRow[];
  /**
   * First day.
   * @example "2026-01-01"
   */
  from: string;
  /**
   * Last day.
   * @example "2026-01-31"
   */
  to: string;
  /** @example "UTC" */
  timeZone: string;
}

export interface CategoryReportRow {
  /**
   * Null for goods without a category.
   * @format uuid
   */
  categoryId: string | null;
  name: string | null;
  /** @format uuid */
  parentId: string | null;
  /** Pieces sold. */
  quantity: number;
  /**
   * Price times pieces, as it was shown: with tax where prices include it.
   * @example "120.00"
   */
  gross: string;
  /**
   * What discounts took off goods.
   * @example "12.00"
   */
  discount: string;
  /**
   * Tax on goods, whether the prices included it or not.
   * @example "8.64"
   */
  tax: string;
  /**
   * Gross less discount, without tax.
   * @example "108.00"
   */
  net: string;
  /** @example "USD" */
  currency: string;
}

export interface CategoryResponse {
  id: string;
  /** @example "shirts" */
  slug: string;
  /** @example "Shirts" */
  name: string;
  description: string | null;
  imageUrl: string | null;
  /** The same picture with its sizes and its alternative text. */
  image: (PictureResponse | null);
  /** From the top of the tree down to this category. */
  breadcrumbs: NamedLink[];
  children: NamedLink[];
}

export interface CategoryTreeResponse {
  items: CategoryNodeResponse[];
}

export interface ChangeCartItemRequest {
  /**
   * Pieces, a whole number.
   * @min 1
   * @max 999
   * @example 3
   */
  quantity?: number | undefined;
  /**
   * Kept on the order's line; null takes it away.
   * @example "Please wrap it."
   */
  notes?: string | null | undefined;
}

export interface ChangeCartRequest {
  /**
   * One that the shop offers; all lines are priced anew.
   * @pattern ^[A-Z]{3}$
   * @example "USD"
   */
  currency?: string | undefined;
  /**
   * For the shop, and kept on the order; null takes it away.
   * @example "A gift for Ada."
   */
  notes?: string | null | undefined;
}

export interface ChangeDiscountRequest {
  /** @example "percentage" */
  type?: "percentage" | "fixed_amount" | "buy_x_get_y" | "free_shipping" | "tiered" | undefined;
  /**
   * What the type needs, see `src/modules/discounts/README.md`: nothing for `percentage` and `fixed_amount`.
   * @example {}
   */
  rules?: Record<string, unknown> | undefined;
  /** @format date-time */
  startsAt?: string | null | undefined;
  /**
   * From then on it applies no longer.
   * @format date-time
   */
  endsAt?: string | null | undefined;
  /**
   * Products, categories with all below, brands and collections: what it is for. Groups of customers: for whom.
   * @maxItems 200
   * @example []
   */
  targets?: DiscountTargetRequest[] | undefined;
  /** @example "Ten per cent off in spring" */
  name?: string | undefined;
  /**
   * Case does not matter. Without one, and without `singleUseCodes`, it applies by itself.
   * @example "SPRING10"
   */
  code?: string | null | undefined;
  description?: string | null | undefined;
  /**
   * Per cent of a `percentage`, amount of a `fixed_amount` in the shop's currency; left out for the other types.
   * @example "10.00"
   */
  value?: string | undefined;
  /**
   * Of the goods before any discount.
   * @example "20.00"
   */
  minimumAmount?: string | null | undefined;
  /**
   * It takes off no more than this.
   * @example "50.00"
   */
  maximumAmount?: string | null | undefined;
  /**
   * Orders in all; null or left out: any number.
   * @min 1
   * @max 1000000000
   * @example 100
   */
  usageLimit?: number | null | undefined;
  /**
   * Orders per customer, or per e-mail of a guest; null: any number; 1 when left out.
   * @min 1
   * @max 1000000000
   * @example 1
   */
  userLimit?: number | null | undefined;
  /**
   * Higher ones apply first; 0 when left out.
   * @min -1000
   * @max 1000
   */
  priority?: number | undefined;
  /**
   * Of one group only the best for the customer applies.
   * @example "spring"
   */
  exclusiveGroup?: string | null | undefined;
  /** For who has no order yet, cancelled ones aside. */
  firstOrderOnly?: boolean | undefined;
  /** Has no code of its own but many, of which each works for one order. */
  singleUseCodes?: boolean | undefined;
}

export interface ChangeEmailRequest {
  /** @example "alice.andersen@example.com" */
  email: string;
  /**
   * The password of the account. Left out only where the account has none: then the login must be
   * at most ten minutes old.
   * @minLength 1
   * @maxLength 128
   * @example "Demo-Passw0rd!"
   */
  currentPassword?: string | undefined;
}

export interface ChangeGroupMembersRequest {
  /** Ids of accounts, at most 500. */
  add?: string[] | undefined;
  /** Ids of accounts, at most 500. */
  remove?: string[] | undefined;
}

export interface ChangeMfaRequest {
  /**
   * The password of the account. Left out only where the account has none: then the login must be
   * at most ten minutes old.
   * @minLength 1
   * @maxLength 128
   * @example "Demo-Passw0rd!"
   */
  currentPassword?: string | undefined;
  /**
   * Of the authenticator app.
   * @example "492039"
   */
  code?: string | undefined;
  /**
   * One of the ten that were shown when the app was set up; works once.
   * @minLength 1
   * @maxLength 64
   * @example "4f0c-1f8e-2b7a-49d3"
   */
  recoveryCode?: string | undefined;
}

export interface ChangePasswordRequest {
  /**
   * 8 to 128 characters of any kind; the most common ones are refused.
   * @minLength 8
   * @maxLength 128
   * @example "violet harbour 43"
   */
  newPassword: string;
  /**
   * Whether the logins on other devices end; they do when it is left out.
   * @example true
   */
  endOtherSessions?: boolean | undefined;
  /**
   * The password of the account. Left out only where the account has none: then the login must be
   * at most ten minutes old.
   * @minLength 1
   * @maxLength 128
   * @example "Demo-Passw0rd!"
   */
  currentPassword?: string | undefined;
}

export interface ChangePaymentMethodRequest {
  /** @example "Credit card" */
  name?: string | undefined;
  description?: string | null | undefined;
  /** @example true */
  isActive?: boolean | undefined;
  /**
   * One that is set up here.
   * @pattern ^[a-z0-9_-]{1,50}$
   * @example "sandbox"
   */
  gateway?: string | undefined;
  /** Not offered to guests. */
  requiresAccount?: boolean | undefined;
  /**
   * In whatever currency is paid; null for none.
   * @example "1.00"
   */
  minAmount?: string | null | undefined;
  /** @example "5000.00" */
  maxAmount?: string | null | undefined;
  /**
   * What the gateway keeps of each payment, as a fraction: 0.0290 is 2.9 %. The merchant's cost.
   * @pattern ^(0(\.\d{1,4})?|1(\.0{1,4})?)$
   * @example "0.0290"
   */
  feePercentage?: string | null | undefined;
  /**
   * The same for each payment.
   * @example "0.30"
   */
  feeFixed?: string | null | undefined;
  /**
   * Null: every one.
   * @maxItems 200
   * @uniqueItems true
   */
  currencies?: string[] | null | undefined;
  /**
   * ISO 3166; null: every one.
   * @maxItems 300
   * @uniqueItems true
   */
  countries?: string[] | null | undefined;
  /** `manual`: the money is held first and captured by staff or when a parcel leaves; where the gateway can. */
  capture?: "automatic" | "manual" | undefined;
}

export interface ChangePhoneRequest {
  /** @example "+12025550147" */
  phoneNumber: string;
  /**
   * The password of the account. Left out only where the account has none: then the login must be
   * at most ten minutes old.
   * @minLength 1
   * @maxLength 128
   * @example "Demo-Passw0rd!"
   */
  currentPassword?: string | undefined;
}

export interface ChangeRoleRequest {
  /**
   * Id of the role, from the list of roles.
   * @format uuid
   */
  roleId: string;
}

export interface ChangeShippingMethodRequest {
  /** @example "Courier" */
  name?: string | undefined;
  /** @example "At the door tomorrow before noon" */
  description?: string | null | undefined;
  /** True when left out. */
  isActive?: boolean | undefined;
  /**
   * Lower ones are offered first; 0 when left out.
   * @min 0
   * @max 1000000
   */
  position?: number | undefined;
  /** A carrier outside names its price (SHIPPING_QUOTE_URL); the rates count where he does not answer. False when left out. */
  asksCarrier?: boolean | undefined;
}

export interface ChangeTaxRateRequest {
  /** @example "Sales tax" */
  name?: string | undefined;
  /**
   * ISO 3166, two capital letters.
   * @pattern ^[A-Z]{2}$
   * @example "CA"
   */
  country?: string | undefined;
  /**
   * The address's city or province, compared without case; null or left out: the whole country.
   * @example "Quebec"
   */
  region?: string | null | undefined;
  /**
   * Of products and categories; `shipping` is the class of the shipping cost itself. `standard` when left out.
   * @example "standard"
   */
  taxClass?: string | undefined;
  /**
   * A fraction of up to six digits: 0.0825 is 8.25 per cent.
   * @example "0.0825"
   */
  rate?: string | undefined;
  /** True when left out. */
  isActive?: boolean | undefined;
}

export interface ChangeWishlistItemRequest {
  /**
   * Null takes it away.
   * @example "Only if it is the large one"
   */
  note: string | null;
}

export interface ChangeWishlistRequest {
  /** @example "Garden" */
  name?: string | undefined;
  /** Only `true`: a default list stops being it when another becomes it. */
  isDefault?: boolean | undefined;
}

export interface ChangeZoneRequest {
  /** @example "benelux" */
  code?: string | undefined;
  /** @example "Benelux" */
  name?: string | undefined;
  /**
   * ISO 3166, two capital letters each; none when left out.
   * @example ["BE","NL","LU"]
   */
  countries?: string[] | undefined;
  /** Counts for every country that no other zone names; one zone at most. False when left out. */
  isRestOfWorld?: boolean | undefined;
}

export interface ChangedMemberResponse {
  outcome: "added" | "removed" | "unchanged" | "unknown";
  userId: string;
}

export interface ChangedMembersResponse {
  items: ChangedMemberResponse[];
}

export interface ClaimOrdersRequest {
  /**
   * Together with `token`.
   * @pattern ^[\x21-\x7e]{1,40}$
   */
  orderNumber?: string | undefined;
  /**
   * `orderToken` from the answer to the order; together with `orderNumber`.
   * @pattern ^[A-Za-z0-9_-]{43}$
   */
  token?: string | undefined;
}

export interface ClaimedOrdersResponse {
  /**
   * How many orders belong to the account from now on.
   * @example 0
   */
  claimed: number;
}

export interface CollectionMemberResponse {
  productId: string;
  slug: string;
  name: string;
  published: boolean;
  /** Put in by hand. */
  pinned: boolean;
}

export interface CompleteUploadRequest {
  /**
   * `version` of Cloudinary's answer.
   * @pattern ^\d{1,20}$
   * @example "1764000000"
   */
  version?: string | undefined;
  /**
   * `signature` of Cloudinary's answer.
   * @maxLength 128
   */
  signature?: string | undefined;
}

export interface ConfirmEmailRequest {
  /**
   * From the mail.
   * @minLength 1
   * @maxLength 64
   * @example "4f0c1f8e2b7a49d3a1c65e0f9d2b8c71"
   */
  code: string;
}

export interface ConfirmTotpRequest {
  /** @example "492039" */
  code: string;
}

export interface CreateAddressRequest {
  /**
   * Who receives the parcel.
   * @example "Alice Andersen"
   */
  recipient: string;
  /** @example "+12025550147" */
  phoneNumber?: string | null | undefined;
  /** @example "12 Harbour Street, Apt 4" */
  street: string;
  /** @example "Riverside" */
  ward?: string | null | undefined;
  /** @example "Downtown" */
  district: string;
  /** @example "Portland" */
  city: string;
  /** @example "97201" */
  postalCode?: string | null | undefined;
  /**
   * ISO 3166, two letters; the shop's own country when left out.
   * @example "US"
   */
  country?: string | undefined;
  /**
   * Takes the mark from the address that had it. The first address has it anyway.
   * @example true
   */
  isDefault?: boolean | undefined;
}

export interface CreateApiKeyRequest {
  /**
   * What it is for.
   * @example "Stock sync"
   */
  name: string;
  /**
   * What it may do: a part of what you may do yourself.
   * @maxItems 100
   * @uniqueItems true
   */
  permissions: PermissionRequest[];
  /**
   * When it ends, at most 365 days from now.
   * @format date-time
   */
  expiresAt: string;
  /**
   * The password of the account. Left out only where the account has none: then the login must be
   * at most ten minutes old.
   * @minLength 1
   * @maxLength 128
   * @example "Demo-Passw0rd!"
   */
  currentPassword?: string | undefined;
}

export interface CreateAttributeRequest {
  /** @example "Glaze" */
  name: string;
  /**
   * How addresses and rules name it; never changes. Made from the name when left out.
   * @example "glaze"
   */
  code?: string | undefined;
  /** In their order. */
  values?: AttributeValueRequest[] | undefined;
}

export interface CreateBrandRequest {
  /** @example "Nhà Gốm" */
  name: string;
  /**
   * Its address; made from the name when left out, with a number behind it where that one is taken.
   * @maxLength 255
   * @example "nha-gom"
   */
  slug?: string | undefined;
  /**
   * @maxLength 20000
   * @example "Bowls and vases from a small kiln"
   */
  description?: string | null | undefined;
  /**
   * Place among its siblings; the last one when left out.
   * @min 0
   * @max 1000000
   */
  displayOrder?: number | undefined;
}

export interface CreateCategoryRequest {
  /**
   * The category above; the top of the tree when left out.
   * @format uuid
   */
  parentId?: string | null | undefined;
  /** @example "Nhà Gốm" */
  name: string;
  /**
   * Its address; made from the name when left out, with a number behind it where that one is taken.
   * @maxLength 255
   * @example "nha-gom"
   */
  slug?: string | undefined;
  /**
   * @maxLength 20000
   * @example "Bowls and vases from a small kiln"
   */
  description?: string | null | undefined;
  /**
   * Place among its siblings; the last one when left out.
   * @min 0
   * @max 1000000
   */
  displayOrder?: number | undefined;
  /**
   * Tax class of products in it that name none themselves; the nearest category counts.
   * @pattern ^[a-z0-9][a-z0-9_-]{0,49}$
   */
  taxClass?: string | null | undefined;
  /** JSON Schema for the metadata of products in it and below; the nearest one counts. */
  metadataSchema?: Record<string, unknown> | null | undefined;
}

export interface CreateCollectionRequest {
  /** @example "Nhà Gốm" */
  name: string;
  /**
   * Its address; made from the name when left out, with a number behind it where that one is taken.
   * @maxLength 255
   * @example "nha-gom"
   */
  slug?: string | undefined;
  /**
   * @maxLength 20000
   * @example "Bowls and vases from a small kiln"
   */
  description?: string | null | undefined;
  /**
   * Place among its siblings; the last one when left out.
   * @min 0
   * @max 1000000
   */
  displayOrder?: number | undefined;
  /**
   * Which products belong to it: `match` (all or any) of `conditions`, in the order of `sort`, not more than
   * `limit`. Null: those put in by hand alone.
   * @example {"match":"all","conditions":[{"field":"price","max":"25.00"},{"field":"featured","is":true}],"sort":"price","limit":50}
   */
  rules?: Record<string, unknown> | null | undefined;
}

export interface CreateCustomerGroupRequest {
  /**
   * Small letters, digits and single hyphens.
   * @example "wholesale"
   */
  code: string;
  /** @example "Wholesale customers" */
  name: string;
}

export interface CreateDiscountRequest {
  /** @example "percentage" */
  type: "percentage" | "fixed_amount" | "buy_x_get_y" | "free_shipping" | "tiered";
  /**
   * What the type needs, see `src/modules/discounts/README.md`: nothing for `percentage` and `fixed_amount`.
   * @example {}
   */
  rules?: Record<string, unknown> | undefined;
  /** @format date-time */
  startsAt?: string | null | undefined;
  /**
   * From then on it applies no longer.
   * @format date-time
   */
  endsAt?: string | null | undefined;
  /**
   * Products, categories with all below, brands and collections: what it is for. Groups of customers: for whom.
   * @maxItems 200
   * @example []
   */
  targets?: DiscountTargetRequest[] | undefined;
  /** @example "Ten per cent off in spring" */
  name: string;
  /**
   * Case does not matter. Without one, and without `singleUseCodes`, it applies by itself.
   * @example "SPRING10"
   */
  code?: string | null | undefined;
  description?: string | null | undefined;
  /**
   * Per cent of a `percentage`, amount of a `fixed_amount` in the shop's currency; left out for the other types.
   * @example "10.00"
   */
  value?: string | undefined;
  /**
   * Of the goods before any discount.
   * @example "20.00"
   */
  minimumAmount?: string | null | undefined;
  /**
   * It takes off no more than this.
   * @example "50.00"
   */
  maximumAmount?: string | null | undefined;
  /**
   * Orders in all; null or left out: any number.
   * @min 1
   * @max 1000000000
   * @example 100
   */
  usageLimit?: number | null | undefined;
  /**
   * Orders per customer, or per e-mail of a guest; null: any number; 1 when left out.
   * @min 1
   * @max 1000000000
   * @example 1
   */
  userLimit?: number | null | undefined;
  /**
   * Higher ones apply first; 0 when left out.
   * @min -1000
   * @max 1000
   */
  priority?: number | undefined;
  /**
   * Of one group only the best for the customer applies.
   * @example "spring"
   */
  exclusiveGroup?: string | null | undefined;
  /** For who has no order yet, cancelled ones aside. */
  firstOrderOnly?: boolean | undefined;
  /** Has no code of its own but many, of which each works for one order. */
  singleUseCodes?: boolean | undefined;
}

export interface CreateFulfilmentRequest {
  /**
   * @minItems 1
   * @uniqueItems true
   */
  lines: OrderPiecesRequest[];
  /**
   * Where it leaves from, if not from where it was packed; the default location when nobody has said.
   * @format uuid
   */
  locationId?: string | undefined;
  /** @example "Royal Post" */
  carrier?: string | undefined;
  /** @example "RP123456789" */
  trackingNumber?: string | undefined;
}

export interface CreateLocationRequest {
  /**
   * Small letters, digits and hyphens; no other place has it.
   * @maxLength 50
   * @pattern ^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$
   * @example "north"
   */
  code: string;
  /** @example "Northern warehouse" */
  name: string;
  /** False: nothing comes to it any more. */
  isActive?: boolean | undefined;
}

export interface CreatePaymentMethodRequest {
  /** @example "card" */
  code: string;
  /** @example "Credit card" */
  name: string;
  description?: string | null | undefined;
  /** @example true */
  isActive?: boolean | undefined;
  /**
   * One that is set up here.
   * @pattern ^[a-z0-9_-]{1,50}$
   * @example "sandbox"
   */
  gateway: string;
  /** Not offered to guests. */
  requiresAccount?: boolean | undefined;
  /**
   * In whatever currency is paid; null for none.
   * @example "1.00"
   */
  minAmount?: string | null | undefined;
  /** @example "5000.00" */
  maxAmount?: string | null | undefined;
  /**
   * What the gateway keeps of each payment, as a fraction: 0.0290 is 2.9 %. The merchant's cost.
   * @pattern ^(0(\.\d{1,4})?|1(\.0{1,4})?)$
   * @example "0.0290"
   */
  feePercentage?: string | null | undefined;
  /**
   * The same for each payment.
   * @example "0.30"
   */
  feeFixed?: string | null | undefined;
  /**
   * Null: every one.
   * @maxItems 200
   * @uniqueItems true
   */
  currencies?: string[] | null | undefined;
  /**
   * ISO 3166; null: every one.
   * @maxItems 300
   * @uniqueItems true
   */
  countries?: string[] | null | undefined;
  /** `manual`: the money is held first and captured by staff or when a parcel leaves; where the gateway can. */
  capture?: "automatic" | "manual" | undefined;
}

export interface CreatePriceListRequest {
  /**
   * Null: since ever.
   * @format date-time
   */
  startsAt?: string | null | undefined;
  /**
   * From then on it counts no longer; null: for good.
   * @format date-time
   */
  endsAt?: string | null | undefined;
  /** @example "Wholesale" */
  name: string;
  /**
   * Of all its prices; it stays so. The shop's own when left out.
   * @pattern ^[A-Z]{3}$
   * @example "USD"
   */
  currency?: string | undefined;
  /**
   * Null or left out of a new one: everybody.
   * @format uuid
   */
  customerGroupId?: string | null | undefined;
  isActive?: boolean | undefined;
}

export interface CreateProductFieldRequest {
  /** @example "choice" */
  type: "text" | "integer" | "decimal" | "boolean" | "date" | "choice";
  /**
   * The key of its values; never changes.
   * @pattern ^[a-z][a-z0-9_]{0,49}$
   * @example "finish"
   */
  code: string;
  /** @example "Finish" */
  label: string;
  /**
   * What a `choice` may be; null for every other type.
   * @maxItems 200
   * @minItems 1
   * @uniqueItems true
   * @example ["matt","glossy"]
   */
  choices?: string[] | null | undefined;
  /** Lists can be filtered by it. */
  filterable?: boolean | undefined;
  /**
   * Display order.
   * @min 0
   * @max 1000000
   */
  position?: number | undefined;
}

export interface CreateProductRequest {
  /** @example "active" */
  status?: "active" | "inactive" | "out_of_stock" | "discontinued" | undefined;
  /** @example "Harbour Shirt" */
  name: string;
  /** Without any the product gets one, with its SKU and its price. */
  variants?: NewVariantRequest[] | undefined;
  /**
   * Small letters, digits and single dashes. The old address leads to the new one.
   * @example "harbour-shirt"
   */
  slug?: string | undefined;
  /** @example "HARBOUR-SHIRT" */
  sku?: string | null | undefined;
  /** @example "A shirt for the quay" */
  shortDescription?: string | null | undefined;
  /** @example "Heavy cotton, washed soft, with buttons of horn." */
  description?: string | null | undefined;
  /**
   * Slug of the brand.
   * @example "hestia-vale"
   */
  brand?: string | null | undefined;
  /**
   * Slug of the category.
   * @example "shirts"
   */
  category?: string | null | undefined;
  /**
   * Slugs of all collections it is put into by hand; the first is the main one.
   * @example ["summer-linen"]
   */
  collections?: string[] | undefined;
  /**
   * What new variants inherit.
   * @example "59.90"
   */
  basePrice?: string | undefined;
  featured?: boolean | undefined;
  /** Null: as its category. */
  taxClass?: string | null | undefined;
  /**
   * In kilograms.
   * @example 0.31
   */
  weight?: number | null | undefined;
  /** Named lengths and words, at most ten: `{ "length": 30, "unit": "cm" }`. */
  dimensions?: Record<string, unknown> | null | undefined;
  /** Whatever the shop keeps beside, at most 16 KiB; must fit the schema of the nearest category that has one. */
  metadata?: Record<string, unknown> | null | undefined;
  /** Values of the shop's own fields by code; null takes one away, others stay. */
  customFields?: Record<string, unknown> | undefined;
}

export interface CreateReviewRequest {
  /**
   * Stars, 1 to 5.
   * @min 1
   * @max 5
   * @example 5
   */
  rating: number;
  /** @example "Cool on hot days" */
  title?: string | null | undefined;
  /** @example "The linen softened after two washes and the collar keeps its shape." */
  content?: string | null | undefined;
}

export interface CreateRoleRequest {
  /**
   * How programs know it; never changes.
   * @pattern ^[a-z][a-z0-9_-]{1,49}$
   * @example "support"
   */
  code: string;
  /** @example "Support" */
  name: string;
  /** @example "Answers customers and looks after their orders" */
  description?: string | null | undefined;
  /** A role that is not active has no rights. */
  isActive?: boolean | undefined;
  /** Whether its rights count only in sessions that showed a second factor. */
  requiresMfa?: boolean | undefined;
  /**
   * The role to inherit from.
   * @format uuid
   */
  parentId?: string | null | undefined;
  /**
   * Rights of its own.
   * @uniqueItems true
   */
  permissions?: PermissionRequest[] | undefined;
}

export interface CreateShippingMethodRequest {
  /**
   * Names it in checkouts and orders; never changes.
   * @example "courier"
   */
  code: string;
  /** @example "Courier" */
  name: string;
  /** @example "At the door tomorrow before noon" */
  description?: string | null | undefined;
  /** True when left out. */
  isActive?: boolean | undefined;
  /**
   * Lower ones are offered first; 0 when left out.
   * @min 0
   * @max 1000000
   */
  position?: number | undefined;
  /** A carrier outside names its price (SHIPPING_QUOTE_URL); the rates count where he does not answer. False when left out. */
  asksCarrier?: boolean | undefined;
  /** Where it goes and for how much; nowhere when left out. */
  rates?: ShippingRateRequest[] | undefined;
}

export interface CreateTaxRateRequest {
  /** @example "Sales tax" */
  name: string;
  /**
   * ISO 3166, two capital letters.
   * @pattern ^[A-Z]{2}$
   * @example "CA"
   */
  country: string;
  /**
   * The address's city or province, compared without case; null or left out: the whole country.
   * @example "Quebec"
   */
  region?: string | null | undefined;
  /**
   * Of products and categories; `shipping` is the class of the shipping cost itself. `standard` when left out.
   * @example "standard"
   */
  taxClass?: string | undefined;
  /**
   * A fraction of up to six digits: 0.0825 is 8.25 per cent.
   * @example "0.0825"
   */
  rate: string;
  /** True when left out. */
  isActive?: boolean | undefined;
}

export interface CreateWebhookRequest {
  /**
   * Where to: https, a name or address on the open internet.
   * @maxLength 2000
   * @example "https://example.com/hooks/eshop"
   */
  url: string;
  /**
   * Types, all of a group (`order.*`) or everything (`*`).
   * @maxItems 50
   * @minItems 1
   * @uniqueItems true
   * @example ["order.*","payment.succeeded"]
   */
  eventTypes: string[];
  /**
   * @maxLength 200
   * @example "Bookkeeping"
   */
  description?: string | undefined;
}

export interface CreateWishlistRequest {
  /** @example "Birthday" */
  name: string;
  /** The first list is the default one anyway. */
  isDefault?: boolean | undefined;
}

export interface CreateZoneRequest {
  /** @example "benelux" */
  code: string;
  /** @example "Benelux" */
  name: string;
  /**
   * ISO 3166, two capital letters each; none when left out.
   * @example ["BE","NL","LU"]
   */
  countries?: string[] | undefined;
  /** Counts for every country that no other zone names; one zone at most. False when left out. */
  isRestOfWorld?: boolean | undefined;
}

export interface CreatedApiKeyResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  id: string;
  /** @example "Stock sync" */
  name: string;
  /**
   * The beginning of the key, after `eshop_`.
   * @example "4f1f3a11c0de"
   */
  prefix: string;
  /** What it was made for; of that it may do what its owner may do. */
  permissions: PermissionResponse[];
  expiresAt: string;
  revokedAt: string | null;
  /** To the minute. */
  lastUsedAt: string | null;
  /** @example "203.0.113.7" */
  lastUsedIp: string | null;
  createdAt: string;
  /** For the header `Authorization: Bearer …`. It is stored nowhere: keep it now. */
  key: string;
}

export interface CurrentPriceResponse {
  /** @example "39.90" */
  price: string;
  compareAtPrice: string | null;
  /** Since when. */
  since: string;
  /** When it is reduced: the lowest price of the thirty days before the reduction began. */
  "lowestPrice30Days": string | null;
}

export interface CustomFieldResponse {
  type: "text" | "integer" | "decimal" | "boolean" | "date" | "choice";
  /** Text, number or flag, as the type says. */
  value: (string | number | boolean);
  /** @example "screen_size" */
  code: string;
  /** @example "Screen size" */
  label: string;
}

export interface CustomerGroupResponse {
  id: string;
  /** @example "wholesale" */
  code: string;
  /** @example "Wholesale customers" */
  name: string;
  /** @example 12 */
  members: number;
  createdAt: string;
}

export interface CustomerReportResponse {
  /**
   * As of when: a replica may be a moment behind.
   * @format date-time
   */
  asOf: string;
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
  totals: CustomerReportTotals[];
  items: CustomerReportRow[];
  /**
   * First day.
   * @example "2026-01-01"
   */
  from: string;
  /**
   * Last day.
   * @example "2026-01-31"
   */
  to: string;
  /** @example "UTC" */
  timeZone: string;
}

export interface CustomerReportRow {
  /**
   * Null for all guests together.
   * @format uuid
   */
  customerId: string | null;
  /** @format date-time */
  firstOrderAt: string;
  /** @format date-time */
  lastOrderAt: string;
  /** He had bought nothing before the first day. */
  isNew: boolean;
  orders: number;
  /** @example "122.54" */
  total: string;
  /** @example "0.00" */
  refunded: string;
  /** @example "122.54" */
  kept: string;
  /** @example "USD" */
  currency: string;
}

export interface CustomerReportTotals {
  rows: number;
  /** Customers who had bought nothing before the first day. */
  newCustomers: number;
  orders: number;
  /** @example "122.54" */
  total: string;
  /** @example "0.00" */
  refunded: string;
  /** @example "122.54" */
  kept: string;
  /** @example "USD" */
  currency: string;
}

export interface CustomersExportRequest {
  /**
   * How the file is written.
   * @default "csv"
   */
  format?: "csv" | "jsonl" | undefined;
  /**
   * From then on: changed (products), registered (customers) or placed (orders).
   * @format date-time
   * @example "2020-01-01T00:00:00Z"
   */
  from?: string | undefined;
  /**
   * Before then.
   * @format date-time
   * @example "2040-01-01T00:00:00Z"
   */
  to?: string | undefined;
}

export interface DataExportResponse {
  /** `requested`: it is being made. `expired`: it was there and was taken away. */
  status: "requested" | "ready" | "failed" | "expired";
  /** @format date-time */
  readyAt: string | null;
  /**
   * Until when it can be fetched.
   * @format date-time
   */
  expiresAt: string | null;
  /** @example "0b8f9c9e-5a55-4b58-9d5c-3a1e8f0f5b11" */
  id: string;
  /** Size of the JSON document in bytes; 0 until it is ready. */
  sizeBytes: number;
  /** How often it was fetched. */
  downloads: number;
  /** @format date-time */
  requestedAt: string;
}

export interface DataExportsResponse {
  items: DataExportResponse[];
}

export interface DeleteAccountRequest {
  /**
   * The password of the account. Left out only where the account has none: then the login must be
   * at most ten minutes old.
   * @minLength 1
   * @maxLength 128
   * @example "Demo-Passw0rd!"
   */
  currentPassword?: string | undefined;
}

export interface DescribeImageRequest {
  /**
   * What can be seen, for those who cannot see it.
   * @example "Linen shirt in white, from the back"
   */
  altText?: string | null | undefined;
  /**
   * The variant that is shown; products only.
   * @format uuid
   */
  variantId?: string | null | undefined;
}

export interface DiscountAmountResponse {
  /** @example "USD" */
  currency: string;
  /** @example "123.40" */
  amount: string;
}

export interface DiscountCodeResponse {
  /** @format date-time */
  usedAt: string | null;
  /** @format uuid */
  orderId: string | null;
  /** @example "SPRING-7KQ2M9XWTR4HBD" */
  code: string;
}

export interface DiscountReportResponse {
  /**
   * As of when: a replica may be a moment behind.
   * @format date-time
   */
  asOf: string;
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
  totals: DiscountReportTotals[];
  items: DiscountReportRow[];
  /**
   * First day.
   * @example "2026-01-01"
   */
  from: string;
  /**
   * Last day.
   * @example "2026-01-31"
   */
  to: string;
  /** @example "UTC" */
  timeZone: string;
}

export interface DiscountReportRow {
  /**
   * Null for what no discount is named for: a price that staff made.
   * @format uuid
   */
  discountId: string | null;
  name: string | null;
  code: string | null;
  type: string | null;
  /**
   * What those orders came to.
   * @example "122.54"
   */
  orderTotal: string | null;
  /** Orders that used it. */
  orders: number;
  /**
   * What it took off.
   * @example "12.00"
   */
  amount: string;
  /** @example "USD" */
  currency: string;
}

export interface DiscountReportTotals {
  rows: number;
  /** Uses: an order with two discounts counts twice. */
  orders: number;
  /** @example "12.00" */
  amount: string;
  /** @example "122.54" */
  orderTotal: string;
  /** @example "USD" */
  currency: string;
}

export interface DiscountResponse {
  type: "percentage" | "fixed_amount" | "buy_x_get_y" | "free_shipping" | "tiered";
  rules: Record<string, unknown>;
  /** @format date-time */
  startsAt: string | null;
  /** @format date-time */
  endsAt: string | null;
  /** @format date-time */
  createdAt: string;
  targets: DiscountTargetResponse[];
  id: string;
  /** @example "Ten per cent off in spring" */
  name: string;
  /** @example "SPRING10" */
  code: string | null;
  description: string | null;
  /**
   * Per cent, or an amount; null for types that have it in `rules`.
   * @example "10.00"
   */
  value: string | null;
  /**
   * Of all amounts: the shop's own.
   * @example "USD"
   */
  currency: string;
  minimumAmount: string | null;
  maximumAmount: string | null;
  usageLimit: number | null;
  userLimit: number | null;
  /** Uses that count now. */
  usedCount: number;
  priority: number;
  exclusiveGroup: string | null;
  firstOrderOnly: boolean;
  singleUseCodes: boolean;
  isActive: boolean;
}

export interface DiscountStatisticsResponse {
  /** What it has taken off, by the currency of the orders. */
  amounts: DiscountAmountResponse[];
  /** @format date-time */
  firstUsedAt: string | null;
  /** @format date-time */
  lastUsedAt: string | null;
  /** Orders that have it, archived ones too. */
  uses: number;
  /** Uses that were given back by cancelled, expired or refunded orders. */
  givenBack: number;
  customers: number;
  /** Single-use codes that were made. */
  codes: number;
  usedCodes: number;
}

export interface DiscountTargetRequest {
  /** @example "customer_group" */
  kind: "product" | "category" | "brand" | "collection" | "customer_group";
  /**
   * @format uuid
   * @example "0e7b3f0a-7d1e-4b3f-9a55-6a2f0f0c8a11"
   */
  id: string;
}

export interface DiscountTargetResponse {
  kind: "product" | "category" | "brand" | "collection" | "customer_group";
  id: string;
}

export interface DownloadExportRequest {
  /**
   * @maxLength 64
   * @pattern ^[\s0-9A-Fa-f]+$
   * @example "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
   */
  code: string;
}

export interface DraftDiscountResponse {
  code: string | null;
  name: string | null;
  amount: string;
  reason: string | null;
}

export interface DraftLineRequest {
  /**
   * @format uuid
   * @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75"
   */
  variantId: string;
  /**
   * @min 1
   * @max 999
   * @example 2
   */
  quantity: number;
  /** @example "Please wrap it." */
  notes?: string | undefined;
}

export interface DraftLineResponse {
  variantId: string;
  /** @example 2 */
  quantity: number;
  notes: string | null;
  /** Named by staff; null: today's price. */
  unitPrice: string | null;
  priceReason: string | null;
}

export interface DraftPriceLineResponse {
  /** Why it cannot be ordered now, as in a cart */
  problems: string[];
  variantId: string;
  sku: string | null;
  productName: string;
  quantity: number;
  unitPrice: string | null;
  totalPrice: string;
  discountAmount: string;
  taxAmount: string;
}

export interface DraftPriceRequest {
  /**
   * @format uuid
   * @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75"
   */
  variantId: string;
  /**
   * Null takes it back: today's price.
   * @pattern ^\d{1,12}(\.\d{1,4})?$
   * @example "39.90"
   */
  unitPrice: string | null;
  /** @example "Agreed with the customer" */
  reason: string;
}

export interface DraftPriceResponse {
  missingVariantIds: string[];
  lines: DraftPriceLineResponse[];
  discounts: DraftDiscountResponse[];
  /** @example "USD" */
  currency: string;
  subtotal: string;
  discountAmount: string;
  shippingCost: string;
  taxAmount: string;
  /** @example "48.63" */
  totalAmount: string;
  shippingState: string;
  quoteHash: string;
}

export interface DraftResponse {
  status: "open" | "sent" | "placed";
  lines: DraftLineResponse[];
  codes: string[];
  shippingAddress: (OrderAddressResponse | null);
  billingAddress: (OrderAddressResponse | null);
  id: string;
  version: number;
  customerId: string | null;
  email: string | null;
  currency: string | null;
  shippingMethodCode: string | null;
  notes: string | null;
  /** What it became. */
  orderId: string | null;
  createdAt: string;
}

export interface EditAddedLineRequest {
  /**
   * @format uuid
   * @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75"
   */
  variantId: string;
  /**
   * @min 1
   * @max 999
   * @example 1
   */
  quantity: number;
}

export interface EditChangesRequest {
  /**
   * Each line once.
   * @uniqueItems true
   */
  lines?: EditedLineRequest[] | undefined;
  /**
   * Variants that the order does not have yet, each once; at today's price.
   * @uniqueItems true
   */
  add?: EditAddedLineRequest[] | undefined;
  /** Another country, city or postal code changes shipping and taxes; a name or a street does not. */
  shippingAddress?: (ShippingAddressRequest) | undefined;
  /**
   * Shipping is priced anew, also when it is the method that the order has.
   * @example "standard"
   */
  shippingMethodCode?: string | undefined;
}

export interface EditPreviewResponse {
  orderId: string;
  /** Of the order as it is, for If-Match; also in the ETag header. */
  etag: string;
  /** Stands for all of this; send it along to make the edit. */
  previewHash: string;
  /** @example "USD" */
  currency: string;
  /** @example "99.80" */
  subtotal: string;
  /** @example "0.00" */
  discountAmount: string;
  /** @example "5.90" */
  shippingCost: string;
  /** @example "8.23" */
  taxAmount: string;
  /** @example "113.93" */
  totalAmount: string;
  /** @example "59.92" */
  totalBefore: string;
  /** @example "standard" */
  shippingMethodCode: string | null;
  /**
   * What the customer would have to pay; null: nothing.
   * @example "54.01"
   */
  toCollect: string | null;
  /** What would go back; null: nothing. */
  toGiveBack: string | null;
  /** False: some line has a problem, and the edit would be refused. */
  isPossible: boolean;
  lines: PreviewedLineResponse[];
}

export interface EditProblemResponse {
  /** @example "insufficient_stock" */
  code: string;
  /** Pieces that are there for it, where they are too few. */
  available?: number | undefined;
}

export interface EditReviewRequest {
  /**
   * Stars, 1 to 5.
   * @min 1
   * @max 5
   * @example 4
   */
  rating?: number | undefined;
  /** @example "Still cool, after a summer" */
  title?: string | null | undefined;
  /** @example "One seam came loose in August; otherwise as good as on the first day." */
  content?: string | null | undefined;
}

export interface EditStateLineResponse {
  id: string;
  variantId: string;
  /** @example "Linen Shirt" */
  productName: string;
  variantName: string;
  sku: string | null;
  /** @example 2 */
  quantity: number;
  /** @example "49.90" */
  unitPrice: string;
  /** @example "99.80" */
  totalPrice: string;
  /** @example "0.00" */
  discountAmount: string;
  /** @example "8.23" */
  taxAmount: string;
}

export interface EditStateResponse {
  /** @example "confirmed" */
  status: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  /** @example "99.80" */
  subtotal: string;
  /** @example "8.23" */
  taxAmount: string;
  /** @example "5.90" */
  shippingCost: string;
  /** @example "0.00" */
  discountAmount: string;
  /** @example "113.93" */
  totalAmount: string;
  /** @example "standard" */
  shippingMethodCode: string | null;
  lines: EditStateLineResponse[];
}

export interface EditedLineRequest {
  /**
   * Id of the line.
   * @format uuid
   */
  orderItemId: string;
  /**
   * 0 takes the line away.
   * @min 0
   * @max 999
   * @example 1
   */
  quantity: number;
}

export interface EraseGuestRequest {
  /**
   * The address that the guest ordered with.
   * @example "guest@example.com"
   */
  email: string;
}

export interface ErasureResponse {
  /**
   * Null for a guest.
   * @format uuid
   */
  userId: string | null;
  /** `waiting`: all is erased but orders that are still on their way and need their address. */
  status: "requested" | "waiting" | "applied";
  /** @format date-time */
  appliedAt: string | null;
  /** @example "0b8f9c9e-5a55-4b58-9d5c-3a1e8f0f5b11" */
  id: string;
  /** Orders that are still on their way, at the last look. */
  openOrders: number;
  /** @format date-time */
  requestedAt: string;
}

export interface ErasuresResponse {
  items: ErasureResponse[];
}

export interface EventTypeResponse {
  /** What `data` looks like. */
  example: Record<string, unknown>;
  /** @example "order.placed" */
  type: string;
  /** @example "order" */
  aggregateType: string;
  /** @example "An order was written, with its stock held; it may still be unpaid." */
  description: string;
}

export interface EventTypesResponse {
  items: EventTypeResponse[];
}

export interface EventsPageResponse {
  items: PublicEventResponse[];
  /** Pass it as `after` next time, also when there was nothing: it is the last event that was looked at. */
  after: string | null;
  /** Whether to ask again at once. */
  hasMore: boolean;
}

export interface ExchangeOidcRequest {
  /**
   * Where the refresh token goes, as for the login.
   * @example "body"
   */
  tokenIn?: "body" | "cookie" | undefined;
  /**
   * `oidcCode` of the address that the browser came back to.
   * @minLength 1
   * @maxLength 128
   */
  code: string;
  /**
   * Of the challenge that the login was started with.
   * @example "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
   */
  codeVerifier?: string | undefined;
}

export interface ExchangeRateRequest {
  /**
   * Units of the currency for one of the shop's.
   * @maxLength 20
   * @example "0.92"
   */
  rate: string;
}

export interface ExchangeRateResponse {
  /** @example "EUR" */
  currency: string;
  /**
   * Units of the currency for one of the shop's.
   * @example "0.92000000"
   */
  rate: string;
  updatedAt: string;
}

export interface ExchangeRatesResponse {
  /** Currency of the shop, which the rates are for. */
  currency: string;
  items: ExchangeRateResponse[];
}

export interface ExportRequest {
  /**
   * How the file is written.
   * @default "csv"
   */
  format?: "csv" | "jsonl" | undefined;
}

export interface ExportResponse {
  kind: "products" | "variants" | "stock" | "prices" | "customers" | "orders";
  format: "csv" | "jsonl";
  status: "queued" | "running" | "ready" | "cancelled" | "failed" | "expired";
  requestedBy: string | null;
  /** @format date-time */
  startedAt: string | null;
  /** @format date-time */
  finishedAt: string | null;
  /**
   * Until when it can be fetched.
   * @format date-time
   */
  expiresAt: string | null;
  id: string;
  /** Rows that are written so far. */
  rowsWritten: number;
  sizeBytes: number;
  /** How often it was fetched. */
  downloads: number;
  /** @format date-time */
  createdAt: string;
}

export interface FacetsResponse {
  /** Categories one step below the one that is listed, with all below them. */
  category?: (LinkFacetResponse) | undefined;
  brand?: LinkFacetResponse | undefined;
  attributes?: AttributeFacetResponse[] | undefined;
  /** Choices and flags among the shop's own fields. */
  fields?: FieldFacetResponse[] | undefined;
  price?: PriceFacetResponse | undefined;
  /** Products with at least so many stars. */
  rating?: (RatingFacetResponse) | undefined;
  stock?: StockFacetResponse | undefined;
}

export interface FactorRequest {
  /**
   * Of the authenticator app.
   * @example "492039"
   */
  code?: string | undefined;
  /**
   * One of the ten that were shown when the app was set up; works once.
   * @minLength 1
   * @maxLength 64
   * @example "4f0c-1f8e-2b7a-49d3"
   */
  recoveryCode?: string | undefined;
}

export interface FewVariantResponse {
  variantId: string;
  name: string;
  sku: string | null;
  quantity: number;
}

export interface FieldFacetResponse {
  /** @example "material" */
  code: string;
  /** @example "Material" */
  label: string;
  values: FieldValueCount[];
  /** More than 10,000 products would have to be counted: these are the counts of the first 10,000. */
  about: boolean;
}

export interface FieldProblem {
  /**
   * JSON pointer into the request
   * @example "/items/0/quantity"
   */
  pointer: string;
  /** @example "min" */
  code: string;
  /** @example "quantity must not be less than 1" */
  detail?: string | undefined;
}

export interface FieldValueCount {
  /** As the parameter `field` takes it. */
  value: string;
  /** @example 12 */
  count: number;
}

export interface FinishRefundRequest {
  /** @example "succeeded" */
  outcome: "succeeded" | "failed";
  /**
   * Why it failed.
   * @example "The account is closed"
   */
  reason?: string | undefined;
}

export interface GoodsReportTotals {
  /** Rows of the report in this currency. */
  rows: number;
  /** Pieces sold. */
  quantity: number;
  /**
   * Price times pieces, as it was shown: with tax where prices include it.
   * @example "120.00"
   */
  gross: string;
  /**
   * What discounts took off goods.
   * @example "12.00"
   */
  discount: string;
  /**
   * Tax on goods, whether the prices included it or not.
   * @example "8.64"
   */
  tax: string;
  /**
   * Gross less discount, without tax.
   * @example "108.00"
   */
  net: string;
  /** @example "USD" */
  currency: string;
}

export interface GroupMemberResponse {
  userId: string;
  /** @example "alice@example.com" */
  email: string;
  /** Since when. */
  since: string;
}

export interface GroupOrderResponse {
  ids: string[];
}

export interface GroupResponse {
  id: string;
  /** @example "summer-linen" */
  slug: string;
  /** @example "Summer Linen" */
  name: string;
  description: string | null;
  imageUrl: string | null;
  /** The same picture with its sizes and its alternative text. */
  image: (PictureResponse | null);
}

export interface HelpfulResponse {
  /** Whether the caller finds it helpful. */
  helpful: boolean;
  /** How many do. */
  helpfulCount: number;
}

export interface HourCountResponse {
  hour: number;
  count: number;
}

export interface IdentitiesResponse {
  items: IdentityResponse[];
}

export interface IdentityResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  id: string;
  /** @example "https://login.example" */
  issuer: string;
  linkedAt: string;
  /** Last login with it. */
  lastUsedAt: string | null;
}

export interface ImageResponse {
  id: string;
  /** The file that it shows; null for pictures of the demo. */
  fileId: string | null;
  url: string;
  /** The same picture in several widths, for the attribute `srcset`. */
  srcset: string | null;
  altText: string | null;
  /** The variant that is shown. */
  variantId: string | null;
  /** @example 1200 */
  width: number | null;
  /** @example 800 */
  height: number | null;
}

export interface ImagesResponse {
  items: ImageResponse[];
}

export interface ImportErrorResponse {
  column: string | null;
  /** The first 200 characters of what stood there. */
  value: string | null;
  /** As a spreadsheet counts: the header is row 1. */
  row: number;
  /** @example "money.invalid" */
  code: string;
  message: string;
}

export interface ImportLayoutResponse {
  /** Names of the columns, as they stand in the file. */
  columns: string[];
  /** Columns that mean nothing here; their values are left out. */
  unknownColumns: string[];
  notes: string[];
}

export interface ImportResponse {
  kind: "products" | "variants" | "stock" | "prices";
  format: "csv" | "jsonl" | "shopify" | "medusa" | "vendure";
  fileName: string | null;
  status: "uploading" | "queued" | "running" | "completed" | "cancelled" | "failed";
  /** At the pace so far; null when it is not running. */
  secondsLeft: number | null;
  /** Null until the header is read. */
  layout: (ImportLayoutResponse | null);
  /** Why it failed as a whole: a public code. */
  failureCode: string | null;
  failureDetail: string | null;
  requestedBy: string | null;
  /** @format date-time */
  startedAt: string | null;
  /** @format date-time */
  finishedAt: string | null;
  /**
   * When the file and its errors are taken away.
   * @format date-time
   */
  expiresAt: string | null;
  id: string;
  dryRun: boolean;
  createMissing: boolean;
  publish: boolean;
  /** Bytes that have come. */
  sizeBytes: number;
  rows: ImportRowsResponse;
  /** Share of the file that is done, 0 to 100. */
  percentage: number;
  /** How many errors can be read; beyond 20,000 they are only counted. */
  errorCount: number;
  /** @format date-time */
  createdAt: string;
}

export interface ImportRowsResponse {
  /** @example 1200 */
  read: number;
  created: number;
  updated: number;
  /** Said what was so already. */
  unchanged: number;
  failed: number;
}

export interface JobRunResponse {
  /** @example "maintenance.partitions" */
  name: string;
  intervalSeconds: number;
  lastSuccessAt: string | null;
  lastFailureAt: string | null;
  lastError: string | null;
  ageSeconds: number;
  isOverdue: boolean;
}

export interface KeepCardRequest {
  /**
   * @minLength 1
   * @maxLength 50
   * @example "stripe"
   */
  gateway: string;
  /**
   * As the answer of `POST /me/cards/setup` said.
   * @pattern ^[A-Za-z0-9_-]{1,128}$
   * @example "seti_1PqXyZ"
   */
  setupId: string;
  /**
   * One of the caller's own addresses; a copy of it is kept.
   * @format uuid
   * @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11"
   */
  billingAddressId: string;
  isDefault?: boolean | undefined;
}

export interface KeptItemResponse {
  itemId: string;
  /** `choose_variant`: the product has several. */
  reason: "not_found" | "unavailable" | "out_of_stock" | "discontinued" | "quantity_too_large" | "cart_full" | "choose_variant";
}

export interface KeptPaymentMethodResponse {
  currencies: string[] | null;
  countries: string[] | null;
  capture: "automatic" | "manual";
  id: string;
  /** @example "sandbox" */
  code: string;
  /** @example "Credit card" */
  name: string;
  description: string | null;
  isActive: boolean;
  gateway: string | null;
  /** Whether its gateway is set up here; else it is offered to nobody. */
  isSetUp: boolean;
  requiresAccount: boolean;
  minAmount: string | null;
  maxAmount: string | null;
  /** A fraction: 0.0290 is 2.9 %. */
  feePercentage: string | null;
  feeFixed: string | null;
  /** @example 1 */
  position: number;
}

export interface KeptPaymentMethodsResponse {
  items: KeptPaymentMethodResponse[];
}

export interface KeptShippingMethodResponse {
  id: string;
  /** @example "courier" */
  code: string;
  /** @example "Courier" */
  name: string;
  description: string | null;
  isActive: boolean;
  position: number;
  /** A carrier outside names its price. */
  asksCarrier: boolean;
  rates: KeptShippingRateResponse[];
}

export interface KeptShippingRateResponse {
  zoneId: string;
  /** @example "benelux" */
  zoneCode: string;
  /** @example "USD" */
  currency: string;
  /** @example "7.50" */
  price: string;
  freeFrom: string | null;
  minSubtotal: string | null;
  maxSubtotal: string | null;
  minWeight: string | null;
  maxWeight: string | null;
}

export interface LineDiscountResponse {
  /** @format uuid */
  discountId: string;
  /** @example "9.98" */
  amount: string;
}

export interface LineProblemResponse {
  code: "unavailable" | "no_price_in_currency" | "out_of_stock" | "insufficient_stock" | "price_changed" | "quantity_reduced";
  /** @example "Only 3 are left" */
  detail: string;
  /**
   * Pieces that could be bought
   * @example 3
   */
  available?: number | undefined;
  /**
   * The price shown before
   * @example "44.90"
   */
  previousPrice?: string | undefined;
  /** @example "discontinued" */
  reason?: string | undefined;
}

export interface LinkCount {
  /** @example "0b51e698-1437-4937-aceb-92e2bcf79c05" */
  id: string;
  /** @example "hestia-vale" */
  slug: string;
  /** @example "Hestia & Vale" */
  name: string;
  /** @example 12 */
  count: number;
}

export interface LinkFacetResponse {
  values: LinkCount[];
  /** More than 10,000 products would have to be counted: these are the counts of the first 10,000. */
  about: boolean;
}

export interface LinkIdentityRequest {
  /**
   * The password of the account. Left out only where the account has none: then the login must be
   * at most ten minutes old.
   * @minLength 1
   * @maxLength 128
   * @example "Demo-Passw0rd!"
   */
  currentPassword?: string | undefined;
  /**
   * @maxLength 2000
   * @example "/account/security"
   */
  returnTo?: string | undefined;
  /** @example "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" */
  codeChallenge?: string | undefined;
}

export interface LinkStartedResponse {
  /** @example "https://shop.example/api/v1/auth/oidc/start?link=wJ1fQ0n2Xk4mT9vB7sYcR5hLzE8uPaD3gKiNoVxMqSw" */
  url: string;
}

export interface ListedLocationResponse {
  /** @format uuid */
  id: string;
  /** @format date-time */
  createdAt: string;
  /** Pieces of all variants. */
  pieces: number;
  /** @example "main" */
  code: string;
  /** @example "Main warehouse" */
  name: string;
  /** The one that is meant when none is named. */
  isDefault: boolean;
  /** False: nothing comes to it any more. */
  isActive: boolean;
}

export interface ListedPriceResponse {
  variantId: string;
  sku: string | null;
  /** @example "White / M" */
  variantName: string;
  /** @example "Linen shirt" */
  productName: string;
  /**
   * From how many pieces of one line on.
   * @example 10
   */
  minQuantity: number;
  /** @example "39.90" */
  price: string;
}

export interface ListedPriceRowRequest {
  /**
   * @format uuid
   * @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75"
   */
  variantId: string;
  /**
   * From how many pieces of one line on.
   * @min 1
   * @max 999
   * @example 10
   */
  minQuantity?: number | undefined;
  /**
   * Null takes the price away.
   * @maxLength 20
   * @example "39.90"
   */
  price?: string | null | undefined;
}

export interface ListedPricesRequest {
  /** @minItems 1 */
  items: ListedPriceRowRequest[];
}

export interface ListedRefundResponse {
  /** @example "pending" */
  status: "pending" | "unknown" | "succeeded" | "failed";
  /** What the gateway said last; null when it was not asked */
  gatewayStatus: "pending" | "succeeded" | "failed";
  /** Money above what the order costs: an edit made it cheaper, or somebody paid twice. */
  surplus: boolean;
  gatewayRefundId: string | null;
  /** When the gateway was asked first. */
  sentAt: string | null;
  id: string;
  /** @example "12.50" */
  amount: string;
  /**
   * Of the amount, for shipping.
   * @example "0.00"
   */
  shippingAmount: string;
  /** The return that it is for. */
  returnId: string | null;
  createdAt: string;
  processedAt: string | null;
  paymentId: string;
  reason: string | null;
  failureReason: string | null;
  createdBy: string | null;
  lines: RefundedLineResponse[];
  orderId: string;
  /** @example "ORD-00000042" */
  orderNumber: string;
  /** @example "USD" */
  currency: string;
  /** Whether the order is in the archive: nothing of it changes any more. */
  isArchived: boolean;
}

export interface ListedReturnResponse {
  /** @example "requested" */
  status: "requested" | "approved" | "rejected" | "received" | "closed" | "withdrawn";
  items: StaffReturnedPiecesResponse[];
  /** The account; null for a guest. */
  customerId: string | null;
  /** @example "alice@example.com" */
  email: string;
  id: string;
  /** In the customer's own words. */
  reason: string | null;
  /** What the shop says to it. */
  answer: string | null;
  createdAt: string;
  receivedAt: string | null;
  locationId: string | null;
  orderId: string;
  /** @example "ORD-00000042" */
  orderNumber: string;
  /** @example "USD" */
  currency: string;
  /** Whether the order is in the archive: nothing of it changes any more. */
  isArchived: boolean;
}

export interface LiveResponse {
  /** @example "ok" */
  status: "ok";
}

export interface LocationResponse {
  /** @format uuid */
  id: string;
  /** @format date-time */
  createdAt: string;
  /** @example "main" */
  code: string;
  /** @example "Main warehouse" */
  name: string;
  /** The one that is meant when none is named. */
  isDefault: boolean;
  /** False: nothing comes to it any more. */
  isActive: boolean;
}

export interface LocationsResponse {
  items: ListedLocationResponse[];
}

export interface LoginRequest {
  /**
   * E-mail address or user name.
   * @minLength 1
   * @maxLength 254
   * @example "alice@example.com"
   */
  login: string;
  /**
   * @minLength 1
   * @maxLength 128
   * @example "Demo-Passw0rd!"
   */
  password: string;
  /**
   * Where the refresh token goes: into the answer, or (for browsers) into the cookie
   * `__Host-refresh`, which no script can read. With the cookie, send `X-Requested-With`.
   * @example "body"
   */
  tokenIn?: "body" | "cookie" | undefined;
}

export interface LogoutRequest {
  /**
   * @minLength 1
   * @maxLength 128
   * @example "Zb1c0mVnb2Zhcm9zZXMtYW5kLXRoZS1yZXN0LTAwMDA"
   */
  refreshToken?: string | undefined;
}

export interface LookUpOrderRequest {
  /**
   * @pattern ^[\x21-\x7e]{1,40}$
   * @example "ORD-00000001"
   */
  orderNumber: string;
  /** @example "guest@example.com" */
  email: string;
  /**
   * `orderToken` from the answer to the order.
   * @pattern ^[A-Za-z0-9_-]{43}$
   */
  token: string;
}

export interface MadeDiscountCodesResponse {
  /** @example 100 */
  made: number;
}

export interface MailLogResponse {
  /** `sending` that stays: its worker was cut off; the next try goes on. */
  state: "sending" | "sent" | "failed";
  id: string;
  /** The same for every try of one event; the id in it is that of the code, order or notice. */
  messageId: string;
  /** @example "order-confirmation" */
  template: string;
  /** @example 1 */
  tries: number;
  lastError: string | null;
  /** When the mail server took it. */
  sentAt: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface MakeDiscountCodesRequest {
  /**
   * @min 1
   * @max 10000
   * @example 100
   */
  count: number;
  /**
   * Stands before each code.
   * @pattern ^([A-Za-z0-9][A-Za-z0-9_-]{0,29})?$
   * @example "SPRING-"
   */
  prefix?: string | undefined;
}

export interface MatrixAxisRequest {
  /** @example "Colour" */
  name: string;
  /**
   * @minItems 1
   * @example ["Blue","White"]
   */
  values: string[];
}

export interface MatrixCellResponse {
  outcome: "created" | "exists";
  /** Null in a dry run for what would be made. */
  id: string | null;
  /** @example "LINEN-SHIRT-BLUE-M" */
  sku: string | null;
  attributes: AdminAttributeResponse[];
}

export interface MatrixRequest {
  /**
   * @maxItems 10
   * @minItems 1
   */
  attributes: MatrixAxisRequest[];
  /**
   * `{sku}` and `{slug}` stand for the product's, `{Colour}` for the value of that attribute.
   * @example "{sku}-{Colour}-{Size}"
   */
  skuPattern?: string | undefined;
  /**
   * Of each new variant; the product's base price when left out.
   * @example "49.90"
   */
  price?: string | undefined;
  /**
   * First stock of each new variant.
   * @min 0
   * @max 1000000
   */
  stock?: number | undefined;
  /** Makes attributes and values that are not there yet; without it they are refused. */
  createAttributes?: boolean | undefined;
  /** Shows what would come, and writes nothing. */
  dryRun?: boolean | undefined;
}

export interface MatrixResponse {
  /** How many are new. */
  created: number;
  cells: MatrixCellResponse[];
}

export interface MediaListResponse {
  items: MediaResponse[];
}

export interface MediaResponse {
  id: string;
  /**
   * waiting: not checked yet; ready: can be attached; failed: was no picture; orphaned: is going to be deleted.
   * @example "ready"
   */
  state: string;
  /**
   * What the picture is of.
   * @example "product"
   */
  ownerKind: string;
  ownerId: string;
  /** Address of the picture; null until it is ready. */
  url: string | null;
  /** The same picture in several widths, for the attribute `srcset`. */
  srcset: string | null;
  /** @example 1200 */
  width: number | null;
  /** @example 800 */
  height: number | null;
  /**
   * As announced while it waits, then as stored.
   * @example 48213
   */
  bytes: number;
  /** Whether an image shows it. */
  isAttached: boolean;
  /** Why it is not used. */
  failure: string | null;
  /** @format date-time */
  createdAt: string;
}

export interface MergeValuesRequest {
  /**
   * @min 1
   * @max 2147483647
   */
  into: number;
}

export interface MfaRequiredResponse {
  /**
   * Send the code to `POST /auth/mfa/verify`.
   * @example true
   */
  mfaRequired: boolean;
  /** Goes with the code; opens nothing by itself. */
  mfaToken: string;
  /**
   * Seconds until it runs out.
   * @example 300
   */
  expiresIn: number;
}

export interface MfaResponse {
  /**
   * Whether each login asks for it.
   * @example true
   */
  enabled: boolean;
  enabledAt: string | null;
  /** @example 10 */
  recoveryCodesLeft: number;
  /** The rights of the role count only in sessions that showed a second factor. */
  requiredByRole: boolean;
  /** When this session showed it last. */
  verifiedAt: string | null;
}

export interface ModerateReviewsRequest {
  /** @example "approve" */
  action: "approve" | "reject";
  /** Needed for `reject`. */
  reason?: string | undefined;
  /**
   * 1 to 100, each once.
   * @minItems 1
   * @uniqueItems true
   */
  reviews: SeenReviewRequest[];
}

export interface ModeratedAuthorResponse {
  id: string;
  /** @example "Alice Marsh" */
  name: string;
}

export interface ModeratedProductResponse {
  id: string;
  /** @example "linen-shirt" */
  slug: string;
  name: string;
}

export interface ModeratedReviewResponse {
  id: string;
  /** For If-Match: votes and reports do not change it. */
  etag: string;
  product: ModeratedProductResponse;
  author: ModeratedAuthorResponse;
  /** @example 5 */
  rating: number;
  title: string | null;
  content: string | null;
  verifiedPurchase: boolean;
  status: "rejected" | "pending" | "approved";
  rejectionReason: string | null;
  helpfulCount: number;
  reportCount: number;
  /** @example ["spam"] */
  reportReasons: string[];
  createdAt: string;
  /** When it was written or last edited. */
  submittedAt: string;
  moderatedAt: string | null;
  /** Id of the moderator. */
  moderatedBy: string | null;
}

export interface ModerationResultResponse {
  id: string;
  /** `unchanged`: it was so already. `changed`: it is not what `etag` says. Both are left alone. */
  outcome: "not_found" | "rejected" | "changed" | "unchanged" | "approved" | "own_review";
}

export interface ModerationResultsResponse {
  /** In the order of the request. */
  results: ModerationResultResponse[];
}

export interface MoneySumResponse {
  currency: string;
  count: number;
  /** In units of the currency. */
  amount: number;
}

export interface MoveCategoryRequest {
  /**
   * Null is the top of the tree.
   * @format uuid
   */
  parentId: string | null;
  /**
   * Counted from 0; the end when left out.
   * @min 0
   * @max 1000000
   */
  position?: number | undefined;
}

export interface MoveToCartRequest {
  /**
   * All items when left out.
   * @minItems 1
   * @uniqueItems true
   */
  itemIds?: string[] | undefined;
}

export interface MovedItemResponse {
  itemId: string;
  variantId: string;
}

export interface MovedItemsResponse {
  /** In the cart now, and no more on the list. */
  moved: MovedItemResponse[];
  /** Still on the list. */
  kept: KeptItemResponse[];
}

export interface MovedStockResponse {
  /** @format uuid */
  locationId: string;
  results: StockRowResponse[];
  /** How many rows were refused. */
  refused: number;
}

export interface MyReviewResponse {
  id: string;
  /**
   * Stars, 1 to 5.
   * @example 5
   */
  rating: number;
  title: string | null;
  content: string | null;
  /**
   * First name and first letter of the last name.
   * @example "Alice M."
   */
  author: string;
  /** The author had received the product when writing or editing. */
  verifiedPurchase: boolean;
  helpfulCount: number;
  /** @example "2026-03-01T09:00:00.000Z" */
  createdAt: string;
  editedAt: string | null;
  product: ReviewedProductResponse;
  /** `pending`: waits for a moderator. `approved`: everybody sees it. */
  status: "rejected" | "pending" | "approved";
  /** Why a moderator refused it. */
  rejectionReason: string | null;
}

export interface NameDraftPricesRequest {
  /**
   * @maxItems 500
   * @minItems 1
   */
  prices: DraftPriceRequest[];
}

export interface NamedLink {
  /** @example "0b51e698-1437-4937-aceb-92e2bcf79c05" */
  id: string;
  /** @example "hestia-vale" */
  slug: string;
  /** @example "Hestia & Vale" */
  name: string;
}

export interface NewVariantRequest {
  /**
   * Its first stock.
   * @example 12
   */
  stock?: number | undefined;
  /**
   * Unique over all variants of the shop.
   * @example "LINEN-SHIRT-BLUE-XXL"
   */
  sku?: string | null | undefined;
  /**
   * A new variant without a name is called by its values.
   * @example "Blue / XXL"
   */
  name?: string | undefined;
  /** Replaces the whole combination, which no other variant of the product may have. At most ten. */
  attributes?: AttributeRequest[] | undefined;
  /**
   * A new variant without a price takes the product's.
   * @example "54.90"
   */
  price?: string | undefined;
  /** @example "59.90" */
  compareAtPrice?: string | null | undefined;
  /**
   * What the shop pays for it; never in a public answer.
   * @example "21.50"
   */
  costPerItem?: string | null | undefined;
  /** @example "4006381333931" */
  barcode?: string | null | undefined;
  /**
   * In kilograms, two digits behind the point; null: as the product.
   * @example 0.26
   */
  weight?: number | null | undefined;
  /**
   * Display order; a new variant comes last.
   * @example 8
   */
  position?: number | undefined;
  /** False hides it. */
  isActive?: boolean | undefined;
  requiresShipping?: boolean | undefined;
  taxable?: boolean | undefined;
}

export interface OidcCodeRequest {
  /**
   * `oidcCode` of the address that the browser came back to.
   * @minLength 1
   * @maxLength 128
   */
  code: string;
  /**
   * Of the challenge that the login was started with.
   * @example "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
   */
  codeVerifier?: string | undefined;
}

export interface OptionValue {
  /** @example "navy" */
  code: string;
  /** @example "Navy" */
  value: string;
}

export interface OptionValueResponse {
  /** @example "m" */
  code: string;
  /** @example "M" */
  value: string;
}

export interface OrderAddressResponse {
  /** @example "Alice Andersen" */
  recipient: string;
  phoneNumber: string | null;
  /** @example "12 Harbour Street, Apt 4" */
  street: string;
  ward: string | null;
  district: string;
  city: string;
  postalCode: string | null;
  /** @example "US" */
  country: string;
}

export interface OrderAttributesRequest {
  /**
   * These come first; the others stay behind them as they were.
   * @maxItems 5000
   * @minItems 1
   * @uniqueItems true
   * @example [1]
   */
  ids: number[];
}

export interface OrderCategoriesRequest {
  /**
   * These come first; the others stay behind them as they were.
   * @minItems 1
   * @uniqueItems true
   */
  ids: string[];
  /**
   * Null is the top of the tree.
   * @format uuid
   */
  parentId: string | null;
}

export interface OrderCountResponse {
  status: string;
  count: number;
}

export interface OrderEditResponse {
  id: string;
  orderId: string;
  /**
   * From 1.
   * @example 1
   */
  revision: number;
  /** Who of the staff. */
  actorId: string | null;
  /** @example "The customer has called" */
  reason: string;
  /** @example "USD" */
  currency: string;
  /** @example "59.92" */
  totalBefore: string;
  /** @example "113.93" */
  totalAfter: string;
  /**
   * What went back because of it.
   * @example "0.00"
   */
  refundAmount: string;
  /** The goods go to another place; a corrected name or street does not count. */
  addressChanged: boolean;
  before: EditStateResponse;
  after: EditStateResponse;
  createdAt: string;
}

export interface OrderGroupsRequest {
  /**
   * These come first; the others stay behind them as they were.
   * @minItems 1
   * @uniqueItems true
   */
  ids: string[];
}

export interface OrderImagesRequest {
  /**
   * Every image, in the new order.
   * @maxItems 50
   * @uniqueItems true
   */
  imageIds: string[];
}

export interface OrderInvoiceResponse {
  kind: "invoice" | "credit_note";
  /** @example "a51d2f6e-8f0c-4a5e-9a55-2a1f0d7a3c11" */
  id: string;
  /** @example "INV-2026-000042" */
  number: string;
  /** @example "2026-03-01T12:00:00.000Z" */
  issuedAt: string;
  /** @example "USD" */
  currency: string;
  /**
   * Of a credit note: what it gives back.
   * @example "45.88"
   */
  totalAmount: string;
}

export interface OrderInvoicesResponse {
  /** Oldest first; the last invoice is the one that counts. */
  items: OrderInvoiceResponse[];
}

export interface OrderItemDetailResponse {
  /** @example {"Colour":"White","Size":"M"} */
  attributes: Record<string,string>;
  /** They sum to `taxAmount`. Null on orders of before they were kept. */
  taxes: OrderTaxResponse[] | null;
  refundedQuantity: number;
  /** @example "0.00" */
  refundedAmount: string;
  returnedQuantity: number;
  /** Pieces that are not sent any more, because they were refunded before. */
  cancelledQuantity: number;
  /**
   * What the customer wrote beside it.
   * @example "Please wrap it."
   */
  notes: string | null;
  id: string;
  variantId: string;
  productId: string;
  /** @example 1 */
  quantity: number;
  /** @example "49.90" */
  unitPrice: string;
  /**
   * Unit price × quantity, before discounts.
   * @example "49.90"
   */
  totalPrice: string;
  /**
   * This line's share of the discounts.
   * @example "0.00"
   */
  discountAmount: string;
  /** @example "4.12" */
  taxAmount: string;
  /** @example "Linen Shirt" */
  productName: string;
  /** @example "White / M" */
  variantName: string;
  /** @example "LINEN-SHIRT-WHITE-M" */
  sku: string | null;
}

export interface OrderItemResponse {
  /** @example {"Colour":"White","Size":"M"} */
  attributes: Record<string,string>;
  id: string;
  variantId: string;
  productId: string;
  /** @example 1 */
  quantity: number;
  /** @example "49.90" */
  unitPrice: string;
  /**
   * Unit price × quantity, before discounts.
   * @example "49.90"
   */
  totalPrice: string;
  /**
   * This line's share of the discounts.
   * @example "0.00"
   */
  discountAmount: string;
  /** @example "4.12" */
  taxAmount: string;
  /** @example "Linen Shirt" */
  productName: string;
  /** @example "White / M" */
  variantName: string;
  /** @example "LINEN-SHIRT-WHITE-M" */
  sku: string | null;
}

export interface OrderParcelResponse {
  /** @example "shipped" */
  status: "pending" | "shipped" | "delivered" | "cancelled";
  id: string;
  /** @example "Royal Post" */
  carrier: string | null;
  /** @example "RP123456789" */
  trackingNumber: string | null;
  shippedAt: string | null;
  deliveredAt: string | null;
  createdAt: string;
  items: OrderPiecesResponse[];
}

export interface OrderPaymentMethodsRequest {
  /**
   * Codes; those that are left out follow in the order they had.
   * @maxItems 500
   * @uniqueItems true
   * @example ["sandbox","cod"]
   */
  codes: string[];
}

export interface OrderPaymentResponse {
  id: string;
  /** @example "P0123456789ABCDEFGHJKMNPQ" */
  reference: string;
  /** @example 1 */
  attempt: number;
  /** @example "sandbox" */
  methodCode: string;
  methodName: string;
  /** @example "pending" */
  status: string;
  /** @example "61.34" */
  amount: string;
  /** The gateway's page, while the attempt is open. */
  redirectUrl: string | null;
  createdAt: string;
}

export interface OrderPiecesRequest {
  /**
   * Id of the line.
   * @format uuid
   */
  orderItemId: string;
  /**
   * @min 1
   * @max 1000000
   * @example 1
   */
  quantity: number;
}

export interface OrderPiecesResponse {
  /** Id of the line. */
  orderItemId: string;
  /** @example 1 */
  quantity: number;
}

export interface OrderRefundResponse {
  /** @example "pending" */
  status: "pending" | "unknown" | "succeeded" | "failed";
  id: string;
  /** @example "12.50" */
  amount: string;
  /**
   * Of the amount, for shipping.
   * @example "0.00"
   */
  shippingAmount: string;
  /** The return that it is for. */
  returnId: string | null;
  createdAt: string;
  processedAt: string | null;
}

export interface OrderResponse {
  /** @example "pending" */
  status: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  /** Of lines and shipping together, by rate. Null on orders of before they were kept. */
  taxes: OrderTaxResponse[] | null;
  /** The part of it that is about shipping. */
  shippingTaxes: OrderTaxResponse[] | null;
  /** @example "alice@example.com" */
  email: string;
  /** @example "0.00" */
  refundedAmount: string;
  /**
   * What is still to be paid, by `POST /orders/{orderId}/payments` or on delivery.
   * @example "0.00"
   */
  amountDue: string;
  shippingAddress: OrderAddressResponse;
  /** Where the bill went; null for orders of before it was kept. */
  billingAddress: (OrderAddressResponse | null);
  notes: string | null;
  /** It has been moved out of the live tables and can only be read. */
  isArchived: boolean;
  items: OrderItemDetailResponse[];
  history: OrderStepResponse[];
  payments: OrderPaymentResponse[];
  /** Money that goes back, or has. */
  refunds: OrderRefundResponse[];
  /** What has left. */
  parcels: OrderParcelResponse[];
  returns: OrderReturnResponse[];
  /** Only with `include=invoices`: oldest first; the last invoice is the one that counts. */
  invoices?: OrderInvoiceResponse[] | undefined;
  id: string;
  /** @example "ORD-00000042" */
  orderNumber: string;
  /** @example "USD" */
  currency: string;
  /** Whether prices include tax. */
  taxInclusive: boolean;
  /** @example "49.90" */
  subtotal: string;
  /** @example "4.12" */
  taxAmount: string;
  /** @example "5.90" */
  shippingCost: string;
  /** @example "0.00" */
  discountAmount: string;
  /** @example "59.92" */
  totalAmount: string;
  /** @example "standard" */
  shippingMethodCode: string | null;
  createdAt: string;
  /** Until when it may be paid; null when it waits for no payment. */
  expiresAt: string | null;
}

export interface OrderReturnResponse {
  /** @example "requested" */
  status: "requested" | "approved" | "rejected" | "received" | "closed" | "withdrawn";
  id: string;
  /** In the customer's own words. */
  reason: string | null;
  /** What the shop says to it. */
  answer: string | null;
  createdAt: string;
  receivedAt: string | null;
  items: ReturnedPiecesResponse[];
}

export interface OrderStepResponse {
  from: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  to: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  /** @example "paid" */
  reason: string | null;
  at: string;
}

export interface OrderSummaryResponse {
  /** @example "confirmed" */
  status: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  /** @example "paid" */
  paymentState: "unpaid" | "partially_paid" | "paid" | "refund_pending" | "partially_refunded" | "refunded";
  /** @example "7f2b6f0e-3b0c-4f6e-9f67-0a4f0f9f2c11" */
  id: string;
  /** @example "ORD-00000042" */
  orderNumber: string;
  /** @example "USD" */
  currency: string;
  /** @example "61.34" */
  totalAmount: string;
  /** @example "0.00" */
  refundedAmount: string;
  /**
   * Pieces, all lines together.
   * @example 2
   */
  itemCount: number;
  createdAt: string;
  /** Until when it may be paid; null when it waits for no payment. */
  expiresAt: string | null;
  /** Whether something of it is to be sent back, or was. */
  hasReturns: boolean;
}

export interface OrderTaxResponse {
  /** @example "Sales tax" */
  name: string;
  /**
   * A fraction.
   * @example "0.0825"
   */
  rate: string;
  /**
   * What was taxed, after discounts; with the tax in it when prices include tax.
   * @example "49.90"
   */
  base: string;
  /** @example "4.12" */
  amount: string;
}

export interface OrderTransitionRequest {
  /** @example "cancelled" */
  to: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  /**
   * Why; it stands in the history.
   * @example "The customer has called"
   */
  reason: string;
  /** When it is cancelled: false writes off what would go back to the shelf. True when left out. */
  restock?: boolean | undefined;
}

export interface OrderTransitionResultResponse {
  /** `unchanged`: it was so already. `not_allowed`: not from its state. `has_left`: a parcel of it was sent. `has_money`: cancel it by itself, so that its money goes back. */
  outcome: "changed" | "unchanged" | "not_allowed" | "has_left" | "has_money" | "not_found";
  /**
   * How it stands now; null where there is none, or it is in the archive.
   * @example "cancelled"
   */
  status: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  orderId: string;
}

export interface OrderTransitionResultsResponse {
  /** In the order of the request. */
  results: OrderTransitionResultResponse[];
  /**
   * How many were left as they are.
   * @example 0
   */
  refused: number;
}

export interface OrderTransitionsRequest {
  /**
   * 1 to 500, each once.
   * @minItems 1
   * @uniqueItems true
   */
  orderIds: string[];
  /** @example "completed" */
  to: "cancelled" | "completed";
  /**
   * Why; it stands in the history of each.
   * @example "Nobody has answered"
   */
  reason: string;
  /** See the change of one order. */
  restock?: boolean | undefined;
}

export interface OrderVariantsRequest {
  /**
   * These come first; others follow in the order they had.
   * @minItems 1
   * @uniqueItems true
   */
  variantIds: string[];
}

export interface OrdersExportRequest {
  /**
   * How the file is written.
   * @default "csv"
   */
  format?: "csv" | "jsonl" | undefined;
  /** Orders of one of these states; a single one may stand without brackets */
  status?: ("pending" | "confirmed" | "delivering" | "delivered" | "completed" | "cancelled" | "refunded")[] | undefined;
  /**
   * Id of the account.
   * @format uuid
   */
  customerId?: string | undefined;
  /** Orders of this variant. */
  sku?: string | undefined;
  /**
   * In the currency of each order.
   * @example "0.01"
   */
  minTotal?: string | undefined;
  /** See `minTotal`. */
  maxTotal?: string | undefined;
  /** Whether something of it is to be sent back, or was. */
  hasReturns?: boolean | undefined;
  /**
   * From then on: changed (products), registered (customers) or placed (orders).
   * @format date-time
   * @example "2020-01-01T00:00:00Z"
   */
  from?: string | undefined;
  /**
   * Before then.
   * @format date-time
   * @example "2040-01-01T00:00:00Z"
   */
  to?: string | undefined;
}

export interface OutboxStateResponse {
  queue: string;
  waiting: number;
  lagSeconds: number;
  unanswered: number;
  failed: number;
}

export interface OverviewResponse {
  at: string;
  /** Null when the queues cannot be reached. */
  queues: QueueStateResponse[] | null;
  outbox: OutboxStateResponse[];
  jobs: JobRunResponse[];
  /** The newest twenty that are open. */
  alarms: AlarmResponse[];
  sales: (SalesTodayResponse | null);
  stock: (StockAlarmsResponse | null);
}

export interface ParcelLabelRequest {
  /** @example "Royal Post" */
  carrier?: string | undefined;
  /** @example "RP123456789" */
  trackingNumber?: string | undefined;
}

export interface PastPriceResponse {
  id: string;
  /** @example "49.90" */
  price: string;
  compareAtPrice: string | null;
  validFrom: string;
  validTo: string;
}

export interface PayOrderRequest {
  /**
   * Another method than the one chosen before.
   * @example "sandbox"
   */
  paymentMethodCode?: string | undefined;
  /**
   * Where the browser goes afterwards; only to this shop's own address or an allowed origin.
   * @format uri
   * @maxLength 2000
   */
  returnUrl?: string | undefined;
  /**
   * One of my saved cards, charged at once.
   * @format uuid
   * @example "3f0d3a52-8b1a-4c9e-9a55-0c0f5a3f8f11"
   */
  cardId?: string | undefined;
  /**
   * Only so much of what is owed, in the currency of the order; the rest may be paid in another way beside it.
   * @pattern ^\d{1,8}(\.\d{1,3})?$
   * @example "10.00"
   */
  amount?: string | undefined;
}

export interface PaymentMethodResponse {
  /**
   * Goes into `paymentMethodCode` of an order
   * @example "sandbox"
   */
  code: string;
  /** @example "Test bank" */
  name: string;
  /** @example "Choose success, failure or silence." */
  description: string | null;
  /** `redirect`: paid on a page of the gateway; `client_secret`: in the shop's page by the gateway's script; `offline`: paid later, such as in cash */
  flow: "redirect" | "client_secret" | "offline";
  /** Only for buyers with an account */
  requiresAccount: boolean;
  /** @example "1.00" */
  minAmount: string | null;
  /** @example "5000.00" */
  maxAmount: string | null;
  /** Null: every currency */
  currencies: string[] | null;
  /** Null: every country */
  countries: string[] | null;
}

export interface PaymentMethodsResponse {
  items: PaymentMethodResponse[];
}

export interface PermissionRequest {
  /**
   * @maxLength 100
   * @example "orders"
   */
  module: string;
  /** Read others' rows. */
  r: boolean;
  /** Write others' rows. */
  w: boolean;
  /** Run business actions. */
  x: boolean;
}

export interface PermissionResponse {
  /** @example "orders" */
  module: string;
  /** May read others' rows. */
  r: boolean;
  /** May write others' rows. */
  w: boolean;
  /** May run business actions: cancel, refund, publish, replay a job. */
  x: boolean;
}

export interface PermissionsRequest {
  /** @uniqueItems true */
  permissions: PermissionRequest[];
}

export interface PermissionsResponse {
  /**
   * Code of the role.
   * @example "moderator"
   */
  role: string;
  /**
   * The role asks for a second factor, and this session, or the one that made this key, has not shown
   * one: until then the list is empty.
   */
  mfaMissing: boolean;
  /** Rights on others' rows; one's own rows need none, so a customer's list is empty. */
  items: PermissionResponse[];
}

export interface PersonLineResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  id: string;
  /** @example "alice" */
  username: string;
  /** @example "alice@example.com" */
  email: string;
  /** @example "Alice" */
  firstName: string;
  /** @example "Marsh" */
  lastName: string;
  verifiedEmail: boolean;
  /**
   * Code of the role.
   * @example "user"
   */
  role: string;
  /** Nobody gets in with it, whatever he knows. */
  locked: boolean;
  createdAt: string;
}

export interface PersonResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  id: string;
  /** @example "alice" */
  username: string;
  /** @example "alice@example.com" */
  email: string;
  /** @example "Alice" */
  firstName: string;
  /** @example "Marsh" */
  lastName: string;
  verifiedEmail: boolean;
  /**
   * Code of the role.
   * @example "user"
   */
  role: string;
  /** Nobody gets in with it, whatever he knows. */
  locked: boolean;
  createdAt: string;
  /** @example "+15035550102" */
  phoneNumber: string;
  verifiedPhone: boolean;
  avatarUrl: string | null;
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  roleId: string;
  /** @example "Customer" */
  roleName: string;
  /** Whether logging in takes a second factor. */
  hasSecondFactor: boolean;
  /** Null when it never was. */
  passwordChangedAt: string | null;
  /** Of the sessions that are still known; null when there is none. */
  lastLoginAt: string | null;
  /**
   * Sessions that still count.
   * @example 2
   */
  sessions: number;
  /**
   * API keys that still open something.
   * @example 0
   */
  apiKeys: number;
  updatedAt: string;
}

export interface PhoneResponse {
  /** @example "+12025550147" */
  phoneNumber: string;
  /** @example false */
  verified: boolean;
}

export interface PictureResponse {
  /** @example "/media/demo/shirt-white.svg" */
  url: string;
  /** @example "White linen shirt on a hanger" */
  altText: string | null;
  /** Its sizes as `srcset` takes them; null where there is only the one. */
  srcset: string | null;
  width: number | null;
  height: number | null;
}

export interface PiecesRequest {
  /** @format uuid */
  variantId?: string | undefined;
  /**
   * @min 1
   * @max 1000000
   * @example 24
   */
  quantity: number;
  /** Counts when there is no id. */
  sku?: string | undefined;
}

export interface PlaceDraftRequest {
  /** @example "cod" */
  paymentMethodCode: string;
  /**
   * Refuses the order when it would cost something else.
   * @pattern ^\d{1,12}(\.\d{1,4})?$
   * @example "61.34"
   */
  expectedTotal?: string | undefined;
}

export interface PlaceMovementResponse {
  /** @format uuid */
  id: string;
  /** @format uuid */
  variantId: string;
  /** @format uuid */
  orderId: string | null;
  /** @format uuid */
  actorId: string | null;
  /** @format date-time */
  createdAt: string;
  /** @format uuid */
  locationId: string;
  /**
   * The same for both ends of a transfer.
   * @format uuid
   */
  transferId: string | null;
  sku: string | null;
  /** Pieces, negative when they go. */
  quantity: number;
  /** @example "restock" */
  cause: string;
  note: string | null;
}

export interface PlaceOrderRequest {
  /**
   * One of the customer's own addresses; either this or `shippingAddress`.
   * @format uuid
   * @example "35b65dba-edea-4732-83db-d5711784b7da"
   */
  addressId?: string | undefined;
  /** An address given here; either this or `addressId`. */
  shippingAddress?: (ShippingAddressRequest) | undefined;
  /**
   * One of the customer's own addresses for the bill; either this or `billingAddress`.
   * @format uuid
   * @example "35b65dba-edea-4732-83db-d5711784b7da"
   */
  billingAddressId?: string | undefined;
  /** Where the bill goes; to the shipping address when both are left out. */
  billingAddress?: (ShippingAddressRequest) | undefined;
  /**
   * For guests, who need it. Customers get the confirmation at the address of their account.
   * @example "guest@example.com"
   */
  email?: string | undefined;
  /**
   * Needed when something in the cart has to be sent; see `GET /shipping-methods`.
   * @example "standard"
   */
  shippingMethodCode?: string | undefined;
  /**
   * See `GET /payment-methods`.
   * @example "sandbox"
   */
  paymentMethodCode: string;
  /**
   * Refuses the order, with the new total, when it would cost something else.
   * @pattern ^\d{1,12}(\.\d{1,4})?$
   * @example "61.34"
   */
  expectedTotal?: string | undefined;
  /**
   * `quoteHash` of the quote that the customer has seen: stricter than the total alone.
   * @pattern ^[A-Za-z0-9_-]{43}$
   */
  quoteHash?: string | undefined;
  /**
   * For the shop; the cart's note when left out.
   * @maxLength 1000
   * @pattern ^[^\0]*$
   * @example "Please ring twice."
   */
  notes?: string | undefined;
}

export interface PlacedOrderResponse {
  /** @example "pending" */
  status: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  items: OrderItemResponse[];
  /** Null when there is nothing to pay. */
  payment: (PlacedPaymentResponse | null);
  /** For guests: the secret with which they come back to the order. Shown here and nowhere else. */
  orderToken?: string | undefined;
  id: string;
  /** @example "ORD-00000042" */
  orderNumber: string;
  /** @example "USD" */
  currency: string;
  /** Whether prices include tax. */
  taxInclusive: boolean;
  /** @example "49.90" */
  subtotal: string;
  /** @example "4.12" */
  taxAmount: string;
  /** @example "5.90" */
  shippingCost: string;
  /** @example "0.00" */
  discountAmount: string;
  /** @example "59.92" */
  totalAmount: string;
  /** @example "standard" */
  shippingMethodCode: string | null;
  createdAt: string;
  /** Until when it may be paid; null when it waits for no payment. */
  expiresAt: string | null;
}

export interface PlacedPaymentResponse {
  id: string;
  reference: string;
  /** @example "sandbox" */
  methodCode: string;
  /** @example "pending" */
  status: string;
  /** @example "59.92" */
  amount: string;
}

export interface PrepareCardRequest {
  /**
   * Left out: the first gateway that keeps cards.
   * @minLength 1
   * @maxLength 50
   * @example "stripe"
   */
  gateway?: string | undefined;
}

export interface PreparedCardResponse {
  /** @example "stripe" */
  gateway: string;
  setupId: string;
  /** For the gateway's script only; good for this one card. */
  clientSecret: string;
  publishableKey: string;
}

export interface PreviewEditRequest {
  changes: EditChangesRequest;
}

export interface PreviewedLineResponse {
  /** Null: it would come. */
  orderItemId: string | null;
  variantId: string;
  /** @example "Linen Shirt" */
  productName: string | null;
  sku: string | null;
  /** @example 1 */
  quantityBefore: number;
  /**
   * 0: it would go.
   * @example 2
   */
  quantity: number;
  /** @example "49.90" */
  unitPrice: string | null;
  /** @example "99.80" */
  totalPrice: string;
  /** @example "0.00" */
  discountAmount: string;
  /** @example "8.23" */
  taxAmount: string;
  problems: EditProblemResponse[];
}

export interface PriceBreakResponse {
  /**
   * Of one line of a cart.
   * @example 10
   */
  minQuantity: number;
  /**
   * Of one piece.
   * @example "44.90"
   */
  price: string;
}

export interface PriceFacetResponse {
  /** @example "USD" */
  currency: string;
  min: string | null;
  max: string | null;
  /** Only ranges that hold something; both ends belong to them. */
  ranges: PriceRange[];
  /** More than 10,000 products would have to be counted: these are the counts of the first 10,000. */
  about: boolean;
}

export interface PriceHistoryResponse {
  /** @example "USD" */
  currency: string;
  /** Null: there is no price in this currency now. */
  current: (CurrentPriceResponse | null);
  /** The last one first. */
  items: PastPriceResponse[];
  nextCursor: string | null;
}

export interface PriceListResponse {
  id: string;
  /** @example "Wholesale" */
  name: string;
  /** @example "USD" */
  currency: string;
  /** Null: everybody. */
  customerGroupId: string | null;
  startsAt: string | null;
  endsAt: string | null;
  isActive: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface PriceRange {
  /** @example "20.00" */
  from: string;
  /** @example "49.99" */
  to: string;
  /** @example 12 */
  count: number;
}

export interface PriceRequest {
  /**
   * @maxLength 20
   * @example "45.90"
   */
  price: string;
  /**
   * What it cost before; shown as a reduction where it is above the price.
   * @maxLength 20
   * @example "59.90"
   */
  compareAtPrice?: string | null | undefined;
}

export interface PriceResponse {
  /** @example "EUR" */
  currency: string;
  /** @example "45.90" */
  price: string;
  compareAtPrice: string | null;
  updatedAt: string;
}

export interface PriceRowErrorResponse {
  /** @example "/price" */
  pointer: string;
  /** @example "money.invalid" */
  code: string;
  detail: string;
}

export interface PriceRowRequest {
  /** @format uuid */
  variantId: string;
  /** @example "EUR" */
  currency: string;
  /**
   * Null takes the price away.
   * @maxLength 20
   * @example "45.90"
   */
  price?: string | null | undefined;
  /** @maxLength 20 */
  compareAtPrice?: string | null | undefined;
}

export interface PricesRequest {
  /** @minItems 1 */
  items: PriceRowRequest[];
}

export interface PricesResponse {
  items: PriceResponse[];
}

export interface Problem {
  /**
   * A page about this code
   * @example "/problems/request.invalid"
   */
  type: string;
  /** @example "The request is not valid" */
  title: string;
  /** @example 400 */
  status: number;
  /** @example "quantity must not be less than 1" */
  detail: string;
  /** @example "/api/v1/cart/items" */
  instance?: string | undefined;
  /**
   * Stable; programs decide by it
   * @example "request.invalid"
   */
  code: string;
  /** @example "6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52" */
  requestId: string;
  errors?: FieldProblem[] | undefined;
  /** Facts that belong to the code, for example the allowed states */
  details?: Record<string, unknown> | undefined;
}

export interface ProblemPageResponse {
  /** @example "/problems/request.invalid" */
  type: string;
  /** @example "request.invalid" */
  code: string;
  /** @example "The request is not valid" */
  title: string;
  /** @example 400 */
  status: number;
}

export interface ProductCardResponse {
  /** @example "0b51e698-1437-4937-aceb-92e2bcf79c05" */
  id: string;
  /** @example "linen-shirt" */
  slug: string;
  /** @example "Linen Shirt" */
  name: string;
  shortDescription: string | null;
  brand: (NamedLink | null);
  category: (NamedLink | null);
  image: (PictureResponse | null);
  featured: boolean;
  rating: RatingSummary;
  /** @example "2026-03-01T09:00:00.000Z" */
  createdAt: string;
  /**
   * The lowest price of its variants.
   * @example "49.90"
   */
  price: string;
  /**
   * The highest price of its variants.
   * @example "49.90"
   */
  priceMax: string;
  /** What the cheapest variant cost before, when it is reduced. */
  compareAtPrice: string | null;
  /** When it is reduced: the lowest price of the thirty days before the reduction began; null when unknown. */
  "lowestPrice30Days": string | null;
  /** @example "USD" */
  currency: string;
  /** Something of it can be bought now. */
  inStock: boolean;
  /** Only with `include=options`. */
  options?: CardOptionResponse[] | undefined;
}

export interface ProductFieldRequest {
  /**
   * Stays once a product has a value.
   * @example "choice"
   */
  type?: "text" | "integer" | "decimal" | "boolean" | "date" | "choice" | undefined;
  /** @example "Screen size" */
  label?: string | undefined;
  /**
   * What a `choice` may be; null for every other type.
   * @maxItems 200
   * @minItems 1
   * @uniqueItems true
   * @example ["matt","glossy"]
   */
  choices?: string[] | null | undefined;
  /** Lists can be filtered by it. */
  filterable?: boolean | undefined;
  /**
   * Display order.
   * @min 0
   * @max 1000000
   */
  position?: number | undefined;
}

export interface ProductFieldResponse {
  type: "text" | "integer" | "decimal" | "boolean" | "date" | "choice";
  id: string;
  /** @example "finish" */
  code: string;
  /** @example "Finish" */
  label: string;
  /** @example ["matt","glossy"] */
  choices: string[] | null;
  filterable: boolean;
  position: number;
}

export interface ProductFieldsResponse {
  items: ProductFieldResponse[];
}

export interface ProductImageResponse {
  id: string;
  /** @example "/media/demo/shirt-white.svg" */
  url: string;
  /** Smaller sizes of it, for the attribute of this name; null where there are none. */
  srcset: string | null;
  altText: string | null;
  /** The variant that it shows; null: the product as a whole. */
  variantId: string | null;
  /** In pixels. */
  width: number | null;
  height: number | null;
}

export interface ProductOptionResponse {
  /** @example "size" */
  code: string;
  /** @example "Size" */
  name: string;
  values: OptionValueResponse[];
}

export interface ProductPageResponse {
  items: ProductCardResponse[];
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
  /** Only when asked for; at most 1,000. */
  total?: number | undefined;
  /** There are more than `total`. */
  totalIsCapped?: boolean | undefined;
  /** Only when asked for. */
  facets?: (FacetsResponse) | undefined;
}

export interface ProductReportResponse {
  /**
   * As of when: a replica may be a moment behind.
   * @format date-time
   */
  asOf: string;
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
  totals: GoodsReportTotals[];
  items: ProductReportRow[];
  /**
   * First day.
   * @example "2026-01-01"
   */
  from: string;
  /**
   * Last day.
   * @example "2026-01-31"
   */
  to: string;
  /** @example "UTC" */
  timeZone: string;
}

export interface ProductReportRow {
  /** @format uuid */
  productId: string;
  name: string | null;
  sku: string | null;
  /** Pieces sold. */
  quantity: number;
  /**
   * Price times pieces, as it was shown: with tax where prices include it.
   * @example "120.00"
   */
  gross: string;
  /**
   * What discounts took off goods.
   * @example "12.00"
   */
  discount: string;
  /**
   * Tax on goods, whether the prices included it or not.
   * @example "8.64"
   */
  tax: string;
  /**
   * Gross less discount, without tax.
   * @example "108.00"
   */
  net: string;
  /** @example "USD" */
  currency: string;
}

export interface ProductRequest {
  /** @example "active" */
  status?: "active" | "inactive" | "out_of_stock" | "discontinued" | undefined;
  /** @example "Harbour Shirt" */
  name?: string | undefined;
  /**
   * Small letters, digits and single dashes. The old address leads to the new one.
   * @example "harbour-shirt"
   */
  slug?: string | undefined;
  /** @example "HARBOUR-SHIRT" */
  sku?: string | null | undefined;
  /** @example "A shirt for the quay" */
  shortDescription?: string | null | undefined;
  /** @example "Heavy cotton, washed soft, with buttons of horn." */
  description?: string | null | undefined;
  /**
   * Slug of the brand.
   * @example "hestia-vale"
   */
  brand?: string | null | undefined;
  /**
   * Slug of the category.
   * @example "shirts"
   */
  category?: string | null | undefined;
  /**
   * Slugs of all collections it is put into by hand; the first is the main one.
   * @example ["summer-linen"]
   */
  collections?: string[] | undefined;
  /**
   * What new variants inherit.
   * @example "59.90"
   */
  basePrice?: string | undefined;
  featured?: boolean | undefined;
  /** Null: as its category. */
  taxClass?: string | null | undefined;
  /**
   * In kilograms.
   * @example 0.31
   */
  weight?: number | null | undefined;
  /** Named lengths and words, at most ten: `{ "length": 30, "unit": "cm" }`. */
  dimensions?: Record<string, unknown> | null | undefined;
  /** Whatever the shop keeps beside, at most 16 KiB; must fit the schema of the nearest category that has one. */
  metadata?: Record<string, unknown> | null | undefined;
  /** Values of the shop's own fields by code; null takes one away, others stay. */
  customFields?: Record<string, unknown> | undefined;
}

export interface ProductResponse {
  /** @example "0b51e698-1437-4937-aceb-92e2bcf79c05" */
  id: string;
  /**
   * In the language of the answer.
   * @example "linen-shirt"
   */
  slug: string;
  /** @example "Linen Shirt" */
  name: string;
  shortDescription: string | null;
  description: string | null;
  sku: string | null;
  /** @example "active" */
  status: string;
  featured: boolean;
  brand: (NamedLink | null);
  /** From the top of the tree down to the product's own category. */
  breadcrumbs: NamedLink[];
  collections: NamedLink[];
  /** @example "49.90" */
  price: string;
  priceMax: string;
  /** Of the cheapest variant, when that is reduced. */
  compareAtPrice: string | null;
  /** Of the cheapest variant, when that is reduced; see there. */
  "lowestPrice30Days": string | null;
  /** The shop's own where no variant has a price in the asked one; prices here are of those that have. */
  currency: string;
  /** At least one variant can be bought now. */
  purchasable: boolean;
  unavailableReason: string | null;
  rating: RatingSummary;
  weight: number | null;
  dimensions: Record<string, unknown> | null;
  customFields: CustomFieldResponse[];
  images: ProductImageResponse[];
  options: ProductOptionResponse[];
  /** The first twenty; the rest is at `/products/{slug}/variants`. */
  variants: VariantResponse[];
  variantCount: number;
  /** Cursor for `/products/{slug}/variants`; null when all are here. */
  nextVariantsCursor: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface ProfileResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  id: string;
  /** @example "alice" */
  username: string;
  /** @example "alice@example.com" */
  email: string;
  /** Orders can be placed only with a verified address. */
  verifiedEmail: boolean;
  /** @example "+12025550147" */
  phoneNumber: string;
  verifiedPhone: boolean;
  /** @example "Alice" */
  firstName: string;
  /** @example "Andersen" */
  lastName: string;
  /** @example "/media/avatars/5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11.webp" */
  avatarUrl: string | null;
  /**
   * Code of the role.
   * @example "user"
   */
  role: string;
  /**
   * The language of mails; null for the first one of the shop.
   * @example "vi"
   */
  locale: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface ProofRequest {
  /**
   * The password of the account. Left out only where the account has none: then the login must be
   * at most ten minutes old.
   * @minLength 1
   * @maxLength 128
   * @example "Demo-Passw0rd!"
   */
  currentPassword?: string | undefined;
}

export interface ProviderResponse {
  /** @example "Single sign-on" */
  name: string;
  /**
   * Send the browser there, with `returnTo` and `codeChallenge`.
   * @example "https://shop.example/api/v1/auth/oidc/start"
   */
  startUrl: string;
}

export interface ProvidersResponse {
  items: ProviderResponse[];
}

export interface PublicEventResponse {
  /** By type; GET /events/types has an example of each. */
  data: Record<string, unknown>;
  /** The same for ever; also `webhook-id` where it is delivered. */
  id: string;
  /** @example "order.placed" */
  type: string;
  occurredAt: string;
  /** @example "order" */
  aggregateType: string;
  aggregateId: string;
  /**
   * 1 for the first event of its aggregate, then without gaps.
   * @example 1
   */
  sequence: number;
}

export interface PublishManyRequest {
  /**
   * When a worker publishes it: an instant in the future.
   * @format date-time
   * @example "2030-05-01T06:00:00Z"
   */
  publishAt?: string | null | undefined;
  /**
   * When a worker hides it, after `publishAt`.
   * @format date-time
   * @example "2030-06-01T06:00:00Z"
   */
  unpublishAt?: string | null | undefined;
  /**
   * @minItems 1
   * @uniqueItems true
   */
  productIds: string[];
  /** Shown or hidden from now on; left out: as it is until the times given. */
  published?: boolean | undefined;
}

export interface PutItemResponse {
  wishlistId: string;
  item: WishlistItemResponse;
}

export interface PutOnWishlistRequest {
  /**
   * @format uuid
   * @example "6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52"
   */
  variantId?: string | undefined;
  /** @format uuid */
  productId?: string | undefined;
  /** @example "In blue, for the balcony" */
  note?: string | null | undefined;
}

export interface QueueJobResponse {
  /** Ids and flags */
  payload: Record<string, unknown> | null;
  /** What the job itself has told; 0 before it has. */
  progress: (number | string | boolean | Record<string, unknown> | null);
  id: string;
  /** @example "record-payment-result" */
  name: string;
  /** @example "failed" */
  state: string;
  /** Of the request that caused it; its log lines carry the same. */
  requestId: string | null;
  schedule: string | null;
  outboxId: string | null;
  attempts: number;
  maxAttempts: number;
  error: string | null;
  stack: string[];
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface QueueJobsResponse {
  items: QueueJobResponse[];
}

export interface QueueStateResponse {
  /** @example "orders" */
  name: string;
  waiting: number;
  active: number;
  delayed: number;
  /** Given up and kept, until somebody retries or discards them. */
  failed: number;
  oldestWaitingSeconds: number;
  isPaused: boolean;
  /** Rows of the outbox that were given up. */
  failedRows: number;
  /** Age of the oldest row of the outbox that is due and not in the queue. */
  outboxLagSeconds: number;
}

export interface QueueStatesResponse {
  items: QueueStateResponse[];
}

export interface QuoteRequest {
  /**
   * Code of a shipping method, as `GET /shipping-methods` lists them.
   * @maxLength 50
   * @example "standard"
   */
  shippingMethodCode?: string | undefined;
  /**
   * ISO 3166, two capital letters.
   * @pattern ^[A-Z]{2}$
   * @example "US"
   */
  country?: string | undefined;
  /**
   * City or province, where taxes differ inside the country.
   * @maxLength 100
   * @example "Portland"
   */
  region?: string | undefined;
  /**
   * Instead of the cart; lines of one variant are added up.
   * @maxItems 500
   * @minItems 1
   */
  lines?: AddCartItemRequest[] | undefined;
  /**
   * One that the shop offers; that of the cart when left out.
   * @pattern ^[A-Z]{3}$
   * @example "USD"
   */
  currency?: string | undefined;
  /**
   * Codes to try, beside those of the cart.
   * @maxItems 10
   * @example ["WELCOME10"]
   */
  codes?: string[] | undefined;
}

export interface QuoteResponse {
  /** @example "USD" */
  currency: string;
  items: CartLineResponse[];
  discounts: CartDiscountResponse[];
  /** @example "99.80" */
  subtotal: string;
  /**
   * All discounts, that of shipping included
   * @example "9.98"
   */
  discount: string;
  /**
   * Zero until a method is chosen
   * @example "5.90"
   */
  shipping: string;
  /** @example "0.00" */
  shippingDiscount: string;
  /** @example "7.41" */
  tax: string;
  taxes: CartTaxResponse[];
  /**
   * Whether prices contain their tax
   * @example false
   */
  taxInclusive: boolean;
  /** @example "103.13" */
  total: string;
  shippingState: "none_needed" | "not_chosen" | "chosen" | "unavailable";
  /** @example "standard" */
  shippingMethodCode: string | null;
  /** What would take this basket */
  shippingMethods: ShippingMethodResponse[];
  /** Beside those of its lines */
  problems: CartProblemResponse[];
  /** Not empty, and neither it nor a line has a problem */
  orderable: boolean;
  /** Stands for this price; an order that names it is placed at it or not at all */
  quoteHash: string;
}

export interface RatingCount {
  /** @example 4 */
  minRating: number;
  /** @example 12 */
  count: number;
}

export interface RatingFacetResponse {
  values: RatingCount[];
  /** More than 10,000 products would have to be counted: these are the counts of the first 10,000. */
  about: boolean;
}

export interface RatingSummary {
  /** 1 to 5; 0 without reviews. */
  average: number;
  count: number;
}

export interface ReadyResponse {
  /**
   * `ok` and `degraded` answer 200, the other two 503
   * @example "ok"
   */
  status: "ok" | "degraded" | "stopping" | "unavailable";
  /**
   * Works without Redis: queues run on PostgreSQL or wait for it in the outbox
   * @example false
   */
  degraded: boolean;
  /** @example "up" */
  database: "up" | "down";
  /** @example "complete" */
  migrations: "complete" | "pending" | "unknown";
  /** @example "up" */
  redis: "up" | "down" | "not_configured";
}

export interface ReceiveReturnRequest {
  /**
   * For the customer to read: where to send it, for example.
   * @example "Please use the label in the parcel"
   */
  answer?: string | undefined;
  /**
   * @minItems 1
   * @uniqueItems true
   */
  lines: ReceivedPiecesRequest[];
  /**
   * Where they came to; the default location when left out.
   * @format uuid
   */
  locationId?: string | undefined;
  /** False when no money goes back for them. True when left out. */
  refund?: boolean | undefined;
}

export interface ReceivedPiecesRequest {
  /**
   * Id of the line.
   * @format uuid
   */
  orderItemId: string;
  /**
   * Pieces that can be sold again.
   * @min 0
   * @max 1000000
   * @example 1
   */
  restocked: number;
  /**
   * Pieces that cannot.
   * @min 0
   * @max 1000000
   * @example 0
   */
  writtenOff: number;
}

export interface ReconciliationIssueResponse {
  status: "open" | "settled";
  id: string;
  /** @example "amount_mismatch" */
  kind: string;
  gateway: string | null;
  /** Of the settlement file that showed it. */
  day: string | null;
  orderId: string | null;
  paymentId: string | null;
  refundId: string | null;
  eventId: string | null;
  reference: string | null;
  currency: string | null;
  ours: string | null;
  theirs: string | null;
  action: string | null;
  note: string | null;
  settledBy: string | null;
  settledAt: string | null;
  createdAt: string;
}

export interface RecordPaymentRequest {
  /**
   * How it came; it stands in the history when the order is confirmed by it.
   * @example "Paid on delivery"
   */
  reason: string;
}

export interface RecoveryCodesResponse {
  /** @example ["4f0c-1f8e-2b7a-49d3"] */
  recoveryCodes: string[];
}

export interface RedeliverWebhookRequest {
  /**
   * Id of the last event that is not to be sent again; null: from the oldest on.
   * @format uuid
   */
  after?: string | null | undefined;
}

export interface RefreshRequest {
  /**
   * @minLength 1
   * @maxLength 128
   * @example "Zb1c0mVnb2Zhcm9zZXMtYW5kLXRoZS1yZXN0LTAwMDA"
   */
  refreshToken?: string | undefined;
}

export interface RefundAskedResponse {
  orderId: string;
  /** Pending rows; none when nothing was paid for what goes back. */
  refundIds: string[];
  /** @example "USD" */
  currency: string;
  /** @example "1.00" */
  amount: string;
  /** @example "0.00" */
  shippingAmount: string;
  /** @example "1.00" */
  goodwillAmount: string;
  lines: RefundedLineResponse[];
}

export interface RefundOrderRequest {
  /**
   * Pieces whose money goes back, with their share of discount and tax.
   * @uniqueItems true
   */
  lines?: OrderPiecesRequest[] | undefined;
  /** Of what was paid for shipping. */
  shippingAmount?: string | undefined;
  /**
   * On top, for no piece in particular.
   * @example "1.00"
   */
  goodwillAmount?: string | undefined;
  /** @example "Arrived late" */
  reason: string;
}

export interface RefundReportResponse {
  /**
   * As of when: a replica may be a moment behind.
   * @format date-time
   */
  asOf: string;
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
  totals: RefundReportTotals[];
  items: RefundReportRow[];
  /**
   * First day.
   * @example "2026-01-01"
   */
  from: string;
  /**
   * Last day.
   * @example "2026-01-31"
   */
  to: string;
  /** @example "UTC" */
  timeZone: string;
}

export interface RefundReportRow {
  /** @example "2026-01-31" */
  day: string;
  refunds: number;
  /** @example "19.90" */
  amount: string;
  /**
   * Of it for goods, and what was given for goodwill.
   * @example "14.00"
   */
  goods: string;
  /**
   * Of it for shipping.
   * @example "5.90"
   */
  shipping: string;
  /**
   * Of it money that was above the price, or came for an order that was given up.
   * @example "0.00"
   */
  surplus: string;
  /** @example "USD" */
  currency: string;
}

export interface RefundReportTotals {
  rows: number;
  refunds: number;
  /** @example "19.90" */
  amount: string;
  /**
   * Of it for goods, and what was given for goodwill.
   * @example "14.00"
   */
  goods: string;
  /**
   * Of it for shipping.
   * @example "5.90"
   */
  shipping: string;
  /**
   * Of it money that was above the price, or came for an order that was given up.
   * @example "0.00"
   */
  surplus: string;
  /** @example "USD" */
  currency: string;
}

export interface RefundedLineResponse {
  /** Id of the line. */
  orderItemId: string;
  /** @example 1 */
  quantity: number;
  /** @example "12.50" */
  amount: string;
  /** @example "1.03" */
  taxAmount: string;
}

export interface RegisterRequest {
  /** @example "carol@example.com" */
  email: string;
  /**
   * 8 to 128 characters of any kind; the most common ones are refused.
   * @minLength 8
   * @maxLength 128
   * @example "violet harbour 42"
   */
  password: string;
  /**
   * Public; made up when left out.
   * @maxLength 30
   * @pattern ^[A-Za-z0-9][A-Za-z0-9._-]{2,29}$
   * @example "carol"
   */
  username?: string | undefined;
  /** @example "Carol" */
  firstName: string;
  /** @example "Castillo" */
  lastName: string;
  /** @example "+12025550163" */
  phoneNumber: string;
}

export interface RejectReturnRequest {
  /**
   * For the customer to read.
   * @example "It was worn"
   */
  answer: string;
}

export interface RejectReviewRequest {
  /**
   * The author of the review sees it.
   * @example "It is about the delivery, not about the product."
   */
  reason: string;
}

export interface RenameAttributeRequest {
  /** @example "Glaze" */
  name: string;
}

export interface RenameAttributeValueRequest {
  /** @example "Celadon" */
  value: string;
}

export interface ReplaceShippingRatesRequest {
  rates: ShippingRateRequest[];
}

export interface ReplayedEventResponse {
  id: string;
  paymentId: string | null;
  gateway: string;
  kind: string;
  /** Null until it was applied again. */
  outcome: string | null;
  processedAt: string | null;
}

export interface ReportReviewRequest {
  /** @example "spam" */
  reason: "spam" | "offensive" | "off_topic" | "fake" | "other";
  /** @example "It advertises another shop." */
  note?: string | null | undefined;
}

export interface RequestCodeRequest {
  /** @example "alice@example.com" */
  email: string;
}

export interface RequestReturnRequest {
  /**
   * @minItems 1
   * @uniqueItems true
   */
  lines: OrderPiecesRequest[];
  /** @example "Too small" */
  reason?: string | undefined;
}

export interface ResetPasswordRequest {
  /** @example "carol@example.com" */
  email: string;
  /**
   * From the mail.
   * @minLength 1
   * @maxLength 64
   * @example "4f0c1f8e2b7a49d3a1c65e0f9d2b8c71"
   */
  code: string;
  /**
   * 8 to 128 characters of any kind; the most common ones are refused.
   * @minLength 8
   * @maxLength 128
   * @example "violet harbour 43"
   */
  password: string;
}

export interface RestockRequest {
  /**
   * Left out: the default place.
   * @format uuid
   */
  locationId?: string | undefined;
  /**
   * Stands in both ledgers.
   * @example "Delivery note 4711"
   */
  note?: string | undefined;
  /**
   * Each variant once.
   * @minItems 1
   */
  items: PiecesRequest[];
}

export interface RestoreCategoryRequest {
  /** @example "Stoneware" */
  name?: string | undefined;
  /**
   * The old address leads to the new one from then on.
   * @maxLength 255
   */
  slug?: string | undefined;
  /**
   * Where its parent is deleted: another one, or null for the top.
   * @format uuid
   */
  parentId?: string | null | undefined;
}

export interface RestoreGroupRequest {
  /** @example "Stoneware" */
  name?: string | undefined;
  /**
   * The old address leads to the new one from then on.
   * @maxLength 255
   */
  slug?: string | undefined;
}

export interface RestoreProductRequest {
  /**
   * @maxLength 255
   * @example "harbour-shirt-2"
   */
  slug?: string | undefined;
  /** True: without the SKUs that others have by now. */
  leaveTakenSkus?: boolean | undefined;
}

export interface RestoreVariantRequest {
  /** True: without its SKU when another has that by now. */
  leaveTakenSkus?: boolean | undefined;
}

export interface RetriedJobsResponse {
  /** Rows of the outbox; jobs of schedules are not counted. */
  rows: number;
}

export interface ReturnedPiecesResponse {
  /** Id of the line. */
  orderItemId: string;
  /** @example 1 */
  quantity: number;
  /** How many came. */
  receivedQuantity: number;
}

export interface ReviewPageResponse {
  items: ReviewResponse[];
  nextCursor: string | null;
  /** 1 to 5; 0 without reviews. */
  average: number;
  count: number;
  /**
   * How many gave one, two … five stars.
   * @example [0,0,1,2,5]
   */
  histogram: number[];
}

export interface ReviewResponse {
  id: string;
  /**
   * Stars, 1 to 5.
   * @example 5
   */
  rating: number;
  title: string | null;
  content: string | null;
  /**
   * First name and first letter of the last name.
   * @example "Alice M."
   */
  author: string;
  /** The author had received the product when writing or editing. */
  verifiedPurchase: boolean;
  helpfulCount: number;
  /** @example "2026-03-01T09:00:00.000Z" */
  createdAt: string;
  editedAt: string | null;
}

export interface ReviewedProductResponse {
  /** @example "linen-shirt" */
  slug: string;
  /** @example "Linen shirt" */
  name: string;
}

export interface RolePermissionsResponse {
  /** Rights of its own. */
  permissions: PermissionResponse[];
  /** With those that it inherits; empty while it is not active. */
  effective: PermissionResponse[];
}

export interface RoleResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  id: string;
  /** @example "moderator" */
  code: string;
  /** @example "Moderator" */
  name: string;
  /** @example "Content management access" */
  description: string | null;
  /** A role that is not active has no rights. */
  isActive: boolean;
  /** Its rights count only in sessions that showed a second factor. */
  requiresMfa: boolean;
  /** The role that it inherits from. */
  parentId: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface RotateWebhookSecretRequest {
  /**
   * Hours in which the secret of before signs as well.
   * @min 0
   * @max 168
   * @example 24
   */
  overlapHours?: number | undefined;
}

export interface RowErrorResponse {
  /** Where in the row it stands. */
  pointer: string;
  /** @example "catalog.sku_taken" */
  code: string;
  detail: string;
}

export interface SalesReportResponse {
  /**
   * As of when: a replica may be a moment behind.
   * @format date-time
   */
  asOf: string;
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
  totals: SalesReportTotals[];
  items: SalesReportRow[];
  /**
   * First day.
   * @example "2026-01-01"
   */
  from: string;
  /**
   * Last day.
   * @example "2026-01-31"
   */
  to: string;
  /** @example "UTC" */
  timeZone: string;
}

export interface SalesReportRow {
  /** @example "2026-01-31" */
  day: string;
  orders: number;
  /** @example "5.90" */
  shipping: string;
  /**
   * What discounts took off shipping.
   * @example "0.00"
   */
  shippingDiscount: string;
  /** @example "0.00" */
  shippingTax: string;
  /**
   * What customers had to pay.
   * @example "122.54"
   */
  total: string;
  /**
   * What they got back of it, whenever that was.
   * @example "0.00"
   */
  refunded: string;
  /**
   * Total less refunded.
   * @example "122.54"
   */
  kept: string;
  /** Pieces sold. */
  quantity: number;
  /**
   * Price times pieces, as it was shown: with tax where prices include it.
   * @example "120.00"
   */
  gross: string;
  /**
   * What discounts took off goods.
   * @example "12.00"
   */
  discount: string;
  /**
   * Tax on goods, whether the prices included it or not.
   * @example "8.64"
   */
  tax: string;
  /**
   * Gross less discount, without tax.
   * @example "108.00"
   */
  net: string;
  /** @example "USD" */
  currency: string;
}

export interface SalesReportTotals {
  rows: number;
  orders: number;
  /** @example "5.90" */
  shipping: string;
  /**
   * What discounts took off shipping.
   * @example "0.00"
   */
  shippingDiscount: string;
  /** @example "0.00" */
  shippingTax: string;
  /**
   * What customers had to pay.
   * @example "122.54"
   */
  total: string;
  /**
   * What they got back of it, whenever that was.
   * @example "0.00"
   */
  refunded: string;
  /**
   * Total less refunded.
   * @example "122.54"
   */
  kept: string;
  /** Pieces sold. */
  quantity: number;
  /**
   * Price times pieces, as it was shown: with tax where prices include it.
   * @example "120.00"
   */
  gross: string;
  /**
   * What discounts took off goods.
   * @example "12.00"
   */
  discount: string;
  /**
   * Tax on goods, whether the prices included it or not.
   * @example "8.64"
   */
  tax: string;
  /**
   * Gross less discount, without tax.
   * @example "108.00"
   */
  net: string;
  /** @example "USD" */
  currency: string;
}

export interface SalesTodayResponse {
  orders: OrderCountResponse[];
  ordersByHour: HourCountResponse[];
  placed: MoneySumResponse[];
  paid: MoneySumResponse[];
  refunded: MoneySumResponse[];
  carts: number;
}

export interface SaveDraftRequest {
  /**
   * Either this or `email`, before it can be sent or placed.
   * @format uuid
   */
  customerId?: string | undefined;
  /** @example "guest@example.com" */
  email?: string | undefined;
  /**
   * @pattern ^[A-Z]{3}$
   * @example "USD"
   */
  currency?: string | undefined;
  /**
   * Each variant once.
   * @maxItems 500
   */
  lines: DraftLineRequest[];
  /**
   * @maxItems 10
   * @example ["WELCOME10"]
   */
  codes?: string[] | undefined;
  shippingAddress?: ShippingAddressRequest | undefined;
  /** The shipping address when left out. */
  billingAddress?: (ShippingAddressRequest) | undefined;
  /** @example "standard" */
  shippingMethodCode?: string | undefined;
  /** @example "As agreed on the phone." */
  notes?: string | undefined;
}

export interface SavedPriceResponse {
  outcome: "saved" | "unchanged" | "removed" | "refused";
  /** Place of the row in the request, from 0. */
  index: number;
  errors: PriceRowErrorResponse[];
}

export interface SavedPricesResponse {
  items: SavedPriceResponse[];
}

export interface SavedRowResponse {
  outcome: "created" | "updated" | "unchanged" | "refused" | "not_done";
  /** Of the row in the request, from 0. */
  index: number;
  productId: string | null;
  slug: string | null;
  /** In the order of the row's own. */
  variants: SavedVariantResponse[];
  errors: RowErrorResponse[];
}

export interface SavedVariantResponse {
  outcome: "created" | "updated" | "unchanged";
  id: string;
}

export interface ScheduleRequest {
  /**
   * When a worker publishes it: an instant in the future.
   * @format date-time
   * @example "2030-05-01T06:00:00Z"
   */
  publishAt?: string | null | undefined;
  /**
   * When a worker hides it, after `publishAt`.
   * @format date-time
   * @example "2030-06-01T06:00:00Z"
   */
  unpublishAt?: string | null | undefined;
}

export interface SearchPageResponse {
  items: ProductCardResponse[];
  nextCursor: string | null;
  /** How many products match; of more than 1,000 the most reviewed are ranked. */
  total: number;
  totalIsCapped: boolean;
  /**
   * What was searched instead, when nothing matched the query as it was typed.
   * @example "linen"
   */
  correctedQuery: string | null;
  /** No product has all of the words; these have some. */
  matchesAnyWord: boolean;
  /** Only when asked for. */
  facets?: (FacetsResponse) | undefined;
}

export interface SearchRunResponse {
  /**
   * `words`: new words; `vocabulary`: all words counted; `sales`: what was sold; `rebuild`: everything anew.
   * @example "vocabulary"
   */
  kind: string;
  /** Rows that it wrote, or products that it looked at. */
  done: number;
  startedAt: string;
  /** Null while it runs, or when it was cut off. */
  finishedAt: string | null;
}

export interface SearchStatusResponse {
  /** Words that typing mistakes are corrected to. */
  words: number;
  /** Products whose words follow a rename that touched very many. */
  pendingProducts: number;
  oldestPendingAt: string | null;
  runs: SearchRunResponse[];
}

export interface SeenReviewRequest {
  /**
   * @format uuid
   * @example "6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52"
   */
  id: string;
  /**
   * `etag` of the list: it is left alone when it was changed since.
   * @maxLength 100
   */
  etag?: string | null | undefined;
}

export interface SentDraftResponse {
  /** Goes into X-Draft-Token; works until the draft is changed. */
  token: string;
}

export interface SessionResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  id: string;
  /** Whether it is the one of this request. */
  current: boolean;
  /**
   * A guess from the user agent.
   * @example "Firefox on Windows"
   */
  device: string;
  /** @example "Mozilla/5.0 (X11; Linux x86_64)" */
  userAgent: string;
  /** @example "203.0.113.7" */
  clientIp: string;
  startedAt: string;
  /** Last login or refresh. */
  lastUsedAt: string;
  expiresAt: string;
  /** Whether a member of staff acts in it on your behalf. */
  byStaff: boolean;
  /**
   * Why he does.
   * @example "Ticket 4711: address in order"
   */
  reason: string | null;
}

export interface SetCollectionProductsRequest {
  /**
   * @maxItems 5000
   * @uniqueItems true
   */
  productIds: string[];
}

export interface SettleIssueRequest {
  /** @example "The bank confirmed it by phone" */
  note: string;
  /** What was done about it. */
  action: "accepted" | "corrected" | "refunded" | "charged" | "other";
}

export interface SettlementRequest {
  /** @example "sandbox" */
  gateway: string;
  /** @example "2026-11-22" */
  day: string;
  /**
   * CSV: reference, gateway_payment_id, kind (capture or refund), gateway_refund_id, amount, currency, occurred_at.
   * @maxLength 5000000
   * @example "reference,gateway_payment_id,kind,gateway_refund_id,amount,currency,occurred_at"
   */
  content: string;
}

export interface SettlementResponse {
  /** @example 120 */
  lines: number;
  /** @example 0 */
  differences: number;
  /** Issues that were new or looked otherwise before. */
  changed: number;
  /** Earlier issues that are none any more. */
  resolved: number;
}

export interface ShareLinkResponse {
  /** @example "3f2504e04f8911d39a0c0305e82c3301" */
  token: string;
  url: string;
}

export interface SharedWishlistItemResponse {
  productId: string;
  /** @example "linen-shirt" */
  productSlug: string;
  /** @example "Linen shirt" */
  productName: string;
  /** Null: the variant is still to be chosen. */
  variantId: string | null;
  variantName: string | null;
  imageUrl: string | null;
  /**
   * What it costs now; the lowest of the product when no variant is chosen.
   * @example "19.99"
   */
  price: string | null;
  /** @example "USD" */
  currency: string;
  /** Can be bought now. */
  purchasable: boolean;
  unavailableReason: "unavailable" | "out_of_stock" | "discontinued";
}

export interface SharedWishlistResponse {
  name: string;
  items: SharedWishlistItemResponse[];
}

export interface ShipFulfilmentRequest {
  /** @example "Royal Post" */
  carrier?: string | undefined;
  /** @example "RP123456789" */
  trackingNumber?: string | undefined;
  /**
   * Where it leaves from, if not from where it was packed; the default location when nobody has said.
   * @format uuid
   */
  locationId?: string | undefined;
}

export interface ShippingAddressRequest {
  /**
   * Who receives the parcel.
   * @example "Alice Andersen"
   */
  recipient: string;
  /** @example "+12025550147" */
  phoneNumber?: string | null | undefined;
  /** @example "12 Harbour Street, Apt 4" */
  street: string;
  ward?: string | null | undefined;
  /** @example "Downtown" */
  district: string;
  /** @example "Portland" */
  city: string;
  /** @example "97201" */
  postalCode?: string | null | undefined;
  /**
   * ISO 3166, two letters.
   * @pattern ^[A-Z]{2}$
   * @example "US"
   */
  country: string;
}

export interface ShippingMethodResponse {
  /**
   * Goes into `shippingMethodCode`
   * @example "standard"
   */
  code: string;
  /** @example "Standard" */
  name: string;
  /** @example "3 to 5 working days" */
  description: string | null;
  /** @example "5.90" */
  price: string;
  /** @example "USD" */
  currency: string;
  /**
   * Price of the goods, after discounts, from which on it costs nothing
   * @example "75.00"
   */
  freeFrom: string | null;
  /**
   * The carrier who names the price did not answer; this is the price that counts
   * @example false
   */
  isEstimate: boolean;
}

export interface ShippingMethodsResponse {
  items: ShippingMethodResponse[];
}

export interface ShippingRateRequest {
  /** @format uuid */
  zoneId: string;
  /**
   * @pattern ^[A-Z]{3}$
   * @example "USD"
   */
  currency: string;
  /**
   * @maxLength 20
   * @example "7.50"
   */
  price: string;
  /**
   * From this amount of goods on, after discounts, it costs nothing.
   * @maxLength 20
   * @example "100.00"
   */
  freeFrom?: string | null | undefined;
  /** @maxLength 20 */
  minSubtotal?: string | null | undefined;
  /** @maxLength 20 */
  maxSubtotal?: string | null | undefined;
  /**
   * In the shop's unit, with up to two digits behind the point.
   * @maxLength 20
   */
  minWeight?: string | null | undefined;
  /**
   * @maxLength 20
   * @example "30.00"
   */
  maxWeight?: string | null | undefined;
}

export interface SlowStatementResponse {
  /** @example "-3426729371234567890" */
  statementId: string;
  /** Without the values that it was called with. */
  text: string;
  /** @example 1200 */
  calls: number;
  rows: number;
  /** Milliseconds. */
  totalMs: number;
  meanMs: number;
  /** The longest run since the server began to count. */
  maxMs: number;
  /** Blocks of 8 kB that were not in memory. */
  blocksRead: number;
  /** Blocks of 8 kB written because memory did not suffice. */
  tempBlocks: number;
}

export interface SlowStatementsResponse {
  from: string | null;
  to: string | null;
  /** Why there is nothing to see. */
  note: string | null;
  items: SlowStatementResponse[];
}

export interface StaffOrderCustomerResponse {
  id: string;
  /** @example "alice" */
  username: string;
  /** @example "alice@example.com" */
  email: string;
  firstName: string;
  lastName: string;
}

export interface StaffOrderParcelResponse {
  /** @example "shipped" */
  status: "pending" | "shipped" | "delivered" | "cancelled";
  id: string;
  /** @example "Royal Post" */
  carrier: string | null;
  /** @example "RP123456789" */
  trackingNumber: string | null;
  shippedAt: string | null;
  deliveredAt: string | null;
  createdAt: string;
  items: OrderPiecesResponse[];
  /** Where it leaves from; null until it does, if nobody has said. */
  locationId: string | null;
  cancelledAt: string | null;
}

export interface StaffOrderPaymentResponse {
  id: string;
  /** @example "P0123456789ABCDEFGHJKMNPQ" */
  reference: string;
  /** @example 1 */
  attempt: number;
  /** @example "sandbox" */
  methodCode: string;
  methodName: string;
  /** @example "pending" */
  status: string;
  /** @example "61.34" */
  amount: string;
  /** The gateway's page, while the attempt is open. */
  redirectUrl: string | null;
  createdAt: string;
  /** @example "59.92" */
  capturedAmount: string;
  failureReason: string | null;
  gatewayPaymentId: string | null;
  processedAt: string | null;
}

export interface StaffOrderRefundResponse {
  /** @example "pending" */
  status: "pending" | "unknown" | "succeeded" | "failed";
  id: string;
  /** @example "12.50" */
  amount: string;
  /**
   * Of the amount, for shipping.
   * @example "0.00"
   */
  shippingAmount: string;
  /** The return that it is for. */
  returnId: string | null;
  createdAt: string;
  processedAt: string | null;
  paymentId: string;
  reason: string | null;
  failureReason: string | null;
  createdBy: string | null;
  lines: RefundedLineResponse[];
}

export interface StaffOrderResponse {
  /** @example "pending" */
  status: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  /** Of lines and shipping together, by rate. Null on orders of before they were kept. */
  taxes: OrderTaxResponse[] | null;
  /** The part of it that is about shipping. */
  shippingTaxes: OrderTaxResponse[] | null;
  history: StaffOrderStepResponse[];
  payments: StaffOrderPaymentResponse[];
  /** Money that goes back, or has. */
  refunds: StaffOrderRefundResponse[];
  /** What has left. */
  parcels: StaffOrderParcelResponse[];
  returns: StaffOrderReturnResponse[];
  /** The account; null for a guest. */
  userId: string | null;
  customer: (StaffOrderCustomerResponse | null);
  /**
   * Units of the order's currency for one of the shop's.
   * @example "1"
   */
  exchangeRate: string;
  /**
   * Who named the price of shipping: `shop`, `carrier`, or `fallback`, the shop because the carrier did not answer.
   * Null: nothing is sent, or it was not kept yet.
   * @example "shop"
   */
  shippingSource: string | null;
  /**
   * Who named the rates of tax: `shop`, `tax_engine`, or `fallback`. Null: nothing is taxed, or it was not kept yet.
   * @example "shop"
   */
  taxSource: string | null;
  /**
   * The language in which the customer is written to.
   * @example "en"
   */
  locale: string;
  /** Only with `include=edits`: the last twenty, newest first. */
  edits?: OrderEditResponse[] | undefined;
  /** @example "alice@example.com" */
  email: string;
  /** @example "0.00" */
  refundedAmount: string;
  /**
   * What is still to be paid, by `POST /orders/{orderId}/payments` or on delivery.
   * @example "0.00"
   */
  amountDue: string;
  shippingAddress: OrderAddressResponse;
  /** Where the bill went; null for orders of before it was kept. */
  billingAddress: (OrderAddressResponse | null);
  notes: string | null;
  /** It has been moved out of the live tables and can only be read. */
  isArchived: boolean;
  items: OrderItemDetailResponse[];
  /** Only with `include=invoices`: oldest first; the last invoice is the one that counts. */
  invoices?: OrderInvoiceResponse[] | undefined;
  id: string;
  /** @example "ORD-00000042" */
  orderNumber: string;
  /** @example "USD" */
  currency: string;
  /** Whether prices include tax. */
  taxInclusive: boolean;
  /** @example "49.90" */
  subtotal: string;
  /** @example "4.12" */
  taxAmount: string;
  /** @example "5.90" */
  shippingCost: string;
  /** @example "0.00" */
  discountAmount: string;
  /** @example "59.92" */
  totalAmount: string;
  /** @example "standard" */
  shippingMethodCode: string | null;
  createdAt: string;
  /** Until when it may be paid; null when it waits for no payment. */
  expiresAt: string | null;
}

export interface StaffOrderReturnResponse {
  /** @example "requested" */
  status: "requested" | "approved" | "rejected" | "received" | "closed" | "withdrawn";
  items: StaffReturnedPiecesResponse[];
  locationId: string | null;
  id: string;
  /** In the customer's own words. */
  reason: string | null;
  /** What the shop says to it. */
  answer: string | null;
  createdAt: string;
  receivedAt: string | null;
}

export interface StaffOrderStepResponse {
  from: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  to: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  /** @example "paid" */
  reason: string | null;
  at: string;
  /** Null: the program itself, or a guest. */
  actorId: string | null;
  /** @example "Alice Andersen" */
  actor: string | null;
}

export interface StaffOrderSummaryResponse {
  /** @example "confirmed" */
  status: "pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed";
  /** @example "paid" */
  paymentState: "unpaid" | "partially_paid" | "paid" | "refund_pending" | "partially_refunded" | "refunded";
  /** @example "7f2b6f0e-3b0c-4f6e-9f67-0a4f0f9f2c11" */
  id: string;
  /** @example "ORD-00000042" */
  orderNumber: string;
  /** @example "USD" */
  currency: string;
  /** @example "61.34" */
  totalAmount: string;
  /** @example "0.00" */
  refundedAmount: string;
  /**
   * Pieces, all lines together.
   * @example 2
   */
  itemCount: number;
  createdAt: string;
  /** Until when it may be paid; null when it waits for no payment. */
  expiresAt: string | null;
  /** Whether something of it is to be sent back, or was. */
  hasReturns: boolean;
  /** @example "alice@example.com" */
  email: string;
  /** The account; null for a guest. */
  customerId: string | null;
}

export interface StaffPaymentDetailResponse {
  status: "pending" | "success" | "failed" | "cancelled" | "refunded" | "processing";
  /** Which message decided its state, and what may be shown of it. */
  gatewayResponse: Record<string, unknown> | null;
  events: StaffPaymentEventResponse[];
  refunds: StaffRefundResponse[];
  id: string;
  orderId: string;
  reference: string;
  /** @example 1 */
  attempt: number;
  /** @example "sandbox" */
  methodCode: string;
  gateway: string | null;
  /** @example "49.90" */
  amount: string;
  /** The most that was held or taken. */
  authorisedAmount: string;
  capturedAmount: string;
  /** Gone back, or on its way. */
  refundedAmount: string;
  /** What the gateway keeps. */
  feeAmount: string;
  /** @example "USD" */
  currency: string;
  /** `manual`: held first, captured by staff or when a parcel leaves. */
  captureMode: string;
  /** Over a part of what was owed. */
  isPart: boolean;
  gatewayPaymentId: string | null;
  failureReason: string | null;
  processedAt: string | null;
  /** When its gateway is asked next. */
  nextQueryAt: string | null;
  createdAt: string;
}

export interface StaffPaymentEventResponse {
  id: string;
  /** The gateway's own name of it. */
  eventId: string;
  /** callback, query, answer or operator. */
  source: string;
  gateway: string;
  kind: string;
  amount: string | null;
  currency: string | null;
  authorisedAmount: string | null;
  gatewayRefundId: string | null;
  refundStatus: string | null;
  reason: string | null;
  /** What came of it; null: it has not been applied. */
  outcome: string | null;
  occurredAt: string | null;
  receivedAt: string;
  processedAt: string | null;
}

export interface StaffPaymentResponse {
  status: "pending" | "success" | "failed" | "cancelled" | "refunded" | "processing";
  /** Which message decided its state, and what may be shown of it. */
  gatewayResponse: Record<string, unknown> | null;
  id: string;
  orderId: string;
  reference: string;
  /** @example 1 */
  attempt: number;
  /** @example "sandbox" */
  methodCode: string;
  gateway: string | null;
  /** @example "49.90" */
  amount: string;
  /** The most that was held or taken. */
  authorisedAmount: string;
  capturedAmount: string;
  /** Gone back, or on its way. */
  refundedAmount: string;
  /** What the gateway keeps. */
  feeAmount: string;
  /** @example "USD" */
  currency: string;
  /** `manual`: held first, captured by staff or when a parcel leaves. */
  captureMode: string;
  /** Over a part of what was owed. */
  isPart: boolean;
  gatewayPaymentId: string | null;
  failureReason: string | null;
  processedAt: string | null;
  /** When its gateway is asked next. */
  nextQueryAt: string | null;
  createdAt: string;
}

export interface StaffRefundResponse {
  id: string;
  amount: string;
  currency: string;
  /** pending, unknown (asked for, no answer), succeeded or failed. */
  status: string;
  gatewayStatus: string | null;
  gatewayRefundId: string | null;
  reason: string | null;
  failureReason: string | null;
  sentAt: string | null;
  processedAt: string | null;
  createdAt: string;
}

export interface StaffReturnedPiecesResponse {
  /** Id of the line. */
  orderItemId: string;
  /** @example 1 */
  quantity: number;
  /** How many came. */
  receivedQuantity: number;
  restockedQuantity: number;
  writtenOffQuantity: number;
}

export interface StartUpkeepRequest {
  /** @example "vacuum" */
  kind: "doctor" | "vacuum" | "reindex" | "statements";
}

export interface StartUploadRequest {
  /**
   * What the picture is of.
   * @example "product"
   */
  ownerKind: "product" | "category" | "brand" | "collection";
  /**
   * Its id.
   * @format uuid
   */
  ownerId: string;
  /**
   * What is going to be sent; its bytes are looked at.
   * @example "image/jpeg"
   */
  contentType: "image/png" | "image/jpeg" | "image/webp";
  /**
   * Exactly how many bytes.
   * @min 1
   * @max 52428800
   * @example 48213
   */
  bytes: number;
}

export interface StartedPaymentResponse {
  flow: "redirect" | "client_secret" | "offline";
  paymentId: string;
  reference: string;
  /** @example 1 */
  attempt: number;
  /** @example "sandbox" */
  methodCode: string;
  /** @example "processing" */
  status: string;
  /**
   * What this payment is over.
   * @example "49.90"
   */
  amount: string;
  /** @example "USD" */
  currency: string;
  /** Send the customer's browser there; null when there is nothing to do now. */
  redirectUrl: string | null;
  /** For the gateway's script in the page, with `publishableKey`; null when it needs none. */
  clientSecret: string | null;
  publishableKey: string | null;
}

export interface StockAlarmsResponse {
  few: number;
  gone: number;
  fewest: FewVariantResponse[];
}

export interface StockFacetResponse {
  inStock: number;
  soldOut: number;
  /** More than 10,000 products would have to be counted: these are the counts of the first 10,000. */
  about: boolean;
}

export interface StockLevelResponse {
  /** @format uuid */
  locationId: string;
  /** @example "main" */
  code: string;
  /** Pieces that lie there, sold ones that have not left among them. */
  quantity: number;
}

export interface StockMovementResponse {
  /** @format uuid */
  id: string;
  /** @format uuid */
  variantId: string;
  /** @format uuid */
  orderId: string | null;
  /** @format uuid */
  actorId: string | null;
  /** @format date-time */
  createdAt: string;
  sku: string | null;
  /** Pieces, negative when they go. */
  quantity: number;
  /** @example "restock" */
  cause: string;
  note: string | null;
}

export interface StockReportResponse {
  /**
   * As of when: a replica may be a moment behind.
   * @format date-time
   */
  asOf: string;
  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
  totals: StockReportTotals[];
  items: StockReportRow[];
  /**
   * First day.
   * @example "2026-01-01"
   */
  from: string;
  /**
   * Last day.
   * @example "2026-01-31"
   */
  to: string;
  /** @example "UTC" */
  timeZone: string;
}

export interface StockReportRow {
  /**
   * Pieces times cost, where the cost is known.
   * @example "480.00"
   */
  costValue: string | null;
  /** @format uuid */
  variantId: string;
  sku: string | null;
  /** @example "4.80" */
  costPerItem: string | null;
  productName: string;
  variantName: string;
  /** @example "12.00" */
  price: string;
  isWithoutCost: boolean;
  /** What lies in all places, sold and not sent pieces among it. */
  pieces: number;
  /** Of it what is free to sell. */
  free: number;
  /**
   * Pieces times price.
   * @example "1200.00"
   */
  retailValue: string;
  /** @example "USD" */
  currency: string;
}

export interface StockReportTotals {
  /**
   * Pieces times cost, where the cost is known.
   * @example "480.00"
   */
  costValue: string | null;
  rows: number;
  /** Variants of which no cost is known. */
  withoutCost: number;
  /** What lies in all places, sold and not sent pieces among it. */
  pieces: number;
  /** Of it what is free to sell. */
  free: number;
  /**
   * Pieces times price.
   * @example "1200.00"
   */
  retailValue: string;
  /** @example "USD" */
  currency: string;
}

export interface StockResponse {
  /** @format uuid */
  variantId: string;
  /** @format uuid */
  productId: string;
  /** Its own; null: what the shop calls few. */
  lowStockThreshold: number | null;
  /** @example "2030-05-01" */
  availableOn: string | null;
  /** @example "Linen Shirt" */
  productName: string;
  variantName: string;
  sku: string | null;
  /** Free to sell. */
  available: number;
  /** Sold and not there yet; above zero only while nothing is free. */
  backordered: number;
  /** Sold and not sent yet. */
  reserved: number;
  /** Lies in all places together. */
  onHand: number;
  isLow: boolean;
  backorderLimit: number;
  levels: StockLevelResponse[];
}

export interface StockRowResponse {
  /** @format uuid */
  variantId: string | null;
  outcome: "done" | "unchanged" | "refused";
  /** Pieces in the place before. */
  before: number | null;
  /** Pieces in the place now. */
  after: number | null;
  /**
   * Why it was refused.
   * @example null
   */
  code: string | null;
  /** Of the row in the request, from 0. */
  index: number;
  detail: string | null;
}

export interface StockRowsResponse {
  results: StockRowResponse[];
  /** How many rows were refused. */
  refused: number;
}

export interface StockSettingsOfManyRequest {
  /** @minItems 1 */
  items: StockSettingsRowRequest[];
}

export interface StockSettingsRequest {
  /**
   * From which day on it can be sent; a day to come makes it a preorder.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2030-05-01"
   */
  availableOn?: string | null | undefined;
  /**
   * So many free pieces, or less, are few; null: what the shop calls few.
   * @min 0
   * @max 1000000
   * @example 3
   */
  lowStockThreshold?: number | null | undefined;
  /**
   * Pieces that may be sold beyond what is there; 0: none.
   * @min 0
   * @max 1000000
   * @example 0
   */
  backorderLimit?: number | undefined;
}

export interface StockSettingsRowRequest {
  /**
   * From which day on it can be sent; a day to come makes it a preorder.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2030-05-01"
   */
  availableOn?: string | null | undefined;
  /**
   * So many free pieces, or less, are few; null: what the shop calls few.
   * @min 0
   * @max 1000000
   * @example 3
   */
  lowStockThreshold?: number | null | undefined;
  /** @format uuid */
  variantId?: string | undefined;
  sku?: string | undefined;
  /**
   * The ETag as last seen; the row is refused when something was changed since.
   * @maxLength 100
   */
  etag?: string | undefined;
  /**
   * Pieces that may be sold beyond what is there; 0: none.
   * @min 0
   * @max 1000000
   * @example 0
   */
  backorderLimit?: number | undefined;
}

export interface SuggestResponse {
  /**
   * The query with its last word completed.
   * @example ["linen"]
   */
  queries: string[];
  products: NamedLink[];
  categories: NamedLink[];
  brands: NamedLink[];
}

export interface SwitchDiscountRequest {
  isActive: boolean;
}

export interface TaxRateResponse {
  id: string;
  /** @example "Sales tax" */
  name: string;
  /** @example "US" */
  country: string;
  /** Null: the whole country. */
  region: string | null;
  /** @example "standard" */
  taxClass: string;
  /**
   * A fraction: 0.082500 is 8.25 per cent.
   * @example "0.082500"
   */
  rate: string;
  isActive: boolean;
}

export interface TokenResponse {
  /** For the header `Authorization: Bearer …`. */
  accessToken: string;
  /** @example "Bearer" */
  tokenType: string;
  /**
   * Seconds until the access token runs out.
   * @example 900
   */
  expiresIn: number;
  /** Good for one refresh; each refresh gives a new one. Not here when it is in the cookie. */
  refreshToken?: string | undefined;
  /** End of the session, however often it is refreshed. */
  refreshExpiresAt: string;
  /** Its id in the list of sessions. */
  sessionId: string;
}

export interface TotpResponse {
  /**
   * To be typed in where a picture cannot be scanned.
   * @example "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
   */
  secret: string;
  /** @example "otpauth://totp/shop.example:alice%40example.com?issuer=shop.example&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30" */
  uri: string;
  /** The same as a picture for an `img` element: `data:image/svg+xml;base64,…` */
  qrCode: string;
}

export interface TransferItemsRequest {
  /**
   * Another list of the same customer.
   * @format uuid
   */
  toWishlistId: string;
  /**
   * @minItems 1
   * @uniqueItems true
   */
  itemIds: string[];
  /** @example "move" */
  mode: "copy" | "move";
}

export interface TransferRequest {
  /** @format uuid */
  fromLocationId: string;
  /** @format uuid */
  toLocationId: string;
  note?: string | undefined;
  /**
   * Each variant once.
   * @minItems 1
   */
  items: PiecesRequest[];
}

export interface TranslationRequest {
  /** @example "Áo sơ mi vải lanh" */
  name?: string | null | undefined;
  /**
   * Not for attributes and fields. Leads to the thing in every language.
   * @maxLength 200
   * @example "ao-so-mi-vai-lanh"
   */
  slug?: string | null | undefined;
  /**
   * Products alone have one.
   * @maxLength 1000
   */
  shortDescription?: string | null | undefined;
  /**
   * Not for attributes and fields, for example `Vải lanh mềm, dệt thoáng.`
   * @maxLength 20000
   */
  description?: string | null | undefined;
}

export interface TranslationResponse {
  /** @example "vi" */
  locale: string;
  name: string | null;
  slug: string | null;
  shortDescription: string | null;
  description: string | null;
  updatedAt: string;
}

export interface TranslationsResponse {
  items: TranslationResponse[];
}

export interface UpdateAddressRequest {
  /**
   * Who receives the parcel.
   * @example "Alice Andersen"
   */
  recipient?: string | undefined;
  /** @example "+12025550147" */
  phoneNumber?: string | null | undefined;
  /** @example "12 Harbour Street, Apt 4" */
  street?: string | undefined;
  /** @example "Riverside" */
  ward?: string | null | undefined;
  /** @example "Downtown" */
  district?: string | undefined;
  /** @example "Portland" */
  city?: string | undefined;
  /** @example "97201" */
  postalCode?: string | null | undefined;
  /**
   * ISO 3166, two letters; the shop's own country when left out.
   * @example "US"
   */
  country?: string | undefined;
  /**
   * Takes the mark from the address that had it. The first address has it anyway.
   * @example true
   */
  isDefault?: boolean | undefined;
}

export interface UpdateBrandRequest {
  /**
   * @maxLength 20000
   * @example "Bowls and vases from a small kiln"
   */
  description?: string | null | undefined;
  /**
   * Place among its siblings; the last one when left out.
   * @min 0
   * @max 1000000
   */
  displayOrder?: number | undefined;
  /** @example "Stoneware" */
  name?: string | undefined;
  /**
   * The old address leads to the new one from then on.
   * @maxLength 255
   */
  slug?: string | undefined;
}

export interface UpdateCardRequest {
  /** Another card loses the mark. To take it from this one, mark the other. */
  isDefault: true;
}

export interface UpdateCategoryRequest {
  /**
   * @maxLength 20000
   * @example "Bowls and vases from a small kiln"
   */
  description?: string | null | undefined;
  /**
   * Place among its siblings; the last one when left out.
   * @min 0
   * @max 1000000
   */
  displayOrder?: number | undefined;
  /** @example "Stoneware" */
  name?: string | undefined;
  /**
   * The old address leads to the new one from then on.
   * @maxLength 255
   */
  slug?: string | undefined;
  /**
   * Tax class of products in it that name none themselves; the nearest category counts.
   * @pattern ^[a-z0-9][a-z0-9_-]{0,49}$
   */
  taxClass?: string | null | undefined;
  /** JSON Schema for the metadata of products in it and below; the nearest one counts. */
  metadataSchema?: Record<string, unknown> | null | undefined;
}

export interface UpdateCollectionRequest {
  /**
   * @maxLength 20000
   * @example "Bowls and vases from a small kiln"
   */
  description?: string | null | undefined;
  /**
   * Place among its siblings; the last one when left out.
   * @min 0
   * @max 1000000
   */
  displayOrder?: number | undefined;
  /** @example "Stoneware" */
  name?: string | undefined;
  /**
   * The old address leads to the new one from then on.
   * @maxLength 255
   */
  slug?: string | undefined;
  /**
   * Which products belong to it: `match` (all or any) of `conditions`, in the order of `sort`, not more than
   * `limit`. Null: those put in by hand alone.
   * @example {"match":"all","conditions":[{"field":"price","max":"25.00"},{"field":"featured","is":true}],"sort":"price","limit":50}
   */
  rules?: Record<string, unknown> | null | undefined;
}

export interface UpdateCustomerGroupRequest {
  /** @example "wholesale" */
  code?: string | undefined;
  /** @example "Wholesale customers" */
  name?: string | undefined;
}

export interface UpdateLocationRequest {
  /**
   * Small letters, digits and hyphens; no other place has it.
   * @maxLength 50
   * @pattern ^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$
   * @example "north"
   */
  code?: string | undefined;
  /** @example "Northern warehouse" */
  name?: string | undefined;
  /** False: nothing comes to it any more. */
  isActive?: boolean | undefined;
  /**
   * Makes it the one that is meant when none is named, in place of the other.
   * @example true
   */
  isDefault?: boolean | undefined;
}

export interface UpdatePriceListRequest {
  /**
   * Null: since ever.
   * @format date-time
   */
  startsAt?: string | null | undefined;
  /**
   * From then on it counts no longer; null: for good.
   * @format date-time
   */
  endsAt?: string | null | undefined;
  /** @example "Wholesale" */
  name?: string | undefined;
  /**
   * Null or left out of a new one: everybody.
   * @format uuid
   */
  customerGroupId?: string | null | undefined;
  isActive?: boolean | undefined;
}

export interface UpdateProfileRequest {
  /** @example "Alice" */
  firstName?: string | undefined;
  /** @example "Andersen" */
  lastName?: string | undefined;
  /**
   * The language of mails, one of those of the shop; null for the first of them.
   * @example "en"
   */
  locale?: string | null | undefined;
}

export interface UpdateRoleRequest {
  /** @example "Support" */
  name?: string | undefined;
  /** @example "Answers customers and looks after their orders" */
  description?: string | null | undefined;
  /** A role that is not active has no rights. */
  isActive?: boolean | undefined;
  /** Whether its rights count only in sessions that showed a second factor. */
  requiresMfa?: boolean | undefined;
  /**
   * The role to inherit from; null for none.
   * @format uuid
   */
  parentId?: string | null | undefined;
}

export interface UpdateWebhookRequest {
  /**
   * @maxLength 2000
   * @example "https://example.com/hooks/eshop"
   */
  url?: string | undefined;
  /**
   * @maxItems 50
   * @minItems 1
   * @uniqueItems true
   * @example ["order.*"]
   */
  eventTypes?: string[] | undefined;
  /**
   * @maxLength 200
   * @example "Bookkeeping"
   */
  description?: string | undefined;
}

export interface UpkeepReportDetailResponse {
  outcome: "running" | "ok" | "findings" | "failed";
  /** What was found or done, by kind; the README of operations says what stands in it. */
  report: Record<string, unknown>;
  id: string;
  /** @example "doctor" */
  kind: string;
  /** @example "68 rules, nothing found" */
  summary: string | null;
  startedAt: string;
  finishedAt: string | null;
  /** Who asked for it; null for the schedule. */
  requestedBy: string | null;
}

export interface UpkeepReportResponse {
  outcome: "running" | "ok" | "findings" | "failed";
  id: string;
  /** @example "doctor" */
  kind: string;
  /** @example "68 rules, nothing found" */
  summary: string | null;
  startedAt: string;
  finishedAt: string | null;
  /** Who asked for it; null for the schedule. */
  requestedBy: string | null;
}

export interface UpkeepStartedResponse {
  kind: "doctor" | "vacuum" | "reindex" | "statements";
}

export interface UploadTicketResponse {
  /** Id of the file, for `complete`. */
  id: string;
  /**
   * PUT: the body is the file. POST: a form with the fields and, last, the file as `file`.
   * @example "PUT"
   */
  method: string;
  url: string;
  /** Headers that have to come along. */
  headers: Record<string,string>;
  /** Fields of the form. */
  fields: Record<string,string>;
  /** @format date-time */
  expiresAt: string;
}

export interface ValueCount {
  /** @example "navy" */
  code: string;
  /** @example "Navy" */
  value: string;
  /** @example 12 */
  count: number;
}

export interface VariantRequest {
  /**
   * Unique over all variants of the shop.
   * @example "LINEN-SHIRT-BLUE-XXL"
   */
  sku?: string | null | undefined;
  /**
   * A new variant without a name is called by its values.
   * @example "Blue / XXL"
   */
  name?: string | undefined;
  /** Replaces the whole combination, which no other variant of the product may have. At most ten. */
  attributes?: AttributeRequest[] | undefined;
  /**
   * A new variant without a price takes the product's.
   * @example "54.90"
   */
  price?: string | undefined;
  /** @example "59.90" */
  compareAtPrice?: string | null | undefined;
  /**
   * What the shop pays for it; never in a public answer.
   * @example "21.50"
   */
  costPerItem?: string | null | undefined;
  /** @example "4006381333931" */
  barcode?: string | null | undefined;
  /**
   * In kilograms, two digits behind the point; null: as the product.
   * @example 0.26
   */
  weight?: number | null | undefined;
  /**
   * Display order; a new variant comes last.
   * @example 8
   */
  position?: number | undefined;
  /** False hides it. */
  isActive?: boolean | undefined;
  requiresShipping?: boolean | undefined;
  taxable?: boolean | undefined;
}

export interface VariantResponse {
  /**
   * How it comes when it can be bought: from what is there, later when more has come, or from a day on.
   * @example "in_stock"
   */
  availability: "in_stock" | "backorder" | "preorder";
  /** @example "b64ad76b-8a5e-4cfc-af76-7e65be7bfe75" */
  id: string;
  /** @example "White / M" */
  name: string;
  /** @example "LINEN-SHIRT-WHITE-M" */
  sku: string | null;
  barcode: string | null;
  /** @example "49.90" */
  price: string;
  /** What it cost before, when it is reduced. */
  compareAtPrice: string | null;
  /** When it is reduced: the lowest price of the thirty days before the reduction began; null when unknown. */
  "lowestPrice30Days": string | null;
  /**
   * The shop's own where this variant has no price in the asked one.
   * @example "USD"
   */
  currency: string;
  /**
   * What everybody pays by price lists, in `currency`: each lower than `price` and than the one before; from one piece on
   * where `minQuantity` is 1. Customers of a group may pay less.
   */
  priceBreaks: PriceBreakResponse[];
  purchasable: boolean;
  /** `discontinued` or `out_of_stock`; null when it can be bought. */
  unavailableReason: string | null;
  /**
   * Of a preorder: the day from which it is sent.
   * @example "2030-05-01"
   */
  availableOn: string | null;
  requiresShipping: boolean;
  /** In kilograms. */
  weight: number | null;
  attributes: VariantValueResponse[];
  imageUrl: string | null;
}

export interface VariantValueResponse {
  /** @example "size" */
  code: string;
  /** @example "Size" */
  name: string;
  /** @example "m" */
  valueCode: string;
  /** @example "M" */
  value: string;
}

export interface VerifyEmailRequest {
  /** @example "carol@example.com" */
  email: string;
  /**
   * From the mail.
   * @minLength 1
   * @maxLength 64
   * @example "4f0c1f8e2b7a49d3a1c65e0f9d2b8c71"
   */
  code: string;
}

export interface VerifyMfaRequest {
  /**
   * What the first half answered.
   * @minLength 1
   * @maxLength 1024
   */
  mfaToken: string;
  /**
   * Where the refresh token goes, as for the login.
   * @example "body"
   */
  tokenIn?: "body" | "cookie" | undefined;
  /**
   * Of the authenticator app.
   * @example "492039"
   */
  code?: string | undefined;
  /**
   * One of the ten that were shown when the app was set up; works once.
   * @minLength 1
   * @maxLength 64
   * @example "4f0c-1f8e-2b7a-49d3"
   */
  recoveryCode?: string | undefined;
}

export interface VerifyPhoneRequest {
  /**
   * Six digits.
   * @maxLength 6
   * @pattern ^[0-9]{6}$
   * @example "492039"
   */
  code: string;
}

export interface WebhookAttemptResponse {
  /** @example 1 */
  attempt: number;
  at: string;
  /** Null: no answer. */
  statusCode: number | null;
  /** Why there was none; null with no status: the process ended before it knew. */
  error: string | null;
  durationMs: number | null;
  /** The beginning of the answer. */
  answer: string | null;
}

export interface WebhookDeliveryDetailResponse {
  state: "waiting" | "delivered" | "failed";
  id: string;
  /** Also `webhook-id` of every try. */
  eventId: string;
  /** @example "order.placed" */
  type: string;
  /** @example 1 */
  attempts: number;
  nextAttemptAt: string | null;
  finishedAt: string | null;
  createdAt: string;
  /** The newest fifty. */
  tries: WebhookAttemptResponse[];
}

export interface WebhookDeliveryResponse {
  state: "waiting" | "delivered" | "failed";
  id: string;
  /** Also `webhook-id` of every try. */
  eventId: string;
  /** @example "order.placed" */
  type: string;
  /** @example 1 */
  attempts: number;
  nextAttemptAt: string | null;
  finishedAt: string | null;
  createdAt: string;
}

export interface WebhookResponse {
  status: "active" | "paused";
  /** Why it is paused: by staff, because it kept failing, or because it has said that it is gone (410). */
  pauseReason: "staff" | "failing" | "gone";
  id: string;
  /** @example "https://example.com/hooks/eshop" */
  url: string;
  /** @example "Bookkeeping" */
  description: string;
  /** @example ["order.*"] */
  eventTypes: string[];
  pausedAt: string | null;
  /** Since when nothing has arrived; null when the last try did. */
  failingSince: string | null;
  failuresInARow: number;
  /** Until when the secret of before signs as well. */
  previousSecretUntil: string | null;
  /** Deliveries that have not arrived yet. */
  waiting: number;
  createdAt: string;
  updatedAt: string;
}

export interface WebhookSecretResponse {
  status: "active" | "paused";
  /** Why it is paused: by staff, because it kept failing, or because it has said that it is gone (410). */
  pauseReason: "staff" | "failing" | "gone";
  id: string;
  /** @example "https://example.com/hooks/eshop" */
  url: string;
  /** @example "Bookkeeping" */
  description: string;
  /** @example ["order.*"] */
  eventTypes: string[];
  pausedAt: string | null;
  /** Since when nothing has arrived; null when the last try did. */
  failingSince: string | null;
  failuresInARow: number;
  /** Until when the secret of before signs as well. */
  previousSecretUntil: string | null;
  /** Deliveries that have not arrived yet. */
  waiting: number;
  createdAt: string;
  updatedAt: string;
  /**
   * Shown this once. Standard Webhooks: `v1` is base64 of HMAC-SHA256 over `id.timestamp.body`.
   * @example "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD4Ck2YYr5nSs="
   */
  secret: string;
}

export interface WishlistDetailResponse {
  id: string;
  /** @example "Birthday" */
  name: string;
  /** Where things go when no list is named. */
  isDefault: boolean;
  itemCount: number;
  /** The link that shows it to others; null when it is not shared. */
  share: (ShareLinkResponse | null);
  /** @example "2026-03-01T09:00:00.000Z" */
  createdAt: string;
  /** The newest first; at most 200. */
  items: WishlistItemResponse[];
}

export interface WishlistItemResponse {
  id: string;
  note: string | null;
  /** What it cost when it was put on the list. */
  addedPrice: string | null;
  /**
   * What it costs more than then; below zero when it is cheaper.
   * @example "-5.00"
   */
  priceChange: string | null;
  addedAt: string;
  productId: string;
  /** @example "linen-shirt" */
  productSlug: string;
  /** @example "Linen shirt" */
  productName: string;
  /** Null: the variant is still to be chosen. */
  variantId: string | null;
  variantName: string | null;
  imageUrl: string | null;
  /**
   * What it costs now; the lowest of the product when no variant is chosen.
   * @example "19.99"
   */
  price: string | null;
  /** @example "USD" */
  currency: string;
  /** Can be bought now. */
  purchasable: boolean;
  unavailableReason: "unavailable" | "out_of_stock" | "discontinued";
}

export interface WishlistResponse {
  id: string;
  /** @example "Birthday" */
  name: string;
  /** Where things go when no list is named. */
  isDefault: boolean;
  itemCount: number;
  /** The link that shows it to others; null when it is not shared. */
  share: (ShareLinkResponse | null);
  /** @example "2026-03-01T09:00:00.000Z" */
  createdAt: string;
}

export interface WishlistsResponse {
  /** The default one first. */
  items: WishlistResponse[];
}

export interface ZoneResponse {
  id: string;
  /** @example "benelux" */
  code: string;
  /** @example "Benelux" */
  name: string;
  /** @example ["BE","LU","NL"] */
  countries: string[];
  /** Counts for every country that no other zone names. */
  isRestOfWorld: boolean;
}

/** What a problem can be. Codes are never renamed; a newer shop may have more. */
export type ProblemCode =
  | 'access.api_key_not_allowed'
  | 'access.api_key_not_found'
  | 'access.exceeds_own_rights'
  | 'access.forbidden'
  | 'access.last_administrator'
  | 'access.mfa_required'
  | 'access.not_on_behalf'
  | 'access.own_account'
  | 'access.own_role'
  | 'access.proof_failed'
  | 'access.proof_needed'
  | 'access.role_code_taken'
  | 'access.role_cycle'
  | 'access.role_in_use'
  | 'access.role_not_found'
  | 'access.role_protected'
  | 'access.too_many_api_keys'
  | 'access.unauthenticated'
  | 'access.unknown_module'
  | 'access.unknown_role'
  | 'audit.entry_not_found'
  | 'auth.account_locked'
  | 'auth.busy'
  | 'auth.cross_site_refused'
  | 'auth.identity_not_found'
  | 'auth.identity_taken'
  | 'auth.invalid_code'
  | 'auth.invalid_credentials'
  | 'auth.invalid_mfa_token'
  | 'auth.invalid_oidc_code'
  | 'auth.invalid_oidc_state'
  | 'auth.invalid_refresh_token'
  | 'auth.invalid_return_to'
  | 'auth.invalid_second_factor'
  | 'auth.last_way_in'
  | 'auth.mfa_already_on'
  | 'auth.mfa_not_on'
  | 'auth.mfa_not_started'
  | 'auth.oidc_account_exists'
  | 'auth.oidc_email_unverified'
  | 'auth.oidc_not_configured'
  | 'auth.oidc_refused'
  | 'auth.oidc_unavailable'
  | 'auth.password_too_common'
  | 'auth.phone_already_verified'
  | 'auth.session_not_found'
  | 'auth.sms_unavailable'
  | 'auth.staff_account'
  | 'auth.too_many_attempts'
  | 'auth.too_many_codes'
  | 'cards.expired'
  | 'cards.not_found'
  | 'cards.not_kept'
  | 'cards.setup_not_found'
  | 'cards.setup_open'
  | 'cards.too_many'
  | 'cart.busy'
  | 'cart.changed'
  | 'cart.code_not_found'
  | 'cart.code_unknown'
  | 'cart.item_not_found'
  | 'cart.quantity_too_large'
  | 'cart.too_many_codes'
  | 'cart.too_many_lines'
  | 'cart.variant_not_sold'
  | 'catalog.attribute_in_use'
  | 'catalog.attribute_not_found'
  | 'catalog.attribute_repeated'
  | 'catalog.attribute_unknown'
  | 'catalog.attribute_value_not_found'
  | 'catalog.brand_not_found'
  | 'catalog.category_below_itself'
  | 'catalog.category_not_found'
  | 'catalog.category_too_deep'
  | 'catalog.code_taken'
  | 'catalog.collection_not_found'
  | 'catalog.combination_taken'
  | 'catalog.currency_not_priced'
  | 'catalog.customer_group_unknown'
  | 'catalog.document_refused'
  | 'catalog.exchange_rate_invalid'
  | 'catalog.exchange_rate_not_found'
  | 'catalog.field_code_taken'
  | 'catalog.field_in_use'
  | 'catalog.field_not_found'
  | 'catalog.field_value_invalid'
  | 'catalog.group_deleted'
  | 'catalog.group_in_use'
  | 'catalog.group_unknown'
  | 'catalog.heir_unusable'
  | 'catalog.image_not_found'
  | 'catalog.image_not_ready'
  | 'catalog.image_order_incomplete'
  | 'catalog.image_variant_unknown'
  | 'catalog.last_variant'
  | 'catalog.locale_not_translated'
  | 'catalog.metadata_invalid'
  | 'catalog.metadata_schema_invalid'
  | 'catalog.name_taken'
  | 'catalog.not_deleted'
  | 'catalog.not_siblings'
  | 'catalog.not_translatable'
  | 'catalog.parent_unusable'
  | 'catalog.price_list_dates_invalid'
  | 'catalog.price_list_name_taken'
  | 'catalog.price_list_not_found'
  | 'catalog.price_not_found'
  | 'catalog.product_deleted'
  | 'catalog.product_not_found'
  | 'catalog.products_unknown'
  | 'catalog.publish_forbidden'
  | 'catalog.row_repeated'
  | 'catalog.rules_invalid'
  | 'catalog.search_only_excludes'
  | 'catalog.sku_taken'
  | 'catalog.slug_taken'
  | 'catalog.time_in_past'
  | 'catalog.times_crossed'
  | 'catalog.too_many_images'
  | 'catalog.too_many_variants'
  | 'catalog.translation_not_found'
  | 'catalog.values_collide'
  | 'catalog.variant_not_found'
  | 'common.illegal_transition'
  | 'database.already_exists'
  | 'database.constraint_violated'
  | 'database.reference_broken'
  | 'discounts.code_taken'
  | 'discounts.fixed_after_use'
  | 'discounts.in_use'
  | 'discounts.invalid'
  | 'discounts.no_single_use_codes'
  | 'discounts.not_found'
  | 'idempotency.in_progress'
  | 'idempotency.key_missing'
  | 'idempotency.key_reused'
  | 'inventory.already_shipped'
  | 'inventory.changed'
  | 'inventory.expectation_missing'
  | 'inventory.location_code_taken'
  | 'inventory.location_in_use'
  | 'inventory.location_inactive'
  | 'inventory.location_not_found'
  | 'inventory.not_at_location'
  | 'inventory.not_enough_stock'
  | 'inventory.not_reserved'
  | 'inventory.promised'
  | 'inventory.row_repeated'
  | 'inventory.same_location'
  | 'inventory.too_many'
  | 'media.busy'
  | 'media.in_use'
  | 'media.invalid_image'
  | 'media.not_found'
  | 'media.owner_not_found'
  | 'media.quota_exceeded'
  | 'media.too_many_files'
  | 'media.upload_missing'
  | 'media.upload_not_allowed'
  | 'money.amount_out_of_range'
  | 'money.currency_unsupported'
  | 'money.exchange_rate_missing'
  | 'money.invalid'
  | 'operations.alarm_not_found'
  | 'operations.alarm_settled'
  | 'operations.board_action_refused'
  | 'operations.cross_site'
  | 'operations.job_not_failed'
  | 'operations.job_not_found'
  | 'operations.queue_not_found'
  | 'operations.queues_unreachable'
  | 'operations.report_not_found'
  | 'orders.address_missing'
  | 'orders.address_unknown'
  | 'orders.being_erased'
  | 'orders.billing_address_ambiguous'
  | 'orders.cart_empty'
  | 'orders.cart_not_orderable'
  | 'orders.discount_not_usable'
  | 'orders.document_not_ready'
  | 'orders.draft_changed'
  | 'orders.draft_incomplete'
  | 'orders.draft_not_found'
  | 'orders.draft_placed'
  | 'orders.edit_changed'
  | 'orders.edit_changes_nothing'
  | 'orders.edit_leaves_nothing'
  | 'orders.edit_lines_fixed'
  | 'orders.edit_not_possible'
  | 'orders.edit_variant_present'
  | 'orders.email_missing'
  | 'orders.email_not_verified'
  | 'orders.fulfilment_not_found'
  | 'orders.invoice_not_found'
  | 'orders.invoice_not_issued'
  | 'orders.line_unknown'
  | 'orders.not_archived'
  | 'orders.not_cancellable'
  | 'orders.not_editable'
  | 'orders.not_found'
  | 'orders.not_payable'
  | 'orders.not_returnable'
  | 'orders.not_shippable'
  | 'orders.nothing_to_refund'
  | 'orders.out_of_stock'
  | 'orders.placing_contended'
  | 'orders.price_changed'
  | 'orders.refund_ended'
  | 'orders.refund_not_found'
  | 'orders.refund_underway'
  | 'orders.return_not_found'
  | 'orders.shipping_refund_too_large'
  | 'orders.shipping_unavailable'
  | 'orders.too_many_open_orders'
  | 'orders.too_many_pieces'
  | 'orders.too_much_stock'
  | 'orders.total_changed'
  | 'payments.above_due'
  | 'payments.already_paid'
  | 'payments.attempt_open'
  | 'payments.attempt_raced'
  | 'payments.callback_malformed'
  | 'payments.callback_signature_invalid'
  | 'payments.card_fixed'
  | 'payments.event_not_found'
  | 'payments.gateway_failed'
  | 'payments.gateway_payment_reused'
  | 'payments.gateway_refused'
  | 'payments.gateway_resting'
  | 'payments.gateway_undecided'
  | 'payments.gateway_unknown'
  | 'payments.issue_not_found'
  | 'payments.issue_settled'
  | 'payments.method_code_taken'
  | 'payments.method_invalid'
  | 'payments.method_not_found'
  | 'payments.method_unavailable'
  | 'payments.not_found'
  | 'payments.not_held'
  | 'payments.refund_too_large'
  | 'payments.return_url_refused'
  | 'payments.settlement_unreadable'
  | 'privacy.export_not_found'
  | 'privacy.export_not_ready'
  | 'privacy.export_running'
  | 'privacy.nobody_to_erase'
  | 'privacy.too_many_exports'
  | 'ratings.already_reviewed'
  | 'ratings.not_found'
  | 'ratings.own_review'
  | 'reports.not_found'
  | 'request.card_number'
  | 'request.conflict'
  | 'request.currency_not_offered'
  | 'request.gone'
  | 'request.headers_too_large'
  | 'request.invalid'
  | 'request.invalid_cursor'
  | 'request.invalid_value'
  | 'request.locale_not_offered'
  | 'request.method_not_allowed'
  | 'request.not_acceptable'
  | 'request.not_found'
  | 'request.precondition_failed'
  | 'request.precondition_required'
  | 'request.timeout'
  | 'request.too_large'
  | 'request.too_many'
  | 'request.unknown_field'
  | 'request.unsupported_media_type'
  | 'request.uri_too_long'
  | 'server.internal'
  | 'server.unavailable'
  | 'server.upstream_failed'
  | 'shipping.code_taken'
  | 'shipping.country_taken'
  | 'shipping.method_not_found'
  | 'shipping.rates_invalid'
  | 'shipping.rest_of_world_taken'
  | 'shipping.tax_rate_not_found'
  | 'shipping.tax_rate_taken'
  | 'shipping.zone_in_use'
  | 'shipping.zone_not_found'
  | 'transfers.empty_file'
  | 'transfers.export_not_found'
  | 'transfers.export_not_ready'
  | 'transfers.file_unreadable'
  | 'transfers.format_not_for_kind'
  | 'transfers.import_not_found'
  | 'transfers.import_not_possible'
  | 'transfers.not_utf8'
  | 'transfers.right_lost'
  | 'transfers.too_many_exports'
  | 'transfers.upload_offset_mismatch'
  | 'users.address_not_found'
  | 'users.customer_group_code_taken'
  | 'users.customer_group_in_use'
  | 'users.customer_group_not_found'
  | 'users.email_taken'
  | 'users.invalid_address'
  | 'users.invalid_phone_number'
  | 'users.not_found'
  | 'users.too_many_addresses'
  | 'users.username_taken'
  | 'webhooks.delivery_not_found'
  | 'webhooks.endpoint_not_found'
  | 'webhooks.endpoint_paused'
  | 'webhooks.event_type_unknown'
  | 'webhooks.event_unknown'
  | 'webhooks.too_many_endpoints'
  | 'webhooks.url_refused'
  | 'wishlists.alert_not_found'
  | 'wishlists.alert_not_needed'
  | 'wishlists.email_not_verified'
  | 'wishlists.item_not_found'
  | 'wishlists.not_found'
  | 'wishlists.too_many_alerts'
  | 'wishlists.too_many_items'
  | 'wishlists.too_many_lists'
  | 'wishlists.unsubscribe_link_invalid';
