import { Module } from '@nestjs/common';
import { MediaModule } from '../media/media.module.js';
import { CatalogModule } from './catalog.module.js';
import {
  EXCHANGE_RATE_CONTROLLERS,
  EXCHANGE_RATE_PROVIDERS,
} from './exchange-rates/exchange-rates.providers.js';
import { GROUP_CONTROLLERS, GROUP_PROVIDERS } from './groups/groups.providers.js';
import { IMAGE_CONTROLLERS, IMAGE_PROVIDERS } from './images/images.providers.js';
import { LISTING_CONTROLLERS, LISTING_PROVIDERS } from './listing/listing.providers.js';
import {
  PRICE_LIST_CONTROLLERS,
  PRICE_LIST_PROVIDERS,
} from './price-lists/price-lists.providers.js';
import { PRICE_CONTROLLERS, PRICE_PROVIDERS } from './prices/prices.providers.js';
import { PRODUCT_CONTROLLERS, PRODUCT_PROVIDERS } from './products/products.providers.js';
import { SlugRedirects } from './translations/slug-redirects.js';
import {
  TRANSLATION_CONTROLLERS,
  TRANSLATION_PROVIDERS,
} from './translations/translations.providers.js';

@Module({
  imports: [MediaModule, CatalogModule],
  // Lists come before pages: `/products` is shorter than `/products/:slug`.
  controllers: [
    ...LISTING_CONTROLLERS,
    ...GROUP_CONTROLLERS,
    ...IMAGE_CONTROLLERS,
    ...PRODUCT_CONTROLLERS,
    ...PRICE_CONTROLLERS,
    ...PRICE_LIST_CONTROLLERS,
    ...EXCHANGE_RATE_CONTROLLERS,
    ...TRANSLATION_CONTROLLERS,
  ],
  providers: [
    ...LISTING_PROVIDERS,
    ...GROUP_PROVIDERS,
    ...IMAGE_PROVIDERS,
    ...PRODUCT_PROVIDERS,
    ...PRICE_PROVIDERS,
    ...PRICE_LIST_PROVIDERS,
    ...EXCHANGE_RATE_PROVIDERS,
    ...TRANSLATION_PROVIDERS,
  ],
  exports: [SlugRedirects],
})
export class CatalogHttpModule {}
