import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { loggerParams, QuietLogger } from './common/logging.js';
import { ConfigModule } from './config/config.module.js';
import { ENV, type Env } from './config/env.js';
import { CryptoModule } from './common/crypto/crypto.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HttpCacheModule } from './http-cache/http-cache.module.js';
import { AuditHttpModule } from './modules/audit/audit.http.module.js';
import { AccessHttpModule } from './modules/access/access.http.module.js';
import { AuthHttpModule } from './modules/auth/auth.http.module.js';
import { CartHttpModule } from './modules/cart/cart.http.module.js';
import { CatalogHttpModule } from './modules/catalog/catalog.http.module.js';
import { InventoryHttpModule } from './modules/inventory/inventory.http.module.js';
import { MailHttpModule } from './modules/mail/mail.http.module.js';
import { MediaHttpModule } from './modules/media/media.http.module.js';
import { OperationsHttpModule } from './modules/operations/operations.http.module.js';
import { OrdersHttpModule } from './modules/orders/orders.http.module.js';
import { PaymentsHttpModule } from './modules/payments/payments.http.module.js';
import { PrivacyHttpModule } from './modules/privacy/privacy.http.module.js';
import { RatingsHttpModule } from './modules/ratings/ratings.http.module.js';
import { DiscountsHttpModule } from './modules/discounts/discounts.http.module.js';
import { ReportsHttpModule } from './modules/reports/reports.http.module.js';
import { ShippingHttpModule } from './modules/shipping/shipping.http.module.js';
import { TransfersHttpModule } from './modules/transfers/transfers.http.module.js';
import { UsersHttpModule } from './modules/users/users.http.module.js';
import { WebhooksHttpModule } from './modules/webhooks/webhooks.http.module.js';
import { WishlistsHttpModule } from './modules/wishlists/wishlists.http.module.js';
import { RateLimitsHttpModule } from './rate-limits/rate-limits.http.module.js';
import { OutboxModule } from './queue/outbox/outbox.module.js';
import { subscriptions } from './subscriptions.js';

/** The API process: the platform and the HTTP module of every feature; no processor. */
@Module({
  imports: [
    ConfigModule,
    LoggerModule.forRootAsync({
      inject: [ENV],
      useFactory: (env: Env) => loggerParams(env.LOG_LEVEL),
    }),
    DatabaseModule,
    CryptoModule,
    OutboxModule.forRoot(subscriptions),
    AccessHttpModule,
    RateLimitsHttpModule,
    HttpCacheModule,
    UsersHttpModule,
    AuthHttpModule,
    CatalogHttpModule,
    InventoryHttpModule,
    MediaHttpModule,
    RatingsHttpModule,
    DiscountsHttpModule,
    ShippingHttpModule,
    CartHttpModule,
    WishlistsHttpModule,
    OrdersHttpModule,
    PaymentsHttpModule,
    PrivacyHttpModule,
    TransfersHttpModule,
    ReportsHttpModule,
    AuditHttpModule,
    OperationsHttpModule,
    WebhooksHttpModule,
    MailHttpModule,
  ],
  providers: [QuietLogger],
})
export class ApiModule {}
