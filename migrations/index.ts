import { CreateFoundation1764000000000 } from './1764000000000-create-foundation.js';
import { CreatePeople1764000001000 } from './1764000001000-create-people.js';
import { CreateCatalog1764000002000 } from './1764000002000-create-catalog.js';
import { CreateCheckout1764000003000 } from './1764000003000-create-checkout.js';
import { CreateOrders1764000004000 } from './1764000004000-create-orders.js';
import { CreatePayments1764000005000 } from './1764000005000-create-payments.js';
import { CreateRatings1764000006000 } from './1764000006000-create-ratings.js';
import { CreateArchive1764000007000 } from './1764000007000-create-archive.js';
import { AttachAudit1764000008000 } from './1764000008000-attach-audit.js';
import { CreateProductListings1764000009000 } from './1764000009000-create-product-listings.js';
import { ExtendIdentity1764000010000 } from './1764000010000-extend-identity.js';
import { CreateAccountChanges1764000011000 } from './1764000011000-create-account-changes.js';
import { CreateApiKeys1764000012000 } from './1764000012000-create-api-keys.js';
import { CreateSecondFactors1764000013000 } from './1764000013000-create-second-factors.js';
import { SealAuditLog1764000014000 } from './1764000014000-seal-audit-log.js';
import { CreatePrivacy1764000015000 } from './1764000015000-create-privacy.js';
import { PrepareRowSecurity1764000016000 } from './1764000016000-prepare-row-security.js';
import { CompleteAudit1764000017000 } from './1764000017000-complete-audit.js';
import { ExtendCatalogue1764000018000 } from './1764000018000-extend-catalogue.js';
import { ManageGroups1764000019000 } from './1764000019000-manage-groups.js';
import { ExtendProducts1764000020000 } from './1764000020000-extend-products.js';
import { CreateSlugAndPriceHistory1764000021000 } from './1764000021000-create-slug-and-price-history.js';
import { ExtendListings1764000022000 } from './1764000022000-extend-listings.js';
import { CreateMedia1764000023000 } from './1764000023000-create-media.js';
import { ModerateReviews1764000024000 } from './1764000024000-moderate-reviews.js';
import { CreateWishlists1764000025000 } from './1764000025000-create-wishlists.js';
import { CreateTransfers1764000026000 } from './1764000026000-create-transfers.js';
import { AnnounceCatalogueChanges1764000027000 } from './1764000027000-announce-catalogue-changes.js';
import { ShowPictureSizes1764000028000 } from './1764000028000-show-picture-sizes.js';
import { AnnounceReviewers1764000029000 } from './1764000029000-announce-reviewers.js';
import { SaveInBulk1764000030000 } from './1764000030000-save-in-bulk.js';
import { TierSearch1764000031000 } from './1764000031000-tier-search.js';
import { TranslateFields1764000033000 } from './1764000033000-translate-fields.js';
import { CreateStockLocations1764000034000 } from './1764000034000-create-stock-locations.js';
import { CreatePriceLists1764000035000 } from './1764000035000-create-price-lists.js';
import { ServeOrders1764000036000 } from './1764000036000-serve-orders.js';
import { AskOutside1764000037000 } from './1764000037000-ask-outside.js';
import { CreateDiscountCodes1764000038000 } from './1764000038000-create-discount-codes.js';
import { BoundOrders1764000039000 } from './1764000039000-bound-orders.js';
import { IssueInvoices1764000041000 } from './1764000041000-issue-invoices.js';
import { EditOrders1764000042000 } from './1764000042000-edit-orders.js';
import { KeepOrderTaxes1764000043000 } from './1764000043000-keep-order-taxes.js';
import { AnnouncePriceLists1764000043100 } from './1764000043100-announce-price-lists.js';
import { WithdrawReturns1764000043200 } from './1764000043200-withdraw-returns.js';
import { KeepKeyOfImports1764000043300 } from './1764000043300-keep-key-of-imports.js';
import { ReconcilePayments1764000044000 } from './1764000044000-reconcile-payments.js';
import { KeepCards1764000046000 } from './1764000046000-keep-cards.js';
import { HoldPayments1764000047000 } from './1764000047000-hold-payments.js';
import { WatchOperations1764000048000 } from './1764000048000-watch-operations.js';
import { LogMails1764000049000 } from './1764000049000-log-mails.js';
import { TellTheOutside1764000050000 } from './1764000050000-tell-the-outside.js';
import { SealWebhookSecrets1764000050100 } from './1764000050100-seal-webhook-secrets.js';
import { RestoreOrders1764000051000 } from './1764000051000-restore-orders.js';
import { KeepReports1764000052000 } from './1764000052000-keep-reports.js';
import { SortLists1764000054000 } from './1764000054000-sort-lists.js';
import { TellMore1764000055000 } from './1764000055000-tell-more.js';
import { ListRefunds1764000056000 } from './1764000056000-list-refunds.js';
import { FindFewOrders1764000057000 } from './1764000057000-find-few-orders.js';
import { FindPartPayments1764000058000 } from './1764000058000-find-part-payments.js';

/** Every migration in the order it runs. Imported, not globbed, so that build and tests see the same list. */
export const migrations = [
  CreateFoundation1764000000000,
  CreatePeople1764000001000,
  CreateCatalog1764000002000,
  CreateCheckout1764000003000,
  CreateOrders1764000004000,
  CreatePayments1764000005000,
  CreateRatings1764000006000,
  CreateArchive1764000007000,
  AttachAudit1764000008000,
  CreateProductListings1764000009000,
  ExtendIdentity1764000010000,
  CreateAccountChanges1764000011000,
  CreateApiKeys1764000012000,
  CreateSecondFactors1764000013000,
  SealAuditLog1764000014000,
  CreatePrivacy1764000015000,
  PrepareRowSecurity1764000016000,
  CompleteAudit1764000017000,
  ExtendCatalogue1764000018000,
  ManageGroups1764000019000,
  ExtendProducts1764000020000,
  CreateSlugAndPriceHistory1764000021000,
  ExtendListings1764000022000,
  CreateMedia1764000023000,
  ModerateReviews1764000024000,
  CreateWishlists1764000025000,
  CreateTransfers1764000026000,
  AnnounceCatalogueChanges1764000027000,
  ShowPictureSizes1764000028000,
  AnnounceReviewers1764000029000,
  SaveInBulk1764000030000,
  TierSearch1764000031000,
  TranslateFields1764000033000,
  CreateStockLocations1764000034000,
  CreatePriceLists1764000035000,
  ServeOrders1764000036000,
  AskOutside1764000037000,
  CreateDiscountCodes1764000038000,
  BoundOrders1764000039000,
  IssueInvoices1764000041000,
  EditOrders1764000042000,
  KeepOrderTaxes1764000043000,
  AnnouncePriceLists1764000043100,
  WithdrawReturns1764000043200,
  KeepKeyOfImports1764000043300,
  ReconcilePayments1764000044000,
  KeepCards1764000046000,
  HoldPayments1764000047000,
  WatchOperations1764000048000,
  LogMails1764000049000,
  TellTheOutside1764000050000,
  SealWebhookSecrets1764000050100,
  RestoreOrders1764000051000,
  KeepReports1764000052000,
  SortLists1764000054000,
  TellMore1764000055000,
  ListRefunds1764000056000,
  FindFewOrders1764000057000,
  FindPartPayments1764000058000,
];
