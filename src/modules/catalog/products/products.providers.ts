import { ProductPages } from './data/product-pages.js';
import { ProductsController } from './http/products.controller.js';

/** Products and their variants. */
export const PRODUCT_CONTROLLERS = [ProductsController];

export const PRODUCT_PROVIDERS = [ProductPages];
