import { Module } from '@nestjs/common';
import { CatalogModule } from './catalog.module.js';
import { GroupPages } from './data/group-pages.js';
import { ProductLists } from './data/product-lists.js';
import { ProductPages } from './data/product-pages.js';
import { ProductSearch } from './data/product-search.js';
import { BrandsController } from './http/brands.controller.js';
import { CategoriesController } from './http/categories.controller.js';
import { CollectionsController } from './http/collections.controller.js';
import { ProductsController } from './http/products.controller.js';
import { SearchController } from './http/search.controller.js';

@Module({
  imports: [CatalogModule],
  controllers: [
    BrandsController,
    CategoriesController,
    CollectionsController,
    ProductsController,
    SearchController,
  ],
  providers: [GroupPages, ProductLists, ProductPages, ProductSearch],
})
export class CatalogHttpModule {}
