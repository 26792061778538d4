import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsDate, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { IfSent } from '../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toBoolean, toInstant } from '../../../../common/http/transforms.js';
import {
  ORDER_SORTS,
  ORDER_STATUSES,
  type OrderSort,
  type OrderStatus,
} from '../../orders.types.js';

/** What every list of orders can be narrowed by. */
export class OrdersQuery extends PageQuery {
  /**
   * Placed then or later.
   * @example '2020-01-01T00:00:00Z'
   */
  @IfSent()
  @Transform(toInstant)
  @IsDate()
  from?: Date;

  /** Placed before. */
  @IfSent()
  @Transform(toInstant)
  @IsDate()
  to?: Date;

  /** The whole number, as it is printed on the order. */
  @IfSent()
  @IsString()
  @Matches(/^[\x21-\x7e]{1,40}$/)
  orderNumber?: string;

  @ApiPropertyOptional({ enum: ORDER_SORTS, description: 'Newest first when left out' })
  @IsOptional()
  @IsIn([...ORDER_SORTS])
  sort?: OrderSort;

  /** Whether to count the whole list. */
  @IfSent()
  @Transform(toBoolean)
  @IsBoolean()
  total?: boolean;
}

/** Which of the own orders. */
export class ListOrdersQuery extends OrdersQuery {
  @ApiPropertyOptional({ enum: ORDER_STATUSES, description: 'Only orders of this status' })
  @IsOptional()
  @IsIn(ORDER_STATUSES)
  status?: OrderStatus;
}
