import { Module } from '@nestjs/common';
import { IdempotentCommands } from '../../database/idempotency/idempotent-commands.js';
import { DiscountCodesRepository } from './data/discount-codes.repository.js';
import { KeptDiscountsRepository } from './data/kept-discounts.repository.js';
import { DiscountCodesController } from './http/discount-codes.controller.js';
import { DiscountsController } from './http/discounts.controller.js';
import { MakeCodes } from './use-cases/make-codes.js';
import { ReadDiscounts } from './use-cases/read-discounts.js';
import { SaveDiscount } from './use-cases/save-discount.js';

/** What staff keeps of discounts. */
@Module({
  controllers: [DiscountsController, DiscountCodesController],
  providers: [
    KeptDiscountsRepository,
    DiscountCodesRepository,
    ReadDiscounts,
    SaveDiscount,
    MakeCodes,
    IdempotentCommands,
  ],
})
export class DiscountsHttpModule {}
