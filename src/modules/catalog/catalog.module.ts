import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MediaModule } from '../media/media.module.js';
import { CatalogService } from './catalog.service.js';
import { Attribute } from './domain/attribute.entity.js';
import { AttributeValue } from './domain/attribute-value.entity.js';
import { Brand } from './domain/brand.entity.js';
import { Category } from './domain/category.entity.js';
import { CatalogTranslation } from './domain/catalog-translation.entity.js';
import { CategoryListing } from './domain/category-listing.entity.js';
import { Collection } from './domain/collection.entity.js';
import { CollectionProduct } from './domain/collection-product.entity.js';
import { CollectionRuleChange } from './domain/collection-rule-change.entity.js';
import { Image } from './domain/image.entity.js';
import { ListingChange } from './domain/listing-change.entity.js';
import { Product } from './domain/product.entity.js';
import { ProductField } from './domain/product-field.entity.js';
import { ProductListing } from './domain/product-listing.entity.js';
import { ProductSales } from './domain/product-sales.entity.js';
import { SearchTier } from './domain/search-tier.entity.js';
import { ProductSearchRow } from './domain/product-search.entity.js';
import { ProductVariant } from './domain/product-variant.entity.js';
import { SearchChange } from './domain/search-change.entity.js';
import { SearchRun } from './domain/search-run.entity.js';
import { SearchWord } from './domain/search-vocabulary.entity.js';
import { SlugHistory } from './domain/slug-history.entity.js';
import { VariantAttribute } from './domain/variant-attribute.entity.js';
import { VariantPriceHistory } from './domain/variant-price-history.entity.js';
import { VariantPrice } from './domain/variant-price.entity.js';
import { PricesService } from './prices/prices.service.js';
import { ProductsService } from './products/products.service.js';
import { CatalogTransferService } from './transfer/catalog-transfer.service.js';
import { PublishDue } from './products/use-cases/publish-due.js';
import { SaveProducts } from './products/use-cases/save-products.js';
import { KeepSearch } from './listing/use-cases/keep-search.js';
import { SearchService } from './listing/search.service.js';

/** Products and all that orders and describes them. */
@Module({
  imports: [
    MediaModule,
    TypeOrmModule.forFeature([
      Attribute,
      AttributeValue,
      Brand,
      CatalogTranslation,
      Category,
      CategoryListing,
      Collection,
      CollectionProduct,
      CollectionRuleChange,
      Image,
      ListingChange,
      Product,
      ProductField,
      ProductListing,
      ProductSales,
      SearchTier,
      ProductSearchRow,
      ProductVariant,
      SearchChange,
      SearchRun,
      SearchWord,
      SlugHistory,
      VariantAttribute,
      VariantPrice,
      VariantPriceHistory,
    ]),
  ],
  providers: [
    PricesService,
    ProductsService,
    SaveProducts,
    PublishDue,
    CatalogTransferService,
    CatalogService,
    KeepSearch,
    SearchService,
  ],
  exports: [
    SearchService,
    PricesService,
    ProductsService,
    SaveProducts,
    CatalogTransferService,
    CatalogService,
  ],
})
export class CatalogModule {}
