import { FilterDefinitions } from './data/filter-definitions.js';
import { ProductFacets } from './data/product-facets.js';
import { ProductLists } from './data/product-lists.js';
import { ProductSearch } from './data/product-search.js';
import { ProductListsController } from './http/product-lists.controller.js';
import { AdminSearchController } from './http/admin-search.controller.js';
import { FilterReader } from './http/read-filters.js';
import { SearchController } from './http/search.controller.js';

/** Lists, search and suggestions. */
export const LISTING_CONTROLLERS = [
  ProductListsController,
  SearchController,
  AdminSearchController,
];

export const LISTING_PROVIDERS = [
  FilterDefinitions,
  FilterReader,
  ProductFacets,
  ProductLists,
  ProductSearch,
];
