import { AdminProducts } from './data/admin-products.js';
import { ProductPages } from './data/product-pages.js';
import { AdminProductsController } from './http/admin-products.controller.js';
import { AdminVariantsController } from './http/admin-variants.controller.js';
import { BulkProductsController } from './http/bulk-products.controller.js';
import { ProductFieldsController } from './http/product-fields.controller.js';
import { ProductVariantsController } from './http/product-variants.controller.js';
import { ProductsController } from './http/products.controller.js';
import { PublishingController } from './http/publishing.controller.js';
import { ArrangeVariants } from './use-cases/arrange-variants.js';
import { ChangeFields } from './use-cases/change-fields.js';
import { ChangeProduct } from './use-cases/change-product.js';
import { DeleteProduct } from './use-cases/delete-product.js';
import { MakeMatrix } from './use-cases/make-matrix.js';
import { RestoreProduct } from './use-cases/restore-product.js';

/** Products and their variants. */
export const PRODUCT_CONTROLLERS = [
  ProductsController,
  AdminProductsController,
  BulkProductsController,
  PublishingController,
  ProductVariantsController,
  AdminVariantsController,
  ProductFieldsController,
];

export const PRODUCT_PROVIDERS = [
  ProductPages,
  AdminProducts,
  ChangeProduct,
  DeleteProduct,
  RestoreProduct,
  ArrangeVariants,
  MakeMatrix,
  ChangeFields,
];
