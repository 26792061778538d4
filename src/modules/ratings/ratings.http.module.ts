import { Module } from '@nestjs/common';
import { CatalogHttpModule } from '../catalog/catalog.http.module.js';
import { AdminReviewsController } from './http/admin-reviews.controller.js';
import { MyReviewsController } from './http/my-reviews.controller.js';
import { ProductReviewsController } from './http/product-reviews.controller.js';
import { ReviewsController } from './http/reviews.controller.js';
import { RatingsModule } from './ratings.module.js';

@Module({
  imports: [RatingsModule, CatalogHttpModule],
  controllers: [
    ProductReviewsController,
    ReviewsController,
    MyReviewsController,
    AdminReviewsController,
  ],
})
export class RatingsHttpModule {}
