import { GroupPages } from './data/group-pages.js';
import { BrandsController } from './http/brands.controller.js';
import { CategoriesController } from './http/categories.controller.js';
import { CollectionsController } from './http/collections.controller.js';

/** Categories, brands, collections and attributes. */
export const GROUP_CONTROLLERS = [BrandsController, CategoriesController, CollectionsController];

export const GROUP_PROVIDERS = [GroupPages];
