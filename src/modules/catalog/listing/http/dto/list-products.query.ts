import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { toBoolean } from '../../../../../common/http/transforms.js';
import { PRODUCT_SORTS, type ProductSort } from '../../domain/product-filters.js';
import { ProductFiltersQuery } from './product-filters.query.js';

/** Filters and order of a product list. */
export class ListProductsQuery extends ProductFiltersQuery {
  /**
   * `position` is the order of a collection and needs one; it is the default there, elsewhere `-createdAt`.
   * `-sold` is what sold most in the last 90 days.
   */
  @IsOptional()
  @IsIn(PRODUCT_SORTS)
  sort?: ProductSort;

  /** Count the products too; up to 1,000 are counted exactly. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  total?: boolean;
}
