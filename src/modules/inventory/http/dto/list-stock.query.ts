import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsUUID } from 'class-validator';
import { IfSent, IsLine } from '../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toBoolean } from '../../../../common/http/transforms.js';
import { STOCK_SORTS, type StockSort } from '../../data/stock-view-statements.js';
import { LEVEL_CAUSES, type LevelCause } from '../../domain/stock-level-movement.entity.js';
import { STOCK_CAUSES, type StockCause } from '../../domain/stock-movement.entity.js';

/** What the list of stock can be narrowed by; all together. */
export class ListStockQuery extends PageQuery {
  @IfSent()
  @IsIn(STOCK_SORTS.names)
  @ApiProperty({
    enum: STOCK_SORTS.names,
    required: false,
    description: 'In an order of their own, which stays, when left out',
  })
  sort?: StockSort;

  @IfSent()
  @IsUUID()
  variantId?: string;

  @IfSent()
  @IsUUID()
  productId?: string;

  /** Exactly. */
  @IfSent()
  @IsLine(100)
  sku?: string;

  /** Variants of which something lies in this place. */
  @IfSent()
  @IsUUID()
  locationId?: string;

  /** True: only what is few. */
  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  lowStock?: boolean;
}

class MovementsQuery extends PageQuery {
  @IfSent()
  @IsUUID()
  variantId?: string;

  /** Exactly. */
  @IfSent()
  @IsLine(100)
  sku?: string;

  @IfSent()
  @IsUUID()
  orderId?: string;
}

/** What moves of the free stock can be narrowed by. */
export class ListStockMovementsQuery extends MovementsQuery {
  @IfSent()
  @IsIn(STOCK_CAUSES)
  @ApiProperty({ enum: STOCK_CAUSES, required: false })
  cause?: StockCause;
}

/** What moves in and out of places can be narrowed by. */
export class ListPlaceMovementsQuery extends MovementsQuery {
  @IfSent()
  @IsUUID()
  locationId?: string;

  @IfSent()
  @IsIn(LEVEL_CAUSES)
  @ApiProperty({ enum: LEVEL_CAUSES, required: false })
  cause?: LevelCause;
}
