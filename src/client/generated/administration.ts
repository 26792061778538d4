// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  AcceptedResponse,
  ActRequest,
  ActingResponse,
  AddAttributeValuesRequest,
  AddCollectionProductsRequest,
  AdminBrandResponse,
  AdminCategoryLineResponse,
  AdminCategoryResponse,
  AdminCategoryTreeResponse,
  AdminCollectionResponse,
  ApiKeyResponse,
  AppliedEditResponse,
  ApplyEditRequest,
  ApproveReturnRequest,
  AttachImagesRequest,
  AttributeLineResponse,
  AttributeResponse,
  AuditEntryResponse,
  BrandReportResponse,
  CapturePaymentRequest,
  CatalogueExportRequest,
  CatalogueResponse,
  CategoryReportResponse,
  ChangeDiscountRequest,
  ChangeGroupMembersRequest,
  ChangePaymentMethodRequest,
  ChangeRoleRequest,
  ChangeShippingMethodRequest,
  ChangeTaxRateRequest,
  ChangeZoneRequest,
  ChangedMembersResponse,
  CollectionMemberResponse,
  CreateAttributeRequest,
  CreateBrandRequest,
  CreateCategoryRequest,
  CreateCollectionRequest,
  CreateCustomerGroupRequest,
  CreateDiscountRequest,
  CreateFulfilmentRequest,
  CreatePaymentMethodRequest,
  CreatePriceListRequest,
  CreateRoleRequest,
  CreateShippingMethodRequest,
  CreateTaxRateRequest,
  CreateWebhookRequest,
  CreateZoneRequest,
  CustomerGroupResponse,
  CustomerReportResponse,
  CustomersExportRequest,
  DescribeImageRequest,
  DiscountCodeResponse,
  DiscountReportResponse,
  DiscountResponse,
  DiscountStatisticsResponse,
  DraftPriceResponse,
  DraftResponse,
  EditPreviewResponse,
  EraseGuestRequest,
  ErasureResponse,
  ErasuresResponse,
  ExchangeRateRequest,
  ExchangeRateResponse,
  ExchangeRatesResponse,
  ExportRequest,
  ExportResponse,
  FinishRefundRequest,
  GroupMemberResponse,
  GroupOrderResponse,
  ImagesResponse,
  ImportErrorResponse,
  ImportResponse,
  KeptPaymentMethodResponse,
  KeptPaymentMethodsResponse,
  KeptShippingMethodResponse,
  ListedPriceResponse,
  ListedPricesRequest,
  MadeDiscountCodesResponse,
  MailLogResponse,
  MakeDiscountCodesRequest,
  MergeValuesRequest,
  ModerateReviewsRequest,
  ModeratedReviewResponse,
  ModerationResultsResponse,
  MoveCategoryRequest,
  NameDraftPricesRequest,
  OrderAttributesRequest,
  OrderCategoriesRequest,
  OrderEditResponse,
  OrderGroupsRequest,
  OrderImagesRequest,
  OrderInvoicesResponse,
  OrderPaymentMethodsRequest,
  OrderTransitionRequest,
  OrdersExportRequest,
  ParcelLabelRequest,
  PermissionsRequest,
  PersonLineResponse,
  PersonResponse,
  PlaceDraftRequest,
  PlacedOrderResponse,
  PreviewEditRequest,
  PriceHistoryResponse,
  PriceListResponse,
  PriceRequest,
  PriceResponse,
  PricesRequest,
  PricesResponse,
  ProductReportResponse,
  ReceiveReturnRequest,
  ReconciliationIssueResponse,
  RecordPaymentRequest,
  RedeliverWebhookRequest,
  RefundAskedResponse,
  RefundOrderRequest,
  RefundReportResponse,
  RejectReturnRequest,
  RejectReviewRequest,
  RenameAttributeRequest,
  RenameAttributeValueRequest,
  ReplaceShippingRatesRequest,
  ReplayedEventResponse,
  RestoreCategoryRequest,
  RestoreGroupRequest,
  RolePermissionsResponse,
  RoleResponse,
  RotateWebhookSecretRequest,
  SalesReportResponse,
  SaveDraftRequest,
  SavedPricesResponse,
  SentDraftResponse,
  SessionResponse,
  SetCollectionProductsRequest,
  SettleIssueRequest,
  SettlementRequest,
  SettlementResponse,
  ShipFulfilmentRequest,
  StaffOrderResponse,
  StaffOrderSummaryResponse,
  StaffPaymentDetailResponse,
  StaffPaymentResponse,
  StockReportResponse,
  SwitchDiscountRequest,
  TaxRateResponse,
  TranslationRequest,
  TranslationResponse,
  TranslationsResponse,
  UpdateBrandRequest,
  UpdateCategoryRequest,
  UpdateCollectionRequest,
  UpdateCustomerGroupRequest,
  UpdatePriceListRequest,
  UpdateRoleRequest,
  UpdateWebhookRequest,
  WebhookDeliveryDetailResponse,
  WebhookDeliveryResponse,
  WebhookResponse,
  WebhookSecretResponse,
  ZoneResponse,
} from './types.js';

/** Query of {@link Administration.listAttributes}. */
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * A part of the name; accents and case do not count.
   * @example "col"
   */
  q?: string | undefined;
}

/** Query of {@link Administration.searchAudit}. */
export interface SearchAuditQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * Table of the row that was changed.
   * @maxLength 63
   * @pattern ^[a-z][a-z0-9_]*$
   * @example "users"
   */
  table?: string | undefined;
  /**
   * Id of the row that was changed; together with `table`.
   * @maxLength 100
   * @pattern ^[^\p{Cc}\p{Cs}]+$
   */
  rowId?: string | undefined;
  /**
   * Who did it.
   * @format uuid
   */
  actorId?: string | undefined;
  /**
   * The customer for whom a member of staff did it.
   * @format uuid
   */
  onBehalfOf?: string | undefined;
  /**
   * The key that a machine did it with.
   * @format uuid
   */
  apiKeyId?: string | undefined;
  /**
   * `requestId` of the request, as answers carry it in `X-Request-Id`.
   * @maxLength 100
   * @pattern ^[^\p{Cc}\p{Cs}]+$
   */
  requestId?: string | undefined;
  action?: "insert" | "update" | "delete" | "batch" | undefined;
  /**
   * Changes from then on.
   * @format date-time
   * @example "2024-01-01"
   */
  from?: string | undefined;
  /**
   * Changes before then.
   * @format date-time
   */
  to?: string | undefined;
}

/** Query of {@link Administration.listBrandsForStaff}. */
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * A part of the name; accents and case do not count.
   * @example "nen"
   */
  q?: string | undefined;
  published?: boolean | undefined;
  /** Whether deleted ones are listed: `without` them when left out. */
  deleted?: "without" | "with" | "only" | undefined;
}

/** Query of {@link Administration.deleteBrand}. */
export interface DeleteBrandQuery {
  /**
   * Takes over its products and the categories below it.
   * @format uuid
   */
  heir?: string | undefined;
}

/** Query of {@link Administration.listCategoriesForStaff}. */
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * A part of the name; accents and case do not count.
   * @example "nen"
   */
  q?: string | undefined;
  published?: boolean | undefined;
  /** Whether deleted ones are listed: `without` them when left out. */
  deleted?: "without" | "with" | "only" | undefined;
  /** Those below this category, or `top`; all when left out. */
  parent?: string | undefined;
}

/** Query of {@link Administration.getCategoryOrder}. */
export interface GetCategoryOrderQuery {
  /**
   * Those below this category; the top of the tree when left out.
   * @format uuid
   */
  parent?: string | undefined;
}

/** Query of {@link Administration.deleteCategory}. */
export interface DeleteCategoryQuery {
  /**
   * Takes over its products and the categories below it.
   * @format uuid
   */
  heir?: string | undefined;
}

/** Query of {@link Administration.listCollectionsForStaff}. */
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * A part of the name; accents and case do not count.
   * @example "nen"
   */
  q?: string | undefined;
  published?: boolean | undefined;
  /** Whether deleted ones are listed: `without` them when left out. */
  deleted?: "without" | "with" | "only" | undefined;
}

/** Query of {@link Administration.listCollectionProducts}. */
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listCustomerGroups}. */
export interface ListCustomerGroupsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listGroupMembers}. */
export interface ListGroupMembersQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listDiscounts}. */
export interface ListDiscountsQuery {
  type?: "percentage" | "fixed_amount" | "buy_x_get_y" | "free_shipping" | "tiered" | undefined;
  isActive?: boolean | undefined;
  /** How it comes into a cart. */
  kind?: "automatic" | "code" | "single_use" | undefined;
  /**
   * A whole code; a single-use code finds the discount that owns it.
   * @pattern ^\s*[\x21-\x7e]{1,50}\s*$
   * @example "WELCOME10"
   */
  code?: string | undefined;
  /** A part of the name. */
  name?: string | undefined;
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listDiscountCodes}. */
export interface ListDiscountCodesQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /** Only codes that an order has, or only those that are free. */
  isUsed?: boolean | undefined;
}

/** Query of {@link Administration.listExports}. */
export interface ListExportsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listCustomersExports}. */
export interface ListCustomersExportsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listOrdersExports}. */
export interface ListOrdersExportsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listStockExports}. */
export interface ListStockExportsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.startImport}. */
export interface StartImportQuery {
  /**
   * What is in it.
   * @example "products"
   */
  kind: "products" | "variants" | "prices";
  /**
   * How it is written: our own columns, or those of another shop's product export.
   * @default "csv"
   */
  format?: "csv" | "jsonl" | "shopify" | "medusa" | "vendure" | undefined;
  /**
   * Makes categories, brands, collections and attributes that the file names and nobody has made.
   * @default false
   */
  createMissing?: boolean | undefined;
  /**
   * Publishes products that are new, unless the file says something about it.
   * @default false
   */
  publish?: boolean | undefined;
  /**
   * Checks every row and writes nothing; `POST …/run` does it for good.
   * @default false
   */
  dryRun?: boolean | undefined;
  /**
   * Name of the file, to find it again.
   * @maxLength 255
   * @pattern ^[^\p{Cc}\p{Cs}]*$
   * @example "spring.csv"
   */
  fileName?: string | undefined;
  /**
   * False: more of the file follows by `PUT …/file`.
   * @default true
   */
  complete?: boolean | undefined;
}

/** Query of {@link Administration.listImports}. */
export interface ListImportsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.startStockImport}. */
export interface StartStockImportQuery {
  /**
   * How the file is written.
   * @default "csv"
   */
  format?: "csv" | "jsonl" | undefined;
  /**
   * Checks every row and writes nothing; `POST …/run` does it for good.
   * @default false
   */
  dryRun?: boolean | undefined;
  /**
   * Name of the file, to find it again.
   * @maxLength 255
   * @pattern ^[^\p{Cc}\p{Cs}]*$
   * @example "spring.csv"
   */
  fileName?: string | undefined;
  /**
   * False: more of the file follows by `PUT …/file`.
   * @default true
   */
  complete?: boolean | undefined;
}

/** Query of {@link Administration.listStockImports}. */
export interface ListStockImportsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listStockImportErrors}. */
export interface ListStockImportErrorsQuery {
  /**
   * `csv`: all of them as a file with the columns row, column, code, message, value.
   * @default "json"
   */
  format?: "json" | "csv" | undefined;
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.continueStockImport}. */
export interface ContinueStockImportQuery {
  /**
   * Bytes that have come so far: `sizeBytes` of the import.
   * @min 0
   * @max 1000000000
   * @example 1048576
   */
  offset: number;
  /**
   * False: still more follows.
   * @default true
   */
  complete?: boolean | undefined;
}

/** Query of {@link Administration.listImportErrors}. */
export interface ListImportErrorsQuery {
  /**
   * `csv`: all of them as a file with the columns row, column, code, message, value.
   * @default "json"
   */
  format?: "json" | "csv" | undefined;
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.continueImport}. */
export interface ContinueImportQuery {
  /**
   * Bytes that have come so far: `sizeBytes` of the import.
   * @min 0
   * @max 1000000000
   * @example 1048576
   */
  offset: number;
  /**
   * False: still more follows.
   * @default true
   */
  complete?: boolean | undefined;
}

/** Query of {@link Administration.listMails}. */
export interface ListMailsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  state?: "sending" | "sent" | "failed" | undefined;
  /**
   * What they are about.
   * @pattern ^[a-z][a-z-]{0,59}$
   * @example "order-confirmation"
   */
  template?: string | undefined;
  /**
   * To whom; looked for by a keyed digest, the log holds no address.
   * @example "alice@example.com"
   */
  recipient?: string | undefined;
}

/** Query of {@link Administration.listAllOrders}. */
export interface ListAllOrdersQuery {
  /** Newest first when left out */
  sort?: "createdAt" | "-createdAt" | "totalAmount" | "-totalAmount" | undefined;
  /**
   * Orders of one of these states; with commas between
   * @maxItems 7
   */
  status?: ("pending" | "confirmed" | "delivering" | "delivered" | "cancelled" | "refunded" | "completed")[] | undefined;
  /** How the money of the order stands */
  paymentState?: "unpaid" | "partially_paid" | "paid" | "refund_pending" | "partially_refunded" | "refunded" | undefined;
  /**
   * The whole address that the order was placed with.
   * @example "alice@example.com"
   */
  email?: string | undefined;
  /**
   * Id of the account.
   * @format uuid
   */
  customerId?: string | undefined;
  /**
   * Orders of this variant.
   * @example "LINEN-SHIRT-WHITE-M"
   */
  sku?: string | undefined;
  /**
   * In the currency of each order.
   * @pattern ^\d{1,8}(\.\d{1,2})?$
   * @example "10.00"
   */
  minTotal?: string | undefined;
  /**
   * See `minTotal`.
   * @pattern ^\d{1,8}(\.\d{1,2})?$
   */
  maxTotal?: string | undefined;
  /** Whether the customer wants to send something back, or has. */
  hasReturns?: boolean | undefined;
  /**
   * Placed then or later.
   * @format date-time
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Placed before.
   * @format date-time
   */
  to?: string | undefined;
  /**
   * The whole number, as it is printed on the order.
   * @pattern ^[\x21-\x7e]{1,40}$
   */
  orderNumber?: string | undefined;
  /** Whether to count the whole list. */
  total?: boolean | undefined;
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listOrderDrafts}. */
export interface ListOrderDraftsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listOrderEdits}. */
export interface ListOrderEditsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listPayments}. */
export interface ListPaymentsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  status?: "pending" | "success" | "failed" | "cancelled" | "refunded" | "processing" | undefined;
  /** @example "sandbox" */
  gateway?: string | undefined;
  /** @format uuid */
  orderId?: string | undefined;
  /** @pattern ^[A-Za-z0-9_-]{1,64}$ */
  reference?: string | undefined;
  /**
   * Made at this time or later.
   * @maxLength 40
   */
  from?: string | undefined;
  /**
   * Made before this time.
   * @maxLength 40
   */
  to?: string | undefined;
}

/** Query of {@link Administration.listPriceLists}. */
export interface ListPriceListsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * Lists of one group of customers.
   * @format uuid
   */
  customerGroupId?: string | undefined;
  isActive?: boolean | undefined;
}

/** Query of {@link Administration.listListedPrices}. */
export interface ListListedPricesQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * Prices of one variant.
   * @format uuid
   */
  variantId?: string | undefined;
}

/** Query of {@link Administration.listReconciliationIssues}. */
export interface ListReconciliationIssuesQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  status?: "open" | "settled" | undefined;
  /**
   * @pattern ^[a-z_]{1,50}$
   * @example "amount_mismatch"
   */
  kind?: string | undefined;
  gateway?: string | undefined;
  /** @example "2026-11-22" */
  day?: string | undefined;
  /** @format uuid */
  paymentId?: string | undefined;
  /** @format uuid */
  orderId?: string | undefined;
}

/** Query of {@link Administration.reportBrands}. */
export interface ReportBrandsQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.reportCategories}. */
export interface ReportCategoriesQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * Whether goods count for their own category or for the topmost one above it.
   * @default "category"
   */
  level?: "category" | "root" | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.reportCustomers}. */
export interface ReportCustomersQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.reportDiscounts}. */
export interface ReportDiscountsQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.reportProducts}. */
export interface ReportProductsQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.reportRefunds}. */
export interface ReportRefundsQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * What a row stands for; weeks begin on Monday.
   * @default "day"
   */
  interval?: "day" | "week" | "month" | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.reportSales}. */
export interface ReportSalesQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * What a row stands for; weeks begin on Monday.
   * @default "day"
   */
  interval?: "day" | "week" | "month" | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.reportStock}. */
export interface ReportStockQuery {
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.fetchReport}. */
export interface FetchReportQuery {
  /**
   * Where days begin and end, by its IANA name.
   * @default "UTC"
   * @example "Asia/Ho_Chi_Minh"
   */
  timeZone?: string | undefined;
  /**
   * What a row stands for; weeks begin on Monday.
   * @default "day"
   */
  interval?: "day" | "week" | "month" | undefined;
  /**
   * Of the report by category.
   * @default "category"
   */
  level?: "category" | "root" | undefined;
  /**
   * First day; thirty days in all when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2020-01-01"
   */
  from?: string | undefined;
  /**
   * Last day, it belongs to the report; today when it is left out.
   * @pattern ^\d{4}-\d\d-\d\d$
   * @example "2029-12-31"
   */
  to?: string | undefined;
  /**
   * Only orders in this currency; left out, each currency for itself.
   * @pattern ^[A-Z]{3}$
   */
  currency?: string | undefined;
  /**
   * How many rows at most.
   * @min 1
   * @max 1000
   * @default 100
   * @example 100
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listReviewsToModerate}. */
export interface ListReviewsToModerateQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /** @example "pending" */
  status?: "pending" | "approved" | "rejected" | undefined;
  /**
   * Slug of a product.
   * @example "linen-shirt"
   */
  product?: string | undefined;
  /**
   * Stars, 1 to 5.
   * @min 1
   * @max 5
   */
  rating?: number | undefined;
  verified?: boolean | undefined;
  /** Those that somebody reported, or only the others. */
  reported?: boolean | undefined;
}

/** Query of {@link Administration.listRoles}. */
export interface ListRolesQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listKeptShippingMethods}. */
export interface ListKeptShippingMethodsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listShippingZones}. */
export interface ListShippingZonesQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listTaxRates}. */
export interface ListTaxRatesQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * @pattern ^[A-Z]{2}$
   * @example "US"
   */
  country?: string | undefined;
  /** @example "standard" */
  taxClass?: string | undefined;
}

/** Query of {@link Administration.listUsers}. */
export interface ListUsersQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /**
   * The beginning of an e-mail address, a user name, a first or a last name; two characters at least.
   * @minLength 2
   * @maxLength 100
   * @example "ali"
   */
  q?: string | undefined;
  /**
   * Code of the role.
   * @pattern ^[a-z][a-z0-9_-]{1,49}$
   * @example "user"
   */
  role?: string | undefined;
  locked?: boolean | undefined;
  /** Whether the e-mail address is proven. */
  verified?: boolean | undefined;
  /**
   * Registered then or later.
   * @format date-time
   * @example "2024-01-01"
   */
  createdFrom?: string | undefined;
  /**
   * Registered before.
   * @format date-time
   */
  createdTo?: string | undefined;
  /** Newest first when left out. */
  sort?: "createdAt" | "-createdAt" | undefined;
}

/** Query of {@link Administration.listUserApiKeys}. */
export interface ListUserApiKeysQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listUserSessions}. */
export interface ListUserSessionsQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listPriceHistory}. */
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  /** Of which currency, for example `USD`; the shop's own when left out. */
  currency?: string | undefined;
}

/** Query of {@link Administration.listWebhooks}. */
export interface ListWebhooksQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
}

/** Query of {@link Administration.listWebhookDeliveries}. */
export interface ListWebhookDeliveriesQuery {
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
   * @maxLength 1024
   */
  cursor?: string | undefined;
  state?: "waiting" | "delivered" | "failed" | undefined;
}

/** Administration. */
export class Administration {
  constructor(private readonly connection: Connection) {}

  /**
   * Attributes
   *
   * In their order, without their values.
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
   */
  getAttribute(attributeId: number, options?: CallOptions): Call<AttributeResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/attributes/${part(attributeId)}` }, options);
  }

  /**
   * Rename an attribute
   *
   * Its code stays: addresses and rules hold it.
   *
   * Takes If-Match.
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
   * Takes If-Match.
   */
  addAttributeValues(attributeId: number, body: AddAttributeValuesRequest, options?: CallOptions): Call<AttributeResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/attributes/${part(attributeId)}/values`, body }, options);
  }

  /**
   * Put the values of an attribute into another order
   *
   * The given ones come first, the others stay behind them as they were.
   *
   * Takes If-Match.
   */
  orderAttributeValues(attributeId: number, body: OrderAttributesRequest, options?: CallOptions): Call<AttributeResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/attributes/${part(attributeId)}/values/order`, body }, options);
  }

  /**
   * Rename a value
   *
   * All variants that have it show the new word. Its code stays.
   *
   * Takes If-Match.
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
   * Takes If-Match.
   */
  mergeAttributeValues(attributeId: number, valueId: number, body: MergeValuesRequest, options?: CallOptions): Call<AttributeResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/attributes/${part(attributeId)}/values/${part(valueId)}/merge`, body }, options);
  }

  /**
   * Who changed what
   *
   * Newest first, all filters together. `rowId` asks for its `table` as well.
   */
  searchAudit(query?: SearchAuditQuery, options?: CallOptions): PagedCall<{
      items: AuditEntryResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/audit', query }, options);
  }

  /** One change */
  getAuditEntry(entryId: string, options?: CallOptions): Call<AuditEntryResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/audit/${part(entryId)}` }, options);
  }

  /**
   * Brands, hidden ones too
   *
   * In their display order. All filters together.
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
   */
  createBrand(body: CreateBrandRequest, options?: CallOptions): Call<AdminBrandResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/brands', body }, options);
  }

  /**
   * The order of all brands
   *
   * Deleted ones are none of them. The ETag covers the whole row.
   */
  getBrandOrder(options?: CallOptions): Call<GroupOrderResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/brands/order' }, options);
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
   */
  getBrandForStaff(brandId: string, options?: CallOptions): Call<AdminBrandResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/brands/${part(brandId)}` }, options);
  }

  /**
   * Change a brand
   *
   * What is left out stays.
   *
   * Takes If-Match.
   */
  updateBrand(brandId: string, body: UpdateBrandRequest, options?: CallOptions): Call<AdminBrandResponse> {
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
   * Takes If-Match.
   */
  publishBrand(brandId: string, options?: CallOptions): Call<AdminBrandResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/brands/${part(brandId)}/publish` }, options);
  }

  /**
   * Bring a deleted brand back
   *
   * As it was, published or not. Where its name or slug is taken by now it needs another one in the body. Products that an heir took over stay with him.
   */
  restoreBrand(brandId: string, body: RestoreGroupRequest, options?: CallOptions): Call<AdminBrandResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/brands/${part(brandId)}/restore`, body }, options);
  }

  /**
   * Hide a brand
   *
   * It has no page and is not named any more; its products stay.
   *
   * Takes If-Match.
   */
  unpublishBrand(brandId: string, options?: CallOptions): Call<AdminBrandResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/brands/${part(brandId)}/unpublish` }, options);
  }

  /**
   * Categories, hidden ones too
   *
   * In their display order. All filters together.
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
   */
  createCategory(body: CreateCategoryRequest, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/categories', body }, options);
  }

  /**
   * The order of the categories below one parent
   *
   * Deleted ones are none of them. The ETag covers the whole row.
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
   */
  getCategoryTreeForStaff(options?: CallOptions): Call<AdminCategoryTreeResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/categories/tree' }, options);
  }

  /**
   * One category, hidden or deleted ones too
   *
   * Take the id from the list.
   */
  getCategoryForStaff(categoryId: string, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/categories/${part(categoryId)}` }, options);
  }

  /**
   * Change a category
   *
   * What is left out stays. A new metadata schema counts for products that are written from then on.
   *
   * Takes If-Match.
   */
  updateCategory(categoryId: string, body: UpdateCategoryRequest, options?: CallOptions): Call<AdminCategoryResponse> {
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
   * Takes If-Match.
   */
  moveCategory(categoryId: string, body: MoveCategoryRequest, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/categories/${part(categoryId)}/move`, body }, options);
  }

  /**
   * Show a category to everybody
   *
   * It has a page when everything above it is published too.
   *
   * Takes If-Match.
   */
  publishCategory(categoryId: string, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/categories/${part(categoryId)}/publish` }, options);
  }

  /**
   * Bring a deleted category back
   *
   * As it was, published or not. Where its name or slug is taken by now it needs another one in the body. Where its parent is deleted it needs another one, or null for the top. What an heir took over stays with him.
   */
  restoreCategory(categoryId: string, body: RestoreCategoryRequest, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/categories/${part(categoryId)}/restore`, body }, options);
  }

  /**
   * Hide a category
   *
   * It and everything below it have no page any more; their products stay.
   *
   * Takes If-Match.
   */
  unpublishCategory(categoryId: string, options?: CallOptions): Call<AdminCategoryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/categories/${part(categoryId)}/unpublish` }, options);
  }

  /**
   * Collections, hidden ones too
   *
   * In their display order. All filters together.
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
   */
  createCollection(body: CreateCollectionRequest, options?: CallOptions): Call<AdminCollectionResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/collections', body }, options);
  }

  /**
   * The order of all collections
   *
   * Deleted ones are none of them. The ETag covers the whole row.
   */
  getCollectionOrder(options?: CallOptions): Call<GroupOrderResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/collections/order' }, options);
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
   */
  getCollectionForStaff(collectionId: string, options?: CallOptions): Call<AdminCollectionResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/collections/${part(collectionId)}` }, options);
  }

  /**
   * Change a collection
   *
   * What is left out stays. New rules pick anew at once; with rules of null everything that is in it stays, by hand from then on.
   *
   * Takes If-Match.
   */
  updateCollection(collectionId: string, body: UpdateCollectionRequest, options?: CallOptions): Call<AdminCollectionResponse> {
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
   * Takes If-Match.
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
   * Takes If-Match.
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
   * Takes If-Match.
   */
  publishCollection(collectionId: string, options?: CallOptions): Call<AdminCollectionResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/collections/${part(collectionId)}/publish` }, options);
  }

  /**
   * Bring a deleted collection back
   *
   * As it was, published or not. Where its name or slug is taken by now it needs another one in the body.
   */
  restoreCollection(collectionId: string, body: RestoreGroupRequest, options?: CallOptions): Call<AdminCollectionResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/collections/${part(collectionId)}/restore`, body }, options);
  }

  /**
   * Hide a collection
   *
   * It has no page any more; its products stay.
   *
   * Takes If-Match.
   */
  unpublishCollection(collectionId: string, options?: CallOptions): Call<AdminCollectionResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/collections/${part(collectionId)}/unpublish` }, options);
  }

  /**
   * Groups of customers
   *
   * The oldest first.
   */
  listCustomerGroups(query?: ListCustomerGroupsQuery, options?: CallOptions): PagedCall<{
      items: CustomerGroupResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/customer-groups', query }, options);
  }

  /**
   * Make a group of customers
   *
   * Nobody is in it.
   */
  createCustomerGroup(body: CreateCustomerGroupRequest, options?: CallOptions): Call<CustomerGroupResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/customer-groups', body }, options);
  }

  /**
   * One group of customers
   *
   * Who is in it has a route of its own.
   */
  getCustomerGroup(customerGroupId: string, options?: CallOptions): Call<CustomerGroupResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/customer-groups/${part(customerGroupId)}` }, options);
  }

  /**
   * Rename a group of customers
   *
   * What is left out stays.
   *
   * Takes If-Match.
   */
  updateCustomerGroup(customerGroupId: string, body: UpdateCustomerGroupRequest, options?: CallOptions): Call<CustomerGroupResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/customer-groups/${part(customerGroupId)}`, body }, options);
  }

  /**
   * Delete a group of customers
   *
   * Refused while a price list or a discount is made for it.
   *
   * Takes If-Match.
   */
  deleteCustomerGroup(customerGroupId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/customer-groups/${part(customerGroupId)}` }, options);
  }

  /**
   * Who is in a group of customers
   *
   * Whoever came first is first.
   */
  listGroupMembers(customerGroupId: string, query?: ListGroupMembersQuery, options?: CallOptions): PagedCall<{
      items: GroupMemberResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/customer-groups/${part(customerGroupId)}/members`, query }, options);
  }

  /**
   * Put customers into a group and take others out
   *
   * At most 500 each. The answer says for each what became of him; who is already there, or already gone, is no error.
   */
  changeGroupMembers(customerGroupId: string, body: ChangeGroupMembersRequest, options?: CallOptions): Call<ChangedMembersResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/customer-groups/${part(customerGroupId)}/members`, body }, options);
  }

  /**
   * Discounts
   *
   * The newest first, those that are switched off too.
   */
  listDiscounts(query?: ListDiscountsQuery, options?: CallOptions): PagedCall<{
      items: DiscountResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/discounts', query }, options);
  }

  /**
   * Make a discount
   *
   * It is switched off until somebody who may switches it on.
   */
  createDiscount(body: CreateDiscountRequest, options?: CallOptions): Call<DiscountResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/discounts', body }, options);
  }

  /**
   * A discount
   *
   * With the ETag that a change asks for.
   */
  getDiscount(discountId: string, options?: CallOptions): Call<DiscountResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/discounts/${part(discountId)}` }, options);
  }

  /**
   * Change a discount
   *
   * What is left out stays as it is. Once an order has had it, its type, value, rules and code stay; limits, dates, targets, priority and the words may still change, for orders to come.
   *
   * Takes If-Match.
   */
  changeDiscount(discountId: string, body: ChangeDiscountRequest, options?: CallOptions): Call<DiscountResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/discounts/${part(discountId)}`, body }, options);
  }

  /**
   * Delete a discount
   *
   * Only one that no order has had and that has no single-use codes.
   *
   * Takes If-Match.
   */
  deleteDiscount(discountId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/discounts/${part(discountId)}` }, options);
  }

  /**
   * Switch a discount on or off
   *
   * At once, for every cart. Orders that are placed keep what they were given.
   *
   * Takes If-Match.
   */
  switchDiscount(discountId: string, body: SwitchDiscountRequest, options?: CallOptions): Call<DiscountResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/discounts/${part(discountId)}/active`, body }, options);
  }

  /**
   * Single-use codes of a discount
   *
   * In the order of their letters, with the order that has used each.
   */
  listDiscountCodes(discountId: string, query?: ListDiscountCodesQuery, options?: CallOptions): PagedCall<{
      items: DiscountCodeResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/discounts/${part(discountId)}/codes`, query }, options);
  }

  /**
   * Make single-use codes
   *
   * Up to 10,000 random ones at once. The list and the file have them. The same Idempotency-Key again makes no more.
   *
   * Takes Idempotency-Key.
   */
  makeDiscountCodes(discountId: string, body: MakeDiscountCodesRequest, options?: CallOptions): Call<MadeDiscountCodesResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/discounts/${part(discountId)}/codes`, body, keyed: true }, options);
  }

  /**
   * All single-use codes as CSV
   *
   * Streamed: code, time of use, order.
   */
  fetchDiscountCodes(discountId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/discounts/${part(discountId)}/codes/file` }, options);
  }

  /**
   * What has become of a discount
   *
   * Uses and what they took off, by live and archived orders.
   */
  getDiscountStatistics(discountId: string, options?: CallOptions): Call<DiscountStatisticsResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/discounts/${part(discountId)}/statistics` }, options);
  }

  /**
   * Erasures that are not done
   *
   * Those that wait for orders on their way among them, oldest first.
   */
  listErasures(options?: CallOptions): Call<ErasuresResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/erasures' }, options);
  }

  /**
   * Erase a guest
   *
   * By the e-mail address of the orders, which are kept without it.
   */
  eraseGuest(body: EraseGuestRequest, options?: CallOptions): Call<ErasureResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/erasures', body }, options);
  }

  /**
   * Rates of exchange
   *
   * Prices of variants are never converted; amounts of discounts and shipping rates that exist in the currency of the shop alone are.
   */
  listExchangeRates(options?: CallOptions): Call<ExchangeRatesResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/exchange-rates' }, options);
  }

  /**
   * Set a rate of exchange
   *
   * Of one of `CURRENCIES`. Orders keep the rate that they were placed at.
   *
   * Takes If-Match.
   */
  saveExchangeRate(currency: string, body: ExchangeRateRequest, options?: CallOptions): Call<ExchangeRateResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/exchange-rates/${part(currency)}`, body }, options);
  }

  /**
   * Take a rate of exchange away
   *
   * Nothing can be ordered in the currency then.
   *
   * Takes If-Match.
   */
  deleteExchangeRate(currency: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/exchange-rates/${part(currency)}` }, options);
  }

  /**
   * Export products, variants or prices
   *
   * A worker writes the file. Imported again it changes nothing.
   */
  startExport(body: CatalogueExportRequest, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/exports', body }, options);
  }

  /**
   * Exports, newest first
   *
   * Those that are over among them.
   */
  listExports(query?: ListExportsQuery, options?: CallOptions): PagedCall<{
      items: ExportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/exports', query }, options);
  }

  /**
   * Export customers
   *
   * Personal data: stored encrypted, gone after seven days or when one of them is erased; who asked and who fetched is recorded.
   */
  startCustomersExport(body: CustomersExportRequest, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/exports/customers', body }, options);
  }

  /**
   * Exports, newest first
   *
   * Those that are over among them.
   */
  listCustomersExports(query?: ListCustomersExportsQuery, options?: CallOptions): PagedCall<{
      items: ExportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/exports/customers', query }, options);
  }

  /**
   * How far an export is
   *
   * State and rows so far.
   */
  getCustomersExport(exportId: string, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/customers/${part(exportId)}` }, options);
  }

  /**
   * The file of an export
   *
   * Streamed. Each download is counted and stands in the audit log.
   */
  fetchCustomersExport(exportId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/customers/${part(exportId)}/file` }, options);
  }

  /**
   * Export orders
   *
   * Archived ones too; in CSV a row per line of an order. Personal data: as with customers.
   */
  startOrdersExport(body: OrdersExportRequest, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/exports/orders', body }, options);
  }

  /**
   * Exports, newest first
   *
   * Those that are over among them.
   */
  listOrdersExports(query?: ListOrdersExportsQuery, options?: CallOptions): PagedCall<{
      items: ExportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/exports/orders', query }, options);
  }

  /**
   * How far an export is
   *
   * State and rows so far.
   */
  getOrdersExport(exportId: string, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/orders/${part(exportId)}` }, options);
  }

  /**
   * The file of an export
   *
   * Streamed. Each download is counted and stands in the audit log.
   */
  fetchOrdersExport(exportId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/orders/${part(exportId)}/file` }, options);
  }

  /**
   * Export stock
   *
   * The SKU of each variant and how many pieces are free to sell.
   */
  startStockExport(body: ExportRequest, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/exports/stock', body }, options);
  }

  /**
   * Exports, newest first
   *
   * Those that are over among them.
   */
  listStockExports(query?: ListStockExportsQuery, options?: CallOptions): PagedCall<{
      items: ExportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/exports/stock', query }, options);
  }

  /**
   * How far an export is
   *
   * State and rows so far.
   */
  getStockExport(exportId: string, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/stock/${part(exportId)}` }, options);
  }

  /**
   * The file of an export
   *
   * Streamed. Each download is counted and stands in the audit log.
   */
  fetchStockExport(exportId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/stock/${part(exportId)}/file` }, options);
  }

  /**
   * How far an export is
   *
   * State and rows so far.
   */
  getExport(exportId: string, options?: CallOptions): Call<ExportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/${part(exportId)}` }, options);
  }

  /**
   * The file of an export
   *
   * Streamed. Each download is counted and stands in the audit log.
   */
  fetchExport(exportId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/exports/${part(exportId)}/file` }, options);
  }

  /**
   * Import products, variants or prices from a file
   *
   * The body is the file, UTF-8, streamed; a worker does the rest. `dryRun` checks all rows and writes nothing. URLs of pictures are never fetched: such columns are left out.
   */
  startImport(body: Blob | Uint8Array<ArrayBuffer> | string, query: StartImportQuery, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/imports', body, query }, options);
  }

  /**
   * Imports, newest first
   *
   * With state and counts of each.
   */
  listImports(query?: ListImportsQuery, options?: CallOptions): PagedCall<{
      items: ImportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/imports', query }, options);
  }

  /**
   * Import stock from a file
   *
   * The body is the file, UTF-8, with the columns sku and quantity (set) or delta (add). Each change leaves a movement.
   */
  startStockImport(body: Blob | Uint8Array<ArrayBuffer> | string, query?: StartStockImportQuery, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/imports/stock', body, query }, options);
  }

  /**
   * Imports, newest first
   *
   * With state and counts of each.
   */
  listStockImports(query?: ListStockImportsQuery, options?: CallOptions): PagedCall<{
      items: ImportResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/imports/stock', query }, options);
  }

  /**
   * How far an import is
   *
   * State, rows, share of the file that is done and how long the rest will take.
   */
  getStockImport(importId: string, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/imports/stock/${part(importId)}` }, options);
  }

  /**
   * Stop an import
   *
   * What it has written stays; the batch at hand is the last one.
   */
  cancelStockImport(importId: string, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/imports/stock/${part(importId)}/cancel` }, options);
  }

  /**
   * What was wrong with which row
   *
   * In the order of the file; `format=csv` sends all of them as a file.
   */
  listStockImportErrors(importId: string, query?: ListStockImportErrorsQuery, options?: CallOptions): PagedCall<{
      items: ImportErrorResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/imports/stock/${part(importId)}/errors`, query }, options);
  }

  /**
   * Go on with an upload
   *
   * For files that come in pieces, or whose connection broke: the next piece, beginning at `offset` = `sizeBytes`.
   */
  continueStockImport(importId: string, body: Blob | Uint8Array<ArrayBuffer> | string, query: ContinueStockImportQuery, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/imports/stock/${part(importId)}/file`, body, query }, options);
  }

  /**
   * Run an import for good
   *
   * After a dry run, or once more after it was cancelled or failed. Begins at the first row; rows that are written already are found unchanged.
   */
  runStockImport(importId: string, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/imports/stock/${part(importId)}/run` }, options);
  }

  /**
   * How far an import is
   *
   * State, rows, share of the file that is done and how long the rest will take.
   */
  getImport(importId: string, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/imports/${part(importId)}` }, options);
  }

  /**
   * Stop an import
   *
   * What it has written stays; the batch at hand is the last one.
   */
  cancelImport(importId: string, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/imports/${part(importId)}/cancel` }, options);
  }

  /**
   * What was wrong with which row
   *
   * In the order of the file; `format=csv` sends all of them as a file.
   */
  listImportErrors(importId: string, query?: ListImportErrorsQuery, options?: CallOptions): PagedCall<{
      items: ImportErrorResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/imports/${part(importId)}/errors`, query }, options);
  }

  /**
   * Go on with an upload
   *
   * For files that come in pieces, or whose connection broke: the next piece, beginning at `offset` = `sizeBytes`.
   */
  continueImport(importId: string, body: Blob | Uint8Array<ArrayBuffer> | string, query: ContinueImportQuery, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/imports/${part(importId)}/file`, body, query }, options);
  }

  /**
   * Run an import for good
   *
   * After a dry run, or once more after it was cancelled or failed. Begins at the first row; rows that are written already are found unchanged.
   */
  runImport(importId: string, options?: CallOptions): Call<ImportResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/imports/${part(importId)}/run` }, options);
  }

  /**
   * The log of mails
   *
   * The newest first, of the last ninety days. It does not say to whom; `recipient` finds the mails of an address.
   */
  listMails(query?: ListMailsQuery, options?: CallOptions): PagedCall<{
      items: MailLogResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/mails', query }, options);
  }

  /**
   * Orders of the shop
   *
   * All filters together, archived orders included. Newest first; `total=true` counts them as well.
   */
  listAllOrders(query?: ListAllOrdersQuery, options?: CallOptions): PagedCall<{
      items: StaffOrderSummaryResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
      /** Of the whole list; only when it was asked for */
      total?: number;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/orders', query }, options);
  }

  /**
   * Drafts that are no orders yet
   *
   * Newest first.
   */
  listOrderDrafts(query?: ListOrderDraftsQuery, options?: CallOptions): PagedCall<{
      items: DraftResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/orders/drafts', query }, options);
  }

  /**
   * Prepare an order
   *
   * No stock is held until it is placed.
   */
  createOrderDraft(body: SaveDraftRequest, options?: CallOptions): Call<DraftResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/orders/drafts', body }, options);
  }

  /**
   * A draft
   *
   * With its ETag; what it costs is asked for separately.
   */
  getOrderDraft(draftId: string, options?: CallOptions): Call<DraftResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/drafts/${part(draftId)}` }, options);
  }

  /**
   * Change a draft
   *
   * The body is all of it; prices that were named for its lines stay, unless the currency changes. A token that was sent works no more.
   *
   * Takes If-Match.
   */
  replaceOrderDraft(draftId: string, body: SaveDraftRequest, options?: CallOptions): Call<DraftResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/orders/drafts/${part(draftId)}`, body }, options);
  }

  /**
   * Give a draft up
   *
   * One that became an order stays.
   *
   * Takes If-Match.
   */
  deleteOrderDraft(draftId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/orders/drafts/${part(draftId)}` }, options);
  }

  /**
   * Order a draft for its customer
   *
   * With all checks of an order. A draft becomes at most one.
   *
   * Takes Idempotency-Key.
   */
  placeOrderDraft(draftId: string, body: PlaceDraftRequest, options?: CallOptions): Call<PlacedOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/drafts/${part(draftId)}/place`, body, keyed: true }, options);
  }

  /**
   * What a draft costs now
   *
   * By the function that prices its order; lines that cannot be ordered say why.
   */
  priceOrderDraft(draftId: string, options?: CallOptions): Call<DraftPriceResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/drafts/${part(draftId)}/price` }, options);
  }

  /**
   * Name prices of lines
   *
   * Instead of those of the shop, each with its reason.
   *
   * Takes If-Match.
   */
  nameOrderDraftPrices(draftId: string, body: NameDraftPricesRequest, options?: CallOptions): Call<DraftResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/orders/drafts/${part(draftId)}/prices`, body }, options);
  }

  /**
   * Open a draft to its customer
   *
   * He gets a mail with a link. Answers the token in it, with which he sees and orders the draft, as X-Draft-Token.
   *
   * Takes If-Match.
   */
  sendOrderDraft(draftId: string, options?: CallOptions): Call<SentDraftResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/drafts/${part(draftId)}/send` }, options);
  }

  /**
   * An order of the shop
   *
   * With its history (who, when, why), payments, refunds, parcels and returns. The ETag changes with all of them; an archived order has none.
   */
  getAnyOrder(orderId: string, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}` }, options);
  }

  /**
   * What was changed in an order
   *
   * Newest first, with who and why, and the order before and after. Archived orders too.
   */
  listOrderEdits(orderId: string, query?: ListOrderEditsQuery, options?: CallOptions): PagedCall<{
      items: OrderEditResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}/edits`, query }, options);
  }

  /**
   * Edit an order
   *
   * Pending or confirmed. Everything is computed again; where it does not come to what the preview has shown it is a 409. What is above the new total goes back by pending refunds, what is owed shows as `amountDue` of the order. The same Idempotency-Key answers the same bytes again with `Idempotent-Replayed: true`.
   *
   * Takes Idempotency-Key, If-Match.
   */
  editOrder(orderId: string, body: ApplyEditRequest, options?: CallOptions): Call<AppliedEditResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/edits`, body, keyed: true }, options);
  }

  /**
   * What an edit of an order would come to
   *
   * The whole new price, what is to be collected or goes back, and what keeps lines from being had. Lines that are there keep their unit price; what comes costs what it costs today. Writes nothing and holds no stock.
   */
  previewOrderEdit(orderId: string, body: PreviewEditRequest, options?: CallOptions): Call<EditPreviewResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/edits/preview`, body }, options);
  }

  /**
   * Pack a parcel
   *
   * With some pieces of a confirmed order, never more than other parcels and refunds have left. Nothing leaves yet.
   *
   * Takes If-Match.
   */
  createFulfilment(orderId: string, body: CreateFulfilmentRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/fulfilments`, body }, options);
  }

  /**
   * Write carrier and tracking number on a parcel
   *
   * Before it leaves or afterwards.
   *
   * Takes If-Match.
   */
  changeFulfilment(orderId: string, fulfilmentId: string, body: ParcelLabelRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/orders/${part(orderId)}/fulfilments/${part(fulfilmentId)}`, body }, options);
  }

  /**
   * Unpack a parcel
   *
   * Its pieces can go into another one. One that was sent by mistake goes back to its location; the order stays on its way.
   *
   * Takes If-Match.
   */
  cancelFulfilment(orderId: string, fulfilmentId: string, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/fulfilments/${part(fulfilmentId)}/cancel` }, options);
  }

  /**
   * Note that a parcel has arrived
   *
   * With the last one the order is delivered. The customer gets a mail.
   *
   * Takes If-Match.
   */
  deliverFulfilment(orderId: string, fulfilmentId: string, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/fulfilments/${part(fulfilmentId)}/deliver` }, options);
  }

  /**
   * Send a parcel
   *
   * Its pieces leave their location; with the first parcel the order is on its way. The customer gets a mail.
   *
   * Takes If-Match.
   */
  shipFulfilment(orderId: string, fulfilmentId: string, body?: ShipFulfilmentRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/fulfilments/${part(fulfilmentId)}/ship`, body }, options);
  }

  /**
   * The invoice of an order
   *
   * As it counts now. A worker makes the file: `orders.document_not_ready` comes with `Retry-After`.
   */
  getAnyOrderInvoice(orderId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}/invoice.pdf` }, options);
  }

  /**
   * Invoices and credit notes of an order
   *
   * A credit note comes with a refund, or with a new invoice for a changed order.
   */
  listAnyOrderInvoices(orderId: string, options?: CallOptions): Call<OrderInvoicesResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}/invoices` }, options);
  }

  /**
   * An invoice or credit note of an order
   *
   * Also one that was replaced. The file comes as that of `invoice.pdf`.
   */
  getAnyOrderInvoiceFile(orderId: string, invoiceId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}/invoices/${part(invoiceId)}/pdf` }, options);
  }

  /**
   * What is in a parcel
   *
   * Without prices. A worker makes the file, as with invoices.
   */
  getPackingSlip(orderId: string, parcelId: string, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/orders/${part(orderId)}/parcels/${part(parcelId)}/packing-slip.pdf` }, options);
  }

  /**
   * Note that the money of an order is here
   *
   * Paid on delivery or by bank transfer. A pending order is confirmed by it. Not while a gateway may still take the money.
   *
   * Takes If-Match.
   */
  recordOrderPayment(orderId: string, body: RecordPaymentRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/payments/record`, body }, options);
  }

  /**
   * Give money of an order back
   *
   * Pieces with their own share of discount and tax, shipping, goodwill; never more than was paid. Pieces that have not left are free to be sold again. The money waits as pending refunds. The same Idempotency-Key answers the same bytes again with `Idempotent-Replayed: true`.
   *
   * Takes Idempotency-Key, If-Match.
   */
  refundOrder(orderId: string, body: RefundOrderRequest, options?: CallOptions): Call<RefundAskedResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/refunds`, body, keyed: true }, options);
  }

  /**
   * Note how a refund ended
   *
   * For money that no gateway sends back: cash, a bank transfer, or one that was settled by hand. Once; a refund that had succeeded may still fail.
   */
  finishOrderRefund(orderId: string, refundId: string, body: FinishRefundRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/refunds/${part(refundId)}/finish`, body }, options);
  }

  /**
   * Bring an order back from the archive
   *
   * To change something about it, a late refund for example. Number, id and all of its rows stay what they were; no stock and no money moves. For thirty days the archive leaves it alone.
   */
  restoreOrder(orderId: string, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/restore` }, options);
  }

  /**
   * Let a customer send goods back
   *
   * The customer gets a mail with the answer.
   *
   * Takes If-Match.
   */
  approveReturn(orderId: string, returnId: string, body?: ApproveReturnRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/returns/${part(returnId)}/approve`, body }, options);
  }

  /**
   * Take in what came back
   *
   * Each piece goes back on the shelf or is written off. What was paid for the pieces waits as a pending refund, with their own share of discount and tax.
   *
   * Takes If-Match.
   */
  receiveReturn(orderId: string, returnId: string, body: ReceiveReturnRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/returns/${part(returnId)}/receive`, body }, options);
  }

  /**
   * Do not take goods back
   *
   * The customer gets a mail that says why.
   *
   * Takes If-Match.
   */
  rejectReturn(orderId: string, returnId: string, body: RejectReturnRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/returns/${part(returnId)}/reject`, body }, options);
  }

  /**
   * Confirm, cancel or complete an order
   *
   * `confirmed`: the money of a pending order came without a gateway. `cancelled`: nothing of it has left; stock, discount uses and money go back. `completed`: after its delivery. The other states follow from parcels and refunds; what is possible now stands in `details.allowed` of the 409.
   *
   * Takes If-Match.
   */
  changeOrderState(orderId: string, body: OrderTransitionRequest, options?: CallOptions): Call<StaffOrderResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/orders/${part(orderId)}/transitions`, body }, options);
  }

  /**
   * Apply a stored message once more
   *
   * By the same rules as the first time: what counted already changes nothing.
   */
  replayPaymentEvent(eventId: string, options?: CallOptions): Call<ReplayedEventResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/payment-events/${part(eventId)}/replay` }, options);
  }

  /**
   * All ways to pay
   *
   * Those that are switched off too, and those whose gateway is not set up, in their order.
   */
  listKeptPaymentMethods(options?: CallOptions): Call<KeptPaymentMethodsResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/payment-methods' }, options);
  }

  /**
   * Make a way to pay
   *
   * Offered at once wherever it fits, behind the others.
   */
  createPaymentMethod(body: CreatePaymentMethodRequest, options?: CallOptions): Call<KeptPaymentMethodResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/payment-methods', body }, options);
  }

  /**
   * In which order ways to pay are offered
   *
   * By their codes; those that are left out follow in the order they had.
   */
  orderPaymentMethods(body: OrderPaymentMethodsRequest, options?: CallOptions): Call<KeptPaymentMethodsResponse> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/admin/payment-methods/order', body }, options);
  }

  /**
   * A way to pay
   *
   * With the ETag that a change asks for.
   */
  getKeptPaymentMethod(paymentMethodId: string, options?: CallOptions): Call<KeptPaymentMethodResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/payment-methods/${part(paymentMethodId)}` }, options);
  }

  /**
   * Change a way to pay, switch it on or off
   *
   * What is left out stays as it is. Its code stays: orders hold it.
   *
   * Takes If-Match.
   */
  changePaymentMethod(paymentMethodId: string, body: ChangePaymentMethodRequest, options?: CallOptions): Call<KeptPaymentMethodResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/payment-methods/${part(paymentMethodId)}`, body }, options);
  }

  /**
   * Payments of all orders
   *
   * Every attempt to pay, the newest first; not those of archived orders.
   */
  listPayments(query?: ListPaymentsQuery, options?: CallOptions): PagedCall<{
      items: StaffPaymentResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/payments', query }, options);
  }

  /**
   * A payment with everything that was said about it
   *
   * Messages and answers of its gateway with what came of each, and its refunds.
   */
  getPayment(paymentId: string, options?: CallOptions): Call<StaffPaymentDetailResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/payments/${part(paymentId)}` }, options);
  }

  /**
   * Take money that is held
   *
   * All of it, or a part: then the gateway lets the rest go. Happens once.
   */
  capturePayment(paymentId: string, body?: CapturePaymentRequest, options?: CallOptions): Call<StaffPaymentDetailResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/payments/${part(paymentId)}/capture`, body }, options);
  }

  /**
   * Ask the gateway now
   *
   * What it answers counts like a message of its own. A gateway that cannot be asked changes nothing.
   */
  queryPayment(paymentId: string, options?: CallOptions): Call<StaffPaymentDetailResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/payments/${part(paymentId)}/query` }, options);
  }

  /**
   * Let go money that is held
   *
   * The order stays as it is, and is owed again.
   */
  voidPayment(paymentId: string, options?: CallOptions): Call<StaffPaymentDetailResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/payments/${part(paymentId)}/void` }, options);
  }

  /**
   * All permissions
   *
   * The modules, and what reading, writing and running means in each.
   */
  listPermissions(options?: CallOptions): Call<CatalogueResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/permissions' }, options);
  }

  /**
   * Price lists
   *
   * The oldest first. All filters together.
   */
  listPriceLists(query?: ListPriceListsQuery, options?: CallOptions): PagedCall<{
      items: PriceListResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/price-lists', query }, options);
  }

  /**
   * Make a price list
   *
   * Empty, and switched off unless `isActive` is sent. A customer pays the lowest of the variant’s price and of all lists that fit his groups, the time and the quantity of the line.
   */
  createPriceList(body: CreatePriceListRequest, options?: CallOptions): Call<PriceListResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/price-lists', body }, options);
  }

  /**
   * One price list
   *
   * Its prices have a route of their own.
   */
  getPriceList(priceListId: string, options?: CallOptions): Call<PriceListResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/price-lists/${part(priceListId)}` }, options);
  }

  /**
   * Change a price list
   *
   * What is left out stays; the currency always does.
   *
   * Takes If-Match.
   */
  updatePriceList(priceListId: string, body: UpdatePriceListRequest, options?: CallOptions): Call<PriceListResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/price-lists/${part(priceListId)}`, body }, options);
  }

  /**
   * Delete a price list
   *
   * With its prices, for good. Orders keep what was paid.
   *
   * Takes If-Match.
   */
  deletePriceList(priceListId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/price-lists/${part(priceListId)}` }, options);
  }

  /**
   * Prices of a list
   *
   * By variant and quantity.
   */
  listListedPrices(priceListId: string, query?: ListListedPricesQuery, options?: CallOptions): PagedCall<{
      items: ListedPriceResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/price-lists/${part(priceListId)}/prices`, query }, options);
  }

  /**
   * Set prices of a list
   *
   * At most 500 rows, each judged by itself: what can be saved is, in one transaction, and the answer says for each row what became of it. What is not named stays.
   */
  saveListedPrices(priceListId: string, body: ListedPricesRequest, options?: CallOptions): Call<SavedPricesResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/price-lists/${part(priceListId)}/prices`, body }, options);
  }

  /**
   * What does not agree about money
   *
   * Messages that fit no payment, amounts that differ, payments and refunds that a gateway has not decided, differences to settlement files. The newest first.
   */
  listReconciliationIssues(query?: ListReconciliationIssuesQuery, options?: CallOptions): PagedCall<{
      items: ReconciliationIssueResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/reconciliation', query }, options);
  }

  /**
   * Compare a settlement file with the books
   *
   * Each difference becomes an issue; the same file again finds the same ones, and those that are none any more are settled.
   */
  compareSettlement(body: SettlementRequest, options?: CallOptions): Call<SettlementResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/reconciliation/settlements', body }, options);
  }

  /**
   * Note what was done about an issue
   *
   * It moves no money: that is done where money is moved. Once; then it is history.
   */
  settleReconciliationIssue(issueId: string, body: SettleIssueRequest, options?: CallOptions): Call<ReconciliationIssueResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/reconciliation/${part(issueId)}/settle`, body }, options);
  }

  /**
   * Sales by brand
   *
   * By the brand that a product has today. Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   */
  reportBrands(query?: ReportBrandsQuery, options?: CallOptions): Call<BrandReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/brands', query }, options);
  }

  /**
   * Sales by category
   *
   * By the category that a product has today; each piece counts once. Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   */
  reportCategories(query?: ReportCategoriesQuery, options?: CallOptions): Call<CategoryReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/categories', query }, options);
  }

  /**
   * Sales by customer
   *
   * By id, without names. Guests are one row. Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   */
  reportCustomers(query?: ReportCustomersQuery, options?: CallOptions): Call<CustomerReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/customers', query }, options);
  }

  /**
   * What discounts took off, on goods and shipping
   *
   * Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   */
  reportDiscounts(query?: ReportDiscountsQuery, options?: CallOptions): Call<DiscountReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/discounts', query }, options);
  }

  /**
   * Sales by product
   *
   * The largest first. Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   */
  reportProducts(query?: ReportProductsQuery, options?: CallOptions): Call<ProductReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/products', query }, options);
  }

  /**
   * Money that went back, by day
   *
   * By the day on which it went back, whatever became of the order.
   */
  reportRefunds(query?: ReportRefundsQuery, options?: CallOptions): Call<RefundReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/refunds', query }, options);
  }

  /**
   * Sales by day
   *
   * Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.
   */
  reportSales(query?: ReportSalesQuery, options?: CallOptions): Call<SalesReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/sales', query }, options);
  }

  /**
   * What the stock is worth now
   *
   * At cost and at prices, in the currency of the shop.
   */
  reportStock(query?: ReportStockQuery, options?: CallOptions): Call<StockReportResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/admin/reports/stock', query }, options);
  }

  /**
   * All rows of a report as CSV
   *
   * Streamed; `limit` and `cursor` change nothing.
   */
  fetchReport(report: "sales" | "products" | "categories" | "brands" | "discounts" | "refunds" | "customers" | "stock", query?: FetchReportQuery, options?: CallOptions): Call<Blob> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/reports/${part(report)}/csv`, query }, options);
  }

  /**
   * Reviews of all states
   *
   * What was written or edited longest ago first. All filters together.
   */
  listReviewsToModerate(query?: ListReviewsToModerateQuery, options?: CallOptions): PagedCall<{
      items: ModeratedReviewResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/reviews', query }, options);
  }

  /**
   * Approve or reject many reviews
   *
   * Up to 100, with a result for each; those that cannot be decided stop no other.
   */
  moderateReviews(body: ModerateReviewsRequest, options?: CallOptions): Call<ModerationResultsResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/reviews/bulk', body }, options);
  }

  /**
   * A review of any state
   *
   * Take the id from the list.
   */
  getReviewToModerate(reviewId: string, options?: CallOptions): Call<ModeratedReviewResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/reviews/${part(reviewId)}` }, options);
  }

  /**
   * Show a review to everybody
   *
   * It counts from now on; reports of it are settled. Doing it twice changes nothing.
   *
   * Takes If-Match.
   */
  approveReview(reviewId: string, options?: CallOptions): Call<ModeratedReviewResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/reviews/${part(reviewId)}/approve` }, options);
  }

  /**
   * Hide a review
   *
   * Its author sees the reason and may write it anew, which waits for a moderator.
   *
   * Takes If-Match.
   */
  rejectReview(reviewId: string, body: RejectReviewRequest, options?: CallOptions): Call<ModeratedReviewResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/reviews/${part(reviewId)}/reject`, body }, options);
  }

  /**
   * Roles
   *
   * By their codes.
   */
  listRoles(query?: ListRolesQuery, options?: CallOptions): PagedCall<{
      items: RoleResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/roles', query }, options);
  }

  /**
   * Make a role
   *
   * It may do, by itself and by what it inherits, no more than you.
   */
  createRole(body: CreateRoleRequest, options?: CallOptions): Call<RoleResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/roles', body }, options);
  }

  /**
   * A role
   *
   * Take the id from the list. The ETag covers its rights as well.
   */
  getRole(roleId: string, options?: CallOptions): Call<RoleResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/roles/${part(roleId)}` }, options);
  }

  /**
   * Change a role
   *
   * Switch it on or off, move it below another parent, rename it. You must hold all that it, and those who inherit from it, may do before and after.
   *
   * Takes If-Match.
   */
  updateRole(roleId: string, body: UpdateRoleRequest, options?: CallOptions): Call<RoleResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/roles/${part(roleId)}`, body }, options);
  }

  /**
   * Delete a role
   *
   * Only one that nobody has and from which none inherits.
   *
   * Takes If-Match.
   */
  deleteRole(roleId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/roles/${part(roleId)}` }, options);
  }

  /**
   * Rights of a role
   *
   * Its own, and with those that it inherits. The ETag is the one of the role.
   */
  getRolePermissions(roleId: string, options?: CallOptions): Call<RolePermissionsResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/roles/${part(roleId)}/permissions` }, options);
  }

  /**
   * Set the rights of a role
   *
   * All of its own at once. You must hold all that it, and those who inherit from it, may do before and after; one's own role is changed by somebody else.
   *
   * Takes If-Match.
   */
  setRolePermissions(roleId: string, body: PermissionsRequest, options?: CallOptions): Call<RolePermissionsResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/roles/${part(roleId)}/permissions`, body }, options);
  }

  /**
   * All shipping methods
   *
   * Those that are switched off too, each with all its rates, in their order.
   */
  listKeptShippingMethods(query?: ListKeptShippingMethodsQuery, options?: CallOptions): PagedCall<{
      items: KeptShippingMethodResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/shipping-methods', query }, options);
  }

  /**
   * Make a shipping method
   *
   * Carts are offered it at once, wherever it has a rate that fits.
   */
  createShippingMethod(body: CreateShippingMethodRequest, options?: CallOptions): Call<KeptShippingMethodResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/shipping-methods', body }, options);
  }

  /**
   * A shipping method with its rates
   *
   * With the ETag that a change asks for.
   */
  getShippingMethod(shippingMethodId: string, options?: CallOptions): Call<KeptShippingMethodResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/shipping-methods/${part(shippingMethodId)}` }, options);
  }

  /**
   * Change a shipping method
   *
   * What is left out stays as it is. Its code stays: orders hold it.
   *
   * Takes If-Match.
   */
  changeShippingMethod(shippingMethodId: string, body: ChangeShippingMethodRequest, options?: CallOptions): Call<KeptShippingMethodResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/shipping-methods/${part(shippingMethodId)}`, body }, options);
  }

  /**
   * Delete a shipping method
   *
   * With its rates. Orders that are placed keep its code and its price.
   *
   * Takes If-Match.
   */
  deleteShippingMethod(shippingMethodId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/shipping-methods/${part(shippingMethodId)}` }, options);
  }

  /**
   * Say what a shipping method costs
   *
   * Puts these rates in the place of all that were there. Bands include both ends and may overlap: the cheapest rate that fits counts; where none fits the method is not offered.
   *
   * Takes If-Match.
   */
  replaceShippingRates(shippingMethodId: string, body: ReplaceShippingRatesRequest, options?: CallOptions): Call<KeptShippingMethodResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/shipping-methods/${part(shippingMethodId)}/rates`, body }, options);
  }

  /**
   * Shipping zones
   *
   * Countries with the same shipping rates, by code.
   */
  listShippingZones(query?: ListShippingZonesQuery, options?: CallOptions): PagedCall<{
      items: ZoneResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/shipping-zones', query }, options);
  }

  /**
   * Make a shipping zone
   *
   * A country stands in one zone at most; one zone at most is the rest of the world.
   */
  createShippingZone(body: CreateZoneRequest, options?: CallOptions): Call<ZoneResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/shipping-zones', body }, options);
  }

  /**
   * A shipping zone
   *
   * With the ETag that a change asks for.
   */
  getShippingZone(zoneId: string, options?: CallOptions): Call<ZoneResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/shipping-zones/${part(zoneId)}` }, options);
  }

  /**
   * Change a shipping zone
   *
   * What is left out stays as it is.
   *
   * Takes If-Match.
   */
  changeShippingZone(zoneId: string, body: ChangeZoneRequest, options?: CallOptions): Call<ZoneResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/shipping-zones/${part(zoneId)}`, body }, options);
  }

  /**
   * Delete a shipping zone
   *
   * Only when no method has rates in it.
   *
   * Takes If-Match.
   */
  deleteShippingZone(zoneId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/shipping-zones/${part(zoneId)}` }, options);
  }

  /**
   * Tax rates
   *
   * By country. The rate of a region goes before that of its country.
   */
  listTaxRates(query?: ListTaxRatesQuery, options?: CallOptions): PagedCall<{
      items: TaxRateResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/tax-rates', query }, options);
  }

  /**
   * Make a tax rate
   *
   * Carts are taxed by it at once; orders that are placed keep theirs.
   */
  createTaxRate(body: CreateTaxRateRequest, options?: CallOptions): Call<TaxRateResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/tax-rates', body }, options);
  }

  /**
   * A tax rate
   *
   * With the ETag that a change asks for.
   */
  getTaxRate(taxRateId: string, options?: CallOptions): Call<TaxRateResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/tax-rates/${part(taxRateId)}` }, options);
  }

  /**
   * Change a tax rate
   *
   * What is left out stays as it is. Orders that are placed keep theirs.
   *
   * Takes If-Match.
   */
  changeTaxRate(taxRateId: string, body: ChangeTaxRateRequest, options?: CallOptions): Call<TaxRateResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/tax-rates/${part(taxRateId)}`, body }, options);
  }

  /**
   * Delete a tax rate
   *
   * Orders that are placed keep theirs.
   *
   * Takes If-Match.
   */
  deleteTaxRate(taxRateId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/tax-rates/${part(taxRateId)}` }, options);
  }

  /**
   * People
   *
   * All filters together; deleted accounts are not among them.
   */
  listUsers(query?: ListUsersQuery, options?: CallOptions): PagedCall<{
      items: PersonLineResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/users', query }, options);
  }

  /**
   * An account
   *
   * Take the id from the list.
   */
  getUser(userId: string, options?: CallOptions): Call<PersonResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/users/${part(userId)}` }, options);
  }

  /**
   * Act on behalf of a customer
   *
   * For 15 minutes, as long as your own session lasts, and never with what the account is opened with. The customer sees it in his sessions; the audit log names both.
   */
  actForUser(userId: string, body: ActRequest, options?: CallOptions): Call<ActingResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/act`, body }, options);
  }

  /**
   * Stop acting on behalf of a customer
   *
   * Logging out with the token one acts with does the same.
   */
  endActingForUser(userId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/act/end` }, options);
  }

  /**
   * API keys of a person
   *
   * Newest first, those that are over too; empty where there is no such person.
   */
  listUserApiKeys(userId: string, query?: ListUserApiKeysQuery, options?: CallOptions): PagedCall<{
      items: ApiKeyResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/users/${part(userId)}/api-keys`, query }, options);
  }

  /**
   * Revoke a person's API key
   *
   * At once. Your own are under `/me/api-keys`.
   */
  revokeUserApiKey(userId: string, keyId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/users/${part(userId)}/api-keys/${part(keyId)}` }, options);
  }

  /**
   * Erase a person
   *
   * Closes the account at once; a worker erases what is stored about the person everywhere. Orders and sums stay. There is no way back.
   */
  eraseUser(userId: string, options?: CallOptions): Call<ErasureResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/erase` }, options);
  }

  /**
   * Lock an account
   *
   * Ends its sessions at once; nobody gets in with it until it is unlocked.
   *
   * Takes If-Match.
   */
  lockUser(userId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/lock` }, options);
  }

  /**
   * Remove a person's second factor
   *
   * For somebody who lost his phone and his recovery codes. Nobody does this to himself or to people with more rights; the owner is told by mail.
   */
  removeMfaOfUser(userId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/users/${part(userId)}/mfa` }, options);
  }

  /**
   * Make an account choose a new password
   *
   * Password, sessions and API keys are void at once; its address gets a code for a new password.
   */
  forcePasswordReset(userId: string, options?: CallOptions): Call<AcceptedResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/reset-password` }, options);
  }

  /**
   * Give a person another role
   *
   * From his next request on. You must hold all that he may do now and all that he may do then; nobody changes his own.
   *
   * Takes If-Match.
   */
  changeUserRole(userId: string, body: ChangeRoleRequest, options?: CallOptions): Call<PersonResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/users/${part(userId)}/role`, body }, options);
  }

  /**
   * Sessions of a person
   *
   * Those that still count, last used first.
   */
  listUserSessions(userId: string, query?: ListUserSessionsQuery, options?: CallOptions): PagedCall<{
      items: SessionResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/users/${part(userId)}/sessions`, query }, options);
  }

  /**
   * End all sessions of a person
   *
   * At once, on all servers.
   */
  endUserSessions(userId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/users/${part(userId)}/sessions` }, options);
  }

  /**
   * End a session of a person
   *
   * At once, on all servers. Take the id from the list.
   */
  endUserSession(userId: string, sessionId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/users/${part(userId)}/sessions/${part(sessionId)}` }, options);
  }

  /**
   * Unlock an account
   *
   * Its owner logs in again; sessions that the lock has ended stay ended.
   *
   * Takes If-Match.
   */
  unlockUser(userId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/users/${part(userId)}/unlock` }, options);
  }

  /**
   * Set prices of many variants
   *
   * At most 500 rows, each judged by itself: what can be saved is, in one transaction, and the answer says for each row what became of it.
   */
  saveVariantPrices(body: PricesRequest, options?: CallOptions): Call<SavedPricesResponse> {
    return this.connection.call({ method: 'PUT', path: '/api/v1/admin/variant-prices', body }, options);
  }

  /**
   * What a variant cost and when
   *
   * The present price, and those that are over, the last one first.
   */
  listPriceHistory(variantId: string, query?: ListPriceHistoryQuery, options?: CallOptions): Call<PriceHistoryResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/variants/${part(variantId)}/price-history`, query }, options);
  }

  /**
   * Prices of a variant in other currencies
   *
   * The price in the currency of the shop is the variant’s own.
   */
  listVariantPrices(variantId: string, options?: CallOptions): Call<PricesResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/variants/${part(variantId)}/prices` }, options);
  }

  /**
   * Set a price in another currency
   *
   * One of `CURRENCIES`. Carts in this currency pay it; nothing is converted.
   *
   * Takes If-Match.
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
   * Webhook endpoints
   *
   * The oldest first.
   */
  listWebhooks(query?: ListWebhooksQuery, options?: CallOptions): PagedCall<{
      items: WebhookResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/webhooks', query }, options);
  }

  /**
   * Tell an endpoint of events
   *
   * Of all that happen from now on. Messages are signed by the Standard Webhooks specification (`webhook-id`, `webhook-timestamp`, `webhook-signature`); the secret is in this answer and nowhere else. A message is repeated until it is answered with 2xx, so the same `webhook-id` may come more than once.
   */
  createWebhook(body: CreateWebhookRequest, options?: CallOptions): Call<WebhookSecretResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/webhooks', body }, options);
  }

  /**
   * One endpoint
   *
   * Its deliveries have a route of their own.
   */
  getWebhook(webhookId: string, options?: CallOptions): Call<WebhookResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/webhooks/${part(webhookId)}` }, options);
  }

  /**
   * Change an endpoint
   *
   * What is left out stays. What waits is sent to the new address.
   *
   * Takes If-Match.
   */
  updateWebhook(webhookId: string, body: UpdateWebhookRequest, options?: CallOptions): Call<WebhookResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/webhooks/${part(webhookId)}`, body }, options);
  }

  /**
   * Delete an endpoint
   *
   * With its log, for good.
   *
   * Takes If-Match.
   */
  deleteWebhook(webhookId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/webhooks/${part(webhookId)}` }, options);
  }

  /**
   * Deliveries of an endpoint
   *
   * The newest first.
   */
  listWebhookDeliveries(webhookId: string, query?: ListWebhookDeliveriesQuery, options?: CallOptions): PagedCall<{
      items: WebhookDeliveryResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/webhooks/${part(webhookId)}/deliveries`, query }, options);
  }

  /**
   * One delivery and its tries
   *
   * Status, duration and the beginning of each answer.
   */
  getWebhookDelivery(webhookId: string, deliveryId: string, options?: CallOptions): Call<WebhookDeliveryDetailResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/webhooks/${part(webhookId)}/deliveries/${part(deliveryId)}` }, options);
  }

  /**
   * Send one event again
   *
   * With the same `webhook-id`, also when it has arrived already.
   */
  redeliverWebhookEvent(webhookId: string, deliveryId: string, options?: CallOptions): Call<WebhookDeliveryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/deliveries/${part(deliveryId)}/redeliver` }, options);
  }

  /**
   * Send nothing for now
   *
   * What happens meanwhile waits in the feed.
   */
  pauseWebhook(webhookId: string, options?: CallOptions): Call<WebhookResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/pause` }, options);
  }

  /**
   * Try an endpoint
   *
   * A message of type `webhook.ping`, sent once, also to a paused one; see its delivery.
   */
  pingWebhook(webhookId: string, options?: CallOptions): Call<WebhookDeliveryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/ping` }, options);
  }

  /**
   * Send everything after an event again
   *
   * As far as the feed has it, of the types that the endpoint hears.
   */
  redeliverWebhookEvents(webhookId: string, body: RedeliverWebhookRequest, options?: CallOptions): Call<WebhookResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/redeliver`, body }, options);
  }

  /**
   * Go on where it was paused
   *
   * Everything that it missed is sent, as far as the feed still has it.
   */
  resumeWebhook(webhookId: string, options?: CallOptions): Call<WebhookResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/resume` }, options);
  }

  /**
   * Give an endpoint a new secret
   *
   * Messages carry a signature of each for `overlapHours` (24 when left out), so that the receiver can change over. At once when it is 0.
   */
  rotateWebhookSecret(webhookId: string, body: RotateWebhookSecretRequest, options?: CallOptions): Call<WebhookSecretResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/rotate-secret`, body }, options);
  }

  /**
   * Images of a product or group
   *
   * In their order, published or not. The ETag covers all of them.
   */
  listImages(ownerKind: "products" | "categories" | "brands" | "collections", ownerId: string, options?: CallOptions): Call<ImagesResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/images` }, options);
  }

  /**
   * Show uploaded files
   *
   * Behind the images that are there. Files are named by their ids and must have been uploaded for this product or group.
   *
   * Takes If-Match.
   */
  attachImages(ownerKind: "products" | "categories" | "brands" | "collections", ownerId: string, body: AttachImagesRequest, options?: CallOptions): Call<ImagesResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/images`, body }, options);
  }

  /**
   * Order images
   *
   * Name every image once. The first one stands for the product or group in lists.
   *
   * Takes If-Match.
   */
  orderImages(ownerKind: "products" | "categories" | "brands" | "collections", ownerId: string, body: OrderImagesRequest, options?: CallOptions): Call<ImagesResponse> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/images`, body }, options);
  }

  /**
   * Describe an image
   *
   * Its alternative text and the variant that it shows.
   *
   * Takes If-Match.
   */
  describeImage(ownerKind: "products" | "categories" | "brands" | "collections", ownerId: string, imageId: string, body: DescribeImageRequest, options?: CallOptions): Call<ImagesResponse> {
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
   */
  listTranslations(ownerKind: "products" | "categories" | "brands" | "collections" | "attributes" | "attribute-values" | "product-fields", ownerId: string, options?: CallOptions): Call<TranslationsResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/translations` }, options);
  }

  /**
   * One translation
   *
   * What is null falls back to the text of the thing itself.
   */
  getTranslation(ownerKind: "products" | "categories" | "brands" | "collections" | "attributes" | "attribute-values" | "product-fields", ownerId: string, locale: string, options?: CallOptions): Call<TranslationResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/${part(ownerKind)}/${part(ownerId)}/translations/${part(locale)}` }, options);
  }

  /**
   * Translate a thing
   *
   * Replaces all words of this language. A slug belongs to one thing of its kind, in whatever language: 409 when another one has it. The slug that it had leads to the new one.
   *
   * Takes If-Match.
   */
  saveTranslation(ownerKind: "products" | "categories" | "brands" | "collections" | "attributes" | "attribute-values" | "product-fields", ownerId: string, locale: string, body: TranslationRequest, options?: CallOptions): Call<TranslationResponse> {
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
